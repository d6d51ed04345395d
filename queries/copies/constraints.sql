-- CHECK constraints of the tables that are not the system's own (oid from 16384 on, PostgreSQL's
-- FirstNormalObjectId).
SELECT n.nspname, r.relname, k.conname
  FROM pg_catalog.pg_constraint k
  JOIN pg_catalog.pg_class r ON r.oid = k.conrelid AND r.relkind IN ('r', 'p')
  JOIN pg_catalog.pg_namespace n ON n.oid = r.relnamespace
 WHERE k.contype = 'c' AND r.oid >= 16384;
