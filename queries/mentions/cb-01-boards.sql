-- Boards: where people write, or where names land.
-- Boards, their widgets and the queries behind board lists, widgets and embedded tables.
-- Runs as it is: psql -v pattern="'name'" -f queries/mentions/cb-01-boards.sql

-- check: grids.name (boards)
-- expected: kept
-- kind: plain
-- needs: grids.project_id, grids.type, projects.id, projects.identifier
-- note: takes every page that is neither a personal page nor a project overview
-- source: modules/boards/config/routes.rb:8
SELECT id, name,
       '/projects/' || (SELECT p.identifier FROM projects p WHERE p.id = grids.project_id)
         || '/boards/' || id AS path,
       (SELECT p.identifier FROM projects p WHERE p.id = grids.project_id) AS project
  FROM grids
 WHERE type IS DISTINCT FROM 'Grids::MyPage' AND type IS DISTINCT FROM 'Grids::Overview'
   AND name ~* :pattern;

-- check: grids.options (boards)
-- expected: kept
-- kind: yaml
-- needs: grids.project_id, grids.type, projects.id, projects.identifier
-- note: takes every page that is neither a personal page nor a project overview
-- source: modules/boards/config/routes.rb:8
SELECT id, options,
       '/projects/' || (SELECT p.identifier FROM projects p WHERE p.id = grids.project_id)
         || '/boards/' || id AS path,
       (SELECT p.identifier FROM projects p WHERE p.id = grids.project_id) AS project
  FROM grids
 WHERE type IS DISTINCT FROM 'Grids::MyPage' AND type IS DISTINCT FROM 'Grids::Overview'
   AND options ~* :pattern;

-- check: grid_widgets.options (boards)
-- expected: kept
-- kind: yaml
-- needs: grid_widgets.grid_id, grids.id, grids.project_id, grids.type, projects.id, projects.identifier
-- note: filters of a list name persons; takes every page that is neither a personal page nor a project overview
-- source: modules/boards/config/routes.rb:8
SELECT id, options,
       '/projects/' || (SELECT p.identifier FROM projects p JOIN grids g ON g.project_id = p.id
         WHERE g.id = grid_widgets.grid_id) || '/boards/' || grid_id AS path,
       (SELECT p.identifier FROM projects p JOIN grids g ON g.project_id = p.id
         WHERE g.id = grid_widgets.grid_id) AS project
  FROM grid_widgets
 WHERE NOT EXISTS (SELECT 1 FROM grids g WHERE g.id = grid_widgets.grid_id
        AND g.type IN ('Grids::MyPage', 'Grids::Overview'))
   AND options ~* :pattern;

-- check: queries.name (without a view)
-- expected: kept
-- kind: plain
-- needs: projects.id, projects.identifier, queries.project_id, views.query_id
-- note: lists of assignee boards are named after the person; private ones of the person go with the account
-- source: lib/open_project/object_linking.rb:97
SELECT id, name,
       CASE WHEN project_id IS NULL THEN '/work_packages?query_id=' || id
         ELSE '/projects/' || (SELECT p.identifier FROM projects p WHERE p.id = queries.project_id)
           || '/work_packages?query_id=' || id END AS path,
       (SELECT p.identifier FROM projects p WHERE p.id = queries.project_id) AS project
  FROM queries
 WHERE NOT EXISTS (SELECT 1 FROM views v WHERE v.query_id = queries.id)
   AND name ~* :pattern;

-- check: queries.filters (without a view)
-- expected: kept
-- kind: yaml
-- needs: projects.id, projects.identifier, queries.project_id, views.query_id
-- note: lists of assignee boards are named after the person; private ones of the person go with the account
-- source: lib/open_project/object_linking.rb:97
SELECT id, filters,
       CASE WHEN project_id IS NULL THEN '/work_packages?query_id=' || id
         ELSE '/projects/' || (SELECT p.identifier FROM projects p WHERE p.id = queries.project_id)
           || '/work_packages?query_id=' || id END AS path,
       (SELECT p.identifier FROM projects p WHERE p.id = queries.project_id) AS project
  FROM queries
 WHERE NOT EXISTS (SELECT 1 FROM views v WHERE v.query_id = queries.id)
   AND filters ~* :pattern;
