-- Webhooks: columns with texts and names.
-- Outgoing webhooks and the log of what was sent and answered.
-- ':column' is each of a place's columns; to run them: operasure queries --pattern REGEX --group xh-01

-- place: webhooks_webhooks
-- source: modules/webhooks/config/routes.rb:36
-- column: name, plain, kept
-- column: url, plain, kept
-- column: description, plain, kept
SELECT id, :column,
       '/admin/settings/webhooks/' || id AS path
  FROM webhooks_webhooks
 WHERE :column ~* :pattern;

-- place: webhooks_logs
-- expires: created_at + interval '14 days'
-- source: modules/webhooks/config/routes.rb:36
-- column: request_body, json, expires
--   note: whole objects with the names, logins and email addresses of their users
-- column: request_headers, yaml, expires
-- column: response_headers, yaml, expires
-- column: response_body, plain, expires
-- column: url, plain, expires
SELECT id, :column,
       '/admin/settings/webhooks/' || webhooks_webhook_id AS path
  FROM webhooks_logs
 WHERE :column ~* :pattern;
