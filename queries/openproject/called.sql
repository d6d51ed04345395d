-- What accounts are called, so that several of one person can be compared.
SELECT id, firstname, lastname, login, mail FROM users WHERE id = ANY(CAST(:ids AS bigint[]));
