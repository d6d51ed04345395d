-- User rates: columns that can contain the id of a user.
-- Runs as it is: psql -v user_id=42 -f queries/references/bu-06-user-rates.sql

-- check: rates.user_id
-- expected: kept
-- removal: deleted user
-- source: modules/costs/lib/costs/patches/user_patch.rb:34
-- note: Hourly rates keep the id on purpose; the interface only shows "Deleted user" in its place.
SELECT id FROM rates WHERE user_id = :user_id;
