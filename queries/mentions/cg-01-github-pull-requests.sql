-- GitHub pull requests: columns with texts and names.
-- Accounts, pull requests and check runs that GitHub reported.
-- ':column' is each of a place's columns; to run them: operasure queries --pattern REGEX --group cg-01

-- place: github_users
-- note: GitHub accounts are never cleaned up
-- source: modules/github_integration/lib/open_project/github_integration/engine.rb:80
-- column: github_login, person, kept
-- column: github_html_url, person, kept
-- column: github_avatar_url, person, kept
SELECT id, :column,
       (SELECT '/work_packages/' || w.id || '/github' FROM github_pull_requests r
         JOIN github_pull_requests_work_packages g ON g.github_pull_request_id = r.id
           JOIN work_packages w ON w.id = g.work_package_id JOIN projects p ON p.id = w.project_id
           WHERE github_users.id IN (r.github_user_id, r.merged_by_id) ORDER BY w.id LIMIT 1)
             AS path,
       (SELECT p.identifier FROM github_pull_requests r
         JOIN github_pull_requests_work_packages g ON g.github_pull_request_id = r.id
           JOIN work_packages w ON w.id = g.work_package_id JOIN projects p ON p.id = w.project_id
           WHERE github_users.id IN (r.github_user_id, r.merged_by_id) ORDER BY w.id LIMIT 1)
             AS project
  FROM github_users
 WHERE :column ~* :pattern;

-- place: github_pull_requests
-- source: modules/github_integration/lib/open_project/github_integration/engine.rb:80
-- column: title, plain, kept
-- column: repository, plain, kept
-- column: github_html_url, plain, kept
-- column: repository_html_url, plain, kept
-- column: body, markdown, kept
-- column: CAST(labels AS text), json, kept
SELECT id, :column,
       (SELECT '/work_packages/' || w.id || '/github' FROM github_pull_requests_work_packages g
         JOIN work_packages w ON w.id = g.work_package_id
           JOIN projects p ON p.id = w.project_id
             WHERE g.github_pull_request_id = github_pull_requests.id ORDER BY w.id LIMIT 1)
             AS path,
       (SELECT p.identifier FROM github_pull_requests_work_packages g
         JOIN work_packages w ON w.id = g.work_package_id
           JOIN projects p ON p.id = w.project_id
             WHERE g.github_pull_request_id = github_pull_requests.id ORDER BY w.id LIMIT 1)
             AS project
  FROM github_pull_requests
 WHERE :column ~* :pattern;

-- place: github_check_runs
-- source: modules/github_integration/lib/open_project/github_integration/engine.rb:80
-- column: name, plain, kept
-- column: output_title, plain, kept
-- column: output_summary, plain, kept
-- column: details_url, plain, kept
-- column: github_html_url, plain, kept
-- column: github_app_owner_avatar_url, plain, kept
SELECT id, :column,
       (SELECT '/work_packages/' || w.id || '/github' FROM github_pull_requests_work_packages g
         JOIN work_packages w ON w.id = g.work_package_id
           JOIN projects p ON p.id = w.project_id
             WHERE g.github_pull_request_id = github_check_runs.github_pull_request_id
             ORDER BY w.id LIMIT 1) AS path,
       (SELECT p.identifier FROM github_pull_requests_work_packages g
         JOIN work_packages w ON w.id = g.work_package_id
           JOIN projects p ON p.id = w.project_id
             WHERE g.github_pull_request_id = github_check_runs.github_pull_request_id
             ORDER BY w.id LIMIT 1) AS project
  FROM github_check_runs
 WHERE :column ~* :pattern;

-- place: deploy_targets
-- source: modules/github_integration/config/routes.rb:30
-- column: host, plain, kept
-- column: CAST(options AS text), json, kept
SELECT id, :column,
       '/deploy_targets' AS path
  FROM deploy_targets
 WHERE :column ~* :pattern;
