-- File storages (Nextcloud, OneDrive/SharePoint): columns that can contain the id of a user.
-- Runs as it is: psql -v user_id=42 -f queries/references/xs-01-file-storages.sql

-- check: storages.creator_id
-- expected: deleted user
-- source: modules/storages/lib/open_project/storages/engine.rb:124
SELECT id FROM storages WHERE creator_id = :user_id;

-- check: project_storages.creator_id
-- expected: deleted user
-- source: modules/storages/lib/open_project/storages/engine.rb:124
SELECT id FROM project_storages WHERE creator_id = :user_id;

-- check: file_links.creator_id
-- expected: deleted user
-- source: modules/storages/lib/open_project/storages/engine.rb:124
SELECT id FROM file_links WHERE creator_id = :user_id;

-- check: file_links.container_id (of a principal)
-- expected: row deleted
-- needs: file_links.container_type
SELECT id FROM file_links
 WHERE container_type IN ('Principal', 'User', 'Group', 'PlaceholderUser', 'ServiceAccount')
   AND container_id = :user_id;
