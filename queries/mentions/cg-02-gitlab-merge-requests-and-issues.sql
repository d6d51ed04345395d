-- GitLab merge requests and issues: where people write, or where names land.
-- Accounts, merge requests, issues and pipelines that GitLab reported.
-- Runs as it is: psql -v pattern="'name'" -f queries/mentions/cg-02-gitlab-merge-requests-and-issues.sql

-- check: gitlab_users.gitlab_name
-- expected: kept
-- kind: person
-- needs: gitlab_issues.gitlab_user_id, gitlab_issues.id, gitlab_issues_work_packages.gitlab_issue_id, gitlab_issues_work_packages.work_package_id, gitlab_merge_requests.gitlab_user_id, gitlab_merge_requests.id, gitlab_merge_requests.merged_by_id, gitlab_merge_requests_work_packages.gitlab_merge_request_id, gitlab_merge_requests_work_packages.work_package_id, projects.id, projects.identifier, work_packages.id, work_packages.project_id
-- note: GitLab accounts are never cleaned up
-- source: modules/gitlab_integration/lib/open_project/gitlab_integration/engine.rb:54
SELECT id, gitlab_name,
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
 WHERE gitlab_name ~* :pattern;

-- check: gitlab_users.gitlab_username
-- expected: kept
-- kind: person
-- needs: gitlab_issues.gitlab_user_id, gitlab_issues.id, gitlab_issues_work_packages.gitlab_issue_id, gitlab_issues_work_packages.work_package_id, gitlab_merge_requests.gitlab_user_id, gitlab_merge_requests.id, gitlab_merge_requests.merged_by_id, gitlab_merge_requests_work_packages.gitlab_merge_request_id, gitlab_merge_requests_work_packages.work_package_id, projects.id, projects.identifier, work_packages.id, work_packages.project_id
-- note: GitLab accounts are never cleaned up
-- source: modules/gitlab_integration/lib/open_project/gitlab_integration/engine.rb:54
SELECT id, gitlab_username,
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
 WHERE gitlab_username ~* :pattern;

-- check: gitlab_users.gitlab_email
-- expected: kept
-- kind: person
-- needs: gitlab_issues.gitlab_user_id, gitlab_issues.id, gitlab_issues_work_packages.gitlab_issue_id, gitlab_issues_work_packages.work_package_id, gitlab_merge_requests.gitlab_user_id, gitlab_merge_requests.id, gitlab_merge_requests.merged_by_id, gitlab_merge_requests_work_packages.gitlab_merge_request_id, gitlab_merge_requests_work_packages.work_package_id, projects.id, projects.identifier, work_packages.id, work_packages.project_id
-- note: GitLab accounts are never cleaned up
-- source: modules/gitlab_integration/lib/open_project/gitlab_integration/engine.rb:54
SELECT id, gitlab_email,
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
 WHERE gitlab_email ~* :pattern;

-- check: gitlab_users.gitlab_avatar_url
-- expected: kept
-- kind: person
-- needs: gitlab_issues.gitlab_user_id, gitlab_issues.id, gitlab_issues_work_packages.gitlab_issue_id, gitlab_issues_work_packages.work_package_id, gitlab_merge_requests.gitlab_user_id, gitlab_merge_requests.id, gitlab_merge_requests.merged_by_id, gitlab_merge_requests_work_packages.gitlab_merge_request_id, gitlab_merge_requests_work_packages.work_package_id, projects.id, projects.identifier, work_packages.id, work_packages.project_id
-- note: GitLab accounts are never cleaned up
-- source: modules/gitlab_integration/lib/open_project/gitlab_integration/engine.rb:54
SELECT id, gitlab_avatar_url,
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
 WHERE gitlab_avatar_url ~* :pattern;

-- check: gitlab_merge_requests.title
-- expected: kept
-- kind: plain
-- needs: gitlab_merge_requests_work_packages.gitlab_merge_request_id, gitlab_merge_requests_work_packages.work_package_id, projects.id, projects.identifier, work_packages.id, work_packages.project_id
-- source: modules/gitlab_integration/lib/open_project/gitlab_integration/engine.rb:54
SELECT id, title,
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
 WHERE title ~* :pattern;

