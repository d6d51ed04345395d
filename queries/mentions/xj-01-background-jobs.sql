-- Background jobs: columns with texts and names.
-- Arguments, errors and results of background jobs.
-- ':column' is each of a place's columns; to run them: operasure queries --pattern REGEX --group xj-01

-- place: good_jobs
-- expires: finished_at + interval '7 days'
-- source: config/application.rb:215
-- column: CAST(serialized_params AS text), json, expires
-- column: error, plain, expires
-- column: concurrency_key, person, expires
--   note: some keys contain the user's name (app/workers/notifications/create_date_alerts_notifications_job.rb:35)
SELECT id, :column,
       '/good_job/jobs/' || id AS path
  FROM good_jobs
 WHERE :column ~* :pattern;

-- place: good_jobs
-- expires: finished_at + interval '7 days'
-- source: config/application.rb:215
-- column: labels, plain, expires
SELECT id, array_to_string(:column, ' '),
       '/good_job/jobs/' || id AS path
  FROM good_jobs
 WHERE array_to_string(:column, ' ') ~* :pattern;

-- place: good_job_executions
-- expires: finished_at + interval '7 days'
-- source: config/application.rb:215
-- column: CAST(serialized_params AS text), json, expires
-- column: error, plain, expires
SELECT id, :column,
       '/good_job/jobs/' || active_job_id AS path
  FROM good_job_executions
 WHERE :column ~* :pattern;

-- place: good_job_executions
-- expires: finished_at + interval '7 days'
-- source: config/application.rb:215
-- column: error_backtrace, plain, expires
SELECT id, array_to_string(:column, ' '),
       '/good_job/jobs/' || active_job_id AS path
  FROM good_job_executions
 WHERE array_to_string(:column, ' ') ~* :pattern;

-- place: good_job_batches
-- expires: finished_at + interval '7 days'
-- source: config/application.rb:215
-- column: CAST(serialized_properties AS text), json, expires
-- column: description, plain, expires
SELECT id, :column,
       '/good_job/batches/' || id AS path
  FROM good_job_batches
 WHERE :column ~* :pattern;

-- place: good_job_processes
-- note: host and program name of a worker process; gone when the process ends
-- column: CAST(state AS text), json, kept
SELECT id, :column,
       '/good_job/processes' AS path
  FROM good_job_processes
 WHERE :column ~* :pattern;

-- place: job_statuses
-- expires: updated_at + interval '2 days'
-- source: modules/job_status/config/routes.rb:4
-- column: message, plain, expires
-- column: CAST(payload AS text), json, expires
SELECT id, :column,
       '/job_statuses/' || job_id AS path
  FROM job_statuses
 WHERE :column ~* :pattern;

-- place: delayed_job_statuses
-- expires: updated_at + interval '2 days'
-- column: message, plain, expires
-- column: CAST(payload AS text), json, expires
SELECT id, :column,
       '/job_statuses/' || job_id AS path
  FROM delayed_job_statuses
 WHERE :column ~* :pattern;

-- place: delayed_jobs
-- column: handler, yaml, kept
-- column: last_error, plain, kept
-- column: locked_by, plain, kept
SELECT id, :column,
       CAST(NULL AS text) AS path
  FROM delayed_jobs
 WHERE :column ~* :pattern;

-- place: jira_import_job_cursors
-- note: where an import stopped
-- source: migration RefactorJiraImports
-- column: CAST(arguments AS text), json, kept
-- column: CAST(cursor AS text), json, kept
SELECT id, :column,
       CAST(NULL AS text) AS path
  FROM jira_import_job_cursors
 WHERE :column ~* :pattern;
