-- What a person is known by. Each statement gives "value", or "given" and "family" of a name.
-- kind: name, login, mail, provider id, committer (a name, a login or both with a mail address),
-- beside (a name that stands beside something of the person, and counts only if it is like the
-- person's) or field (a custom field of the account; "label" is its name).
-- Runs as it is: psql -v user_id=42 -f queries/snapshot/identity.sql
-- (a statement for the columns of other releases ends with an error there).

-- kind: name
-- from: the account
-- needs: users.firstname, users.lastname
SELECT firstname AS given, lastname AS family FROM users WHERE id = :user_id;

-- kind: login
-- from: the account
SELECT login AS value FROM users WHERE id = :user_id;

-- kind: mail
-- from: the account
SELECT mail AS value FROM users WHERE id = :user_id;

-- kind: provider id
-- from: the account
-- needs: users.identity_url
SELECT identity_url AS value FROM users WHERE id = :user_id;

-- kind: provider id
-- from: the identity provider
-- needs: user_auth_provider_links.external_id
SELECT external_id AS value FROM user_auth_provider_links WHERE user_id = :user_id;

-- kind: provider id
-- from: the file storage
-- needs: remote_identities.origin_user_id
SELECT origin_user_id AS value FROM remote_identities WHERE user_id = :user_id;

-- kind: field
-- from: a custom field of the account
-- needs: custom_values.customized_type, custom_fields.field_format
SELECT v.value AS value, f.name AS label
  FROM custom_values v
  JOIN custom_fields f ON f.id = v.custom_field_id
 WHERE v.customized_type IN ('Principal', 'User')
   AND v.customized_id = :user_id
   AND f.field_format IN ('string', 'text', 'link', 'email')
 ORDER BY f.name, v.value;

-- kind: name
-- from: audit copies
-- needs: paper_trail_audits.object
SELECT DISTINCT object ->> 'firstname' AS given, object ->> 'lastname' AS family
  FROM paper_trail_audits
 WHERE item_type IN ('Principal', 'User') AND item_id = :user_id;

-- kind: name
-- from: audit copies
-- needs: paper_trail_audits.object_changes
SELECT DISTINCT coalesce(object_changes #>> ARRAY['firstname', side], object ->> 'firstname') AS given,
       coalesce(object_changes #>> ARRAY['lastname', side], object ->> 'lastname') AS family
  FROM paper_trail_audits
 CROSS JOIN unnest(ARRAY['0', '1']) AS side
 WHERE item_type IN ('Principal', 'User') AND item_id = :user_id
   AND (object_changes -> 'firstname' IS NOT NULL OR object_changes -> 'lastname' IS NOT NULL);

-- kind: login
-- from: audit copies
-- needs: paper_trail_audits.object, paper_trail_audits.object_changes
SELECT DISTINCT value
  FROM paper_trail_audits
 CROSS JOIN LATERAL unnest(ARRAY[
       object ->> 'login', object_changes #>> '{login,0}', object_changes #>> '{login,1}']) AS value
 WHERE item_type IN ('Principal', 'User') AND item_id = :user_id;

-- kind: mail
-- from: audit copies
-- needs: paper_trail_audits.object, paper_trail_audits.object_changes
SELECT DISTINCT value
  FROM paper_trail_audits
 CROSS JOIN LATERAL unnest(ARRAY[
       object ->> 'mail', object_changes #>> '{mail,0}', object_changes #>> '{mail,1}']) AS value
 WHERE item_type IN ('Principal', 'User') AND item_id = :user_id;

-- kind: name
-- from: meetings
-- needs: meeting_participants.name
SELECT DISTINCT name AS value FROM meeting_participants WHERE user_id = :user_id;

-- kind: mail
-- from: meetings
-- needs: meeting_participants.email
SELECT DISTINCT email AS value FROM meeting_participants WHERE user_id = :user_id;

-- kind: committer
-- from: commits
-- needs: changesets.committer
SELECT DISTINCT committer AS value FROM changesets WHERE user_id = :user_id;

-- kind: committer
-- from: the history of commits
-- needs: changeset_journals.committer
SELECT DISTINCT committer AS value FROM changeset_journals WHERE user_id = :user_id;

-- kind: name
-- from: GitLab
-- needs: gitlab_users.gitlab_name, gitlab_users.gitlab_email
SELECT DISTINCT g.gitlab_name AS value
  FROM gitlab_users g
  JOIN users u ON lower(u.mail) = lower(g.gitlab_email)
 WHERE u.id = :user_id AND u.mail <> '';

-- kind: login
-- from: GitLab
-- needs: gitlab_users.gitlab_username, gitlab_users.gitlab_email
SELECT DISTINCT g.gitlab_username AS value
  FROM gitlab_users g
  JOIN users u ON lower(u.mail) = lower(g.gitlab_email)
 WHERE u.id = :user_id AND u.mail <> '';

-- kind: beside
-- from: linked files
-- needs: file_links.origin_created_by_name, file_links.origin_last_modified_by_name
SELECT DISTINCT value
  FROM file_links
 CROSS JOIN LATERAL unnest(ARRAY[origin_created_by_name, origin_last_modified_by_name]) AS value
 WHERE creator_id = :user_id;
