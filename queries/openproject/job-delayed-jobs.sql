-- The job that deletes this principal, before GoodJob. A job that succeeded leaves no row.
SELECT created_at, locked_at AS performed_at, failed_at AS finished_at,
       substring(last_error FROM '^[A-Z][A-Za-z0-9_]*(?:::[A-Z][A-Za-z0-9_]*)*') AS error,
       last_error IS NOT NULL AS failed
  FROM delayed_jobs
 WHERE handler ~ '(Principals::DeleteJob|Users::DeleteJob|DeleteUserJob)'
   AND handler ~ ('(gid://\S+/|user_id: ''?|arguments:\s+- [''"]?)' || CAST(:user_id AS text) || '(?!\d)')
 ORDER BY created_at DESC
 LIMIT 1;
