-- User notification settings: columns that can contain the id of a user.
-- Runs as it is: psql -v user_id=42 -f queries/references/bu-04-user-notification-settings.sql

-- check: notification_settings.user_id
-- expected: row deleted
-- source: app/workers/principals/delete_job.rb:42
SELECT id FROM notification_settings WHERE user_id = :user_id;
