-- Background jobs: columns that can contain the id of a user.
-- Runs as it is: psql -v user_id=42 -f queries/references/xj-01-background-jobs.sql

-- check: job_statuses.user_id
-- expected: expires
-- removal: delete
-- expires: updated_at + interval '3 days'
-- needs: job_statuses.updated_at
-- note: Removed by a nightly job two days after the last change.
SELECT id FROM job_statuses WHERE user_id = :user_id;

-- check: job_statuses.reference_id (of a principal)
-- expected: expires
-- removal: delete
-- expires: updated_at + interval '3 days'
-- needs: job_statuses.reference_type, job_statuses.updated_at
SELECT id FROM job_statuses
 WHERE reference_type IN ('Principal', 'User', 'Group', 'PlaceholderUser', 'ServiceAccount')
   AND reference_id = :user_id;

-- check: delayed_job_statuses.user_id
-- expected: expires
-- removal: delete
-- expires: updated_at + interval '3 days'
-- needs: delayed_job_statuses.updated_at
-- note: Removed by a nightly job two days after the last change.
SELECT id FROM delayed_job_statuses WHERE user_id = :user_id;

-- check: delayed_job_statuses.reference_id (of a principal)
-- expected: expires
-- removal: delete
-- expires: updated_at + interval '3 days'
-- needs: delayed_job_statuses.reference_type, delayed_job_statuses.updated_at
SELECT id FROM delayed_job_statuses
 WHERE reference_type IN ('Principal', 'User', 'Group', 'PlaceholderUser', 'ServiceAccount')
   AND reference_id = :user_id;

-- check: good_jobs.serialized_params (GlobalIDs and named ids)
-- expected: expires
-- removal: delete
-- expires: j.finished_at + interval '7 days'
-- needs: good_jobs.finished_at
-- source: config/application.rb:215
-- note: A finished job is removed after seven days; a job that is still waiting keeps the id until it has run.
SELECT DISTINCT j.id
  FROM good_jobs j
 CROSS JOIN LATERAL regexp_matches(CAST(j.serialized_params AS text),
       '(?:gid://[^/"\s]+/(?:User|Principal|Group|PlaceholderUser|ServiceAccount|DeletedUser)/|'
       || '\w*(?:user|recipient|sender|author|actor|assignee|responsible|owner|creator|principal|watcher_changer)_id\\*["'']?\s*(?::|=>)\s*\\*["'']?)(\d+)(?!\w)', 'g') AS found(id)
 WHERE strpos(CAST(j.serialized_params AS text), CAST(:user_id AS text)) > 0
   AND found.id[1] = CAST(:user_id AS text);

-- check: good_job_executions.serialized_params (GlobalIDs and named ids)
-- expected: expires
-- removal: delete
-- expires: e.finished_at + interval '7 days'
-- needs: good_job_executions.finished_at
-- source: config/application.rb:215
-- note: A finished job is removed after seven days; a job that is still waiting keeps the id until it has run.
SELECT DISTINCT e.id
  FROM good_job_executions e
 CROSS JOIN LATERAL regexp_matches(CAST(e.serialized_params AS text),
       '(?:gid://[^/"\s]+/(?:User|Principal|Group|PlaceholderUser|ServiceAccount|DeletedUser)/|'
       || '\w*(?:user|recipient|sender|author|actor|assignee|responsible|owner|creator|principal|watcher_changer)_id\\*["'']?\s*(?::|=>)\s*\\*["'']?)(\d+)(?!\w)', 'g') AS found(id)
 WHERE strpos(CAST(e.serialized_params AS text), CAST(:user_id AS text)) > 0
   AND found.id[1] = CAST(:user_id AS text);

-- check: good_job_batches.serialized_properties (GlobalIDs and named ids)
-- expected: expires
-- removal: delete
-- expires: b.finished_at + interval '7 days'
-- needs: good_job_batches.finished_at
-- source: config/application.rb:215
-- note: A finished job is removed after seven days; a job that is still waiting keeps the id until it has run.
SELECT DISTINCT b.id
  FROM good_job_batches b
 CROSS JOIN LATERAL regexp_matches(CAST(b.serialized_properties AS text),
       '(?:gid://[^/"\s]+/(?:User|Principal|Group|PlaceholderUser|ServiceAccount|DeletedUser)/|'
       || '\w*(?:user|recipient|sender|author|actor|assignee|responsible|owner|creator|principal|watcher_changer)_id\\*["'']?\s*(?::|=>)\s*\\*["'']?)(\d+)(?!\w)', 'g') AS found(id)
 WHERE strpos(CAST(b.serialized_properties AS text), CAST(:user_id AS text)) > 0
   AND found.id[1] = CAST(:user_id AS text);

