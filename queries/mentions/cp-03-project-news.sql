-- Project news: columns with texts and names.
-- News, their comments and history, and the announcement on the start page.
-- ':column' is each of a place's columns; to run them: operasure queries --pattern REGEX --group cp-03

-- place: news
-- column: title, plain, kept
--   source: config/routes.rb:907
-- column: summary, markdown, kept
--   note: shown as formatted text, but its mentions are not rewritten
--   source: app/views/news/show.html.erb:76
-- column: description, markdown, deleted user
--   source: app/services/users/replace_mentions_service.rb:68
SELECT id, :column,
       '/news/' || id AS path,
       (SELECT p.identifier FROM projects p WHERE p.id = news.project_id) AS project
  FROM news
 WHERE :column ~* :pattern;

-- place: news_journals
-- historic: yes
-- column: title, plain, kept
--   source: config/routes.rb:907
-- column: summary, markdown, kept
--   note: mentions are not rewritten
--   source: config/routes.rb:907
-- column: description, markdown, deleted user
--   source: app/services/users/replace_mentions_service.rb:69
SELECT id, :column,
       (SELECT '/news/' || j.journable_id FROM journals j
       WHERE j.data_type = 'Journal::NewsJournal' AND j.data_id = news_journals.id LIMIT 1)
         AS path,
       (SELECT p.identifier FROM projects p WHERE p.id = news_journals.project_id) AS project
  FROM news_journals
 WHERE :column ~* :pattern;

-- place: news_journals (older layout)
-- absent: journals.data_id
-- historic: yes
-- column: title, plain, kept
-- column: summary, markdown, kept
--   note: mentions are not rewritten
-- column: description, markdown, deleted user
SELECT id, :column,
       (SELECT '/news/' || j.journable_id FROM journals j WHERE j.id = news_journals.journal_id)
         AS path,
       (SELECT p.identifier FROM projects p WHERE p.id = news_journals.project_id) AS project
  FROM news_journals
 WHERE :column ~* :pattern;

-- place: comments
-- source: app/services/users/replace_mentions_service.rb:41
-- column: comments, markdown, deleted user
SELECT id, :column,
       CASE commented_type WHEN 'News' THEN '/news/' || commented_id || '#comments' END AS path,
       CASE commented_type WHEN 'News' THEN
         (SELECT p.identifier FROM projects p JOIN news n ON n.project_id = p.id
           WHERE n.id = comments.commented_id) END AS project
  FROM comments
 WHERE :column ~* :pattern;

-- place: journals (news)
-- historic: yes
-- source: app/services/users/replace_mentions_service.rb:40
-- column: notes, markdown, deleted user
SELECT id, :column,
       '/news/' || journable_id AS path,
       (SELECT p.identifier FROM projects p JOIN news n ON n.project_id = p.id
           WHERE n.id = journals.journable_id) AS project
  FROM journals
 WHERE journable_type = 'News'
   AND :column ~* :pattern;

-- place: announcements
-- note: mentions are not rewritten
-- source: config/routes.rb:541
-- column: text, markdown, kept
SELECT id, :column,
       '/admin/announcements/edit' AS path
  FROM announcements
 WHERE :column ~* :pattern;
