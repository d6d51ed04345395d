-- Meetings: where people write, or where names land.
-- Meetings, series, agendas, outcomes and the answers of participants, with their history.
-- Runs as it is: psql -v pattern="'name'" -f queries/mentions/cm-01-meetings.sql

-- check: meetings.title
-- expected: kept
-- kind: plain
-- needs: meetings.project_id, projects.id, projects.identifier
-- source: modules/meeting/config/routes.rb:107
SELECT id, title,
       '/meetings/' || id AS path,
       (SELECT p.identifier FROM projects p WHERE p.id = meetings.project_id) AS project
  FROM meetings
 WHERE title ~* :pattern;

-- check: meetings.location
-- expected: kept
-- kind: plain
-- needs: meetings.project_id, projects.id, projects.identifier
-- source: modules/meeting/config/routes.rb:107
SELECT id, location,
       '/meetings/' || id AS path,
       (SELECT p.identifier FROM projects p WHERE p.id = meetings.project_id) AS project
  FROM meetings
 WHERE location ~* :pattern;

-- check: meeting_journals.title
-- expected: kept
-- kind: plain
-- historic: yes
-- needs: journals.data_id, journals.data_type, journals.journable_id, meeting_journals.project_id, projects.id, projects.identifier
-- source: modules/meeting/config/routes.rb:167
SELECT id, title,
       (SELECT '/meetings/' || j.journable_id || '/history' FROM journals j
       WHERE j.data_type = 'Journal::MeetingJournal' AND j.data_id = meeting_journals.id LIMIT 1)
         AS path,
       (SELECT p.identifier FROM projects p WHERE p.id = meeting_journals.project_id) AS project
  FROM meeting_journals
 WHERE title ~* :pattern;

-- check: meeting_journals.location
-- expected: kept
-- kind: plain
-- historic: yes
-- needs: journals.data_id, journals.data_type, journals.journable_id, meeting_journals.project_id, projects.id, projects.identifier
-- source: modules/meeting/config/routes.rb:167
SELECT id, location,
       (SELECT '/meetings/' || j.journable_id || '/history' FROM journals j
       WHERE j.data_type = 'Journal::MeetingJournal' AND j.data_id = meeting_journals.id LIMIT 1)
         AS path,
       (SELECT p.identifier FROM projects p WHERE p.id = meeting_journals.project_id) AS project
  FROM meeting_journals
 WHERE location ~* :pattern;

-- check: meeting_journals.title (older layout)
-- expected: kept
-- kind: plain
-- historic: yes
-- needs: journals.id, journals.journable_id, meeting_journals.journal_id, meeting_journals.project_id, projects.id, projects.identifier
-- absent: journals.data_id
SELECT id, title,
       (SELECT '/meetings/' || j.journable_id || '/history' FROM journals j
         WHERE j.id = meeting_journals.journal_id) AS path,
       (SELECT p.identifier FROM projects p WHERE p.id = meeting_journals.project_id) AS project
  FROM meeting_journals
 WHERE title ~* :pattern;

-- check: meeting_journals.location (older layout)
-- expected: kept
-- kind: plain
-- historic: yes
-- needs: journals.id, journals.journable_id, meeting_journals.journal_id, meeting_journals.project_id, projects.id, projects.identifier
-- absent: journals.data_id
SELECT id, location,
       (SELECT '/meetings/' || j.journable_id || '/history' FROM journals j
         WHERE j.id = meeting_journals.journal_id) AS path,
       (SELECT p.identifier FROM projects p WHERE p.id = meeting_journals.project_id) AS project
  FROM meeting_journals
 WHERE location ~* :pattern;

-- check: meeting_sections.title
-- expected: kept
-- kind: plain
-- needs: meeting_sections.meeting_id, meetings.id, meetings.project_id, projects.id, projects.identifier
-- source: modules/meeting/config/routes.rb:107
SELECT id, title,
       '/meetings/' || meeting_id AS path,
       (SELECT p.identifier FROM projects p JOIN meetings m ON m.project_id = p.id
         WHERE m.id = meeting_sections.meeting_id) AS project
  FROM meeting_sections
 WHERE title ~* :pattern;

-- check: meeting_agenda_items.title
-- expected: kept
-- kind: plain
-- needs: meeting_agenda_items.meeting_id, meetings.id, meetings.project_id, projects.id, projects.identifier
-- source: modules/meeting/app/components/meeting_agenda_items/item_component.rb:63
SELECT id, title,
       '/meetings/' || meeting_id || '#meeting-agenda-item-' || id AS path,
       (SELECT p.identifier FROM projects p JOIN meetings m ON m.project_id = p.id
         WHERE m.id = meeting_agenda_items.meeting_id) AS project
  FROM meeting_agenda_items
 WHERE title ~* :pattern;

