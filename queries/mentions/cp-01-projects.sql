-- Projects: where people write, or where names land.
-- Projects with their attributes, overviews, lists and phases, and the history of their texts.
-- Runs as it is: psql -v pattern="'name'" -f queries/mentions/cp-01-projects.sql

-- check: projects.name
-- expected: kept
-- kind: plain
-- needs: projects.identifier
-- source: modules/overviews/config/routes.rb:7
SELECT id, name,
       '/projects/' || identifier AS path,
       identifier AS project
  FROM projects
 WHERE name ~* :pattern;

-- check: projects.identifier
-- expected: kept
-- kind: plain
-- source: modules/overviews/config/routes.rb:7
SELECT id, identifier,
       '/projects/' || identifier AS path,
       identifier AS project
  FROM projects
 WHERE identifier ~* :pattern;

-- check: projects.description
-- expected: deleted user
-- kind: markdown
-- needs: projects.identifier
-- source: app/services/users/replace_mentions_service.rb:70
SELECT id, description,
       '/projects/' || identifier AS path,
       identifier AS project
  FROM projects
 WHERE description ~* :pattern;

-- check: projects.status_explanation
-- expected: deleted user
-- kind: markdown
-- needs: projects.identifier
-- source: app/services/users/replace_mentions_service.rb:71
SELECT id, status_explanation,
       '/projects/' || identifier AS path,
       identifier AS project
  FROM projects
 WHERE status_explanation ~* :pattern;

-- check: projects.settings
-- expected: kept
-- kind: json
-- needs: projects.identifier
-- note: texts of the project initiation request; mentions in them are not rewritten
-- source: config/routes.rb:303
SELECT id, CAST(settings AS text),
       '/projects/' || identifier || '/settings/creation_wizard' AS path,
       identifier AS project
  FROM projects
 WHERE CAST(settings AS text) ~* :pattern;

-- check: project_journals.name
-- expected: kept
-- kind: plain
-- historic: yes
-- needs: journals.data_id, journals.data_type, journals.journable_id, projects.id, projects.identifier
-- source: config/routes.rb:450
SELECT id, name,
       (SELECT '/projects/' || p.identifier || '/activity' FROM projects p
         JOIN journals j ON j.journable_id = p.id
           WHERE j.data_type = 'Journal::ProjectJournal'
             AND j.data_id = project_journals.id LIMIT 1) AS path,
       (SELECT p.identifier FROM projects p JOIN journals j ON j.journable_id = p.id
           WHERE j.data_type = 'Journal::ProjectJournal'
             AND j.data_id = project_journals.id LIMIT 1) AS project
  FROM project_journals
 WHERE name ~* :pattern;

-- check: project_journals.identifier
-- expected: kept
-- kind: plain
-- historic: yes
-- needs: journals.data_id, journals.data_type, journals.journable_id, projects.id, projects.identifier
-- source: config/routes.rb:450
SELECT id, identifier,
       (SELECT '/projects/' || p.identifier || '/activity' FROM projects p
         JOIN journals j ON j.journable_id = p.id
           WHERE j.data_type = 'Journal::ProjectJournal'
             AND j.data_id = project_journals.id LIMIT 1) AS path,
       (SELECT p.identifier FROM projects p JOIN journals j ON j.journable_id = p.id
           WHERE j.data_type = 'Journal::ProjectJournal'
             AND j.data_id = project_journals.id LIMIT 1) AS project
  FROM project_journals
 WHERE identifier ~* :pattern;

-- check: project_journals.description
-- expected: kept
-- kind: markdown
-- historic: yes
-- needs: journals.data_id, journals.data_type, journals.journable_id, projects.id, projects.identifier
-- note: the current text is rewritten, its history is not
-- source: app/services/users/replace_mentions_service.rb:70
SELECT id, description,
       (SELECT '/projects/' || p.identifier || '/activity' FROM projects p
         JOIN journals j ON j.journable_id = p.id
           WHERE j.data_type = 'Journal::ProjectJournal'
             AND j.data_id = project_journals.id LIMIT 1) AS path,
       (SELECT p.identifier FROM projects p JOIN journals j ON j.journable_id = p.id
           WHERE j.data_type = 'Journal::ProjectJournal'
             AND j.data_id = project_journals.id LIMIT 1) AS project
  FROM project_journals
 WHERE description ~* :pattern;

