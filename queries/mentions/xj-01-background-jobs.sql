-- Background jobs: where people write, or where names land.
-- Arguments, errors and results of background jobs.
-- Runs as it is: psql -v pattern="'name'" -f queries/mentions/xj-01-background-jobs.sql

-- check: good_jobs.serialized_params
-- expected: expires
-- expires: finished_at + interval '7 days'
-- kind: json
-- source: config/application.rb:215
SELECT id, CAST(serialized_params AS text),
       '/good_job/jobs/' || id AS path
  FROM good_jobs
 WHERE CAST(serialized_params AS text) ~* :pattern;

-- check: good_jobs.error
-- expected: expires
-- expires: finished_at + interval '7 days'
-- kind: plain
-- source: config/application.rb:215
SELECT id, error,
       '/good_job/jobs/' || id AS path
  FROM good_jobs
 WHERE error ~* :pattern;

-- check: good_jobs.labels
-- expected: expires
-- expires: finished_at + interval '7 days'
-- kind: plain
-- source: config/application.rb:215
SELECT id, array_to_string(labels, ' '),
       '/good_job/jobs/' || id AS path
  FROM good_jobs
 WHERE array_to_string(labels, ' ') ~* :pattern;

-- check: good_jobs.concurrency_key
-- expected: expires
-- expires: finished_at + interval '7 days'
-- kind: person
-- note: some keys contain the user's name (app/workers/notifications/create_date_alerts_notifications_job.rb:35)
-- source: config/application.rb:215
SELECT id, concurrency_key,
       '/good_job/jobs/' || id AS path
  FROM good_jobs
 WHERE concurrency_key ~* :pattern;

-- check: good_job_executions.serialized_params
-- expected: expires
-- expires: finished_at + interval '7 days'
-- kind: json
-- needs: good_job_executions.active_job_id
-- source: config/application.rb:215
SELECT id, CAST(serialized_params AS text),
       '/good_job/jobs/' || active_job_id AS path
  FROM good_job_executions
 WHERE CAST(serialized_params AS text) ~* :pattern;

-- check: good_job_executions.error
-- expected: expires
-- expires: finished_at + interval '7 days'
-- kind: plain
-- needs: good_job_executions.active_job_id
-- source: config/application.rb:215
SELECT id, error,
       '/good_job/jobs/' || active_job_id AS path
  FROM good_job_executions
 WHERE error ~* :pattern;

-- check: good_job_executions.error_backtrace
-- expected: expires
-- expires: finished_at + interval '7 days'
-- kind: plain
-- needs: good_job_executions.active_job_id
-- source: config/application.rb:215
SELECT id, array_to_string(error_backtrace, ' '),
       '/good_job/jobs/' || active_job_id AS path
  FROM good_job_executions
 WHERE array_to_string(error_backtrace, ' ') ~* :pattern;

-- check: good_job_batches.serialized_properties
-- expected: expires
-- expires: finished_at + interval '7 days'
-- kind: json
-- source: config/application.rb:215
SELECT id, CAST(serialized_properties AS text),
       '/good_job/batches/' || id AS path
  FROM good_job_batches
 WHERE CAST(serialized_properties AS text) ~* :pattern;

-- check: good_job_batches.description
-- expected: expires
-- expires: finished_at + interval '7 days'
-- kind: plain
-- source: config/application.rb:215
SELECT id, description,
       '/good_job/batches/' || id AS path
  FROM good_job_batches
 WHERE description ~* :pattern;

-- check: good_job_processes.state
-- expected: kept
-- kind: json
-- note: host and program name of a worker process; gone when the process ends
SELECT id, CAST(state AS text),
       '/good_job/processes' AS path
  FROM good_job_processes
 WHERE CAST(state AS text) ~* :pattern;

-- check: job_statuses.message
-- expected: expires
-- expires: updated_at + interval '2 days'
-- kind: plain
-- needs: job_statuses.job_id
-- source: modules/job_status/config/routes.rb:4
SELECT id, message,
       '/job_statuses/' || job_id AS path
  FROM job_statuses
 WHERE message ~* :pattern;

-- check: job_statuses.payload
-- expected: expires
-- expires: updated_at + interval '2 days'
-- kind: json
-- needs: job_statuses.job_id
-- source: modules/job_status/config/routes.rb:4
SELECT id, CAST(payload AS text),
       '/job_statuses/' || job_id AS path
  FROM job_statuses
 WHERE CAST(payload AS text) ~* :pattern;

-- check: delayed_job_statuses.message
-- expected: expires
-- expires: updated_at + interval '2 days'
-- kind: plain
-- needs: delayed_job_statuses.job_id
SELECT id, message,
       '/job_statuses/' || job_id AS path
  FROM delayed_job_statuses
 WHERE message ~* :pattern;

-- check: delayed_job_statuses.payload
-- expected: expires
-- expires: updated_at + interval '2 days'
-- kind: json
-- needs: delayed_job_statuses.job_id
SELECT id, CAST(payload AS text),
       '/job_statuses/' || job_id AS path
  FROM delayed_job_statuses
 WHERE CAST(payload AS text) ~* :pattern;

-- check: delayed_jobs.handler
-- expected: kept
-- kind: yaml
SELECT id, handler,
       CAST(NULL AS text) AS path
  FROM delayed_jobs
 WHERE handler ~* :pattern;

-- check: delayed_jobs.last_error
-- expected: kept
-- kind: plain
SELECT id, last_error,
       CAST(NULL AS text) AS path
  FROM delayed_jobs
 WHERE last_error ~* :pattern;

-- check: delayed_jobs.locked_by
-- expected: kept
-- kind: plain
SELECT id, locked_by,
       CAST(NULL AS text) AS path
  FROM delayed_jobs
 WHERE locked_by ~* :pattern;

-- check: jira_import_job_cursors.arguments
-- expected: kept
-- kind: json
-- note: where an import stopped
-- source: migration RefactorJiraImports
SELECT id, CAST(arguments AS text),
       CAST(NULL AS text) AS path
  FROM jira_import_job_cursors
 WHERE CAST(arguments AS text) ~* :pattern;

-- check: jira_import_job_cursors.cursor
-- expected: kept
-- kind: json
-- note: where an import stopped
-- source: migration RefactorJiraImports
SELECT id, CAST(cursor AS text),
       CAST(NULL AS text) AS path
  FROM jira_import_job_cursors
 WHERE CAST(cursor AS text) ~* :pattern;
