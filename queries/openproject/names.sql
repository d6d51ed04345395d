-- Names of the accounts that are there, placeholder users too: a mention of the name may mean one of them.
SELECT id, login, firstname, lastname
  FROM users
 WHERE type IN ('User', 'PlaceholderUser')
   AND status <> 5;
