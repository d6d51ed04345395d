-- File storages (Nextcloud, OneDrive/SharePoint): columns with texts and names.
-- Linked files with the names of who wrote them at the storage, and the storages themselves.
-- ':column' is each of a place's columns; to run them: operasure queries --pattern REGEX --group xs-01

-- place: file_links
-- column: origin_created_by_name, person, kept
--   note: each synchronisation with the storage writes it again while the account exists there
--   source: modules/storages/app/services/storages/file_link_sync_service.rb:103
-- column: origin_last_modified_by_name, person, kept
--   note: each synchronisation with the storage writes it again while the account exists there
--   source: modules/storages/app/services/storages/file_link_sync_service.rb:103
-- column: origin_name, filename, kept
--   source: config/routes.rb:763
-- column: origin_id, plain, kept
--   source: config/routes.rb:763
SELECT id, :column,
       CASE container_type WHEN 'WorkPackage' THEN '/work_packages/' || container_id
         || '/files' END AS path,
       CASE container_type WHEN 'WorkPackage' THEN
         (SELECT p.identifier FROM projects p JOIN work_packages w ON w.project_id = p.id
           WHERE w.id = file_links.container_id) END AS project
  FROM file_links
 WHERE :column ~* :pattern;

-- place: storages_file_links_journals
-- historic: yes
-- source: config/routes.rb:244
-- column: link_name, filename, kept
-- column: storage_name, plain, kept
SELECT id, :column,
       (SELECT '/work_packages/' || w.id || '/activity#comment-' || j.id FROM journals j
         JOIN work_packages w ON w.id = j.journable_id JOIN projects p ON p.id = w.project_id
           WHERE j.id = storages_file_links_journals.journal_id
             AND j.journable_type = 'WorkPackage') AS path,
       (SELECT p.identifier FROM journals j JOIN work_packages w ON w.id = j.journable_id
         JOIN projects p ON p.id = w.project_id
           WHERE j.id = storages_file_links_journals.journal_id
             AND j.journable_type = 'WorkPackage') AS project
  FROM storages_file_links_journals
 WHERE :column ~* :pattern;

-- place: storages
-- source: modules/storages/config/routes.rb:34
-- column: name, plain, kept
-- column: host, plain, kept
-- column: health_reason, plain, kept
-- column: CAST(provider_fields AS text), json, kept
SELECT id, :column,
       '/admin/settings/storages/' || id || '/edit' AS path
  FROM storages
 WHERE :column ~* :pattern;

-- place: project_storages
-- source: modules/storages/config/routes.rb:81
-- column: project_folder_id, filename, kept
SELECT id, :column,
       '/projects/' || (SELECT p.identifier FROM projects p
         WHERE p.id = project_storages.project_id) || '/settings/project_storages/' || id
         || '/edit' AS path,
       (SELECT p.identifier FROM projects p WHERE p.id = project_storages.project_id) AS project
  FROM project_storages
 WHERE :column ~* :pattern;

-- place: last_project_folders
-- column: origin_folder_id, filename, kept
SELECT id, :column,
       '/projects/' || (SELECT p.identifier FROM projects p
         JOIN project_storages s ON s.project_id = p.id
           WHERE s.id = last_project_folders.project_storage_id) || '/settings/project_storages'
             AS path,
       (SELECT p.identifier FROM projects p JOIN project_storages s ON s.project_id = p.id
           WHERE s.id = last_project_folders.project_storage_id) AS project
  FROM last_project_folders
 WHERE :column ~* :pattern;
