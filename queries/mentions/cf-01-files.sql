-- Files: where people write, or where names land.
-- Attachments, documents, building models, uploaded logos: names, descriptions and extracted text.
-- Runs as it is: psql -v pattern="'name'" -f queries/mentions/cf-01-files.sql

-- check: attachments.filename (files)
-- expected: kept
-- kind: filename
-- needs: attachments.container_id, attachments.container_type, budgets.id, budgets.project_id, documents.id, documents.project_id, forums.id, forums.project_id, grids.id, grids.project_id, journals.id, journals.journable_id, journals.journable_type, meetings.id, meetings.project_id, messages.forum_id, messages.id, news.id, news.project_id, projects.id, projects.identifier, wiki_pages.id, wiki_pages.wiki_id, wikis.id, wikis.project_id, work_packages.id, work_packages.project_id
-- source: config/routes.rb:912
SELECT id, filename,
       '/attachments/' || id AS path,
       (SELECT p.identifier FROM projects p WHERE p.id = CASE attachments.container_type
         WHEN 'WorkPackage' THEN
           (SELECT w.project_id FROM work_packages w WHERE w.id = attachments.container_id)
         WHEN 'WikiPage' THEN (SELECT k.project_id FROM wikis k
           JOIN wiki_pages w ON w.wiki_id = k.id WHERE w.id = attachments.container_id)
         WHEN 'Meeting' THEN (SELECT m.project_id FROM meetings m
           WHERE m.id = attachments.container_id)
         WHEN 'News' THEN (SELECT n.project_id FROM news n WHERE n.id = attachments.container_id)
         WHEN 'Message' THEN (SELECT f.project_id FROM forums f
           JOIN messages m ON m.forum_id = f.id WHERE m.id = attachments.container_id)
         WHEN 'Document' THEN (SELECT d.project_id FROM documents d
           WHERE d.id = attachments.container_id)
         WHEN 'Budget' THEN (SELECT b.project_id FROM budgets b
           WHERE b.id = attachments.container_id)
         WHEN 'Grids::Grid' THEN
           (SELECT g.project_id FROM grids g WHERE g.id = attachments.container_id)
         WHEN 'Journal' THEN (SELECT w.project_id FROM work_packages w
           JOIN journals j ON j.journable_id = w.id
           AND j.journable_type = 'WorkPackage' WHERE j.id = attachments.container_id) END)
             AS project
  FROM attachments
 WHERE (container_type IS NULL OR container_type NOT IN ('Principal', 'User'))
   AND filename ~* :pattern;

-- check: attachments.filename (files, with cost objects)
-- expected: kept
-- kind: filename
-- needs: attachments.container_id, attachments.container_type, cost_objects.id, cost_objects.project_id, documents.id, documents.project_id, forums.id, forums.project_id, grids.id, grids.project_id, journals.id, journals.journable_id, journals.journable_type, meetings.id, meetings.project_id, messages.forum_id, messages.id, news.id, news.project_id, projects.id, projects.identifier, wiki_pages.id, wiki_pages.wiki_id, wikis.id, wikis.project_id, work_packages.id, work_packages.project_id
-- absent: budgets.project_id
SELECT id, filename,
       '/attachments/' || id AS path,
       (SELECT p.identifier FROM projects p WHERE p.id = CASE attachments.container_type
         WHEN 'WorkPackage' THEN
           (SELECT w.project_id FROM work_packages w WHERE w.id = attachments.container_id)
         WHEN 'WikiPage' THEN (SELECT k.project_id FROM wikis k
           JOIN wiki_pages w ON w.wiki_id = k.id WHERE w.id = attachments.container_id)
         WHEN 'Meeting' THEN (SELECT m.project_id FROM meetings m
           WHERE m.id = attachments.container_id)
         WHEN 'News' THEN (SELECT n.project_id FROM news n WHERE n.id = attachments.container_id)
         WHEN 'Message' THEN (SELECT f.project_id FROM forums f
           JOIN messages m ON m.forum_id = f.id WHERE m.id = attachments.container_id)
         WHEN 'Document' THEN (SELECT d.project_id FROM documents d
           WHERE d.id = attachments.container_id)
         WHEN 'CostObject' THEN
           (SELECT b.project_id FROM cost_objects b WHERE b.id = attachments.container_id)
         WHEN 'Grids::Grid' THEN
           (SELECT g.project_id FROM grids g WHERE g.id = attachments.container_id)
         WHEN 'Journal' THEN (SELECT w.project_id FROM work_packages w
           JOIN journals j ON j.journable_id = w.id
           AND j.journable_type = 'WorkPackage' WHERE j.id = attachments.container_id) END)
             AS project
  FROM attachments
 WHERE (container_type IS NULL OR container_type NOT IN ('Principal', 'User'))
   AND filename ~* :pattern;

