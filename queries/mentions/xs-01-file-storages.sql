-- File storages (Nextcloud, OneDrive/SharePoint): where people write, or where names land.
-- Linked files with the names of who wrote them at the storage, and the storages themselves.
-- Runs as it is: psql -v pattern="'name'" -f queries/mentions/xs-01-file-storages.sql

-- check: file_links.origin_created_by_name
-- expected: kept
-- kind: person
-- needs: file_links.container_id, file_links.container_type, projects.id, projects.identifier, work_packages.id, work_packages.project_id
-- note: comes back from the storage with each synchronisation while the account exists there
-- source: modules/storages/app/services/storages/file_link_sync_service.rb:103
SELECT id, origin_created_by_name,
       CASE container_type WHEN 'WorkPackage' THEN '/work_packages/' || container_id
         || '/files' END AS path,
       CASE container_type WHEN 'WorkPackage' THEN
         (SELECT p.identifier FROM projects p JOIN work_packages w ON w.project_id = p.id
           WHERE w.id = file_links.container_id) END AS project
  FROM file_links
 WHERE origin_created_by_name ~* :pattern;

-- check: file_links.origin_last_modified_by_name
-- expected: kept
-- kind: person
-- needs: file_links.container_id, file_links.container_type, projects.id, projects.identifier, work_packages.id, work_packages.project_id
-- note: comes back from the storage with each synchronisation while the account exists there
-- source: modules/storages/app/services/storages/file_link_sync_service.rb:103
SELECT id, origin_last_modified_by_name,
       CASE container_type WHEN 'WorkPackage' THEN '/work_packages/' || container_id
         || '/files' END AS path,
       CASE container_type WHEN 'WorkPackage' THEN
         (SELECT p.identifier FROM projects p JOIN work_packages w ON w.project_id = p.id
           WHERE w.id = file_links.container_id) END AS project
  FROM file_links
 WHERE origin_last_modified_by_name ~* :pattern;

-- check: file_links.origin_name
-- expected: kept
-- kind: filename
-- needs: file_links.container_id, file_links.container_type, projects.id, projects.identifier, work_packages.id, work_packages.project_id
-- source: config/routes.rb:763
SELECT id, origin_name,
       CASE container_type WHEN 'WorkPackage' THEN '/work_packages/' || container_id
         || '/files' END AS path,
       CASE container_type WHEN 'WorkPackage' THEN
         (SELECT p.identifier FROM projects p JOIN work_packages w ON w.project_id = p.id
           WHERE w.id = file_links.container_id) END AS project
  FROM file_links
 WHERE origin_name ~* :pattern;

-- check: file_links.origin_id
-- expected: kept
-- kind: plain
-- needs: file_links.container_id, file_links.container_type, projects.id, projects.identifier, work_packages.id, work_packages.project_id
-- source: config/routes.rb:763
SELECT id, origin_id,
       CASE container_type WHEN 'WorkPackage' THEN '/work_packages/' || container_id
         || '/files' END AS path,
       CASE container_type WHEN 'WorkPackage' THEN
         (SELECT p.identifier FROM projects p JOIN work_packages w ON w.project_id = p.id
           WHERE w.id = file_links.container_id) END AS project
  FROM file_links
 WHERE origin_id ~* :pattern;

-- check: storages_file_links_journals.link_name
-- expected: kept
-- kind: filename
-- historic: yes
-- needs: journals.id, journals.journable_id, journals.journable_type, projects.id, projects.identifier, storages_file_links_journals.journal_id, work_packages.id, work_packages.project_id
-- source: config/routes.rb:244
SELECT id, link_name,
       (SELECT '/work_packages/' || w.id || '/activity#comment-' || j.id FROM journals j
         JOIN work_packages w ON w.id = j.journable_id JOIN projects p ON p.id = w.project_id
           WHERE j.id = storages_file_links_journals.journal_id
             AND j.journable_type = 'WorkPackage') AS path,
       (SELECT p.identifier FROM journals j JOIN work_packages w ON w.id = j.journable_id
         JOIN projects p ON p.id = w.project_id
           WHERE j.id = storages_file_links_journals.journal_id
             AND j.journable_type = 'WorkPackage') AS project
  FROM storages_file_links_journals
 WHERE link_name ~* :pattern;

-- check: storages_file_links_journals.storage_name
-- expected: kept
-- kind: plain
-- historic: yes
-- needs: journals.id, journals.journable_id, journals.journable_type, projects.id, projects.identifier, storages_file_links_journals.journal_id, work_packages.id, work_packages.project_id
-- source: config/routes.rb:244
SELECT id, storage_name,
       (SELECT '/work_packages/' || w.id || '/activity#comment-' || j.id FROM journals j
         JOIN work_packages w ON w.id = j.journable_id JOIN projects p ON p.id = w.project_id
           WHERE j.id = storages_file_links_journals.journal_id
             AND j.journable_type = 'WorkPackage') AS path,
       (SELECT p.identifier FROM journals j JOIN work_packages w ON w.id = j.journable_id
         JOIN projects p ON p.id = w.project_id
           WHERE j.id = storages_file_links_journals.journal_id
             AND j.journable_type = 'WorkPackage') AS project
  FROM storages_file_links_journals
 WHERE storage_name ~* :pattern;

-- check: storages.name
-- expected: kept
-- kind: plain
-- source: modules/storages/config/routes.rb:34
SELECT id, name,
       '/admin/settings/storages/' || id || '/edit' AS path
  FROM storages
 WHERE name ~* :pattern;

-- check: storages.host
-- expected: kept
-- kind: plain
-- source: modules/storages/config/routes.rb:34
SELECT id, host,
       '/admin/settings/storages/' || id || '/edit' AS path
  FROM storages
 WHERE host ~* :pattern;

-- check: storages.health_reason
-- expected: kept
-- kind: plain
-- source: modules/storages/config/routes.rb:34
SELECT id, health_reason,
       '/admin/settings/storages/' || id || '/edit' AS path
  FROM storages
 WHERE health_reason ~* :pattern;

-- check: storages.provider_fields
-- expected: kept
-- kind: json
-- source: modules/storages/config/routes.rb:34
SELECT id, CAST(provider_fields AS text),
       '/admin/settings/storages/' || id || '/edit' AS path
  FROM storages
 WHERE CAST(provider_fields AS text) ~* :pattern;

-- check: project_storages.project_folder_id
-- expected: kept
-- kind: filename
-- needs: project_storages.project_id, projects.id, projects.identifier
-- source: modules/storages/config/routes.rb:81
SELECT id, project_folder_id,
       '/projects/' || (SELECT p.identifier FROM projects p
         WHERE p.id = project_storages.project_id) || '/settings/project_storages/' || id
         || '/edit' AS path,
       (SELECT p.identifier FROM projects p WHERE p.id = project_storages.project_id) AS project
  FROM project_storages
 WHERE project_folder_id ~* :pattern;

-- check: last_project_folders.origin_folder_id
-- expected: kept
-- kind: filename
-- needs: last_project_folders.project_storage_id, project_storages.id, project_storages.project_id, projects.id, projects.identifier
SELECT id, origin_folder_id,
       '/projects/' || (SELECT p.identifier FROM projects p
         JOIN project_storages s ON s.project_id = p.id
           WHERE s.id = last_project_folders.project_storage_id) || '/settings/project_storages'
             AS path,
       (SELECT p.identifier FROM projects p JOIN project_storages s ON s.project_id = p.id
           WHERE s.id = last_project_folders.project_storage_id) AS project
  FROM last_project_folders
 WHERE origin_folder_id ~* :pattern;
