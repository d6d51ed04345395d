-- Budgets: where people write, or where names land.
-- Budgets with their planned labour and unit costs, and the history of their texts.
-- Runs as it is: psql -v pattern="'name'" -f queries/mentions/cb-02-budgets.sql

-- check: budgets.subject
-- expected: kept
-- kind: plain
-- needs: budgets.project_id, projects.id, projects.identifier
-- source: modules/budgets/config/routes.rb:37
SELECT id, subject,
       '/budgets/' || id AS path,
       (SELECT p.identifier FROM projects p WHERE p.id = budgets.project_id) AS project
  FROM budgets
 WHERE subject ~* :pattern;

-- check: budgets.description
-- expected: kept
-- kind: markdown
-- needs: budgets.project_id, projects.id, projects.identifier
-- note: mentions in a budget are not rewritten by OpenProject
-- source: modules/budgets/config/routes.rb:37
SELECT id, description,
       '/budgets/' || id AS path,
       (SELECT p.identifier FROM projects p WHERE p.id = budgets.project_id) AS project
  FROM budgets
 WHERE description ~* :pattern;

-- check: cost_objects.subject
-- expected: kept
-- kind: plain
-- needs: cost_objects.project_id, projects.id, projects.identifier
SELECT id, subject,
       '/budgets/' || id AS path,
       (SELECT p.identifier FROM projects p WHERE p.id = cost_objects.project_id) AS project
  FROM cost_objects
 WHERE subject ~* :pattern;

-- check: cost_objects.description
-- expected: kept
-- kind: markdown
-- needs: cost_objects.project_id, projects.id, projects.identifier
SELECT id, description,
       '/budgets/' || id AS path,
       (SELECT p.identifier FROM projects p WHERE p.id = cost_objects.project_id) AS project
  FROM cost_objects
 WHERE description ~* :pattern;

-- check: budget_journals.subject
-- expected: kept
-- kind: plain
-- historic: yes
-- needs: budgets.id, budgets.project_id, journals.data_id, journals.data_type, journals.journable_id, projects.id, projects.identifier
-- source: modules/budgets/config/routes.rb:37
SELECT id, subject,
       (SELECT '/budgets/' || j.journable_id FROM journals j
       WHERE j.data_type = 'Journal::BudgetJournal' AND j.data_id = budget_journals.id LIMIT 1)
         AS path,
       (SELECT (SELECT p.identifier FROM projects p WHERE p.id =
         (SELECT b.project_id FROM budgets b WHERE b.id = j.journable_id)) FROM journals j
       WHERE j.data_type = 'Journal::BudgetJournal' AND j.data_id = budget_journals.id LIMIT 1)
         AS project
  FROM budget_journals
 WHERE subject ~* :pattern;

-- check: budget_journals.description
-- expected: kept
-- kind: markdown
-- historic: yes
-- needs: budgets.id, budgets.project_id, journals.data_id, journals.data_type, journals.journable_id, projects.id, projects.identifier
-- note: mentions in a budget are not rewritten by OpenProject
-- source: modules/budgets/config/routes.rb:37
SELECT id, description,
       (SELECT '/budgets/' || j.journable_id FROM journals j
       WHERE j.data_type = 'Journal::BudgetJournal' AND j.data_id = budget_journals.id LIMIT 1)
         AS path,
       (SELECT (SELECT p.identifier FROM projects p WHERE p.id =
         (SELECT b.project_id FROM budgets b WHERE b.id = j.journable_id)) FROM journals j
       WHERE j.data_type = 'Journal::BudgetJournal' AND j.data_id = budget_journals.id LIMIT 1)
         AS project
  FROM budget_journals
 WHERE description ~* :pattern;

-- check: budget_journals.subject (older layout)
-- expected: kept
-- kind: plain
-- historic: yes
-- needs: budget_journals.journal_id, budget_journals.project_id, journals.id, journals.journable_id, projects.id, projects.identifier
-- absent: journals.data_id
SELECT id, subject,
       (SELECT '/budgets/' || j.journable_id FROM journals j
         WHERE j.id = budget_journals.journal_id) AS path,
       (SELECT p.identifier FROM projects p WHERE p.id = budget_journals.project_id)
         AS project
  FROM budget_journals
 WHERE subject ~* :pattern;

-- check: budget_journals.description (older layout)
-- expected: kept
-- kind: markdown
-- historic: yes
-- needs: budget_journals.journal_id, budget_journals.project_id, journals.id, journals.journable_id, projects.id, projects.identifier
-- absent: journals.data_id
SELECT id, description,
       (SELECT '/budgets/' || j.journable_id FROM journals j
         WHERE j.id = budget_journals.journal_id) AS path,
       (SELECT p.identifier FROM projects p WHERE p.id = budget_journals.project_id)
         AS project
  FROM budget_journals
 WHERE description ~* :pattern;