-- check: attachments.file (files)
-- expected: kept
-- kind: filename
-- needs: attachments.container_id, attachments.container_type, budgets.id, budgets.project_id, documents.id, documents.project_id, forums.id, forums.project_id, grids.id, grids.project_id, journals.id, journals.journable_id, journals.journable_type, meetings.id, meetings.project_id, messages.forum_id, messages.id, news.id, news.project_id, projects.id, projects.identifier, wiki_pages.id, wiki_pages.wiki_id, wikis.id, wikis.project_id, work_packages.id, work_packages.project_id
-- source: config/routes.rb:912
SELECT id, file,
       '/attachments/' || id AS path,
       (SELECT p.identifier FROM projects p WHERE p.id = CASE attachments.container_type
         WHEN 'WorkPackage' THEN
           (SELECT w.project_id FROM work_packages w WHERE w.id = attachments.container_id)
         WHEN 'WikiPage' THEN (SELECT k.project_id FROM wikis k
           JOIN wiki_pages w ON w.wiki_id = k.id WHERE w.id = attachments.container_id)
         WHEN 'Meeting' THEN (SELECT m.project_id FROM meetings m
           WHERE m.id = attachments.container_id)
         WHEN 'News' THEN (SELECT n.project_id FROM news n WHERE n.id = attachments.container_id)
         WHEN 'Message' THEN (SELECT f.project_id FROM forums f
           JOIN messages m ON m.forum_id = f.id WHERE m.id = attachments.container_id)
         WHEN 'Document' THEN (SELECT d.project_id FROM documents d
           WHERE d.id = attachments.container_id)
         WHEN 'Budget' THEN (SELECT b.project_id FROM budgets b
           WHERE b.id = attachments.container_id)
         WHEN 'Grids::Grid' THEN
           (SELECT g.project_id FROM grids g WHERE g.id = attachments.container_id)
         WHEN 'Journal' THEN (SELECT w.project_id FROM work_packages w
           JOIN journals j ON j.journable_id = w.id
           AND j.journable_type = 'WorkPackage' WHERE j.id = attachments.container_id) END)
             AS project
  FROM attachments
 WHERE (container_type IS NULL OR container_type NOT IN ('Principal', 'User'))
   AND file ~* :pattern;

-- check: attachments.file (files, with cost objects)
-- expected: kept
-- kind: filename
-- needs: attachments.container_id, attachments.container_type, cost_objects.id, cost_objects.project_id, documents.id, documents.project_id, forums.id, forums.project_id, grids.id, grids.project_id, journals.id, journals.journable_id, journals.journable_type, meetings.id, meetings.project_id, messages.forum_id, messages.id, news.id, news.project_id, projects.id, projects.identifier, wiki_pages.id, wiki_pages.wiki_id, wikis.id, wikis.project_id, work_packages.id, work_packages.project_id
-- absent: budgets.project_id
SELECT id, file,
       '/attachments/' || id AS path,
       (SELECT p.identifier FROM projects p WHERE p.id = CASE attachments.container_type
         WHEN 'WorkPackage' THEN
           (SELECT w.project_id FROM work_packages w WHERE w.id = attachments.container_id)
         WHEN 'WikiPage' THEN (SELECT k.project_id FROM wikis k
           JOIN wiki_pages w ON w.wiki_id = k.id WHERE w.id = attachments.container_id)
         WHEN 'Meeting' THEN (SELECT m.project_id FROM meetings m
           WHERE m.id = attachments.container_id)
         WHEN 'News' THEN (SELECT n.project_id FROM news n WHERE n.id = attachments.container_id)
         WHEN 'Message' THEN (SELECT f.project_id FROM forums f
           JOIN messages m ON m.forum_id = f.id WHERE m.id = attachments.container_id)
         WHEN 'Document' THEN (SELECT d.project_id FROM documents d
           WHERE d.id = attachments.container_id)
         WHEN 'CostObject' THEN
           (SELECT b.project_id FROM cost_objects b WHERE b.id = attachments.container_id)
         WHEN 'Grids::Grid' THEN
           (SELECT g.project_id FROM grids g WHERE g.id = attachments.container_id)
         WHEN 'Journal' THEN (SELECT w.project_id FROM work_packages w
           JOIN journals j ON j.journable_id = w.id
           AND j.journable_type = 'WorkPackage' WHERE j.id = attachments.container_id) END)
             AS project
  FROM attachments
 WHERE (container_type IS NULL OR container_type NOT IN ('Principal', 'User'))
   AND file ~* :pattern;

-- check: attachments.disk_filename (files)
-- expected: kept
-- kind: filename
-- needs: attachments.container_id, attachments.container_type, budgets.id, budgets.project_id, documents.id, documents.project_id, forums.id, forums.project_id, grids.id, grids.project_id, journals.id, journals.journable_id, journals.journable_type, meetings.id, meetings.project_id, messages.forum_id, messages.id, news.id, news.project_id, projects.id, projects.identifier, wiki_pages.id, wiki_pages.wiki_id, wikis.id, wikis.project_id, work_packages.id, work_packages.project_id
-- source: config/routes.rb:912
SELECT id, disk_filename,
       '/attachments/' || id AS path,
       (SELECT p.identifier FROM projects p WHERE p.id = CASE attachments.container_type
         WHEN 'WorkPackage' THEN
           (SELECT w.project_id FROM work_packages w WHERE w.id = attachments.container_id)
         WHEN 'WikiPage' THEN (SELECT k.project_id FROM wikis k
           JOIN wiki_pages w ON w.wiki_id = k.id WHERE w.id = attachments.container_id)
         WHEN 'Meeting' THEN (SELECT m.project_id FROM meetings m
           WHERE m.id = attachments.container_id)
         WHEN 'News' THEN (SELECT n.project_id FROM news n WHERE n.id = attachments.container_id)
         WHEN 'Message' THEN (SELECT f.project_id FROM forums f
           JOIN messages m ON m.forum_id = f.id WHERE m.id = attachments.container_id)
         WHEN 'Document' THEN (SELECT d.project_id FROM documents d
           WHERE d.id = attachments.container_id)
         WHEN 'Budget' THEN (SELECT b.project_id FROM budgets b
           WHERE b.id = attachments.container_id)
         WHEN 'Grids::Grid' THEN
           (SELECT g.project_id FROM grids g WHERE g.id = attachments.container_id)
         WHEN 'Journal' THEN (SELECT w.project_id FROM work_packages w
           JOIN journals j ON j.journable_id = w.id
           AND j.journable_type = 'WorkPackage' WHERE j.id = attachments.container_id) END)
             AS project
  FROM attachments
 WHERE (container_type IS NULL OR container_type NOT IN ('Principal', 'User'))
   AND disk_filename ~* :pattern;

