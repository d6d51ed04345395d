-- Work packages: where people write, or where names land.
-- Work packages with their fields, relations, views and automations, building issues, and commits.
-- Runs as it is: psql -v pattern="'name'" -f queries/mentions/cw-02-work-packages.sql

-- check: work_packages.subject
-- expected: kept
-- kind: plain
-- needs: projects.id, projects.identifier, work_packages.project_id
-- note: a subject pattern of the type can write the names of author, assignee and accountable into the subject
-- source: app/models/work_package_types/patterns/token_property_mapper.rb:47
SELECT id, subject,
       '/work_packages/' || id AS path,
       (SELECT p.identifier FROM projects p WHERE p.id = work_packages.project_id) AS project
  FROM work_packages
 WHERE subject ~* :pattern;

-- check: work_packages.description
-- expected: deleted user
-- kind: markdown
-- needs: projects.id, projects.identifier, work_packages.project_id
-- source: app/services/users/replace_mentions_service.rb:37
SELECT id, description,
       '/work_packages/' || id AS path,
       (SELECT p.identifier FROM projects p WHERE p.id = work_packages.project_id) AS project
  FROM work_packages
 WHERE description ~* :pattern;

-- check: work_package_journals.subject
-- expected: kept
-- kind: plain
-- historic: yes
-- needs: journals.data_id, journals.data_type, journals.id, journals.journable_id, projects.id, projects.identifier, work_package_journals.project_id
-- note: a subject pattern of the type can write names into the subject
-- source: config/routes.rb:244
SELECT id, subject,
       (SELECT '/work_packages/' || j.journable_id || '/activity#comment-' || j.id FROM journals j
       WHERE j.data_type = 'Journal::WorkPackageJournal'
         AND j.data_id = work_package_journals.id LIMIT 1) AS path,
       (SELECT p.identifier FROM projects p WHERE p.id = work_package_journals.project_id)
         AS project
  FROM work_package_journals
 WHERE subject ~* :pattern;

-- check: work_package_journals.subject (older layout)
-- expected: kept
-- kind: plain
-- historic: yes
-- needs: journals.id, journals.journable_id, projects.id, projects.identifier, work_package_journals.journal_id, work_package_journals.project_id
-- absent: journals.data_id
-- note: a subject pattern of the type can write names into the subject
SELECT id, subject,
       (SELECT '/work_packages/' || j.journable_id || '/activity#comment-' || j.id FROM journals j
         WHERE j.id = work_package_journals.journal_id) AS path,
       (SELECT p.identifier FROM projects p WHERE p.id = work_package_journals.project_id)
         AS project
  FROM work_package_journals
 WHERE subject ~* :pattern;

-- check: work_package_journals.description
-- expected: deleted user
-- kind: markdown
-- historic: yes
-- needs: journals.data_id, journals.data_type, journals.id, journals.journable_id, projects.id, projects.identifier, work_package_journals.project_id
-- source: app/services/users/replace_mentions_service.rb:38
SELECT id, description,
       (SELECT '/work_packages/' || j.journable_id || '/activity#comment-' || j.id FROM journals j
       WHERE j.data_type = 'Journal::WorkPackageJournal'
         AND j.data_id = work_package_journals.id LIMIT 1) AS path,
       (SELECT p.identifier FROM projects p WHERE p.id = work_package_journals.project_id)
         AS project
  FROM work_package_journals
 WHERE description ~* :pattern;

-- check: work_package_journals.description (older layout)
-- expected: deleted user
-- kind: markdown
-- historic: yes
-- needs: journals.id, journals.journable_id, projects.id, projects.identifier, work_package_journals.journal_id, work_package_journals.project_id
-- absent: journals.data_id
SELECT id, description,
       (SELECT '/work_packages/' || j.journable_id || '/activity#comment-' || j.id FROM journals j
         WHERE j.id = work_package_journals.journal_id) AS path,
       (SELECT p.identifier FROM projects p WHERE p.id = work_package_journals.project_id)
         AS project
  FROM work_package_journals
 WHERE description ~* :pattern;

-- check: journals.cause
-- expected: kept
-- kind: json
-- historic: yes
-- needs: journals.journable_id, journals.journable_type, projects.id, projects.identifier, work_packages.id, work_packages.project_id
-- note: what else caused a change: names of statuses and ids, no person in the core
-- source: config/routes.rb:244
SELECT id, CAST(cause AS text),
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
 WHERE CAST(cause AS text) ~* :pattern;