-- check: project_journals.status_explanation
-- expected: kept
-- kind: markdown
-- historic: yes
-- needs: journals.data_id, journals.data_type, journals.journable_id, projects.id, projects.identifier
-- note: the current text is rewritten, its history is not
-- source: app/services/users/replace_mentions_service.rb:70
SELECT id, status_explanation,
       (SELECT '/projects/' || p.identifier || '/activity' FROM projects p
         JOIN journals j ON j.journable_id = p.id
           WHERE j.data_type = 'Journal::ProjectJournal'
             AND j.data_id = project_journals.id LIMIT 1) AS path,
       (SELECT p.identifier FROM projects p JOIN journals j ON j.journable_id = p.id
           WHERE j.data_type = 'Journal::ProjectJournal'
             AND j.data_id = project_journals.id LIMIT 1) AS project
  FROM project_journals
 WHERE status_explanation ~* :pattern;

-- check: project_statuses.explanation
-- expected: kept
-- kind: markdown
-- needs: project_statuses.project_id, projects.id, projects.identifier
SELECT id, explanation,
       '/projects/' || (SELECT p.identifier FROM projects p
         WHERE p.id = project_statuses.project_id) AS path,
       (SELECT p.identifier FROM projects p WHERE p.id = project_statuses.project_id) AS project
  FROM project_statuses
 WHERE explanation ~* :pattern;

-- check: project_associations.description
-- expected: kept
-- kind: plain
-- needs: project_associations.project_a_id, projects.id, projects.identifier
SELECT id, description,
       '/projects/' || (SELECT p.identifier FROM projects p
         WHERE p.id = project_associations.project_a_id) AS path,
       (SELECT p.identifier FROM projects p WHERE p.id = project_associations.project_a_id)
         AS project
  FROM project_associations
 WHERE description ~* :pattern;

-- check: my_projects_overviews.left
-- expected: kept
-- kind: yaml
-- needs: my_projects_overviews.project_id, projects.id, projects.identifier
-- note: blocks of a project overview with own texts, in older versions
SELECT id, "left",
       '/projects/' || (SELECT p.identifier FROM projects p
         WHERE p.id = my_projects_overviews.project_id) AS path,
       (SELECT p.identifier FROM projects p WHERE p.id = my_projects_overviews.project_id)
         AS project
  FROM my_projects_overviews
 WHERE "left" ~* :pattern;

-- check: my_projects_overviews.right
-- expected: kept
-- kind: yaml
-- needs: my_projects_overviews.project_id, projects.id, projects.identifier
-- note: blocks of a project overview with own texts, in older versions
SELECT id, "right",
       '/projects/' || (SELECT p.identifier FROM projects p
         WHERE p.id = my_projects_overviews.project_id) AS path,
       (SELECT p.identifier FROM projects p WHERE p.id = my_projects_overviews.project_id)
         AS project
  FROM my_projects_overviews
 WHERE "right" ~* :pattern;

-- check: my_projects_overviews.top
-- expected: kept
-- kind: yaml
-- needs: my_projects_overviews.project_id, projects.id, projects.identifier
-- note: blocks of a project overview with own texts, in older versions
SELECT id, top,
       '/projects/' || (SELECT p.identifier FROM projects p
         WHERE p.id = my_projects_overviews.project_id) AS path,
       (SELECT p.identifier FROM projects p WHERE p.id = my_projects_overviews.project_id)
         AS project
  FROM my_projects_overviews
 WHERE top ~* :pattern;

-- check: my_projects_overviews.hidden
-- expected: kept
-- kind: yaml
-- needs: my_projects_overviews.project_id, projects.id, projects.identifier
-- note: blocks of a project overview with own texts, in older versions
SELECT id, hidden,
       '/projects/' || (SELECT p.identifier FROM projects p
         WHERE p.id = my_projects_overviews.project_id) AS path,
       (SELECT p.identifier FROM projects p WHERE p.id = my_projects_overviews.project_id)
         AS project
  FROM my_projects_overviews
 WHERE hidden ~* :pattern;

