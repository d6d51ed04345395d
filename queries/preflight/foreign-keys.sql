-- Every foreign key to users, by column: what the database itself does when the row of the user goes.
-- "action" is a or r: the deletion fails as long as a row refers to the user; c: such rows are deleted
-- too; n or d: the column is emptied or set to its default.
SELECT n.nspname AS schema, c.relname AS "table", k.conname AS name, a.attname AS "column",
       k.confdeltype AS action
  FROM pg_catalog.pg_constraint k
  JOIN pg_catalog.pg_class c ON c.oid = k.conrelid
  JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
  JOIN pg_catalog.pg_class r ON r.oid = k.confrelid
  JOIN pg_catalog.pg_namespace rn ON rn.oid = r.relnamespace
 CROSS JOIN LATERAL unnest(k.conkey, k.confkey) AS pair(own, theirs)
  JOIN pg_catalog.pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = pair.own
  JOIN pg_catalog.pg_attribute u ON u.attrelid = k.confrelid AND u.attnum = pair.theirs
 WHERE k.contype = 'f'
   AND r.relname = 'users' AND rn.nspname = :schema
   AND u.attname = 'id'
   AND NOT c.relispartition
 ORDER BY n.nspname, c.relname, a.attname;
