-- Audit copies: columns that can contain the id of a user.
-- Runs as it is: psql -v user_id=42 -f queries/references/xa-01-audit-copies.sql

-- check: paper_trail_audits.item_id (of a principal)
-- expected: expires
-- removal: delete
-- expires: created_at + interval '67 days'
-- needs: paper_trail_audits.created_at, paper_trail_audits.item_type
-- source: config/initializers/paper_trail.rb:32
-- note: Written by the deletion itself: the complete row of the account. Removed on a Saturday after 60 days.
SELECT id FROM paper_trail_audits
 WHERE item_type IN ('Principal', 'User', 'Group', 'PlaceholderUser', 'ServiceAccount')
   AND item_id = :user_id;

-- check: paper_trail_audits.whodunnit
-- expected: expires
-- removal: delete
-- expires: created_at + interval '67 days'
-- needs: paper_trail_audits.created_at
-- source: config/initializers/paper_trail.rb:32
-- note: Who deleted something. Removed on a Saturday after 60 days.
SELECT id FROM paper_trail_audits WHERE whodunnit = CAST(:user_id AS text);

-- check: paper_trail_audits.object
-- expected: expires
-- removal: delete
-- expires: a.created_at + interval '67 days'
-- needs: paper_trail_audits.created_at, paper_trail_audits.item_type
-- source: config/initializers/paper_trail.rb:32
-- note: Copies of deleted rows. Removed on a Saturday after 60 days.
SELECT DISTINCT a.id
  FROM paper_trail_audits a
 CROSS JOIN LATERAL jsonb_each_text(CASE jsonb_typeof(CAST(a.object AS jsonb))
       WHEN 'object' THEN CAST(a.object AS jsonb) ELSE '{}' END) AS field(name, value)
 WHERE (field.name ~ '_(id|by)$' AND field.name NOT IN (
           'project_id', 'parent_id', 'template_id', 'type_id', 'status_id', 'priority_id', 'category_id', 'version_id',
           'budget_id', 'project_phase_definition_id', 'work_package_id', 'container_id', 'auth_source_id', 'ldap_auth_source_id',
           'webauthn_id', 'target_version_id', 'observed_in_version_id', 'sprint_id', 'backlog_bucket_id', 'label_id')
        OR field.name = 'container_id' AND CAST(a.object AS jsonb) ->> 'container_type' IN ('Principal', 'User', 'Group', 'PlaceholderUser', 'ServiceAccount')
        OR field.name = 'id' AND a.item_type IN ('Principal', 'User', 'Group', 'PlaceholderUser', 'ServiceAccount'))
   AND field.value = CAST(:user_id AS text);

-- check: paper_trail_audits.object_changes
-- expected: expires
-- removal: delete
-- expires: a.created_at + interval '67 days'
-- needs: paper_trail_audits.created_at, paper_trail_audits.item_type
-- source: config/initializers/paper_trail.rb:32
-- note: Copies of deleted rows. Removed on a Saturday after 60 days.
SELECT DISTINCT a.id
  FROM paper_trail_audits a
 CROSS JOIN LATERAL jsonb_each(CASE jsonb_typeof(CAST(a.object_changes AS jsonb))
       WHEN 'object' THEN CAST(a.object_changes AS jsonb) ELSE '{}' END) AS field(name, pair)
 CROSS JOIN LATERAL jsonb_array_elements_text(
       CASE jsonb_typeof(field.pair) WHEN 'array' THEN field.pair ELSE jsonb_build_array(field.pair) END) AS changed
 WHERE (field.name ~ '_(id|by)$' AND field.name NOT IN (
           'project_id', 'parent_id', 'template_id', 'type_id', 'status_id', 'priority_id', 'category_id', 'version_id',
           'budget_id', 'project_phase_definition_id', 'work_package_id', 'container_id', 'auth_source_id', 'ldap_auth_source_id',
           'webauthn_id', 'target_version_id', 'observed_in_version_id', 'sprint_id', 'backlog_bucket_id', 'label_id')
        OR field.name = 'container_id' AND CAST(a.object_changes AS jsonb) -> 'container_type' ?| ARRAY['Principal', 'User', 'Group', 'PlaceholderUser', 'ServiceAccount']
        OR field.name = 'id' AND a.item_type IN ('Principal', 'User', 'Group', 'PlaceholderUser', 'ServiceAccount'))
   AND changed = CAST(:user_id AS text);
