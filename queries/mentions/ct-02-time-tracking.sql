-- Time tracking: where people write, or where names land.
-- Logged time, unit costs and the reports on them, with their history.
-- Runs as it is: psql -v pattern="'name'" -f queries/mentions/ct-02-time-tracking.sql

-- check: time_entries.comments
-- expected: kept
-- kind: plain
-- needs: projects.id, projects.identifier, time_entries.project_id
-- source: modules/costs/config/routes.rb:32
SELECT id, comments,
       '/time_entries/' || id || '/dialog' AS path,
       (SELECT p.identifier FROM projects p WHERE p.id = time_entries.project_id) AS project
  FROM time_entries
 WHERE comments ~* :pattern;

-- check: time_entry_journals.comments
-- expected: kept
-- kind: plain
-- historic: yes
-- needs: journals.data_id, journals.data_type, journals.journable_id, projects.id, projects.identifier, time_entry_journals.project_id
-- source: modules/costs/config/routes.rb:32
SELECT id, comments,
       (SELECT '/time_entries/' || j.journable_id || '/dialog' FROM journals j
       WHERE j.data_type = 'Journal::TimeEntryJournal'
         AND j.data_id = time_entry_journals.id LIMIT 1) AS path,
       (SELECT p.identifier FROM projects p WHERE p.id = time_entry_journals.project_id) AS project
  FROM time_entry_journals
 WHERE comments ~* :pattern;

-- check: time_entry_journals.comments (older layout)
-- expected: kept
-- kind: plain
-- historic: yes
-- needs: journals.id, journals.journable_id, projects.id, projects.identifier, time_entry_journals.journal_id, time_entry_journals.project_id
-- absent: journals.data_id
SELECT id, comments,
       (SELECT '/time_entries/' || j.journable_id || '/dialog' FROM journals j
         WHERE j.id = time_entry_journals.journal_id) AS path,
       (SELECT p.identifier FROM projects p WHERE p.id = time_entry_journals.project_id) AS project
  FROM time_entry_journals
 WHERE comments ~* :pattern;

-- check: cost_entries.comments
-- expected: kept
-- kind: plain
-- needs: cost_entries.project_id, projects.id, projects.identifier
-- source: modules/costs/config/routes.rb:75
SELECT id, comments,
       '/cost_entries/' || id || '/edit' AS path,
       (SELECT p.identifier FROM projects p WHERE p.id = cost_entries.project_id) AS project
  FROM cost_entries
 WHERE comments ~* :pattern;

-- check: cost_types.name
-- expected: kept
-- kind: plain
-- source: modules/costs/config/routes.rb:92
SELECT id, name,
       '/admin/cost_types/' || id || '/edit' AS path
  FROM cost_types
 WHERE name ~* :pattern;

-- check: cost_types.unit
-- expected: kept
-- kind: plain
-- source: modules/costs/config/routes.rb:92
SELECT id, unit,
       '/admin/cost_types/' || id || '/edit' AS path
  FROM cost_types
 WHERE unit ~* :pattern;

-- check: cost_types.unit_plural
-- expected: kept
-- kind: plain
-- source: modules/costs/config/routes.rb:92
SELECT id, unit_plural,
       '/admin/cost_types/' || id || '/edit' AS path
  FROM cost_types
 WHERE unit_plural ~* :pattern;

-- check: cost_queries.name
-- expected: kept
-- kind: plain
-- needs: cost_queries.project_id, projects.id, projects.identifier
-- note: private reports of the person go with the account
-- source: modules/reporting/config/routes.rb:31
SELECT id, name,
       CASE WHEN project_id IS NULL THEN '/cost_reports/' || id
         ELSE '/projects/' || (SELECT p.identifier FROM projects p
           WHERE p.id = cost_queries.project_id)
           || '/cost_reports/' || id END AS path,
       (SELECT p.identifier FROM projects p WHERE p.id = cost_queries.project_id) AS project
  FROM cost_queries
 WHERE name ~* :pattern;

-- check: cost_queries.serialized
-- expected: kept
-- kind: yaml
-- needs: cost_queries.project_id, projects.id, projects.identifier
-- note: private reports of the person go with the account
-- source: modules/reporting/config/routes.rb:31
SELECT id, serialized,
       CASE WHEN project_id IS NULL THEN '/cost_reports/' || id
         ELSE '/projects/' || (SELECT p.identifier FROM projects p
           WHERE p.id = cost_queries.project_id)
           || '/cost_reports/' || id END AS path,
       (SELECT p.identifier FROM projects p WHERE p.id = cost_queries.project_id) AS project
  FROM cost_queries
 WHERE serialized ~* :pattern;

-- check: custom_values.value (time entries)
-- expected: deleted user
-- kind: markdown
-- needs: custom_values.customized_id, custom_values.customized_type, projects.id, projects.identifier, time_entries.id, time_entries.project_id
-- note: only long texts are rewritten
-- source: app/services/users/replace_mentions_service.rb:43
SELECT id, value,
       '/time_entries/' || customized_id || '/dialog' AS path,
       (SELECT p.identifier FROM projects p JOIN time_entries t ON t.project_id = p.id
         WHERE t.id = custom_values.customized_id) AS project
  FROM custom_values
 WHERE customized_type = 'TimeEntry'
   AND value ~* :pattern;

-- check: customizable_journals.value (time entries)
-- expected: deleted user
-- kind: markdown
-- historic: yes
-- needs: customizable_journals.journal_id, journals.id, journals.journable_id, journals.journable_type, projects.id, projects.identifier, time_entries.id, time_entries.project_id
-- note: only long texts are rewritten, and none of a field that was removed
-- source: app/services/users/replace_mentions_service.rb:55
SELECT id, value,
       (SELECT '/time_entries/' || t.id || '/dialog' FROM journals j
         JOIN time_entries t ON t.id = j.journable_id
           JOIN projects p ON p.id = t.project_id WHERE j.id = customizable_journals.journal_id)
             AS path,
       (SELECT p.identifier FROM journals j JOIN time_entries t ON t.id = j.journable_id
           JOIN projects p ON p.id = t.project_id WHERE j.id = customizable_journals.journal_id)
             AS project
  FROM customizable_journals
 WHERE EXISTS (SELECT 1 FROM journals j WHERE j.id = customizable_journals.journal_id
   AND j.journable_type = 'TimeEntry')
   AND value ~* :pattern;

-- check: journals.notes (time entries)
-- expected: deleted user
-- kind: markdown
-- historic: yes
-- needs: journals.journable_id, journals.journable_type, projects.id, projects.identifier, time_entries.id, time_entries.project_id
-- source: app/services/users/replace_mentions_service.rb:40
SELECT id, notes,
       '/time_entries/' || journable_id || '/dialog' AS path,
       (SELECT p.identifier FROM projects p JOIN time_entries t ON t.project_id = p.id
         WHERE t.id = journals.journable_id) AS project
  FROM journals
 WHERE journable_type = 'TimeEntry'
   AND notes ~* :pattern;

-- check: enumerations.name (activities)
-- expected: kept
-- kind: plain
-- needs: enumerations.type
-- source: modules/costs/config/routes.rb:84
SELECT id, name,
       '/admin/settings/time_entry_activities/' || id || '/edit' AS path
  FROM enumerations
 WHERE type = 'TimeEntryActivity'
   AND name ~* :pattern;