-- check: journals.notes (commits)
-- expected: deleted user
-- kind: markdown
-- historic: yes
-- needs: changesets.id, changesets.repository_id, changesets.revision, journals.journable_id, journals.journable_type, projects.id, projects.identifier, repositories.id, repositories.project_id
-- source: app/services/users/replace_mentions_service.rb:40
SELECT id, notes,
       (SELECT '/projects/' || p.identifier || '/repository/revision/' || s.revision
         FROM changesets s
           JOIN repositories r ON r.id = s.repository_id JOIN projects p ON p.id = r.project_id
             WHERE s.id = journals.journable_id) AS path,
       (SELECT p.identifier FROM changesets s JOIN repositories r ON r.id = s.repository_id
           JOIN projects p ON p.id = r.project_id WHERE s.id = journals.journable_id) AS project
  FROM journals
 WHERE journable_type = 'Changeset'
   AND notes ~* :pattern;

-- check: custom_values.value (work packages and the rest)
-- expected: deleted user
-- kind: markdown
-- needs: custom_values.customized_id, custom_values.customized_type, projects.id, projects.identifier, work_packages.id, work_packages.project_id
-- note: only long texts are rewritten
-- source: app/services/users/replace_mentions_service.rb:43
SELECT id, value,
       CASE customized_type WHEN 'WorkPackage' THEN '/work_packages/' || customized_id END AS path,
       CASE customized_type WHEN 'WorkPackage' THEN
         (SELECT p.identifier FROM projects p JOIN work_packages w ON w.project_id = p.id
           WHERE w.id = custom_values.customized_id) END AS project
  FROM custom_values
 WHERE (customized_type IS NULL
        OR customized_type NOT IN ('Project', 'TimeEntry', 'Version', 'Principal', 'User'))
   AND value ~* :pattern;

-- check: customizable_journals.value (work packages and the rest)
-- expected: deleted user
-- kind: markdown
-- historic: yes
-- needs: customizable_journals.journal_id, journals.id, journals.journable_id, journals.journable_type, projects.id, projects.identifier, work_packages.id, work_packages.project_id
-- note: only long texts are rewritten, and none of a field that was removed
-- source: app/services/users/replace_mentions_service.rb:55
SELECT id, value,
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
   AND value ~* :pattern;

-- check: relations.description
-- expected: kept
-- kind: plain
-- needs: projects.id, projects.identifier, relations.from_id, work_packages.id, work_packages.project_id
-- source: config/routes.rb:763
SELECT id, description,
       '/work_packages/' || from_id || '/relations' AS path,
       (SELECT p.identifier FROM projects p JOIN work_packages w ON w.project_id = p.id
           WHERE w.id = relations.from_id) AS project
  FROM relations
 WHERE description ~* :pattern;

-- check: categories.name
-- expected: kept
-- kind: plain
-- needs: categories.project_id, projects.id, projects.identifier
-- note: often named after a person
-- source: config/routes.rb:464
SELECT id, name,
       '/categories/' || id || '/edit' AS path,
       (SELECT p.identifier FROM projects p WHERE p.id = categories.project_id) AS project
  FROM categories
 WHERE name ~* :pattern;

-- check: reminders.note
-- expected: row deleted
-- kind: plain
-- needs: projects.id, projects.identifier, reminders.remindable_id, reminders.remindable_type, work_packages.id, work_packages.project_id
-- note: only the person's own reminders go; those of others that name the person stay
-- source: config/routes.rb:763
SELECT id, note,
       CASE remindable_type WHEN 'WorkPackage' THEN '/work_packages/' || remindable_id END AS path,
       CASE remindable_type WHEN 'WorkPackage' THEN
         (SELECT p.identifier FROM projects p JOIN work_packages w ON w.project_id = p.id
           WHERE w.id = reminders.remindable_id) END AS project
  FROM reminders
 WHERE note ~* :pattern;

-- check: custom_fields.name
-- expected: kept
-- kind: plain
-- needs: custom_fields.type
-- source: config/routes.rb:211
SELECT id, name,
       CASE type WHEN 'ProjectCustomField' THEN '/admin/settings/project_custom_fields/' || id
         || '/edit'
         ELSE '/custom_fields/' || id || '/edit' END AS path
  FROM custom_fields
 WHERE name ~* :pattern;

-- check: custom_fields.default_value
-- expected: kept
-- kind: markdown
-- needs: custom_fields.type
-- note: mentions are not rewritten; a user field holds an id here
-- source: config/routes.rb:211
SELECT id, default_value,
       CASE type WHEN 'ProjectCustomField' THEN '/admin/settings/project_custom_fields/' || id
         || '/edit'
         ELSE '/custom_fields/' || id || '/edit' END AS path
  FROM custom_fields
 WHERE default_value ~* :pattern;