-- check: gitlab_merge_requests.repository
-- expected: kept
-- kind: plain
-- needs: gitlab_merge_requests_work_packages.gitlab_merge_request_id, gitlab_merge_requests_work_packages.work_package_id, projects.id, projects.identifier, work_packages.id, work_packages.project_id
-- source: modules/gitlab_integration/lib/open_project/gitlab_integration/engine.rb:54
SELECT id, repository,
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
 WHERE repository ~* :pattern;

-- check: gitlab_merge_requests.gitlab_html_url
-- expected: kept
-- kind: plain
-- needs: gitlab_merge_requests_work_packages.gitlab_merge_request_id, gitlab_merge_requests_work_packages.work_package_id, projects.id, projects.identifier, work_packages.id, work_packages.project_id
-- source: modules/gitlab_integration/lib/open_project/gitlab_integration/engine.rb:54
SELECT id, gitlab_html_url,
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
 WHERE gitlab_html_url ~* :pattern;

-- check: gitlab_merge_requests.body
-- expected: kept
-- kind: markdown
-- needs: gitlab_merge_requests_work_packages.gitlab_merge_request_id, gitlab_merge_requests_work_packages.work_package_id, projects.id, projects.identifier, work_packages.id, work_packages.project_id
-- source: modules/gitlab_integration/lib/open_project/gitlab_integration/engine.rb:54
SELECT id, body,
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
 WHERE body ~* :pattern;

-- check: gitlab_merge_requests.labels
-- expected: kept
-- kind: json
-- needs: gitlab_merge_requests_work_packages.gitlab_merge_request_id, gitlab_merge_requests_work_packages.work_package_id, projects.id, projects.identifier, work_packages.id, work_packages.project_id
-- source: modules/gitlab_integration/lib/open_project/gitlab_integration/engine.rb:54
SELECT id, CAST(labels AS text),
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
 WHERE CAST(labels AS text) ~* :pattern;

-- check: gitlab_issues.title
-- expected: kept
-- kind: plain
-- needs: gitlab_issues_work_packages.gitlab_issue_id, gitlab_issues_work_packages.work_package_id, projects.id, projects.identifier, work_packages.id, work_packages.project_id
-- source: modules/gitlab_integration/lib/open_project/gitlab_integration/engine.rb:54
SELECT id, title,
       (SELECT '/work_packages/' || w.id || '/gitlab' FROM gitlab_issues_work_packages g
         JOIN work_packages w ON w.id = g.work_package_id
           JOIN projects p ON p.id = w.project_id WHERE g.gitlab_issue_id = gitlab_issues.id
             ORDER BY w.id LIMIT 1) AS path,
       (SELECT p.identifier FROM gitlab_issues_work_packages g
         JOIN work_packages w ON w.id = g.work_package_id
           JOIN projects p ON p.id = w.project_id WHERE g.gitlab_issue_id = gitlab_issues.id
             ORDER BY w.id LIMIT 1) AS project
  FROM gitlab_issues
 WHERE title ~* :pattern;

-- check: gitlab_issues.repository
-- expected: kept
-- kind: plain
-- needs: gitlab_issues_work_packages.gitlab_issue_id, gitlab_issues_work_packages.work_package_id, projects.id, projects.identifier, work_packages.id, work_packages.project_id
-- source: modules/gitlab_integration/lib/open_project/gitlab_integration/engine.rb:54
SELECT id, repository,
       (SELECT '/work_packages/' || w.id || '/gitlab' FROM gitlab_issues_work_packages g
         JOIN work_packages w ON w.id = g.work_package_id
           JOIN projects p ON p.id = w.project_id WHERE g.gitlab_issue_id = gitlab_issues.id
             ORDER BY w.id LIMIT 1) AS path,
       (SELECT p.identifier FROM gitlab_issues_work_packages g
         JOIN work_packages w ON w.id = g.work_package_id
           JOIN projects p ON p.id = w.project_id WHERE g.gitlab_issue_id = gitlab_issues.id
             ORDER BY w.id LIMIT 1) AS project
  FROM gitlab_issues
 WHERE repository ~* :pattern;

