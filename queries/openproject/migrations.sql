-- The migrations that the database has had, OpenProject's and those of plugins.
SELECT version FROM schema_migrations WHERE version ~ '^\d{1,18}$';
