-- User authentication: where people write, or where names land.
-- Sign-in data: links to identity providers, tokens, second factors, sessions, OAuth applications.
-- Runs as it is: psql -v pattern="'name'" -f queries/mentions/bu-03-user-authentication.sql

-- check: users.identity_url
-- expected: row deleted
-- kind: person
-- note: column of older versions; current ones ignore it
-- source: config/routes.rb:868
SELECT id, identity_url,
       '/users/' || id || '/edit' AS path
  FROM users
 WHERE identity_url ~* :pattern;

-- check: user_auth_provider_links.external_id
-- expected: row deleted
-- kind: person
-- needs: user_auth_provider_links.user_id
-- source: config/routes.rb:868
SELECT id, external_id,
       '/users/' || user_id || '/edit' AS path
  FROM user_auth_provider_links
 WHERE external_id ~* :pattern;

-- check: remote_identities.origin_user_id
-- expected: row deleted
-- kind: person
-- needs: remote_identities.user_id
-- note: account name at the file storage
-- source: config/routes.rb:868
SELECT id, origin_user_id,
       '/users/' || user_id || '/edit' AS path
  FROM remote_identities
 WHERE origin_user_id ~* :pattern;

-- check: tokens.data
-- expected: row deleted
-- kind: json
-- note: name of an access token, browser and system of a remembered sign-in
-- source: config/routes.rb:957
SELECT id, CAST(data AS text),
       '/my/access_tokens' AS path
  FROM tokens
 WHERE CAST(data AS text) ~* :pattern;

-- check: ical_token_query_assignments.name
-- expected: row deleted
-- kind: plain
SELECT id, name,
       '/my/access_tokens' AS path
  FROM ical_token_query_assignments
 WHERE name ~* :pattern;

-- check: two_factor_authentication_devices.identifier
-- expected: row deleted
-- kind: plain
-- needs: two_factor_authentication_devices.user_id
-- note: the default name of a device contains the login
SELECT id, identifier,
       '/users/' || user_id || '/edit/two_factor_authentication' AS path
  FROM two_factor_authentication_devices
 WHERE identifier ~* :pattern;

-- check: two_factor_authentication_devices.phone_number
-- expected: row deleted
-- kind: person
-- needs: two_factor_authentication_devices.user_id
SELECT id, phone_number,
       '/users/' || user_id || '/edit/two_factor_authentication' AS path
  FROM two_factor_authentication_devices
 WHERE phone_number ~* :pattern;

-- check: oidc_user_tokens.access_token
-- ascii: encode(decode(substring(translate(split_part(access_token, '.', 2), '-_', '+/') from '^(?:[A-Za-z0-9+/]{4})*'), 'base64'), 'escape')
-- expected: row deleted
-- kind: binary
-- needs: oidc_user_tokens.user_id
-- note: the claims of a JSON web token can hold name and mail, and only they are read
SELECT id,
       convert_from(decode(regexp_replace(encode(decode(
         substring(translate(split_part(access_token, '.', 2), '-_', '+/')
           from '^(?:[A-Za-z0-9+/]{4})*'), 'base64'), 'hex'),
         '((?:[2-7].|0[9ad]|c[2-9a-f][89ab].|d.[89ab].|e0[ab].[89ab].|'
         || 'e[1-9abcef][89ab].[89ab].|ed[89].[89ab].|f0[9ab].[89ab].[89ab].|'
         || 'f[1-3][89ab].[89ab].[89ab].|f48.[89ab].[89ab].)+)|..',
         '\120', 'g'), 'hex'), 'UTF8'),
       '/users/' || user_id || '/edit' AS path
  FROM oidc_user_tokens
 WHERE convert_from(decode(regexp_replace(encode(decode(
         substring(translate(split_part(access_token, '.', 2), '-_', '+/')
           from '^(?:[A-Za-z0-9+/]{4})*'), 'base64'), 'hex'),
         '((?:[2-7].|0[9ad]|c[2-9a-f][89ab].|d.[89ab].|e0[ab].[89ab].|'
         || 'e[1-9abcef][89ab].[89ab].|ed[89].[89ab].|f0[9ab].[89ab].[89ab].|'
         || 'f[1-3][89ab].[89ab].[89ab].|f48.[89ab].[89ab].)+)|..',
         '\120', 'g'), 'hex'), 'UTF8') ~* :pattern;

