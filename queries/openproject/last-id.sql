-- The highest id among the principals there are, and the sequence that gives them their ids, where
-- this role may read it. The sequence itself is read next: its last_value is the highest id ever given.
SELECT (SELECT max(id) FROM users) AS highest,
       CASE WHEN pg_catalog.has_sequence_privilege(s.name, 'SELECT') THEN s.name END AS sequence
  FROM (SELECT pg_catalog.pg_get_serial_sequence(pg_catalog.quote_ident(:schema) || '.users', 'id') AS name) AS s;
