-- Directories and identity providers that may create the account again.

-- table: ldap_groups_synchronized_groups
-- why: its members get an account at each synchronisation
-- needs: ldap_groups_synchronized_groups.sync_users, ldap_groups_memberships.user_id
SELECT g.id
  FROM ldap_groups_synchronized_groups g
  JOIN ldap_groups_memberships m ON m.group_id = g.id
 WHERE g.sync_users AND m.user_id = :user_id
 ORDER BY g.id;

-- table: ldap_groups_synchronized_filters
-- why: the members of the groups that it finds get an account at each synchronisation
-- needs: ldap_groups_synchronized_filters.sync_users, ldap_groups_synchronized_filters.ldap_auth_source_id, users.ldap_auth_source_id
SELECT f.id
  FROM ldap_groups_synchronized_filters f
  JOIN users u ON u.ldap_auth_source_id = f.ldap_auth_source_id
 WHERE f.sync_users AND u.id = :user_id
 ORDER BY f.id;

-- table: ldap_groups_synchronized_filters
-- why: the members of the groups that it finds get an account at each synchronisation
-- needs: ldap_groups_synchronized_filters.sync_users, ldap_groups_synchronized_filters.auth_source_id, users.auth_source_id
SELECT f.id
  FROM ldap_groups_synchronized_filters f
  JOIN users u ON u.auth_source_id = f.auth_source_id
 WHERE f.sync_users AND u.id = :user_id
 ORDER BY f.id;

-- table: ldap_auth_sources
-- why: it registers anybody who signs in
-- needs: ldap_auth_sources.onthefly_register, users.ldap_auth_source_id
SELECT s.id FROM ldap_auth_sources s JOIN users u ON u.ldap_auth_source_id = s.id
 WHERE s.onthefly_register AND u.id = :user_id;

-- table: auth_sources
-- why: it registers anybody who signs in
-- needs: auth_sources.onthefly_register, users.auth_source_id
SELECT s.id FROM auth_sources s JOIN users u ON u.auth_source_id = s.id
 WHERE s.onthefly_register AND u.id = :user_id;

-- table: auth_providers
-- why: it may register anybody who signs in
-- needs: auth_providers.limit_self_registration, user_auth_provider_links.auth_provider_id
SELECT p.id FROM auth_providers p JOIN user_auth_provider_links l ON l.auth_provider_id = p.id
 WHERE NOT p.limit_self_registration AND l.user_id = :user_id
 ORDER BY p.id;

-- table: scim_clients
-- why: it sends accounts that are then created
-- needs: scim_clients.auth_provider_id, user_auth_provider_links.auth_provider_id
SELECT c.id FROM scim_clients c JOIN user_auth_provider_links l ON l.auth_provider_id = c.auth_provider_id
 WHERE l.user_id = :user_id
 ORDER BY c.id;
