-- Of each table how many blocks it has, as the server last counted. "family" are the relations that
-- hold the rows of a partitioned table, or of one that others inherit from.
WITH RECURSIVE descendants (ancestor, oid) AS (
  SELECT inhparent, inhrelid FROM pg_catalog.pg_inherits
  UNION
  SELECT d.ancestor, i.inhrelid FROM descendants d
    JOIN pg_catalog.pg_inherits i ON i.inhparent = d.oid
)
SELECT n.nspname AS schema,
       c.relname AS name,
       greatest(c.relpages, 0) AS blocks,
       CASE WHEN EXISTS (SELECT 1 FROM descendants d WHERE d.ancestor = c.oid)
            THEN CAST(CAST(c.oid AS bigint) AS text) || coalesce(
              (SELECT string_agg(' ' || CAST(d.oid AS bigint), '' ORDER BY d.oid)
                 FROM descendants d WHERE d.ancestor = c.oid), '')
            ELSE '' END AS family
  FROM pg_catalog.pg_class c
  JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
 WHERE c.relkind IN ('r', 'm', 'p')
   AND n.nspname NOT IN ('pg_catalog', 'information_schema', 'pg_toast');
