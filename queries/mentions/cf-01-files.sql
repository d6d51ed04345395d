-- Files: columns with texts and names.
-- Attachments, documents, building models, uploaded logos: names, descriptions and extracted text.
-- ':column' is each of a place's columns; to run them: operasure queries --pattern REGEX --group cf-01

-- place: attachments (files)
-- source: config/routes.rb:912
-- column: filename, filename, kept
-- column: file, filename, kept
-- column: disk_filename, filename, kept
-- column: description, plain, kept
-- column: fulltext, plain, kept
--   note: text that OpenProject extracted from the file; the file itself contains it too
SELECT id, :column,
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
   AND :column ~* :pattern;

-- place: attachments (files, with cost objects)
-- absent: budgets.project_id
-- column: filename, filename, kept
-- column: file, filename, kept
-- column: disk_filename, filename, kept
-- column: description, plain, kept
-- column: fulltext, plain, kept
--   note: text that OpenProject extracted from the file; the file itself contains it too
SELECT id, :column,
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
   AND :column ~* :pattern;

-- place: attachment_journals
-- historic: yes
-- source: config/routes.rb:912
-- column: filename, filename, kept
-- column: disk_filename, filename, kept
-- column: description, plain, kept
SELECT id, :column,
       (SELECT '/attachments/' || j.journable_id FROM journals j
       WHERE j.data_type = 'Journal::AttachmentJournal'
         AND j.data_id = attachment_journals.id LIMIT 1) AS path
  FROM attachment_journals
 WHERE :column ~* :pattern;

-- place: attachment_journals (older layout)
-- absent: journals.data_id
-- historic: yes
-- column: filename, filename, kept
-- column: disk_filename, filename, kept
-- column: description, plain, kept
SELECT id, :column,
       (SELECT '/attachments/' || j.journable_id FROM journals j
         WHERE j.id = attachment_journals.journal_id) AS path
  FROM attachment_journals
 WHERE :column ~* :pattern;

-- place: attachable_journals
-- historic: yes
-- source: config/routes.rb:244
-- column: filename, filename, kept
SELECT id, :column,
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
 WHERE :column ~* :pattern;

-- place: attachable_journals (with cost objects)
-- absent: budgets.project_id
-- historic: yes
-- column: filename, filename, kept
SELECT id, :column,
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
 WHERE :column ~* :pattern;

-- place: documents
-- column: title, plain, kept
--   source: modules/documents/config/routes.rb:41
-- column: description, markdown, deleted user
--   source: app/services/users/replace_mentions_service.rb:39
SELECT id, :column,
       '/documents/' || id AS path,
       (SELECT p.identifier FROM projects p WHERE p.id = documents.project_id) AS project
  FROM documents
 WHERE :column ~* :pattern;

-- place: documents
-- ascii: CASE WHEN translate(:column, E' \n\r\t', '') ~ '^[A-Za-z0-9+/]+={0,2}$' AND length(translate(:column, E' \n\r\t', '')) % 4 = 0 THEN encode(decode(:column, 'base64'), 'escape') ELSE :column END
-- note: a collaborative document (Yjs in base64); SQL reads its runs of text, find-mentions reads the text in reading order; mentions in it are not rewritten
-- source: modules/documents/config/routes.rb:41
-- column: content_binary, binary, kept
SELECT id,
       CASE WHEN regexp_replace(:column, '\s', '', 'g')
         ~ '^([A-Za-z0-9+/]{4})*([A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$'
         THEN convert_from(decode(regexp_replace(encode(decode(
           regexp_replace(:column, '\s', '', 'g'), 'base64'), 'hex'),
           '((?:[2-7].|0[9ad]|c[2-9a-f][89ab].|d.[89ab].|e0[ab].[89ab].|'
           || 'e[1-9abcef][89ab].[89ab].|ed[89].[89ab].|f0[9ab].[89ab].[89ab].|'
           || 'f[1-3][89ab].[89ab].[89ab].|f48.[89ab].[89ab].)+)|..',
           '\120', 'g'), 'hex'), 'UTF8')
         ELSE :column END,
       '/documents/' || id AS path,
       (SELECT p.identifier FROM projects p WHERE p.id = documents.project_id) AS project
  FROM documents
 WHERE CASE WHEN regexp_replace(:column, '\s', '', 'g')
         ~ '^([A-Za-z0-9+/]{4})*([A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$'
         THEN convert_from(decode(regexp_replace(encode(decode(
           regexp_replace(:column, '\s', '', 'g'), 'base64'), 'hex'),
           '((?:[2-7].|0[9ad]|c[2-9a-f][89ab].|d.[89ab].|e0[ab].[89ab].|'
           || 'e[1-9abcef][89ab].[89ab].|ed[89].[89ab].|f0[9ab].[89ab].[89ab].|'
           || 'f[1-3][89ab].[89ab].[89ab].|f48.[89ab].[89ab].)+)|..',
           '\120', 'g'), 'hex'), 'UTF8')
         ELSE :column END ~* :pattern;

-- place: document_journals
-- historic: yes
-- column: title, plain, kept
-- column: description, markdown, kept
--   note: the current text is rewritten, its history is not
--   source: app/services/users/replace_mentions_service.rb:39
SELECT id, :column,
       (SELECT '/documents/' || j.journable_id FROM journals j
       WHERE j.data_type = 'Journal::DocumentJournal'
         AND j.data_id = document_journals.id LIMIT 1) AS path,
       (SELECT p.identifier FROM projects p WHERE p.id = document_journals.project_id) AS project
  FROM document_journals
 WHERE :column ~* :pattern;

