-- Systems that accounts come from, as far as the database knows them: "id" of the row that
-- configures one, and whether the system brings an account "back" that was deleted here: by itself,
-- at sign-in, or no. "account" statements give what the person is called there, for :user_id.
-- Runs as it is: psql -v user_id=42 -f queries/systems/identity.sql
-- (a statement for the columns of other releases ends with an error there).

-- A provider that does not limit registration creates an account at the first sign-in, whatever the
-- installation says of registration in general; one that does, only where that is open (2 unless
-- set): app/services/users/register_user_service.rb:118, config/constants/settings/definition.rb:1037.

-- system: oidc
-- table: auth_providers
-- needs: auth_providers.limit_self_registration
SELECT p.id,
       CASE WHEN p.available AND (NOT p.limit_self_registration OR coalesce(
                   (SELECT s.value FROM settings s WHERE s.name = 'self_registration' LIMIT 1), '2') <> '0')
            THEN 'at sign-in' ELSE 'no' END AS back
  FROM auth_providers p
 WHERE p.type = 'OpenIDConnect::Provider'
 ORDER BY p.id;

-- system: saml
-- table: auth_providers
-- needs: auth_providers.limit_self_registration
SELECT p.id,
       CASE WHEN p.available AND (NOT p.limit_self_registration OR coalesce(
                   (SELECT s.value FROM settings s WHERE s.name = 'self_registration' LIMIT 1), '2') <> '0')
            THEN 'at sign-in' ELSE 'no' END AS back
  FROM auth_providers p
 WHERE p.type = 'Saml::Provider'
 ORDER BY p.id;

-- system: sso
-- table: auth_providers
-- needs: auth_providers.limit_self_registration
SELECT p.id,
       CASE WHEN p.available AND (NOT p.limit_self_registration OR coalesce(
                   (SELECT s.value FROM settings s WHERE s.name = 'self_registration' LIMIT 1), '2') <> '0')
            THEN 'at sign-in' ELSE 'no' END AS back
  FROM auth_providers p
 WHERE p.type NOT IN ('OpenIDConnect::Provider', 'Saml::Provider')
 ORDER BY p.id;

-- Before release 15, providers stand in a setting (YAML): one row for each name below "providers".
-- Later releases keep the setting and read it no more.

-- system: oidc
-- table: settings
-- needs: settings.name
-- absent: auth_providers.type
SELECT s.id, 'at sign-in' AS back
  FROM settings s
 CROSS JOIN LATERAL regexp_matches(
       substring(s.value FROM '(?:^|\n):?"?providers"?:[^\n]*\n((?: +[^\n]*(?:\n|$))+)'),
       '(?:^|\n)  ["'':]?[^ \n:]+:', 'g') AS provider
 WHERE s.name = 'plugin_openproject_openid_connect'
 ORDER BY s.id;

-- system: saml
-- table: settings
-- needs: settings.name
-- absent: auth_providers.type
SELECT s.id, 'at sign-in' AS back
  FROM settings s
 CROSS JOIN LATERAL regexp_matches(
       substring(s.value FROM '(?:^|\n):?"?providers"?:[^\n]*\n((?: +[^\n]*(?:\n|$))+)'),
       '(?:^|\n)  ["'':]?[^ \n:]+:', 'g') AS provider
 WHERE s.name = 'plugin_openproject_auth_saml'
 ORDER BY s.id;

-- A provider that only the environment or a file configures shows in the accounts that came from it.

-- system: sso
-- table: users
-- needs: users.identity_url
-- absent: auth_providers.type
SELECT min(u.id) AS id, 'at sign-in' AS back
  FROM users u
 WHERE u.identity_url LIKE '_%:%'
   AND NOT EXISTS (SELECT 1 FROM settings s
                    WHERE s.name IN ('plugin_openproject_openid_connect', 'plugin_openproject_auth_saml')
                      AND strpos(s.value, '  ' || split_part(u.identity_url, ':', 1) || ':') > 0)
 GROUP BY split_part(u.identity_url, ':', 1)
 ORDER BY 1;

-- account: oidc
-- needs: user_auth_provider_links.external_id, auth_providers.type
SELECT l.external_id AS account
  FROM user_auth_provider_links l
  JOIN auth_providers p ON p.id = l.auth_provider_id
 WHERE p.type = 'OpenIDConnect::Provider' AND l.user_id = :user_id;

-- account: saml
-- needs: user_auth_provider_links.external_id, auth_providers.type
SELECT l.external_id AS account
  FROM user_auth_provider_links l
  JOIN auth_providers p ON p.id = l.auth_provider_id
 WHERE p.type = 'Saml::Provider' AND l.user_id = :user_id;

