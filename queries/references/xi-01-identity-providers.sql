-- Identity providers and directory sync: columns that can contain the id of a user.
-- Runs as it is: psql -v user_id=42 -f queries/references/xi-01-identity-providers.sql

-- check: auth_providers.creator_id
-- expected: deleted user
-- source: config/initializers/replace_references_service.rb:33
SELECT id FROM auth_providers WHERE creator_id = :user_id;
