-- What a new row of each table needs: the columns with their types as SQL writes them, the most characters
-- that they hold, the first word of an enum, whether a row must say something ("needed"), and whether a
-- unique index is over the column, or made of it, and no CHECK says what it may hold ("apart"). A column that the server computes can't be given.
SELECT n.nspname AS schema,
       r.relname AS table,
       a.attname AS column,
       pg_catalog.format_type(a.atttypid, NULL) AS type,
       CAST(a.atttypid AS bigint) AS oid,
       CASE WHEN a.atttypid IN (CAST('varchar' AS regtype), CAST('bpchar' AS regtype)) AND a.atttypmod > 4
            THEN a.atttypmod - 4
            WHEN a.atttypid = CAST('name' AS regtype) THEN 63
            WHEN a.atttypid = CAST('"char"' AS regtype) THEN 1 END AS longest,
       (SELECT e.enumlabel FROM pg_catalog.pg_enum e
         WHERE e.enumtypid = a.atttypid ORDER BY e.enumsortorder LIMIT 1) AS word,
       a.attnotnull AND NOT a.atthasdef AND a.attidentity = '' AS needed,
       EXISTS (SELECT FROM pg_catalog.pg_index x
                 LEFT JOIN pg_catalog.pg_depend d ON d.objid = x.indexrelid AND d.refobjid = x.indrelid
                  AND d.classid = CAST('pg_catalog.pg_class' AS regclass)
                WHERE x.indrelid = a.attrelid AND x.indisunique
                  AND (a.attnum = ANY (x.indkey) OR a.attnum = d.refobjsubid))
       AND NOT EXISTS (SELECT FROM pg_catalog.pg_constraint k
                        WHERE k.conrelid = a.attrelid AND k.contype = 'c' AND a.attnum = ANY (k.conkey)) AS apart
  FROM pg_catalog.pg_attribute a
  JOIN pg_catalog.pg_class r ON r.oid = a.attrelid
  JOIN pg_catalog.pg_namespace n ON n.oid = r.relnamespace
 WHERE r.relkind IN ('r', 'p')
   AND a.attnum > 0
   AND NOT a.attisdropped
   AND a.attgenerated = ''
   AND n.nspname NOT IN ('pg_catalog', 'information_schema', 'pg_toast')
 ORDER BY 1, 2, a.attnum;
