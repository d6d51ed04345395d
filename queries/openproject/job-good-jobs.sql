-- The job that deletes this principal, since GoodJob (13.3). The newest first.
SELECT created_at, performed_at, finished_at,
       substring(error FROM '^[A-Z][A-Za-z0-9_]*(?:::[A-Z][A-Za-z0-9_]*)*') AS error,
       error IS NOT NULL AS failed
  FROM good_jobs
 WHERE coalesce(job_class, serialized_params ->> 'job_class') IN ('Principals::DeleteJob', 'Users::DeleteJob')
   AND CAST(serialized_params -> 'arguments' AS text) ~ ('gid://[^"]+/' || CAST(:user_id AS text) || '"')
 ORDER BY created_at DESC
 LIMIT 1;
