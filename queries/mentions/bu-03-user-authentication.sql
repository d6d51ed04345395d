-- User authentication: columns with texts and names.
-- Sign-in data: links to identity providers, tokens, second factors, sessions, OAuth applications.
-- ':column' is each of a place's columns; to run them: operasure queries --pattern REGEX --group bu-03

-- place: users
-- note: column of older versions; current ones ignore it
-- source: config/routes.rb:868
-- column: identity_url, person, row deleted
SELECT id, :column,
       '/users/' || id || '/edit' AS path
  FROM users
 WHERE :column ~* :pattern;

-- place: user_auth_provider_links
-- source: config/routes.rb:868
-- column: external_id, person, row deleted
SELECT id, :column,
       '/users/' || user_id || '/edit' AS path
  FROM user_auth_provider_links
 WHERE :column ~* :pattern;

-- place: remote_identities
-- note: account name at the file storage
-- source: config/routes.rb:868
-- column: origin_user_id, person, row deleted
SELECT id, :column,
       '/users/' || user_id || '/edit' AS path
  FROM remote_identities
 WHERE :column ~* :pattern;

-- place: tokens
-- note: name of an access token, browser and system of a remembered sign-in
-- source: config/routes.rb:957
-- column: CAST(data AS text), json, row deleted
SELECT id, :column,
       '/my/access_tokens' AS path
  FROM tokens
 WHERE :column ~* :pattern;

-- place: ical_token_query_assignments
-- column: name, plain, row deleted
SELECT id, :column,
       '/my/access_tokens' AS path
  FROM ical_token_query_assignments
 WHERE :column ~* :pattern;

-- place: two_factor_authentication_devices
-- column: identifier, plain, row deleted
--   note: the default name of a device contains the login
-- column: phone_number, person, row deleted
SELECT id, :column,
       '/users/' || user_id || '/edit/two_factor_authentication' AS path
  FROM two_factor_authentication_devices
 WHERE :column ~* :pattern;

-- place: oidc_user_tokens
-- ascii: encode(decode(substring(translate(split_part(:column, '.', 2), '-_', '+/') from '^(?:[A-Za-z0-9+/]{4})*'), 'base64'), 'escape')
-- note: the claims of a JSON web token can contain name and email address; only the claims are read
-- column: access_token, binary, row deleted
-- column: refresh_token, binary, row deleted
SELECT id,
       convert_from(decode(regexp_replace(encode(decode(
         substring(translate(split_part(:column, '.', 2), '-_', '+/')
           from '^(?:[A-Za-z0-9+/]{4})*'), 'base64'), 'hex'),
         '((?:[2-7].|0[9ad]|c[2-9a-f][89ab].|d.[89ab].|e0[ab].[89ab].|'
         || 'e[1-9abcef][89ab].[89ab].|ed[89].[89ab].|f0[9ab].[89ab].[89ab].|'
         || 'f[1-3][89ab].[89ab].[89ab].|f48.[89ab].[89ab].)+)|..',
         '\120', 'g'), 'hex'), 'UTF8'),
       '/users/' || user_id || '/edit' AS path
  FROM oidc_user_tokens
 WHERE convert_from(decode(regexp_replace(encode(decode(
         substring(translate(split_part(:column, '.', 2), '-_', '+/')
           from '^(?:[A-Za-z0-9+/]{4})*'), 'base64'), 'hex'),
         '((?:[2-7].|0[9ad]|c[2-9a-f][89ab].|d.[89ab].|e0[ab].[89ab].|'
         || 'e[1-9abcef][89ab].[89ab].|ed[89].[89ab].|f0[9ab].[89ab].[89ab].|'
         || 'f[1-3][89ab].[89ab].[89ab].|f48.[89ab].[89ab].)+)|..',
         '\120', 'g'), 'hex'), 'UTF8') ~* :pattern;

