-- Team planner: where people write, or where names land.
-- Team planners: a planner is a saved query that lists the persons it shows.
-- Runs as it is: psql -v pattern="'name'" -f queries/mentions/ct-01-team-planner.sql

-- check: queries.name (team planners)
-- expected: kept
-- kind: plain
-- needs: projects.id, projects.identifier, queries.project_id, views.query_id, views.type
-- note: private ones of the person go with the account
-- source: modules/team_planner/config/routes.rb:22
SELECT id, name,
       '/projects/' || (SELECT p.identifier FROM projects p WHERE p.id = queries.project_id)
         || '/team_planners/' || id AS path,
       (SELECT p.identifier FROM projects p WHERE p.id = queries.project_id) AS project
  FROM queries
 WHERE EXISTS (SELECT 1 FROM views v WHERE v.query_id = queries.id AND v.type = 'team_planner')
   AND name ~* :pattern;

-- check: queries.filters (team planners)
-- expected: kept
-- kind: yaml
-- needs: projects.id, projects.identifier, queries.project_id, views.query_id, views.type
-- note: private ones of the person go with the account
-- source: modules/team_planner/config/routes.rb:22
SELECT id, filters,
       '/projects/' || (SELECT p.identifier FROM projects p WHERE p.id = queries.project_id)
         || '/team_planners/' || id AS path,
       (SELECT p.identifier FROM projects p WHERE p.id = queries.project_id) AS project
  FROM queries
 WHERE EXISTS (SELECT 1 FROM views v WHERE v.query_id = queries.id AND v.type = 'team_planner')
   AND filters ~* :pattern;

-- check: views.options (team planners)
-- expected: kept
-- kind: json
-- needs: projects.id, projects.identifier, queries.id, queries.project_id, views.query_id, views.type
-- source: modules/team_planner/config/routes.rb:22
SELECT id, CAST(options AS text),
       (SELECT '/projects/' || p.identifier || '/team_planners/' || q.id FROM queries q
         JOIN projects p ON p.id = q.project_id WHERE q.id = views.query_id) AS path,
       (SELECT p.identifier FROM queries q JOIN projects p ON p.id = q.project_id
         WHERE q.id = views.query_id) AS project
  FROM views
 WHERE type = 'team_planner'
   AND CAST(options AS text) ~* :pattern;

-- check: resource_allocations.filter_name
-- expected: kept
-- kind: plain
-- needs: resource_allocations.entity_type, resource_allocations.entity_id
-- note: what a request asks for
-- source: modules/resource_management/db/migrate/20260602170908_add_filter_name_to_resource_allocations.rb
SELECT id, filter_name,
       CASE entity_type WHEN 'WorkPackage' THEN '/work_packages/' || entity_id || '/activity' END AS path
  FROM resource_allocations
 WHERE filter_name ~* :pattern;

-- check: resource_allocation_journals.filter_name
-- expected: kept
-- kind: plain
-- historic: yes
-- needs: resource_allocation_journals.entity_type, resource_allocation_journals.entity_id
-- note: what a request asks for
-- source: modules/resource_management/db/migrate/20260602170908_add_filter_name_to_resource_allocations.rb
SELECT id, filter_name,
       CASE entity_type WHEN 'WorkPackage' THEN '/work_packages/' || entity_id || '/activity' END AS path
  FROM resource_allocation_journals
 WHERE filter_name ~* :pattern;

-- check: resource_allocations.user_filter
-- expected: kept
-- kind: json
-- needs: resource_allocations.entity_type, resource_allocations.entity_id
-- note: what a request asks for
-- source: modules/resource_management/db/migrate/20260507141533_create_resource_allocations.rb
SELECT id, CAST(user_filter AS text),
       CASE entity_type WHEN 'WorkPackage' THEN '/work_packages/' || entity_id || '/activity' END AS path
  FROM resource_allocations
 WHERE CAST(user_filter AS text) ~* :pattern;

-- check: resource_allocation_journals.user_filter
-- expected: kept
-- kind: json
-- historic: yes
-- needs: resource_allocation_journals.entity_type, resource_allocation_journals.entity_id
-- note: what a request asks for
-- source: modules/resource_management/db/migrate/20260507141533_create_resource_allocations.rb
SELECT id, CAST(user_filter AS text),
       CASE entity_type WHEN 'WorkPackage' THEN '/work_packages/' || entity_id || '/activity' END AS path
  FROM resource_allocation_journals
 WHERE CAST(user_filter AS text) ~* :pattern;
