-- Work packages: columns with texts and names.
-- Work packages with their fields, relations, views and automations, building issues, and commits.
-- ':column' is each of a place's columns; to run them: operasure queries --pattern REGEX --group cw-02

-- place: work_packages
-- column: subject, plain, kept
--   note: a subject pattern of the type can write the names of author, assignee and accountable into the subject
--   source: app/models/work_package_types/patterns/token_property_mapper.rb:47
-- column: description, markdown, deleted user
--   source: app/services/users/replace_mentions_service.rb:37
SELECT id, :column,
       '/work_packages/' || id AS path,
       (SELECT p.identifier FROM projects p WHERE p.id = work_packages.project_id) AS project
  FROM work_packages
 WHERE :column ~* :pattern;

-- place: work_package_journals
-- historic: yes
-- column: subject, plain, kept
--   note: a subject pattern of the type can write names into the subject
--   source: config/routes.rb:244
-- column: description, markdown, deleted user
--   source: app/services/users/replace_mentions_service.rb:38
SELECT id, :column,
       (SELECT '/work_packages/' || j.journable_id || '/activity#comment-' || j.id FROM journals j
       WHERE j.data_type = 'Journal::WorkPackageJournal'
         AND j.data_id = work_package_journals.id LIMIT 1) AS path,
       (SELECT p.identifier FROM projects p WHERE p.id = work_package_journals.project_id)
         AS project
  FROM work_package_journals
 WHERE :column ~* :pattern;

-- place: work_package_journals (older layout)
-- absent: journals.data_id
-- historic: yes
-- column: subject, plain, kept
--   note: a subject pattern of the type can write names into the subject
-- column: description, markdown, deleted user
SELECT id, :column,
       (SELECT '/work_packages/' || j.journable_id || '/activity#comment-' || j.id FROM journals j
         WHERE j.id = work_package_journals.journal_id) AS path,
       (SELECT p.identifier FROM projects p WHERE p.id = work_package_journals.project_id)
         AS project
  FROM work_package_journals
 WHERE :column ~* :pattern;

-- place: journals
-- historic: yes
-- note: what else caused a change: names of statuses and ids; in the core no person
-- source: config/routes.rb:244
-- column: CAST(cause AS text), json, kept
SELECT id, :column,
       CASE journable_type WHEN 'WorkPackage' THEN '/work_packages/' || journable_id
         || '/activity#comment-' || id
         WHEN 'Project' THEN (SELECT '/projects/' || p.identifier || '/activity' FROM projects p
           WHERE p.id = journals.journable_id) END AS path,
       (SELECT p.identifier FROM projects p WHERE p.id = CASE journals.journable_type
         WHEN 'Project' THEN journals.journable_id
         WHEN 'WorkPackage' THEN
           (SELECT w.project_id FROM work_packages w WHERE w.id = journals.journable_id) END)
           AS project
  FROM journals
 WHERE :column ~* :pattern;

-- place: journals (commits)
-- historic: yes
-- source: app/services/users/replace_mentions_service.rb:40
-- column: notes, markdown, deleted user
SELECT id, :column,
       (SELECT '/projects/' || p.identifier || '/repository/revision/' || s.revision
         FROM changesets s
           JOIN repositories r ON r.id = s.repository_id JOIN projects p ON p.id = r.project_id
             WHERE s.id = journals.journable_id) AS path,
       (SELECT p.identifier FROM changesets s JOIN repositories r ON r.id = s.repository_id
           JOIN projects p ON p.id = r.project_id WHERE s.id = journals.journable_id) AS project
  FROM journals
 WHERE journable_type = 'Changeset'
   AND :column ~* :pattern;