-- check: custom_fields.regexp
-- expected: kept
-- kind: plain
-- needs: custom_fields.type
-- source: config/routes.rb:211
SELECT id, regexp,
       CASE type WHEN 'ProjectCustomField' THEN '/admin/settings/project_custom_fields/' || id
         || '/edit'
         ELSE '/custom_fields/' || id || '/edit' END AS path
  FROM custom_fields
 WHERE regexp ~* :pattern;

-- check: custom_fields.formula
-- expected: kept
-- kind: json
-- needs: custom_fields.type
-- source: config/routes.rb:211
SELECT id, CAST(formula AS text),
       CASE type WHEN 'ProjectCustomField' THEN '/admin/settings/project_custom_fields/' || id
         || '/edit'
         ELSE '/custom_fields/' || id || '/edit' END AS path
  FROM custom_fields
 WHERE CAST(formula AS text) ~* :pattern;

-- check: custom_options.value
-- expected: kept
-- kind: plain
-- needs: custom_fields.id, custom_fields.type, custom_options.custom_field_id
-- source: config/routes.rb:211
SELECT id, value,
       CASE (SELECT f.type FROM custom_fields f WHERE f.id = custom_options.custom_field_id)
         WHEN 'ProjectCustomField' THEN '/admin/settings/project_custom_fields/'
           || custom_field_id || '/edit'
         ELSE '/custom_fields/' || custom_field_id || '/edit' END AS path
  FROM custom_options
 WHERE value ~* :pattern;

-- check: hierarchical_items.label
-- expected: kept
-- kind: plain
-- needs: custom_fields.id, custom_fields.type, hierarchical_item_hierarchies.ancestor_id, hierarchical_item_hierarchies.descendant_id, hierarchical_items.custom_field_id
-- source: config/routes.rb:225
SELECT id, label,
       (SELECT CASE f.type WHEN 'ProjectCustomField' THEN '/admin/settings/project_custom_fields/'
         ELSE '/custom_fields/' END
         || f.id || '/items' FROM hierarchical_item_hierarchies h
           JOIN hierarchical_items r ON r.id = h.ancestor_id
         JOIN custom_fields f ON f.id = r.custom_field_id
           WHERE h.descendant_id = hierarchical_items.id LIMIT 1) AS path
  FROM hierarchical_items
 WHERE label ~* :pattern;

-- check: hierarchical_items.short
-- expected: kept
-- kind: plain
-- needs: custom_fields.id, custom_fields.type, hierarchical_item_hierarchies.ancestor_id, hierarchical_item_hierarchies.descendant_id, hierarchical_items.custom_field_id
-- source: config/routes.rb:225
SELECT id, short,
       (SELECT CASE f.type WHEN 'ProjectCustomField' THEN '/admin/settings/project_custom_fields/'
         ELSE '/custom_fields/' END
         || f.id || '/items' FROM hierarchical_item_hierarchies h
           JOIN hierarchical_items r ON r.id = h.ancestor_id
         JOIN custom_fields f ON f.id = r.custom_field_id
           WHERE h.descendant_id = hierarchical_items.id LIMIT 1) AS path
  FROM hierarchical_items
 WHERE short ~* :pattern;

-- check: custom_actions.name
-- expected: kept
-- kind: plain
-- source: config/routes.rb:613
SELECT id, name,
       '/admin/custom_actions/' || id || '/edit' AS path
  FROM custom_actions
 WHERE name ~* :pattern;

-- check: custom_actions.description
-- expected: kept
-- kind: plain
-- source: config/routes.rb:613
SELECT id, description,
       '/admin/custom_actions/' || id || '/edit' AS path
  FROM custom_actions
 WHERE description ~* :pattern;

-- check: custom_actions.actions
-- expected: kept
-- kind: yaml
-- source: config/routes.rb:613
SELECT id, actions,
       '/admin/custom_actions/' || id || '/edit' AS path
  FROM custom_actions
 WHERE actions ~* :pattern;

-- check: statuses.name
-- expected: kept
-- kind: plain
-- source: config/routes.rb:178
SELECT id, name,
       '/statuses/' || id || '/edit' AS path
  FROM statuses
 WHERE name ~* :pattern;

-- check: enumerations.name (priorities and the rest)
-- expected: kept
-- kind: plain
-- needs: enumerations.type
-- source: config/routes.rb:646
SELECT id, name,
       CASE type WHEN 'IssuePriority' THEN '/admin/settings/work_package_priorities/' || id
         || '/edit' END AS path
  FROM enumerations
 WHERE (type IS NULL OR type NOT IN ('TimeEntryActivity', 'DocumentCategory'))
   AND name ~* :pattern;

-- check: types.name
-- expected: kept
-- kind: plain
-- source: config/routes.rb:149
SELECT id, name,
       '/types/' || id || '/settings/edit' AS path
  FROM types
 WHERE name ~* :pattern;

