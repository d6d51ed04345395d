-- Wiki pages: where people write, or where names land.
-- Wiki pages, their history, redirects and menu entries.
-- Runs as it is: psql -v pattern="'name'" -f queries/mentions/cw-01-wiki-pages.sql

-- check: wiki_pages.title
-- expected: kept
-- kind: plain
-- needs: projects.id, projects.identifier, wiki_pages.slug, wiki_pages.wiki_id, wikis.id, wikis.project_id
-- source: config/routes.rb:391
SELECT id, title,
       '/projects/' || (SELECT p.identifier FROM projects p JOIN wikis k ON k.project_id = p.id
         WHERE k.id = wiki_pages.wiki_id) || '/wiki/' || slug AS path,
       (SELECT p.identifier FROM projects p JOIN wikis k ON k.project_id = p.id
         WHERE k.id = wiki_pages.wiki_id) AS project
  FROM wiki_pages
 WHERE title ~* :pattern;

-- check: wiki_pages.slug
-- expected: kept
-- kind: plain
-- needs: projects.id, projects.identifier, wiki_pages.wiki_id, wikis.id, wikis.project_id
-- source: config/routes.rb:391
SELECT id, slug,
       '/projects/' || (SELECT p.identifier FROM projects p JOIN wikis k ON k.project_id = p.id
         WHERE k.id = wiki_pages.wiki_id) || '/wiki/' || slug AS path,
       (SELECT p.identifier FROM projects p JOIN wikis k ON k.project_id = p.id
         WHERE k.id = wiki_pages.wiki_id) AS project
  FROM wiki_pages
 WHERE slug ~* :pattern;

-- check: wiki_pages.text
-- expected: deleted user
-- kind: markdown
-- needs: projects.id, projects.identifier, wiki_pages.slug, wiki_pages.wiki_id, wikis.id, wikis.project_id
-- source: app/services/users/replace_mentions_service.rb:72
SELECT id, text,
       '/projects/' || (SELECT p.identifier FROM projects p JOIN wikis k ON k.project_id = p.id
         WHERE k.id = wiki_pages.wiki_id) || '/wiki/' || slug AS path,
       (SELECT p.identifier FROM projects p JOIN wikis k ON k.project_id = p.id
         WHERE k.id = wiki_pages.wiki_id) AS project
  FROM wiki_pages
 WHERE text ~* :pattern;

-- check: wiki_page_journals.text
-- expected: deleted user
-- kind: markdown
-- historic: yes
-- needs: journals.data_id, journals.data_type, journals.journable_id, journals.version, projects.id, projects.identifier, wiki_pages.id, wiki_pages.slug, wiki_pages.wiki_id, wikis.id, wikis.project_id
-- source: app/services/users/replace_mentions_service.rb:73
SELECT id, text,
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
 WHERE text ~* :pattern;

-- check: wiki_contents.text
-- expected: kept
-- kind: markdown
-- needs: projects.id, projects.identifier, wiki_contents.page_id, wiki_pages.id, wiki_pages.slug, wiki_pages.wiki_id, wikis.id, wikis.project_id
-- note: text of a wiki page, in older versions
SELECT id, text,
       (SELECT '/projects/' || p.identifier || '/wiki/' || w.slug FROM wiki_pages w
         JOIN wikis k ON k.id = w.wiki_id
           JOIN projects p ON p.id = k.project_id WHERE w.id = wiki_contents.page_id) AS path,
       (SELECT p.identifier FROM wiki_pages w JOIN wikis k ON k.id = w.wiki_id
           JOIN projects p ON p.id = k.project_id WHERE w.id = wiki_contents.page_id) AS project
  FROM wiki_contents
 WHERE text ~* :pattern;

-- check: wiki_content_journals.text
-- expected: kept
-- kind: markdown
-- historic: yes
-- needs: projects.id, projects.identifier, wiki_content_journals.page_id, wiki_pages.id, wiki_pages.slug, wiki_pages.wiki_id, wikis.id, wikis.project_id
-- note: history of a wiki page, in older versions
SELECT id, text,
       (SELECT '/projects/' || p.identifier || '/wiki/' || w.slug || '/history' FROM wiki_pages w
         JOIN wikis k ON k.id = w.wiki_id
           JOIN projects p ON p.id = k.project_id WHERE w.id = wiki_content_journals.page_id)
             AS path,
       (SELECT p.identifier FROM wiki_pages w JOIN wikis k ON k.id = w.wiki_id
           JOIN projects p ON p.id = k.project_id WHERE w.id = wiki_content_journals.page_id)
             AS project
  FROM wiki_content_journals
 WHERE text ~* :pattern;

-- check: wiki_redirects.title
-- expected: kept
-- kind: plain
-- needs: projects.id, projects.identifier, wiki_redirects.wiki_id, wikis.id, wikis.project_id
-- source: config/routes.rb:391
SELECT id, title,
       '/projects/' || (SELECT p.identifier FROM projects p JOIN wikis k ON k.project_id = p.id
         WHERE k.id = wiki_redirects.wiki_id) || '/wiki/' || title AS path,
       (SELECT p.identifier FROM projects p JOIN wikis k ON k.project_id = p.id
         WHERE k.id = wiki_redirects.wiki_id) AS project
  FROM wiki_redirects
 WHERE title ~* :pattern;

