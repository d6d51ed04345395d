-- The built-in principal that takes the place of deleted users. Only a model validation keeps it single.
SELECT id FROM users WHERE type = 'DeletedUser' ORDER BY id;
