-- User profile: where people write, or where names land.
-- What identifies the person: the account itself, the custom fields of the account and its avatar.
-- Runs as it is: psql -v pattern="'name'" -f queries/mentions/bu-01-user-profile.sql

-- check: users.login
-- expected: row deleted
-- kind: person
-- needs: users.type
-- note: groups, placeholder users and service accounts stand here too; one named after the person stays
-- source: config/routes.rb:868
SELECT id, login,
       CASE type WHEN 'Group' THEN '/admin/groups/' || id || '/edit'
         WHEN 'PlaceholderUser' THEN '/placeholder_users/' || id
         ELSE '/users/' || id || '/edit' END AS path
  FROM users
 WHERE login ~* :pattern;

-- check: users.firstname
-- expected: row deleted
-- kind: person
-- needs: users.type
-- note: groups, placeholder users and service accounts stand here too; one named after the person stays
-- source: config/routes.rb:868
SELECT id, firstname,
       CASE type WHEN 'Group' THEN '/admin/groups/' || id || '/edit'
         WHEN 'PlaceholderUser' THEN '/placeholder_users/' || id
         ELSE '/users/' || id || '/edit' END AS path
  FROM users
 WHERE firstname ~* :pattern;

-- check: users.lastname
-- expected: row deleted
-- kind: person
-- needs: users.type
-- note: groups, placeholder users and service accounts stand here too; one named after the person stays
-- source: config/routes.rb:868
SELECT id, lastname,
       CASE type WHEN 'Group' THEN '/admin/groups/' || id || '/edit'
         WHEN 'PlaceholderUser' THEN '/placeholder_users/' || id
         ELSE '/users/' || id || '/edit' END AS path
  FROM users
 WHERE lastname ~* :pattern;

-- check: users.mail
-- expected: row deleted
-- kind: person
-- needs: users.type
-- note: groups, placeholder users and service accounts stand here too; one named after the person stays
-- source: config/routes.rb:868
SELECT id, mail,
       CASE type WHEN 'Group' THEN '/admin/groups/' || id || '/edit'
         WHEN 'PlaceholderUser' THEN '/placeholder_users/' || id
         ELSE '/users/' || id || '/edit' END AS path
  FROM users
 WHERE mail ~* :pattern;

-- check: custom_values.value (users)
-- expected: row deleted
-- kind: markdown
-- needs: custom_values.customized_id, custom_values.customized_type
-- note: rows of the older type name 'User' are not removed with the account
-- source: app/services/users/replace_mentions_service.rb:43
SELECT id, value,
       '/users/' || customized_id || '/edit' AS path
  FROM custom_values
 WHERE customized_type IN ('Principal', 'User')
   AND value ~* :pattern;

-- check: attachments.filename (avatars)
-- expected: row deleted
-- kind: filename
-- needs: attachments.container_id, attachments.container_type
-- note: avatars; rows of the older type name 'User' are not removed with the account
-- source: modules/avatars/app/models/users/avatars.rb:31
SELECT id, filename,
       '/users/' || container_id || '/edit' AS path
  FROM attachments
 WHERE container_type IN ('Principal', 'User')
   AND filename ~* :pattern;

-- check: attachments.file (avatars)
-- expected: row deleted
-- kind: filename
-- needs: attachments.container_id, attachments.container_type
-- note: avatars; rows of the older type name 'User' are not removed with the account
-- source: modules/avatars/app/models/users/avatars.rb:31
SELECT id, file,
       '/users/' || container_id || '/edit' AS path
  FROM attachments
 WHERE container_type IN ('Principal', 'User')
   AND file ~* :pattern;

-- check: attachments.disk_filename (avatars)
-- expected: row deleted
-- kind: filename
-- needs: attachments.container_id, attachments.container_type
-- note: avatars; rows of the older type name 'User' are not removed with the account
-- source: modules/avatars/app/models/users/avatars.rb:31
SELECT id, disk_filename,
       '/users/' || container_id || '/edit' AS path
  FROM attachments
 WHERE container_type IN ('Principal', 'User')
   AND disk_filename ~* :pattern;

-- check: attachments.description (avatars)
-- expected: row deleted
-- kind: plain
-- needs: attachments.container_id, attachments.container_type
-- note: avatars; rows of the older type name 'User' are not removed with the account
-- source: modules/avatars/app/models/users/avatars.rb:31
SELECT id, description,
       '/users/' || container_id || '/edit' AS path
  FROM attachments
 WHERE container_type IN ('Principal', 'User')
   AND description ~* :pattern;

-- check: attachments.fulltext (avatars)
-- expected: row deleted
-- kind: plain
-- needs: attachments.container_id, attachments.container_type
-- note: avatars; rows of the older type name 'User' are not removed with the account
-- source: modules/avatars/app/models/users/avatars.rb:31
SELECT id, fulltext,
       '/users/' || container_id || '/edit' AS path
  FROM attachments
 WHERE container_type IN ('Principal', 'User')
   AND fulltext ~* :pattern;

-- check: placeholder_user_details.description
-- expected: kept
-- kind: markdown
-- needs: placeholder_user_details.principal_id
-- source: app/models/placeholder_user.rb
SELECT id, description,
       '/placeholder_users/' || principal_id || '/edit' AS path
  FROM placeholder_user_details
 WHERE description ~* :pattern;

-- check: placeholder_user_details.user_filter
-- expected: kept
-- kind: json
-- needs: placeholder_user_details.principal_id
-- note: criteria of a placeholder user
-- source: app/models/placeholder_user.rb
SELECT id, CAST(user_filter AS text),
       '/placeholder_users/' || principal_id || '/edit' AS path
  FROM placeholder_user_details
 WHERE CAST(user_filter AS text) ~* :pattern;
