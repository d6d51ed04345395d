-- Every column of those relations. Domains count as the type below them. A column that a child
-- table only inherits is read through the parent and is left out.
SELECT a.attrelid AS oid,
       a.attname AS name,
       a.attnum AS position,
       bt.typname AS type,
       bt.typtype AS type_kind,
       bt.typcategory AS category,
       et.typname AS element,
       et.typtype AS element_kind,
       CASE WHEN bt.typname IN ('numeric', '_numeric') AND a.atttypmod >= 4
            THEN (a.atttypmod - 4) & 65535 END AS scale
  FROM pg_catalog.pg_attribute a
  JOIN pg_catalog.pg_class c ON c.oid = a.attrelid
  JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
  JOIN pg_catalog.pg_type t ON t.oid = a.atttypid
  JOIN pg_catalog.pg_type bt ON bt.oid = CASE WHEN t.typtype = 'd' THEN t.typbasetype ELSE t.oid END
  LEFT JOIN pg_catalog.pg_type et ON et.oid = bt.typelem AND bt.typcategory = 'A'
 WHERE a.attnum > 0
   AND NOT a.attisdropped
   AND (a.attislocal OR a.attinhcount = 0)
   AND NOT c.relispartition
   AND c.relkind IN ('r', 'p', 'm')
   AND c.relpersistence <> 't'
   AND n.nspname NOT IN ('pg_catalog', 'information_schema', 'pg_toast')
 ORDER BY a.attrelid, a.attnum;