-- check: oidc_user_tokens.refresh_token
-- ascii: encode(decode(substring(translate(split_part(refresh_token, '.', 2), '-_', '+/') from '^(?:[A-Za-z0-9+/]{4})*'), 'base64'), 'escape')
-- expected: row deleted
-- kind: binary
-- needs: oidc_user_tokens.user_id
-- note: the claims of a JSON web token can hold name and mail, and only they are read
SELECT id,
       convert_from(decode(regexp_replace(encode(decode(
         substring(translate(split_part(refresh_token, '.', 2), '-_', '+/')
           from '^(?:[A-Za-z0-9+/]{4})*'), 'base64'), 'hex'),
         '((?:[2-7].|0[9ad]|c[2-9a-f][89ab].|d.[89ab].|e0[ab].[89ab].|'
         || 'e[1-9abcef][89ab].[89ab].|ed[89].[89ab].|f0[9ab].[89ab].[89ab].|'
         || 'f[1-3][89ab].[89ab].[89ab].|f48.[89ab].[89ab].)+)|..',
         '\120', 'g'), 'hex'), 'UTF8'),
       '/users/' || user_id || '/edit' AS path
  FROM oidc_user_tokens
 WHERE convert_from(decode(regexp_replace(encode(decode(
         substring(translate(split_part(refresh_token, '.', 2), '-_', '+/')
           from '^(?:[A-Za-z0-9+/]{4})*'), 'base64'), 'hex'),
         '((?:[2-7].|0[9ad]|c[2-9a-f][89ab].|d.[89ab].|e0[ab].[89ab].|'
         || 'e[1-9abcef][89ab].[89ab].|ed[89].[89ab].|f0[9ab].[89ab].[89ab].|'
         || 'f[1-3][89ab].[89ab].[89ab].|f48.[89ab].[89ab].)+)|..',
         '\120', 'g'), 'hex'), 'UTF8') ~* :pattern;

-- check: oauth_client_tokens.access_token
-- ascii: encode(decode(substring(translate(split_part(access_token, '.', 2), '-_', '+/') from '^(?:[A-Za-z0-9+/]{4})*'), 'base64'), 'escape')
-- expected: row deleted
-- kind: binary
-- needs: oauth_client_tokens.user_id
-- note: the claims of a JSON web token can hold name and mail, and only they are read
SELECT id,
       convert_from(decode(regexp_replace(encode(decode(
         substring(translate(split_part(access_token, '.', 2), '-_', '+/')
           from '^(?:[A-Za-z0-9+/]{4})*'), 'base64'), 'hex'),
         '((?:[2-7].|0[9ad]|c[2-9a-f][89ab].|d.[89ab].|e0[ab].[89ab].|'
         || 'e[1-9abcef][89ab].[89ab].|ed[89].[89ab].|f0[9ab].[89ab].[89ab].|'
         || 'f[1-3][89ab].[89ab].[89ab].|f48.[89ab].[89ab].)+)|..',
         '\120', 'g'), 'hex'), 'UTF8'),
       '/users/' || user_id || '/edit' AS path
  FROM oauth_client_tokens
 WHERE convert_from(decode(regexp_replace(encode(decode(
         substring(translate(split_part(access_token, '.', 2), '-_', '+/')
           from '^(?:[A-Za-z0-9+/]{4})*'), 'base64'), 'hex'),
         '((?:[2-7].|0[9ad]|c[2-9a-f][89ab].|d.[89ab].|e0[ab].[89ab].|'
         || 'e[1-9abcef][89ab].[89ab].|ed[89].[89ab].|f0[9ab].[89ab].[89ab].|'
         || 'f[1-3][89ab].[89ab].[89ab].|f48.[89ab].[89ab].)+)|..',
         '\120', 'g'), 'hex'), 'UTF8') ~* :pattern;

