-- Family names of the accounts that are there: a mention of the name alone may mean one of them.
SELECT id, login, lastname
  FROM users
 WHERE type = 'User'
   AND status <> 5;
