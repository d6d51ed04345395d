-- bu-05 User roles and permissions
-- Roles are named by administrators; memberships themselves hold no text.

-- check: roles.name
-- expected: kept
-- kind: plain
-- source: config/routes.rb:600
SELECT id, name,
       '/admin/roles/' || id || '/edit' AS path
  FROM roles
 WHERE name ~* :pattern;