-- place: custom_values (work packages and the rest)
-- note: only long texts are rewritten
-- source: app/services/users/replace_mentions_service.rb:43
-- column: value, markdown, deleted user
SELECT id, :column,
       CASE customized_type WHEN 'WorkPackage' THEN '/work_packages/' || customized_id END AS path,
       CASE customized_type WHEN 'WorkPackage' THEN
         (SELECT p.identifier FROM projects p JOIN work_packages w ON w.project_id = p.id
           WHERE w.id = custom_values.customized_id) END AS project
  FROM custom_values
 WHERE (customized_type IS NULL
        OR customized_type NOT IN ('Project', 'TimeEntry', 'Version', 'Principal', 'User'))
   AND :column ~* :pattern;

-- place: customizable_journals (work packages and the rest)
-- historic: yes
-- note: only long texts are rewritten, and none of a field that was removed
-- source: app/services/users/replace_mentions_service.rb:55
-- column: value, markdown, deleted user
SELECT id, :column,
       (SELECT '/work_packages/' || w.id || '/activity#comment-' || j.id FROM journals j
         JOIN work_packages w ON w.id = j.journable_id JOIN projects p ON p.id = w.project_id
           WHERE j.id = customizable_journals.journal_id AND j.journable_type = 'WorkPackage')
             AS path,
       (SELECT p.identifier FROM journals j JOIN work_packages w ON w.id = j.journable_id
         JOIN projects p ON p.id = w.project_id
           WHERE j.id = customizable_journals.journal_id AND j.journable_type = 'WorkPackage')
             AS project
  FROM customizable_journals
 WHERE NOT EXISTS (SELECT 1 FROM journals j WHERE j.id = customizable_journals.journal_id
        AND j.journable_type IN ('Project', 'TimeEntry'))
   AND :column ~* :pattern;

-- place: relations
-- source: config/routes.rb:763
-- column: description, plain, kept
SELECT id, :column,
       '/work_packages/' || from_id || '/relations' AS path,
       (SELECT p.identifier FROM projects p JOIN work_packages w ON w.project_id = p.id
           WHERE w.id = relations.from_id) AS project
  FROM relations
 WHERE :column ~* :pattern;

-- place: categories
-- note: often named after a person
-- source: config/routes.rb:464
-- column: name, plain, kept
SELECT id, :column,
       '/categories/' || id || '/edit' AS path,
       (SELECT p.identifier FROM projects p WHERE p.id = categories.project_id) AS project
  FROM categories
 WHERE :column ~* :pattern;

-- place: reminders
-- note: only the person's own reminders are deleted; those of others that name the person are kept
-- source: config/routes.rb:763
-- column: note, plain, row deleted
SELECT id, :column,
       CASE remindable_type WHEN 'WorkPackage' THEN '/work_packages/' || remindable_id END AS path,
       CASE remindable_type WHEN 'WorkPackage' THEN
         (SELECT p.identifier FROM projects p JOIN work_packages w ON w.project_id = p.id
           WHERE w.id = reminders.remindable_id) END AS project
  FROM reminders
 WHERE :column ~* :pattern;

-- place: custom_fields
-- source: config/routes.rb:211
-- column: name, plain, kept
-- column: default_value, markdown, kept
--   note: mentions are not rewritten; a user field holds an id here
-- column: regexp, plain, kept
-- column: CAST(formula AS text), json, kept
SELECT id, :column,
       CASE type WHEN 'ProjectCustomField' THEN '/admin/settings/project_custom_fields/' || id
         || '/edit'
         ELSE '/custom_fields/' || id || '/edit' END AS path
  FROM custom_fields
 WHERE :column ~* :pattern;

-- place: custom_options
-- source: config/routes.rb:211
-- column: value, plain, kept
SELECT id, :column,
       CASE (SELECT f.type FROM custom_fields f WHERE f.id = custom_options.custom_field_id)
         WHEN 'ProjectCustomField' THEN '/admin/settings/project_custom_fields/'
           || custom_field_id || '/edit'
         ELSE '/custom_fields/' || custom_field_id || '/edit' END AS path
  FROM custom_options
 WHERE :column ~* :pattern;

