-- What OpenProject's rewriting of mentions makes of texts, by the server's own regular expressions and
-- in its two steps (app/services/users/replace_mentions_service.rb:130-204).
SELECT t.text AS before,
       regexp_replace(
         regexp_replace(t.text, :tag_pattern, :value_1, 'g'), :hash_pattern, :value_2, 'g') AS after
  FROM unnest(CAST(:texts AS text[])) WITH ORDINALITY AS t(text, place)
 ORDER BY t.place;
