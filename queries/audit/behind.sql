-- What ties things that were passed on to the Deleted user (:deleted, an array of ids) to one person again: how
-- many rows of each kind. Pseudonyms are personal data as long as somebody can do that (EDPB, guidelines 01/2025).

-- path: committers
-- what: commits passed on to it that name the committer as in the repository
-- table: changesets
-- needs: changesets.user_id, changesets.committer
SELECT count(*) AS rows FROM changesets
 WHERE user_id = ANY (CAST(:deleted AS bigint[])) AND coalesce(committer, '') <> '';

-- path: email
-- what: its comments that contain an email address
-- table: journals
-- needs: journals.user_id, journals.notes
SELECT count(*) AS rows FROM journals
 WHERE user_id = ANY (CAST(:deleted AS bigint[])) AND notes ~ '[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+[.][A-Za-z]{2,}';

-- path: email
-- what: its work packages whose description contains an email address
-- table: work_packages
-- needs: work_packages.author_id, work_packages.description
SELECT count(*) AS rows FROM work_packages
 WHERE author_id = ANY (CAST(:deleted AS bigint[])) AND description ~ '[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+[.][A-Za-z]{2,}';

-- path: email
-- what: its forum messages that contain an email address
-- table: messages
-- needs: messages.author_id, messages.content
SELECT count(*) AS rows FROM messages
 WHERE author_id = ANY (CAST(:deleted AS bigint[])) AND content ~ '[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+[.][A-Za-z]{2,}';

-- path: avatars
-- what: pictures of accounts that are gone
-- table: attachments
-- needs: attachments.container_id, attachments.container_type
SELECT count(*) AS rows FROM attachments
 WHERE container_type IN ('Principal', 'User')
   AND (container_id = ANY (CAST(:deleted AS bigint[])) OR container_id NOT IN (SELECT u.id FROM users u));

-- path: times
-- what: changes at a moment with no other change: whoever knows a person's working hours can tell whose they are
-- table: journals
-- needs: journals.user_id, journals.created_at
SELECT count(*) AS rows
  FROM (SELECT j.created_at FROM journals j WHERE j.user_id = ANY (CAST(:deleted AS bigint[]))
         GROUP BY j.created_at HAVING count(*) = 1) AS own;

-- path: audit copies
-- what: copies of deleted accounts, with name and id, until they expire
-- table: paper_trail_audits
-- needs: paper_trail_audits.item_id, paper_trail_audits.event
SELECT count(*) AS rows FROM paper_trail_audits
 WHERE event = 'destroy' AND item_type IN ('Principal', 'User', 'Group', 'PlaceholderUser', 'ServiceAccount');
