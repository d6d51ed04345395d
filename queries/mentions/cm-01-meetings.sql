-- Meetings: columns with texts and names.
-- Meetings, series, agendas, outcomes and the answers of participants, with their history.
-- ':column' is each of a place's columns; to run them: operasure queries --pattern REGEX --group cm-01

-- place: meetings
-- source: modules/meeting/config/routes.rb:107
-- column: title, plain, kept
-- column: location, plain, kept
SELECT id, :column,
       '/meetings/' || id AS path,
       (SELECT p.identifier FROM projects p WHERE p.id = meetings.project_id) AS project
  FROM meetings
 WHERE :column ~* :pattern;

-- place: meeting_journals
-- historic: yes
-- source: modules/meeting/config/routes.rb:167
-- column: title, plain, kept
-- column: location, plain, kept
SELECT id, :column,
       (SELECT '/meetings/' || j.journable_id || '/history' FROM journals j
       WHERE j.data_type = 'Journal::MeetingJournal' AND j.data_id = meeting_journals.id LIMIT 1)
         AS path,
       (SELECT p.identifier FROM projects p WHERE p.id = meeting_journals.project_id) AS project
  FROM meeting_journals
 WHERE :column ~* :pattern;

-- place: meeting_journals (older layout)
-- absent: journals.data_id
-- historic: yes
-- column: title, plain, kept
-- column: location, plain, kept
SELECT id, :column,
       (SELECT '/meetings/' || j.journable_id || '/history' FROM journals j
         WHERE j.id = meeting_journals.journal_id) AS path,
       (SELECT p.identifier FROM projects p WHERE p.id = meeting_journals.project_id) AS project
  FROM meeting_journals
 WHERE :column ~* :pattern;

-- place: meeting_sections
-- source: modules/meeting/config/routes.rb:107
-- column: title, plain, kept
SELECT id, :column,
       '/meetings/' || meeting_id AS path,
       (SELECT p.identifier FROM projects p JOIN meetings m ON m.project_id = p.id
         WHERE m.id = meeting_sections.meeting_id) AS project
  FROM meeting_sections
 WHERE :column ~* :pattern;

-- place: meeting_agenda_items
-- source: modules/meeting/app/components/meeting_agenda_items/item_component.rb:63
-- column: title, plain, kept
-- column: notes, markdown, kept
--   note: mentions in an agenda are not rewritten by OpenProject
SELECT id, :column,
       '/meetings/' || meeting_id || '#meeting-agenda-item-' || id AS path,
       (SELECT p.identifier FROM projects p JOIN meetings m ON m.project_id = p.id
         WHERE m.id = meeting_agenda_items.meeting_id) AS project
  FROM meeting_agenda_items
 WHERE :column ~* :pattern;

-- place: meeting_agenda_item_journals
-- historic: yes
-- source: modules/meeting/config/routes.rb:167
-- column: title, plain, kept
-- column: notes, markdown, kept
--   note: mentions in an agenda are not rewritten by OpenProject
SELECT id, :column,
       (SELECT '/meetings/' || j.journable_id || '/history' FROM journals j
           WHERE j.id = meeting_agenda_item_journals.journal_id) AS path,
       (SELECT p.identifier FROM projects p JOIN meetings m ON m.project_id = p.id
           JOIN journals j ON j.journable_id = m.id
           AND j.journable_type = 'Meeting' WHERE j.id = meeting_agenda_item_journals.journal_id)
             AS project
  FROM meeting_agenda_item_journals
 WHERE :column ~* :pattern;

-- place: meeting_outcomes
-- note: mentions in an outcome are not rewritten by OpenProject
-- source: modules/meeting/app/components/meeting_agenda_items/item_component.rb:63
-- column: notes, markdown, kept
SELECT id, :column,
       (SELECT '/meetings/' || m.id || '#meeting-agenda-item-' || a.id FROM meeting_agenda_items a
         JOIN meetings m ON m.id = a.meeting_id
           JOIN projects p ON p.id = m.project_id
             WHERE a.id = meeting_outcomes.meeting_agenda_item_id) AS path,
       (SELECT p.identifier FROM meeting_agenda_items a JOIN meetings m ON m.id = a.meeting_id
           JOIN projects p ON p.id = m.project_id
             WHERE a.id = meeting_outcomes.meeting_agenda_item_id) AS project
  FROM meeting_outcomes
 WHERE :column ~* :pattern;