-- check: meeting_agenda_items.notes
-- expected: kept
-- kind: markdown
-- needs: meeting_agenda_items.meeting_id, meetings.id, meetings.project_id, projects.id, projects.identifier
-- note: mentions in an agenda are not rewritten by OpenProject
-- source: modules/meeting/app/components/meeting_agenda_items/item_component.rb:63
SELECT id, notes,
       '/meetings/' || meeting_id || '#meeting-agenda-item-' || id AS path,
       (SELECT p.identifier FROM projects p JOIN meetings m ON m.project_id = p.id
         WHERE m.id = meeting_agenda_items.meeting_id) AS project
  FROM meeting_agenda_items
 WHERE notes ~* :pattern;

-- check: meeting_agenda_item_journals.title
-- expected: kept
-- kind: plain
-- historic: yes
-- needs: journals.id, journals.journable_id, journals.journable_type, meeting_agenda_item_journals.journal_id, meetings.id, meetings.project_id, projects.id, projects.identifier
-- source: modules/meeting/config/routes.rb:167
SELECT id, title,
       (SELECT '/meetings/' || j.journable_id || '/history' FROM journals j
           WHERE j.id = meeting_agenda_item_journals.journal_id) AS path,
       (SELECT p.identifier FROM projects p JOIN meetings m ON m.project_id = p.id
           JOIN journals j ON j.journable_id = m.id
           AND j.journable_type = 'Meeting' WHERE j.id = meeting_agenda_item_journals.journal_id)
             AS project
  FROM meeting_agenda_item_journals
 WHERE title ~* :pattern;

-- check: meeting_agenda_item_journals.notes
-- expected: kept
-- kind: markdown
-- historic: yes
-- needs: journals.id, journals.journable_id, journals.journable_type, meeting_agenda_item_journals.journal_id, meetings.id, meetings.project_id, projects.id, projects.identifier
-- note: mentions in an agenda are not rewritten by OpenProject
-- source: modules/meeting/config/routes.rb:167
SELECT id, notes,
       (SELECT '/meetings/' || j.journable_id || '/history' FROM journals j
           WHERE j.id = meeting_agenda_item_journals.journal_id) AS path,
       (SELECT p.identifier FROM projects p JOIN meetings m ON m.project_id = p.id
           JOIN journals j ON j.journable_id = m.id
           AND j.journable_type = 'Meeting' WHERE j.id = meeting_agenda_item_journals.journal_id)
             AS project
  FROM meeting_agenda_item_journals
 WHERE notes ~* :pattern;

-- check: meeting_outcomes.notes
-- expected: kept
-- kind: markdown
-- needs: meeting_agenda_items.id, meeting_agenda_items.meeting_id, meeting_outcomes.meeting_agenda_item_id, meetings.id, meetings.project_id, projects.id, projects.identifier
-- note: mentions in an outcome are not rewritten by OpenProject
-- source: modules/meeting/app/components/meeting_agenda_items/item_component.rb:63
SELECT id, notes,
       (SELECT '/meetings/' || m.id || '#meeting-agenda-item-' || a.id FROM meeting_agenda_items a
         JOIN meetings m ON m.id = a.meeting_id
           JOIN projects p ON p.id = m.project_id
             WHERE a.id = meeting_outcomes.meeting_agenda_item_id) AS path,
       (SELECT p.identifier FROM meeting_agenda_items a JOIN meetings m ON m.id = a.meeting_id
           JOIN projects p ON p.id = m.project_id
             WHERE a.id = meeting_outcomes.meeting_agenda_item_id) AS project
  FROM meeting_outcomes
 WHERE notes ~* :pattern;

-- check: meeting_participants.name
-- expected: kept
-- kind: person
-- needs: meeting_participants.meeting_id, meetings.id, meetings.project_id, projects.id, projects.identifier
-- note: only the user's id is rewritten; the copy of name and mail stays
-- source: modules/meeting/lib/open_project/meeting/engine.rb:177
SELECT id, name,
       '/meetings/' || meeting_id AS path,
       (SELECT p.identifier FROM projects p JOIN meetings m ON m.project_id = p.id
         WHERE m.id = meeting_participants.meeting_id) AS project
  FROM meeting_participants
 WHERE name ~* :pattern;

-- check: meeting_participants.email
-- expected: kept
-- kind: person
-- needs: meeting_participants.meeting_id, meetings.id, meetings.project_id, projects.id, projects.identifier
-- note: only the user's id is rewritten; the copy of name and mail stays
-- source: modules/meeting/lib/open_project/meeting/engine.rb:177
SELECT id, email,
       '/meetings/' || meeting_id AS path,
       (SELECT p.identifier FROM projects p JOIN meetings m ON m.project_id = p.id
         WHERE m.id = meeting_participants.meeting_id) AS project
  FROM meeting_participants
 WHERE email ~* :pattern;

-- check: meeting_participants.comment
-- expected: kept
-- kind: plain
-- needs: meeting_participants.meeting_id, meetings.id, meetings.project_id, projects.id, projects.identifier
-- source: modules/meeting/config/routes.rb:107
SELECT id, comment,
       '/meetings/' || meeting_id AS path,
       (SELECT p.identifier FROM projects p JOIN meetings m ON m.project_id = p.id
         WHERE m.id = meeting_participants.meeting_id) AS project
  FROM meeting_participants
 WHERE comment ~* :pattern;