-- check: types.description
-- expected: kept
-- kind: markdown
-- note: mentions are not rewritten
-- source: config/routes.rb:149
SELECT id, description,
       '/types/' || id || '/settings/edit' AS path
  FROM types
 WHERE description ~* :pattern;

-- check: types.patterns
-- expected: kept
-- kind: json
-- source: config/routes.rb:149
SELECT id, patterns,
       '/types/' || id || '/subject_configuration/edit' AS path
  FROM types
 WHERE patterns ~* :pattern;

-- check: types.attribute_groups
-- expected: kept
-- kind: yaml
-- source: config/routes.rb:149
SELECT id, attribute_groups,
       '/types/' || id || '/form_configuration/edit' AS path
  FROM types
 WHERE attribute_groups ~* :pattern;

-- check: types.pdf_export_templates_config
-- expected: kept
-- kind: json
-- source: config/routes.rb:159
SELECT id, CAST(pdf_export_templates_config AS text),
       '/types/' || id || '/pdf_export_template/edit' AS path
  FROM types
 WHERE CAST(pdf_export_templates_config AS text) ~* :pattern;

-- check: attribute_help_texts.help_text
-- expected: kept
-- kind: markdown
-- note: mentions are not rewritten
-- source: config/routes.rb:585
SELECT id, help_text,
       '/admin/attribute_help_texts/' || id || '/edit' AS path
  FROM attribute_help_texts
 WHERE help_text ~* :pattern;

-- check: attribute_help_texts.caption
-- expected: kept
-- kind: plain
-- source: config/routes.rb:585
SELECT id, caption,
       '/admin/attribute_help_texts/' || id || '/edit' AS path
  FROM attribute_help_texts
 WHERE caption ~* :pattern;

-- check: colors.name
-- expected: kept
-- kind: plain
-- source: config/routes.rb:993
SELECT id, name,
       '/colors/' || id || '/edit' AS path
  FROM colors
 WHERE name ~* :pattern;

-- check: queries.name (work package views)
-- expected: kept
-- kind: plain
-- needs: projects.id, projects.identifier, queries.project_id, views.id, views.query_id, views.type
-- note: private ones of the person go with the account
-- source: lib/open_project/object_linking.rb:97
SELECT id, name,
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
   AND name ~* :pattern;

-- check: queries.filters (work package views)
-- expected: kept
-- kind: yaml
-- needs: projects.id, projects.identifier, queries.project_id, views.id, views.query_id, views.type
-- note: private ones of the person go with the account
-- source: lib/open_project/object_linking.rb:97
SELECT id, filters,
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
   AND filters ~* :pattern;

-- check: queries.name (without views)
-- expected: kept
-- kind: plain
-- needs: projects.id, projects.identifier, queries.project_id
-- absent: views.query_id
-- note: private ones of the person go with the account
SELECT id, name,
       CASE WHEN project_id IS NULL THEN '/work_packages?query_id=' || id
         ELSE '/projects/' || (SELECT p.identifier FROM projects p WHERE p.id = queries.project_id)
           || '/work_packages?query_id=' || id END AS path,
       (SELECT p.identifier FROM projects p WHERE p.id = queries.project_id) AS project
  FROM queries
 WHERE name ~* :pattern;

-- check: queries.filters (without views)
-- expected: kept
-- kind: yaml
-- needs: projects.id, projects.identifier, queries.project_id
-- absent: views.query_id
-- note: private ones of the person go with the account
SELECT id, filters,
       CASE WHEN project_id IS NULL THEN '/work_packages?query_id=' || id
         ELSE '/projects/' || (SELECT p.identifier FROM projects p WHERE p.id = queries.project_id)
           || '/work_packages?query_id=' || id END AS path,
       (SELECT p.identifier FROM projects p WHERE p.id = queries.project_id) AS project
  FROM queries
 WHERE filters ~* :pattern;

-- check: views.options (work package views)
-- expected: kept
-- kind: json
-- needs: projects.id, projects.identifier, queries.id, queries.project_id, views.query_id, views.type
-- source: lib/open_project/object_linking.rb:97
SELECT id, CAST(options AS text),
       (SELECT CASE WHEN p.id IS NULL THEN '' ELSE '/projects/' || p.identifier END
         || CASE views.type WHEN 'gantt' THEN '/gantt' WHEN 'bim' THEN '/bcf'
           ELSE '/work_packages' END || '?query_id=' || q.id
         FROM queries q LEFT JOIN projects p ON p.id = q.project_id WHERE q.id = views.query_id)
           AS path,
       (SELECT p.identifier FROM queries q JOIN projects p ON p.id = q.project_id
         WHERE q.id = views.query_id) AS project
  FROM views
 WHERE (type IS NULL OR type NOT IN ('team_planner', 'work_packages_calendar'))
   AND CAST(options AS text) ~* :pattern;

