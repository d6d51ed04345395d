-- What the role of this connection may do in OpenProject's schema (:schema) and on the server.
SELECT CAST(CURRENT_USER AS text) AS role,
       pg_catalog.has_schema_privilege(n.oid, 'USAGE') AS usage,
       pg_catalog.has_schema_privilege(n.oid, 'CREATE') AS creates,
       r.rolbypassrls AS sees_all_rows,
       r.rolcreaterole AS makes_roles,
       r.rolreplication AS replicates,
       (SELECT count(*) FROM pg_catalog.pg_class c
         WHERE c.relnamespace = n.oid AND c.relkind IN ('r', 'p', 'm')) AS tables,
       (SELECT count(*) FROM pg_catalog.pg_class c
         WHERE c.relnamespace = n.oid AND c.relkind IN ('r', 'p', 'm')
           AND NOT pg_catalog.has_table_privilege(c.oid, 'SELECT')) AS unread,
       (SELECT count(*) FROM pg_catalog.pg_class c
         WHERE c.relnamespace = n.oid AND c.relkind IN ('r', 'p')
           AND pg_catalog.has_table_privilege(c.oid, 'INSERT, UPDATE, DELETE, TRUNCATE')) AS written,
       (SELECT count(*) FROM pg_catalog.pg_class c
         WHERE c.relnamespace = n.oid AND c.relkind IN ('r', 'p', 'm')
           AND pg_catalog.pg_has_role(c.relowner, 'MEMBER')) AS owned,
       (SELECT count(*) FROM pg_catalog.pg_class c
         WHERE c.relnamespace = n.oid AND c.relkind IN ('r', 'p') AND c.relrowsecurity) AS guarded
  FROM pg_catalog.pg_namespace n
 CROSS JOIN pg_catalog.pg_roles r
 WHERE n.nspname = :schema
   AND r.rolname = CURRENT_USER;
