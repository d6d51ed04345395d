-- Primary keys and foreign keys of one column. For a foreign key, the table it points to.
SELECT k.conrelid AS oid,
       a.attname AS name,
       k.contype AS kind,
       fn.nspname AS target_schema,
       f.relname AS target
  FROM pg_catalog.pg_constraint k
  JOIN pg_catalog.pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = k.conkey[1]
  LEFT JOIN pg_catalog.pg_class f ON f.oid = k.confrelid AND k.contype = 'f'
  LEFT JOIN pg_catalog.pg_namespace fn ON fn.oid = f.relnamespace
 WHERE k.contype IN ('p', 'f')
   AND cardinality(k.conkey) = 1;
