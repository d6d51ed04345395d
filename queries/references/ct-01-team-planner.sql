-- Team planner: columns that can contain the id of a user.
-- Runs as it is: psql -v user_id=42 -f queries/references/ct-01-team-planner.sql

-- check: queries.user_id (team planners)
-- expected: deleted user
-- needs: views.type, views.query_id
-- source: app/workers/principals/delete_job.rb:83
-- note: Public queries are passed on to the Deleted user, private ones are deleted.
SELECT id FROM queries
 WHERE EXISTS (SELECT 1 FROM views v WHERE v.query_id = queries.id AND v.type = 'team_planner')
   AND user_id = :user_id;

-- check: queries.filters (team planners)
-- expected: kept
-- removal: take out
-- needs: custom_fields.id, custom_fields.field_format, views.type, views.query_id
-- note: Filters of saved views are not rewritten. A filter with an unknown key counts as a filter by persons.
SELECT DISTINCT q.id
  FROM queries q
 CROSS JOIN LATERAL regexp_split_to_table(q.filters, E'\n(?=[^\\s-])') AS piece
 CROSS JOIN LATERAL coalesce(substring(piece FROM '^[:"'']*([A-Za-z_]\w*)'), '?') AS filter(name)
 CROSS JOIN LATERAL regexp_matches(piece, '(?:^|[\s''"\[,])(\d+)(?=[\s''"\],]|$)', 'g') AS found(id)
 WHERE EXISTS (SELECT 1 FROM views v WHERE v.query_id = q.id AND v.type = 'team_planner')
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

-- check: resource_allocations.user_filter
-- expected: kept
-- removal: take out
-- needs: custom_fields.id, custom_fields.field_format
-- source: modules/resource_management/db/migrate/20260507141533_create_resource_allocations.rb
-- note: What a request asks for; the column is dropped in 18.0. An unknown filter counts as a filter by persons.
SELECT DISTINCT q.id
  FROM resource_allocations q
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

-- check: resource_allocation_journals.user_filter
-- expected: kept
-- removal: take out
-- needs: custom_fields.id, custom_fields.field_format
-- source: modules/resource_management/db/migrate/20260602152807_create_resource_allocation_journals.rb
-- note: What a request asked for; the column is dropped in 18.0. An unknown filter counts as a filter by persons.
SELECT DISTINCT q.id
  FROM resource_allocation_journals q
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

-- check: resource_allocations.principal_id
-- expected: deleted user
-- source: modules/resource_management/lib/open_project/resource_management/engine.rb
SELECT id FROM resource_allocations WHERE principal_id = :user_id;

-- check: resource_allocations.requested_by_id
-- expected: deleted user
-- source: modules/resource_management/lib/open_project/resource_management/engine.rb
SELECT id FROM resource_allocations WHERE requested_by_id = :user_id;

-- check: resource_allocations.reviewed_by_id
-- expected: deleted user
-- source: modules/resource_management/lib/open_project/resource_management/engine.rb
SELECT id FROM resource_allocations WHERE reviewed_by_id = :user_id;

-- check: resource_allocations.principal_assigned_by_id
-- expected: deleted user
-- source: modules/resource_management/lib/open_project/resource_management/engine.rb
SELECT id FROM resource_allocations WHERE principal_assigned_by_id = :user_id;

-- check: resource_allocation_journals.principal_id
-- expected: deleted user
-- source: app/services/principals/replace_references_service.rb
-- note: Rewritten in every history table, because a model lists the column.
SELECT id FROM resource_allocation_journals WHERE principal_id = :user_id;

-- check: resource_allocation_journals.requested_by_id
-- expected: deleted user
-- source: app/services/principals/replace_references_service.rb
-- note: Rewritten in every history table, because a model lists the column.
SELECT id FROM resource_allocation_journals WHERE requested_by_id = :user_id;

-- check: resource_allocation_journals.reviewed_by_id
-- expected: deleted user
-- source: app/services/principals/replace_references_service.rb
-- note: Rewritten in every history table, because a model lists the column.
SELECT id FROM resource_allocation_journals WHERE reviewed_by_id = :user_id;

-- check: resource_allocation_journals.principal_assigned_by_id
-- expected: deleted user
-- source: app/services/principals/replace_references_service.rb
-- note: Rewritten in every history table, because a model lists the column.
SELECT id FROM resource_allocation_journals WHERE principal_assigned_by_id = :user_id;

-- check: resource_allocations.placeholder_user_id
-- expected: kept
-- removal: deleted user
-- source: modules/resource_management/db/migrate/20260807133805_add_placeholder_user_to_resource_allocations.rb
-- note: For a placeholder user: the foreign key blocks the deletion while a request names it.
SELECT id FROM resource_allocations WHERE placeholder_user_id = :user_id;

-- check: resource_allocation_journals.placeholder_user_id
-- expected: kept
-- removal: deleted user
-- source: modules/resource_management/db/migrate/20260807133805_add_placeholder_user_to_resource_allocations.rb
-- note: For a placeholder user: no model lists the column as one to rewrite.
SELECT id FROM resource_allocation_journals WHERE placeholder_user_id = :user_id;

-- check: resource_allocations.entity_id (of a principal)
-- expected: row deleted
-- needs: resource_allocations.entity_type
SELECT id FROM resource_allocations
 WHERE entity_type IN ('Principal', 'User', 'Group', 'PlaceholderUser', 'ServiceAccount')
   AND entity_id = :user_id;

-- check: resource_allocation_journals.entity_id (of a principal)
-- expected: row deleted
-- needs: resource_allocation_journals.entity_type
SELECT id FROM resource_allocation_journals
 WHERE entity_type IN ('Principal', 'User', 'Group', 'PlaceholderUser', 'ServiceAccount')
   AND entity_id = :user_id;
