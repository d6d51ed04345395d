-- Work packages: columns that can contain the id of a user.
-- Runs as it is: psql -v user_id=42 -f queries/references/cw-02-work-packages.sql

-- check: journals.user_id (work package changes)
-- expected: deleted user
-- needs: journals.journable_type, journals.notes
-- source: app/services/principals/replace_references_service.rb:96
SELECT id FROM journals
 WHERE journable_type = 'WorkPackage'
   AND coalesce(notes, '') = ''
   AND user_id = :user_id;

-- check: journals.user_id (changesets and all other types)
-- expected: deleted user
-- needs: journals.journable_type
-- source: app/services/principals/replace_references_service.rb:96
-- note: All rows that no other check of this column covers, including those of plugins.
SELECT id FROM journals
 WHERE coalesce(journable_type, '') NOT IN (
       'WorkPackage', 'WikiPage', 'WikiContent', 'Meeting', 'MeetingContent', 'MeetingAgenda',
       'MeetingMinutes', 'News', 'Project', 'Budget', 'CostObject', 'VariableCostObject', 'TimeEntry', 'Document', 'Attachment', 'Message')
   AND user_id = :user_id;

-- check: watchers.user_id (work packages and all other types)
-- expected: row deleted
-- needs: watchers.watchable_type
-- note: All rows that no other check of this column covers, including those of plugins.
SELECT id FROM watchers
 WHERE coalesce(watchable_type, '') NOT IN (
       'Message', 'Forum', 'Board', 'WikiPage', 'Wiki', 'WikiContent', 'News', 'Meeting')
   AND user_id = :user_id;

-- check: watchers.watchable_id (of a principal)
-- expected: row deleted
-- needs: watchers.watchable_type
SELECT id FROM watchers
 WHERE watchable_type IN ('Principal', 'User', 'Group', 'PlaceholderUser', 'ServiceAccount')
   AND watchable_id = :user_id;

-- check: work_packages.author_id
-- expected: deleted user
-- source: config/initializers/replace_references_service.rb:33
SELECT id FROM work_packages WHERE author_id = :user_id;

-- check: work_packages.assigned_to_id
-- expected: null
-- until: 11.3
-- source: app/models/user.rb
SELECT id FROM work_packages WHERE assigned_to_id = :user_id;

-- check: work_packages.assigned_to_id
-- expected: deleted user
-- since: 11.3
-- source: config/initializers/replace_references_service.rb:33
SELECT id FROM work_packages WHERE assigned_to_id = :user_id;

-- check: work_packages.responsible_id
-- expected: null
-- until: 11.3
-- source: app/models/user.rb
SELECT id FROM work_packages WHERE responsible_id = :user_id;

-- check: work_packages.responsible_id
-- expected: deleted user
-- since: 11.3
-- source: config/initializers/replace_references_service.rb:33
SELECT id FROM work_packages WHERE responsible_id = :user_id;

-- check: work_package_journals.author_id
-- expected: deleted user
-- source: config/initializers/replace_references_service.rb:33
SELECT id FROM work_package_journals WHERE author_id = :user_id;

-- check: work_package_journals.assigned_to_id
-- expected: deleted user
-- source: config/initializers/replace_references_service.rb:33
SELECT id FROM work_package_journals WHERE assigned_to_id = :user_id;

-- check: work_package_journals.responsible_id
-- expected: deleted user
-- source: config/initializers/replace_references_service.rb:33
SELECT id FROM work_package_journals WHERE responsible_id = :user_id;

-- check: categories.assigned_to_id
-- expected: null
SELECT id FROM categories WHERE assigned_to_id = :user_id;

-- check: reminders.creator_id
-- expected: row deleted
SELECT id FROM reminders WHERE creator_id = :user_id;

-- check: reminders.remindable_id (of a principal)
-- expected: row deleted
-- needs: reminders.remindable_type
SELECT id FROM reminders
 WHERE remindable_type IN ('Principal', 'User', 'Group', 'PlaceholderUser', 'ServiceAccount')
   AND remindable_id = :user_id;

