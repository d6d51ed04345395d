-- Unique indexes: their columns, and the condition of a partial one. Those over expressions have none.
SELECT n.nspname AS schema,
       t.relname AS table,
       (SELECT array_agg(CAST(a.attname AS text) ORDER BY a.attnum)
          FROM pg_catalog.pg_attribute a
         WHERE a.attrelid = x.indrelid AND a.attnum = ANY (x.indkey)) AS columns,
       pg_catalog.pg_get_expr(x.indpred, x.indrelid) AS condition
  FROM pg_catalog.pg_index x
  JOIN pg_catalog.pg_class t ON t.oid = x.indrelid
  JOIN pg_catalog.pg_namespace n ON n.oid = t.relnamespace
 WHERE x.indisunique
   AND x.indisvalid
   AND x.indexprs IS NULL
   AND n.nspname NOT IN ('pg_catalog', 'information_schema', 'pg_toast')
 ORDER BY 1, 2, x.indexrelid;
