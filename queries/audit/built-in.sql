-- The principals that come with OpenProject, and whether somebody's data stands in them. They have no login
-- and no mail; the Deleted user has no name either, the others have one that says what they are.
SELECT id, type, coalesce(login, '') <> '' OR coalesce(mail, '') <> '' AS reachable,
       coalesce(firstname, '') <> ''
         OR coalesce(lastname, '') NOT IN ('', CASE type WHEN 'AnonymousUser' THEN 'Anonymous'
                                                         WHEN 'SystemUser' THEN 'System' ELSE '' END) AS named,
       coalesce(admin, false) AND type <> 'SystemUser' AS powerful
  FROM users
 WHERE type IN ('DeletedUser', 'AnonymousUser', 'SystemUser')
 ORDER BY type, id;
