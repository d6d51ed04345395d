-- The rows that files in storage belong to, and how much text OpenProject has from each file. A row is
-- pending while a direct upload to S3 has not ended: then its file need not be there yet.
-- Sources: app/models/attachment.rb:34-40, 162 and 373 of OpenProject 17.1. The first statement whose
-- columns a database has is the one that is asked.

-- rows: attachments
-- needs: attachments.file, attachments.status
SELECT id, coalesce(nullif(file, ''), filename) AS name, disk_filename,
       coalesce(file, '') = '' AS legacy, filesize, digest, author_id, container_type, container_id,
       status = 1 OR (digest = '' AND downloads = -1) AS pending,
       octet_length(nullif(fulltext, '')) AS extracted
  FROM attachments;

-- rows: attachments
-- needs: attachments.file
SELECT id, coalesce(nullif(file, ''), filename) AS name, disk_filename,
       coalesce(file, '') = '' AS legacy, filesize, digest, author_id, container_type, container_id,
       digest = '' AND downloads = -1 AS pending,
       octet_length(nullif(fulltext, '')) AS extracted
  FROM attachments;
