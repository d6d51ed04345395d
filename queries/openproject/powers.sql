-- What the role of this connection may do on the server beyond reading and writing tables: as a
-- superuser, or as a member of one of the roles that run programs or touch files there. What counts is
-- the role that logged in, too, for whatever runs in the session may go back to it.
SELECT 'superuser' AS power
 WHERE EXISTS (SELECT 1 FROM pg_catalog.pg_roles r
                WHERE r.rolname IN (CURRENT_USER, SESSION_USER) AND r.rolsuper)
 UNION ALL
SELECT CAST(p.rolname AS text)
  FROM pg_catalog.pg_roles p
 WHERE p.rolname IN ('pg_execute_server_program', 'pg_read_server_files', 'pg_write_server_files')
   AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_roles r
                    WHERE r.rolname IN (CURRENT_USER, SESSION_USER) AND r.rolsuper)
   AND (pg_catalog.pg_has_role(SESSION_USER, p.oid, 'MEMBER') OR pg_catalog.pg_has_role(CURRENT_USER, p.oid, 'MEMBER'))
 ORDER BY 1;
