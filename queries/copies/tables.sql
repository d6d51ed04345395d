-- The tables of a restored dump by schema and name, without those of extensions.
SELECT n.nspname, c.relname
  FROM pg_catalog.pg_class c
  JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
 WHERE c.relkind = 'r'
   AND n.nspname NOT IN ('pg_catalog', 'information_schema', 'pg_toast')
   AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_depend d
                    WHERE d.classid = CAST('pg_catalog.pg_class' AS regclass)
                      AND d.objid = c.oid AND d.deptype = 'e');
