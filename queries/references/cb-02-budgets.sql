-- Budgets: columns that can contain the id of a user.
-- Runs as it is: psql -v user_id=42 -f queries/references/cb-02-budgets.sql

-- check: labor_budget_items.user_id
-- expected: kept
-- removal: deleted user
-- source: modules/costs/lib/costs/deleted_user_fallback.rb:34
-- note: Planned labour keeps the id on purpose; the interface only shows "Deleted user" in its place.
SELECT id FROM labor_budget_items WHERE user_id = :user_id;

-- check: budgets.author_id
-- expected: deleted user
-- source: config/initializers/replace_references_service.rb:33
SELECT id FROM budgets WHERE author_id = :user_id;

-- check: budget_journals.author_id
-- expected: deleted user
-- source: config/initializers/replace_references_service.rb:33
SELECT id FROM budget_journals WHERE author_id = :user_id;

-- check: cost_objects.author_id
-- expected: deleted user
-- source: config/initializers/replace_references_service.rb:33
SELECT id FROM cost_objects WHERE author_id = :user_id;

-- check: cost_object_journals.author_id
-- expected: deleted user
-- source: config/initializers/replace_references_service.rb:33
SELECT id FROM cost_object_journals WHERE author_id = :user_id;

-- check: journals.user_id (budgets)
-- expected: deleted user
-- needs: journals.journable_type
-- source: app/services/principals/replace_references_service.rb:96
SELECT id FROM journals
 WHERE journable_type IN ('Budget', 'CostObject', 'VariableCostObject')
   AND user_id = :user_id;