-- check: attachments.disk_filename (files, with cost objects)
-- expected: kept
-- kind: filename
-- needs: attachments.container_id, attachments.container_type, cost_objects.id, cost_objects.project_id, documents.id, documents.project_id, forums.id, forums.project_id, grids.id, grids.project_id, journals.id, journals.journable_id, journals.journable_type, meetings.id, meetings.project_id, messages.forum_id, messages.id, news.id, news.project_id, projects.id, projects.identifier, wiki_pages.id, wiki_pages.wiki_id, wikis.id, wikis.project_id, work_packages.id, work_packages.project_id
-- absent: budgets.project_id
SELECT id, disk_filename,
       '/attachments/' || id AS path,
       (SELECT p.identifier FROM projects p WHERE p.id = CASE attachments.container_type
         WHEN 'WorkPackage' THEN
           (SELECT w.project_id FROM work_packages w WHERE w.id = attachments.container_id)
         WHEN 'WikiPage' THEN (SELECT k.project_id FROM wikis k
           JOIN wiki_pages w ON w.wiki_id = k.id WHERE w.id = attachments.container_id)
         WHEN 'Meeting' THEN (SELECT m.project_id FROM meetings m
           WHERE m.id = attachments.container_id)
         WHEN 'News' THEN (SELECT n.project_id FROM news n WHERE n.id = attachments.container_id)
         WHEN 'Message' THEN (SELECT f.project_id FROM forums f
           JOIN messages m ON m.forum_id = f.id WHERE m.id = attachments.container_id)
         WHEN 'Document' THEN (SELECT d.project_id FROM documents d
           WHERE d.id = attachments.container_id)
         WHEN 'CostObject' THEN
           (SELECT b.project_id FROM cost_objects b WHERE b.id = attachments.container_id)
         WHEN 'Grids::Grid' THEN
           (SELECT g.project_id FROM grids g WHERE g.id = attachments.container_id)
         WHEN 'Journal' THEN (SELECT w.project_id FROM work_packages w
           JOIN journals j ON j.journable_id = w.id
           AND j.journable_type = 'WorkPackage' WHERE j.id = attachments.container_id) END)
             AS project
  FROM attachments
 WHERE (container_type IS NULL OR container_type NOT IN ('Principal', 'User'))
   AND disk_filename ~* :pattern;

-- check: attachments.description (files)
-- expected: kept
-- kind: plain
-- needs: attachments.container_id, attachments.container_type, budgets.id, budgets.project_id, documents.id, documents.project_id, forums.id, forums.project_id, grids.id, grids.project_id, journals.id, journals.journable_id, journals.journable_type, meetings.id, meetings.project_id, messages.forum_id, messages.id, news.id, news.project_id, projects.id, projects.identifier, wiki_pages.id, wiki_pages.wiki_id, wikis.id, wikis.project_id, work_packages.id, work_packages.project_id
-- source: config/routes.rb:912
SELECT id, description,
       '/attachments/' || id AS path,
       (SELECT p.identifier FROM projects p WHERE p.id = CASE attachments.container_type
         WHEN 'WorkPackage' THEN
           (SELECT w.project_id FROM work_packages w WHERE w.id = attachments.container_id)
         WHEN 'WikiPage' THEN (SELECT k.project_id FROM wikis k
           JOIN wiki_pages w ON w.wiki_id = k.id WHERE w.id = attachments.container_id)
         WHEN 'Meeting' THEN (SELECT m.project_id FROM meetings m
           WHERE m.id = attachments.container_id)
         WHEN 'News' THEN (SELECT n.project_id FROM news n WHERE n.id = attachments.container_id)
         WHEN 'Message' THEN (SELECT f.project_id FROM forums f
           JOIN messages m ON m.forum_id = f.id WHERE m.id = attachments.container_id)
         WHEN 'Document' THEN (SELECT d.project_id FROM documents d
           WHERE d.id = attachments.container_id)
         WHEN 'Budget' THEN (SELECT b.project_id FROM budgets b
           WHERE b.id = attachments.container_id)
         WHEN 'Grids::Grid' THEN
           (SELECT g.project_id FROM grids g WHERE g.id = attachments.container_id)
         WHEN 'Journal' THEN (SELECT w.project_id FROM work_packages w
           JOIN journals j ON j.journable_id = w.id
           AND j.journable_type = 'WorkPackage' WHERE j.id = attachments.container_id) END)
             AS project
  FROM attachments
 WHERE (container_type IS NULL OR container_type NOT IN ('Principal', 'User'))
   AND description ~* :pattern;

