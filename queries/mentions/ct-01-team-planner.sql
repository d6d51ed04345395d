-- Team planner: columns with texts and names.
-- Team planners: a planner is a saved query that lists the persons it shows.
-- ':column' is each of a place's columns; to run them: operasure queries --pattern REGEX --group ct-01

-- place: queries (team planners)
-- note: private ones of the person are deleted with the account
-- source: modules/team_planner/config/routes.rb:22
-- column: name, plain, kept
-- column: filters, yaml, kept
SELECT id, :column,
       '/projects/' || (SELECT p.identifier FROM projects p WHERE p.id = queries.project_id)
         || '/team_planners/' || id AS path,
       (SELECT p.identifier FROM projects p WHERE p.id = queries.project_id) AS project
  FROM queries
 WHERE EXISTS (SELECT 1 FROM views v WHERE v.query_id = queries.id AND v.type = 'team_planner')
   AND :column ~* :pattern;

-- place: views (team planners)
-- source: modules/team_planner/config/routes.rb:22
-- column: CAST(options AS text), json, kept
SELECT id, :column,
       (SELECT '/projects/' || p.identifier || '/team_planners/' || q.id FROM queries q
         JOIN projects p ON p.id = q.project_id WHERE q.id = views.query_id) AS path,
       (SELECT p.identifier FROM queries q JOIN projects p ON p.id = q.project_id
         WHERE q.id = views.query_id) AS project
  FROM views
 WHERE type = 'team_planner'
   AND :column ~* :pattern;

-- place: resource_allocations
-- note: what a request asks for
-- column: filter_name, plain, kept
--   source: modules/resource_management/db/migrate/20260602170908_add_filter_name_to_resource_allocations.rb
-- column: CAST(user_filter AS text), json, kept
--   source: modules/resource_management/db/migrate/20260507141533_create_resource_allocations.rb
SELECT id, :column,
       CASE entity_type WHEN 'WorkPackage' THEN '/work_packages/' || entity_id || '/activity' END AS path
  FROM resource_allocations
 WHERE :column ~* :pattern;

-- place: resource_allocation_journals
-- historic: yes
-- note: what a request asks for
-- column: filter_name, plain, kept
--   source: modules/resource_management/db/migrate/20260602170908_add_filter_name_to_resource_allocations.rb
-- column: CAST(user_filter AS text), json, kept
--   source: modules/resource_management/db/migrate/20260507141533_create_resource_allocations.rb
SELECT id, :column,
       CASE entity_type WHEN 'WorkPackage' THEN '/work_packages/' || entity_id || '/activity' END AS path
  FROM resource_allocation_journals
 WHERE :column ~* :pattern;
