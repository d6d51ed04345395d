-- Accounts that are marked deleted, and those of the deletions on record (:keys). Before 16.4 a deletion
-- that was requested only locks the account.
SELECT id, type, status
  FROM users
 WHERE status = 5
    OR id = ANY (CAST(:keys AS bigint[])) AND (status = 3 OR type <> 'User')
 ORDER BY id;