-- check: export_settings.settings
-- expected: kept
-- kind: json
-- needs: export_settings.query_id, projects.id, projects.identifier, queries.id, queries.project_id
-- source: lib/open_project/object_linking.rb:97
SELECT id, CAST(settings AS text),
       (SELECT CASE WHEN p.id IS NULL THEN '' ELSE '/projects/' || p.identifier END
         || '/work_packages?query_id=' || q.id FROM queries q LEFT
         JOIN projects p ON p.id = q.project_id WHERE q.id = export_settings.query_id) AS path,
       (SELECT p.identifier FROM queries q LEFT JOIN projects p ON p.id = q.project_id
         WHERE q.id = export_settings.query_id) AS project
  FROM export_settings
 WHERE CAST(settings AS text) ~* :pattern;

-- check: export_card_configurations.name
-- expected: kept
-- kind: plain
SELECT id, name,
       CAST(NULL AS text) AS path
  FROM export_card_configurations
 WHERE name ~* :pattern;

-- check: export_card_configurations.description
-- expected: kept
-- kind: plain
SELECT id, description,
       CAST(NULL AS text) AS path
  FROM export_card_configurations
 WHERE description ~* :pattern;

-- check: export_card_configurations.rows
-- expected: kept
-- kind: yaml
SELECT id, rows,
       CAST(NULL AS text) AS path
  FROM export_card_configurations
 WHERE rows ~* :pattern;

-- check: bcf_issues.markup
-- expected: kept
-- kind: person
-- needs: bcf_issues.work_package_id, projects.id, projects.identifier, work_packages.id, work_packages.project_id
-- note: XML whose author, assignee and comment authors are mail addresses
-- source: modules/bim/lib/open_project/bim/bcf_xml/issue_writer.rb:148
SELECT id, CAST(markup AS text),
       '/work_packages/' || work_package_id AS path,
       (SELECT p.identifier FROM projects p JOIN work_packages w ON w.project_id = p.id
           WHERE w.id = bcf_issues.work_package_id) AS project
  FROM bcf_issues
 WHERE CAST(markup AS text) ~* :pattern;

-- check: bcf_issues.stage
-- expected: kept
-- kind: plain
-- needs: bcf_issues.work_package_id, projects.id, projects.identifier, work_packages.id, work_packages.project_id
-- source: config/routes.rb:763
SELECT id, stage,
       '/work_packages/' || work_package_id AS path,
       (SELECT p.identifier FROM projects p JOIN work_packages w ON w.project_id = p.id
           WHERE w.id = bcf_issues.work_package_id) AS project
  FROM bcf_issues
 WHERE stage ~* :pattern;

-- check: bcf_issues.labels
-- expected: kept
-- kind: plain
-- needs: bcf_issues.work_package_id, projects.id, projects.identifier, work_packages.id, work_packages.project_id
-- source: config/routes.rb:763
SELECT id, array_to_string(labels, ' '),
       '/work_packages/' || work_package_id AS path,
       (SELECT p.identifier FROM projects p JOIN work_packages w ON w.project_id = p.id
           WHERE w.id = bcf_issues.work_package_id) AS project
  FROM bcf_issues
 WHERE array_to_string(labels, ' ') ~* :pattern;

-- check: bcf_viewpoints.viewpoint_name
-- expected: kept
-- kind: plain
-- needs: bcf_issues.id, bcf_issues.work_package_id, bcf_viewpoints.issue_id, projects.id, projects.identifier, work_packages.id, work_packages.project_id
-- source: config/routes.rb:763
SELECT id, viewpoint_name,
       (SELECT '/work_packages/' || w.id FROM bcf_issues i
         JOIN work_packages w ON w.id = i.work_package_id
           JOIN projects p ON p.id = w.project_id WHERE i.id = bcf_viewpoints.issue_id) AS path,
       (SELECT p.identifier FROM bcf_issues i JOIN work_packages w ON w.id = i.work_package_id
           JOIN projects p ON p.id = w.project_id WHERE i.id = bcf_viewpoints.issue_id) AS project
  FROM bcf_viewpoints
 WHERE viewpoint_name ~* :pattern;

