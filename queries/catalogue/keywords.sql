-- Words that mean something else than a name where they stand without quotes.
SELECT word FROM pg_catalog.pg_get_keywords() WHERE catcode <> 'U';
