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
