-- Every id in one text (:body) that names no principal: whether its form leaves no doubt that it is an
-- id, and whether the text has a mention tag that shows a name which its id no longer has (true once for
-- a text). A tag of a Deleted user (:deleted) does where it shows anything but a translation of "Deleted
-- user" (:words).
-- :takes and :sure are the forms of id-forms.toml: what takes the ids out, and whether the form is sure; :kinds
-- says of a form that is of one kind of principals alone which that is, and :hinted which of :hints is looked for
-- first, because that costs less (OFFSET keeps the server from asking it for each form). A connection keeps 32
-- regular expressions ready: with all that a text of an audit is asked these are not more.
SELECT hit.id, bool_or(hit.certain) AS certain,
       bool_or(hit.shows) AND row_number() OVER (PARTITION BY bool_or(hit.shows) ORDER BY hit.id) = 1 AS shows,
       max(hit.kind) AS kind
  FROM (SELECT number.id[1] AS id, form.certain, false AS shows, form.kind
          FROM unnest(CAST(:hints AS text[])) WITH ORDINALITY AS asked(hint, at)
         CROSS JOIN LATERAL (
               SELECT every.takes, every.certain, every.kind
                 FROM unnest(CAST(:takes AS text[]), CAST(:sure AS boolean[]), CAST(:kinds AS text[]), CAST(:hinted AS bigint[]))
                      AS every(takes, certain, kind, hinted)
                WHERE every.hinted = asked.at
               OFFSET 0) AS form
         CROSS JOIN LATERAL regexp_matches(:body, form.takes, 'gi') AS found(part)
         CROSS JOIN LATERAL regexp_matches(found.part[1], '(?:^|[^\w%]|%(?:25)*2[2C])([1-9]\d{0,17})(?!\w)', 'g') AS number(id)
         WHERE :body ~* asked.hint
           AND number.id[1] NOT IN (SELECT CAST(u.id AS text) FROM users u)
         UNION ALL
        SELECT tag.id, true, true, NULL
          FROM regexp_matches(:body,
               '(?:<mention\M((?:[^>]*|(?:"[^"]*"|''[^'']*''|[^>"''])*))>([^<]*)(</mention|(?=<(?!/mention))|$)){1,1}?', 'gi') AS found(part)
         CROSS JOIN LATERAL (
               SELECT substring(found.part[1] FROM '(?i)\mdata-id\s*=\s*(?:\\*["''])*([1-9]\d{0,17})(?!\d)') AS id,
                      coalesce(substring(found.part[1] FROM '(?i)\mdata-text\s*=\s*\\?"([^"\\]*)'),
                               substring(found.part[1] FROM '(?i)\mdata-text\s*=\s*\\?''([^''\\]*)'), '') AS attribute,
                      CASE WHEN found.part[3] <> '' AND rtrim(found.part[1], E' \t\n\r\f\v') NOT LIKE '%/' THEN found.part[2] ELSE '' END AS content) AS tag
         WHERE :body ILIKE '%<mention%'
           AND found.part[1] !~* '\mdata-type\s*=\s*(?:\\*["''])*work_package'
           AND (tag.id = ANY (CAST(:deleted AS text[])) OR tag.id NOT IN (SELECT CAST(u.id AS text) FROM users u))
           AND EXISTS (SELECT 1
                         FROM (VALUES (tag.attribute), (tag.content)) AS shown(word)
                        WHERE btrim(shown.word, E'@ \t\r\n') <> ''
                          AND lower(btrim(shown.word, E'@ \t\r\n')) NOT IN
                              (SELECT lower(known.word) FROM unnest(CAST(:words AS text[])) AS known(word)))) AS hit
 GROUP BY hit.id