-- check: bcf_viewpoints.json_viewpoint
-- expected: kept
-- kind: json
-- needs: bcf_issues.id, bcf_issues.work_package_id, bcf_viewpoints.issue_id, projects.id, projects.identifier, work_packages.id, work_packages.project_id
-- source: config/routes.rb:763
SELECT id, CAST(json_viewpoint AS text),
       (SELECT '/work_packages/' || w.id FROM bcf_issues i
         JOIN work_packages w ON w.id = i.work_package_id
           JOIN projects p ON p.id = w.project_id WHERE i.id = bcf_viewpoints.issue_id) AS path,
       (SELECT p.identifier FROM bcf_issues i JOIN work_packages w ON w.id = i.work_package_id
           JOIN projects p ON p.id = w.project_id WHERE i.id = bcf_viewpoints.issue_id) AS project
  FROM bcf_viewpoints
 WHERE CAST(json_viewpoint AS text) ~* :pattern;

-- check: changesets.committer
-- expected: kept
-- kind: person
-- needs: changesets.repository_id, changesets.revision, projects.id, projects.identifier, repositories.id, repositories.project_id
-- note: commits keep the committer's name or mail; only the user's id is rewritten
-- source: app/models/changeset.rb:98
SELECT id, committer,
       '/projects/' || (SELECT p.identifier FROM projects p
         JOIN repositories r ON r.project_id = p.id WHERE r.id = changesets.repository_id)
         || '/repository/revision/' || revision AS path,
       (SELECT p.identifier FROM projects p JOIN repositories r ON r.project_id = p.id
         WHERE r.id = changesets.repository_id) AS project
  FROM changesets
 WHERE committer ~* :pattern;

-- check: changesets.comments
-- expected: kept
-- kind: markdown
-- needs: changesets.repository_id, changesets.revision, projects.id, projects.identifier, repositories.id, repositories.project_id
-- source: config/routes.rb:507
SELECT id, comments,
       '/projects/' || (SELECT p.identifier FROM projects p
         JOIN repositories r ON r.project_id = p.id WHERE r.id = changesets.repository_id)
         || '/repository/revision/' || revision AS path,
       (SELECT p.identifier FROM projects p JOIN repositories r ON r.project_id = p.id
         WHERE r.id = changesets.repository_id) AS project
  FROM changesets
 WHERE comments ~* :pattern;

-- check: changeset_journals.committer
-- expected: kept
-- kind: person
-- historic: yes
-- needs: changeset_journals.repository_id, changeset_journals.revision, projects.id, projects.identifier, repositories.id, repositories.project_id
-- note: commits keep the committer's name or mail; only the user's id is rewritten
-- source: app/models/changeset.rb:98
SELECT id, committer,
       '/projects/' || (SELECT p.identifier FROM projects p
         JOIN repositories r ON r.project_id = p.id WHERE r.id = changeset_journals.repository_id)
         || '/repository/revision/' || revision AS path,
       (SELECT p.identifier FROM projects p JOIN repositories r ON r.project_id = p.id
         WHERE r.id = changeset_journals.repository_id) AS project
  FROM changeset_journals
 WHERE committer ~* :pattern;

-- check: changeset_journals.comments
-- expected: kept
-- kind: markdown
-- historic: yes
-- needs: changeset_journals.repository_id, changeset_journals.revision, projects.id, projects.identifier, repositories.id, repositories.project_id
-- source: config/routes.rb:507
SELECT id, comments,
       '/projects/' || (SELECT p.identifier FROM projects p
         JOIN repositories r ON r.project_id = p.id WHERE r.id = changeset_journals.repository_id)
         || '/repository/revision/' || revision AS path,
       (SELECT p.identifier FROM projects p JOIN repositories r ON r.project_id = p.id
         WHERE r.id = changeset_journals.repository_id) AS project
  FROM changeset_journals
 WHERE comments ~* :pattern;

-- check: changes.path
-- expected: kept
-- kind: filename
-- needs: changes.changeset_id, changesets.id, changesets.repository_id, changesets.revision, projects.id, projects.identifier, repositories.id, repositories.project_id
-- source: config/routes.rb:507
SELECT id, path,
       (SELECT '/projects/' || p.identifier || '/repository/revision/' || s.revision
         FROM changesets s JOIN repositories r ON r.id = s.repository_id
           JOIN projects p ON p.id = r.project_id WHERE s.id = changes.changeset_id) AS path,
       (SELECT p.identifier FROM changesets s JOIN repositories r ON r.id = s.repository_id
           JOIN projects p ON p.id = r.project_id WHERE s.id = changes.changeset_id) AS project
  FROM changes
 WHERE path ~* :pattern;

-- check: changes.from_path
-- expected: kept
-- kind: filename
-- needs: changes.changeset_id, changesets.id, changesets.repository_id, changesets.revision, projects.id, projects.identifier, repositories.id, repositories.project_id
-- source: config/routes.rb:507
SELECT id, from_path,
       (SELECT '/projects/' || p.identifier || '/repository/revision/' || s.revision
         FROM changesets s JOIN repositories r ON r.id = s.repository_id
           JOIN projects p ON p.id = r.project_id WHERE s.id = changes.changeset_id) AS path,
       (SELECT p.identifier FROM changesets s JOIN repositories r ON r.id = s.repository_id
           JOIN projects p ON p.id = r.project_id WHERE s.id = changes.changeset_id) AS project
  FROM changes
 WHERE from_path ~* :pattern;

