-- User profile: columns that can contain the id of a user.
-- Runs as it is: psql -v user_id=42 -f queries/references/bu-01-user-profile.sql

-- check: users.id
-- expected: row deleted
-- source: app/workers/principals/delete_job.rb:42
-- note: The row of the account. Between request and deletion it still exists, marked deleted (status 5, since 16.4) or locked (status 3), and hidden in the interface.
SELECT id FROM users WHERE id = :user_id;

-- check: custom_values.customized_id (of a principal)
-- expected: row deleted
-- needs: custom_values.customized_type
-- source: app/models/principal.rb:78
-- note: Rows whose type reads 'User' are from old versions; the deletion only removes those that read 'Principal'.
SELECT id FROM custom_values
 WHERE customized_type IN ('Principal', 'User', 'Group', 'PlaceholderUser', 'ServiceAccount')
   AND customized_id = :user_id;

-- check: attachments.container_id (of a principal)
-- expected: row deleted
-- needs: attachments.container_type
-- source: modules/avatars/app/models/users/avatars.rb:31
-- note: The avatar. Rows whose type reads 'User' are from old versions; the deletion only removes those that read 'Principal'.
SELECT id FROM attachments
 WHERE container_type IN ('Principal', 'User', 'Group', 'PlaceholderUser', 'ServiceAccount')
   AND container_id = :user_id;

-- check: attachment_journals.container_id (of a principal)
-- expected: row deleted
-- needs: attachment_journals.container_type
-- note: History of the avatar. Rows whose type reads 'User' are from old versions; the deletion only removes those that read 'Principal'.
SELECT id FROM attachment_journals
 WHERE container_type IN ('Principal', 'User', 'Group', 'PlaceholderUser', 'ServiceAccount')
   AND container_id = :user_id;

-- check: journals.journable_id (of a principal)
-- expected: row deleted
-- needs: journals.journable_type
SELECT id FROM journals
 WHERE journable_type IN ('Principal', 'User', 'Group', 'PlaceholderUser', 'ServiceAccount')
   AND journable_id = :user_id;

-- check: calculated_value_errors.customized_id (of a principal)
-- expected: row deleted
-- needs: calculated_value_errors.customized_type
SELECT id FROM calculated_value_errors
 WHERE customized_type IN ('Principal', 'User', 'Group', 'PlaceholderUser', 'ServiceAccount')
   AND customized_id = :user_id;

-- check: custom_values.value (users)
-- expected: deleted user
-- needs: custom_values.customized_type, custom_values.custom_field_id, custom_fields.field_format
-- source: app/services/principals/replace_references_service.rb:89
-- note: A user named in a custom field of another user.
SELECT id FROM custom_values
 WHERE customized_type IN ('Principal', 'User')
   AND custom_field_id IN (SELECT id FROM custom_fields WHERE field_format = 'user')
   AND value = CAST(:user_id AS text);

-- check: placeholder_user_details.principal_id
-- expected: row deleted
-- source: app/models/placeholder_user.rb
-- note: The details of a placeholder user.
SELECT id FROM placeholder_user_details WHERE principal_id = :user_id;

-- check: custom_comments.customized_id (of a principal)
-- expected: row deleted
-- needs: custom_comments.customized_type
-- source: db/migrate/20251204134427_create_custom_comments.rb
SELECT id FROM custom_comments
 WHERE customized_type IN ('Principal', 'User', 'Group', 'PlaceholderUser', 'ServiceAccount')
   AND customized_id = :user_id;

-- check: jira_open_project_references.op_entity_id (of a principal)
-- expected: kept
-- removal: delete
-- needs: jira_open_project_references.op_entity_class
-- source: db/migrate/20250927215339_create_jira_migration_tables.rb
-- note: Links the account to the account in Jira that an import copied.
SELECT id FROM jira_open_project_references
 WHERE op_entity_class IN ('Principal', 'User', 'Group', 'PlaceholderUser', 'ServiceAccount')
   AND op_entity_id = CAST(:user_id AS text);

-- check: placeholder_user_details.user_filter
-- expected: kept
-- removal: take out
-- needs: custom_fields.id, custom_fields.field_format
-- source: migration CreatePlaceholderUserDetails
-- note: Criteria of a placeholder user. An unknown filter counts as a filter by persons.
SELECT DISTINCT q.id
  FROM placeholder_user_details q
 CROSS JOIN LATERAL CAST(CAST(q.user_filter AS text) AS jsonb) AS list
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
