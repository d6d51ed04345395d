-- Projects: columns with texts and names.
-- Projects with their attributes, overviews, lists and phases, and the history of their texts.
-- ':column' is each of a place's columns; to run them: operasure queries --pattern REGEX --group cp-01

-- place: projects
-- column: name, plain, kept
--   source: modules/overviews/config/routes.rb:7
-- column: identifier, plain, kept
--   source: modules/overviews/config/routes.rb:7
-- column: description, markdown, deleted user
--   source: app/services/users/replace_mentions_service.rb:70
-- column: status_explanation, markdown, deleted user
--   source: app/services/users/replace_mentions_service.rb:71
SELECT id, :column,
       '/projects/' || identifier AS path,
       identifier AS project
  FROM projects
 WHERE :column ~* :pattern;

-- place: projects
-- note: texts of the project initiation request; mentions in them are not rewritten
-- source: config/routes.rb:303
-- column: CAST(settings AS text), json, kept
SELECT id, :column,
       '/projects/' || identifier || '/settings/creation_wizard' AS path,
       identifier AS project
  FROM projects
 WHERE :column ~* :pattern;

-- place: project_journals
-- historic: yes
-- column: name, plain, kept
--   source: config/routes.rb:450
-- column: identifier, plain, kept
--   source: config/routes.rb:450
-- column: description, markdown, kept
--   note: the current text is rewritten, its history is not
--   source: app/services/users/replace_mentions_service.rb:70
-- column: status_explanation, markdown, kept
--   note: the current text is rewritten, its history is not
--   source: app/services/users/replace_mentions_service.rb:70
SELECT id, :column,
       (SELECT '/projects/' || p.identifier || '/activity' FROM projects p
         JOIN journals j ON j.journable_id = p.id
           WHERE j.data_type = 'Journal::ProjectJournal'
             AND j.data_id = project_journals.id LIMIT 1) AS path,
       (SELECT p.identifier FROM projects p JOIN journals j ON j.journable_id = p.id
           WHERE j.data_type = 'Journal::ProjectJournal'
             AND j.data_id = project_journals.id LIMIT 1) AS project
  FROM project_journals
 WHERE :column ~* :pattern;

-- place: project_statuses
-- column: explanation, markdown, kept
SELECT id, :column,
       '/projects/' || (SELECT p.identifier FROM projects p
         WHERE p.id = project_statuses.project_id) AS path,
       (SELECT p.identifier FROM projects p WHERE p.id = project_statuses.project_id) AS project
  FROM project_statuses
 WHERE :column ~* :pattern;

-- place: project_associations
-- column: description, plain, kept
SELECT id, :column,
       '/projects/' || (SELECT p.identifier FROM projects p
         WHERE p.id = project_associations.project_a_id) AS path,
       (SELECT p.identifier FROM projects p WHERE p.id = project_associations.project_a_id)
         AS project
  FROM project_associations
 WHERE :column ~* :pattern;

-- place: my_projects_overviews
-- note: blocks of a project overview with own texts, in older versions
-- column: "left", yaml, kept
-- column: "right", yaml, kept
-- column: top, yaml, kept
-- column: hidden, yaml, kept
SELECT id, :column,
       '/projects/' || (SELECT p.identifier FROM projects p
         WHERE p.id = my_projects_overviews.project_id) AS path,
       (SELECT p.identifier FROM projects p WHERE p.id = my_projects_overviews.project_id)
         AS project
  FROM my_projects_overviews
 WHERE :column ~* :pattern;

-- place: custom_values (projects)
-- note: only long texts are rewritten
-- source: app/services/users/replace_mentions_service.rb:43
-- column: value, markdown, deleted user
SELECT id, :column,
       '/projects/' || (SELECT p.identifier FROM projects p
         WHERE p.id = custom_values.customized_id) AS path,
       (SELECT p.identifier FROM projects p WHERE p.id = custom_values.customized_id) AS project
  FROM custom_values
 WHERE customized_type = 'Project'
   AND :column ~* :pattern;

-- place: customizable_journals (projects)
-- historic: yes
-- note: only long texts are rewritten, and none of a field that was removed
-- source: app/services/users/replace_mentions_service.rb:55
-- column: value, markdown, deleted user
SELECT id, :column,
       '/projects/' || (SELECT p.identifier FROM projects p
         JOIN journals j ON j.journable_id = p.id
           WHERE j.id = customizable_journals.journal_id) || '/activity' AS path,
       (SELECT p.identifier FROM projects p JOIN journals j ON j.journable_id = p.id
           WHERE j.id = customizable_journals.journal_id) AS project
  FROM customizable_journals
 WHERE EXISTS (SELECT 1 FROM journals j WHERE j.id = customizable_journals.journal_id
   AND j.journable_type = 'Project')
   AND :column ~* :pattern;

