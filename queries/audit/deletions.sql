-- The job of every deletion that is on record, the newest for each principal. A job that succeeded leaves
-- no row of the principal, and is itself removed after seven days.

-- needs: good_jobs.serialized_params, good_jobs.error, good_jobs.performed_at
SELECT DISTINCT ON (job.user_id) CAST(job.user_id AS bigint) AS user_id, job.created_at, job.performed_at,
       job.finished_at, substring(job.error FROM '^[A-Z][A-Za-z0-9_]*(?:::[A-Z][A-Za-z0-9_]*)*') AS error,
       job.error IS NOT NULL AS failed
  FROM (SELECT g.created_at, g.performed_at, g.finished_at, g.error,
               substring(CAST(g.serialized_params -> 'arguments' AS text) FROM 'gid://[^"]+/(\d{1,18})"') AS user_id
          FROM good_jobs g
         WHERE coalesce(g.job_class, g.serialized_params ->> 'job_class') IN ('Principals::DeleteJob', 'Users::DeleteJob')) AS job
 WHERE job.user_id IS NOT NULL
 ORDER BY job.user_id, job.created_at DESC;

-- needs: delayed_jobs.handler, delayed_jobs.last_error
SELECT DISTINCT ON (job.user_id) CAST(job.user_id AS bigint) AS user_id, job.created_at, job.performed_at,
       job.finished_at, substring(job.error FROM '^[A-Z][A-Za-z0-9_]*(?:::[A-Z][A-Za-z0-9_]*)*') AS error,
       job.error IS NOT NULL AS failed
  FROM (SELECT d.created_at, d.locked_at AS performed_at, d.failed_at AS finished_at, d.last_error AS error,
               substring(d.handler FROM '(?:gid://\S+/|user_id: ''?|arguments:\s+- [''"]?)(\d{1,18})(?!\d)') AS user_id
          FROM delayed_jobs d
         WHERE d.handler ~ '(Principals::DeleteJob|Users::DeleteJob|DeleteUserJob)') AS job
 WHERE job.user_id IS NOT NULL
 ORDER BY job.user_id, job.created_at DESC;