-- check: gitlab_issues.gitlab_html_url
-- expected: kept
-- kind: plain
-- needs: gitlab_issues_work_packages.gitlab_issue_id, gitlab_issues_work_packages.work_package_id, projects.id, projects.identifier, work_packages.id, work_packages.project_id
-- source: modules/gitlab_integration/lib/open_project/gitlab_integration/engine.rb:54
SELECT id, gitlab_html_url,
       (SELECT '/work_packages/' || w.id || '/gitlab' FROM gitlab_issues_work_packages g
         JOIN work_packages w ON w.id = g.work_package_id
           JOIN projects p ON p.id = w.project_id WHERE g.gitlab_issue_id = gitlab_issues.id
             ORDER BY w.id LIMIT 1) AS path,
       (SELECT p.identifier FROM gitlab_issues_work_packages g
         JOIN work_packages w ON w.id = g.work_package_id
           JOIN projects p ON p.id = w.project_id WHERE g.gitlab_issue_id = gitlab_issues.id
             ORDER BY w.id LIMIT 1) AS project
  FROM gitlab_issues
 WHERE gitlab_html_url ~* :pattern;

-- check: gitlab_issues.body
-- expected: kept
-- kind: markdown
-- needs: gitlab_issues_work_packages.gitlab_issue_id, gitlab_issues_work_packages.work_package_id, projects.id, projects.identifier, work_packages.id, work_packages.project_id
-- source: modules/gitlab_integration/lib/open_project/gitlab_integration/engine.rb:54
SELECT id, body,
       (SELECT '/work_packages/' || w.id || '/gitlab' FROM gitlab_issues_work_packages g
         JOIN work_packages w ON w.id = g.work_package_id
           JOIN projects p ON p.id = w.project_id WHERE g.gitlab_issue_id = gitlab_issues.id
             ORDER BY w.id LIMIT 1) AS path,
       (SELECT p.identifier FROM gitlab_issues_work_packages g
         JOIN work_packages w ON w.id = g.work_package_id
           JOIN projects p ON p.id = w.project_id WHERE g.gitlab_issue_id = gitlab_issues.id
             ORDER BY w.id LIMIT 1) AS project
  FROM gitlab_issues
 WHERE body ~* :pattern;

-- check: gitlab_issues.labels
-- expected: kept
-- kind: json
-- needs: gitlab_issues_work_packages.gitlab_issue_id, gitlab_issues_work_packages.work_package_id, projects.id, projects.identifier, work_packages.id, work_packages.project_id
-- source: modules/gitlab_integration/lib/open_project/gitlab_integration/engine.rb:54
SELECT id, CAST(labels AS text),
       (SELECT '/work_packages/' || w.id || '/gitlab' FROM gitlab_issues_work_packages g
         JOIN work_packages w ON w.id = g.work_package_id
           JOIN projects p ON p.id = w.project_id WHERE g.gitlab_issue_id = gitlab_issues.id
             ORDER BY w.id LIMIT 1) AS path,
       (SELECT p.identifier FROM gitlab_issues_work_packages g
         JOIN work_packages w ON w.id = g.work_package_id
           JOIN projects p ON p.id = w.project_id WHERE g.gitlab_issue_id = gitlab_issues.id
             ORDER BY w.id LIMIT 1) AS project
  FROM gitlab_issues
 WHERE CAST(labels AS text) ~* :pattern;

-- check: gitlab_pipelines.name
-- expected: kept
-- kind: plain
-- needs: gitlab_merge_requests_work_packages.gitlab_merge_request_id, gitlab_merge_requests_work_packages.work_package_id, gitlab_pipelines.gitlab_merge_request_id, projects.id, projects.identifier, work_packages.id, work_packages.project_id
-- source: modules/gitlab_integration/lib/open_project/gitlab_integration/engine.rb:54
SELECT id, name,
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
 WHERE name ~* :pattern;

-- check: gitlab_pipelines.username
-- expected: kept
-- kind: person
-- needs: gitlab_merge_requests_work_packages.gitlab_merge_request_id, gitlab_merge_requests_work_packages.work_package_id, gitlab_pipelines.gitlab_merge_request_id, projects.id, projects.identifier, work_packages.id, work_packages.project_id
-- source: modules/gitlab_integration/lib/open_project/gitlab_integration/engine.rb:54
SELECT id, username,
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
 WHERE username ~* :pattern;

-- check: gitlab_pipelines.gitlab_user_avatar_url
-- expected: kept
-- kind: person
-- needs: gitlab_merge_requests_work_packages.gitlab_merge_request_id, gitlab_merge_requests_work_packages.work_package_id, gitlab_pipelines.gitlab_merge_request_id, projects.id, projects.identifier, work_packages.id, work_packages.project_id
-- source: modules/gitlab_integration/lib/open_project/gitlab_integration/engine.rb:54
SELECT id, gitlab_user_avatar_url,
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
 WHERE gitlab_user_avatar_url ~* :pattern;