-- check: reminder_notifications.reminder_id (reminder of the person)
-- expected: row deleted
-- needs: reminders.creator_id
SELECT n.id FROM reminder_notifications n
  JOIN reminders r ON r.id = n.reminder_id
 WHERE r.creator_id = :user_id;

-- check: reminder_notifications.notification_id (notification of the person)
-- expected: row deleted
-- needs: notifications.recipient_id
SELECT n.id FROM reminder_notifications n
  JOIN notifications m ON m.id = n.notification_id
 WHERE m.recipient_id = :user_id;

-- check: changesets.user_id
-- expected: null
-- until: 11.3
-- source: app/models/user.rb
SELECT id FROM changesets WHERE user_id = :user_id;

-- check: changesets.user_id
-- expected: deleted user
-- since: 11.3
-- source: config/initializers/replace_references_service.rb:33
-- note: The name of the committer in the same row is not changed: see the mentions.
SELECT id FROM changesets WHERE user_id = :user_id;

-- check: changeset_journals.user_id
-- expected: deleted user
-- source: config/initializers/replace_references_service.rb:33
SELECT id FROM changeset_journals WHERE user_id = :user_id;

-- check: bcf_comments.journal_id (journal of the person)
-- expected: deleted user
-- removal: with journals.user_id
-- needs: journals.user_id
SELECT b.id FROM bcf_comments b
  JOIN journals j ON j.id = b.journal_id
 WHERE j.user_id = :user_id;

-- check: views.query_id (query of the person)
-- expected: deleted user
-- removal: with queries.user_id
-- needs: queries.user_id
SELECT v.id FROM views v
  JOIN queries q ON q.id = v.query_id
 WHERE q.user_id = :user_id;

-- check: queries.user_id (work package views)
-- expected: deleted user
-- needs: views.type, views.query_id
-- source: app/workers/principals/delete_job.rb:83
-- note: Public queries are passed on to the Deleted user, private ones are deleted.
SELECT id FROM queries
 WHERE EXISTS (SELECT 1 FROM views v WHERE v.query_id = queries.id AND v.type NOT IN ('team_planner', 'work_packages_calendar'))
   AND user_id = :user_id;

-- check: queries.user_id (before views existed)
-- expected: deleted user
-- absent: views.query_id
-- source: app/workers/principals/delete_job.rb:83
-- note: For versions without the table views.
SELECT id FROM queries WHERE user_id = :user_id;

-- check: custom_values.value (work packages and all other types)
-- expected: deleted user
-- needs: custom_values.customized_type, custom_values.custom_field_id, custom_fields.field_format
-- source: app/services/principals/replace_references_service.rb:75
-- note: Fields of the format user, single or multiple.
SELECT id FROM custom_values
 WHERE coalesce(customized_type, '') NOT IN ('Project', 'TimeEntry', 'Version', 'Principal', 'User')
   AND custom_field_id IN (SELECT id FROM custom_fields WHERE field_format = 'user')
   AND value = CAST(:user_id AS text);

-- check: customizable_journals.value (work packages and all other types)
-- expected: deleted user
-- needs: customizable_journals.journal_id, customizable_journals.custom_field_id, custom_fields.field_format, journals.journable_type
-- source: app/services/principals/replace_references_service.rb:89
SELECT id FROM customizable_journals
 WHERE custom_field_id IN (SELECT id FROM custom_fields WHERE field_format = 'user')
   AND NOT EXISTS (SELECT 1 FROM journals j
                WHERE j.id = customizable_journals.journal_id AND j.journable_type IN ('Project', 'TimeEntry'))
   AND value = CAST(:user_id AS text);

-- check: customizable_journals.value (of a deleted custom field)
-- expected: kept
-- removal: deleted user
-- certainty: possible
-- needs: customizable_journals.custom_field_id, custom_fields.id
-- source: app/services/principals/replace_references_service.rb:89
-- note: The field is gone, so its format is unknown: the number may be the id of this person, or of something else.
SELECT id FROM customizable_journals
 WHERE NOT EXISTS (SELECT 1 FROM custom_fields f WHERE f.id = customizable_journals.custom_field_id)
   AND value = CAST(:user_id AS text);