-- check: attachments.description (files, with cost objects)
-- expected: kept
-- kind: plain
-- needs: attachments.container_id, attachments.container_type, cost_objects.id, cost_objects.project_id, documents.id, documents.project_id, forums.id, forums.project_id, grids.id, grids.project_id, journals.id, journals.journable_id, journals.journable_type, meetings.id, meetings.project_id, messages.forum_id, messages.id, news.id, news.project_id, projects.id, projects.identifier, wiki_pages.id, wiki_pages.wiki_id, wikis.id, wikis.project_id, work_packages.id, work_packages.project_id
-- absent: budgets.project_id
SELECT id, description,
       '/attachments/' || id AS path,
       (SELECT p.identifier FROM projects p WHERE p.id = CASE attachments.container_type
         WHEN 'WorkPackage' THEN
           (SELECT w.project_id FROM work_packages w WHERE w.id = attachments.container_id)
         WHEN 'WikiPage' THEN (SELECT k.project_id FROM wikis k
           JOIN wiki_pages w ON w.wiki_id = k.id WHERE w.id = attachments.container_id)
         WHEN 'Meeting' THEN (SELECT m.project_id FROM meetings m
           WHERE m.id = attachments.container_id)
         WHEN 'News' THEN (SELECT n.project_id FROM news n WHERE n.id = attachments.container_id)
         WHEN 'Message' THEN (SELECT f.project_id FROM forums f
           JOIN messages m ON m.forum_id = f.id WHERE m.id = attachments.container_id)
         WHEN 'Document' THEN (SELECT d.project_id FROM documents d
           WHERE d.id = attachments.container_id)
         WHEN 'CostObject' THEN
           (SELECT b.project_id FROM cost_objects b WHERE b.id = attachments.container_id)
         WHEN 'Grids::Grid' THEN
           (SELECT g.project_id FROM grids g WHERE g.id = attachments.container_id)
         WHEN 'Journal' THEN (SELECT w.project_id FROM work_packages w
           JOIN journals j ON j.journable_id = w.id
           AND j.journable_type = 'WorkPackage' WHERE j.id = attachments.container_id) END)
             AS project
  FROM attachments
 WHERE (container_type IS NULL OR container_type NOT IN ('Principal', 'User'))
   AND description ~* :pattern;

-- check: attachments.fulltext (files)
-- expected: kept
-- kind: plain
-- needs: attachments.container_id, attachments.container_type, budgets.id, budgets.project_id, documents.id, documents.project_id, forums.id, forums.project_id, grids.id, grids.project_id, journals.id, journals.journable_id, journals.journable_type, meetings.id, meetings.project_id, messages.forum_id, messages.id, news.id, news.project_id, projects.id, projects.identifier, wiki_pages.id, wiki_pages.wiki_id, wikis.id, wikis.project_id, work_packages.id, work_packages.project_id
-- note: text that OpenProject extracted from the file; the file itself holds it too
-- source: config/routes.rb:912
SELECT id, fulltext,
       '/attachments/' || id AS path,
       (SELECT p.identifier FROM projects p WHERE p.id = CASE attachments.container_type
         WHEN 'WorkPackage' THEN
           (SELECT w.project_id FROM work_packages w WHERE w.id = attachments.container_id)
         WHEN 'WikiPage' THEN (SELECT k.project_id FROM wikis k
           JOIN wiki_pages w ON w.wiki_id = k.id WHERE w.id = attachments.container_id)
         WHEN 'Meeting' THEN (SELECT m.project_id FROM meetings m
           WHERE m.id = attachments.container_id)
         WHEN 'News' THEN (SELECT n.project_id FROM news n WHERE n.id = attachments.container_id)
         WHEN 'Message' THEN (SELECT f.project_id FROM forums f
           JOIN messages m ON m.forum_id = f.id WHERE m.id = attachments.container_id)
         WHEN 'Document' THEN (SELECT d.project_id FROM documents d
           WHERE d.id = attachments.container_id)
         WHEN 'Budget' THEN (SELECT b.project_id FROM budgets b
           WHERE b.id = attachments.container_id)
         WHEN 'Grids::Grid' THEN
           (SELECT g.project_id FROM grids g WHERE g.id = attachments.container_id)
         WHEN 'Journal' THEN (SELECT w.project_id FROM work_packages w
           JOIN journals j ON j.journable_id = w.id
           AND j.journable_type = 'WorkPackage' WHERE j.id = attachments.container_id) END)
             AS project
  FROM attachments
 WHERE (container_type IS NULL OR container_type NOT IN ('Principal', 'User'))
   AND fulltext ~* :pattern;

-- check: attachments.fulltext (files, with cost objects)
-- expected: kept
-- kind: plain
-- needs: attachments.container_id, attachments.container_type, cost_objects.id, cost_objects.project_id, documents.id, documents.project_id, forums.id, forums.project_id, grids.id, grids.project_id, journals.id, journals.journable_id, journals.journable_type, meetings.id, meetings.project_id, messages.forum_id, messages.id, news.id, news.project_id, projects.id, projects.identifier, wiki_pages.id, wiki_pages.wiki_id, wikis.id, wikis.project_id, work_packages.id, work_packages.project_id
-- absent: budgets.project_id
-- note: text that OpenProject extracted from the file; the file itself holds it too
SELECT id, fulltext,
       '/attachments/' || id AS path,
       (SELECT p.identifier FROM projects p WHERE p.id = CASE attachments.container_type
         WHEN 'WorkPackage' THEN
           (SELECT w.project_id FROM work_packages w WHERE w.id = attachments.container_id)
         WHEN 'WikiPage' THEN (SELECT k.project_id FROM wikis k
           JOIN wiki_pages w ON w.wiki_id = k.id WHERE w.id = attachments.container_id)
         WHEN 'Meeting' THEN (SELECT m.project_id FROM meetings m
           WHERE m.id = attachments.container_id)
         WHEN 'News' THEN (SELECT n.project_id FROM news n WHERE n.id = attachments.container_id)
         WHEN 'Message' THEN (SELECT f.project_id FROM forums f
           JOIN messages m ON m.forum_id = f.id WHERE m.id = attachments.container_id)
         WHEN 'Document' THEN (SELECT d.project_id FROM documents d
           WHERE d.id = attachments.container_id)
         WHEN 'CostObject' THEN
           (SELECT b.project_id FROM cost_objects b WHERE b.id = attachments.container_id)
         WHEN 'Grids::Grid' THEN
           (SELECT g.project_id FROM grids g WHERE g.id = attachments.container_id)
         WHEN 'Journal' THEN (SELECT w.project_id FROM work_packages w
           JOIN journals j ON j.journable_id = w.id
           AND j.journable_type = 'WorkPackage' WHERE j.id = attachments.container_id) END)
             AS project
  FROM attachments
 WHERE (container_type IS NULL OR container_type NOT IN ('Principal', 'User'))
   AND fulltext ~* :pattern;

