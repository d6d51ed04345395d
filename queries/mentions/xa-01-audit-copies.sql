-- Audit copies: where people write, or where names land.
-- Copies of removed rows, written by the removal: of accounts, work packages, projects, attachments.
-- Runs as it is: psql -v pattern="'name'" -f queries/mentions/xa-01-audit-copies.sql

-- check: paper_trail_audits.object
-- expected: expires
-- expires: created_at + interval '67 days'
-- kind: json
-- note: deleting an account copies its row with name, login and mail in here
-- source: app/workers/paper_trail_audits/cleanup_job.rb:33
SELECT id, CAST(object AS text),
       CAST(NULL AS text) AS path
  FROM paper_trail_audits
 WHERE CAST(object AS text) ~* :pattern;

-- check: paper_trail_audits.object_changes
-- expected: expires
-- expires: created_at + interval '67 days'
-- kind: json
-- note: deleting an account copies its row with name, login and mail in here
-- source: app/workers/paper_trail_audits/cleanup_job.rb:33
SELECT id, CAST(object_changes AS text),
       CAST(NULL AS text) AS path
  FROM paper_trail_audits
 WHERE CAST(object_changes AS text) ~* :pattern;

-- check: paper_trail_audits.stack
-- expected: expires
-- expires: created_at + interval '67 days'
-- kind: plain
-- source: app/workers/paper_trail_audits/cleanup_job.rb:33
SELECT id, stack,
       CAST(NULL AS text) AS path
  FROM paper_trail_audits
 WHERE stack ~* :pattern;

-- check: paper_trail_audits.whodunnit
-- expected: expires
-- expires: created_at + interval '67 days'
-- kind: person
-- note: usually the id of who removed the row
-- source: app/workers/paper_trail_audits/cleanup_job.rb:33
SELECT id, whodunnit,
       CAST(NULL AS text) AS path
  FROM paper_trail_audits
 WHERE whodunnit ~* :pattern;
