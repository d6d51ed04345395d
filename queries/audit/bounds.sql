-- How many principals there are among the ids that were given out, and whether anything was passed on to the
-- Deleted user (:deleted), as the changes that it seems to have made say.
SELECT (SELECT count(*) FROM users WHERE id > 0) AS living,
       EXISTS (SELECT 1 FROM journals WHERE user_id = ANY (CAST(:deleted AS bigint[]))) AS passed_on;
