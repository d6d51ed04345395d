-- Files: columns that can contain the id of a user.
-- Runs as it is: psql -v user_id=42 -f queries/references/cf-01-files.sql

-- check: journals.user_id (documents and attachments)
-- expected: deleted user
-- needs: journals.journable_type
-- source: app/services/principals/replace_references_service.rb:96
SELECT id FROM journals
 WHERE journable_type IN ('Document', 'Attachment')
   AND user_id = :user_id;

-- check: attachments.author_id
-- expected: deleted user
-- source: config/initializers/replace_references_service.rb:33
SELECT id FROM attachments WHERE author_id = :user_id;

-- check: attachment_journals.author_id
-- expected: deleted user
-- source: config/initializers/replace_references_service.rb:33
SELECT id FROM attachment_journals WHERE author_id = :user_id;

-- check: ifc_models.uploader_id
-- expected: kept
-- removal: deleted user
-- source: modules/bim/app/models/bim/ifc_models/ifc_model.rb:23
-- note: The deletion does not know this column: the id stays permanently.
SELECT id FROM ifc_models WHERE uploader_id = :user_id;