-- place: hierarchical_items
-- source: config/routes.rb:225
-- column: label, plain, kept
-- column: short, plain, kept
SELECT id, :column,
       (SELECT CASE f.type WHEN 'ProjectCustomField' THEN '/admin/settings/project_custom_fields/'
         ELSE '/custom_fields/' END
         || f.id || '/items' FROM hierarchical_item_hierarchies h
           JOIN hierarchical_items r ON r.id = h.ancestor_id
         JOIN custom_fields f ON f.id = r.custom_field_id
           WHERE h.descendant_id = hierarchical_items.id LIMIT 1) AS path
  FROM hierarchical_items
 WHERE :column ~* :pattern;

-- place: custom_actions
-- source: config/routes.rb:613
-- column: name, plain, kept
-- column: description, plain, kept
-- column: actions, yaml, kept
SELECT id, :column,
       '/admin/custom_actions/' || id || '/edit' AS path
  FROM custom_actions
 WHERE :column ~* :pattern;

-- place: automations
-- note: automations, which replace custom actions from 18.0 on
-- source: migration ConvertCustomActionsToAutomations
-- column: name, plain, kept
-- column: description, plain, kept
SELECT id, :column,
       '/admin/automations/' || id || '/edit' AS path
  FROM automations
 WHERE :column ~* :pattern;

-- place: automation_triggers
-- source: migration ConvertCustomActionsToAutomations
-- column: CAST(options AS text), json, kept
SELECT id, :column,
       '/admin/automations/' || automation_id || '/edit' AS path
  FROM automation_triggers
 WHERE :column ~* :pattern;

-- place: automation_actions
-- source: migration ConvertCustomActionsToAutomations
-- column: CAST(options AS text), json, kept
SELECT id, :column,
       '/admin/automations/' || automation_id || '/edit' AS path
  FROM automation_actions
 WHERE :column ~* :pattern;

-- place: statuses
-- source: config/routes.rb:178
-- column: name, plain, kept
SELECT id, :column,
       '/statuses/' || id || '/edit' AS path
  FROM statuses
 WHERE :column ~* :pattern;

-- place: enumerations (priorities and the rest)
-- source: config/routes.rb:646
-- column: name, plain, kept
SELECT id, :column,
       CASE type WHEN 'IssuePriority' THEN '/admin/settings/work_package_priorities/' || id
         || '/edit' END AS path
  FROM enumerations
 WHERE (type IS NULL OR type NOT IN ('TimeEntryActivity', 'DocumentCategory'))
   AND :column ~* :pattern;

-- place: types
-- source: config/routes.rb:149
-- column: name, plain, kept
-- column: description, markdown, kept
--   note: mentions are not rewritten
SELECT id, :column,
       '/types/' || id || '/settings/edit' AS path
  FROM types
 WHERE :column ~* :pattern;

-- place: types
-- source: config/routes.rb:149
-- column: patterns, json, kept
SELECT id, :column,
       '/types/' || id || '/subject_configuration/edit' AS path
  FROM types
 WHERE :column ~* :pattern;

-- place: types
-- source: config/routes.rb:149
-- column: attribute_groups, yaml, kept
SELECT id, :column,
       '/types/' || id || '/form_configuration/edit' AS path
  FROM types
 WHERE :column ~* :pattern;

-- place: types
-- source: config/routes.rb:159
-- column: CAST(pdf_export_templates_config AS text), json, kept
SELECT id, :column,
       '/types/' || id || '/pdf_export_template/edit' AS path
  FROM types
 WHERE :column ~* :pattern;

-- place: attribute_help_texts
-- source: config/routes.rb:585
-- column: help_text, markdown, kept
--   note: mentions are not rewritten
-- column: caption, plain, kept
SELECT id, :column,
       '/admin/attribute_help_texts/' || id || '/edit' AS path
  FROM attribute_help_texts
 WHERE :column ~* :pattern;

