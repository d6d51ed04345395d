-- Webhooks: columns that can contain the id of a user.
-- Runs as it is: psql -v user_id=42 -f queries/references/xh-01-webhooks.sql

-- check: webhooks_logs.request_body (links and embedded users)
-- expected: expires
-- removal: delete
-- expires: l.created_at + interval '14 days'
-- needs: webhooks_logs.created_at
-- note: Bodies sent to webhooks are kept for seven days and removed once a week.
SELECT DISTINCT l.id
  FROM webhooks_logs l
 CROSS JOIN LATERAL regexp_matches(l.request_body,
       '(?:/(?:users|principals|groups|placeholder_users)/|"_type":\s*"(?:User|Group|PlaceholderUser)",\s*"id":\s*|'
       || '"\w*(?:user|author|assignee|responsible|creator)_?[iI]d":\s*"?)(\d+)(?!\w)', 'g') AS found(id)
 WHERE strpos(l.request_body, CAST(:user_id AS text)) > 0
   AND found.id[1] = CAST(:user_id AS text);