-- place: journals (projects)
-- historic: yes
-- source: app/services/users/replace_mentions_service.rb:40
-- column: notes, markdown, deleted user
SELECT id, :column,
       '/projects/' || (SELECT p.identifier FROM projects p WHERE p.id = journals.journable_id)
         || '/activity' AS path,
       (SELECT p.identifier FROM projects p WHERE p.id = journals.journable_id) AS project
  FROM journals
 WHERE journable_type = 'Project'
   AND :column ~* :pattern;

-- place: custom_field_sections
-- source: config/routes.rb:664
-- column: name, plain, kept
SELECT id, :column,
       '/admin/settings/project_custom_fields' AS path
  FROM custom_field_sections
 WHERE :column ~* :pattern;

-- place: project_phase_definitions
-- source: config/routes.rb:656
-- column: name, plain, kept
-- column: start_gate_name, plain, kept
-- column: finish_gate_name, plain, kept
SELECT id, :column,
       '/admin/settings/project_phase_definitions/' || id || '/edit' AS path
  FROM project_phase_definitions
 WHERE :column ~* :pattern;

-- place: project_queries
-- source: config/routes.rb:265
-- column: name, plain, row deleted
--   note: only the person's own lists are deleted; others that name the person are kept
-- column: CAST(filters AS text), json, kept
SELECT id, :column,
       '/projects?query_id=' || id AS path
  FROM project_queries
 WHERE :column ~* :pattern;

-- place: grids (project overviews)
-- source: modules/overviews/config/routes.rb:7
-- column: name, plain, kept
-- column: options, yaml, kept
SELECT id, :column,
       '/projects/' || (SELECT p.identifier FROM projects p WHERE p.id = grids.project_id) AS path,
       (SELECT p.identifier FROM projects p WHERE p.id = grids.project_id) AS project
  FROM grids
 WHERE type = 'Grids::Overview'
   AND :column ~* :pattern;

-- place: grid_widgets (project overviews)
-- note: texts on the overview are markdown; mentions in them are not rewritten
-- source: modules/overviews/config/routes.rb:7
-- column: options, yaml, kept
SELECT id, :column,
       '/projects/' || (SELECT p.identifier FROM projects p JOIN grids g ON g.project_id = p.id
         WHERE g.id = grid_widgets.grid_id) AS path,
       (SELECT p.identifier FROM projects p JOIN grids g ON g.project_id = p.id
         WHERE g.id = grid_widgets.grid_id) AS project
  FROM grid_widgets
 WHERE EXISTS (SELECT 1 FROM grids g WHERE g.id = grid_widgets.grid_id
   AND g.type = 'Grids::Overview')
   AND :column ~* :pattern;

-- place: mcp_configurations
-- column: title, plain, kept
-- column: description, plain, kept
SELECT id, :column,
       CAST(NULL AS text) AS path
  FROM mcp_configurations
 WHERE :column ~* :pattern;

-- place: jira_users
-- source: db/migrate/20250927215339_create_jira_migration_tables.rb
-- column: CAST(payload AS text), json, kept
--   note: a copy of the account: display name, email address, login
-- column: jira_user_key, person, kept
SELECT id, :column,
       '/admin/import/jira/' || jira_id || '/runs/' || jira_import_id AS path
  FROM jira_users
 WHERE :column ~* :pattern;

-- place: jira_issues
-- note: a copy of the issue: reporter, assignee, comments, description
-- source: db/migrate/20250927215339_create_jira_migration_tables.rb
-- column: CAST(payload AS text), json, kept
SELECT id, :column,
       '/admin/import/jira/' || jira_id || '/runs/' || jira_import_id AS path
  FROM jira_issues
 WHERE :column ~* :pattern;

-- place: jira_projects
-- note: a copy of the project: its lead
-- source: db/migrate/20250927215339_create_jira_migration_tables.rb
-- column: CAST(payload AS text), json, kept
SELECT id, :column,
       '/admin/import/jira/' || jira_id || '/runs/' || jira_import_id AS path
  FROM jira_projects
 WHERE :column ~* :pattern;

-- place: jira_fields
-- note: the import copies the data of Jira; the deletion does not change it
-- source: db/migrate/20250927215339_create_jira_migration_tables.rb
-- column: CAST(payload AS text), json, kept
SELECT id, :column,
       '/admin/import/jira/' || jira_id || '/runs/' || jira_import_id AS path
  FROM jira_fields
 WHERE :column ~* :pattern;

-- place: jira_issue_types
-- note: the import copies the data of Jira; the deletion does not change it
-- source: db/migrate/20250927215339_create_jira_migration_tables.rb
-- column: CAST(payload AS text), json, kept
SELECT id, :column,
       '/admin/import/jira/' || jira_id || '/runs/' || jira_import_id AS path
  FROM jira_issue_types
 WHERE :column ~* :pattern;

