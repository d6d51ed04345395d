-- Email notifications: columns that can contain the id of a user.
-- Runs as it is: psql -v user_id=42 -f queries/references/ce-01-email-notifications.sql

-- check: notifications.recipient_id
-- expected: row deleted
-- source: app/workers/principals/delete_job.rb:72
SELECT id FROM notifications WHERE recipient_id = :user_id;

-- check: notifications.actor_id
-- expected: deleted user
-- source: config/initializers/replace_references_service.rb:33
SELECT id FROM notifications WHERE actor_id = :user_id;

-- check: notifications.resource_id (of a principal)
-- expected: row deleted
-- needs: notifications.resource_type
SELECT id FROM notifications
 WHERE resource_type IN ('Principal', 'User', 'Group', 'PlaceholderUser', 'ServiceAccount')
   AND resource_id = :user_id;
