-- Schemas that hold an OpenProject installation.
SELECT n.nspname AS schema
  FROM pg_catalog.pg_namespace n
 WHERE (SELECT count(*) FROM pg_catalog.pg_class c
         WHERE c.relnamespace = n.oid
           AND c.relname IN ('users', 'settings', 'journals', 'work_packages', 'schema_migrations')
           AND c.relkind IN ('r', 'p')) = 5
 ORDER BY n.nspname;