-- place: document_journals (older layout)
-- absent: journals.data_id
-- historic: yes
-- column: title, plain, kept
-- column: description, markdown, kept
--   note: the current text is rewritten, its history is not
SELECT id, :column,
       (SELECT '/documents/' || j.journable_id FROM journals j
         WHERE j.id = document_journals.journal_id) AS path,
       (SELECT p.identifier FROM projects p WHERE p.id = document_journals.project_id) AS project
  FROM document_journals
 WHERE :column ~* :pattern;

-- place: document_journals
-- historic: yes
-- ascii: CASE WHEN translate(:column, E' \n\r\t', '') ~ '^[A-Za-z0-9+/]+={0,2}$' AND length(translate(:column, E' \n\r\t', '')) % 4 = 0 THEN encode(decode(:column, 'base64'), 'escape') ELSE :column END
-- note: a collaborative document (Yjs in base64); SQL reads its runs of text, find-mentions reads the text in reading order; mentions in it are not rewritten
-- column: content_binary, binary, kept
SELECT id,
       CASE WHEN regexp_replace(:column, '\s', '', 'g')
         ~ '^([A-Za-z0-9+/]{4})*([A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$'
         THEN convert_from(decode(regexp_replace(encode(decode(
           regexp_replace(:column, '\s', '', 'g'), 'base64'), 'hex'),
           '((?:[2-7].|0[9ad]|c[2-9a-f][89ab].|d.[89ab].|e0[ab].[89ab].|'
           || 'e[1-9abcef][89ab].[89ab].|ed[89].[89ab].|f0[9ab].[89ab].[89ab].|'
           || 'f[1-3][89ab].[89ab].[89ab].|f48.[89ab].[89ab].)+)|..',
           '\120', 'g'), 'hex'), 'UTF8')
         ELSE :column END,
       (SELECT '/documents/' || j.journable_id FROM journals j
       WHERE j.data_type = 'Journal::DocumentJournal'
         AND j.data_id = document_journals.id LIMIT 1) AS path,
       (SELECT p.identifier FROM projects p WHERE p.id = document_journals.project_id) AS project
  FROM document_journals
 WHERE CASE WHEN regexp_replace(:column, '\s', '', 'g')
         ~ '^([A-Za-z0-9+/]{4})*([A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$'
         THEN convert_from(decode(regexp_replace(encode(decode(
           regexp_replace(:column, '\s', '', 'g'), 'base64'), 'hex'),
           '((?:[2-7].|0[9ad]|c[2-9a-f][89ab].|d.[89ab].|e0[ab].[89ab].|'
           || 'e[1-9abcef][89ab].[89ab].|ed[89].[89ab].|f0[9ab].[89ab].[89ab].|'
           || 'f[1-3][89ab].[89ab].[89ab].|f48.[89ab].[89ab].)+)|..',
           '\120', 'g'), 'hex'), 'UTF8')
         ELSE :column END ~* :pattern;

-- place: document_types
-- source: modules/documents/config/routes.rb:58
-- column: name, plain, kept
SELECT id, :column,
       '/admin/settings/document_types/' || id || '/edit' AS path
  FROM document_types
 WHERE :column ~* :pattern;

-- place: journals (documents and attachments)
-- historic: yes
-- source: app/services/users/replace_mentions_service.rb:40
-- column: notes, markdown, deleted user
SELECT id, :column,
       CASE journable_type WHEN 'Document' THEN '/documents/' || journable_id ELSE '/attachments/'
         || journable_id END AS path,
       CASE journable_type WHEN 'Document' THEN
         (SELECT p.identifier FROM projects p JOIN documents d ON d.project_id = p.id
           WHERE d.id = journals.journable_id) END AS project
  FROM journals
 WHERE journable_type IN ('Document', 'Attachment')
   AND :column ~* :pattern;

-- place: enumerations (document categories)
-- source: modules/documents/config/routes.rb:77
-- column: name, plain, kept
SELECT id, :column,
       '/admin/settings/document_categories/' || id || '/edit' AS path
  FROM enumerations
 WHERE type = 'DocumentCategory'
   AND :column ~* :pattern;

-- place: ifc_models
-- source: modules/bim/config/routes.rb:47
-- column: title, plain, kept
SELECT id, :column,
       '/projects/' || (SELECT p.identifier FROM projects p WHERE p.id = ifc_models.project_id)
         || '/ifc_models/' || id AS path,
       (SELECT p.identifier FROM projects p WHERE p.id = ifc_models.project_id) AS project
  FROM ifc_models
 WHERE :column ~* :pattern;

-- place: ifc_models
-- source: modules/bim/config/routes.rb:47
-- column: conversion_error_message, plain, kept
SELECT id, :column,
       '/projects/' || (SELECT p.identifier FROM projects p WHERE p.id = ifc_models.project_id)
         || '/ifc_models' AS path,
       (SELECT p.identifier FROM projects p WHERE p.id = ifc_models.project_id) AS project
  FROM ifc_models
 WHERE :column ~* :pattern;

-- place: custom_styles
-- note: name of an uploaded file
-- source: config/routes.rb:581
-- column: logo, filename, kept
-- column: logo_mobile, filename, kept
-- column: favicon, filename, kept
-- column: touch_icon, filename, kept
-- column: export_logo, filename, kept
-- column: export_cover, filename, kept
-- column: export_footer, filename, kept
-- column: export_font_regular, filename, kept
-- column: export_font_bold, filename, kept
-- column: export_font_italic, filename, kept
-- column: export_font_bold_italic, filename, kept
SELECT id, :column,
       '/admin/design' AS path
  FROM custom_styles
 WHERE :column ~* :pattern;
