-- GitHub pull requests: where people write, or where names land.
-- Accounts, pull requests and check runs that GitHub reported.
-- Runs as it is: psql -v pattern="'name'" -f queries/mentions/cg-01-github-pull-requests.sql

-- check: github_users.github_login
-- expected: kept
-- kind: person
-- needs: github_pull_requests.github_user_id, github_pull_requests.id, github_pull_requests.merged_by_id, github_pull_requests_work_packages.github_pull_request_id, github_pull_requests_work_packages.work_package_id, projects.id, projects.identifier, work_packages.id, work_packages.project_id
-- note: GitHub accounts are never cleaned up
-- source: modules/github_integration/lib/open_project/github_integration/engine.rb:80
SELECT id, github_login,
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
 WHERE github_login ~* :pattern;

-- check: github_users.github_html_url
-- expected: kept
-- kind: person
-- needs: github_pull_requests.github_user_id, github_pull_requests.id, github_pull_requests.merged_by_id, github_pull_requests_work_packages.github_pull_request_id, github_pull_requests_work_packages.work_package_id, projects.id, projects.identifier, work_packages.id, work_packages.project_id
-- note: GitHub accounts are never cleaned up
-- source: modules/github_integration/lib/open_project/github_integration/engine.rb:80
SELECT id, github_html_url,
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
 WHERE github_html_url ~* :pattern;

-- check: github_users.github_avatar_url
-- expected: kept
-- kind: person
-- needs: github_pull_requests.github_user_id, github_pull_requests.id, github_pull_requests.merged_by_id, github_pull_requests_work_packages.github_pull_request_id, github_pull_requests_work_packages.work_package_id, projects.id, projects.identifier, work_packages.id, work_packages.project_id
-- note: GitHub accounts are never cleaned up
-- source: modules/github_integration/lib/open_project/github_integration/engine.rb:80
SELECT id, github_avatar_url,
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
 WHERE github_avatar_url ~* :pattern;

-- check: github_pull_requests.title
-- expected: kept
-- kind: plain
-- needs: github_pull_requests_work_packages.github_pull_request_id, github_pull_requests_work_packages.work_package_id, projects.id, projects.identifier, work_packages.id, work_packages.project_id
-- source: modules/github_integration/lib/open_project/github_integration/engine.rb:80
SELECT id, title,
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
 WHERE title ~* :pattern;

-- check: github_pull_requests.repository
-- expected: kept
-- kind: plain
-- needs: github_pull_requests_work_packages.github_pull_request_id, github_pull_requests_work_packages.work_package_id, projects.id, projects.identifier, work_packages.id, work_packages.project_id
-- source: modules/github_integration/lib/open_project/github_integration/engine.rb:80
SELECT id, repository,
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
 WHERE repository ~* :pattern;

-- check: github_pull_requests.github_html_url
-- expected: kept
-- kind: plain
-- needs: github_pull_requests_work_packages.github_pull_request_id, github_pull_requests_work_packages.work_package_id, projects.id, projects.identifier, work_packages.id, work_packages.project_id
-- source: modules/github_integration/lib/open_project/github_integration/engine.rb:80
SELECT id, github_html_url,
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
 WHERE github_html_url ~* :pattern;

-- check: github_pull_requests.repository_html_url
-- expected: kept
-- kind: plain
-- needs: github_pull_requests_work_packages.github_pull_request_id, github_pull_requests_work_packages.work_package_id, projects.id, projects.identifier, work_packages.id, work_packages.project_id
-- source: modules/github_integration/lib/open_project/github_integration/engine.rb:80
SELECT id, repository_html_url,
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
 WHERE repository_html_url ~* :pattern;

-- check: github_pull_requests.body
-- expected: kept
-- kind: markdown
-- needs: github_pull_requests_work_packages.github_pull_request_id, github_pull_requests_work_packages.work_package_id, projects.id, projects.identifier, work_packages.id, work_packages.project_id
-- source: modules/github_integration/lib/open_project/github_integration/engine.rb:80
SELECT id, body,
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
 WHERE body ~* :pattern;

