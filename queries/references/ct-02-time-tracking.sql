-- Time tracking: columns that can contain the id of a user.
-- Runs as it is: psql -v user_id=42 -f queries/references/ct-02-time-tracking.sql

-- check: journals.user_id (time entries)
-- expected: deleted user
-- needs: journals.journable_type
-- source: app/services/principals/replace_references_service.rb:96
SELECT id FROM journals
 WHERE journable_type = 'TimeEntry'
   AND user_id = :user_id;

-- check: time_entries.user_id
-- expected: deleted user
-- source: config/initializers/replace_references_service.rb:33
SELECT id FROM time_entries WHERE user_id = :user_id;

-- check: time_entries.logged_by_id
-- expected: deleted user
-- source: config/initializers/replace_references_service.rb:33
SELECT id FROM time_entries WHERE logged_by_id = :user_id;

-- check: time_entry_journals.user_id
-- expected: deleted user
-- source: config/initializers/replace_references_service.rb:33
SELECT id FROM time_entry_journals WHERE user_id = :user_id;

-- check: time_entry_journals.logged_by_id
-- expected: deleted user
-- source: config/initializers/replace_references_service.rb:33
SELECT id FROM time_entry_journals WHERE logged_by_id = :user_id;

-- check: cost_entries.user_id
-- expected: deleted user
-- source: config/initializers/replace_references_service.rb:33
-- note: Not rewritten by versions up to 12.1.
SELECT id FROM cost_entries WHERE user_id = :user_id;

-- check: cost_entries.logged_by_id
-- expected: deleted user
-- source: config/initializers/replace_references_service.rb:33
SELECT id FROM cost_entries WHERE logged_by_id = :user_id;

-- check: time_entries.entity_id (of a principal)
-- expected: row deleted
-- needs: time_entries.entity_type
SELECT id FROM time_entries
 WHERE entity_type IN ('Principal', 'User', 'Group', 'PlaceholderUser', 'ServiceAccount')
   AND entity_id = :user_id;

-- check: time_entry_journals.entity_id (of a principal)
-- expected: row deleted
-- needs: time_entry_journals.entity_type
SELECT id FROM time_entry_journals
 WHERE entity_type IN ('Principal', 'User', 'Group', 'PlaceholderUser', 'ServiceAccount')
   AND entity_id = :user_id;

-- check: cost_entries.entity_id (of a principal)
-- expected: row deleted
-- needs: cost_entries.entity_type
SELECT id FROM cost_entries
 WHERE entity_type IN ('Principal', 'User', 'Group', 'PlaceholderUser', 'ServiceAccount')
   AND entity_id = :user_id;

-- check: cost_queries.user_id
-- expected: deleted user
-- source: app/workers/principals/delete_job.rb:87
-- note: Public reports are passed on to the Deleted user, private ones are deleted.
SELECT id FROM cost_queries WHERE user_id = :user_id;

-- check: custom_values.value (time entries)
-- expected: deleted user
-- needs: custom_values.customized_type, custom_values.custom_field_id, custom_fields.field_format
-- source: app/services/principals/replace_references_service.rb:75
SELECT id FROM custom_values
 WHERE customized_type = 'TimeEntry'
   AND custom_field_id IN (SELECT id FROM custom_fields WHERE field_format = 'user')
   AND value = CAST(:user_id AS text);

-- check: customizable_journals.value (time entries)
-- expected: deleted user
-- needs: customizable_journals.journal_id, customizable_journals.custom_field_id, custom_fields.field_format, journals.journable_type
-- source: app/services/principals/replace_references_service.rb:89
SELECT id FROM customizable_journals
 WHERE custom_field_id IN (SELECT id FROM custom_fields WHERE field_format = 'user')
   AND EXISTS (SELECT 1 FROM journals j
                WHERE j.id = customizable_journals.journal_id AND j.journable_type = 'TimeEntry')
   AND value = CAST(:user_id AS text);

-- check: cost_queries.serialized (filters by user, author, assignee, accountable)
-- expected: value removed
-- removal: take out
-- source: app/workers/principals/delete_job.rb:99
SELECT DISTINCT q.id
  FROM cost_queries q
 CROSS JOIN LATERAL regexp_split_to_table(q.serialized, E'\n(?=- - |[^\\s-])') AS piece
 CROSS JOIN LATERAL coalesce(substring(piece FROM '^- - [:"'']*(\w+)'), '?') AS filter(name)
 CROSS JOIN LATERAL regexp_matches(piece, '(?:^|[\s''"\[,])(\d+)(?=[\s''"\],]|$)', 'g') AS found(id)
 WHERE strpos(q.serialized, CAST(:user_id AS text)) > 0
   AND filter.name IN ('UserId', 'AuthorId', 'AssignedToId', 'ResponsibleId')
   AND found.id[1] = CAST(:user_id AS text);

-- check: cost_queries.serialized (filter by the person who logged, and all other filters)
-- expected: kept
-- removal: take out
-- needs: custom_fields.id, custom_fields.field_format
-- source: app/workers/principals/delete_job.rb:108
-- note: The clean-up of reports handles only four filters. An unknown filter counts as a filter by persons.
SELECT DISTINCT q.id
  FROM cost_queries q
 CROSS JOIN LATERAL regexp_split_to_table(q.serialized, E'\n(?=- - |[^\\s-])') AS piece
 CROSS JOIN LATERAL coalesce(substring(piece FROM '^- - [:"'']*(\w+)'), '?') AS filter(name)
 CROSS JOIN LATERAL regexp_matches(piece, '(?:^|[\s''"\[,])(\d+)(?=[\s''"\],]|$)', 'g') AS found(id)
 WHERE strpos(q.serialized, CAST(:user_id AS text)) > 0
   AND CASE WHEN filter.name ~ '^CustomField\d+$'
            THEN CAST(substr(filter.name, 12) AS bigint) IN (SELECT f.id FROM custom_fields f WHERE f.field_format = 'user')
            ELSE filter.name NOT IN ('UserId', 'AuthorId', 'AssignedToId', 'ResponsibleId',
       'WorkPackageId', 'IssueId', 'ProjectId', 'ActivityId', 'BudgetId', 'CostObjectId', 'CategoryId', 'CostTypeId',
       'CreatedOn', 'UpdatedOn', 'DueDate', 'StartDate', 'SpentOn', 'OverriddenCosts', 'PermissionFilter', 'PriorityId',
       'StatusId', 'Subject', 'Tmonth', 'Tweek', 'Tyear', 'TypeId', 'TrackerId', 'VersionId', 'FixedVersionId', 'NoFilter') END
   AND found.id[1] = CAST(:user_id AS text);
