-- User profile: columns with texts and names.
-- What identifies the person: the account itself, the custom fields of the account and its avatar.
-- ':column' is each of a place's columns; to run them: operasure queries --pattern REGEX --group bu-01

-- place: users
-- note: also contains groups, placeholder users and service accounts; one named after the person is kept
-- source: config/routes.rb:868
-- column: login, person, row deleted
-- column: firstname, person, row deleted
-- column: lastname, person, row deleted
-- column: mail, person, row deleted
SELECT id, :column,
       CASE type WHEN 'Group' THEN '/admin/groups/' || id || '/edit'
         WHEN 'PlaceholderUser' THEN '/placeholder_users/' || id
         ELSE '/users/' || id || '/edit' END AS path
  FROM users
 WHERE :column ~* :pattern;

-- place: custom_values (users)
-- note: rows of the older type name 'User' are not removed with the account
-- source: app/services/users/replace_mentions_service.rb:43
-- column: value, markdown, row deleted
SELECT id, :column,
       '/users/' || customized_id || '/edit' AS path
  FROM custom_values
 WHERE customized_type IN ('Principal', 'User')
   AND :column ~* :pattern;

-- place: attachments (avatars)
-- note: avatars; rows of the older type name 'User' are not removed with the account
-- source: modules/avatars/app/models/users/avatars.rb:31
-- column: filename, filename, row deleted
-- column: file, filename, row deleted
-- column: disk_filename, filename, row deleted
-- column: description, plain, row deleted
-- column: fulltext, plain, row deleted
SELECT id, :column,
       '/users/' || container_id || '/edit' AS path
  FROM attachments
 WHERE container_type IN ('Principal', 'User')
   AND :column ~* :pattern;

-- place: placeholder_user_details
-- source: app/models/placeholder_user.rb
-- column: description, markdown, kept
-- column: CAST(user_filter AS text), json, kept
--   note: criteria of a placeholder user
SELECT id, :column,
       '/placeholder_users/' || principal_id || '/edit' AS path
  FROM placeholder_user_details
 WHERE :column ~* :pattern;
