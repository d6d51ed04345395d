-- Boards: columns that can contain the id of a user.
-- Runs as it is: psql -v user_id=42 -f queries/references/cb-01-boards.sql

-- check: queries.user_id (lists of boards and embedded tables)
-- expected: deleted user
-- needs: views.type, views.query_id
-- source: app/workers/principals/delete_job.rb:83
-- note: Public queries are passed on to the Deleted user, private ones are deleted.
SELECT id FROM queries
 WHERE NOT EXISTS (SELECT 1 FROM views v WHERE v.query_id = queries.id AND v.type IS NOT NULL)
   AND user_id = :user_id;

-- check: queries.filters (lists of boards and embedded tables)
-- expected: kept
-- removal: take out
-- needs: custom_fields.id, custom_fields.field_format, views.type, views.query_id
-- note: Filters of saved views are not rewritten. A filter with an unknown key counts as a filter by persons.
SELECT DISTINCT q.id
  FROM queries q
 CROSS JOIN LATERAL regexp_split_to_table(q.filters, E'\n(?=[^\\s-])') AS piece
 CROSS JOIN LATERAL coalesce(substring(piece FROM '^[:"'']*([A-Za-z_]\w*)'), '?') AS filter(name)
 CROSS JOIN LATERAL regexp_matches(piece, '(?:^|[\s''"\[,])(\d+)(?=[\s''"\],]|$)', 'g') AS found(id)
 WHERE NOT EXISTS (SELECT 1 FROM views v WHERE v.query_id = q.id AND v.type IS NOT NULL)
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

-- check: grid_widgets.options (filters)
-- expected: kept
-- removal: take out
-- needs: custom_fields.id, custom_fields.field_format
-- note: Filters of boards and widgets are not rewritten.
SELECT DISTINCT o.id
  FROM grid_widgets o
 CROSS JOIN LATERAL regexp_split_to_table(
       regexp_replace(o.options, '!ruby/\S+', '', 'g'), E'\n(?=- |[^\\s-])') AS piece
 CROSS JOIN LATERAL coalesce(substring(piece FROM '^(?:-\s+)?[:"'']*([A-Za-z_]\w*)'), '?') AS filter(name)
 CROSS JOIN LATERAL regexp_matches(piece, '(?:^|[\s''"\[,])(\d+)(?=[\s''"\],]|$)', 'g') AS found(id)
 WHERE CASE WHEN filter.name ~ '^(cf_|customField)\d+$'
            THEN CAST(substring(filter.name FROM '\d+$') AS bigint) IN (SELECT f.id FROM custom_fields f WHERE f.field_format = 'user')
            ELSE filter.name NOT IN (
       'name', 'title', 'text', 'html', 'type', 'attribute', 'queryId', 'query_id', 'queryProps', 'query_props', 'workPackageId',
       'projectId', 'chartType', 'count', 'columns', 'highlightingMode', 'status', 'version', 'project', 'priority', 'category',
       'parent', 'id', 'subject', 'subprojectId', 'onlySubproject', 'budget', 'startDate', 'dueDate', 'createdAt', 'updatedAt',
       'targetVersion', 'observedInVersion', 'sprint', 'backlogBucket', 'backlogInbox', 'label') END
   AND found.id[1] = CAST(:user_id AS text);

-- check: grids.options (filters)
-- expected: kept
-- removal: take out
-- needs: custom_fields.id, custom_fields.field_format
-- note: Filters of boards and widgets are not rewritten.
SELECT DISTINCT o.id
  FROM grids o
 CROSS JOIN LATERAL regexp_split_to_table(
       regexp_replace(o.options, '!ruby/\S+', '', 'g'), E'\n(?=- |[^\\s-])') AS piece
 CROSS JOIN LATERAL coalesce(substring(piece FROM '^(?:-\s+)?[:"'']*([A-Za-z_]\w*)'), '?') AS filter(name)
 CROSS JOIN LATERAL regexp_matches(piece, '(?:^|[\s''"\[,])(\d+)(?=[\s''"\],]|$)', 'g') AS found(id)
 WHERE CASE WHEN filter.name ~ '^(cf_|customField)\d+$'
            THEN CAST(substring(filter.name FROM '\d+$') AS bigint) IN (SELECT f.id FROM custom_fields f WHERE f.field_format = 'user')
            ELSE filter.name NOT IN (
       'name', 'title', 'text', 'html', 'type', 'attribute', 'queryId', 'query_id', 'queryProps', 'query_props', 'workPackageId',
       'projectId', 'chartType', 'count', 'columns', 'highlightingMode', 'status', 'version', 'project', 'priority', 'category',
       'parent', 'id', 'subject', 'subprojectId', 'onlySubproject', 'budget', 'startDate', 'dueDate', 'createdAt', 'updatedAt',
       'targetVersion', 'observedInVersion', 'sprint', 'backlogBucket', 'backlogInbox', 'label') END
   AND found.id[1] = CAST(:user_id AS text);

-- check: grid_widgets.options (filters of an embedded table)
-- expected: kept
-- removal: take out
-- needs: custom_fields.id, custom_fields.field_format
-- note: Filters of boards and widgets are not rewritten.
SELECT DISTINCT w.id
  FROM grid_widgets w
 CROSS JOIN LATERAL regexp_matches(w.options,
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
