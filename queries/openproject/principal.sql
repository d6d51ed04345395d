-- The row of one principal, if it is still there.
SELECT id, type, status FROM users WHERE id = :user_id;
