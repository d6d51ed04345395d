-- How many other clients are connected to the database.
SELECT count(*) FROM pg_catalog.pg_stat_activity
 WHERE datname = current_database() AND pid <> pg_catalog.pg_backend_pid()
   AND coalesce(backend_type, 'client backend') = 'client backend';