-- check: gitlab_pipelines.commit_id
-- expected: kept
-- kind: plain
-- needs: gitlab_merge_requests_work_packages.gitlab_merge_request_id, gitlab_merge_requests_work_packages.work_package_id, gitlab_pipelines.gitlab_merge_request_id, projects.id, projects.identifier, work_packages.id, work_packages.project_id
-- source: modules/gitlab_integration/lib/open_project/gitlab_integration/engine.rb:54
SELECT id, commit_id,
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
 WHERE commit_id ~* :pattern;

-- check: gitlab_pipelines.details_url
-- expected: kept
-- kind: plain
-- needs: gitlab_merge_requests_work_packages.gitlab_merge_request_id, gitlab_merge_requests_work_packages.work_package_id, gitlab_pipelines.gitlab_merge_request_id, projects.id, projects.identifier, work_packages.id, work_packages.project_id
-- source: modules/gitlab_integration/lib/open_project/gitlab_integration/engine.rb:54
SELECT id, details_url,
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
 WHERE details_url ~* :pattern;

-- check: gitlab_pipelines.gitlab_html_url
-- expected: kept
-- kind: plain
-- needs: gitlab_merge_requests_work_packages.gitlab_merge_request_id, gitlab_merge_requests_work_packages.work_package_id, gitlab_pipelines.gitlab_merge_request_id, projects.id, projects.identifier, work_packages.id, work_packages.project_id
-- source: modules/gitlab_integration/lib/open_project/gitlab_integration/engine.rb:54
SELECT id, gitlab_html_url,
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
 WHERE gitlab_html_url ~* :pattern;

-- check: gitlab_pipelines.ci_details
-- expected: kept
-- kind: json
-- needs: gitlab_merge_requests_work_packages.gitlab_merge_request_id, gitlab_merge_requests_work_packages.work_package_id, gitlab_pipelines.gitlab_merge_request_id, projects.id, projects.identifier, work_packages.id, work_packages.project_id
-- source: modules/gitlab_integration/lib/open_project/gitlab_integration/engine.rb:54
SELECT id, CAST(ci_details AS text),
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
 WHERE CAST(ci_details AS text) ~* :pattern;

-- check: gitlab_branches.name
-- expected: kept
-- kind: plain
-- needs: gitlab_branches.work_package_id, work_packages.id, work_packages.project_id, projects.id, projects.identifier
-- source: modules/gitlab_integration/db/migrate/20260910151136_create_gitlab_branches.rb
SELECT id, name,
       '/work_packages/' || gitlab_branches.work_package_id || '/gitlab' AS path,
       (SELECT p.identifier FROM work_packages w JOIN projects p ON p.id = w.project_id
         WHERE w.id = gitlab_branches.work_package_id) AS project
  FROM gitlab_branches
 WHERE name ~* :pattern;

-- check: gitlab_branches.username
-- expected: kept
-- kind: person
-- needs: gitlab_branches.work_package_id, work_packages.id, work_packages.project_id, projects.id, projects.identifier
-- source: modules/gitlab_integration/db/migrate/20260910151136_create_gitlab_branches.rb
SELECT id, username,
       '/work_packages/' || gitlab_branches.work_package_id || '/gitlab' AS path,
       (SELECT p.identifier FROM work_packages w JOIN projects p ON p.id = w.project_id
         WHERE w.id = gitlab_branches.work_package_id) AS project
  FROM gitlab_branches
 WHERE username ~* :pattern;

-- check: gitlab_branches.namespace
-- expected: kept
-- kind: person
-- needs: gitlab_branches.work_package_id, work_packages.id, work_packages.project_id, projects.id, projects.identifier
-- note: a personal namespace is the name of an account
-- source: modules/gitlab_integration/db/migrate/20260910151136_create_gitlab_branches.rb
SELECT id, namespace,
       '/work_packages/' || gitlab_branches.work_package_id || '/gitlab' AS path,
       (SELECT p.identifier FROM work_packages w JOIN projects p ON p.id = w.project_id
         WHERE w.id = gitlab_branches.work_package_id) AS project
  FROM gitlab_branches
 WHERE namespace ~* :pattern;