-- check: oauth_client_tokens.refresh_token
-- ascii: encode(decode(substring(translate(split_part(refresh_token, '.', 2), '-_', '+/') from '^(?:[A-Za-z0-9+/]{4})*'), 'base64'), 'escape')
-- expected: row deleted
-- kind: binary
-- needs: oauth_client_tokens.user_id
-- note: the claims of a JSON web token can hold name and mail, and only they are read
SELECT id,
       convert_from(decode(regexp_replace(encode(decode(
         substring(translate(split_part(refresh_token, '.', 2), '-_', '+/')
           from '^(?:[A-Za-z0-9+/]{4})*'), 'base64'), 'hex'),
         '((?:[2-7].|0[9ad]|c[2-9a-f][89ab].|d.[89ab].|e0[ab].[89ab].|'
         || 'e[1-9abcef][89ab].[89ab].|ed[89].[89ab].|f0[9ab].[89ab].[89ab].|'
         || 'f[1-3][89ab].[89ab].[89ab].|f48.[89ab].[89ab].)+)|..',
         '\120', 'g'), 'hex'), 'UTF8'),
       '/users/' || user_id || '/edit' AS path
  FROM oauth_client_tokens
 WHERE convert_from(decode(regexp_replace(encode(decode(
         substring(translate(split_part(refresh_token, '.', 2), '-_', '+/')
           from '^(?:[A-Za-z0-9+/]{4})*'), 'base64'), 'hex'),
         '((?:[2-7].|0[9ad]|c[2-9a-f][89ab].|d.[89ab].|e0[ab].[89ab].|'
         || 'e[1-9abcef][89ab].[89ab].|ed[89].[89ab].|f0[9ab].[89ab].[89ab].|'
         || 'f[1-3][89ab].[89ab].[89ab].|f48.[89ab].[89ab].)+)|..',
         '\120', 'g'), 'hex'), 'UTF8') ~* :pattern;

-- check: oauth_access_grants.redirect_uri
-- expected: row deleted
-- kind: plain
-- needs: oauth_access_grants.application_id
-- source: config/routes.rb:616
SELECT id, redirect_uri,
       '/admin/oauth/applications/' || application_id AS path
  FROM oauth_access_grants
 WHERE redirect_uri ~* :pattern;

-- check: sessions.data
-- ascii: CASE WHEN translate(data, E' \n\r\t', '') ~ '^[A-Za-z0-9+/]+={0,2}$' AND length(translate(data, E' \n\r\t', '')) % 4 = 0 THEN encode(decode(data, 'base64'), 'escape') ELSE data END
-- expected: expires
-- removal: delete
-- expires: updated_at + interval '30 days'
-- kind: marshal
-- note: decoded from base64; holds login, names and mail of a registration that was begun, and messages
-- source: app/services/sessions/clear_old_sessions_service.rb:34
SELECT id,
       CASE WHEN regexp_replace(data, '\s', '', 'g')
         ~ '^([A-Za-z0-9+/]{4})*([A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$'
         THEN convert_from(decode(regexp_replace(encode(decode(
           regexp_replace(data, '\s', '', 'g'), 'base64'), 'hex'),
           '((?:[2-7].|0[9ad]|c[2-9a-f][89ab].|d.[89ab].|e0[ab].[89ab].|'
           || 'e[1-9abcef][89ab].[89ab].|ed[89].[89ab].|f0[9ab].[89ab].[89ab].|'
           || 'f[1-3][89ab].[89ab].[89ab].|f48.[89ab].[89ab].)+)|..',
           '\120', 'g'), 'hex'), 'UTF8')
         ELSE data END,
       '/my/sessions' AS path
  FROM sessions
 WHERE CASE WHEN regexp_replace(data, '\s', '', 'g')
         ~ '^([A-Za-z0-9+/]{4})*([A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$'
         THEN convert_from(decode(regexp_replace(encode(decode(
           regexp_replace(data, '\s', '', 'g'), 'base64'), 'hex'),
           '((?:[2-7].|0[9ad]|c[2-9a-f][89ab].|d.[89ab].|e0[ab].[89ab].|'
           || 'e[1-9abcef][89ab].[89ab].|ed[89].[89ab].|f0[9ab].[89ab].[89ab].|'
           || 'f[1-3][89ab].[89ab].[89ab].|f48.[89ab].[89ab].)+)|..',
           '\120', 'g'), 'hex'), 'UTF8')
         ELSE data END ~* :pattern;

-- check: oauth_applications.name
-- expected: kept
-- kind: plain
-- source: config/routes.rb:616
SELECT id, name,
       '/admin/oauth/applications/' || id AS path
  FROM oauth_applications
 WHERE name ~* :pattern;

-- check: oauth_applications.redirect_uri
-- expected: kept
-- kind: plain
-- source: config/routes.rb:616
SELECT id, redirect_uri,
       '/admin/oauth/applications/' || id AS path
  FROM oauth_applications
 WHERE redirect_uri ~* :pattern;