-- check: custom_values.value (projects)
-- expected: deleted user
-- kind: markdown
-- needs: custom_values.customized_id, custom_values.customized_type, projects.id, projects.identifier
-- note: only long texts are rewritten
-- source: app/services/users/replace_mentions_service.rb:43
SELECT id, value,
       '/projects/' || (SELECT p.identifier FROM projects p
         WHERE p.id = custom_values.customized_id) AS path,
       (SELECT p.identifier FROM projects p WHERE p.id = custom_values.customized_id) AS project
  FROM custom_values
 WHERE customized_type = 'Project'
   AND value ~* :pattern;

-- check: customizable_journals.value (projects)
-- expected: deleted user
-- kind: markdown
-- historic: yes
-- needs: customizable_journals.journal_id, journals.id, journals.journable_id, journals.journable_type, projects.id, projects.identifier
-- note: only long texts are rewritten, and none of a field that was removed
-- source: app/services/users/replace_mentions_service.rb:55
SELECT id, value,
       '/projects/' || (SELECT p.identifier FROM projects p
         JOIN journals j ON j.journable_id = p.id
           WHERE j.id = customizable_journals.journal_id) || '/activity' AS path,
       (SELECT p.identifier FROM projects p JOIN journals j ON j.journable_id = p.id
           WHERE j.id = customizable_journals.journal_id) AS project
  FROM customizable_journals
 WHERE EXISTS (SELECT 1 FROM journals j WHERE j.id = customizable_journals.journal_id
   AND j.journable_type = 'Project')
   AND value ~* :pattern;

-- check: journals.notes (projects)
-- expected: deleted user
-- kind: markdown
-- historic: yes
-- needs: journals.journable_id, journals.journable_type, projects.id, projects.identifier
-- source: app/services/users/replace_mentions_service.rb:40
SELECT id, notes,
       '/projects/' || (SELECT p.identifier FROM projects p WHERE p.id = journals.journable_id)
         || '/activity' AS path,
       (SELECT p.identifier FROM projects p WHERE p.id = journals.journable_id) AS project
  FROM journals
 WHERE journable_type = 'Project'
   AND notes ~* :pattern;

-- check: custom_field_sections.name
-- expected: kept
-- kind: plain
-- source: config/routes.rb:664
SELECT id, name,
       '/admin/settings/project_custom_fields' AS path
  FROM custom_field_sections
 WHERE name ~* :pattern;

-- check: project_phase_definitions.name
-- expected: kept
-- kind: plain
-- source: config/routes.rb:656
SELECT id, name,
       '/admin/settings/project_phase_definitions/' || id || '/edit' AS path
  FROM project_phase_definitions
 WHERE name ~* :pattern;

-- check: project_phase_definitions.start_gate_name
-- expected: kept
-- kind: plain
-- source: config/routes.rb:656
SELECT id, start_gate_name,
       '/admin/settings/project_phase_definitions/' || id || '/edit' AS path
  FROM project_phase_definitions
 WHERE start_gate_name ~* :pattern;

-- check: project_phase_definitions.finish_gate_name
-- expected: kept
-- kind: plain
-- source: config/routes.rb:656
SELECT id, finish_gate_name,
       '/admin/settings/project_phase_definitions/' || id || '/edit' AS path
  FROM project_phase_definitions
 WHERE finish_gate_name ~* :pattern;

-- check: project_queries.name
-- expected: row deleted
-- kind: plain
-- note: only the person's own lists go; others that name the person stay
-- source: config/routes.rb:265
SELECT id, name,
       '/projects?query_id=' || id AS path
  FROM project_queries
 WHERE name ~* :pattern;

-- check: project_queries.filters
-- expected: kept
-- kind: json
-- source: config/routes.rb:265
SELECT id, CAST(filters AS text),
       '/projects?query_id=' || id AS path
  FROM project_queries
 WHERE CAST(filters AS text) ~* :pattern;

