-- GitLab merge requests and issues: columns with texts and names.
-- Accounts, merge requests, issues and pipelines that GitLab reported.
-- ':column' is each of a place's columns; to run them: operasure queries --pattern REGEX --group cg-02

-- place: gitlab_users
-- note: GitLab accounts are never cleaned up
-- source: modules/gitlab_integration/lib/open_project/gitlab_integration/engine.rb:54
-- column: gitlab_name, person, kept
-- column: gitlab_username, person, kept
-- column: gitlab_email, person, kept
-- column: gitlab_avatar_url, person, kept
-- column: name, person, kept
-- column: username, person, kept
-- column: avatar_url, person, kept
SELECT id, :column,
       (SELECT '/work_packages/' || w.id || '/gitlab' FROM projects p
         JOIN work_packages w ON w.project_id = p.id
           WHERE w.id IN (SELECT g.work_package_id FROM gitlab_merge_requests_work_packages g
               JOIN gitlab_merge_requests r ON r.id = g.gitlab_merge_request_id
               WHERE gitlab_users.id IN (r.gitlab_user_id, r.merged_by_id))
             OR w.id IN (SELECT g.work_package_id FROM gitlab_issues_work_packages g
               JOIN gitlab_issues i ON i.id = g.gitlab_issue_id
                 WHERE i.gitlab_user_id = gitlab_users.id)
           ORDER BY w.id LIMIT 1) AS path,
       (SELECT p.identifier FROM projects p JOIN work_packages w ON w.project_id = p.id
           WHERE w.id IN (SELECT g.work_package_id FROM gitlab_merge_requests_work_packages g
               JOIN gitlab_merge_requests r ON r.id = g.gitlab_merge_request_id
               WHERE gitlab_users.id IN (r.gitlab_user_id, r.merged_by_id))
             OR w.id IN (SELECT g.work_package_id FROM gitlab_issues_work_packages g
               JOIN gitlab_issues i ON i.id = g.gitlab_issue_id
                 WHERE i.gitlab_user_id = gitlab_users.id)
           ORDER BY w.id LIMIT 1) AS project
  FROM gitlab_users
 WHERE :column ~* :pattern;

-- place: gitlab_merge_requests
-- source: modules/gitlab_integration/lib/open_project/gitlab_integration/engine.rb:54
-- column: title, plain, kept
-- column: repository, plain, kept
-- column: gitlab_html_url, plain, kept
-- column: body, markdown, kept
-- column: CAST(labels AS text), json, kept
SELECT id, :column,
       (SELECT '/work_packages/' || w.id || '/gitlab' FROM gitlab_merge_requests_work_packages g
         JOIN work_packages w ON w.id = g.work_package_id
           JOIN projects p ON p.id = w.project_id
             WHERE g.gitlab_merge_request_id = gitlab_merge_requests.id ORDER BY w.id LIMIT 1)
             AS path,
       (SELECT p.identifier FROM gitlab_merge_requests_work_packages g
         JOIN work_packages w ON w.id = g.work_package_id
           JOIN projects p ON p.id = w.project_id
             WHERE g.gitlab_merge_request_id = gitlab_merge_requests.id ORDER BY w.id LIMIT 1)
             AS project
  FROM gitlab_merge_requests
 WHERE :column ~* :pattern;

-- place: gitlab_issues
-- source: modules/gitlab_integration/lib/open_project/gitlab_integration/engine.rb:54
-- column: title, plain, kept
-- column: repository, plain, kept
-- column: gitlab_html_url, plain, kept
-- column: body, markdown, kept
-- column: CAST(labels AS text), json, kept
SELECT id, :column,
       (SELECT '/work_packages/' || w.id || '/gitlab' FROM gitlab_issues_work_packages g
         JOIN work_packages w ON w.id = g.work_package_id
           JOIN projects p ON p.id = w.project_id WHERE g.gitlab_issue_id = gitlab_issues.id
             ORDER BY w.id LIMIT 1) AS path,
       (SELECT p.identifier FROM gitlab_issues_work_packages g
         JOIN work_packages w ON w.id = g.work_package_id
           JOIN projects p ON p.id = w.project_id WHERE g.gitlab_issue_id = gitlab_issues.id
             ORDER BY w.id LIMIT 1) AS project
  FROM gitlab_issues
 WHERE :column ~* :pattern;

-- place: gitlab_pipelines
-- source: modules/gitlab_integration/lib/open_project/gitlab_integration/engine.rb:54
-- column: name, plain, kept
-- column: username, person, kept
-- column: gitlab_user_avatar_url, person, kept
-- column: commit_id, plain, kept
-- column: details_url, plain, kept
-- column: gitlab_html_url, plain, kept
-- column: CAST(ci_details AS text), json, kept
SELECT id, :column,
       (SELECT '/work_packages/' || w.id || '/gitlab' FROM gitlab_merge_requests_work_packages g
         JOIN work_packages w ON w.id = g.work_package_id
           JOIN projects p ON p.id = w.project_id
             WHERE g.gitlab_merge_request_id = gitlab_pipelines.gitlab_merge_request_id
             ORDER BY w.id LIMIT 1) AS path,
       (SELECT p.identifier FROM gitlab_merge_requests_work_packages g
         JOIN work_packages w ON w.id = g.work_package_id
           JOIN projects p ON p.id = w.project_id
             WHERE g.gitlab_merge_request_id = gitlab_pipelines.gitlab_merge_request_id
             ORDER BY w.id LIMIT 1) AS project
  FROM gitlab_pipelines
 WHERE :column ~* :pattern;

-- place: gitlab_branches
-- source: modules/gitlab_integration/db/migrate/20260910151136_create_gitlab_branches.rb
-- column: name, plain, kept
-- column: username, person, kept
-- column: namespace, person, kept
--   note: a personal namespace is the name of an account
-- column: namespace_html_url, person, kept
--   note: a personal namespace is the name of an account
-- column: gitlab_user_avatar_url, person, kept
-- column: gitlab_html_url, plain, kept
-- column: repository, plain, kept
SELECT id, :column,
       '/work_packages/' || gitlab_branches.work_package_id || '/gitlab' AS path,
       (SELECT p.identifier FROM work_packages w JOIN projects p ON p.id = w.project_id
         WHERE w.id = gitlab_branches.work_package_id) AS project
  FROM gitlab_branches
 WHERE :column ~* :pattern;

-- place: gitlab_commits
-- note: a commit as GitLab reported it
-- source: modules/gitlab_integration/db/migrate/20260916133700_create_gitlab_commits.rb
-- column: author_name, person, kept
-- column: author_email, person, kept
-- column: message, plain, kept
-- column: repository, plain, kept
-- column: gitlab_html_url, plain, kept
SELECT id, :column,
       CAST(NULL AS text) AS path
  FROM gitlab_commits
 WHERE :column ~* :pattern;