-- check: github_pull_requests.labels
-- expected: kept
-- kind: json
-- needs: github_pull_requests_work_packages.github_pull_request_id, github_pull_requests_work_packages.work_package_id, projects.id, projects.identifier, work_packages.id, work_packages.project_id
-- source: modules/github_integration/lib/open_project/github_integration/engine.rb:80
SELECT id, CAST(labels AS text),
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
 WHERE CAST(labels AS text) ~* :pattern;

-- check: github_check_runs.name
-- expected: kept
-- kind: plain
-- needs: github_check_runs.github_pull_request_id, github_pull_requests_work_packages.github_pull_request_id, github_pull_requests_work_packages.work_package_id, projects.id, projects.identifier, work_packages.id, work_packages.project_id
-- source: modules/github_integration/lib/open_project/github_integration/engine.rb:80
SELECT id, name,
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
 WHERE name ~* :pattern;

-- check: github_check_runs.output_title
-- expected: kept
-- kind: plain
-- needs: github_check_runs.github_pull_request_id, github_pull_requests_work_packages.github_pull_request_id, github_pull_requests_work_packages.work_package_id, projects.id, projects.identifier, work_packages.id, work_packages.project_id
-- source: modules/github_integration/lib/open_project/github_integration/engine.rb:80
SELECT id, output_title,
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
 WHERE output_title ~* :pattern;

-- check: github_check_runs.output_summary
-- expected: kept
-- kind: plain
-- needs: github_check_runs.github_pull_request_id, github_pull_requests_work_packages.github_pull_request_id, github_pull_requests_work_packages.work_package_id, projects.id, projects.identifier, work_packages.id, work_packages.project_id
-- source: modules/github_integration/lib/open_project/github_integration/engine.rb:80
SELECT id, output_summary,
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
 WHERE output_summary ~* :pattern;

-- check: github_check_runs.details_url
-- expected: kept
-- kind: plain
-- needs: github_check_runs.github_pull_request_id, github_pull_requests_work_packages.github_pull_request_id, github_pull_requests_work_packages.work_package_id, projects.id, projects.identifier, work_packages.id, work_packages.project_id
-- source: modules/github_integration/lib/open_project/github_integration/engine.rb:80
SELECT id, details_url,
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
 WHERE details_url ~* :pattern;

-- check: github_check_runs.github_html_url
-- expected: kept
-- kind: plain
-- needs: github_check_runs.github_pull_request_id, github_pull_requests_work_packages.github_pull_request_id, github_pull_requests_work_packages.work_package_id, projects.id, projects.identifier, work_packages.id, work_packages.project_id
-- source: modules/github_integration/lib/open_project/github_integration/engine.rb:80
SELECT id, github_html_url,
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
 WHERE github_html_url ~* :pattern;

-- check: github_check_runs.github_app_owner_avatar_url
-- expected: kept
-- kind: plain
-- needs: github_check_runs.github_pull_request_id, github_pull_requests_work_packages.github_pull_request_id, github_pull_requests_work_packages.work_package_id, projects.id, projects.identifier, work_packages.id, work_packages.project_id
-- source: modules/github_integration/lib/open_project/github_integration/engine.rb:80
SELECT id, github_app_owner_avatar_url,
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
 WHERE github_app_owner_avatar_url ~* :pattern;

-- check: deploy_targets.host
-- expected: kept
-- kind: plain
-- source: modules/github_integration/config/routes.rb:30
SELECT id, host,
       '/deploy_targets' AS path
  FROM deploy_targets
 WHERE host ~* :pattern;

-- check: deploy_targets.options
-- expected: kept
-- kind: json
-- source: modules/github_integration/config/routes.rb:30
SELECT id, CAST(options AS text),
       '/deploy_targets' AS path
  FROM deploy_targets
 WHERE CAST(options AS text) ~* :pattern;
