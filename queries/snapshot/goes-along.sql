-- Rows that OpenProject deletes along with a user although another column of them is expected to be
-- rewritten, or although they are no reference to the user: what is private, what belongs to it, and
-- the history of the avatar. What a check expects to be deleted anyway has no entry here.
-- Sources: app/workers/principals/delete_job.rb:67-90, app/models/user.rb:100-103,
-- modules/avatars/app/models/users/avatars.rb:31-58 of OpenProject 17.1; app/models/persisted_view.rb
-- of a later one: what is below a private view goes with it, and so does a query that no public view shows.
-- Runs as it is: psql -v user_id=42 -f queries/snapshot/goes-along.sql
-- (a statement for the columns of other releases ends with an error there).

-- table: queries
-- needs: queries.public
SELECT id FROM queries WHERE user_id = :user_id AND NOT public;

-- table: queries
-- needs: queries.is_public
SELECT id FROM queries WHERE user_id = :user_id AND NOT is_public;

-- table: views
-- needs: views.query_id, queries.public
SELECT v.id FROM views v JOIN queries q ON q.id = v.query_id
 WHERE q.user_id = :user_id AND NOT q.public;

-- table: views
-- needs: views.query_id, queries.is_public
SELECT v.id FROM views v JOIN queries q ON q.id = v.query_id
 WHERE q.user_id = :user_id AND NOT q.is_public;

-- table: export_settings
-- needs: export_settings.query_id, queries.public
SELECT e.id FROM export_settings e JOIN queries q ON q.id = e.query_id
 WHERE q.user_id = :user_id AND NOT q.public;

-- table: cost_queries
-- needs: cost_queries.is_public
SELECT id FROM cost_queries WHERE user_id = :user_id AND NOT is_public;

-- table: favorites
-- needs: favorites.favorited_type, project_queries.user_id
SELECT f.id FROM favorites f JOIN project_queries q ON q.id = f.favorited_id
 WHERE f.favorited_type = 'ProjectQuery' AND q.user_id = :user_id;

-- table: members
-- needs: members.entity_type, project_queries.user_id
SELECT m.id FROM members m JOIN project_queries q ON q.id = m.entity_id
 WHERE m.entity_type = 'ProjectQuery' AND q.user_id = :user_id;

-- table: member_roles
-- needs: members.entity_type, project_queries.user_id
SELECT r.id FROM member_roles r JOIN members m ON m.id = r.member_id
  JOIN project_queries q ON q.id = m.entity_id
 WHERE m.entity_type = 'ProjectQuery' AND q.user_id = :user_id;

-- table: journals
-- needs: journals.journable_type, attachments.container_type
SELECT j.id FROM journals j JOIN attachments a ON a.id = j.journable_id
 WHERE j.journable_type = 'Attachment' AND a.container_type = 'Principal' AND a.container_id = :user_id;

-- table: attachment_journals
-- needs: journals.data_id, attachments.container_type
SELECT d.id FROM attachment_journals d
  JOIN journals j ON j.data_id = d.id AND j.data_type = 'Journal::AttachmentJournal'
  JOIN attachments a ON a.id = j.journable_id AND j.journable_type = 'Attachment'
 WHERE a.container_type = 'Principal' AND a.container_id = :user_id;

-- table: attachment_journals
-- needs: attachment_journals.journal_id, attachments.container_type
SELECT d.id FROM attachment_journals d
  JOIN journals j ON j.id = d.journal_id
  JOIN attachments a ON a.id = j.journable_id AND j.journable_type = 'Attachment'
 WHERE a.container_type = 'Principal' AND a.container_id = :user_id;

-- table: persisted_views
-- needs: persisted_views.principal_id, persisted_views.public, persisted_views.parent_id, persisted_views.query_type, persisted_views.query_id
WITH RECURSIVE going AS (
       SELECT id, query_type, query_id FROM persisted_views WHERE principal_id = :user_id AND NOT public
       UNION
       SELECT v.id, v.query_type, v.query_id FROM persisted_views v JOIN going g ON v.parent_id = g.id)
SELECT id FROM going;

-- table: favorites
-- needs: persisted_views.principal_id, persisted_views.public, persisted_views.parent_id, persisted_views.query_type, persisted_views.query_id, favorites.favorited_type
WITH RECURSIVE going AS (
       SELECT id, query_type, query_id FROM persisted_views WHERE principal_id = :user_id AND NOT public
       UNION
       SELECT v.id, v.query_type, v.query_id FROM persisted_views v JOIN going g ON v.parent_id = g.id)
SELECT f.id FROM favorites f JOIN going g ON g.id = f.favorited_id
 WHERE f.favorited_type = 'PersistedView';

-- table: persisted_queries
-- needs: persisted_views.principal_id, persisted_views.public, persisted_views.parent_id, persisted_views.query_type, persisted_views.query_id, persisted_queries.id
WITH RECURSIVE going AS (
       SELECT id, query_type, query_id FROM persisted_views WHERE principal_id = :user_id AND NOT public
       UNION
       SELECT v.id, v.query_type, v.query_id FROM persisted_views v JOIN going g ON v.parent_id = g.id)
SELECT g.query_id FROM going g
 WHERE g.query_type LIKE '%Query' AND g.query_type <> 'Query'
   AND NOT EXISTS (SELECT 1 FROM persisted_views v
                    WHERE v.public AND v.query_type = g.query_type AND v.query_id = g.query_id);

-- table: ordered_persisted_query_entities
-- needs: persisted_views.principal_id, persisted_views.public, persisted_views.parent_id, persisted_views.query_type, persisted_views.query_id, ordered_persisted_query_entities.persisted_query_id
WITH RECURSIVE going AS (
       SELECT id, query_type, query_id FROM persisted_views WHERE principal_id = :user_id AND NOT public
       UNION
       SELECT v.id, v.query_type, v.query_id FROM persisted_views v JOIN going g ON v.parent_id = g.id)
SELECT e.id FROM ordered_persisted_query_entities e JOIN going g ON g.query_id = e.persisted_query_id
 WHERE g.query_type LIKE '%Query' AND g.query_type <> 'Query'
   AND NOT EXISTS (SELECT 1 FROM persisted_views v
                    WHERE v.public AND v.query_type = g.query_type AND v.query_id = g.query_id);

-- table: queries
-- needs: persisted_views.principal_id, persisted_views.public, persisted_views.parent_id, persisted_views.query_type, persisted_views.query_id, queries.id
WITH RECURSIVE going AS (
       SELECT id, query_type, query_id FROM persisted_views WHERE principal_id = :user_id AND NOT public
       UNION
       SELECT v.id, v.query_type, v.query_id FROM persisted_views v JOIN going g ON v.parent_id = g.id)
SELECT g.query_id FROM going g
 WHERE g.query_type = 'Query'
   AND NOT EXISTS (SELECT 1 FROM persisted_views v
                    WHERE v.public AND v.query_type = g.query_type AND v.query_id = g.query_id);
