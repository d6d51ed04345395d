-- Boards: columns with texts and names.
-- Boards, their widgets and the queries behind board lists, widgets and embedded tables.
-- ':column' is each of a place's columns; to run them: operasure queries --pattern REGEX --group cb-01

-- place: grids (boards)
-- note: covers every page that is neither a personal page nor a project overview
-- source: modules/boards/config/routes.rb:8
-- column: name, plain, kept
-- column: options, yaml, kept
SELECT id, :column,
       '/projects/' || (SELECT p.identifier FROM projects p WHERE p.id = grids.project_id)
         || '/boards/' || id AS path,
       (SELECT p.identifier FROM projects p WHERE p.id = grids.project_id) AS project
  FROM grids
 WHERE type IS DISTINCT FROM 'Grids::MyPage' AND type IS DISTINCT FROM 'Grids::Overview'
   AND :column ~* :pattern;

-- place: grid_widgets (boards)
-- note: filters of a list name persons; covers every page that is neither a personal page nor a project overview
-- source: modules/boards/config/routes.rb:8
-- column: options, yaml, kept
SELECT id, :column,
       '/projects/' || (SELECT p.identifier FROM projects p JOIN grids g ON g.project_id = p.id
         WHERE g.id = grid_widgets.grid_id) || '/boards/' || grid_id AS path,
       (SELECT p.identifier FROM projects p JOIN grids g ON g.project_id = p.id
         WHERE g.id = grid_widgets.grid_id) AS project
  FROM grid_widgets
 WHERE NOT EXISTS (SELECT 1 FROM grids g WHERE g.id = grid_widgets.grid_id
        AND g.type IN ('Grids::MyPage', 'Grids::Overview'))
   AND :column ~* :pattern;

-- place: queries (without a view)
-- note: lists of assignee boards are named after the person; private ones of the person are deleted with the account
-- source: lib/open_project/object_linking.rb:97
-- column: name, plain, kept
-- column: filters, yaml, kept
SELECT id, :column,
       CASE WHEN project_id IS NULL THEN '/work_packages?query_id=' || id
         ELSE '/projects/' || (SELECT p.identifier FROM projects p WHERE p.id = queries.project_id)
           || '/work_packages?query_id=' || id END AS path,
       (SELECT p.identifier FROM projects p WHERE p.id = queries.project_id) AS project
  FROM queries
 WHERE NOT EXISTS (SELECT 1 FROM views v WHERE v.query_id = queries.id)
   AND :column ~* :pattern;
