-- Projects: columns that can contain the id of a user.
-- Runs as it is: psql -v user_id=42 -f queries/references/cp-01-projects.sql

-- check: journals.user_id (projects)
-- expected: deleted user
-- needs: journals.journable_type
-- source: app/services/principals/replace_references_service.rb:96
SELECT id FROM journals
 WHERE journable_type = 'Project'
   AND user_id = :user_id;

-- check: project_queries.user_id
-- expected: row deleted
-- source: app/models/user.rb:100
-- note: Public and shared project lists of the person are deleted too, with the shares and favourites of others.
SELECT id FROM project_queries WHERE user_id = :user_id;

-- check: custom_values.value (projects)
-- expected: deleted user
-- needs: custom_values.customized_type, custom_values.custom_field_id, custom_fields.field_format
-- source: app/services/principals/replace_references_service.rb:75
SELECT id FROM custom_values
 WHERE customized_type = 'Project'
   AND custom_field_id IN (SELECT id FROM custom_fields WHERE field_format = 'user')
   AND value = CAST(:user_id AS text);

-- check: customizable_journals.value (projects)
-- expected: deleted user
-- needs: customizable_journals.journal_id, customizable_journals.custom_field_id, custom_fields.field_format, journals.journable_type
-- source: app/services/principals/replace_references_service.rb:89
SELECT id FROM customizable_journals
 WHERE custom_field_id IN (SELECT id FROM custom_fields WHERE field_format = 'user')
   AND EXISTS (SELECT 1 FROM journals j
                WHERE j.id = customizable_journals.journal_id AND j.journable_type = 'Project')
   AND value = CAST(:user_id AS text);

-- check: project_queries.filters
-- expected: kept
-- removal: take out
-- needs: custom_fields.id, custom_fields.field_format
-- note: Filters of saved project lists are not rewritten.
SELECT DISTINCT q.id
  FROM project_queries q
 CROSS JOIN LATERAL CAST(q.filters AS jsonb) AS list
 CROSS JOIN LATERAL jsonb_array_elements(
       CASE jsonb_typeof(list) WHEN 'array' THEN list ELSE jsonb_build_array(list) END) AS entry
 CROSS JOIN LATERAL coalesce(entry ->> 'attribute', '?') AS filter(name)
 CROSS JOIN LATERAL regexp_matches(CAST(entry AS text), '(?:^|[\s''"\[,])(\d+)(?=[\s''"\],]|$)', 'g') AS found(id)
 WHERE CASE WHEN filter.name ~ '^cf_\d+$'
            THEN CAST(substr(filter.name, 4) AS bigint) IN (SELECT f.id FROM custom_fields f WHERE f.field_format = 'user')
            ELSE filter.name !~ '^project_phase' AND filter.name NOT IN (
       'id', 'active', 'ancestor', 'available_custom_fields_projects', 'available_project_attributes', 'created_at',
       'updated_at', 'favorited', 'latest_activity_at', 'member_of', 'name', 'name_and_identifier', 'parent_id', 'project_status_code',
       'public', 'templated', 'type_id', 'typeahead', 'user_action') END
   AND found.id[1] = CAST(:user_id AS text);

-- check: jira_imports.author_id
-- expected: kept
-- removal: deleted user
-- source: db/migrate/20250927215339_create_jira_migration_tables.rb
-- note: Who started an import from Jira. The deletion does not rewrite it.
SELECT id FROM jira_imports WHERE author_id = :user_id;
