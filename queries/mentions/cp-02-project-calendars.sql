-- Project calendars: where people write, or where names land.
-- Calendars, versions and non-working days.
-- Runs as it is: psql -v pattern="'name'" -f queries/mentions/cp-02-project-calendars.sql

-- check: queries.name (calendars)
-- expected: kept
-- kind: plain
-- needs: projects.id, projects.identifier, queries.project_id, views.query_id, views.type
-- note: private ones of the person go with the account
-- source: modules/calendar/config/routes.rb:12
SELECT id, name,
       '/projects/' || (SELECT p.identifier FROM projects p WHERE p.id = queries.project_id)
         || '/calendars/' || id AS path,
       (SELECT p.identifier FROM projects p WHERE p.id = queries.project_id) AS project
  FROM queries
 WHERE EXISTS (SELECT 1 FROM views v WHERE v.query_id = queries.id
   AND v.type = 'work_packages_calendar')
   AND NOT EXISTS (SELECT 1 FROM views v WHERE v.query_id = queries.id AND v.type = 'team_planner')
   AND name ~* :pattern;

-- check: queries.filters (calendars)
-- expected: kept
-- kind: yaml
-- needs: projects.id, projects.identifier, queries.project_id, views.query_id, views.type
-- note: private ones of the person go with the account
-- source: modules/calendar/config/routes.rb:12
SELECT id, filters,
       '/projects/' || (SELECT p.identifier FROM projects p WHERE p.id = queries.project_id)
         || '/calendars/' || id AS path,
       (SELECT p.identifier FROM projects p WHERE p.id = queries.project_id) AS project
  FROM queries
 WHERE EXISTS (SELECT 1 FROM views v WHERE v.query_id = queries.id
   AND v.type = 'work_packages_calendar')
   AND NOT EXISTS (SELECT 1 FROM views v WHERE v.query_id = queries.id AND v.type = 'team_planner')
   AND filters ~* :pattern;

-- check: views.options (calendars)
-- expected: kept
-- kind: json
-- needs: projects.id, projects.identifier, queries.id, queries.project_id, views.query_id, views.type
-- source: modules/calendar/config/routes.rb:12
SELECT id, CAST(options AS text),
       (SELECT '/projects/' || p.identifier || '/calendars/' || q.id FROM queries q
         JOIN projects p ON p.id = q.project_id WHERE q.id = views.query_id) AS path,
       (SELECT p.identifier FROM queries q JOIN projects p ON p.id = q.project_id
         WHERE q.id = views.query_id) AS project
  FROM views
 WHERE type = 'work_packages_calendar'
   AND CAST(options AS text) ~* :pattern;

-- check: versions.name
-- expected: kept
-- kind: plain
-- needs: projects.id, projects.identifier, versions.project_id
-- source: config/routes.rb:856
SELECT id, name,
       '/versions/' || id AS path,
       (SELECT p.identifier FROM projects p WHERE p.id = versions.project_id) AS project
  FROM versions
 WHERE name ~* :pattern;

-- check: versions.description
-- expected: kept
-- kind: plain
-- needs: projects.id, projects.identifier, versions.project_id
-- source: config/routes.rb:856
SELECT id, description,
       '/versions/' || id AS path,
       (SELECT p.identifier FROM projects p WHERE p.id = versions.project_id) AS project
  FROM versions
 WHERE description ~* :pattern;

-- check: versions.wiki_page_title
-- expected: kept
-- kind: plain
-- needs: projects.id, projects.identifier, versions.project_id
-- source: config/routes.rb:856
SELECT id, wiki_page_title,
       '/versions/' || id AS path,
       (SELECT p.identifier FROM projects p WHERE p.id = versions.project_id) AS project
  FROM versions
 WHERE wiki_page_title ~* :pattern;

-- check: custom_values.value (versions)
-- expected: deleted user
-- kind: markdown
-- needs: custom_values.customized_id, custom_values.customized_type, projects.id, projects.identifier, versions.id, versions.project_id
-- note: only long texts are rewritten
-- source: app/services/users/replace_mentions_service.rb:43
SELECT id, value,
       '/versions/' || customized_id AS path,
       (SELECT p.identifier FROM projects p JOIN versions v ON v.project_id = p.id
           WHERE v.id = custom_values.customized_id) AS project
  FROM custom_values
 WHERE customized_type = 'Version'
   AND value ~* :pattern;

-- check: non_working_days.name
-- expected: kept
-- kind: plain
-- source: config/routes.rb:707
SELECT id, name,
       '/admin/settings/working_days_and_hours' AS path
  FROM non_working_days
 WHERE name ~* :pattern;
