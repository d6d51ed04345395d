-- What others have below or beside the person's private views, which are deleted with all that is below
-- them: their views there, and what is their favourite. Source: app/models/persisted_view.rb.

-- what: view
-- table: persisted_views
-- needs: persisted_views.principal_id, persisted_views.public, persisted_views.parent_id
WITH RECURSIVE going AS (
       SELECT id, principal_id FROM persisted_views WHERE principal_id = :user_id AND NOT public
       UNION
       SELECT v.id, v.principal_id FROM persisted_views v JOIN going g ON v.parent_id = g.id)
SELECT id FROM going WHERE principal_id IS DISTINCT FROM :user_id ORDER BY id;

-- what: favourite
-- table: favorites
-- needs: favorites.favorited_type, persisted_views.principal_id, persisted_views.public, persisted_views.parent_id
WITH RECURSIVE going AS (
       SELECT id FROM persisted_views WHERE principal_id = :user_id AND NOT public
       UNION
       SELECT v.id FROM persisted_views v JOIN going g ON v.parent_id = g.id)
SELECT f.id FROM favorites f JOIN going g ON g.id = f.favorited_id
 WHERE f.favorited_type = 'PersistedView' AND f.user_id <> :user_id ORDER BY f.id;
