-- The highest id that was ever given to a principal, as far as this role may know.
SELECT greatest(
         (SELECT max(id) FROM users),
         CASE WHEN pg_catalog.has_sequence_privilege(s.name, 'SELECT, USAGE')
              THEN pg_catalog.pg_sequence_last_value(CAST(s.name AS regclass)) END) AS last_id,
       s.name IS NOT NULL
         AND pg_catalog.has_sequence_privilege(s.name, 'SELECT, USAGE') AS known
  FROM (SELECT pg_catalog.pg_get_serial_sequence('users', 'id') AS name) AS s;
