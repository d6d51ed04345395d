-- Project news: where people write, or where names land.
-- News, their comments and history, and the announcement on the start page.
-- Runs as it is: psql -v pattern="'name'" -f queries/mentions/cp-03-project-news.sql

-- check: news.title
-- expected: kept
-- kind: plain
-- needs: news.project_id, projects.id, projects.identifier
-- source: config/routes.rb:907
SELECT id, title,
       '/news/' || id AS path,
       (SELECT p.identifier FROM projects p WHERE p.id = news.project_id) AS project
  FROM news
 WHERE title ~* :pattern;

-- check: news.summary
-- expected: kept
-- kind: markdown
-- needs: news.project_id, projects.id, projects.identifier
-- note: shown as formatted text, but its mentions are not rewritten
-- source: app/views/news/show.html.erb:76
SELECT id, summary,
       '/news/' || id AS path,
       (SELECT p.identifier FROM projects p WHERE p.id = news.project_id) AS project
  FROM news
 WHERE summary ~* :pattern;

-- check: news.description
-- expected: deleted user
-- kind: markdown
-- needs: news.project_id, projects.id, projects.identifier
-- source: app/services/users/replace_mentions_service.rb:68
SELECT id, description,
       '/news/' || id AS path,
       (SELECT p.identifier FROM projects p WHERE p.id = news.project_id) AS project
  FROM news
 WHERE description ~* :pattern;

-- check: news_journals.title
-- expected: kept
-- kind: plain
-- historic: yes
-- needs: journals.data_id, journals.data_type, journals.journable_id, news_journals.project_id, projects.id, projects.identifier
-- source: config/routes.rb:907
SELECT id, title,
       (SELECT '/news/' || j.journable_id FROM journals j
       WHERE j.data_type = 'Journal::NewsJournal' AND j.data_id = news_journals.id LIMIT 1)
         AS path,
       (SELECT p.identifier FROM projects p WHERE p.id = news_journals.project_id) AS project
  FROM news_journals
 WHERE title ~* :pattern;

-- check: news_journals.title (older layout)
-- expected: kept
-- kind: plain
-- historic: yes
-- needs: journals.id, journals.journable_id, news_journals.journal_id, news_journals.project_id, projects.id, projects.identifier
-- absent: journals.data_id
SELECT id, title,
       (SELECT '/news/' || j.journable_id FROM journals j WHERE j.id = news_journals.journal_id)
         AS path,
       (SELECT p.identifier FROM projects p WHERE p.id = news_journals.project_id) AS project
  FROM news_journals
 WHERE title ~* :pattern;

-- check: news_journals.summary
-- expected: kept
-- kind: markdown
-- historic: yes
-- needs: journals.data_id, journals.data_type, journals.journable_id, news_journals.project_id, projects.id, projects.identifier
-- note: mentions are not rewritten
-- source: config/routes.rb:907
SELECT id, summary,
       (SELECT '/news/' || j.journable_id FROM journals j
       WHERE j.data_type = 'Journal::NewsJournal' AND j.data_id = news_journals.id LIMIT 1)
         AS path,
       (SELECT p.identifier FROM projects p WHERE p.id = news_journals.project_id) AS project
  FROM news_journals
 WHERE summary ~* :pattern;

-- check: news_journals.summary (older layout)
-- expected: kept
-- kind: markdown
-- historic: yes
-- needs: journals.id, journals.journable_id, news_journals.journal_id, news_journals.project_id, projects.id, projects.identifier
-- absent: journals.data_id
-- note: mentions are not rewritten
SELECT id, summary,
       (SELECT '/news/' || j.journable_id FROM journals j WHERE j.id = news_journals.journal_id)
         AS path,
       (SELECT p.identifier FROM projects p WHERE p.id = news_journals.project_id) AS project
  FROM news_journals
 WHERE summary ~* :pattern;

-- check: news_journals.description
-- expected: deleted user
-- kind: markdown
-- historic: yes
-- needs: journals.data_id, journals.data_type, journals.journable_id, news_journals.project_id, projects.id, projects.identifier
-- source: app/services/users/replace_mentions_service.rb:69
SELECT id, description,
       (SELECT '/news/' || j.journable_id FROM journals j
       WHERE j.data_type = 'Journal::NewsJournal' AND j.data_id = news_journals.id LIMIT 1)
         AS path,
       (SELECT p.identifier FROM projects p WHERE p.id = news_journals.project_id) AS project
  FROM news_journals
 WHERE description ~* :pattern;

-- check: news_journals.description (older layout)
-- expected: deleted user
-- kind: markdown
-- historic: yes
-- needs: journals.id, journals.journable_id, news_journals.journal_id, news_journals.project_id, projects.id, projects.identifier
-- absent: journals.data_id
SELECT id, description,
       (SELECT '/news/' || j.journable_id FROM journals j WHERE j.id = news_journals.journal_id)
         AS path,
       (SELECT p.identifier FROM projects p WHERE p.id = news_journals.project_id) AS project
  FROM news_journals
 WHERE description ~* :pattern;

-- check: comments.comments
-- expected: deleted user
-- kind: markdown
-- needs: comments.commented_id, comments.commented_type, news.id, news.project_id, projects.id, projects.identifier
-- source: app/services/users/replace_mentions_service.rb:41
SELECT id, comments,
       CASE commented_type WHEN 'News' THEN '/news/' || commented_id || '#comments' END AS path,
       CASE commented_type WHEN 'News' THEN
         (SELECT p.identifier FROM projects p JOIN news n ON n.project_id = p.id
           WHERE n.id = comments.commented_id) END AS project
  FROM comments
 WHERE comments ~* :pattern;

-- check: journals.notes (news)
-- expected: deleted user
-- kind: markdown
-- historic: yes
-- needs: journals.journable_id, journals.journable_type, news.id, news.project_id, projects.id, projects.identifier
-- source: app/services/users/replace_mentions_service.rb:40
SELECT id, notes,
       '/news/' || journable_id AS path,
       (SELECT p.identifier FROM projects p JOIN news n ON n.project_id = p.id
           WHERE n.id = journals.journable_id) AS project
  FROM journals
 WHERE journable_type = 'News'
   AND notes ~* :pattern;

-- check: announcements.text
-- expected: kept
-- kind: markdown
-- note: mentions are not rewritten
-- source: config/routes.rb:541
SELECT id, text,
       '/admin/announcements/edit' AS path
  FROM announcements
 WHERE text ~* :pattern;