-- check: cost_object_journals.subject
-- expected: kept
-- kind: plain
-- historic: yes
-- needs: cost_object_journals.journal_id, cost_object_journals.project_id, journals.id, journals.journable_id, projects.id, projects.identifier
SELECT id, subject,
       (SELECT '/budgets/' || j.journable_id FROM journals j
         WHERE j.id = cost_object_journals.journal_id) AS path,
       (SELECT p.identifier FROM projects p WHERE p.id = cost_object_journals.project_id)
         AS project
  FROM cost_object_journals
 WHERE subject ~* :pattern;

-- check: cost_object_journals.description
-- expected: kept
-- kind: markdown
-- historic: yes
-- needs: cost_object_journals.journal_id, cost_object_journals.project_id, journals.id, journals.journable_id, projects.id, projects.identifier
SELECT id, description,
       (SELECT '/budgets/' || j.journable_id FROM journals j
         WHERE j.id = cost_object_journals.journal_id) AS path,
       (SELECT p.identifier FROM projects p WHERE p.id = cost_object_journals.project_id)
         AS project
  FROM cost_object_journals
 WHERE description ~* :pattern;

-- check: labor_budget_items.comments
-- expected: kept
-- kind: plain
-- needs: budgets.id, budgets.project_id, labor_budget_items.budget_id, projects.id, projects.identifier
-- source: modules/budgets/config/routes.rb:37
SELECT id, comments,
       '/budgets/' || budget_id AS path,
       (SELECT p.identifier FROM projects p JOIN budgets b ON b.project_id = p.id
           WHERE b.id = labor_budget_items.budget_id) AS project
  FROM labor_budget_items
 WHERE comments ~* :pattern;

-- check: labor_budget_items.comments (of cost objects)
-- expected: kept
-- kind: plain
-- needs: cost_objects.id, cost_objects.project_id, labor_budget_items.cost_object_id, projects.id, projects.identifier
-- absent: labor_budget_items.budget_id
SELECT id, comments,
       '/budgets/' || cost_object_id AS path,
       (SELECT p.identifier FROM projects p JOIN cost_objects b ON b.project_id = p.id
           WHERE b.id = labor_budget_items.cost_object_id) AS project
  FROM labor_budget_items
 WHERE comments ~* :pattern;

-- check: material_budget_items.comments
-- expected: kept
-- kind: plain
-- needs: budgets.id, budgets.project_id, material_budget_items.budget_id, projects.id, projects.identifier
-- source: modules/budgets/config/routes.rb:37
SELECT id, comments,
       '/budgets/' || budget_id AS path,
       (SELECT p.identifier FROM projects p JOIN budgets b ON b.project_id = p.id
           WHERE b.id = material_budget_items.budget_id) AS project
  FROM material_budget_items
 WHERE comments ~* :pattern;

-- check: material_budget_items.comments (of cost objects)
-- expected: kept
-- kind: plain
-- needs: cost_objects.id, cost_objects.project_id, material_budget_items.cost_object_id, projects.id, projects.identifier
-- absent: material_budget_items.budget_id
SELECT id, comments,
       '/budgets/' || cost_object_id AS path,
       (SELECT p.identifier FROM projects p JOIN cost_objects b ON b.project_id = p.id
           WHERE b.id = material_budget_items.cost_object_id) AS project
  FROM material_budget_items
 WHERE comments ~* :pattern;

-- check: journals.notes (budgets)
-- expected: deleted user
-- kind: markdown
-- historic: yes
-- needs: budgets.id, budgets.project_id, journals.journable_id, journals.journable_type, projects.id, projects.identifier
-- source: app/services/users/replace_mentions_service.rb:40
SELECT id, notes,
       '/budgets/' || journable_id AS path,
       (SELECT p.identifier FROM projects p JOIN budgets b ON b.project_id = p.id
           WHERE b.id = journals.journable_id) AS project
  FROM journals
 WHERE journable_type IN ('Budget', 'CostObject')
   AND notes ~* :pattern;

-- check: journals.notes (budgets as cost objects)
-- expected: deleted user
-- kind: markdown
-- historic: yes
-- needs: cost_objects.id, cost_objects.project_id, journals.journable_id, journals.journable_type, projects.id, projects.identifier
-- absent: budgets.project_id
-- source: app/services/users/replace_mentions_service.rb:40
SELECT id, notes,
       '/budgets/' || journable_id AS path,
       (SELECT p.identifier FROM projects p JOIN cost_objects b ON b.project_id = p.id
           WHERE b.id = journals.journable_id) AS project
  FROM journals
 WHERE journable_type IN ('Budget', 'CostObject')
   AND notes ~* :pattern;