-- check: changes.branch
-- expected: kept
-- kind: plain
-- needs: changes.changeset_id, changesets.id, changesets.repository_id, changesets.revision, projects.id, projects.identifier, repositories.id, repositories.project_id
-- source: config/routes.rb:507
SELECT id, branch,
       (SELECT '/projects/' || p.identifier || '/repository/revision/' || s.revision
         FROM changesets s JOIN repositories r ON r.id = s.repository_id
           JOIN projects p ON p.id = r.project_id WHERE s.id = changes.changeset_id) AS path,
       (SELECT p.identifier FROM changesets s JOIN repositories r ON r.id = s.repository_id
           JOIN projects p ON p.id = r.project_id WHERE s.id = changes.changeset_id) AS project
  FROM changes
 WHERE branch ~* :pattern;

-- check: repositories.url
-- expected: kept
-- kind: plain
-- needs: projects.id, projects.identifier, repositories.project_id
-- source: config/routes.rb:332
SELECT id, url,
       '/projects/' || (SELECT p.identifier FROM projects p WHERE p.id = repositories.project_id)
         || '/settings/repository' AS path,
       (SELECT p.identifier FROM projects p WHERE p.id = repositories.project_id) AS project
  FROM repositories
 WHERE url ~* :pattern;

-- check: repositories.root_url
-- expected: kept
-- kind: plain
-- needs: projects.id, projects.identifier, repositories.project_id
-- source: config/routes.rb:332
SELECT id, root_url,
       '/projects/' || (SELECT p.identifier FROM projects p WHERE p.id = repositories.project_id)
         || '/settings/repository' AS path,
       (SELECT p.identifier FROM projects p WHERE p.id = repositories.project_id) AS project
  FROM repositories
 WHERE root_url ~* :pattern;

-- check: repositories.login
-- expected: kept
-- kind: plain
-- needs: projects.id, projects.identifier, repositories.project_id
-- source: config/routes.rb:332
SELECT id, login,
       '/projects/' || (SELECT p.identifier FROM projects p WHERE p.id = repositories.project_id)
         || '/settings/repository' AS path,
       (SELECT p.identifier FROM projects p WHERE p.id = repositories.project_id) AS project
  FROM repositories
 WHERE login ~* :pattern;

-- check: sprint_goals.text
-- expected: kept
-- kind: markdown
-- needs: sprint_goals.project_id, projects.id, projects.identifier
-- note: goal of a sprint; mentions in it are not rewritten
-- source: modules/backlogs/db/migrate/20260519144514_create_sprint_goals.rb
SELECT id, text,
       '/projects/' || (SELECT p.identifier FROM projects p WHERE p.id = sprint_goals.project_id) || '/backlogs' AS path,
       (SELECT p.identifier FROM projects p WHERE p.id = sprint_goals.project_id) AS project
  FROM sprint_goals
 WHERE text ~* :pattern;

-- check: sprints.name
-- expected: kept
-- kind: plain
-- needs: sprints.project_id, projects.id, projects.identifier
-- source: modules/backlogs/db/migrate/20260202093215_create_sprints.rb
SELECT id, name,
       '/projects/' || (SELECT p.identifier FROM projects p WHERE p.id = sprints.project_id) || '/backlogs' AS path,
       (SELECT p.identifier FROM projects p WHERE p.id = sprints.project_id) AS project
  FROM sprints
 WHERE name ~* :pattern;

-- check: backlog_buckets.name
-- expected: kept
-- kind: plain
-- needs: backlog_buckets.project_id, projects.id, projects.identifier
-- source: modules/backlogs/db/migrate/20260415182824_create_backlog_buckets.rb
SELECT id, name,
       '/projects/' || (SELECT p.identifier FROM projects p WHERE p.id = backlog_buckets.project_id) || '/backlogs' AS path,
       (SELECT p.identifier FROM projects p WHERE p.id = backlog_buckets.project_id) AS project
  FROM backlog_buckets
 WHERE name ~* :pattern;

-- check: labels.name
-- expected: kept
-- kind: plain
-- source: app/models/label.rb
SELECT id, name,
       CAST(NULL AS text) AS path
  FROM labels
 WHERE name ~* :pattern;

