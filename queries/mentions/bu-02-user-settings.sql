-- User settings: where people write, or where names land.
-- Preferences of the account and the personal page, whose widgets hold own texts.
-- Runs as it is: psql -v pattern="'name'" -f queries/mentions/bu-02-user-settings.sql

-- check: user_preferences.settings
-- expected: row deleted
-- kind: json
-- needs: user_preferences.user_id
-- source: config/routes.rb:868
SELECT id, CAST(settings AS text),
       '/users/' || user_id || '/edit' AS path
  FROM user_preferences
 WHERE CAST(settings AS text) ~* :pattern;

-- check: user_preferences.others
-- expected: row deleted
-- kind: yaml
-- needs: user_preferences.user_id
SELECT id, others,
       '/users/' || user_id || '/edit' AS path
  FROM user_preferences
 WHERE others ~* :pattern;

-- check: grids.name (personal page)
-- expected: kept
-- kind: plain
-- needs: grids.type
-- note: the personal page is not removed with the account
-- source: modules/my_page/app/models/grids/my_page.rb:31
SELECT id, name,
       '/my/page' AS path
  FROM grids
 WHERE type = 'Grids::MyPage'
   AND name ~* :pattern;

-- check: grids.options (personal page)
-- expected: kept
-- kind: yaml
-- needs: grids.type
-- note: the personal page is not removed with the account
-- source: modules/my_page/app/models/grids/my_page.rb:31
SELECT id, options,
       '/my/page' AS path
  FROM grids
 WHERE type = 'Grids::MyPage'
   AND options ~* :pattern;

-- check: grid_widgets.options (personal page)
-- expected: kept
-- kind: yaml
-- needs: grid_widgets.grid_id, grids.id, grids.type
-- note: the personal page is not removed with the account
-- source: modules/my_page/app/models/grids/my_page.rb:31
SELECT id, options,
       '/my/page' AS path
  FROM grid_widgets
 WHERE EXISTS (SELECT 1 FROM grids g WHERE g.id = grid_widgets.grid_id
   AND g.type = 'Grids::MyPage')
   AND options ~* :pattern;