-- check: grids.name (project overviews)
-- expected: kept
-- kind: plain
-- needs: grids.project_id, grids.type, projects.id, projects.identifier
-- source: modules/overviews/config/routes.rb:7
SELECT id, name,
       '/projects/' || (SELECT p.identifier FROM projects p WHERE p.id = grids.project_id) AS path,
       (SELECT p.identifier FROM projects p WHERE p.id = grids.project_id) AS project
  FROM grids
 WHERE type = 'Grids::Overview'
   AND name ~* :pattern;

-- check: grids.options (project overviews)
-- expected: kept
-- kind: yaml
-- needs: grids.project_id, grids.type, projects.id, projects.identifier
-- source: modules/overviews/config/routes.rb:7
SELECT id, options,
       '/projects/' || (SELECT p.identifier FROM projects p WHERE p.id = grids.project_id) AS path,
       (SELECT p.identifier FROM projects p WHERE p.id = grids.project_id) AS project
  FROM grids
 WHERE type = 'Grids::Overview'
   AND options ~* :pattern;

-- check: grid_widgets.options (project overviews)
-- expected: kept
-- kind: yaml
-- needs: grid_widgets.grid_id, grids.id, grids.project_id, grids.type, projects.id, projects.identifier
-- note: own texts on the overview are markdown whose mentions are not rewritten
-- source: modules/overviews/config/routes.rb:7
SELECT id, options,
       '/projects/' || (SELECT p.identifier FROM projects p JOIN grids g ON g.project_id = p.id
         WHERE g.id = grid_widgets.grid_id) AS path,
       (SELECT p.identifier FROM projects p JOIN grids g ON g.project_id = p.id
         WHERE g.id = grid_widgets.grid_id) AS project
  FROM grid_widgets
 WHERE EXISTS (SELECT 1 FROM grids g WHERE g.id = grid_widgets.grid_id
   AND g.type = 'Grids::Overview')
   AND options ~* :pattern;

-- check: mcp_configurations.title
-- expected: kept
-- kind: plain
SELECT id, title,
       CAST(NULL AS text) AS path
  FROM mcp_configurations
 WHERE title ~* :pattern;

-- check: mcp_configurations.description
-- expected: kept
-- kind: plain
SELECT id, description,
       CAST(NULL AS text) AS path
  FROM mcp_configurations
 WHERE description ~* :pattern;

-- check: jira_users.payload
-- expected: kept
-- kind: json
-- needs: jira_users.jira_id, jira_users.jira_import_id
-- note: a copy of the account: display name, mail address, login
-- source: db/migrate/20250927215339_create_jira_migration_tables.rb
SELECT id, CAST(payload AS text),
       '/admin/import/jira/' || jira_id || '/runs/' || jira_import_id AS path
  FROM jira_users
 WHERE CAST(payload AS text) ~* :pattern;

-- check: jira_issues.payload
-- expected: kept
-- kind: json
-- needs: jira_issues.jira_id, jira_issues.jira_import_id
-- note: a copy of the issue: reporter, assignee, comments, description
-- source: db/migrate/20250927215339_create_jira_migration_tables.rb
SELECT id, CAST(payload AS text),
       '/admin/import/jira/' || jira_id || '/runs/' || jira_import_id AS path
  FROM jira_issues
 WHERE CAST(payload AS text) ~* :pattern;

-- check: jira_projects.payload
-- expected: kept
-- kind: json
-- needs: jira_projects.jira_id, jira_projects.jira_import_id
-- note: a copy of the project: its lead
-- source: db/migrate/20250927215339_create_jira_migration_tables.rb
SELECT id, CAST(payload AS text),
       '/admin/import/jira/' || jira_id || '/runs/' || jira_import_id AS path
  FROM jira_projects
 WHERE CAST(payload AS text) ~* :pattern;

-- check: jira_fields.payload
-- expected: kept
-- kind: json
-- needs: jira_fields.jira_id, jira_fields.jira_import_id
-- note: the import copies Jira as it is; nothing in the deletion looks here
-- source: db/migrate/20250927215339_create_jira_migration_tables.rb
SELECT id, CAST(payload AS text),
       '/admin/import/jira/' || jira_id || '/runs/' || jira_import_id AS path
  FROM jira_fields
 WHERE CAST(payload AS text) ~* :pattern;

