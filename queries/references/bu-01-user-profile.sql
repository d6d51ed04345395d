-- User profile: where the id of a user may stand.
-- Runs as it is: psql -v user_id=42 -f queries/references/bu-01-user-profile.sql

-- check: users.id
-- expected: row deleted
-- source: app/workers/principals/delete_job.rb:42
-- note: The row itself. Between request and deletion it stays, marked deleted (status 5, since 16.4) or locked (status 3), and hidden from the interface.
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