-- check: wiki_redirects.redirects_to
-- expected: kept
-- kind: plain
-- needs: projects.id, projects.identifier, wiki_redirects.title, wiki_redirects.wiki_id, wikis.id, wikis.project_id
-- source: config/routes.rb:391
SELECT id, redirects_to,
       '/projects/' || (SELECT p.identifier FROM projects p JOIN wikis k ON k.project_id = p.id
         WHERE k.id = wiki_redirects.wiki_id) || '/wiki/' || title AS path,
       (SELECT p.identifier FROM projects p JOIN wikis k ON k.project_id = p.id
         WHERE k.id = wiki_redirects.wiki_id) AS project
  FROM wiki_redirects
 WHERE redirects_to ~* :pattern;

-- check: wikis.start_page
-- expected: kept
-- kind: plain
-- needs: projects.id, projects.identifier, wikis.project_id
-- source: config/routes.rb:422
SELECT id, start_page,
       '/projects/' || (SELECT p.identifier FROM projects p WHERE p.id = wikis.project_id)
         || '/wiki' AS path,
       (SELECT p.identifier FROM projects p WHERE p.id = wikis.project_id) AS project
  FROM wikis
 WHERE start_page ~* :pattern;

-- check: menu_items.name
-- expected: kept
-- kind: plain
-- needs: menu_items.navigatable_id, projects.id, projects.identifier, wikis.id, wikis.project_id
-- source: config/routes.rb:391
SELECT id, name,
       '/projects/' || (SELECT p.identifier FROM projects p JOIN wikis k ON k.project_id = p.id
         WHERE k.id = menu_items.navigatable_id) || '/wiki/' || name AS path,
       (SELECT p.identifier FROM projects p JOIN wikis k ON k.project_id = p.id
         WHERE k.id = menu_items.navigatable_id) AS project
  FROM menu_items
 WHERE name ~* :pattern;

-- check: menu_items.title
-- expected: kept
-- kind: plain
-- needs: menu_items.name, menu_items.navigatable_id, projects.id, projects.identifier, wikis.id, wikis.project_id
-- source: config/routes.rb:391
SELECT id, title,
       '/projects/' || (SELECT p.identifier FROM projects p JOIN wikis k ON k.project_id = p.id
         WHERE k.id = menu_items.navigatable_id) || '/wiki/' || name AS path,
       (SELECT p.identifier FROM projects p JOIN wikis k ON k.project_id = p.id
         WHERE k.id = menu_items.navigatable_id) AS project
  FROM menu_items
 WHERE title ~* :pattern;

-- check: menu_items.options
-- expected: kept
-- kind: yaml
-- needs: menu_items.name, menu_items.navigatable_id, projects.id, projects.identifier, wikis.id, wikis.project_id
-- source: config/routes.rb:391
SELECT id, options,
       '/projects/' || (SELECT p.identifier FROM projects p JOIN wikis k ON k.project_id = p.id
         WHERE k.id = menu_items.navigatable_id) || '/wiki/' || name AS path,
       (SELECT p.identifier FROM projects p JOIN wikis k ON k.project_id = p.id
         WHERE k.id = menu_items.navigatable_id) AS project
  FROM menu_items
 WHERE options ~* :pattern;

-- check: journals.notes (wiki pages)
-- expected: deleted user
-- kind: markdown
-- historic: yes
-- needs: journals.journable_id, journals.journable_type, projects.id, projects.identifier, wiki_pages.id, wiki_pages.slug, wiki_pages.wiki_id, wikis.id, wikis.project_id
-- source: app/services/users/replace_mentions_service.rb:40
SELECT id, notes,
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
   AND notes ~* :pattern;

-- check: wiki_page_links.identifier
-- expected: kept
-- kind: plain
-- needs: wiki_page_links.linkable_type, wiki_page_links.linkable_id
-- note: name or address of a page in another wiki
-- source: modules/wikis/db/migrate/20260318133702_create_wiki_page_links.rb
SELECT id, identifier,
       CASE linkable_type WHEN 'WorkPackage' THEN '/work_packages/' || linkable_id || '/activity' END AS path
  FROM wiki_page_links
 WHERE identifier ~* :pattern;

-- check: wiki_providers.name
-- expected: kept
-- kind: plain
-- source: modules/wikis/config/routes.rb
SELECT id, name,
       '/admin/settings/wiki_providers/' || id || '/edit' AS path
  FROM wiki_providers
 WHERE name ~* :pattern;

-- check: wiki_providers.options
-- expected: kept
-- kind: json
-- source: modules/wikis/config/routes.rb
SELECT id, CAST(options AS text),
       '/admin/settings/wiki_providers/' || id || '/edit' AS path
  FROM wiki_providers
 WHERE CAST(options AS text) ~* :pattern;