-- check: custom_values.value (of a deleted custom field)
-- expected: kept
-- removal: deleted user
-- certainty: possible
-- needs: custom_values.custom_field_id, custom_fields.id
-- note: The field is gone, so its format is unknown: the number may be the id of this person, or of something else.
SELECT id FROM custom_values
 WHERE NOT EXISTS (SELECT 1 FROM custom_fields f WHERE f.id = custom_values.custom_field_id)
   AND value = CAST(:user_id AS text);

-- check: custom_fields.default_value (format user)
-- expected: kept
-- removal: null
-- needs: custom_fields.field_format
SELECT id FROM custom_fields
 WHERE field_format = 'user'
   AND default_value = CAST(:user_id AS text);

-- check: queries.filters (work package views)
-- expected: kept
-- removal: take out
-- needs: custom_fields.id, custom_fields.field_format, views.type, views.query_id
-- note: Filters of saved views are not rewritten. A filter with an unknown key counts as a filter by persons.
SELECT DISTINCT q.id
  FROM queries q
 CROSS JOIN LATERAL regexp_split_to_table(q.filters, E'\n(?=[^\\s-])') AS piece
 CROSS JOIN LATERAL coalesce(substring(piece FROM '^[:"'']*([A-Za-z_]\w*)'), '?') AS filter(name)
 CROSS JOIN LATERAL regexp_matches(piece, '(?:^|[\s''"\[,])(\d+)(?=[\s''"\],]|$)', 'g') AS found(id)
 WHERE EXISTS (SELECT 1 FROM views v WHERE v.query_id = q.id
                  AND v.type NOT IN ('team_planner', 'work_packages_calendar'))
   AND strpos(q.filters, CAST(:user_id AS text)) > 0
   AND CASE WHEN filter.name ~ '^cf_\d+$'
            THEN CAST(substr(filter.name, 4) AS bigint) IN (SELECT f.id FROM custom_fields f WHERE f.field_format = 'user')
            ELSE filter.name NOT IN (
       'status_id', 'type_id', 'priority_id', 'project_id', 'subproject_id', 'only_subproject_id', 'version_id',
       'fixed_version_id', 'category_id', 'budget_id', 'cost_object_id', 'id', 'parent', 'parent_id', 'ancestor', 'precedes',
       'follows', 'relates', 'duplicates', 'duplicated', 'blocks', 'blocked', 'partof', 'includes', 'requires', 'required',
       'relatable', 'assigned_to_role', 'project_phase_definition_id', 'storage_id', 'storage_url', 'file_link_origin_id',
       'linkable_to_storage_id', 'linkable_to_storage_url', 'github_pull_request', 'done_ratio', 'percentage_done',
       'estimated_hours', 'remaining_hours', 'duration', 'story_points', 'position', 'start_date', 'due_date', 'created_at',
       'updated_at', 'dates_interval', 'manual_sort', 'backlogs_work_package_type', 'subject', 'subject_or_id', 'description',
       'comment', 'search', 'typeahead', 'attachment_content', 'attachment_file_name', 'target_version_id',
       'observed_in_version_id', 'sprint_id', 'backlog_bucket_id', 'backlog_inbox', 'label_id') END
   AND found.id[1] = CAST(:user_id AS text);

