-- What a relation is at this moment, in one text for each: the files of itself and of all that its rows
-- are read from (its partitions, what inherits from it), and its columns. Where a relation was rewritten,
-- emptied, dropped, renamed or put in another's place, the text differs. An older snapshot sees no row
-- of a file that is younger (PostgreSQL manual, 13.6 "Caveats").
WITH RECURSIVE family (root, oid) AS (
  SELECT c.oid, c.oid FROM pg_catalog.pg_class c
   WHERE c.relkind IN ('r', 'p', 'm') AND c.relpersistence <> 't' AND c.oid >= 16384
  UNION
  SELECT f.root, i.inhrelid FROM family f
    JOIN pg_catalog.pg_inherits i ON i.inhparent = f.oid
)
SELECT n.nspname AS schema,
       c.relname AS name,
       string_agg(pg_catalog.concat_ws(':', CAST(m.oid AS bigint), CAST(m.relfilenode AS bigint)), ' '
                  ORDER BY m.oid) AS files,
       (SELECT string_agg(pg_catalog.concat_ws(':', a.attnum, a.attname), ' ' ORDER BY a.attnum)
          FROM pg_catalog.pg_attribute a
         WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped) AS columns
  FROM family f
  JOIN pg_catalog.pg_class c ON c.oid = f.root
  JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
  JOIN pg_catalog.pg_class m ON m.oid = f.oid
 GROUP BY c.oid, n.nspname, c.relname;
