-- Comments: where people write, or where names land.
-- Comments on work packages and the posts of forums, with their history.
-- Runs as it is: psql -v pattern="'name'" -f queries/mentions/cc-01-comments.sql

-- check: journals.notes (work packages, messages and the rest)
-- expected: deleted user
-- kind: markdown
-- needs: forums.id, forums.project_id, journals.journable_id, journals.journable_type, messages.forum_id, messages.id, projects.id, projects.identifier, work_packages.id, work_packages.project_id
-- note: comments written by the custom action Notify (user#1, user#2) and by GitHub and GitLab events stay as they are
-- source: app/services/users/replace_mentions_service.rb:40
SELECT id, notes,
       CASE journable_type WHEN 'WorkPackage' THEN '/work_packages/' || journable_id
         || '/activity#comment-' || id
         WHEN 'Message' THEN '/topics/' || journable_id END AS path,
       (SELECT p.identifier FROM projects p WHERE p.id = CASE journals.journable_type
         WHEN 'WorkPackage' THEN
           (SELECT w.project_id FROM work_packages w WHERE w.id = journals.journable_id)
         WHEN 'Message' THEN (SELECT f.project_id FROM messages m
           JOIN forums f ON f.id = m.forum_id
           WHERE m.id = journals.journable_id) END) AS project
  FROM journals
 WHERE (journable_type IS NULL OR journable_type NOT IN ('WikiPage', 'WikiContent', 'Meeting',
        'MeetingContent', 'News', 'Project', 'Budget', 'CostObject', 'TimeEntry', 'Document', 'Attachment', 'Changeset'))
   AND notes ~* :pattern;

-- check: forums.name
-- expected: kept
-- kind: plain
-- needs: forums.project_id, projects.id, projects.identifier
-- source: config/routes.rb:456
SELECT id, name,
       '/projects/' || (SELECT p.identifier FROM projects p WHERE p.id = forums.project_id)
         || '/forums/' || id AS path,
       (SELECT p.identifier FROM projects p WHERE p.id = forums.project_id) AS project
  FROM forums
 WHERE name ~* :pattern;

-- check: forums.description
-- expected: kept
-- kind: markdown
-- needs: forums.project_id, projects.id, projects.identifier
-- note: mentions in a description are not rewritten by OpenProject
-- source: config/routes.rb:456
SELECT id, description,
       '/projects/' || (SELECT p.identifier FROM projects p WHERE p.id = forums.project_id)
         || '/forums/' || id AS path,
       (SELECT p.identifier FROM projects p WHERE p.id = forums.project_id) AS project
  FROM forums
 WHERE description ~* :pattern;

-- check: messages.subject
-- expected: kept
-- kind: plain
-- needs: forums.id, forums.project_id, messages.forum_id, messages.parent_id, projects.id, projects.identifier
-- source: config/routes.rb:899
SELECT id, subject,
       CASE WHEN parent_id IS NULL THEN '/topics/' || id
         ELSE '/topics/' || parent_id || '?r=' || id || '#message-' || id END AS path,
       (SELECT p.identifier FROM projects p JOIN forums f ON f.project_id = p.id
         WHERE f.id = messages.forum_id) AS project
  FROM messages
 WHERE subject ~* :pattern;

-- check: messages.content
-- expected: deleted user
-- kind: markdown
-- needs: forums.id, forums.project_id, messages.forum_id, messages.parent_id, projects.id, projects.identifier
-- note: quoting a post writes the author's name as plain text, which stays (app/controllers/messages_controller.rb:143)
-- source: app/services/users/replace_mentions_service.rb:66
SELECT id, content,
       CASE WHEN parent_id IS NULL THEN '/topics/' || id
         ELSE '/topics/' || parent_id || '?r=' || id || '#message-' || id END AS path,
       (SELECT p.identifier FROM projects p JOIN forums f ON f.project_id = p.id
         WHERE f.id = messages.forum_id) AS project
  FROM messages
 WHERE content ~* :pattern;

-- check: message_journals.subject
-- expected: kept
-- kind: plain
-- historic: yes
-- needs: forums.id, forums.project_id, journals.data_id, journals.data_type, journals.journable_id, message_journals.forum_id, projects.id, projects.identifier
-- source: config/routes.rb:899
SELECT id, subject,
       (SELECT '/topics/' || j.journable_id FROM journals j
       WHERE j.data_type = 'Journal::MessageJournal' AND j.data_id = message_journals.id LIMIT 1)
         AS path,
       (SELECT p.identifier FROM projects p WHERE p.id =
         (SELECT f.project_id FROM forums f WHERE f.id = message_journals.forum_id)) AS project
  FROM message_journals
 WHERE subject ~* :pattern;

-- check: message_journals.subject (older layout)
-- expected: kept
-- kind: plain
-- historic: yes
-- needs: forums.id, forums.project_id, journals.id, journals.journable_id, message_journals.forum_id, message_journals.journal_id, projects.id, projects.identifier
-- absent: journals.data_id
SELECT id, subject,
       (SELECT '/topics/' || j.journable_id FROM journals j
         WHERE j.id = message_journals.journal_id) AS path,
       (SELECT p.identifier FROM projects p WHERE p.id =
         (SELECT f.project_id FROM forums f WHERE f.id = message_journals.forum_id)) AS project
  FROM message_journals
 WHERE subject ~* :pattern;

-- check: message_journals.content
-- expected: deleted user
-- kind: markdown
-- historic: yes
-- needs: forums.id, forums.project_id, journals.data_id, journals.data_type, journals.journable_id, message_journals.forum_id, projects.id, projects.identifier
-- note: quoting a post writes the author's name as plain text, which stays (app/controllers/messages_controller.rb:143)
-- source: app/services/users/replace_mentions_service.rb:67
SELECT id, content,
       (SELECT '/topics/' || j.journable_id FROM journals j
       WHERE j.data_type = 'Journal::MessageJournal' AND j.data_id = message_journals.id LIMIT 1)
         AS path,
       (SELECT p.identifier FROM projects p WHERE p.id =
         (SELECT f.project_id FROM forums f WHERE f.id = message_journals.forum_id)) AS project
  FROM message_journals
 WHERE content ~* :pattern;

-- check: message_journals.content (older layout)
-- expected: deleted user
-- kind: markdown
-- historic: yes
-- needs: forums.id, forums.project_id, journals.id, journals.journable_id, message_journals.forum_id, message_journals.journal_id, projects.id, projects.identifier
-- absent: journals.data_id
-- note: quoting a post writes the author's name as plain text, which stays (app/controllers/messages_controller.rb:143)
SELECT id, content,
       (SELECT '/topics/' || j.journable_id FROM journals j
         WHERE j.id = message_journals.journal_id) AS path,
       (SELECT p.identifier FROM projects p WHERE p.id =
         (SELECT f.project_id FROM forums f WHERE f.id = message_journals.forum_id)) AS project
  FROM message_journals
 WHERE content ~* :pattern;