-- check: work_packages.identifier
-- expected: kept
-- kind: plain
-- needs: work_packages.project_id, projects.id, projects.identifier
-- note: begins with the identifier of the project
-- source: migration CreateWorkPackageSemanticAliases
SELECT id, identifier,
       '/work_packages/' || id || '/activity' AS path,
       (SELECT p.identifier FROM projects p WHERE p.id = work_packages.project_id) AS project
  FROM work_packages
 WHERE identifier ~* :pattern;

-- check: work_package_semantic_aliases.identifier
-- expected: kept
-- kind: plain
-- needs: work_package_semantic_aliases.work_package_id, work_packages.id, work_packages.project_id, projects.id, projects.identifier
-- note: former numbers, which begin with the identifier of the project
-- source: migration CreateWorkPackageSemanticAliases
SELECT id, identifier,
       '/work_packages/' || work_package_semantic_aliases.work_package_id || '/activity' AS path,
       (SELECT p.identifier FROM work_packages w JOIN projects p ON p.id = w.project_id
         WHERE w.id = work_package_semantic_aliases.work_package_id) AS project
  FROM work_package_semantic_aliases
 WHERE identifier ~* :pattern;

-- check: persisted_queries.name
-- expected: kept
-- kind: plain
-- needs: persisted_queries.project_id, projects.id, projects.identifier
-- note: a cost report too, from 18.0 on
-- source: app/models/persisted_query.rb
SELECT id, name,
       '/projects/' || (SELECT p.identifier FROM projects p WHERE p.id = persisted_queries.project_id) AS path,
       (SELECT p.identifier FROM projects p WHERE p.id = persisted_queries.project_id) AS project
  FROM persisted_queries
 WHERE name ~* :pattern;

-- check: persisted_queries.filters
-- expected: kept
-- kind: json
-- needs: persisted_queries.project_id, projects.id, projects.identifier
-- source: app/models/persisted_query.rb
SELECT id, CAST(filters AS text),
       '/projects/' || (SELECT p.identifier FROM projects p WHERE p.id = persisted_queries.project_id) AS path,
       (SELECT p.identifier FROM projects p WHERE p.id = persisted_queries.project_id) AS project
  FROM persisted_queries
 WHERE CAST(filters AS text) ~* :pattern;

-- check: persisted_queries.orders
-- expected: kept
-- kind: json
-- needs: persisted_queries.project_id, projects.id, projects.identifier
-- source: app/models/persisted_query.rb
SELECT id, CAST(orders AS text),
       '/projects/' || (SELECT p.identifier FROM projects p WHERE p.id = persisted_queries.project_id) AS path,
       (SELECT p.identifier FROM projects p WHERE p.id = persisted_queries.project_id) AS project
  FROM persisted_queries
 WHERE CAST(orders AS text) ~* :pattern;

-- check: persisted_queries.selects
-- expected: kept
-- kind: json
-- needs: persisted_queries.project_id, projects.id, projects.identifier
-- source: app/models/persisted_query.rb
SELECT id, CAST(selects AS text),
       '/projects/' || (SELECT p.identifier FROM projects p WHERE p.id = persisted_queries.project_id) AS path,
       (SELECT p.identifier FROM projects p WHERE p.id = persisted_queries.project_id) AS project
  FROM persisted_queries
 WHERE CAST(selects AS text) ~* :pattern;

-- check: persisted_queries.group_bys
-- expected: kept
-- kind: json
-- needs: persisted_queries.project_id, projects.id, projects.identifier
-- source: app/models/persisted_query.rb
SELECT id, CAST(group_bys AS text),
       '/projects/' || (SELECT p.identifier FROM projects p WHERE p.id = persisted_queries.project_id) AS path,
       (SELECT p.identifier FROM projects p WHERE p.id = persisted_queries.project_id) AS project
  FROM persisted_queries
 WHERE CAST(group_bys AS text) ~* :pattern;

-- check: persisted_views.name
-- expected: kept
-- kind: plain
-- needs: persisted_views.project_id, projects.id, projects.identifier
-- note: private views of the person go with the account
-- source: app/models/persisted_view.rb
SELECT id, name,
       '/projects/' || (SELECT p.identifier FROM projects p WHERE p.id = persisted_views.project_id) AS path,
       (SELECT p.identifier FROM projects p WHERE p.id = persisted_views.project_id) AS project
  FROM persisted_views
 WHERE name ~* :pattern;

-- check: persisted_views.options
-- expected: kept
-- kind: json
-- needs: persisted_views.project_id, projects.id, projects.identifier
-- source: app/models/persisted_view.rb
SELECT id, CAST(options AS text),
       '/projects/' || (SELECT p.identifier FROM projects p WHERE p.id = persisted_views.project_id) AS path,
       (SELECT p.identifier FROM projects p WHERE p.id = persisted_views.project_id) AS project
  FROM persisted_views
 WHERE CAST(options AS text) ~* :pattern;
