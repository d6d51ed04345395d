-- Project calendars: columns with texts and names.
-- Calendars, versions and non-working days.
-- ':column' is each of a place's columns; to run them: operasure queries --pattern REGEX --group cp-02

-- place: queries (calendars)
-- note: private ones of the person are deleted with the account
-- source: modules/calendar/config/routes.rb:12
-- column: name, plain, kept
-- column: filters, yaml, kept
SELECT id, :column,
       '/projects/' || (SELECT p.identifier FROM projects p WHERE p.id = queries.project_id)
         || '/calendars/' || id AS path,
       (SELECT p.identifier FROM projects p WHERE p.id = queries.project_id) AS project
  FROM queries
 WHERE EXISTS (SELECT 1 FROM views v WHERE v.query_id = queries.id
   AND v.type = 'work_packages_calendar')
   AND NOT EXISTS (SELECT 1 FROM views v WHERE v.query_id = queries.id AND v.type = 'team_planner')
   AND :column ~* :pattern;

-- place: views (calendars)
-- source: modules/calendar/config/routes.rb:12
-- column: CAST(options AS text), json, kept
SELECT id, :column,
       (SELECT '/projects/' || p.identifier || '/calendars/' || q.id FROM queries q
         JOIN projects p ON p.id = q.project_id WHERE q.id = views.query_id) AS path,
       (SELECT p.identifier FROM queries q JOIN projects p ON p.id = q.project_id
         WHERE q.id = views.query_id) AS project
  FROM views
 WHERE type = 'work_packages_calendar'
   AND :column ~* :pattern;

-- place: versions
-- source: config/routes.rb:856
-- column: name, plain, kept
-- column: description, plain, kept
-- column: wiki_page_title, plain, kept
SELECT id, :column,
       '/versions/' || id AS path,
       (SELECT p.identifier FROM projects p WHERE p.id = versions.project_id) AS project
  FROM versions
 WHERE :column ~* :pattern;

-- place: custom_values (versions)
-- note: only long texts are rewritten
-- source: app/services/users/replace_mentions_service.rb:43
-- column: value, markdown, deleted user
SELECT id, :column,
       '/versions/' || customized_id AS path,
       (SELECT p.identifier FROM projects p JOIN versions v ON v.project_id = p.id
           WHERE v.id = custom_values.customized_id) AS project
  FROM custom_values
 WHERE customized_type = 'Version'
   AND :column ~* :pattern;

-- place: non_working_days
-- source: config/routes.rb:707
-- column: name, plain, kept
SELECT id, :column,
       '/admin/settings/working_days_and_hours' AS path
  FROM non_working_days
 WHERE :column ~* :pattern;