-- check: gitlab_branches.namespace_html_url
-- expected: kept
-- kind: person
-- needs: gitlab_branches.work_package_id, work_packages.id, work_packages.project_id, projects.id, projects.identifier
-- note: a personal namespace is the name of an account
-- source: modules/gitlab_integration/db/migrate/20260910151136_create_gitlab_branches.rb
SELECT id, namespace_html_url,
       '/work_packages/' || gitlab_branches.work_package_id || '/gitlab' AS path,
       (SELECT p.identifier FROM work_packages w JOIN projects p ON p.id = w.project_id
         WHERE w.id = gitlab_branches.work_package_id) AS project
  FROM gitlab_branches
 WHERE namespace_html_url ~* :pattern;

-- check: gitlab_branches.gitlab_user_avatar_url
-- expected: kept
-- kind: person
-- needs: gitlab_branches.work_package_id, work_packages.id, work_packages.project_id, projects.id, projects.identifier
-- source: modules/gitlab_integration/db/migrate/20260910151136_create_gitlab_branches.rb
SELECT id, gitlab_user_avatar_url,
       '/work_packages/' || gitlab_branches.work_package_id || '/gitlab' AS path,
       (SELECT p.identifier FROM work_packages w JOIN projects p ON p.id = w.project_id
         WHERE w.id = gitlab_branches.work_package_id) AS project
  FROM gitlab_branches
 WHERE gitlab_user_avatar_url ~* :pattern;

-- check: gitlab_branches.gitlab_html_url
-- expected: kept
-- kind: plain
-- needs: gitlab_branches.work_package_id, work_packages.id, work_packages.project_id, projects.id, projects.identifier
-- source: modules/gitlab_integration/db/migrate/20260910151136_create_gitlab_branches.rb
SELECT id, gitlab_html_url,
       '/work_packages/' || gitlab_branches.work_package_id || '/gitlab' AS path,
       (SELECT p.identifier FROM work_packages w JOIN projects p ON p.id = w.project_id
         WHERE w.id = gitlab_branches.work_package_id) AS project
  FROM gitlab_branches
 WHERE gitlab_html_url ~* :pattern;

-- check: gitlab_branches.repository
-- expected: kept
-- kind: plain
-- needs: gitlab_branches.work_package_id, work_packages.id, work_packages.project_id, projects.id, projects.identifier
-- source: modules/gitlab_integration/db/migrate/20260910151136_create_gitlab_branches.rb
SELECT id, repository,
       '/work_packages/' || gitlab_branches.work_package_id || '/gitlab' AS path,
       (SELECT p.identifier FROM work_packages w JOIN projects p ON p.id = w.project_id
         WHERE w.id = gitlab_branches.work_package_id) AS project
  FROM gitlab_branches
 WHERE repository ~* :pattern;

-- check: gitlab_commits.author_name
-- expected: kept
-- kind: person
-- note: a commit as GitLab reported it
-- source: modules/gitlab_integration/db/migrate/20260916133700_create_gitlab_commits.rb
SELECT id, author_name,
       CAST(NULL AS text) AS path
  FROM gitlab_commits
 WHERE author_name ~* :pattern;

-- check: gitlab_commits.author_email
-- expected: kept
-- kind: person
-- note: a commit as GitLab reported it
-- source: modules/gitlab_integration/db/migrate/20260916133700_create_gitlab_commits.rb
SELECT id, author_email,
       CAST(NULL AS text) AS path
  FROM gitlab_commits
 WHERE author_email ~* :pattern;

-- check: gitlab_commits.message
-- expected: kept
-- kind: plain
-- note: a commit as GitLab reported it
-- source: modules/gitlab_integration/db/migrate/20260916133700_create_gitlab_commits.rb
SELECT id, message,
       CAST(NULL AS text) AS path
  FROM gitlab_commits
 WHERE message ~* :pattern;

-- check: gitlab_commits.repository
-- expected: kept
-- kind: plain
-- note: a commit as GitLab reported it
-- source: modules/gitlab_integration/db/migrate/20260916133700_create_gitlab_commits.rb
SELECT id, repository,
       CAST(NULL AS text) AS path
  FROM gitlab_commits
 WHERE repository ~* :pattern;

-- check: gitlab_commits.gitlab_html_url
-- expected: kept
-- kind: plain
-- note: a commit as GitLab reported it
-- source: modules/gitlab_integration/db/migrate/20260916133700_create_gitlab_commits.rb
SELECT id, gitlab_html_url,
       CAST(NULL AS text) AS path
  FROM gitlab_commits
 WHERE gitlab_html_url ~* :pattern;
