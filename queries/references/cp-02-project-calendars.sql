-- Project calendars: columns that can contain the id of a user.
-- Runs as it is: psql -v user_id=42 -f queries/references/cp-02-project-calendars.sql

-- check: queries.user_id (calendars)
-- expected: deleted user
-- needs: views.type, views.query_id
-- source: app/workers/principals/delete_job.rb:83
-- note: Public queries are passed on to the Deleted user, private ones are deleted.
SELECT id FROM queries
 WHERE EXISTS (SELECT 1 FROM views v WHERE v.query_id = queries.id AND v.type = 'work_packages_calendar')
   AND user_id = :user_id;

-- check: custom_values.value (versions)
-- expected: deleted user
-- needs: custom_values.customized_type, custom_values.custom_field_id, custom_fields.field_format
-- source: app/services/principals/replace_references_service.rb:75
SELECT id FROM custom_values
 WHERE customized_type = 'Version'
   AND custom_field_id IN (SELECT id FROM custom_fields WHERE field_format = 'user')
   AND value = CAST(:user_id AS text);

-- check: queries.filters (calendars)
-- expected: kept
-- removal: take out
-- needs: custom_fields.id, custom_fields.field_format, views.type, views.query_id
-- note: Filters of saved views are not rewritten. A filter with an unknown key counts as a filter by persons.
SELECT DISTINCT q.id
  FROM queries q
 CROSS JOIN LATERAL regexp_split_to_table(q.filters, E'\n(?=[^\\s-])') AS piece
 CROSS JOIN LATERAL coalesce(substring(piece FROM '^[:"'']*([A-Za-z_]\w*)'), '?') AS filter(name)
 CROSS JOIN LATERAL regexp_matches(piece, '(?:^|[\s''"\[,])(\d+)(?=[\s''"\],]|$)', 'g') AS found(id)
 WHERE EXISTS (SELECT 1 FROM views v WHERE v.query_id = q.id AND v.type = 'work_packages_calendar')
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