-- check: attachment_journals.filename
-- expected: kept
-- kind: filename
-- historic: yes
-- needs: journals.data_id, journals.data_type, journals.journable_id
-- source: config/routes.rb:912
SELECT id, filename,
       (SELECT '/attachments/' || j.journable_id FROM journals j
       WHERE j.data_type = 'Journal::AttachmentJournal'
         AND j.data_id = attachment_journals.id LIMIT 1) AS path
  FROM attachment_journals
 WHERE filename ~* :pattern;

-- check: attachment_journals.disk_filename
-- expected: kept
-- kind: filename
-- historic: yes
-- needs: journals.data_id, journals.data_type, journals.journable_id
-- source: config/routes.rb:912
SELECT id, disk_filename,
       (SELECT '/attachments/' || j.journable_id FROM journals j
       WHERE j.data_type = 'Journal::AttachmentJournal'
         AND j.data_id = attachment_journals.id LIMIT 1) AS path
  FROM attachment_journals
 WHERE disk_filename ~* :pattern;

-- check: attachment_journals.description
-- expected: kept
-- kind: plain
-- historic: yes
-- needs: journals.data_id, journals.data_type, journals.journable_id
-- source: config/routes.rb:912
SELECT id, description,
       (SELECT '/attachments/' || j.journable_id FROM journals j
       WHERE j.data_type = 'Journal::AttachmentJournal'
         AND j.data_id = attachment_journals.id LIMIT 1) AS path
  FROM attachment_journals
 WHERE description ~* :pattern;

-- check: attachment_journals.filename (older layout)
-- expected: kept
-- kind: filename
-- historic: yes
-- needs: attachment_journals.journal_id, journals.id, journals.journable_id
-- absent: journals.data_id
SELECT id, filename,
       (SELECT '/attachments/' || j.journable_id FROM journals j
         WHERE j.id = attachment_journals.journal_id) AS path
  FROM attachment_journals
 WHERE filename ~* :pattern;

-- check: attachment_journals.disk_filename (older layout)
-- expected: kept
-- kind: filename
-- historic: yes
-- needs: attachment_journals.journal_id, journals.id, journals.journable_id
-- absent: journals.data_id
SELECT id, disk_filename,
       (SELECT '/attachments/' || j.journable_id FROM journals j
         WHERE j.id = attachment_journals.journal_id) AS path
  FROM attachment_journals
 WHERE disk_filename ~* :pattern;

-- check: attachment_journals.description (older layout)
-- expected: kept
-- kind: plain
-- historic: yes
-- needs: attachment_journals.journal_id, journals.id, journals.journable_id
-- absent: journals.data_id
SELECT id, description,
       (SELECT '/attachments/' || j.journable_id FROM journals j
         WHERE j.id = attachment_journals.journal_id) AS path
  FROM attachment_journals
 WHERE description ~* :pattern;

-- check: attachable_journals.filename
-- expected: kept
-- kind: filename
-- historic: yes
-- needs: attachable_journals.journal_id, budgets.id, budgets.project_id, documents.id, documents.project_id, forums.id, forums.project_id, journals.id, journals.journable_id, journals.journable_type, meetings.id, meetings.project_id, messages.forum_id, messages.id, news.id, news.project_id, projects.id, projects.identifier, wiki_pages.id, wiki_pages.slug, wiki_pages.wiki_id, wikis.id, wikis.project_id, work_packages.id, work_packages.project_id
-- source: config/routes.rb:244
SELECT id, filename,
       (SELECT CASE j.journable_type
         WHEN 'WorkPackage' THEN '/work_packages/' || j.journable_id || '/activity#comment-'
           || j.id
         WHEN 'WikiPage' THEN (SELECT '/projects/' || p.identifier || '/wiki/' || w.slug
           || '/history'
           FROM wiki_pages w JOIN wikis k ON k.id = w.wiki_id
             JOIN projects p ON p.id = k.project_id WHERE w.id = j.journable_id)
         WHEN 'Meeting' THEN '/meetings/' || j.journable_id
         WHEN 'News' THEN '/news/' || j.journable_id
         WHEN 'Message' THEN '/topics/' || j.journable_id
         WHEN 'Document' THEN '/documents/' || j.journable_id
         WHEN 'Budget' THEN '/budgets/' || j.journable_id
         WHEN 'Project' THEN (SELECT '/projects/' || p.identifier || '/activity' FROM projects p
           WHERE p.id = j.journable_id) END
         FROM journals j WHERE j.id = attachable_journals.journal_id) AS path,
       (SELECT p.identifier FROM projects p JOIN journals j ON p.id = CASE j.journable_type
         WHEN 'WorkPackage' THEN
           (SELECT w.project_id FROM work_packages w WHERE w.id = j.journable_id)
         WHEN 'WikiPage' THEN (SELECT k.project_id FROM wikis k
           JOIN wiki_pages w ON w.wiki_id = k.id WHERE w.id = j.journable_id)
         WHEN 'Meeting' THEN (SELECT m.project_id FROM meetings m WHERE m.id = j.journable_id)
         WHEN 'News' THEN (SELECT n.project_id FROM news n WHERE n.id = j.journable_id)
         WHEN 'Message' THEN (SELECT f.project_id FROM forums f
           JOIN messages m ON m.forum_id = f.id WHERE m.id = j.journable_id)
         WHEN 'Document' THEN (SELECT d.project_id FROM documents d WHERE d.id = j.journable_id)
         WHEN 'Budget' THEN (SELECT b.project_id FROM budgets b WHERE b.id = j.journable_id)
         WHEN 'Project' THEN j.journable_id END
         WHERE j.id = attachable_journals.journal_id) AS project
  FROM attachable_journals
 WHERE filename ~* :pattern;

