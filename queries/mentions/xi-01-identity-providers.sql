-- Identity providers and directory sync: columns with texts and names.
-- Connections to identity providers, directories and SCIM clients, and the installation's licence.
-- ':column' is each of a place's columns; to run them: operasure queries --pattern REGEX --group xi-01

-- place: ldap_auth_sources
-- note: the account for the connection can be a person's
-- source: config/routes.rb:607
-- column: name, plain, kept
-- column: host, plain, kept
-- column: account, plain, kept
-- column: base_dn, plain, kept
-- column: filter_string, plain, kept
SELECT id, :column,
       '/admin/ldap_auth_sources/' || id || '/edit' AS path
  FROM ldap_auth_sources
 WHERE :column ~* :pattern;

-- place: auth_sources
-- note: the account for the connection can be a person's
-- column: name, plain, kept
-- column: host, plain, kept
-- column: account, plain, kept
-- column: base_dn, plain, kept
-- column: filter_string, plain, kept
SELECT id, :column,
       CAST(NULL AS text) AS path
  FROM auth_sources
 WHERE :column ~* :pattern;

-- place: ldap_groups_synchronized_filters
-- source: modules/ldap_groups/config/routes.rb:3
-- column: name, plain, kept
-- column: filter_string, plain, kept
-- column: base_dn, plain, kept
SELECT id, :column,
       '/ldap_groups/synchronized_filters/' || id AS path
  FROM ldap_groups_synchronized_filters
 WHERE :column ~* :pattern;

-- place: ldap_groups_synchronized_groups
-- source: modules/ldap_groups/config/routes.rb:15
-- column: dn, plain, kept
-- column: entry, plain, kept
SELECT id, :column,
       '/ldap_groups/synchronized_groups/' || id AS path
  FROM ldap_groups_synchronized_groups
 WHERE :column ~* :pattern;

-- place: oidc_group_links
-- source: config/routes.rb:587
-- column: oidc_group_name, plain, kept
SELECT id, :column,
       '/admin/groups/' || group_id || '/edit' AS path
  FROM oidc_group_links
 WHERE :column ~* :pattern;

-- place: auth_providers
-- source: modules/auth_saml/config/routes.rb:6
-- column: display_name, plain, kept
-- column: slug, plain, kept
-- column: CAST(options AS text), json, kept
SELECT id, :column,
       CASE type WHEN 'Saml::Provider' THEN '/admin/saml/providers/' || id
         WHEN 'OpenIDConnect::Provider' THEN '/admin/openid_connect/providers/' || id END AS path
  FROM auth_providers
 WHERE :column ~* :pattern;

-- place: scim_clients
-- source: config/routes.rb:724
-- column: name, plain, kept
SELECT id, :column,
       '/admin/scim_clients/' || id || '/edit' AS path
  FROM scim_clients
 WHERE :column ~* :pattern;

-- place: enterprise_tokens
-- ascii: CASE WHEN regexp_replace(:column, '-----[^\n]*|\s', '', 'g') ~ '^[A-Za-z0-9+/]+={0,2}$' AND length(regexp_replace(:column, '-----[^\n]*|\s', '', 'g')) % 4 = 0 THEN encode(decode(regexp_replace(:column, '-----[^\n]*|\s', '', 'g'), 'base64'), 'escape') ELSE :column END
-- note: the licence contains the subscriber's name and email address; it is encrypted, so look at the page itself
-- source: config/routes.rb:546
-- column: encoded_token, binary, kept
SELECT id,
       CASE WHEN regexp_replace(:column, '-----[^\n]*|\s', '', 'g')
         ~ '^([A-Za-z0-9+/]{4})*([A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$'
         THEN convert_from(decode(regexp_replace(encode(decode(
           regexp_replace(:column, '-----[^\n]*|\s', '', 'g'), 'base64'), 'hex'),
           '((?:[2-7].|0[9ad]|c[2-9a-f][89ab].|d.[89ab].|e0[ab].[89ab].|'
           || 'e[1-9abcef][89ab].[89ab].|ed[89].[89ab].|f0[9ab].[89ab].[89ab].|'
           || 'f[1-3][89ab].[89ab].[89ab].|f48.[89ab].[89ab].)+)|..',
           '\120', 'g'), 'hex'), 'UTF8')
         ELSE :column END,
       '/admin/enterprise_tokens' AS path
  FROM enterprise_tokens
 WHERE CASE WHEN regexp_replace(:column, '-----[^\n]*|\s', '', 'g')
         ~ '^([A-Za-z0-9+/]{4})*([A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$'
         THEN convert_from(decode(regexp_replace(encode(decode(
           regexp_replace(:column, '-----[^\n]*|\s', '', 'g'), 'base64'), 'hex'),
           '((?:[2-7].|0[9ad]|c[2-9a-f][89ab].|d.[89ab].|e0[ab].[89ab].|'
           || 'e[1-9abcef][89ab].[89ab].|ed[89].[89ab].|f0[9ab].[89ab].[89ab].|'
           || 'f[1-3][89ab].[89ab].[89ab].|f48.[89ab].[89ab].)+)|..',
           '\120', 'g'), 'hex'), 'UTF8')
         ELSE :column END ~* :pattern;

-- place: auth_sources
-- note: a certificate may name who issued it
-- column: tls_certificate_string, plain, kept
SELECT id, :column,
       '/ldap_auth_sources/' || id || '/edit' AS path
  FROM auth_sources
 WHERE :column ~* :pattern;
