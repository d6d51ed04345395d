-- What each name of a schema stands for: r table, p partitioned table, m materialised view, v view,
-- f foreign table, S sequence, c composite type. `converts` says of a table that one of its columns has a
-- type that is not PostgreSQL's own and turns into another, unasked, by a function that is not either:
-- wherever such a column is compared or handed over, the function would run.
SELECT c.relname AS name,
       c.relkind AS kind,
       c.oid IN (SELECT a.attrelid
                   FROM pg_catalog.pg_attribute a
                   JOIN pg_catalog.pg_type t ON t.oid = a.atttypid
                   JOIN pg_catalog.pg_cast k ON k.castsource IN (t.oid, t.typelem) OR k.casttarget IN (t.oid, t.typelem)
                   JOIN pg_catalog.pg_proc f ON f.oid = k.castfunc
                   JOIN pg_catalog.pg_namespace o ON o.oid = f.pronamespace
                  WHERE a.attnum > 0
                    AND NOT a.attisdropped
                    AND a.atttypid >= 16384
                    AND k.castcontext <> 'e'
                    AND o.nspname <> 'pg_catalog') AS converts
  FROM pg_catalog.pg_class c
  JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
 WHERE n.nspname = :schema
   AND c.relkind IN ('r', 'p', 'm', 'v', 'f', 'S', 'c');