-- check: attachable_journals.filename (with cost objects)
-- expected: kept
-- kind: filename
-- historic: yes
-- needs: attachable_journals.journal_id, cost_objects.id, cost_objects.project_id, documents.id, documents.project_id, forums.id, forums.project_id, journals.id, journals.journable_id, journals.journable_type, meetings.id, meetings.project_id, messages.forum_id, messages.id, news.id, news.project_id, projects.id, projects.identifier, wiki_pages.id, wiki_pages.slug, wiki_pages.wiki_id, wikis.id, wikis.project_id, work_packages.id, work_packages.project_id
-- absent: budgets.project_id
SELECT id, filename,
       (SELECT CASE j.journable_type
         WHEN 'WorkPackage' THEN '/work_packages/' || j.journable_id || '/activity#comment-'
           || j.id
         WHEN 'WikiPage' THEN (SELECT '/projects/' || p.identifier || '/wiki/' || w.slug
           || '/history'
           FROM wiki_pages w JOIN wikis k ON k.id = w.wiki_id
             JOIN projects p ON p.id = k.project_id WHERE w.id = j.journable_id)
         WHEN 'Meeting' THEN '/meetings/' || j.journable_id
         WHEN 'News' THEN '/news/' || j.journable_id
         WHEN 'Message' THEN '/topics/' || j.journable_id
         WHEN 'Document' THEN '/documents/' || j.journable_id
         WHEN 'Budget' THEN '/budgets/' || j.journable_id
         WHEN 'Project' THEN (SELECT '/projects/' || p.identifier || '/activity' FROM projects p
           WHERE p.id = j.journable_id) END
         FROM journals j WHERE j.id = attachable_journals.journal_id) AS path,
       (SELECT p.identifier FROM projects p JOIN journals j ON p.id = CASE j.journable_type
         WHEN 'WorkPackage' THEN
           (SELECT w.project_id FROM work_packages w WHERE w.id = j.journable_id)
         WHEN 'WikiPage' THEN (SELECT k.project_id FROM wikis k
           JOIN wiki_pages w ON w.wiki_id = k.id WHERE w.id = j.journable_id)
         WHEN 'Meeting' THEN (SELECT m.project_id FROM meetings m WHERE m.id = j.journable_id)
         WHEN 'News' THEN (SELECT n.project_id FROM news n WHERE n.id = j.journable_id)
         WHEN 'Message' THEN (SELECT f.project_id FROM forums f
           JOIN messages m ON m.forum_id = f.id WHERE m.id = j.journable_id)
         WHEN 'Document' THEN (SELECT d.project_id FROM documents d WHERE d.id = j.journable_id)
         WHEN 'CostObject' THEN
           (SELECT b.project_id FROM cost_objects b WHERE b.id = j.journable_id)
         WHEN 'Project' THEN j.journable_id END
         WHERE j.id = attachable_journals.journal_id) AS project
  FROM attachable_journals
 WHERE filename ~* :pattern;

-- check: documents.title
-- expected: kept
-- kind: plain
-- needs: documents.project_id, projects.id, projects.identifier
-- source: modules/documents/config/routes.rb:41
SELECT id, title,
       '/documents/' || id AS path,
       (SELECT p.identifier FROM projects p WHERE p.id = documents.project_id) AS project
  FROM documents
 WHERE title ~* :pattern;

-- check: documents.description
-- expected: deleted user
-- kind: markdown
-- needs: documents.project_id, projects.id, projects.identifier
-- source: app/services/users/replace_mentions_service.rb:39
SELECT id, description,
       '/documents/' || id AS path,
       (SELECT p.identifier FROM projects p WHERE p.id = documents.project_id) AS project
  FROM documents
 WHERE description ~* :pattern;

-- check: documents.content_binary
-- ascii: CASE WHEN translate(content_binary, E' \n\r\t', '') ~ '^[A-Za-z0-9+/]+={0,2}$' AND length(translate(content_binary, E' \n\r\t', '')) % 4 = 0 THEN encode(decode(content_binary, 'base64'), 'escape') ELSE content_binary END
-- expected: kept
-- kind: binary
-- needs: documents.project_id, projects.id, projects.identifier
-- note: a collaborative document (Yjs in base64); in SQL its runs of text, by find-mentions the text in reading order; mentions in it are not rewritten
-- source: modules/documents/config/routes.rb:41
SELECT id,
       CASE WHEN regexp_replace(content_binary, '\s', '', 'g')
         ~ '^([A-Za-z0-9+/]{4})*([A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$'
         THEN convert_from(decode(regexp_replace(encode(decode(
           regexp_replace(content_binary, '\s', '', 'g'), 'base64'), 'hex'),
           '((?:[2-7].|0[9ad]|c[2-9a-f][89ab].|d.[89ab].|e0[ab].[89ab].|'
           || 'e[1-9abcef][89ab].[89ab].|ed[89].[89ab].|f0[9ab].[89ab].[89ab].|'
           || 'f[1-3][89ab].[89ab].[89ab].|f48.[89ab].[89ab].)+)|..',
           '\120', 'g'), 'hex'), 'UTF8')
         ELSE content_binary END,
       '/documents/' || id AS path,
       (SELECT p.identifier FROM projects p WHERE p.id = documents.project_id) AS project
  FROM documents
 WHERE CASE WHEN regexp_replace(content_binary, '\s', '', 'g')
         ~ '^([A-Za-z0-9+/]{4})*([A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$'
         THEN convert_from(decode(regexp_replace(encode(decode(
           regexp_replace(content_binary, '\s', '', 'g'), 'base64'), 'hex'),
           '((?:[2-7].|0[9ad]|c[2-9a-f][89ab].|d.[89ab].|e0[ab].[89ab].|'
           || 'e[1-9abcef][89ab].[89ab].|ed[89].[89ab].|f0[9ab].[89ab].[89ab].|'
           || 'f[1-3][89ab].[89ab].[89ab].|f48.[89ab].[89ab].)+)|..',
           '\120', 'g'), 'hex'), 'UTF8')
         ELSE content_binary END ~* :pattern;

