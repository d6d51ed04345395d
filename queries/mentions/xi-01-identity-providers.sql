-- Identity providers and directory sync: where people write, or where names land.
-- Connections to identity providers, directories and SCIM clients, and the installation's licence.
-- Runs as it is: psql -v pattern="'name'" -f queries/mentions/xi-01-identity-providers.sql

-- check: ldap_auth_sources.name
-- expected: kept
-- kind: plain
-- note: the account for the connection can be a person's
-- source: config/routes.rb:607
SELECT id, name,
       '/admin/ldap_auth_sources/' || id || '/edit' AS path
  FROM ldap_auth_sources
 WHERE name ~* :pattern;

-- check: ldap_auth_sources.host
-- expected: kept
-- kind: plain
-- note: the account for the connection can be a person's
-- source: config/routes.rb:607
SELECT id, host,
       '/admin/ldap_auth_sources/' || id || '/edit' AS path
  FROM ldap_auth_sources
 WHERE host ~* :pattern;

-- check: ldap_auth_sources.account
-- expected: kept
-- kind: plain
-- note: the account for the connection can be a person's
-- source: config/routes.rb:607
SELECT id, account,
       '/admin/ldap_auth_sources/' || id || '/edit' AS path
  FROM ldap_auth_sources
 WHERE account ~* :pattern;

-- check: ldap_auth_sources.base_dn
-- expected: kept
-- kind: plain
-- note: the account for the connection can be a person's
-- source: config/routes.rb:607
SELECT id, base_dn,
       '/admin/ldap_auth_sources/' || id || '/edit' AS path
  FROM ldap_auth_sources
 WHERE base_dn ~* :pattern;

-- check: ldap_auth_sources.filter_string
-- expected: kept
-- kind: plain
-- note: the account for the connection can be a person's
-- source: config/routes.rb:607
SELECT id, filter_string,
       '/admin/ldap_auth_sources/' || id || '/edit' AS path
  FROM ldap_auth_sources
 WHERE filter_string ~* :pattern;

-- check: auth_sources.name
-- expected: kept
-- kind: plain
-- note: the account for the connection can be a person's
SELECT id, name,
       CAST(NULL AS text) AS path
  FROM auth_sources
 WHERE name ~* :pattern;

-- check: auth_sources.host
-- expected: kept
-- kind: plain
-- note: the account for the connection can be a person's
SELECT id, host,
       CAST(NULL AS text) AS path
  FROM auth_sources
 WHERE host ~* :pattern;

-- check: auth_sources.account
-- expected: kept
-- kind: plain
-- note: the account for the connection can be a person's
SELECT id, account,
       CAST(NULL AS text) AS path
  FROM auth_sources
 WHERE account ~* :pattern;

-- check: auth_sources.base_dn
-- expected: kept
-- kind: plain
-- note: the account for the connection can be a person's
SELECT id, base_dn,
       CAST(NULL AS text) AS path
  FROM auth_sources
 WHERE base_dn ~* :pattern;

-- check: auth_sources.filter_string
-- expected: kept
-- kind: plain
-- note: the account for the connection can be a person's
SELECT id, filter_string,
       CAST(NULL AS text) AS path
  FROM auth_sources
 WHERE filter_string ~* :pattern;

-- check: ldap_groups_synchronized_filters.name
-- expected: kept
-- kind: plain
-- source: modules/ldap_groups/config/routes.rb:3
SELECT id, name,
       '/ldap_groups/synchronized_filters/' || id AS path
  FROM ldap_groups_synchronized_filters
 WHERE name ~* :pattern;

-- check: ldap_groups_synchronized_filters.filter_string
-- expected: kept
-- kind: plain
-- source: modules/ldap_groups/config/routes.rb:3
SELECT id, filter_string,
       '/ldap_groups/synchronized_filters/' || id AS path
  FROM ldap_groups_synchronized_filters
 WHERE filter_string ~* :pattern;

-- check: ldap_groups_synchronized_filters.base_dn
-- expected: kept
-- kind: plain
-- source: modules/ldap_groups/config/routes.rb:3
SELECT id, base_dn,
       '/ldap_groups/synchronized_filters/' || id AS path
  FROM ldap_groups_synchronized_filters
 WHERE base_dn ~* :pattern;

-- check: ldap_groups_synchronized_groups.dn
-- expected: kept
-- kind: plain
-- source: modules/ldap_groups/config/routes.rb:15
SELECT id, dn,
       '/ldap_groups/synchronized_groups/' || id AS path
  FROM ldap_groups_synchronized_groups
 WHERE dn ~* :pattern;

-- check: ldap_groups_synchronized_groups.entry
-- expected: kept
-- kind: plain
-- source: modules/ldap_groups/config/routes.rb:15
SELECT id, entry,
       '/ldap_groups/synchronized_groups/' || id AS path
  FROM ldap_groups_synchronized_groups
 WHERE entry ~* :pattern;