-- place: oauth_client_tokens
-- ascii: encode(decode(substring(translate(split_part(:column, '.', 2), '-_', '+/') from '^(?:[A-Za-z0-9+/]{4})*'), 'base64'), 'escape')
-- note: the claims of a JSON web token can contain name and email address; only the claims are read
-- column: access_token, binary, row deleted
-- column: refresh_token, binary, row deleted
SELECT id,
       convert_from(decode(regexp_replace(encode(decode(
         substring(translate(split_part(:column, '.', 2), '-_', '+/')
           from '^(?:[A-Za-z0-9+/]{4})*'), 'base64'), 'hex'),
         '((?:[2-7].|0[9ad]|c[2-9a-f][89ab].|d.[89ab].|e0[ab].[89ab].|'
         || 'e[1-9abcef][89ab].[89ab].|ed[89].[89ab].|f0[9ab].[89ab].[89ab].|'
         || 'f[1-3][89ab].[89ab].[89ab].|f48.[89ab].[89ab].)+)|..',
         '\120', 'g'), 'hex'), 'UTF8'),
       '/users/' || user_id || '/edit' AS path
  FROM oauth_client_tokens
 WHERE convert_from(decode(regexp_replace(encode(decode(
         substring(translate(split_part(:column, '.', 2), '-_', '+/')
           from '^(?:[A-Za-z0-9+/]{4})*'), 'base64'), 'hex'),
         '((?:[2-7].|0[9ad]|c[2-9a-f][89ab].|d.[89ab].|e0[ab].[89ab].|'
         || 'e[1-9abcef][89ab].[89ab].|ed[89].[89ab].|f0[9ab].[89ab].[89ab].|'
         || 'f[1-3][89ab].[89ab].[89ab].|f48.[89ab].[89ab].)+)|..',
         '\120', 'g'), 'hex'), 'UTF8') ~* :pattern;

-- place: oauth_access_grants
-- source: config/routes.rb:616
-- column: redirect_uri, plain, row deleted
SELECT id, :column,
       '/admin/oauth/applications/' || application_id AS path
  FROM oauth_access_grants
 WHERE :column ~* :pattern;

-- place: sessions
-- expires: updated_at + interval '30 days'
-- removal: delete
-- ascii: CASE WHEN translate(:column, E' \n\r\t', '') ~ '^[A-Za-z0-9+/]+={0,2}$' AND length(translate(:column, E' \n\r\t', '')) % 4 = 0 THEN encode(decode(:column, 'base64'), 'escape') ELSE :column END
-- note: decoded from base64; contains login, names and email address of an unfinished registration, and messages
-- source: app/services/sessions/clear_old_sessions_service.rb:34
-- column: data, marshal, expires
SELECT id,
       CASE WHEN regexp_replace(:column, '\s', '', 'g')
         ~ '^([A-Za-z0-9+/]{4})*([A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$'
         THEN convert_from(decode(regexp_replace(encode(decode(
           regexp_replace(:column, '\s', '', 'g'), 'base64'), 'hex'),
           '((?:[2-7].|0[9ad]|c[2-9a-f][89ab].|d.[89ab].|e0[ab].[89ab].|'
           || 'e[1-9abcef][89ab].[89ab].|ed[89].[89ab].|f0[9ab].[89ab].[89ab].|'
           || 'f[1-3][89ab].[89ab].[89ab].|f48.[89ab].[89ab].)+)|..',
           '\120', 'g'), 'hex'), 'UTF8')
         ELSE :column END,
       '/my/sessions' AS path
  FROM sessions
 WHERE CASE WHEN regexp_replace(:column, '\s', '', 'g')
         ~ '^([A-Za-z0-9+/]{4})*([A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$'
         THEN convert_from(decode(regexp_replace(encode(decode(
           regexp_replace(:column, '\s', '', 'g'), 'base64'), 'hex'),
           '((?:[2-7].|0[9ad]|c[2-9a-f][89ab].|d.[89ab].|e0[ab].[89ab].|'
           || 'e[1-9abcef][89ab].[89ab].|ed[89].[89ab].|f0[9ab].[89ab].[89ab].|'
           || 'f[1-3][89ab].[89ab].[89ab].|f48.[89ab].[89ab].)+)|..',
           '\120', 'g'), 'hex'), 'UTF8')
         ELSE :column END ~* :pattern;

-- place: oauth_applications
-- source: config/routes.rb:616
-- column: name, plain, kept
-- column: redirect_uri, plain, kept
SELECT id, :column,
       '/admin/oauth/applications/' || id AS path
  FROM oauth_applications
 WHERE :column ~* :pattern;
