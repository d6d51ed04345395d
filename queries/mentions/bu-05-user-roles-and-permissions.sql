-- User roles and permissions: columns with texts and names.
-- Roles are named by administrators; memberships themselves hold no text.
-- ':column' is each of a place's columns; to run them: operasure queries --pattern REGEX --group bu-05

-- place: roles
-- source: config/routes.rb:600
-- column: name, plain, kept
SELECT id, :column,
       '/admin/roles/' || id || '/edit' AS path
  FROM roles
 WHERE :column ~* :pattern;
