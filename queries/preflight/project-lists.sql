-- The person's lists of projects, which are deleted even if they are public, with what others have of
-- them: who they are shared with, and whose favourite they are.

-- what: list
-- needs: project_queries.public
SELECT q.id, q.id AS list, q.public FROM project_queries q WHERE q.user_id = :user_id ORDER BY q.id;

-- what: share
-- table: members
-- needs: members.entity_type, project_queries.user_id
SELECT m.id, q.id AS list
  FROM members m
  JOIN project_queries q ON q.id = m.entity_id
 WHERE m.entity_type = 'ProjectQuery' AND q.user_id = :user_id AND m.user_id <> :user_id
 ORDER BY m.id;

-- what: favourite
-- table: favorites
-- needs: favorites.favorited_type, project_queries.user_id
SELECT f.id, q.id AS list
  FROM favorites f
  JOIN project_queries q ON q.id = f.favorited_id
 WHERE f.favorited_type = 'ProjectQuery' AND q.user_id = :user_id AND f.user_id <> :user_id
 ORDER BY f.id;
