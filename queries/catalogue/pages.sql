-- How many blocks a table (:schema, :name) has, or the largest of those that it is made of.
WITH RECURSIVE family(oid) AS (
  SELECT c.oid
    FROM pg_catalog.pg_class c
    JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
   WHERE n.nspname = CAST(:schema AS text) AND c.relname = CAST(:name AS text)
   UNION
  SELECT i.inhrelid
    FROM family f
    JOIN pg_catalog.pg_inherits i ON i.inhparent = f.oid
)
SELECT coalesce(max(pg_relation_size(oid)) / CAST(current_setting('block_size') AS bigint), 0) AS pages
  FROM family;
