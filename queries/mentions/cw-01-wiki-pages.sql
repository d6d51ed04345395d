-- Wiki pages: columns with texts and names.
-- Wiki pages, their history, redirects and menu entries.
-- ':column' is each of a place's columns; to run them: operasure queries --pattern REGEX --group cw-01

-- place: wiki_pages
-- column: title, plain, kept
--   source: config/routes.rb:391
-- column: slug, plain, kept
--   source: config/routes.rb:391
-- column: text, markdown, deleted user
--   source: app/services/users/replace_mentions_service.rb:72
SELECT id, :column,
       '/projects/' || (SELECT p.identifier FROM projects p JOIN wikis k ON k.project_id = p.id
         WHERE k.id = wiki_pages.wiki_id) || '/wiki/' || slug AS path,
       (SELECT p.identifier FROM projects p JOIN wikis k ON k.project_id = p.id
         WHERE k.id = wiki_pages.wiki_id) AS project
  FROM wiki_pages
 WHERE :column ~* :pattern;

-- place: wiki_page_journals
-- historic: yes
-- source: app/services/users/replace_mentions_service.rb:73
-- column: text, markdown, deleted user
SELECT id, :column,
       (SELECT '/projects/' || p.identifier || '/wiki/' || w.slug || '?version=' || j.version
         FROM journals j JOIN wiki_pages w ON w.id = j.journable_id
         JOIN wikis k ON k.id = w.wiki_id
           JOIN projects p ON p.id = k.project_id
           WHERE j.data_type = 'Journal::WikiPageJournal'
             AND j.data_id = wiki_page_journals.id LIMIT 1) AS path,
       (SELECT p.identifier FROM journals j JOIN wiki_pages w ON w.id = j.journable_id
         JOIN wikis k ON k.id = w.wiki_id
           JOIN projects p ON p.id = k.project_id
           WHERE j.data_type = 'Journal::WikiPageJournal'
             AND j.data_id = wiki_page_journals.id LIMIT 1) AS project
  FROM wiki_page_journals
 WHERE :column ~* :pattern;

-- place: wiki_contents
-- note: text of a wiki page, in older versions
-- column: text, markdown, kept
SELECT id, :column,
       (SELECT '/projects/' || p.identifier || '/wiki/' || w.slug FROM wiki_pages w
         JOIN wikis k ON k.id = w.wiki_id
           JOIN projects p ON p.id = k.project_id WHERE w.id = wiki_contents.page_id) AS path,
       (SELECT p.identifier FROM wiki_pages w JOIN wikis k ON k.id = w.wiki_id
           JOIN projects p ON p.id = k.project_id WHERE w.id = wiki_contents.page_id) AS project
  FROM wiki_contents
 WHERE :column ~* :pattern;

-- place: wiki_content_journals
-- historic: yes
-- note: history of a wiki page, in older versions
-- column: text, markdown, kept
SELECT id, :column,
       (SELECT '/projects/' || p.identifier || '/wiki/' || w.slug || '/history' FROM wiki_pages w
         JOIN wikis k ON k.id = w.wiki_id
           JOIN projects p ON p.id = k.project_id WHERE w.id = wiki_content_journals.page_id)
             AS path,
       (SELECT p.identifier FROM wiki_pages w JOIN wikis k ON k.id = w.wiki_id
           JOIN projects p ON p.id = k.project_id WHERE w.id = wiki_content_journals.page_id)
             AS project
  FROM wiki_content_journals
 WHERE :column ~* :pattern;

-- place: wiki_redirects
-- source: config/routes.rb:391
-- column: title, plain, kept
-- column: redirects_to, plain, kept
SELECT id, :column,
       '/projects/' || (SELECT p.identifier FROM projects p JOIN wikis k ON k.project_id = p.id
         WHERE k.id = wiki_redirects.wiki_id) || '/wiki/' || title AS path,
       (SELECT p.identifier FROM projects p JOIN wikis k ON k.project_id = p.id
         WHERE k.id = wiki_redirects.wiki_id) AS project
  FROM wiki_redirects
 WHERE :column ~* :pattern;

-- place: wikis
-- source: config/routes.rb:422
-- column: start_page, plain, kept
SELECT id, :column,
       '/projects/' || (SELECT p.identifier FROM projects p WHERE p.id = wikis.project_id)
         || '/wiki' AS path,
       (SELECT p.identifier FROM projects p WHERE p.id = wikis.project_id) AS project
  FROM wikis
 WHERE :column ~* :pattern;

-- place: menu_items
-- source: config/routes.rb:391
-- column: name, plain, kept
-- column: title, plain, kept
-- column: options, yaml, kept
SELECT id, :column,
       '/projects/' || (SELECT p.identifier FROM projects p JOIN wikis k ON k.project_id = p.id
         WHERE k.id = menu_items.navigatable_id) || '/wiki/' || name AS path,
       (SELECT p.identifier FROM projects p JOIN wikis k ON k.project_id = p.id
         WHERE k.id = menu_items.navigatable_id) AS project
  FROM menu_items
 WHERE :column ~* :pattern;

-- place: journals (wiki pages)
-- historic: yes
-- source: app/services/users/replace_mentions_service.rb:40
-- column: notes, markdown, deleted user
SELECT id, :column,
       CASE journable_type WHEN 'WikiPage' THEN
         (SELECT '/projects/' || p.identifier || '/wiki/' || w.slug || '/history'
         FROM wiki_pages w JOIN wikis k ON k.id = w.wiki_id
           JOIN projects p ON p.id = k.project_id WHERE w.id = journals.journable_id) END AS path,
       CASE journable_type WHEN 'WikiPage' THEN
         (SELECT p.identifier FROM wiki_pages w JOIN wikis k ON k.id = w.wiki_id
           JOIN projects p ON p.id = k.project_id WHERE w.id = journals.journable_id) END
             AS project
  FROM journals
 WHERE journable_type IN ('WikiPage', 'WikiContent')
   AND :column ~* :pattern;

-- place: wiki_page_links
-- note: name or address of a page in another wiki
-- source: modules/wikis/db/migrate/20260318133702_create_wiki_page_links.rb
-- column: identifier, plain, kept
SELECT id, :column,
       CASE linkable_type WHEN 'WorkPackage' THEN '/work_packages/' || linkable_id || '/activity' END AS path
  FROM wiki_page_links
 WHERE :column ~* :pattern;

-- place: wiki_providers
-- source: modules/wikis/config/routes.rb
-- column: name, plain, kept
-- column: CAST(options AS text), json, kept
SELECT id, :column,
       '/admin/settings/wiki_providers/' || id || '/edit' AS path
  FROM wiki_providers
 WHERE :column ~* :pattern;
