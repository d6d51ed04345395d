-- Deletions that are on record: the audit copies of principals that are no longer there, each with its day and
-- whether it was a user. OpenProject writes the copy in the transaction of the deletion and keeps it for 60 days.

-- needs: paper_trail_audits.item_id, paper_trail_audits.event, paper_trail_audits.object, paper_trail_audits.created_at
SELECT a.item_id AS user_id, max(a.created_at) AS deleted_at,
       bool_or(coalesce(CAST(CAST(a.object AS text) AS jsonb) ->> 'type', 'User') = 'User') AS person
  FROM paper_trail_audits a
 WHERE a.event = 'destroy'
   AND a.item_type IN ('Principal', 'User', 'Group', 'PlaceholderUser', 'ServiceAccount')
   AND a.item_id NOT IN (SELECT u.id FROM users u)
 GROUP BY a.item_id;
