-- What each name of a schema stands for: r table, p partitioned table, m materialised view, v view,
-- f foreign table, S sequence, c composite type.
SELECT c.relname AS name, c.relkind AS kind
  FROM pg_catalog.pg_class c
  JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
 WHERE n.nspname = :schema
   AND c.relkind IN ('r', 'p', 'm', 'v', 'f', 'S', 'c');
