-- Attachments that were deleted, and were the person's: the avatar goes with the account, and for 60
-- days an audit copy tells which attachment it was.
-- Sources: app/models/attachment.rb:52, modules/avatars/app/models/users/avatars.rb:31 of OpenProject 17.1.

-- rows: paper_trail_audits
-- needs: paper_trail_audits.item_type, paper_trail_audits.object
SELECT item_id AS id,
       coalesce(o.object ->> 'container_id' = CAST(:user_id AS text) AND o.object ->> 'container_type'
         IN ('Principal', 'User', 'Group', 'PlaceholderUser', 'ServiceAccount'), false) AS avatar,
       coalesce(o.object ->> 'author_id' = CAST(:user_id AS text), false) AS author
  FROM (SELECT item_id, item_type, CAST(object AS jsonb) AS object FROM paper_trail_audits) AS o
 WHERE item_type = 'Attachment' AND jsonb_typeof(o.object) = 'object'
   AND CAST(:user_id AS text) IN (o.object ->> 'container_id', o.object ->> 'author_id');
