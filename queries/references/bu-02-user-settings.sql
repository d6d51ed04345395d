-- User settings: where the id of a user may stand.
-- Runs as it is: psql -v user_id=42 -f queries/references/bu-02-user-settings.sql

-- check: user_preferences.user_id
-- expected: row deleted
-- source: app/models/principal.rb:48
SELECT id FROM user_preferences WHERE user_id = :user_id;

-- check: favorites.user_id
-- expected: row deleted
-- source: app/workers/principals/delete_job.rb:42
SELECT id FROM favorites WHERE user_id = :user_id;

-- check: favorites.favorited_id (of a principal)
-- expected: row deleted
-- needs: favorites.favorited_type
SELECT id FROM favorites
 WHERE favorited_type IN ('Principal', 'User', 'Group', 'PlaceholderUser', 'ServiceAccount')
   AND favorited_id = :user_id;

-- check: grids.user_id
-- expected: kept
-- removal: delete
-- source: modules/my_page/app/models/grids/my_page.rb:31
-- note: The person's own start page stays with its widgets and texts; nothing in the deletion touches it.
SELECT id FROM grids WHERE user_id = :user_id;