-- check: jira_issue_types.payload
-- expected: kept
-- kind: json
-- needs: jira_issue_types.jira_id, jira_issue_types.jira_import_id
-- note: the import copies Jira as it is; nothing in the deletion looks here
-- source: db/migrate/20250927215339_create_jira_migration_tables.rb
SELECT id, CAST(payload AS text),
       '/admin/import/jira/' || jira_id || '/runs/' || jira_import_id AS path
  FROM jira_issue_types
 WHERE CAST(payload AS text) ~* :pattern;

-- check: jira_priorities.payload
-- expected: kept
-- kind: json
-- needs: jira_priorities.jira_id, jira_priorities.jira_import_id
-- note: the import copies Jira as it is; nothing in the deletion looks here
-- source: db/migrate/20250927215339_create_jira_migration_tables.rb
SELECT id, CAST(payload AS text),
       '/admin/import/jira/' || jira_id || '/runs/' || jira_import_id AS path
  FROM jira_priorities
 WHERE CAST(payload AS text) ~* :pattern;

-- check: jira_statuses.payload
-- expected: kept
-- kind: json
-- needs: jira_statuses.jira_id, jira_statuses.jira_import_id
-- note: the import copies Jira as it is; nothing in the deletion looks here
-- source: db/migrate/20250927215339_create_jira_migration_tables.rb
SELECT id, CAST(payload AS text),
       '/admin/import/jira/' || jira_id || '/runs/' || jira_import_id AS path
  FROM jira_statuses
 WHERE CAST(payload AS text) ~* :pattern;

-- check: jira_status_categories.payload
-- expected: kept
-- kind: json
-- needs: jira_status_categories.jira_id, jira_status_categories.jira_import_id
-- note: the import copies Jira as it is; nothing in the deletion looks here
-- source: db/migrate/20250927215339_create_jira_migration_tables.rb
SELECT id, CAST(payload AS text),
       '/admin/import/jira/' || jira_id || '/runs/' || jira_import_id AS path
  FROM jira_status_categories
 WHERE CAST(payload AS text) ~* :pattern;

-- check: jira_users.jira_user_key
-- expected: kept
-- kind: person
-- needs: jira_users.jira_id, jira_users.jira_import_id
-- source: db/migrate/20250927215339_create_jira_migration_tables.rb
SELECT id, jira_user_key,
       '/admin/import/jira/' || jira_id || '/runs/' || jira_import_id AS path
  FROM jira_users
 WHERE jira_user_key ~* :pattern;

-- check: jira_project_types.payload
-- expected: kept
-- kind: json
-- needs: jira_project_types.jira_id
-- note: the import copies Jira as it is; nothing in the deletion looks here
-- source: db/migrate/20250927215339_create_jira_migration_tables.rb
SELECT id, CAST(payload AS text),
       '/admin/import/jira/' || jira_id AS path
  FROM jira_project_types
 WHERE CAST(payload AS text) ~* :pattern;

-- check: jira_versions.payload
-- expected: kept
-- kind: json
-- needs: jira_versions.jira_import_id, jira_imports.id, jira_imports.jira_id
-- note: the import copies Jira as it is; nothing in the deletion looks here
-- source: migration CreateJiraVersions
SELECT id, CAST(payload AS text),
       (SELECT '/admin/import/jira/' || i.jira_id || '/runs/' || i.id FROM jira_imports i
         WHERE i.id = jira_versions.jira_import_id) AS path
  FROM jira_versions
 WHERE CAST(payload AS text) ~* :pattern;

-- check: jira_imports.projects
-- expected: kept
-- kind: json
-- needs: jira_imports.jira_id
-- source: db/migrate/20250927215339_create_jira_migration_tables.rb
SELECT id, CAST(projects AS text),
       '/admin/import/jira/' || jira_id || '/runs/' || id AS path
  FROM jira_imports
 WHERE CAST(projects AS text) ~* :pattern;

