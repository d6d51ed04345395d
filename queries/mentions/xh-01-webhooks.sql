-- Webhooks: where people write, or where names land.
-- Outgoing webhooks and the log of what was sent and answered.
-- Runs as it is: psql -v pattern="'name'" -f queries/mentions/xh-01-webhooks.sql

-- check: webhooks_webhooks.name
-- expected: kept
-- kind: plain
-- source: modules/webhooks/config/routes.rb:36
SELECT id, name,
       '/admin/settings/webhooks/' || id AS path
  FROM webhooks_webhooks
 WHERE name ~* :pattern;

-- check: webhooks_webhooks.url
-- expected: kept
-- kind: plain
-- source: modules/webhooks/config/routes.rb:36
SELECT id, url,
       '/admin/settings/webhooks/' || id AS path
  FROM webhooks_webhooks
 WHERE url ~* :pattern;

-- check: webhooks_webhooks.description
-- expected: kept
-- kind: plain
-- source: modules/webhooks/config/routes.rb:36
SELECT id, description,
       '/admin/settings/webhooks/' || id AS path
  FROM webhooks_webhooks
 WHERE description ~* :pattern;

-- check: webhooks_logs.request_body
-- expected: expires
-- expires: created_at + interval '14 days'
-- kind: json
-- needs: webhooks_logs.webhooks_webhook_id
-- note: whole objects with the names, logins and mails of the users in them
-- source: modules/webhooks/config/routes.rb:36
SELECT id, request_body,
       '/admin/settings/webhooks/' || webhooks_webhook_id AS path
  FROM webhooks_logs
 WHERE request_body ~* :pattern;

-- check: webhooks_logs.request_headers
-- expected: expires
-- expires: created_at + interval '14 days'
-- kind: yaml
-- needs: webhooks_logs.webhooks_webhook_id
-- source: modules/webhooks/config/routes.rb:36
SELECT id, request_headers,
       '/admin/settings/webhooks/' || webhooks_webhook_id AS path
  FROM webhooks_logs
 WHERE request_headers ~* :pattern;

-- check: webhooks_logs.response_headers
-- expected: expires
-- expires: created_at + interval '14 days'
-- kind: yaml
-- needs: webhooks_logs.webhooks_webhook_id
-- source: modules/webhooks/config/routes.rb:36
SELECT id, response_headers,
       '/admin/settings/webhooks/' || webhooks_webhook_id AS path
  FROM webhooks_logs
 WHERE response_headers ~* :pattern;

-- check: webhooks_logs.response_body
-- expected: expires
-- expires: created_at + interval '14 days'
-- kind: plain
-- needs: webhooks_logs.webhooks_webhook_id
-- source: modules/webhooks/config/routes.rb:36
SELECT id, response_body,
       '/admin/settings/webhooks/' || webhooks_webhook_id AS path
  FROM webhooks_logs
 WHERE response_body ~* :pattern;

-- check: webhooks_logs.url
-- expected: expires
-- expires: created_at + interval '14 days'
-- kind: plain
-- needs: webhooks_logs.webhooks_webhook_id
-- source: modules/webhooks/config/routes.rb:36
SELECT id, url,
       '/admin/settings/webhooks/' || webhooks_webhook_id AS path
  FROM webhooks_logs
 WHERE url ~* :pattern;