-- place: jira_priorities
-- note: the import copies the data of Jira; the deletion does not change it
-- source: db/migrate/20250927215339_create_jira_migration_tables.rb
-- column: CAST(payload AS text), json, kept
SELECT id, :column,
       '/admin/import/jira/' || jira_id || '/runs/' || jira_import_id AS path
  FROM jira_priorities
 WHERE :column ~* :pattern;

-- place: jira_statuses
-- note: the import copies the data of Jira; the deletion does not change it
-- source: db/migrate/20250927215339_create_jira_migration_tables.rb
-- column: CAST(payload AS text), json, kept
SELECT id, :column,
       '/admin/import/jira/' || jira_id || '/runs/' || jira_import_id AS path
  FROM jira_statuses
 WHERE :column ~* :pattern;

-- place: jira_status_categories
-- note: the import copies the data of Jira; the deletion does not change it
-- source: db/migrate/20250927215339_create_jira_migration_tables.rb
-- column: CAST(payload AS text), json, kept
SELECT id, :column,
       '/admin/import/jira/' || jira_id || '/runs/' || jira_import_id AS path
  FROM jira_status_categories
 WHERE :column ~* :pattern;

-- place: jira_project_types
-- note: the import copies the data of Jira; the deletion does not change it
-- source: db/migrate/20250927215339_create_jira_migration_tables.rb
-- column: CAST(payload AS text), json, kept
SELECT id, :column,
       '/admin/import/jira/' || jira_id AS path
  FROM jira_project_types
 WHERE :column ~* :pattern;

-- place: jira_versions
-- note: the import copies the data of Jira; the deletion does not change it
-- source: migration CreateJiraVersions
-- column: CAST(payload AS text), json, kept
SELECT id, :column,
       (SELECT '/admin/import/jira/' || i.jira_id || '/runs/' || i.id FROM jira_imports i
         WHERE i.id = jira_versions.jira_import_id) AS path
  FROM jira_versions
 WHERE :column ~* :pattern;

-- place: jira_imports
-- source: db/migrate/20250927215339_create_jira_migration_tables.rb
-- column: CAST(projects AS text), json, kept
-- column: CAST(selected AS text), json, kept
-- column: CAST(available AS text), json, kept
-- column: error, plain, kept
SELECT id, :column,
       '/admin/import/jira/' || jira_id || '/runs/' || id AS path
  FROM jira_imports
 WHERE :column ~* :pattern;

-- place: jira_import_transitions
-- source: db/migrate/20250927215339_create_jira_migration_tables.rb
-- column: CAST(metadata AS text), json, kept
SELECT id, :column,
       (SELECT '/admin/import/jira/' || i.jira_id || '/runs/' || i.id FROM jira_imports i
         WHERE i.id = jira_import_transitions.jira_import_id) AS path
  FROM jira_import_transitions
 WHERE :column ~* :pattern;

-- place: jiras
-- source: db/migrate/20250927215339_create_jira_migration_tables.rb
-- column: name, plain, kept
-- column: url, plain, kept
SELECT id, :column,
       '/admin/import/jira/' || id AS path
  FROM jiras
 WHERE :column ~* :pattern;

-- place: custom_comments
-- note: comment on the value of a project attribute; mentions in it are not rewritten
-- source: db/migrate/20251204134427_create_custom_comments.rb
-- column: text, plain, kept
SELECT id, :column,
       CASE customized_type WHEN 'Project' THEN '/projects/'
         || (SELECT p.identifier FROM projects p WHERE p.id = customized_id) END AS path,
       CASE customized_type WHEN 'Project'
         THEN (SELECT p.identifier FROM projects p WHERE p.id = customized_id) END AS project
  FROM custom_comments
 WHERE :column ~* :pattern;

-- place: custom_comment_journals
-- historic: yes
-- note: older version of such a comment
-- source: db/migrate/20251204134427_create_custom_comments.rb
-- column: text, plain, kept
SELECT id, :column,
       (SELECT '/projects/' || p.identifier FROM journals j JOIN projects p ON p.id = j.journable_id
         WHERE j.id = custom_comment_journals.journal_id AND j.journable_type = 'Project') AS path
  FROM custom_comment_journals
 WHERE :column ~* :pattern;

-- place: project_life_cycle_step_definitions
-- note: name of a project phase, in 15.0 to 15.3
-- column: name, plain, kept
SELECT id, :column,
       CAST(NULL AS text) AS path
  FROM project_life_cycle_step_definitions
 WHERE :column ~* :pattern;

-- place: jira_open_project_references
-- note: of an account it is the key of the account in Jira, often the login
-- source: db/migrate/20250927215339_create_jira_migration_tables.rb
-- column: jira_entity_id, person, kept
SELECT id, :column,
       '/admin/import/jira/' || jira_id AS path
  FROM jira_open_project_references
 WHERE :column ~* :pattern;
