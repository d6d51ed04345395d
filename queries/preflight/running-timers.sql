-- Running timers of the person and of the Deleted user. The rewriting of time_entries.user_id fails
-- where both have one: a user may have one only (modules/costs/db/migrate/tables/time_entries.rb:61).
SELECT t.id, t.user_id = :user_id AS own
  FROM time_entries t
 WHERE t.ongoing
   AND (t.user_id = :user_id OR t.user_id IN (SELECT u.id FROM users u WHERE u.type = 'DeletedUser'))
 ORDER BY t.id;
