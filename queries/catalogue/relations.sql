-- Every relation that can hold rows or show them, in every schema but the system's.
-- Partitions and inherited tables are read through their parent; "is_child" marks them.
SELECT c.oid AS oid,
       n.nspname AS schema,
       c.relname AS name,
       c.relkind AS kind,
       EXISTS (SELECT 1 FROM pg_catalog.pg_inherits i WHERE i.inhrelid = c.oid) AS is_child,
       greatest(c.relpages, 0) AS pages,
       -- As the server last counted; -1 where it never has (for a partitioned table: until ANALYZE).
       CASE WHEN c.reltuples >= 0 AND (c.relpages > 0 OR c.relkind = 'p')
            THEN CAST(c.reltuples AS bigint) END AS rows,
       pg_catalog.has_table_privilege(c.oid, 'SELECT')
         OR pg_catalog.has_any_column_privilege(c.oid, 'SELECT') AS readable
  FROM pg_catalog.pg_class c
  JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
 WHERE c.relkind IN ('r', 'p', 'm', 'v', 'f')
   AND c.relpersistence <> 't'
   AND n.nspname NOT IN ('pg_catalog', 'information_schema', 'pg_toast')
   AND n.nspname NOT LIKE 'pg\_temp\_%'
   AND n.nspname NOT LIKE 'pg\_toast\_temp\_%'
   AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_depend d
                    WHERE d.classid = CAST('pg_catalog.pg_class' AS regclass)
                      AND d.objid = c.oid AND d.deptype = 'e')
 ORDER BY n.nspname, c.relname;
