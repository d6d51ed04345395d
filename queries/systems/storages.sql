-- File storages, as storages.provider_type names them: "id" of each, and whether it brings an
-- account "back". What the person is called there is the "account".
-- Runs as it is: psql -v user_id=42 -f queries/systems/storages.sql
-- (a statement for the columns of other releases ends with an error there).

-- The names of those who made and changed a file come back when OpenProject reads it again
-- (modules/storages/app/services/storages/file_link_sync_service.rb:103).

-- system: nextcloud
-- table: storages
-- needs: storages.provider_type
SELECT id, 'names only' AS back FROM storages WHERE provider_type ~* 'nextcloud' ORDER BY id;

-- system: onedrive
-- table: storages
-- needs: storages.provider_type
SELECT id, 'names only' AS back FROM storages WHERE provider_type ~* 'one_?drive' ORDER BY id;

-- system: sharepoint
-- table: storages
-- needs: storages.provider_type
SELECT id, 'names only' AS back FROM storages WHERE provider_type ~* 'sharepoint' ORDER BY id;

-- system: storage
-- table: storages
-- needs: storages.provider_type
SELECT id, 'names only' AS back
  FROM storages
 WHERE provider_type !~* 'nextcloud|one_?drive|sharepoint'
 ORDER BY id;

-- account: nextcloud
-- needs: remote_identities.integration_id, remote_identities.integration_type, storages.provider_type
SELECT r.origin_user_id AS account
  FROM remote_identities r
  JOIN storages s ON s.id = r.integration_id AND r.integration_type = 'Storages::Storage'
 WHERE s.provider_type ~* 'nextcloud' AND r.user_id = :user_id;

-- account: onedrive
-- needs: remote_identities.integration_id, remote_identities.integration_type, storages.provider_type
SELECT r.origin_user_id AS account
  FROM remote_identities r
  JOIN storages s ON s.id = r.integration_id AND r.integration_type = 'Storages::Storage'
 WHERE s.provider_type ~* 'one_?drive' AND r.user_id = :user_id;

-- account: sharepoint
-- needs: remote_identities.integration_id, remote_identities.integration_type, storages.provider_type
SELECT r.origin_user_id AS account
  FROM remote_identities r
  JOIN storages s ON s.id = r.integration_id AND r.integration_type = 'Storages::Storage'
 WHERE s.provider_type ~* 'sharepoint' AND r.user_id = :user_id;

-- account: storage
-- needs: remote_identities.integration_id, remote_identities.integration_type, storages.provider_type
SELECT r.origin_user_id AS account
  FROM remote_identities r
  JOIN storages s ON s.id = r.integration_id AND r.integration_type = 'Storages::Storage'
 WHERE s.provider_type !~* 'nextcloud|one_?drive|sharepoint' AND r.user_id = :user_id;

-- Before identities knew their storage, they hung on its OAuth client.

-- account: nextcloud
-- needs: remote_identities.oauth_client_id, oauth_clients.integration_id, storages.provider_type
-- absent: remote_identities.integration_id
SELECT r.origin_user_id AS account
  FROM remote_identities r
  JOIN oauth_clients c ON c.id = r.oauth_client_id
  JOIN storages s ON s.id = c.integration_id
 WHERE s.provider_type ~* 'nextcloud' AND r.user_id = :user_id;

-- account: onedrive
-- needs: remote_identities.oauth_client_id, oauth_clients.integration_id, storages.provider_type
-- absent: remote_identities.integration_id
SELECT r.origin_user_id AS account
  FROM remote_identities r
  JOIN oauth_clients c ON c.id = r.oauth_client_id
  JOIN storages s ON s.id = c.integration_id
 WHERE s.provider_type ~* 'one_?drive' AND r.user_id = :user_id;
