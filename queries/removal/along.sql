-- What goes with a row that is deleted although no foreign key says so: OpenProject's own code deletes
-- these along (dependent: :destroy). :keys are the primary keys of the rows that go.
-- Runs as it is: psql -v keys="'{1,2}'" -f queries/removal/along.sql
-- (a statement for a table that another release lacks ends with an error there).

-- table: grid_widgets
-- of: grids
-- needs: grid_widgets.grid_id
-- source: modules/grids/app/models/grids/grid.rb:35
SELECT id FROM grid_widgets WHERE grid_id = ANY (CAST(:keys AS bigint[]));

-- table: attachments
-- of: grids
-- needs: attachments.container_type
-- source: modules/grids/app/models/grids/grid.rb:48
SELECT id FROM attachments
 WHERE container_type IN ('Grids::Grid', 'Grid') AND container_id = ANY (CAST(:keys AS bigint[]));

-- table: journals
-- of: attachments
-- needs: journals.journable_type
SELECT id FROM journals
 WHERE journable_type = 'Attachment' AND journable_id = ANY (CAST(:keys AS bigint[]));

-- table: attachment_journals
-- of: journals
-- needs: journals.data_type, journals.data_id, attachment_journals.id
SELECT d.id FROM attachment_journals d
  JOIN journals j ON j.data_id = d.id AND j.data_type = 'Journal::AttachmentJournal'
 WHERE j.id = ANY (CAST(:keys AS bigint[]));

-- table: attachment_journals
-- of: journals
-- needs: attachment_journals.journal_id
SELECT id FROM attachment_journals WHERE journal_id = ANY (CAST(:keys AS bigint[]));

-- table: customizable_journals
-- of: journals
-- needs: customizable_journals.journal_id
SELECT id FROM customizable_journals WHERE journal_id = ANY (CAST(:keys AS bigint[]));

-- table: attachable_journals
-- of: journals
-- needs: attachable_journals.journal_id
SELECT id FROM attachable_journals WHERE journal_id = ANY (CAST(:keys AS bigint[]));

-- table: member_roles
-- of: members
-- needs: member_roles.member_id
SELECT id FROM member_roles WHERE member_id = ANY (CAST(:keys AS bigint[]));

-- table: good_job_executions
-- of: good_jobs
-- needs: good_job_executions.active_job_id, good_jobs.active_job_id
SELECT e.id FROM good_job_executions e JOIN good_jobs j ON j.active_job_id = e.active_job_id
 WHERE j.id = ANY (CAST(:keys AS uuid[]));
