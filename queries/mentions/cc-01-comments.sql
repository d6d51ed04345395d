-- Comments: columns with texts and names.
-- Comments on work packages and the posts of forums, with their history.
-- ':column' is each of a place's columns; to run them: operasure queries --pattern REGEX --group cc-01

-- place: journals (work packages, messages and the rest)
-- note: comments written by the custom action Notify (user#1, user#2) and by GitHub and GitLab events are not changed
-- source: app/services/users/replace_mentions_service.rb:40
-- column: notes, markdown, deleted user
SELECT id, :column,
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
   AND :column ~* :pattern;

-- place: forums
-- source: config/routes.rb:456
-- column: name, plain, kept
-- column: description, markdown, kept
--   note: mentions in a description are not rewritten by OpenProject
SELECT id, :column,
       '/projects/' || (SELECT p.identifier FROM projects p WHERE p.id = forums.project_id)
         || '/forums/' || id AS path,
       (SELECT p.identifier FROM projects p WHERE p.id = forums.project_id) AS project
  FROM forums
 WHERE :column ~* :pattern;

-- place: messages
-- column: subject, plain, kept
--   source: config/routes.rb:899
-- column: content, markdown, deleted user
--   note: a quoted post contains the author's name as plain text, which is kept (app/controllers/messages_controller.rb:143)
--   source: app/services/users/replace_mentions_service.rb:66
SELECT id, :column,
       CASE WHEN parent_id IS NULL THEN '/topics/' || id
         ELSE '/topics/' || parent_id || '?r=' || id || '#message-' || id END AS path,
       (SELECT p.identifier FROM projects p JOIN forums f ON f.project_id = p.id
         WHERE f.id = messages.forum_id) AS project
  FROM messages
 WHERE :column ~* :pattern;

-- place: message_journals
-- historic: yes
-- column: subject, plain, kept
--   source: config/routes.rb:899
-- column: content, markdown, deleted user
--   note: a quoted post contains the author's name as plain text, which is kept (app/controllers/messages_controller.rb:143)
--   source: app/services/users/replace_mentions_service.rb:67
SELECT id, :column,
       (SELECT '/topics/' || j.journable_id FROM journals j
       WHERE j.data_type = 'Journal::MessageJournal' AND j.data_id = message_journals.id LIMIT 1)
         AS path,
       (SELECT p.identifier FROM projects p WHERE p.id =
         (SELECT f.project_id FROM forums f WHERE f.id = message_journals.forum_id)) AS project
  FROM message_journals
 WHERE :column ~* :pattern;

-- place: message_journals (older layout)
-- absent: journals.data_id
-- historic: yes
-- column: subject, plain, kept
-- column: content, markdown, deleted user
--   note: a quoted post contains the author's name as plain text, which is kept (app/controllers/messages_controller.rb:143)
SELECT id, :column,
       (SELECT '/topics/' || j.journable_id FROM journals j
         WHERE j.id = message_journals.journal_id) AS path,
       (SELECT p.identifier FROM projects p WHERE p.id =
         (SELECT f.project_id FROM forums f WHERE f.id = message_journals.forum_id)) AS project
  FROM message_journals
 WHERE :column ~* :pattern;
