-- Every column of every table, and whether the catalogue itself says that a row belongs to the account in it:
-- the row goes with the account (a foreign key to users, ON DELETE CASCADE), an account has one such row at
-- most (a unique index on that column alone), or the table is named after accounts (user_…).
SELECT n.nspname AS schema,
       c.relname AS table,
       a.attname AS column,
       ((c.oid, a.attnum) IN (SELECT k.conrelid, k.conkey[1]
                                FROM pg_catalog.pg_constraint k
                                JOIN pg_catalog.pg_class p ON p.oid = k.confrelid
                               WHERE k.contype = 'f'
                                 AND array_length(k.conkey, 1) = 1
                                 AND p.relname = 'users'
                                 AND (k.confdeltype = 'c'
                                      OR EXISTS (SELECT 1
                                                   FROM pg_catalog.pg_index x
                                                  WHERE x.indrelid = k.conrelid
                                                    AND x.indisunique
                                                    AND x.indpred IS NULL
                                                    AND x.indnatts = 1
                                                    AND x.indkey[0] = k.conkey[1])))
        OR (c.relname LIKE 'user\_%' AND a.attname = 'user_id' AND t.typcategory = 'N')) AS owns
  FROM pg_catalog.pg_attribute a
  JOIN pg_catalog.pg_class c ON c.oid = a.attrelid
  JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
  JOIN pg_catalog.pg_type t ON t.oid = a.atttypid
 WHERE a.attnum > 0
   AND NOT a.attisdropped
   AND c.relkind IN ('r', 'p', 'm')
   AND c.relpersistence <> 't'
   AND n.nspname NOT IN ('pg_catalog', 'information_schema', 'pg_toast')
 ORDER BY 1, 2, a.attnum;