-- place: colors
-- source: config/routes.rb:993
-- column: name, plain, kept
SELECT id, :column,
       '/colors/' || id || '/edit' AS path
  FROM colors
 WHERE :column ~* :pattern;

-- place: queries (work package views)
-- note: private ones of the person are deleted with the account
-- source: lib/open_project/object_linking.rb:97
-- column: name, plain, kept
-- column: filters, yaml, kept
SELECT id, :column,
       CASE WHEN project_id IS NULL THEN '' ELSE '/projects/' ||
         (SELECT p.identifier FROM projects p
         WHERE p.id = queries.project_id) END
         || (SELECT CASE v.type WHEN 'gantt' THEN '/gantt' WHEN 'bim' THEN '/bcf'
           ELSE '/work_packages' END
           FROM views v WHERE v.query_id = queries.id ORDER BY v.id LIMIT 1) || '?query_id=' || id
             AS path,
       (SELECT p.identifier FROM projects p WHERE p.id = queries.project_id) AS project
  FROM queries
 WHERE EXISTS (SELECT 1 FROM views v WHERE v.query_id = queries.id)
   AND NOT EXISTS (SELECT 1 FROM views v WHERE v.query_id = queries.id
     AND v.type IN ('team_planner', 'work_packages_calendar'))
   AND :column ~* :pattern;

-- place: queries (without views)
-- absent: views.query_id
-- note: private ones of the person are deleted with the account
-- column: name, plain, kept
-- column: filters, yaml, kept
SELECT id, :column,
       CASE WHEN project_id IS NULL THEN '/work_packages?query_id=' || id
         ELSE '/projects/' || (SELECT p.identifier FROM projects p WHERE p.id = queries.project_id)
           || '/work_packages?query_id=' || id END AS path,
       (SELECT p.identifier FROM projects p WHERE p.id = queries.project_id) AS project
  FROM queries
 WHERE :column ~* :pattern;

-- place: views (work package views)
-- source: lib/open_project/object_linking.rb:97
-- column: CAST(options AS text), json, kept
SELECT id, :column,
       (SELECT CASE WHEN p.id IS NULL THEN '' ELSE '/projects/' || p.identifier END
         || CASE views.type WHEN 'gantt' THEN '/gantt' WHEN 'bim' THEN '/bcf'
           ELSE '/work_packages' END || '?query_id=' || q.id
         FROM queries q LEFT JOIN projects p ON p.id = q.project_id WHERE q.id = views.query_id)
           AS path,
       (SELECT p.identifier FROM queries q JOIN projects p ON p.id = q.project_id
         WHERE q.id = views.query_id) AS project
  FROM views
 WHERE (type IS NULL OR type NOT IN ('team_planner', 'work_packages_calendar'))
   AND :column ~* :pattern;

-- place: export_settings
-- source: lib/open_project/object_linking.rb:97
-- column: CAST(settings AS text), json, kept
SELECT id, :column,
       (SELECT CASE WHEN p.id IS NULL THEN '' ELSE '/projects/' || p.identifier END
         || '/work_packages?query_id=' || q.id FROM queries q LEFT
         JOIN projects p ON p.id = q.project_id WHERE q.id = export_settings.query_id) AS path,
       (SELECT p.identifier FROM queries q LEFT JOIN projects p ON p.id = q.project_id
         WHERE q.id = export_settings.query_id) AS project
  FROM export_settings
 WHERE :column ~* :pattern;

-- place: export_card_configurations
-- column: name, plain, kept
-- column: description, plain, kept
-- column: rows, yaml, kept
SELECT id, :column,
       CAST(NULL AS text) AS path
  FROM export_card_configurations
 WHERE :column ~* :pattern;

-- place: bcf_issues
-- column: CAST(markup AS text), person, kept
--   note: XML in which author, assignee and comment authors are email addresses
--   source: modules/bim/lib/open_project/bim/bcf_xml/issue_writer.rb:148
-- column: stage, plain, kept
--   source: config/routes.rb:763
SELECT id, :column,
       '/work_packages/' || work_package_id AS path,
       (SELECT p.identifier FROM projects p JOIN work_packages w ON w.project_id = p.id
           WHERE w.id = bcf_issues.work_package_id) AS project
  FROM bcf_issues
 WHERE :column ~* :pattern;

