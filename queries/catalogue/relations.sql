-- Every relation that can hold rows or show them, in every schema; the system's own have an oid below
-- 16384 (PostgreSQL's FirstNormalObjectId). Tables of an extension hold rows like any other.
-- "parents" are the relations through which its rows are read as well: of a partition, or of a table
-- that inherits. A partition that is being detached is read through its parent no more.
-- "standby" is true on a server that only replays the log of another, which has no rows of an unlogged
-- table.
SELECT c.oid AS oid,
       n.nspname AS schema,
       c.relname AS name,
       c.relkind AS kind,
       c.relpersistence AS persistence,
       ARRAY(SELECT CAST(i.inhparent AS bigint) FROM pg_catalog.pg_inherits i
              WHERE i.inhrelid = c.oid
                AND coalesce(pg_catalog.to_jsonb(i) ->> 'inhdetachpending', 'false') = 'false') AS parents,
       greatest(c.relpages, 0) AS pages,
       -- With what lies outside of its rows (long values are kept apart): of both as the server last
       -- counted, which ANALYZE does of the rows alone. Where it never has, its files are measured,
       -- unless somebody has locked it, for which that would wait.
       (SELECT coalesce(sum(CASE
                 WHEN s.relpages > 0
                 THEN s.relpages * CAST(pg_catalog.current_setting('block_size') AS bigint)
                 WHEN s.relkind IN ('r', 'm', 't') AND s.oid NOT IN (
                   SELECT l.relation FROM pg_catalog.pg_locks l
                    WHERE l.mode = 'AccessExclusiveLock' AND l.relation IS NOT NULL)
                 THEN pg_catalog.pg_relation_size(s.oid)
               END), 0)
          FROM pg_catalog.pg_class s WHERE s.oid IN (c.oid, c.reltoastrelid)) AS bytes,
       -- As the server last counted; -1 where it never has (for a partitioned table: until ANALYZE).
       CASE WHEN c.reltuples >= 0 AND (c.relpages > 0 OR c.relkind = 'p')
            THEN round(CAST(c.reltuples AS numeric)) END AS rows,
       pg_catalog.has_schema_privilege(n.oid, 'USAGE')
         AND (pg_catalog.has_table_privilege(c.oid, 'SELECT')
              OR pg_catalog.has_any_column_privilege(c.oid, 'SELECT')) AS readable,
       pg_catalog.pg_is_in_recovery() AS standby
  FROM pg_catalog.pg_class c
  JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
 WHERE c.relkind IN ('r', 'p', 'm', 'v', 'f')
   AND c.relpersistence <> 't'
   AND c.oid >= 16384
   AND n.nspname <> 'pg_toast'
 ORDER BY n.nspname, c.relname;
