-- Hosts of code: "id" of the row that shows one in use, and whether it brings the person "back".
-- Runs as it is: psql -v user_id=42 -f queries/systems/hosts.sql
-- (a statement for the columns of other releases ends with an error there).

-- Committers are written anew when a repository is read again (app/models/repository.rb:263).

-- system: git
-- table: repositories
-- needs: repositories.type
SELECT id, 'names only' AS back FROM repositories WHERE type ~* 'git' ORDER BY id;

-- system: subversion
-- table: repositories
-- needs: repositories.type
SELECT id, 'names only' AS back FROM repositories WHERE type ~* 'subversion' ORDER BY id;

-- system: repository
-- table: repositories
-- needs: repositories.type
SELECT id, 'names only' AS back FROM repositories WHERE coalesce(type, '') !~* 'git|subversion' ORDER BY id;

-- account: git
-- needs: changesets.committer, changesets.repository_id, repositories.type
SELECT DISTINCT c.committer AS account
  FROM changesets c JOIN repositories r ON r.id = c.repository_id
 WHERE r.type ~* 'git' AND c.user_id = :user_id;

-- account: subversion
-- needs: changesets.committer, changesets.repository_id, repositories.type
SELECT DISTINCT c.committer AS account
  FROM changesets c JOIN repositories r ON r.id = c.repository_id
 WHERE r.type ~* 'subversion' AND c.user_id = :user_id;

-- Each webhook that comes in writes the names of those who took part.

-- system: github
-- table: settings
-- needs: settings.name
SELECT id, 'names only' AS back
  FROM settings
 WHERE name = 'plugin_openproject_github_integration'
   AND value ~ '(github_user_id|webhook_secret)"?: *[''"]?[^ ''"\n~]';

-- system: github
-- table: deploy_targets
-- needs: deploy_targets.id
SELECT id, 'no' AS back FROM deploy_targets ORDER BY id;

-- system: github
-- table: github_pull_requests
-- needs: github_pull_requests.id
SELECT id, 'names only' AS back FROM github_pull_requests ORDER BY id DESC LIMIT 1;

-- system: gitlab
-- table: settings
-- needs: settings.name
SELECT id, 'names only' AS back
  FROM settings
 WHERE name = 'plugin_openproject_gitlab_integration'
   AND value ~ '(gitlab_user_id|webhook_secret)"?: *[''"]?[^ ''"\n~]';

-- system: gitlab
-- table: gitlab_merge_requests
-- needs: gitlab_merge_requests.id
SELECT id, 'names only' AS back FROM gitlab_merge_requests ORDER BY id DESC LIMIT 1;

-- system: gitlab
-- table: gitlab_issues
-- needs: gitlab_issues.id
SELECT id, 'names only' AS back FROM gitlab_issues ORDER BY id DESC LIMIT 1;

-- account: gitlab
-- needs: gitlab_users.gitlab_username, gitlab_users.gitlab_email
SELECT g.gitlab_username AS account
  FROM gitlab_users g JOIN users u ON lower(u.mail) = lower(g.gitlab_email)
 WHERE u.mail <> '' AND u.id = :user_id;