-- check: oidc_group_links.oidc_group_name
-- expected: kept
-- kind: plain
-- needs: oidc_group_links.group_id
-- source: config/routes.rb:587
SELECT id, oidc_group_name,
       '/admin/groups/' || group_id || '/edit' AS path
  FROM oidc_group_links
 WHERE oidc_group_name ~* :pattern;

-- check: auth_providers.display_name
-- expected: kept
-- kind: plain
-- needs: auth_providers.type
-- source: modules/auth_saml/config/routes.rb:6
SELECT id, display_name,
       CASE type WHEN 'Saml::Provider' THEN '/admin/saml/providers/' || id
         WHEN 'OpenIDConnect::Provider' THEN '/admin/openid_connect/providers/' || id END AS path
  FROM auth_providers
 WHERE display_name ~* :pattern;

-- check: auth_providers.slug
-- expected: kept
-- kind: plain
-- needs: auth_providers.type
-- source: modules/auth_saml/config/routes.rb:6
SELECT id, slug,
       CASE type WHEN 'Saml::Provider' THEN '/admin/saml/providers/' || id
         WHEN 'OpenIDConnect::Provider' THEN '/admin/openid_connect/providers/' || id END AS path
  FROM auth_providers
 WHERE slug ~* :pattern;

-- check: auth_providers.options
-- expected: kept
-- kind: json
-- needs: auth_providers.type
-- source: modules/auth_saml/config/routes.rb:6
SELECT id, CAST(options AS text),
       CASE type WHEN 'Saml::Provider' THEN '/admin/saml/providers/' || id
         WHEN 'OpenIDConnect::Provider' THEN '/admin/openid_connect/providers/' || id END AS path
  FROM auth_providers
 WHERE CAST(options AS text) ~* :pattern;

-- check: scim_clients.name
-- expected: kept
-- kind: plain
-- source: config/routes.rb:724
SELECT id, name,
       '/admin/scim_clients/' || id || '/edit' AS path
  FROM scim_clients
 WHERE name ~* :pattern;

-- check: enterprise_tokens.encoded_token
-- ascii: CASE WHEN regexp_replace(encoded_token, '-----[^\n]*|\s', '', 'g') ~ '^[A-Za-z0-9+/]+={0,2}$' AND length(regexp_replace(encoded_token, '-----[^\n]*|\s', '', 'g')) % 4 = 0 THEN encode(decode(regexp_replace(encoded_token, '-----[^\n]*|\s', '', 'g'), 'base64'), 'escape') ELSE encoded_token END
-- expected: kept
-- kind: binary
-- note: the licence names its subscriber with mail; it is encrypted, so look at the page itself
-- source: config/routes.rb:546
SELECT id,
       CASE WHEN regexp_replace(encoded_token, '-----[^\n]*|\s', '', 'g')
         ~ '^([A-Za-z0-9+/]{4})*([A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$'
         THEN convert_from(decode(regexp_replace(encode(decode(
           regexp_replace(encoded_token, '-----[^\n]*|\s', '', 'g'), 'base64'), 'hex'),
           '((?:[2-7].|0[9ad]|c[2-9a-f][89ab].|d.[89ab].|e0[ab].[89ab].|'
           || 'e[1-9abcef][89ab].[89ab].|ed[89].[89ab].|f0[9ab].[89ab].[89ab].|'
           || 'f[1-3][89ab].[89ab].[89ab].|f48.[89ab].[89ab].)+)|..',
           '\120', 'g'), 'hex'), 'UTF8')
         ELSE encoded_token END,
       '/admin/enterprise_tokens' AS path
  FROM enterprise_tokens
 WHERE CASE WHEN regexp_replace(encoded_token, '-----[^\n]*|\s', '', 'g')
         ~ '^([A-Za-z0-9+/]{4})*([A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$'
         THEN convert_from(decode(regexp_replace(encode(decode(
           regexp_replace(encoded_token, '-----[^\n]*|\s', '', 'g'), 'base64'), 'hex'),
           '((?:[2-7].|0[9ad]|c[2-9a-f][89ab].|d.[89ab].|e0[ab].[89ab].|'
           || 'e[1-9abcef][89ab].[89ab].|ed[89].[89ab].|f0[9ab].[89ab].[89ab].|'
           || 'f[1-3][89ab].[89ab].[89ab].|f48.[89ab].[89ab].)+)|..',
           '\120', 'g'), 'hex'), 'UTF8')
         ELSE encoded_token END ~* :pattern;

-- check: auth_sources.tls_certificate_string
-- expected: kept
-- kind: plain
-- note: a certificate may name who issued it
SELECT id, tls_certificate_string,
       '/ldap_auth_sources/' || id || '/edit' AS path
  FROM auth_sources
 WHERE tls_certificate_string ~* :pattern;
