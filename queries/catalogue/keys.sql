-- Primary keys and foreign keys of one column. For a foreign key, the column that it points to,
-- whether the server has seen that every row keeps it, and what becomes of a row when that one goes.
SELECT k.conrelid AS oid,
       a.attname AS name,
       k.contype AS kind,
       k.convalidated AS valid,
       k.confdeltype AS on_delete,
       fn.nspname AS target_schema,
       f.relname AS target,
       f.oid AS target_oid,
       fa.attname AS target_column
  FROM pg_catalog.pg_constraint k
  JOIN pg_catalog.pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = k.conkey[1]
  LEFT JOIN pg_catalog.pg_class f ON f.oid = k.confrelid AND k.contype = 'f'
  LEFT JOIN pg_catalog.pg_namespace fn ON fn.oid = f.relnamespace
  LEFT JOIN pg_catalog.pg_attribute fa ON fa.attrelid = k.confrelid AND fa.attnum = k.confkey[1]
 WHERE k.contype IN ('p', 'f')
   AND cardinality(k.conkey) = 1;
