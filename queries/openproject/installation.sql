-- What the installation says of itself. A squashed schema carries short migration numbers too:
-- the last migration is the highest number.
SELECT (SELECT max(CAST(version AS bigint)) FROM schema_migrations WHERE version ~ '^\d{1,18}$') AS last_migration,
       (SELECT value FROM settings WHERE name = 'host_name' LIMIT 1) AS host_name,
       pg_catalog.current_setting('server_version') AS postgresql,
       pg_catalog.current_setting('max_parallel_workers') AS workers,
       pg_catalog.current_setting('max_parallel_workers_per_gather') AS workers_per_gather,
       pg_catalog.current_database() AS database,
       pg_catalog.has_function_privilege(
           CAST(pg_catalog.to_regprocedure('pg_catalog.pg_control_system()') AS oid), 'EXECUTE'
       ) AS identified,
       pg_catalog.transaction_timestamp() AS moment,
       pg_catalog.pg_is_in_recovery() AS standby,
       pg_catalog.pg_last_xact_replay_timestamp() AS replayed_until,
       CASE WHEN pg_catalog.pg_is_in_recovery() THEN pg_catalog.pg_is_wal_replay_paused() END AS paused;
