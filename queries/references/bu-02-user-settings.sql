-- User settings: columns that can contain the id of a user.
-- Runs as it is: psql -v user_id=42 -f queries/references/bu-02-user-settings.sql

-- check: user_preferences.user_id
-- expected: row deleted
-- source: app/models/principal.rb:48
SELECT id FROM user_preferences WHERE user_id = :user_id;

-- check: favorites.user_id
-- expected: kept
-- until: 15.2
-- removal: delete
-- source: pull request 17476
-- note: In these releases, a favourite made the deletion fail.
SELECT id FROM favorites WHERE user_id = :user_id;

-- check: favorites.user_id
-- expected: row deleted
-- since: 15.2
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
-- note: The deletion does not remove the person's own start page, with its widgets and texts.
SELECT id FROM grids WHERE user_id = :user_id;

-- check: user_working_hours.user_id
-- expected: row deleted
-- certainty: assumed
-- source: app/models/user_working_hours.rb
-- note: Not verified whether the deletion removes it; the foreign key allows no row to stay.
SELECT id FROM user_working_hours WHERE user_id = :user_id;

-- check: user_non_working_times.user_id
-- expected: row deleted
-- certainty: assumed
-- source: db/migrate/20260219152519_add_user_non_working_times.rb
-- note: Absences of the person. Not verified whether the deletion removes it; the foreign key allows no row to stay.
SELECT id FROM user_non_working_times WHERE user_id = :user_id;

-- check: favorites.favored_id (of a principal)
-- expected: row deleted
-- needs: favorites.favored_type
-- note: The name of the column until 16.4.
SELECT id FROM favorites
 WHERE favored_type IN ('Principal', 'User', 'Group', 'PlaceholderUser', 'ServiceAccount')
   AND favored_id = :user_id;

-- check: grids.linked_id (of a principal)
-- expected: row deleted
-- needs: grids.linked_type
-- note: What a page of widgets belongs to.
SELECT id FROM grids
 WHERE linked_type IN ('Principal', 'User', 'Group', 'PlaceholderUser', 'ServiceAccount')
   AND linked_id = :user_id;