-- check: document_journals.title
-- expected: kept
-- kind: plain
-- historic: yes
-- needs: document_journals.project_id, journals.data_id, journals.data_type, journals.journable_id, projects.id, projects.identifier
SELECT id, title,
       (SELECT '/documents/' || j.journable_id FROM journals j
       WHERE j.data_type = 'Journal::DocumentJournal'
         AND j.data_id = document_journals.id LIMIT 1) AS path,
       (SELECT p.identifier FROM projects p WHERE p.id = document_journals.project_id) AS project
  FROM document_journals
 WHERE title ~* :pattern;

-- check: document_journals.title (older layout)
-- expected: kept
-- kind: plain
-- historic: yes
-- needs: document_journals.journal_id, document_journals.project_id, journals.id, journals.journable_id, projects.id, projects.identifier
-- absent: journals.data_id
SELECT id, title,
       (SELECT '/documents/' || j.journable_id FROM journals j
         WHERE j.id = document_journals.journal_id) AS path,
       (SELECT p.identifier FROM projects p WHERE p.id = document_journals.project_id) AS project
  FROM document_journals
 WHERE title ~* :pattern;

-- check: document_journals.description
-- expected: kept
-- kind: markdown
-- historic: yes
-- needs: document_journals.project_id, journals.data_id, journals.data_type, journals.journable_id, projects.id, projects.identifier
-- note: the current text is rewritten, its history is not
-- source: app/services/users/replace_mentions_service.rb:39
SELECT id, description,
       (SELECT '/documents/' || j.journable_id FROM journals j
       WHERE j.data_type = 'Journal::DocumentJournal'
         AND j.data_id = document_journals.id LIMIT 1) AS path,
       (SELECT p.identifier FROM projects p WHERE p.id = document_journals.project_id) AS project
  FROM document_journals
 WHERE description ~* :pattern;

-- check: document_journals.description (older layout)
-- expected: kept
-- kind: markdown
-- historic: yes
-- needs: document_journals.journal_id, document_journals.project_id, journals.id, journals.journable_id, projects.id, projects.identifier
-- absent: journals.data_id
-- note: the current text is rewritten, its history is not
SELECT id, description,
       (SELECT '/documents/' || j.journable_id FROM journals j
         WHERE j.id = document_journals.journal_id) AS path,
       (SELECT p.identifier FROM projects p WHERE p.id = document_journals.project_id) AS project
  FROM document_journals
 WHERE description ~* :pattern;

-- check: document_journals.content_binary
-- ascii: CASE WHEN translate(content_binary, E' \n\r\t', '') ~ '^[A-Za-z0-9+/]+={0,2}$' AND length(translate(content_binary, E' \n\r\t', '')) % 4 = 0 THEN encode(decode(content_binary, 'base64'), 'escape') ELSE content_binary END
-- expected: kept
-- kind: binary
-- historic: yes
-- needs: document_journals.project_id, journals.data_id, journals.data_type, journals.journable_id, projects.id, projects.identifier
-- note: a collaborative document (Yjs in base64); in SQL its runs of text, by find-mentions the text in reading order; mentions in it are not rewritten
SELECT id,
       CASE WHEN regexp_replace(content_binary, '\s', '', 'g')
         ~ '^([A-Za-z0-9+/]{4})*([A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$'
         THEN convert_from(decode(regexp_replace(encode(decode(
           regexp_replace(content_binary, '\s', '', 'g'), 'base64'), 'hex'),
           '((?:[2-7].|0[9ad]|c[2-9a-f][89ab].|d.[89ab].|e0[ab].[89ab].|'
           || 'e[1-9abcef][89ab].[89ab].|ed[89].[89ab].|f0[9ab].[89ab].[89ab].|'
           || 'f[1-3][89ab].[89ab].[89ab].|f48.[89ab].[89ab].)+)|..',
           '\120', 'g'), 'hex'), 'UTF8')
         ELSE content_binary END,
       (SELECT '/documents/' || j.journable_id FROM journals j
       WHERE j.data_type = 'Journal::DocumentJournal'
         AND j.data_id = document_journals.id LIMIT 1) AS path,
       (SELECT p.identifier FROM projects p WHERE p.id = document_journals.project_id) AS project
  FROM document_journals
 WHERE CASE WHEN regexp_replace(content_binary, '\s', '', 'g')
         ~ '^([A-Za-z0-9+/]{4})*([A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$'
         THEN convert_from(decode(regexp_replace(encode(decode(
           regexp_replace(content_binary, '\s', '', 'g'), 'base64'), 'hex'),
           '((?:[2-7].|0[9ad]|c[2-9a-f][89ab].|d.[89ab].|e0[ab].[89ab].|'
           || 'e[1-9abcef][89ab].[89ab].|ed[89].[89ab].|f0[9ab].[89ab].[89ab].|'
           || 'f[1-3][89ab].[89ab].[89ab].|f48.[89ab].[89ab].)+)|..',
           '\120', 'g'), 'hex'), 'UTF8')
         ELSE content_binary END ~* :pattern;

