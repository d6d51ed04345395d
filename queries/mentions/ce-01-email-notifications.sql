-- Email notifications: where people write, or where names land.
-- Notifications, and the settings of the installation, whose texts and addresses go into mails.
-- Runs as it is: psql -v pattern="'name'" -f queries/mentions/ce-01-email-notifications.sql

-- check: notifications.subject
-- expected: row deleted
-- kind: plain
-- note: no longer written by current versions
-- source: config/routes.rb:1013
SELECT id, subject,
       '/notifications' AS path
  FROM notifications
 WHERE subject ~* :pattern;

-- check: settings.value
-- expected: kept
-- kind: yaml
-- note: one row for each setting: welcome and consent texts, mail headers, sender and contact addresses, plugin settings
-- source: config/routes.rb:622
SELECT id, value,
       '/admin/settings/general' AS path
  FROM settings
 WHERE value ~* :pattern;