-- place: meeting_participants
-- column: name, person, kept
--   note: only the user's id is rewritten; the copy of name and email address is kept
--   source: modules/meeting/lib/open_project/meeting/engine.rb:177
-- column: email, person, kept
--   note: only the user's id is rewritten; the copy of name and email address is kept
--   source: modules/meeting/lib/open_project/meeting/engine.rb:177
-- column: comment, plain, kept
--   source: modules/meeting/config/routes.rb:107
SELECT id, :column,
       '/meetings/' || meeting_id AS path,
       (SELECT p.identifier FROM projects p JOIN meetings m ON m.project_id = p.id
         WHERE m.id = meeting_participants.meeting_id) AS project
  FROM meeting_participants
 WHERE :column ~* :pattern;

-- place: recurring_meetings
-- source: modules/meeting/config/routes.rb:101
-- column: title, plain, kept
SELECT id, :column,
       '/recurring_meetings/' || id AS path,
       (SELECT p.identifier FROM projects p WHERE p.id = recurring_meetings.project_id) AS project
  FROM recurring_meetings
 WHERE :column ~* :pattern;

-- place: recurring_meeting_interim_responses
-- source: modules/meeting/config/routes.rb:101
-- column: comment, plain, row deleted
SELECT id, :column,
       '/recurring_meetings/' || recurring_meeting_id AS path,
       (SELECT p.identifier FROM projects p JOIN recurring_meetings r ON r.project_id = p.id
           WHERE r.id = recurring_meeting_interim_responses.recurring_meeting_id) AS project
  FROM recurring_meeting_interim_responses
 WHERE :column ~* :pattern;

-- place: meeting_contents
-- note: agenda and minutes of a classic meeting, in versions before 17
-- column: text, markdown, kept
SELECT id, :column,
       '/meetings/' || meeting_id AS path,
       (SELECT p.identifier FROM projects p JOIN meetings m ON m.project_id = p.id
         WHERE m.id = meeting_contents.meeting_id) AS project
  FROM meeting_contents
 WHERE :column ~* :pattern;

-- place: meeting_content_journals
-- historic: yes
-- column: text, markdown, kept
SELECT id, :column,
       (SELECT '/meetings/' || meeting_content_journals.meeting_id FROM journals j
       WHERE j.data_type = 'Journal::MeetingContentJournal'
         AND j.data_id = meeting_content_journals.id LIMIT 1) AS path,
       (SELECT p.identifier FROM projects p WHERE p.id =
         (SELECT m.project_id FROM meetings m WHERE m.id = meeting_content_journals.meeting_id))
         AS project
  FROM meeting_content_journals
 WHERE :column ~* :pattern;

-- place: meeting_content_journals (older layout)
-- absent: journals.data_id
-- historic: yes
-- column: text, markdown, kept
SELECT id, :column,
       (SELECT '/meetings/' || meeting_content_journals.meeting_id FROM journals j
         WHERE j.id = meeting_content_journals.journal_id) AS path,
       (SELECT p.identifier FROM projects p WHERE p.id =
         (SELECT m.project_id FROM meetings m WHERE m.id = meeting_content_journals.meeting_id))
         AS project
  FROM meeting_content_journals
 WHERE :column ~* :pattern;

-- place: journals (meetings)
-- historic: yes
-- source: app/services/users/replace_mentions_service.rb:40
-- column: notes, markdown, deleted user
SELECT id, :column,
       CASE journable_type WHEN 'Meeting' THEN '/meetings/' || journable_id || '/history' END
         AS path,
       CASE journable_type WHEN 'Meeting' THEN
         (SELECT p.identifier FROM projects p JOIN meetings m ON m.project_id = p.id
         WHERE m.id = journals.journable_id) END AS project
  FROM journals
 WHERE journable_type IN ('Meeting', 'MeetingContent')
   AND :column ~* :pattern;

-- place: recurring_meeting_historic_schedules
-- note: an older schedule of a series
-- source: modules/meeting/db/migrate/20260910120000_create_recurring_meeting_historic_schedules.rb
-- column: CAST(snapshot AS text), json, kept
SELECT id, :column,
       '/recurring_meetings/' || recurring_meeting_id AS path
  FROM recurring_meeting_historic_schedules
 WHERE :column ~* :pattern;

-- place: meeting_section_journals
-- historic: yes
-- source: modules/meeting/db/migrate/20261010100000_create_meeting_section_journals.rb
-- column: title, plain, kept
SELECT id, :column,
       (SELECT '/meetings/' || j.journable_id || '/history' FROM journals j
         WHERE j.id = meeting_section_journals.journal_id AND j.journable_type = 'Meeting') AS path
  FROM meeting_section_journals
 WHERE :column ~* :pattern;
