-- Wiki pages: columns that can contain the id of a user.
-- Runs as it is: psql -v user_id=42 -f queries/references/cw-01-wiki-pages.sql

-- check: journals.user_id (wiki pages)
-- expected: deleted user
-- needs: journals.journable_type
-- source: app/services/principals/replace_references_service.rb:96
SELECT id FROM journals
 WHERE journable_type IN ('WikiPage', 'WikiContent')
   AND user_id = :user_id;

-- check: watchers.user_id (wiki pages)
-- expected: row deleted
-- needs: watchers.watchable_type
SELECT id FROM watchers
 WHERE watchable_type IN ('WikiPage', 'Wiki', 'WikiContent')
   AND user_id = :user_id;

-- check: wiki_pages.author_id
-- expected: deleted user
-- source: config/initializers/replace_references_service.rb:33
SELECT id FROM wiki_pages WHERE author_id = :user_id;

-- check: wiki_page_journals.author_id
-- expected: deleted user
-- source: config/initializers/replace_references_service.rb:33
SELECT id FROM wiki_page_journals WHERE author_id = :user_id;

-- check: wiki_contents.author_id
-- expected: deleted user
-- source: config/initializers/replace_references_service.rb:33
SELECT id FROM wiki_contents WHERE author_id = :user_id;

-- check: wiki_content_journals.author_id
-- expected: deleted user
-- source: config/initializers/replace_references_service.rb:33
SELECT id FROM wiki_content_journals WHERE author_id = :user_id;

-- check: wiki_page_links.author_id
-- expected: deleted user
-- source: modules/wikis/lib/open_project/wikis/engine.rb
SELECT id FROM wiki_page_links WHERE author_id = :user_id;

-- check: wiki_page_links.linkable_id (of a principal)
-- expected: row deleted
-- needs: wiki_page_links.linkable_type
SELECT id FROM wiki_page_links
 WHERE linkable_type IN ('Principal', 'User', 'Group', 'PlaceholderUser', 'ServiceAccount')
   AND linkable_id = :user_id;
