-- How large the tables are now: blocks of the table itself, and bytes with what lies outside of its
-- rows (long values are kept apart, so a table of few blocks can hold much text).
SELECT n.nspname AS schema,
       c.relname AS name,
       CAST(pg_catalog.pg_relation_size(c.oid)
         / CAST(pg_catalog.current_setting('block_size') AS bigint) AS bigint) AS blocks,
       pg_catalog.pg_table_size(c.oid) AS bytes
  FROM pg_catalog.pg_class c
  JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
 WHERE c.relkind IN ('r', 'm')
   AND n.nspname NOT IN ('pg_catalog', 'information_schema', 'pg_toast');
