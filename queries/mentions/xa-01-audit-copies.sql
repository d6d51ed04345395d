-- Audit copies: columns with texts and names.
-- Copies of removed rows, written by the removal: of accounts, work packages, projects, attachments.
-- ':column' is each of a place's columns; to run them: operasure queries --pattern REGEX --group xa-01

-- place: paper_trail_audits
-- expires: created_at + interval '67 days'
-- source: app/workers/paper_trail_audits/cleanup_job.rb:33
-- column: CAST(object AS text), json, expires
--   note: the deletion of an account writes a copy of its row with name, login and email address here
-- column: CAST(object_changes AS text), json, expires
--   note: the deletion of an account writes a copy of its row with name, login and email address here
-- column: stack, plain, expires
-- column: whodunnit, person, expires
--   note: usually the id of who removed the row
SELECT id, :column,
       CAST(NULL AS text) AS path
  FROM paper_trail_audits
 WHERE :column ~* :pattern;
