-- Comments: columns that can contain the id of a user.
-- Runs as it is: psql -v user_id=42 -f queries/references/cc-01-comments.sql

-- check: journals.user_id (work package comments)
-- expected: deleted user
-- needs: journals.journable_type, journals.notes
-- source: app/services/principals/replace_references_service.rb:96
SELECT id FROM journals
 WHERE journable_type = 'WorkPackage'
   AND coalesce(notes, '') <> ''
   AND user_id = :user_id;

-- check: journals.user_id (forum messages)
-- expected: deleted user
-- needs: journals.journable_type
-- source: app/services/principals/replace_references_service.rb:96
SELECT id FROM journals
 WHERE journable_type = 'Message'
   AND user_id = :user_id;

-- check: emoji_reactions.user_id
-- expected: row deleted
-- source: app/workers/principals/delete_job.rb:42
SELECT id FROM emoji_reactions WHERE user_id = :user_id;

-- check: emoji_reactions.reactable_id (of a principal)
-- expected: row deleted
-- needs: emoji_reactions.reactable_type
SELECT id FROM emoji_reactions
 WHERE reactable_type IN ('Principal', 'User', 'Group', 'PlaceholderUser', 'ServiceAccount')
   AND reactable_id = :user_id;

-- check: messages.author_id
-- expected: deleted user
-- source: config/initializers/replace_references_service.rb:33
SELECT id FROM messages WHERE author_id = :user_id;

-- check: message_journals.author_id
-- expected: deleted user
-- source: config/initializers/replace_references_service.rb:33
SELECT id FROM message_journals WHERE author_id = :user_id;

-- check: watchers.user_id (forums)
-- expected: row deleted
-- needs: watchers.watchable_type
SELECT id FROM watchers
 WHERE watchable_type IN ('Message', 'Forum', 'Board')
   AND user_id = :user_id;
