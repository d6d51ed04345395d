-- Time tracking: columns with texts and names.
-- Logged time, unit costs and the reports on them, with their history.
-- ':column' is each of a place's columns; to run them: operasure queries --pattern REGEX --group ct-02

-- place: time_entries
-- source: modules/costs/config/routes.rb:32
-- column: comments, plain, kept
SELECT id, :column,
       '/time_entries/' || id || '/dialog' AS path,
       (SELECT p.identifier FROM projects p WHERE p.id = time_entries.project_id) AS project
  FROM time_entries
 WHERE :column ~* :pattern;

-- place: time_entry_journals
-- historic: yes
-- source: modules/costs/config/routes.rb:32
-- column: comments, plain, kept
SELECT id, :column,
       (SELECT '/time_entries/' || j.journable_id || '/dialog' FROM journals j
       WHERE j.data_type = 'Journal::TimeEntryJournal'
         AND j.data_id = time_entry_journals.id LIMIT 1) AS path,
       (SELECT p.identifier FROM projects p WHERE p.id = time_entry_journals.project_id) AS project
  FROM time_entry_journals
 WHERE :column ~* :pattern;

-- place: time_entry_journals (older layout)
-- absent: journals.data_id
-- historic: yes
-- column: comments, plain, kept
SELECT id, :column,
       (SELECT '/time_entries/' || j.journable_id || '/dialog' FROM journals j
         WHERE j.id = time_entry_journals.journal_id) AS path,
       (SELECT p.identifier FROM projects p WHERE p.id = time_entry_journals.project_id) AS project
  FROM time_entry_journals
 WHERE :column ~* :pattern;

-- place: cost_entries
-- source: modules/costs/config/routes.rb:75
-- column: comments, plain, kept
SELECT id, :column,
       '/cost_entries/' || id || '/edit' AS path,
       (SELECT p.identifier FROM projects p WHERE p.id = cost_entries.project_id) AS project
  FROM cost_entries
 WHERE :column ~* :pattern;

-- place: cost_types
-- source: modules/costs/config/routes.rb:92
-- column: name, plain, kept
-- column: unit, plain, kept
-- column: unit_plural, plain, kept
SELECT id, :column,
       '/admin/cost_types/' || id || '/edit' AS path
  FROM cost_types
 WHERE :column ~* :pattern;

-- place: cost_queries
-- note: private reports of the person are deleted with the account
-- source: modules/reporting/config/routes.rb:31
-- column: name, plain, kept
-- column: serialized, yaml, kept
SELECT id, :column,
       CASE WHEN project_id IS NULL THEN '/cost_reports/' || id
         ELSE '/projects/' || (SELECT p.identifier FROM projects p
           WHERE p.id = cost_queries.project_id)
           || '/cost_reports/' || id END AS path,
       (SELECT p.identifier FROM projects p WHERE p.id = cost_queries.project_id) AS project
  FROM cost_queries
 WHERE :column ~* :pattern;

-- place: custom_values (time entries)
-- note: only long texts are rewritten
-- source: app/services/users/replace_mentions_service.rb:43
-- column: value, markdown, deleted user
SELECT id, :column,
       '/time_entries/' || customized_id || '/dialog' AS path,
       (SELECT p.identifier FROM projects p JOIN time_entries t ON t.project_id = p.id
         WHERE t.id = custom_values.customized_id) AS project
  FROM custom_values
 WHERE customized_type = 'TimeEntry'
   AND :column ~* :pattern;

-- place: customizable_journals (time entries)
-- historic: yes
-- note: only long texts are rewritten, and none of a field that was removed
-- source: app/services/users/replace_mentions_service.rb:55
-- column: value, markdown, deleted user
SELECT id, :column,
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
   AND :column ~* :pattern;

-- place: journals (time entries)
-- historic: yes
-- source: app/services/users/replace_mentions_service.rb:40
-- column: notes, markdown, deleted user
SELECT id, :column,
       '/time_entries/' || journable_id || '/dialog' AS path,
       (SELECT p.identifier FROM projects p JOIN time_entries t ON t.project_id = p.id
         WHERE t.id = journals.journable_id) AS project
  FROM journals
 WHERE journable_type = 'TimeEntry'
   AND :column ~* :pattern;

-- place: enumerations (activities)
-- source: modules/costs/config/routes.rb:84
-- column: name, plain, kept
SELECT id, :column,
       '/admin/settings/time_entry_activities/' || id || '/edit' AS path
  FROM enumerations
 WHERE type = 'TimeEntryActivity'
   AND :column ~* :pattern;