-- check: good_jobs.serialized_params (bare number as argument)
-- expected: expires
-- removal: delete
-- certainty: possible
-- expires: j.finished_at + interval '7 days'
-- needs: good_jobs.finished_at
-- source: app/workers/mails/deliver_job.rb:34
-- note: A number passed to a job; it may be the id of a user.
SELECT DISTINCT j.id
  FROM good_jobs j
 CROSS JOIN LATERAL jsonb_array_elements_text(CASE jsonb_typeof(j.serialized_params -> 'arguments')
       WHEN 'array' THEN j.serialized_params -> 'arguments' ELSE '[]' END) AS argument
 WHERE coalesce(j.serialized_params ->> 'job_class', '') !~ '^(Attachments::|Journals::|CustomFields::|Storages::|Scm::|ExtractFulltextJob|.*Webhook)'
   AND argument = CAST(:user_id AS text);

-- check: good_job_executions.serialized_params (bare number as argument)
-- expected: expires
-- removal: delete
-- certainty: possible
-- expires: e.finished_at + interval '7 days'
-- needs: good_job_executions.finished_at
-- source: app/workers/mails/deliver_job.rb:34
-- note: A number passed to a job; it may be the id of a user.
SELECT DISTINCT e.id
  FROM good_job_executions e
 CROSS JOIN LATERAL jsonb_array_elements_text(CASE jsonb_typeof(e.serialized_params -> 'arguments')
       WHEN 'array' THEN e.serialized_params -> 'arguments' ELSE '[]' END) AS argument
 WHERE coalesce(e.serialized_params ->> 'job_class', '') !~ '^(Attachments::|Journals::|CustomFields::|Storages::|Scm::|ExtractFulltextJob|.*Webhook)'
   AND argument = CAST(:user_id AS text);

-- check: good_jobs.concurrency_key
-- expected: expires
-- removal: delete
-- certainty: possible
-- expires: j.finished_at + interval '7 days'
-- needs: good_jobs.finished_at
-- source: app/workers/mails/reminder_job.rb:37
-- note: A finished job is removed after seven days; a job that is still waiting keeps the id until it has run.
SELECT DISTINCT j.id
  FROM good_jobs j
 CROSS JOIN LATERAL regexp_matches(j.concurrency_key, '(?:-|User id: )(\d+)(?=$|[,>])', 'g') AS found(id)
 WHERE found.id[1] = CAST(:user_id AS text);

-- check: delayed_jobs.handler (GlobalIDs and named ids)
-- expected: kept
-- removal: delete
-- note: A job that has run is removed; a failed job keeps the id until it is deleted manually.
SELECT DISTINCT j.id
  FROM delayed_jobs j
 CROSS JOIN LATERAL regexp_matches(CAST(j.handler AS text),
       '(?:gid://[^/"\s]+/(?:User|Principal|Group|PlaceholderUser|ServiceAccount|DeletedUser)/|'
       || '\w*(?:user|recipient|sender|author|actor|assignee|responsible|owner|creator|principal|watcher_changer)_id\\*["'']?\s*(?::|=>)\s*\\*["'']?)(\d+)(?!\w)', 'g') AS found(id)
 WHERE strpos(CAST(j.handler AS text), CAST(:user_id AS text)) > 0
   AND found.id[1] = CAST(:user_id AS text);

-- check: delayed_jobs.handler (bare number as argument)
-- expected: kept
-- removal: delete
-- certainty: possible
-- note: A number passed to a job; it may be the id of a user.
SELECT DISTINCT j.id
  FROM delayed_jobs j
 CROSS JOIN LATERAL regexp_split_to_table(j.handler, E'\n(?=\\s*\\w+:)') AS piece
 CROSS JOIN LATERAL regexp_matches(piece, E'\n\\s*- (\\d+)(?=\\s|$)', 'g') AS found(id)
 WHERE piece ~ '^\s*arguments:'
   AND coalesce(substring(j.handler FROM 'job_class: (\S+)'), '') !~ '^(Attachments::|Journals::|CustomFields::|Storages::|Scm::|ExtractFulltextJob|.*Webhook)'
   AND found.id[1] = CAST(:user_id AS text);

-- check: delayed_jobs.last_error (GlobalIDs and named ids)
-- expected: kept
-- removal: delete
-- note: Error text of a failed job.
SELECT DISTINCT j.id
  FROM delayed_jobs j
 CROSS JOIN LATERAL regexp_matches(CAST(j.last_error AS text),
       '(?:gid://[^/"\s]+/(?:User|Principal|Group|PlaceholderUser|ServiceAccount|DeletedUser)/|'
       || '\w*(?:user|recipient|sender|author|actor|assignee|responsible|owner|creator|principal|watcher_changer)_id\\*["'']?\s*(?::|=>)\s*\\*["'']?)(\d+)(?!\w)', 'g') AS found(id)
 WHERE strpos(CAST(j.last_error AS text), CAST(:user_id AS text)) > 0
   AND found.id[1] = CAST(:user_id AS text);