-- account: sso
-- needs: user_auth_provider_links.external_id, auth_providers.type
SELECT l.external_id AS account
  FROM user_auth_provider_links l
  JOIN auth_providers p ON p.id = l.auth_provider_id
 WHERE p.type NOT IN ('OpenIDConnect::Provider', 'Saml::Provider') AND l.user_id = :user_id;

-- account: oidc
-- needs: users.identity_url
-- absent: auth_providers.type
SELECT u.identity_url AS account
  FROM users u
  JOIN settings s ON s.name = 'plugin_openproject_openid_connect'
                 AND strpos(s.value, '  ' || split_part(u.identity_url, ':', 1) || ':') > 0
 WHERE u.identity_url LIKE '_%:%' AND u.id = :user_id;

-- account: saml
-- needs: users.identity_url
-- absent: auth_providers.type
SELECT u.identity_url AS account
  FROM users u
  JOIN settings s ON s.name = 'plugin_openproject_auth_saml'
                 AND strpos(s.value, '  ' || split_part(u.identity_url, ':', 1) || ':') > 0
 WHERE u.identity_url LIKE '_%:%' AND u.id = :user_id;

-- account: sso
-- needs: users.identity_url
-- absent: auth_providers.type
SELECT u.identity_url AS account
  FROM users u
 WHERE u.identity_url LIKE '_%:%' AND u.id = :user_id
   AND NOT EXISTS (SELECT 1 FROM settings s
                    WHERE s.name IN ('plugin_openproject_openid_connect', 'plugin_openproject_auth_saml')
                      AND strpos(s.value, '  ' || split_part(u.identity_url, ':', 1) || ':') > 0);

-- A directory that registers on the fly creates the account when the person signs in
-- (app/models/ldap_auth_source.rb:271).

-- system: ldap
-- table: ldap_auth_sources
-- needs: ldap_auth_sources.onthefly_register
SELECT id, CASE WHEN onthefly_register THEN 'at sign-in' ELSE 'no' END AS back
  FROM ldap_auth_sources ORDER BY id;

-- system: ldap
-- table: auth_sources
-- needs: auth_sources.onthefly_register
SELECT id, CASE WHEN onthefly_register THEN 'at sign-in' ELSE 'no' END AS back
  FROM auth_sources ORDER BY id;

-- account: ldap
-- needs: users.ldap_auth_source_id
SELECT login AS account FROM users WHERE ldap_auth_source_id IS NOT NULL AND id = :user_id;

-- account: ldap
-- needs: users.auth_source_id
SELECT login AS account FROM users WHERE auth_source_id IS NOT NULL AND id = :user_id;

-- A group that is synchronised creates the accounts of its members where it is told to
-- (modules/ldap_groups/app/services/ldap_groups/synchronize_groups_service.rb:46); a filter makes
-- such groups of what it finds. Before sync_users there was no such choice: nobody was created.

-- system: ldap_groups
-- table: ldap_groups_synchronized_groups
-- needs: ldap_groups_synchronized_groups.sync_users
SELECT id, CASE WHEN sync_users THEN 'by itself' ELSE 'no' END AS back
  FROM ldap_groups_synchronized_groups ORDER BY id;

-- system: ldap_groups
-- table: ldap_groups_synchronized_groups
-- needs: ldap_groups_synchronized_groups.id
-- absent: ldap_groups_synchronized_groups.sync_users
SELECT id, 'no' AS back FROM ldap_groups_synchronized_groups ORDER BY id;

-- system: ldap_groups
-- table: ldap_groups_synchronized_filters
-- needs: ldap_groups_synchronized_filters.sync_users
SELECT id, CASE WHEN sync_users THEN 'by itself' ELSE 'no' END AS back
  FROM ldap_groups_synchronized_filters ORDER BY id;

-- account: ldap_groups
-- needs: ldap_groups_memberships.user_id
SELECT CAST(NULL AS text) AS account FROM ldap_groups_memberships WHERE user_id = :user_id;

-- system: scim
-- table: scim_clients
-- needs: scim_clients.id
SELECT id, 'by itself' AS back FROM scim_clients ORDER BY id;

-- account: scim
-- needs: scim_clients.auth_provider_id, user_auth_provider_links.external_id
SELECT l.external_id AS account
  FROM user_auth_provider_links l
 WHERE l.auth_provider_id IN (SELECT auth_provider_id FROM scim_clients) AND l.user_id = :user_id;