-- check: queries.filters (before views existed)
-- absent: views.query_id
-- expected: kept
-- removal: take out
-- needs: custom_fields.id, custom_fields.field_format
-- note: Filters of saved views are not rewritten. A filter with an unknown key counts as a filter by persons.
SELECT DISTINCT q.id
  FROM queries q
 CROSS JOIN LATERAL regexp_split_to_table(q.filters, E'\n(?=[^\\s-])') AS piece
 CROSS JOIN LATERAL coalesce(substring(piece FROM '^[:"'']*([A-Za-z_]\w*)'), '?') AS filter(name)
 CROSS JOIN LATERAL regexp_matches(piece, '(?:^|[\s''"\[,])(\d+)(?=[\s''"\],]|$)', 'g') AS found(id)
 WHERE q.filters IS NOT NULL
   AND strpos(q.filters, CAST(:user_id AS text)) > 0
   AND CASE WHEN filter.name ~ '^cf_\d+$'
            THEN CAST(substr(filter.name, 4) AS bigint) IN (SELECT f.id FROM custom_fields f WHERE f.field_format = 'user')
            ELSE filter.name NOT IN (
       'status_id', 'type_id', 'priority_id', 'project_id', 'subproject_id', 'only_subproject_id', 'version_id',
       'fixed_version_id', 'category_id', 'budget_id', 'cost_object_id', 'id', 'parent', 'parent_id', 'ancestor', 'precedes',
       'follows', 'relates', 'duplicates', 'duplicated', 'blocks', 'blocked', 'partof', 'includes', 'requires', 'required',
       'relatable', 'assigned_to_role', 'project_phase_definition_id', 'storage_id', 'storage_url', 'file_link_origin_id',
       'linkable_to_storage_id', 'linkable_to_storage_url', 'github_pull_request', 'done_ratio', 'percentage_done',
       'estimated_hours', 'remaining_hours', 'duration', 'story_points', 'position', 'start_date', 'due_date', 'created_at',
       'updated_at', 'dates_interval', 'manual_sort', 'backlogs_work_package_type', 'subject', 'subject_or_id', 'description',
       'comment', 'search', 'typeahead', 'attachment_content', 'attachment_file_name', 'target_version_id',
       'observed_in_version_id', 'sprint_id', 'backlog_bucket_id', 'backlog_inbox', 'label_id') END
   AND found.id[1] = CAST(:user_id AS text);

-- check: custom_actions.actions
-- expected: kept
-- removal: take out
-- needs: custom_fields.id, custom_fields.field_format
-- source: app/models/custom_actions/actions/notify.rb:34
-- note: What a custom action assigns and whom it notifies is not rewritten.
SELECT DISTINCT a.id
  FROM custom_actions a
 CROSS JOIN LATERAL regexp_split_to_table(a.actions, E'\n(?=- - |[^\\s-])') AS piece
 CROSS JOIN LATERAL coalesce(substring(piece FROM '^- - [:"'']*(\w+)'), '?') AS filter(name)
 CROSS JOIN LATERAL regexp_matches(piece, '(?:^|[\s''"\[,])(\d+)(?=[\s''"\],]|$)', 'g') AS found(id)
 WHERE CASE WHEN filter.name ~ '^custom_field_\d+$'
            THEN CAST(substr(filter.name, 14) AS bigint) IN (SELECT f.id FROM custom_fields f WHERE f.field_format = 'user')
            ELSE filter.name NOT IN ('status', 'priority', 'type', 'project', 'date', 'start_date', 'due_date', 'done_ratio',
       'estimated_hours', 'comment') END
   AND found.id[1] = CAST(:user_id AS text);

-- check: settings.value (filters of a default view)
-- expected: kept
-- removal: take out
-- needs: custom_fields.id, custom_fields.field_format
-- note: For example the default view of the project schedule.
SELECT DISTINCT s.id
  FROM settings s
 CROSS JOIN LATERAL regexp_matches(s.value,
       '\\*"(?:n\\*":\s*\\*")?(\w+)\\*"[,:]\s*(?:\{?\s*\\*"(?:o|operator)\\*":\s*\\*"[^"]*",\s*)\\*"(?:v|values)\\*":\s*\[([^][]*)\]', 'g') AS filter(part)
 CROSS JOIN LATERAL regexp_matches(filter.part[2], '(\d+)', 'g') AS found(id)
 WHERE CASE WHEN filter.part[1] ~ '^(cf_|customField)\d+$'
            THEN CAST(substring(filter.part[1] FROM '\d+$') AS bigint) IN (SELECT f.id FROM custom_fields f WHERE f.field_format = 'user')
            ELSE filter.part[1] NOT IN (
       'status', 'type', 'priority', 'project', 'version', 'category', 'budget', 'id', 'parent', 'ancestor', 'precedes',
       'follows', 'relates', 'duplicates', 'duplicated', 'blocks', 'blocked', 'partof', 'includes', 'requires', 'required',
       'relatable', 'subprojectId', 'onlySubproject', 'role', 'projectPhase', 'storageId', 'fileLinkOriginId', 'percentageDone',
       'doneRatio', 'estimatedTime', 'remainingTime', 'duration', 'storyPoints', 'position', 'startDate', 'dueDate', 'date',
       'datesInterval', 'createdAt', 'updatedAt', 'manualSort', 'subject', 'subjectOrId', 'description', 'comment', 'search',
       'typeahead', 'attachmentContent', 'attachmentFileName', 'targetVersion', 'observedInVersion', 'sprint', 'backlogBucket',
       'backlogInbox', 'label') END
   AND found.id[1] = CAST(:user_id AS text);

