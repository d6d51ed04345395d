-- The columns of every table with their types as SQL writes them, and the most characters they hold.
-- format_type calls a text of fixed width "character", which alone means a single one. "padded": the
-- server fills values of the type up with blanks; "computed": it takes no value for the column.
SELECT n.nspname AS schema,
       r.relname AS table,
       a.attname AS column,
       CASE a.atttypid
            WHEN CAST('bpchar' AS regtype) THEN 'bpchar'
            WHEN CAST('bpchar[]' AS regtype) THEN 'bpchar[]'
            ELSE pg_catalog.format_type(a.atttypid, NULL) END AS type,
       CASE WHEN b.base IN (CAST('varchar' AS regtype), CAST('bpchar' AS regtype)) AND b.modifier > 4
            THEN b.modifier - 4 END AS longest,
       b.base = CAST('bpchar' AS regtype) AS padded,
       coalesce(pg_catalog.to_jsonb(a) ->> 'attgenerated', '') <> '' OR a.attidentity = 'a' AS computed,
       a.attnotnull AS required
  FROM pg_catalog.pg_attribute a
  JOIN pg_catalog.pg_class r ON r.oid = a.attrelid
  JOIN pg_catalog.pg_namespace n ON n.oid = r.relnamespace
  JOIN pg_catalog.pg_type t ON t.oid = a.atttypid
 CROSS JOIN LATERAL (SELECT coalesce(nullif(t.typbasetype, 0), a.atttypid) AS base,
                            coalesce(nullif(a.atttypmod, -1), t.typtypmod) AS modifier) b
 WHERE r.relkind IN ('r', 'p')
   AND a.attnum > 0
   AND NOT a.attisdropped
   AND n.nspname NOT IN ('pg_catalog', 'information_schema', 'pg_toast')
 ORDER BY 1, 2, a.attnum;
