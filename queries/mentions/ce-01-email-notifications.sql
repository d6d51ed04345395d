-- Email notifications: columns with texts and names.
-- Notifications, and the settings of the installation, whose texts and addresses go into mails.
-- ':column' is each of a place's columns; to run them: operasure queries --pattern REGEX --group ce-01

-- place: notifications
-- note: no longer written by current versions
-- source: config/routes.rb:1013
-- column: subject, plain, row deleted
SELECT id, :column,
       '/notifications' AS path
  FROM notifications
 WHERE :column ~* :pattern;

-- place: settings
-- note: one row for each setting: welcome and consent texts, mail headers, sender and contact addresses, plugin settings
-- source: config/routes.rb:622
-- column: value, yaml, kept
SELECT id, :column,
       '/admin/settings/general' AS path
  FROM settings
 WHERE :column ~* :pattern;
