-- The identifier that a server gave itself when it was made: its standbys have it, too, and a server
-- under the same address in another network has another. Not every role may ask for it.
SELECT system_identifier FROM pg_catalog.pg_control_system();
