-- User authentication: columns that can contain the id of a user.
-- Runs as it is: psql -v user_id=42 -f queries/references/bu-03-user-authentication.sql

-- check: user_passwords.user_id
-- expected: row deleted
SELECT id FROM user_passwords WHERE user_id = :user_id;

-- check: user_auth_provider_links.user_id
-- expected: row deleted
SELECT id FROM user_auth_provider_links WHERE user_id = :user_id;

-- check: oauth_client_tokens.user_id
-- expected: row deleted
SELECT id FROM oauth_client_tokens WHERE user_id = :user_id;

-- check: tokens.user_id
-- expected: row deleted
-- source: app/workers/principals/delete_job.rb:75
SELECT id FROM tokens WHERE user_id = :user_id;

-- check: plaintext_tokens.user_id
-- expected: row deleted
SELECT id FROM plaintext_tokens WHERE user_id = :user_id;

-- check: two_factor_authentication_devices.user_id
-- expected: row deleted
SELECT id FROM two_factor_authentication_devices WHERE user_id = :user_id;

-- check: recaptcha_entries.user_id
-- expected: row deleted
SELECT id FROM recaptcha_entries WHERE user_id = :user_id;

-- check: oidc_user_tokens.user_id
-- expected: row deleted
SELECT id FROM oidc_user_tokens WHERE user_id = :user_id;

-- check: service_account_associations.service_account_id
-- expected: row deleted
SELECT id FROM service_account_associations WHERE service_account_id = :user_id;

-- check: service_account_associations.service_id (of a principal)
-- expected: row deleted
-- needs: service_account_associations.service_type
SELECT id FROM service_account_associations
 WHERE service_type IN ('Principal', 'User', 'Group', 'PlaceholderUser', 'ServiceAccount')
   AND service_id = :user_id;

-- check: remote_identities.user_id
-- expected: row deleted
SELECT id FROM remote_identities WHERE user_id = :user_id;

-- check: remote_identities.auth_source_id (of a principal)
-- expected: row deleted
-- needs: remote_identities.auth_source_type
SELECT id FROM remote_identities
 WHERE auth_source_type IN ('Principal', 'User', 'Group', 'PlaceholderUser', 'ServiceAccount')
   AND auth_source_id = :user_id;

-- check: remote_identities.integration_id (of a principal)
-- expected: row deleted
-- needs: remote_identities.integration_type
SELECT id FROM remote_identities
 WHERE integration_type IN ('Principal', 'User', 'Group', 'PlaceholderUser', 'ServiceAccount')
   AND integration_id = :user_id;

-- check: oauth_access_grants.resource_owner_id
-- expected: row deleted
-- source: app/models/user.rb:76
SELECT id FROM oauth_access_grants WHERE resource_owner_id = :user_id;

-- check: oauth_access_tokens.resource_owner_id
-- expected: kept
-- removal: delete
-- source: app/workers/oauth/cleanup_job.rb:35
-- note: The deletion does not remove access tokens, and the clean-up job removes only revoked ones.
SELECT id FROM oauth_access_tokens WHERE resource_owner_id = :user_id;

-- check: oauth_applications.owner_id
-- expected: deleted user
-- source: config/initializers/replace_references_service.rb:33
SELECT id FROM oauth_applications WHERE owner_id = :user_id;

-- check: oauth_applications.client_credentials_user_id
-- expected: null
SELECT id FROM oauth_applications WHERE client_credentials_user_id = :user_id;

-- check: oauth_applications.integration_id (of a principal)
-- expected: row deleted
-- needs: oauth_applications.integration_type
SELECT id FROM oauth_applications
 WHERE integration_type IN ('Principal', 'User', 'Group', 'PlaceholderUser', 'ServiceAccount')
   AND integration_id = :user_id;

-- check: oauth_clients.integration_id (of a principal)
-- expected: row deleted
-- needs: oauth_clients.integration_type
SELECT id FROM oauth_clients
 WHERE integration_type IN ('Principal', 'User', 'Group', 'PlaceholderUser', 'ServiceAccount')
   AND integration_id = :user_id;

-- check: ical_token_query_assignments.ical_token_id (token of the person)
-- expected: row deleted
-- needs: tokens.user_id
SELECT a.id FROM ical_token_query_assignments a
  JOIN tokens t ON t.id = a.ical_token_id
 WHERE t.user_id = :user_id;

