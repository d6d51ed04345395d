-- Foreign keys of one column on the tables of a schema: who points to what, and what becomes of the
-- child when its parent is deleted (a no action, r restrict, c cascade, n set null, d set default).
SELECT cn.nspname AS schema,
       c.relname AS table,
       a.attname AS column,
       p.relname AS parent,
       f.attname AS parent_column,
       k.confdeltype AS on_delete
  FROM pg_catalog.pg_constraint k
  JOIN pg_catalog.pg_class c ON c.oid = k.conrelid
  JOIN pg_catalog.pg_namespace cn ON cn.oid = c.relnamespace
  JOIN pg_catalog.pg_class p ON p.oid = k.confrelid
  JOIN pg_catalog.pg_namespace pn ON pn.oid = p.relnamespace
  JOIN pg_catalog.pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = k.conkey[1]
  JOIN pg_catalog.pg_attribute f ON f.attrelid = k.confrelid AND f.attnum = k.confkey[1]
 WHERE k.contype = 'f'
   AND cardinality(k.conkey) = 1
   AND k.conparentid = 0
 ORDER BY 1, 2, 3;
