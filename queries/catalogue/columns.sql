-- Every column of those relations with the oid of its type. "scale" are the places behind the point of
-- a numeric, where its type or its domain says; "given" is true where the server fills the column in.
SELECT a.attrelid AS oid,
       a.attname AS name,
       a.attnum AS position,
       CAST(a.atttypid AS bigint) AS type,
       CASE WHEN coalesce(nullif(a.atttypmod, -1), t.typtypmod) >= 4
            THEN (coalesce(nullif(a.atttypmod, -1), t.typtypmod) - 4) & 2047 END AS scale,
       a.atthasdef OR a.attidentity <> '' AS given
  FROM pg_catalog.pg_attribute a
  JOIN pg_catalog.pg_class c ON c.oid = a.attrelid
  JOIN pg_catalog.pg_type t ON t.oid = a.atttypid
 WHERE a.attnum > 0
   AND NOT a.attisdropped
   AND c.relkind IN ('r', 'p', 'm', 'v', 'f')
   AND c.relpersistence <> 't'
   AND c.oid >= 16384
 ORDER BY a.attrelid, a.attnum;
