-- Budgets: columns with texts and names.
-- Budgets with their planned labour and unit costs, and the history of their texts.
-- ':column' is each of a place's columns; to run them: operasure queries --pattern REGEX --group cb-02

-- place: budgets
-- source: modules/budgets/config/routes.rb:37
-- column: subject, plain, kept
-- column: description, markdown, kept
--   note: mentions in a budget are not rewritten by OpenProject
SELECT id, :column,
       '/budgets/' || id AS path,
       (SELECT p.identifier FROM projects p WHERE p.id = budgets.project_id) AS project
  FROM budgets
 WHERE :column ~* :pattern;

-- place: cost_objects
-- column: subject, plain, kept
-- column: description, markdown, kept
SELECT id, :column,
       '/budgets/' || id AS path,
       (SELECT p.identifier FROM projects p WHERE p.id = cost_objects.project_id) AS project
  FROM cost_objects
 WHERE :column ~* :pattern;

-- place: budget_journals
-- historic: yes
-- source: modules/budgets/config/routes.rb:37
-- column: subject, plain, kept
-- column: description, markdown, kept
--   note: mentions in a budget are not rewritten by OpenProject
SELECT id, :column,
       (SELECT '/budgets/' || j.journable_id FROM journals j
       WHERE j.data_type = 'Journal::BudgetJournal' AND j.data_id = budget_journals.id LIMIT 1)
         AS path,
       (SELECT (SELECT p.identifier FROM projects p WHERE p.id =
         (SELECT b.project_id FROM budgets b WHERE b.id = j.journable_id)) FROM journals j
       WHERE j.data_type = 'Journal::BudgetJournal' AND j.data_id = budget_journals.id LIMIT 1)
         AS project
  FROM budget_journals
 WHERE :column ~* :pattern;

-- place: budget_journals (older layout)
-- absent: journals.data_id
-- historic: yes
-- column: subject, plain, kept
-- column: description, markdown, kept
SELECT id, :column,
       (SELECT '/budgets/' || j.journable_id FROM journals j
         WHERE j.id = budget_journals.journal_id) AS path,
       (SELECT p.identifier FROM projects p WHERE p.id = budget_journals.project_id)
         AS project
  FROM budget_journals
 WHERE :column ~* :pattern;

-- place: cost_object_journals
-- historic: yes
-- column: subject, plain, kept
-- column: description, markdown, kept
SELECT id, :column,
       (SELECT '/budgets/' || j.journable_id FROM journals j
         WHERE j.id = cost_object_journals.journal_id) AS path,
       (SELECT p.identifier FROM projects p WHERE p.id = cost_object_journals.project_id)
         AS project
  FROM cost_object_journals
 WHERE :column ~* :pattern;

-- place: labor_budget_items
-- source: modules/budgets/config/routes.rb:37
-- column: comments, plain, kept
SELECT id, :column,
       '/budgets/' || budget_id AS path,
       (SELECT p.identifier FROM projects p JOIN budgets b ON b.project_id = p.id
           WHERE b.id = labor_budget_items.budget_id) AS project
  FROM labor_budget_items
 WHERE :column ~* :pattern;

-- place: labor_budget_items (of cost objects)
-- absent: labor_budget_items.budget_id
-- column: comments, plain, kept
SELECT id, :column,
       '/budgets/' || cost_object_id AS path,
       (SELECT p.identifier FROM projects p JOIN cost_objects b ON b.project_id = p.id
           WHERE b.id = labor_budget_items.cost_object_id) AS project
  FROM labor_budget_items
 WHERE :column ~* :pattern;

-- place: material_budget_items
-- source: modules/budgets/config/routes.rb:37
-- column: comments, plain, kept
SELECT id, :column,
       '/budgets/' || budget_id AS path,
       (SELECT p.identifier FROM projects p JOIN budgets b ON b.project_id = p.id
           WHERE b.id = material_budget_items.budget_id) AS project
  FROM material_budget_items
 WHERE :column ~* :pattern;

-- place: material_budget_items (of cost objects)
-- absent: material_budget_items.budget_id
-- column: comments, plain, kept
SELECT id, :column,
       '/budgets/' || cost_object_id AS path,
       (SELECT p.identifier FROM projects p JOIN cost_objects b ON b.project_id = p.id
           WHERE b.id = material_budget_items.cost_object_id) AS project
  FROM material_budget_items
 WHERE :column ~* :pattern;

-- place: journals (budgets)
-- historic: yes
-- source: app/services/users/replace_mentions_service.rb:40
-- column: notes, markdown, deleted user
SELECT id, :column,
       '/budgets/' || journable_id AS path,
       (SELECT p.identifier FROM projects p JOIN budgets b ON b.project_id = p.id
           WHERE b.id = journals.journable_id) AS project
  FROM journals
 WHERE journable_type IN ('Budget', 'CostObject')
   AND :column ~* :pattern;

-- place: journals (budgets as cost objects)
-- absent: budgets.project_id
-- historic: yes
-- source: app/services/users/replace_mentions_service.rb:40
-- column: notes, markdown, deleted user
SELECT id, :column,
       '/budgets/' || journable_id AS path,
       (SELECT p.identifier FROM projects p JOIN cost_objects b ON b.project_id = p.id
           WHERE b.id = journals.journable_id) AS project
  FROM journals
 WHERE journable_type IN ('Budget', 'CostObject')
   AND :column ~* :pattern;
