-- The columns of every table with their types as SQL writes them, and the most characters they hold.
SELECT n.nspname AS schema,
       r.relname AS table,
       a.attname AS column,
       pg_catalog.format_type(a.atttypid, NULL) AS type,
       CASE WHEN a.atttypid = CAST('varchar' AS regtype) AND a.atttypmod > 4 THEN a.atttypmod - 4 END AS longest,
       a.attnotnull AS required
  FROM pg_catalog.pg_attribute a
  JOIN pg_catalog.pg_class r ON r.oid = a.attrelid
  JOIN pg_catalog.pg_namespace n ON n.oid = r.relnamespace
 WHERE r.relkind IN ('r', 'p')
   AND a.attnum > 0
   AND NOT a.attisdropped
   AND n.nspname NOT IN ('pg_catalog', 'information_schema', 'pg_toast')
 ORDER BY 1, 2, a.attnum;
