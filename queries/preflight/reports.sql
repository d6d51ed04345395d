-- Every saved cost report. A deletion looks at the filters of all of them.
SELECT id, serialized, user_id = :user_id AND NOT is_public AS goes FROM cost_queries ORDER BY id;