-- check: autologin_session_links.token_id (token of the person)
-- expected: row deleted
-- needs: tokens.user_id
SELECT l.id FROM autologin_session_links l
  JOIN tokens t ON t.id = l.token_id
 WHERE t.user_id = :user_id;

-- check: sessions.user_id
-- expected: expires
-- removal: delete
-- expires: updated_at + interval '30 days'
-- needs: sessions.updated_at
-- source: app/services/sessions/clear_old_sessions_service.rb:34
-- note: Browser sessions are not ended by the deletion; a nightly job removes those without activity for 30 days.
SELECT id FROM sessions WHERE user_id = :user_id;

-- check: oidc_user_session_links.session_id (session of the person)
-- expected: expires
-- removal: delete
-- expires: s.updated_at + interval '30 days'
-- needs: sessions.user_id, sessions.updated_at
-- note: Deleted together with its session.
SELECT l.id FROM oidc_user_session_links l
  JOIN sessions s ON s.id = l.session_id
 WHERE s.user_id = :user_id;

-- check: autologin_session_links.session_id (session of the person)
-- expected: expires
-- removal: delete
-- expires: s.updated_at + interval '30 days'
-- needs: sessions.user_id, sessions.updated_at
-- note: Deleted together with its session.
SELECT l.id FROM autologin_session_links l
  JOIN sessions s ON s.id = l.session_id
 WHERE s.user_id = :user_id;

-- check: sessions.data (user id in Ruby Marshal)
-- expected: expires
-- removal: delete
-- expires: s.updated_at + interval '31 days'
-- needs: sessions.updated_at
-- source: app/services/sessions/clear_old_sessions_service.rb:34
-- note: The session itself: base64 of Ruby Marshal, read here as bytes. Searched are keys that end in user_id.
SELECT DISTINCT s.id
  FROM sessions s
 CROSS JOIN LATERAL translate(s.data, E' \n\r', '') AS packed
 CROSS JOIN LATERAL encode(CASE WHEN packed ~ '^[A-Za-z0-9+/]+={0,2}$' AND length(packed) % 4 = 0
                                THEN decode(packed, 'base64') ELSE '' END, 'hex') AS bytes
 CROSS JOIN LATERAL regexp_matches(bytes,
       '757365725f6964(?:(?:06)?(?:3a0645|3b[0-9a-f]{2})(?:46|54))?(?:69(01..|02....|03......|04........|[0-7][0-9a-f])|6c2b(07.{8}|08.{12}|09.{14}[0-7].))', 'g') AS number(hex)
 CROSS JOIN LATERAL decode(coalesce(number.hex[1], number.hex[2]), 'hex') AS raw
 CROSS JOIN LATERAL CAST(CASE length(raw)
       WHEN 1 THEN get_byte(raw, 0) - 5
       WHEN 2 THEN get_byte(raw, 1)
       WHEN 3 THEN get_byte(raw, 1) + 256 * get_byte(raw, 2)
       WHEN 4 THEN get_byte(raw, 1) + 256 * get_byte(raw, 2) + 65536 * get_byte(raw, 3)
       ELSE get_byte(raw, 1) + 256 * get_byte(raw, 2) + 65536 * get_byte(raw, 3)
            + 16777216 * CAST(get_byte(raw, 4) AS bigint)
            + CASE WHEN length(raw) > 5 THEN 4294967296 * (get_byte(raw, 5) + 256 * get_byte(raw, 6)) ELSE 0 END
            + CASE WHEN length(raw) > 7 THEN 281474976710656 * (get_byte(raw, 7) + 256 * get_byte(raw, 8)) ELSE 0 END
       END AS bigint) AS found
 WHERE found = :user_id;

-- check: sessions.data (user id in another encoding)
-- expected: expires
-- removal: delete
-- expires: s.updated_at + interval '31 days'
-- needs: sessions.updated_at
-- note: For installations that store sessions as JSON or YAML.
SELECT DISTINCT s.id
  FROM sessions s
 CROSS JOIN LATERAL regexp_matches(s.data, 'user_?id\W{1,12}(\d+)(?!\w)', 'gi') AS found(id)
 WHERE found.id[1] = CAST(:user_id AS text);
