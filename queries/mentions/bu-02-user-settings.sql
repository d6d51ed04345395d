-- User settings: columns with texts and names.
-- Preferences of the account and the personal page, whose widgets hold own texts.
-- ':column' is each of a place's columns; to run them: operasure queries --pattern REGEX --group bu-02

-- place: user_preferences
-- column: CAST(settings AS text), json, row deleted
--   source: config/routes.rb:868
-- column: others, yaml, row deleted
SELECT id, :column,
       '/users/' || user_id || '/edit' AS path
  FROM user_preferences
 WHERE :column ~* :pattern;

-- place: grids (personal page)
-- note: the personal page is not removed with the account
-- source: modules/my_page/app/models/grids/my_page.rb:31
-- column: name, plain, kept
-- column: options, yaml, kept
SELECT id, :column,
       '/my/page' AS path
  FROM grids
 WHERE type = 'Grids::MyPage'
   AND :column ~* :pattern;

-- place: grid_widgets (personal page)
-- note: the personal page is not removed with the account
-- source: modules/my_page/app/models/grids/my_page.rb:31
-- column: options, yaml, kept
SELECT id, :column,
       '/my/page' AS path
  FROM grid_widgets
 WHERE EXISTS (SELECT 1 FROM grids g WHERE g.id = grid_widgets.grid_id
   AND g.type = 'Grids::MyPage')
   AND :column ~* :pattern;
