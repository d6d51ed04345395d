-- The account itself, as somebody is told who asks what is held. Each statement gives one "value".
-- Runs as it is: psql -v user_id=42 -f queries/snapshot/account.sql
-- (a statement for the columns of other releases ends with an error there).

-- label: Language
SELECT language AS value FROM users WHERE id = :user_id;

-- label: Administrator
SELECT CASE WHEN admin THEN 'yes' ELSE 'no' END AS value FROM users WHERE id = :user_id;

-- label: Created
-- needs: users.created_at
SELECT to_char(created_at, 'YYYY-MM-DD') AS value FROM users WHERE id = :user_id;

-- label: Created
-- needs: users.created_on
SELECT to_char(created_on, 'YYYY-MM-DD') AS value FROM users WHERE id = :user_id;

-- label: Last login
SELECT to_char(last_login_on, 'YYYY-MM-DD') AS value FROM users WHERE id = :user_id;

-- label: Consented
SELECT to_char(consented_at, 'YYYY-MM-DD') AS value FROM users WHERE id = :user_id;

-- label: Directory
-- needs: users.ldap_auth_source_id, ldap_auth_sources.name
SELECT s.name AS value FROM users u JOIN ldap_auth_sources s ON s.id = u.ldap_auth_source_id
 WHERE u.id = :user_id;

-- label: Directory
-- needs: users.auth_source_id, auth_sources.name
SELECT s.name AS value FROM users u JOIN auth_sources s ON s.id = u.auth_source_id
 WHERE u.id = :user_id;

-- label: Identity provider
-- needs: user_auth_provider_links.auth_provider_id, auth_providers.display_name
SELECT p.display_name AS value
  FROM user_auth_provider_links l
  JOIN auth_providers p ON p.id = l.auth_provider_id
 WHERE l.user_id = :user_id;

-- label: Group
-- needs: group_users.group_id
SELECT g.lastname AS value
  FROM group_users m
  JOIN users g ON g.id = m.group_id
 WHERE m.user_id = :user_id
 ORDER BY g.lastname;
