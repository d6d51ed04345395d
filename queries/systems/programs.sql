-- Programs that read this installation, or are told by it: "id" of the row that lets them.
-- Runs as it is: psql -v user_id=42 -f queries/systems/programs.sql
-- (a statement for the columns of other releases ends with an error there).

-- system: webhooks
-- table: webhooks_webhooks
-- needs: webhooks_webhooks.id
SELECT id, 'no' AS back FROM webhooks_webhooks ORDER BY id;

-- Applications of storages and of SCIM clients are counted with these, those that come with
-- OpenProject (its app for phones) only where somebody has signed in with one.

-- system: api_clients
-- table: oauth_applications
-- needs: oauth_applications.builtin, oauth_applications.integration_id
SELECT a.id, 'no' AS back
  FROM oauth_applications a
 WHERE a.integration_id IS NULL
   AND (NOT a.builtin OR EXISTS (SELECT 1 FROM oauth_access_tokens t WHERE t.application_id = a.id))
 ORDER BY a.id;

-- system: api_clients
-- table: oauth_applications
-- needs: oauth_applications.integration_id
-- absent: oauth_applications.builtin
SELECT id, 'no' AS back FROM oauth_applications WHERE integration_id IS NULL ORDER BY id;

-- system: api_clients
-- table: oauth_applications
-- needs: oauth_applications.id
-- absent: oauth_applications.integration_id
SELECT id, 'no' AS back FROM oauth_applications ORDER BY id;

-- account: api_clients
-- needs: oauth_access_tokens.resource_owner_id, oauth_applications.integration_id
SELECT CAST(NULL AS text) AS account
  FROM oauth_applications a
 WHERE a.integration_id IS NULL
   AND EXISTS (SELECT 1 FROM oauth_access_tokens t
                WHERE t.application_id = a.id AND t.resource_owner_id = :user_id);

-- account: api_clients
-- needs: oauth_access_tokens.resource_owner_id, oauth_applications.id
-- absent: oauth_applications.integration_id
SELECT CAST(NULL AS text) AS account
  FROM oauth_applications a
 WHERE EXISTS (SELECT 1 FROM oauth_access_tokens t
                WHERE t.application_id = a.id AND t.resource_owner_id = :user_id);

-- system: api_keys
-- table: tokens
-- needs: tokens.type
SELECT id, 'no' AS back FROM tokens WHERE lower(type) = 'token::api' ORDER BY id;

-- account: api_keys
-- needs: tokens.type
SELECT CAST(NULL AS text) AS account FROM tokens WHERE lower(type) = 'token::api' AND user_id = :user_id;

-- system: calendars
-- table: tokens
-- needs: tokens.type
SELECT id, 'no' AS back FROM tokens WHERE type IN ('Token::ICal', 'Token::ICalMeeting') ORDER BY id;

-- account: calendars
-- needs: tokens.type
SELECT CAST(NULL AS text) AS account
  FROM tokens
 WHERE type IN ('Token::ICal', 'Token::ICalMeeting') AND user_id = :user_id;

-- system: mcp
-- table: mcp_configurations
-- needs: mcp_configurations.enabled
SELECT id, 'no' AS back FROM mcp_configurations WHERE enabled ORDER BY id;
