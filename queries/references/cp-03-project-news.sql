-- Project news: columns that can contain the id of a user.
-- Runs as it is: psql -v user_id=42 -f queries/references/cp-03-project-news.sql

-- check: journals.user_id (news)
-- expected: deleted user
-- needs: journals.journable_type
-- source: app/services/principals/replace_references_service.rb:96
SELECT id FROM journals
 WHERE journable_type = 'News'
   AND user_id = :user_id;

-- check: watchers.user_id (news)
-- expected: row deleted
-- needs: watchers.watchable_type
SELECT id FROM watchers
 WHERE watchable_type = 'News'
   AND user_id = :user_id;

-- check: news.author_id
-- expected: deleted user
-- source: config/initializers/replace_references_service.rb:33
SELECT id FROM news WHERE author_id = :user_id;

-- check: news_journals.author_id
-- expected: deleted user
-- source: config/initializers/replace_references_service.rb:33
SELECT id FROM news_journals WHERE author_id = :user_id;

-- check: comments.author_id
-- expected: deleted user
-- source: config/initializers/replace_references_service.rb:33
SELECT id FROM comments WHERE author_id = :user_id;

-- check: comments.commented_id (of a principal)
-- expected: row deleted
-- needs: comments.commented_type
SELECT id FROM comments
 WHERE commented_type IN ('Principal', 'User', 'Group', 'PlaceholderUser', 'ServiceAccount')
   AND commented_id = :user_id;
