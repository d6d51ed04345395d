-- Every account, and whether it is a person's: what others are called must not go out with somebody's data.
SELECT id,
       type IN ('User', 'PlaceholderUser') AS person,
       login,
       firstname,
       lastname,
       mail
  FROM users
 WHERE id <> :user_id;