-- check: recurring_meetings.title
-- expected: kept
-- kind: plain
-- needs: projects.id, projects.identifier, recurring_meetings.project_id
-- source: modules/meeting/config/routes.rb:101
SELECT id, title,
       '/recurring_meetings/' || id AS path,
       (SELECT p.identifier FROM projects p WHERE p.id = recurring_meetings.project_id) AS project
  FROM recurring_meetings
 WHERE title ~* :pattern;

-- check: recurring_meeting_interim_responses.comment
-- expected: row deleted
-- kind: plain
-- needs: projects.id, projects.identifier, recurring_meeting_interim_responses.recurring_meeting_id, recurring_meetings.id, recurring_meetings.project_id
-- source: modules/meeting/config/routes.rb:101
SELECT id, comment,
       '/recurring_meetings/' || recurring_meeting_id AS path,
       (SELECT p.identifier FROM projects p JOIN recurring_meetings r ON r.project_id = p.id
           WHERE r.id = recurring_meeting_interim_responses.recurring_meeting_id) AS project
  FROM recurring_meeting_interim_responses
 WHERE comment ~* :pattern;

-- check: meeting_contents.text
-- expected: kept
-- kind: markdown
-- needs: meeting_contents.meeting_id, meetings.id, meetings.project_id, projects.id, projects.identifier
-- note: agenda and minutes of a classic meeting, in versions before 17
SELECT id, text,
       '/meetings/' || meeting_id AS path,
       (SELECT p.identifier FROM projects p JOIN meetings m ON m.project_id = p.id
         WHERE m.id = meeting_contents.meeting_id) AS project
  FROM meeting_contents
 WHERE text ~* :pattern;

-- check: meeting_content_journals.text
-- expected: kept
-- kind: markdown
-- historic: yes
-- needs: journals.data_id, journals.data_type, meeting_content_journals.meeting_id, meetings.id, meetings.project_id, projects.id, projects.identifier
SELECT id, text,
       (SELECT '/meetings/' || meeting_content_journals.meeting_id FROM journals j
       WHERE j.data_type = 'Journal::MeetingContentJournal'
         AND j.data_id = meeting_content_journals.id LIMIT 1) AS path,
       (SELECT p.identifier FROM projects p WHERE p.id =
         (SELECT m.project_id FROM meetings m WHERE m.id = meeting_content_journals.meeting_id))
         AS project
  FROM meeting_content_journals
 WHERE text ~* :pattern;

-- check: meeting_content_journals.text (older layout)
-- expected: kept
-- kind: markdown
-- historic: yes
-- needs: journals.id, meeting_content_journals.journal_id, meeting_content_journals.meeting_id, meetings.id, meetings.project_id, projects.id, projects.identifier
-- absent: journals.data_id
SELECT id, text,
       (SELECT '/meetings/' || meeting_content_journals.meeting_id FROM journals j
         WHERE j.id = meeting_content_journals.journal_id) AS path,
       (SELECT p.identifier FROM projects p WHERE p.id =
         (SELECT m.project_id FROM meetings m WHERE m.id = meeting_content_journals.meeting_id))
         AS project
  FROM meeting_content_journals
 WHERE text ~* :pattern;

-- check: journals.notes (meetings)
-- expected: deleted user
-- kind: markdown
-- historic: yes
-- needs: journals.journable_id, journals.journable_type, meetings.id, meetings.project_id, projects.id, projects.identifier
-- source: app/services/users/replace_mentions_service.rb:40
SELECT id, notes,
       CASE journable_type WHEN 'Meeting' THEN '/meetings/' || journable_id || '/history' END
         AS path,
       CASE journable_type WHEN 'Meeting' THEN
         (SELECT p.identifier FROM projects p JOIN meetings m ON m.project_id = p.id
         WHERE m.id = journals.journable_id) END AS project
  FROM journals
 WHERE journable_type IN ('Meeting', 'MeetingContent')
   AND notes ~* :pattern;

-- check: recurring_meeting_historic_schedules.snapshot
-- expected: kept
-- kind: json
-- needs: recurring_meeting_historic_schedules.recurring_meeting_id
-- note: an older schedule of a series
-- source: modules/meeting/db/migrate/20260910120000_create_recurring_meeting_historic_schedules.rb
SELECT id, CAST(snapshot AS text),
       '/recurring_meetings/' || recurring_meeting_id AS path
  FROM recurring_meeting_historic_schedules
 WHERE CAST(snapshot AS text) ~* :pattern;

-- check: meeting_section_journals.title
-- expected: kept
-- kind: plain
-- historic: yes
-- needs: meeting_section_journals.journal_id, journals.id, journals.journable_id, journals.journable_type
-- source: modules/meeting/db/migrate/20261010100000_create_meeting_section_journals.rb
SELECT id, title,
       (SELECT '/meetings/' || j.journable_id || '/history' FROM journals j
         WHERE j.id = meeting_section_journals.journal_id AND j.journable_type = 'Meeting') AS path
  FROM meeting_section_journals
 WHERE title ~* :pattern;