-- check: document_types.name
-- expected: kept
-- kind: plain
-- source: modules/documents/config/routes.rb:58
SELECT id, name,
       '/admin/settings/document_types/' || id || '/edit' AS path
  FROM document_types
 WHERE name ~* :pattern;

-- check: journals.notes (documents and attachments)
-- expected: deleted user
-- kind: markdown
-- historic: yes
-- needs: documents.id, documents.project_id, journals.journable_id, journals.journable_type, projects.id, projects.identifier
-- source: app/services/users/replace_mentions_service.rb:40
SELECT id, notes,
       CASE journable_type WHEN 'Document' THEN '/documents/' || journable_id ELSE '/attachments/'
         || journable_id END AS path,
       CASE journable_type WHEN 'Document' THEN
         (SELECT p.identifier FROM projects p JOIN documents d ON d.project_id = p.id
           WHERE d.id = journals.journable_id) END AS project
  FROM journals
 WHERE journable_type IN ('Document', 'Attachment')
   AND notes ~* :pattern;

-- check: enumerations.name (document categories)
-- expected: kept
-- kind: plain
-- needs: enumerations.type
-- source: modules/documents/config/routes.rb:77
SELECT id, name,
       '/admin/settings/document_categories/' || id || '/edit' AS path
  FROM enumerations
 WHERE type = 'DocumentCategory'
   AND name ~* :pattern;

-- check: ifc_models.title
-- expected: kept
-- kind: plain
-- needs: ifc_models.project_id, projects.id, projects.identifier
-- source: modules/bim/config/routes.rb:47
SELECT id, title,
       '/projects/' || (SELECT p.identifier FROM projects p WHERE p.id = ifc_models.project_id)
         || '/ifc_models/' || id AS path,
       (SELECT p.identifier FROM projects p WHERE p.id = ifc_models.project_id) AS project
  FROM ifc_models
 WHERE title ~* :pattern;

-- check: ifc_models.conversion_error_message
-- expected: kept
-- kind: plain
-- needs: ifc_models.project_id, projects.id, projects.identifier
-- source: modules/bim/config/routes.rb:47
SELECT id, conversion_error_message,
       '/projects/' || (SELECT p.identifier FROM projects p WHERE p.id = ifc_models.project_id)
         || '/ifc_models' AS path,
       (SELECT p.identifier FROM projects p WHERE p.id = ifc_models.project_id) AS project
  FROM ifc_models
 WHERE conversion_error_message ~* :pattern;

-- check: custom_styles.logo
-- expected: kept
-- kind: filename
-- note: name of an uploaded file
-- source: config/routes.rb:581
SELECT id, logo,
       '/admin/design' AS path
  FROM custom_styles
 WHERE logo ~* :pattern;

-- check: custom_styles.logo_mobile
-- expected: kept
-- kind: filename
-- note: name of an uploaded file
-- source: config/routes.rb:581
SELECT id, logo_mobile,
       '/admin/design' AS path
  FROM custom_styles
 WHERE logo_mobile ~* :pattern;

-- check: custom_styles.favicon
-- expected: kept
-- kind: filename
-- note: name of an uploaded file
-- source: config/routes.rb:581
SELECT id, favicon,
       '/admin/design' AS path
  FROM custom_styles
 WHERE favicon ~* :pattern;

-- check: custom_styles.touch_icon
-- expected: kept
-- kind: filename
-- note: name of an uploaded file
-- source: config/routes.rb:581
SELECT id, touch_icon,
       '/admin/design' AS path
  FROM custom_styles
 WHERE touch_icon ~* :pattern;

-- check: custom_styles.export_logo
-- expected: kept
-- kind: filename
-- note: name of an uploaded file
-- source: config/routes.rb:581
SELECT id, export_logo,
       '/admin/design' AS path
  FROM custom_styles
 WHERE export_logo ~* :pattern;

-- check: custom_styles.export_cover
-- expected: kept
-- kind: filename
-- note: name of an uploaded file
-- source: config/routes.rb:581
SELECT id, export_cover,
       '/admin/design' AS path
  FROM custom_styles
 WHERE export_cover ~* :pattern;

-- check: custom_styles.export_footer
-- expected: kept
-- kind: filename
-- note: name of an uploaded file
-- source: config/routes.rb:581
SELECT id, export_footer,
       '/admin/design' AS path
  FROM custom_styles
 WHERE export_footer ~* :pattern;

-- check: custom_styles.export_font_regular
-- expected: kept
-- kind: filename
-- note: name of an uploaded file
-- source: config/routes.rb:581
SELECT id, export_font_regular,
       '/admin/design' AS path
  FROM custom_styles
 WHERE export_font_regular ~* :pattern;

-- check: custom_styles.export_font_bold
-- expected: kept
-- kind: filename
-- note: name of an uploaded file
-- source: config/routes.rb:581
SELECT id, export_font_bold,
       '/admin/design' AS path
  FROM custom_styles
 WHERE export_font_bold ~* :pattern;

-- check: custom_styles.export_font_italic
-- expected: kept
-- kind: filename
-- note: name of an uploaded file
-- source: config/routes.rb:581
SELECT id, export_font_italic,
       '/admin/design' AS path
  FROM custom_styles
 WHERE export_font_italic ~* :pattern;

-- check: custom_styles.export_font_bold_italic
-- expected: kept
-- kind: filename
-- note: name of an uploaded file
-- source: config/routes.rb:581
SELECT id, export_font_bold_italic,
       '/admin/design' AS path
  FROM custom_styles
 WHERE export_font_bold_italic ~* :pattern;
