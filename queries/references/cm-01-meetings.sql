-- Meetings: columns that can contain the id of a user.
-- Runs as it is: psql -v user_id=42 -f queries/references/cm-01-meetings.sql

-- check: journals.user_id (meetings)
-- expected: deleted user
-- needs: journals.journable_type
-- source: app/services/principals/replace_references_service.rb:96
SELECT id FROM journals
 WHERE journable_type IN ('Meeting', 'MeetingContent', 'MeetingAgenda', 'MeetingMinutes')
   AND user_id = :user_id;

-- check: watchers.user_id (meetings)
-- expected: row deleted
-- needs: watchers.watchable_type
SELECT id FROM watchers
 WHERE watchable_type = 'Meeting'
   AND user_id = :user_id;

-- check: meetings.author_id
-- expected: deleted user
-- source: modules/meeting/lib/open_project/meeting/engine.rb:177
SELECT id FROM meetings WHERE author_id = :user_id;

-- check: meeting_journals.author_id
-- expected: deleted user
-- source: modules/meeting/lib/open_project/meeting/engine.rb:177
SELECT id FROM meeting_journals WHERE author_id = :user_id;

-- check: meeting_agenda_items.author_id
-- expected: deleted user
-- source: modules/meeting/lib/open_project/meeting/engine.rb:177
SELECT id FROM meeting_agenda_items WHERE author_id = :user_id;

-- check: meeting_agenda_items.presenter_id
-- expected: deleted user
-- source: modules/meeting/lib/open_project/meeting/engine.rb:177
SELECT id FROM meeting_agenda_items WHERE presenter_id = :user_id;

-- check: meeting_agenda_item_journals.author_id
-- expected: deleted user
-- source: modules/meeting/lib/open_project/meeting/engine.rb:177
SELECT id FROM meeting_agenda_item_journals WHERE author_id = :user_id;

-- check: meeting_agenda_item_journals.presenter_id
-- expected: deleted user
-- source: modules/meeting/lib/open_project/meeting/engine.rb:177
SELECT id FROM meeting_agenda_item_journals WHERE presenter_id = :user_id;

-- check: meeting_outcomes.author_id
-- expected: deleted user
-- source: modules/meeting/lib/open_project/meeting/engine.rb:177
SELECT id FROM meeting_outcomes WHERE author_id = :user_id;

-- check: recurring_meetings.author_id
-- expected: kept
-- until: 17.0
-- removal: deleted user
-- source: pull request 21318
-- note: Rewritten since 17.0, and by late 16.6 releases.
SELECT id FROM recurring_meetings WHERE author_id = :user_id;

-- check: recurring_meetings.author_id
-- expected: deleted user
-- since: 17.0
-- source: modules/meeting/lib/open_project/meeting/engine.rb:177
SELECT id FROM recurring_meetings WHERE author_id = :user_id;

-- check: meeting_contents.author_id
-- expected: deleted user
-- source: modules/meeting/lib/open_project/meeting/engine.rb:177
SELECT id FROM meeting_contents WHERE author_id = :user_id;

-- check: meeting_content_journals.author_id
-- expected: deleted user
-- source: modules/meeting/lib/open_project/meeting/engine.rb:177
SELECT id FROM meeting_content_journals WHERE author_id = :user_id;

-- check: meeting_participants.user_id
-- expected: deleted user
-- until: 20260706065400
-- source: modules/meeting/lib/open_project/meeting/engine.rb:177
-- note: Name and email address in the same row are not rewritten: see the mentions.
SELECT id FROM meeting_participants WHERE user_id = :user_id;

-- check: meeting_participants.user_id
-- expected: row deleted
-- since: 20260706065400
-- source: modules/meeting/db/migrate/20260706065400_remove_deleted_user_meeting_participants.rb
SELECT id FROM meeting_participants WHERE user_id = :user_id;

-- check: meeting_participant_journals.user_id
-- expected: deleted user
-- until: 20260706065400
-- source: app/services/principals/replace_references_service.rb
SELECT id FROM meeting_participant_journals WHERE user_id = :user_id;

-- check: meeting_participant_journals.user_id
-- expected: row deleted
-- since: 20260706065400
-- source: modules/meeting/db/migrate/20260706065400_remove_deleted_user_meeting_participants.rb
-- note: Known from the migration only. A row that belongs to the Deleted user instead is correct too.
SELECT id FROM meeting_participant_journals WHERE user_id = :user_id;

-- check: recurring_meeting_interim_responses.user_id
-- expected: row deleted
SELECT id FROM recurring_meeting_interim_responses WHERE user_id = :user_id;
