-- How browsers reach the instance; newer versions have no such setting and expect HTTPS.
SELECT value FROM settings WHERE name = 'protocol';