-- check: settings.value (user id in the settings of a plugin)
-- expected: kept
-- removal: take out
-- note: For example the user in whose name GitHub comments are written.
SELECT DISTINCT s.id
  FROM settings s
 CROSS JOIN LATERAL regexp_matches(s.value,
       '\w*(?:user|author|assignee|responsible|owner|creator|actor|principal)_?[iI]d["'']?\s*(?::|=>)\s*["'']?(\d+)(?!\w)', 'g') AS found(id)
 WHERE found.id[1] = CAST(:user_id AS text);

-- check: settings.value (accounts and groups that may log in by password)
-- expected: value removed
-- certainty: assumed
-- removal: take out
-- source: pull request 24991
-- note: The setting password_login_bypass_principal_ids, a list of ids, from 17.9 on; the deletion of an account removes its id.
SELECT DISTINCT s.id
  FROM settings s
 CROSS JOIN LATERAL regexp_matches(s.value, '(?:^|[\s''"\[,])(\d+)(?=[\s''"\],]|$)', 'g') AS found(id)
 WHERE s.name ~ '(?:user|principal|member|group|author|assignee|responsible|owner|watcher|reviewer|approver)_ids$'
   AND found.id[1] = CAST(:user_id AS text);

-- check: settings.value (list of user ids in the settings of a plugin)
-- expected: kept
-- removal: take out
SELECT DISTINCT s.id
  FROM settings s
 CROSS JOIN LATERAL regexp_matches(s.value,
       '(?:user|principal|member|author|assignee|responsible|owner|watcher|reviewer|approver)(?:s|_?[iI]ds)["'']?\s*(?::|=>)\s*(\[[^][]*\]|(?:\n *- *["'']?\d+["'']?(?=\n|$))+)', 'g') AS part(value)
 CROSS JOIN LATERAL regexp_matches(part.value[1], '(\d+)', 'g') AS found(id)
 WHERE found.id[1] = CAST(:user_id AS text);

-- check: automation_actions.options
-- expected: kept
-- removal: take out
-- source: migration ConvertCustomActionsToAutomations
-- note: From 18.0 on, automations replace custom actions: whom an automation assigns and notifies. No known step of the deletion handles the table.
SELECT DISTINCT a.id
  FROM automation_actions a
 CROSS JOIN LATERAL jsonb_array_elements_text(
       CASE jsonb_typeof(a.options -> 'values') WHEN 'array' THEN a.options -> 'values' ELSE '[]' END) AS held(value)
 WHERE a.type !~ '::(Status|Priority|Type|Project|DoneRatio|EstimatedHours|StartDate|DueDate|Date|For(String|Text|Link|Integer|Float|Date|Boolean|Associated))$'
   AND held.value = CAST(:user_id AS text);

-- check: labels.author_id
-- expected: deleted user
-- source: config/initializers/replace_references_service.rb
SELECT id FROM labels WHERE author_id = :user_id;

-- check: labelings.labelable_id (of a principal)
-- expected: row deleted
-- needs: labelings.labelable_type
SELECT id FROM labelings
 WHERE labelable_type IN ('Principal', 'User', 'Group', 'PlaceholderUser', 'ServiceAccount')
   AND labelable_id = :user_id;

-- check: persisted_queries.principal_id
-- expected: null
-- source: app/workers/principals/delete_job.rb
-- note: A query that is used only by private views of the person is deleted with them. From 18.0 on, cost reports are rows of this table.
SELECT id FROM persisted_queries WHERE principal_id = :user_id;