-- place: bcf_issues
-- source: config/routes.rb:763
-- column: labels, plain, kept
SELECT id, array_to_string(:column, ' '),
       '/work_packages/' || work_package_id AS path,
       (SELECT p.identifier FROM projects p JOIN work_packages w ON w.project_id = p.id
           WHERE w.id = bcf_issues.work_package_id) AS project
  FROM bcf_issues
 WHERE array_to_string(:column, ' ') ~* :pattern;

-- place: bcf_viewpoints
-- source: config/routes.rb:763
-- column: viewpoint_name, plain, kept
-- column: CAST(json_viewpoint AS text), json, kept
SELECT id, :column,
       (SELECT '/work_packages/' || w.id FROM bcf_issues i
         JOIN work_packages w ON w.id = i.work_package_id
           JOIN projects p ON p.id = w.project_id WHERE i.id = bcf_viewpoints.issue_id) AS path,
       (SELECT p.identifier FROM bcf_issues i JOIN work_packages w ON w.id = i.work_package_id
           JOIN projects p ON p.id = w.project_id WHERE i.id = bcf_viewpoints.issue_id) AS project
  FROM bcf_viewpoints
 WHERE :column ~* :pattern;

-- place: changesets
-- column: committer, person, kept
--   note: commits keep the committer's name or email address; only the user's id is rewritten
--   source: app/models/changeset.rb:98
-- column: comments, markdown, kept
--   source: config/routes.rb:507
SELECT id, :column,
       '/projects/' || (SELECT p.identifier FROM projects p
         JOIN repositories r ON r.project_id = p.id WHERE r.id = changesets.repository_id)
         || '/repository/revision/' || revision AS path,
       (SELECT p.identifier FROM projects p JOIN repositories r ON r.project_id = p.id
         WHERE r.id = changesets.repository_id) AS project
  FROM changesets
 WHERE :column ~* :pattern;

-- place: changeset_journals
-- historic: yes
-- column: committer, person, kept
--   note: commits keep the committer's name or email address; only the user's id is rewritten
--   source: app/models/changeset.rb:98
-- column: comments, markdown, kept
--   source: config/routes.rb:507
SELECT id, :column,
       '/projects/' || (SELECT p.identifier FROM projects p
         JOIN repositories r ON r.project_id = p.id WHERE r.id = changeset_journals.repository_id)
         || '/repository/revision/' || revision AS path,
       (SELECT p.identifier FROM projects p JOIN repositories r ON r.project_id = p.id
         WHERE r.id = changeset_journals.repository_id) AS project
  FROM changeset_journals
 WHERE :column ~* :pattern;

-- place: changes
-- source: config/routes.rb:507
-- column: path, filename, kept
-- column: from_path, filename, kept
-- column: branch, plain, kept
SELECT id, :column,
       (SELECT '/projects/' || p.identifier || '/repository/revision/' || s.revision
         FROM changesets s JOIN repositories r ON r.id = s.repository_id
           JOIN projects p ON p.id = r.project_id WHERE s.id = changes.changeset_id) AS path,
       (SELECT p.identifier FROM changesets s JOIN repositories r ON r.id = s.repository_id
           JOIN projects p ON p.id = r.project_id WHERE s.id = changes.changeset_id) AS project
  FROM changes
 WHERE :column ~* :pattern;

-- place: repositories
-- source: config/routes.rb:332
-- column: url, plain, kept
-- column: root_url, plain, kept
-- column: login, plain, kept
SELECT id, :column,
       '/projects/' || (SELECT p.identifier FROM projects p WHERE p.id = repositories.project_id)
         || '/settings/repository' AS path,
       (SELECT p.identifier FROM projects p WHERE p.id = repositories.project_id) AS project
  FROM repositories
 WHERE :column ~* :pattern;

