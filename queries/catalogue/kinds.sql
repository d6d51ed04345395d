-- Every type: its name, whether it is the system's own, what sort it is (typtype: b base, c composite,
-- d domain, e enum, m multirange, r range), and the types inside of it: of a domain, the elements of an
-- array, the bounds of a range, the columns of a composite. PostgreSQL 13 has no multiranges.
SELECT CAST(t.oid AS bigint) AS oid,
       t.typname AS name,
       t.oid < 16384 AS own,
       t.typtype AS sort,
       CASE WHEN t.typtype = 'd' THEN ARRAY[CAST(t.typbasetype AS bigint)]
            WHEN t.typtype IN ('r', 'm')
            THEN ARRAY(SELECT CAST(r.rngsubtype AS bigint) FROM pg_catalog.pg_range r
                        WHERE r.rngtypid = t.oid
                           OR CAST(pg_catalog.to_jsonb(r) ->> 'rngmultitypid' AS bigint) = CAST(t.oid AS bigint))
            WHEN t.typtype = 'c'
            THEN ARRAY(SELECT CAST(a.atttypid AS bigint) FROM pg_catalog.pg_attribute a
                        WHERE a.attrelid = t.typrelid AND a.attnum > 0 AND NOT a.attisdropped)
            WHEN t.typcategory = 'A' AND t.typelem <> 0 THEN ARRAY[CAST(t.typelem AS bigint)]
            ELSE CAST(ARRAY[] AS bigint[]) END AS inside,
       t.typcategory = 'A' AND t.typelem <> 0 AND t.typtype = 'b' AS many
  FROM pg_catalog.pg_type t;