-- check: jira_imports.selected
-- expected: kept
-- kind: json
-- needs: jira_imports.jira_id
-- source: db/migrate/20250927215339_create_jira_migration_tables.rb
SELECT id, CAST(selected AS text),
       '/admin/import/jira/' || jira_id || '/runs/' || id AS path
  FROM jira_imports
 WHERE CAST(selected AS text) ~* :pattern;

-- check: jira_imports.available
-- expected: kept
-- kind: json
-- needs: jira_imports.jira_id
-- source: db/migrate/20250927215339_create_jira_migration_tables.rb
SELECT id, CAST(available AS text),
       '/admin/import/jira/' || jira_id || '/runs/' || id AS path
  FROM jira_imports
 WHERE CAST(available AS text) ~* :pattern;

-- check: jira_imports.error
-- expected: kept
-- kind: plain
-- needs: jira_imports.jira_id
-- source: db/migrate/20250927215339_create_jira_migration_tables.rb
SELECT id, error,
       '/admin/import/jira/' || jira_id || '/runs/' || id AS path
  FROM jira_imports
 WHERE error ~* :pattern;

-- check: jira_import_transitions.metadata
-- expected: kept
-- kind: json
-- needs: jira_import_transitions.jira_import_id, jira_imports.id, jira_imports.jira_id
-- source: db/migrate/20250927215339_create_jira_migration_tables.rb
SELECT id, CAST(metadata AS text),
       (SELECT '/admin/import/jira/' || i.jira_id || '/runs/' || i.id FROM jira_imports i
         WHERE i.id = jira_import_transitions.jira_import_id) AS path
  FROM jira_import_transitions
 WHERE CAST(metadata AS text) ~* :pattern;

-- check: jiras.name
-- expected: kept
-- kind: plain
-- source: db/migrate/20250927215339_create_jira_migration_tables.rb
SELECT id, name,
       '/admin/import/jira/' || id AS path
  FROM jiras
 WHERE name ~* :pattern;

-- check: jiras.url
-- expected: kept
-- kind: plain
-- source: db/migrate/20250927215339_create_jira_migration_tables.rb
SELECT id, url,
       '/admin/import/jira/' || id AS path
  FROM jiras
 WHERE url ~* :pattern;

-- check: custom_comments.text
-- expected: kept
-- kind: plain
-- needs: custom_comments.customized_type, custom_comments.customized_id, projects.id, projects.identifier
-- note: comment on the value of a project attribute; mentions in it are not rewritten
-- source: db/migrate/20251204134427_create_custom_comments.rb
SELECT id, text,
       CASE customized_type WHEN 'Project' THEN '/projects/'
         || (SELECT p.identifier FROM projects p WHERE p.id = customized_id) END AS path,
       CASE customized_type WHEN 'Project'
         THEN (SELECT p.identifier FROM projects p WHERE p.id = customized_id) END AS project
  FROM custom_comments
 WHERE text ~* :pattern;

-- check: custom_comment_journals.text
-- expected: kept
-- kind: plain
-- historic: yes
-- needs: custom_comment_journals.journal_id, journals.id, journals.journable_type, journals.journable_id, projects.id, projects.identifier
-- note: older version of such a comment
-- source: db/migrate/20251204134427_create_custom_comments.rb
SELECT id, text,
       (SELECT '/projects/' || p.identifier FROM journals j JOIN projects p ON p.id = j.journable_id
         WHERE j.id = custom_comment_journals.journal_id AND j.journable_type = 'Project') AS path
  FROM custom_comment_journals
 WHERE text ~* :pattern;

-- check: project_life_cycle_step_definitions.name
-- expected: kept
-- kind: plain
-- note: name of a project phase, in 15.0 to 15.3
SELECT id, name,
       CAST(NULL AS text) AS path
  FROM project_life_cycle_step_definitions
 WHERE name ~* :pattern;

-- check: jira_open_project_references.jira_entity_id
-- expected: kept
-- kind: person
-- needs: jira_open_project_references.jira_id
-- note: of an account it is the key of the account in Jira, often the login
-- source: db/migrate/20250927215339_create_jira_migration_tables.rb
SELECT id, jira_entity_id,
       '/admin/import/jira/' || jira_id AS path
  FROM jira_open_project_references
 WHERE jira_entity_id ~* :pattern;