-- check: persisted_views.principal_id (private)
-- expected: row deleted
-- needs: persisted_views.public
-- source: app/workers/principals/delete_job.rb
SELECT id FROM persisted_views
 WHERE public IS NOT TRUE
   AND principal_id = :user_id;

-- check: persisted_views.principal_id (public)
-- expected: null
-- needs: persisted_views.public
-- source: app/workers/principals/delete_job.rb
-- note: Public views are kept, without an owner.
SELECT id FROM persisted_views
 WHERE public IS TRUE
   AND principal_id = :user_id;

-- check: ordered_persisted_query_entities.entity_id (of a principal)
-- expected: row deleted
-- needs: ordered_persisted_query_entities.entity_type
-- source: app/workers/principals/delete_job.rb
-- note: Persons picked by hand for a list.
SELECT id FROM ordered_persisted_query_entities
 WHERE entity_type IN ('Principal', 'User', 'Group', 'PlaceholderUser', 'ServiceAccount')
   AND entity_id = :user_id;

-- check: persisted_queries.filters
-- expected: kept
-- removal: take out
-- needs: custom_fields.id, custom_fields.field_format
-- source: app/models/persisted_query.rb
-- note: Filters of saved lists, and from 18.0 on of cost reports. No known step of the deletion rewrites them. An unknown filter counts as a filter by persons.
SELECT DISTINCT q.id
  FROM persisted_queries q
 CROSS JOIN LATERAL CAST(CAST(q.filters AS text) AS jsonb) AS list
 CROSS JOIN LATERAL jsonb_array_elements(
       CASE jsonb_typeof(list) WHEN 'array' THEN list ELSE jsonb_build_array(list) END) AS entry
 CROSS JOIN LATERAL coalesce(entry ->> 'attribute', '?') AS filter(name)
 CROSS JOIN LATERAL regexp_matches(CAST(entry AS text), '(?:^|[\s''"\[,])(\d+)(?=[\s''"\],]|$)', 'g') AS found(id)
 WHERE CASE WHEN filter.name ~ '^cf_\d+$'
            THEN CAST(substr(filter.name, 4) AS bigint) IN (SELECT f.id FROM custom_fields f WHERE f.field_format = 'user')
            ELSE filter.name !~ '^project_phase' AND filter.name NOT IN (
       'id', 'active', 'ancestor', 'parent', 'parent_id', 'available_custom_fields_projects', 'available_project_attributes',
       'created_at', 'updated_at', 'favorited', 'latest_activity_at', 'name', 'name_and_identifier', 'project_status_code',
       'public', 'templated', 'type_id', 'typeahead', 'user_action', 'status', 'status_id', 'priority_id', 'project_id',
       'version_id', 'category_id', 'budget_id', 'cost_type_id', 'activity_id', 'work_package_id', 'entity_id', 'entity_type',
       'subject', 'subject_or_id', 'description', 'search', 'spent_on', 'start_date', 'due_date', 'created_on', 'updated_on',
       'tyear', 'tmonth', 'tweek', 'units', 'costs', 'overridden_costs', 'language', 'sprint_id', 'position', 'duration',
       'estimated_hours', 'remaining_hours', 'done_ratio', 'story_points', 'role_id', 'target_version_id',
       'observed_in_version_id', 'backlog_bucket_id', 'backlog_inbox', 'label_id') END
   AND found.id[1] = CAST(:user_id AS text);

-- check: persisted_views.options (keys that name persons)
-- expected: kept
-- removal: take out
-- source: app/models/persisted_view.rb
-- note: Settings of a view.
SELECT DISTINCT q.id
  FROM persisted_views q
 CROSS JOIN LATERAL regexp_matches(CAST(q.options AS text),
       '"\w*(?:user|author|assignee|assigned_to|responsible|accountable|owner|creator|actor|principal|member|watcher|logged_by|person)\w*"\s*:\s*(\[[^][]*\]|"?\d+"?)', 'gi') AS part(value)
 CROSS JOIN LATERAL regexp_matches(part.value[1], '(\d+)', 'g') AS found(id)
 WHERE found.id[1] = CAST(:user_id AS text);
