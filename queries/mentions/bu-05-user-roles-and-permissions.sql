-- User roles and permissions: where people write, or where names land.
-- Roles are named by administrators; memberships themselves hold no text.
-- Runs as it is: psql -v pattern="'name'" -f queries/mentions/bu-05-user-roles-and-permissions.sql

-- check: roles.name
-- expected: kept
-- kind: plain
-- source: config/routes.rb:600
SELECT id, name,
       '/admin/roles/' || id || '/edit' AS path
  FROM roles
 WHERE name ~* :pattern;