-- place: sprint_goals
-- note: goal of a sprint; mentions in it are not rewritten
-- source: modules/backlogs/db/migrate/20260519144514_create_sprint_goals.rb
-- column: text, markdown, kept
SELECT id, :column,
       '/projects/' || (SELECT p.identifier FROM projects p WHERE p.id = sprint_goals.project_id) || '/backlogs' AS path,
       (SELECT p.identifier FROM projects p WHERE p.id = sprint_goals.project_id) AS project
  FROM sprint_goals
 WHERE :column ~* :pattern;

-- place: sprints
-- source: modules/backlogs/db/migrate/20260202093215_create_sprints.rb
-- column: name, plain, kept
SELECT id, :column,
       '/projects/' || (SELECT p.identifier FROM projects p WHERE p.id = sprints.project_id) || '/backlogs' AS path,
       (SELECT p.identifier FROM projects p WHERE p.id = sprints.project_id) AS project
  FROM sprints
 WHERE :column ~* :pattern;

-- place: backlog_buckets
-- source: modules/backlogs/db/migrate/20260415182824_create_backlog_buckets.rb
-- column: name, plain, kept
SELECT id, :column,
       '/projects/' || (SELECT p.identifier FROM projects p WHERE p.id = backlog_buckets.project_id) || '/backlogs' AS path,
       (SELECT p.identifier FROM projects p WHERE p.id = backlog_buckets.project_id) AS project
  FROM backlog_buckets
 WHERE :column ~* :pattern;

-- place: labels
-- source: app/models/label.rb
-- column: name, plain, kept
SELECT id, :column,
       CAST(NULL AS text) AS path
  FROM labels
 WHERE :column ~* :pattern;

-- place: work_packages
-- note: begins with the identifier of the project
-- source: migration CreateWorkPackageSemanticAliases
-- column: identifier, plain, kept
SELECT id, :column,
       '/work_packages/' || id || '/activity' AS path,
       (SELECT p.identifier FROM projects p WHERE p.id = work_packages.project_id) AS project
  FROM work_packages
 WHERE :column ~* :pattern;

-- place: work_package_semantic_aliases
-- note: former numbers, which begin with the identifier of the project
-- source: migration CreateWorkPackageSemanticAliases
-- column: identifier, plain, kept
SELECT id, :column,
       '/work_packages/' || work_package_semantic_aliases.work_package_id || '/activity' AS path,
       (SELECT p.identifier FROM work_packages w JOIN projects p ON p.id = w.project_id
         WHERE w.id = work_package_semantic_aliases.work_package_id) AS project
  FROM work_package_semantic_aliases
 WHERE :column ~* :pattern;

-- place: persisted_queries
-- source: app/models/persisted_query.rb
-- column: name, plain, kept
--   note: a cost report too, from 18.0 on
-- column: CAST(filters AS text), json, kept
-- column: CAST(orders AS text), json, kept
-- column: CAST(selects AS text), json, kept
-- column: CAST(group_bys AS text), json, kept
SELECT id, :column,
       '/projects/' || (SELECT p.identifier FROM projects p WHERE p.id = persisted_queries.project_id) AS path,
       (SELECT p.identifier FROM projects p WHERE p.id = persisted_queries.project_id) AS project
  FROM persisted_queries
 WHERE :column ~* :pattern;

-- place: persisted_views
-- source: app/models/persisted_view.rb
-- column: name, plain, kept
--   note: private views of the person are deleted with the account
-- column: CAST(options AS text), json, kept
SELECT id, :column,
       '/projects/' || (SELECT p.identifier FROM projects p WHERE p.id = persisted_views.project_id) AS path,
       (SELECT p.identifier FROM projects p WHERE p.id = persisted_views.project_id) AS project
  FROM persisted_views
 WHERE :column ~* :pattern;
