-- The comment on the database of this connection, and its name.
SELECT pg_catalog.shobj_description(d.oid, 'pg_database'), current_database()
  FROM pg_catalog.pg_database d WHERE d.datname = current_database();
