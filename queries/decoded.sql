-- A text (:body) with its escapes read: those of JSON, YAML, Ruby and PHP, of URLs, of HTML and XML, each
-- several deep, for the characters of ASCII; and GlobalIDs in base64. What is no such escape stays as it is.
-- A connection keeps 32 regular expressions ready, so that what kind of escape a part is is told without one.
SELECT string_agg(
         CASE WHEN left(part.sign[1], 1) IN ('\', '%') AND length(part.sign[1]) > 2 AND left(right(part.sign[1], 2), 1) <> '\'
              THEN chr(greatest(get_byte(decode(right(rtrim(part.sign[1], '}'), 2), 'hex'), 0), 1))
              WHEN part.sign[1] LIKE '&%#x%' OR part.sign[1] LIKE '&%#X%'
              THEN chr(greatest(get_byte(decode(right('0' || rtrim(split_part(lower(part.sign[1]), '#x', 2), ';'), 2), 'hex'), 0), 1))
              WHEN part.sign[1] LIKE '&%#%'
              THEN chr(get_byte(decode(lpad(to_hex(CAST(rtrim(split_part(part.sign[1], '#', 2), ';') AS bigint)), 2, '0'), 'hex'), 0))
              WHEN part.sign[1] LIKE '&%;'
              THEN CASE replace(part.sign[1], 'amp;', '')
                   WHEN '&quot;' THEN '"' WHEN '&apos;' THEN '''' WHEN '&lt;' THEN '<' WHEN '&gt;' THEN '>' WHEN '&num;' THEN '#'
                   WHEN '&sol;' THEN '/' WHEN '&colon;' THEN ':' WHEN '&equals;' THEN '=' WHEN '&comma;' THEN ',' WHEN '&lpar;' THEN '('
                   WHEN '&rpar;' THEN ')' WHEN '&lsqb;' THEN '[' WHEN '&rsqb;' THEN ']' WHEN '&percnt;' THEN '%' WHEN '&bsol;' THEN '\'
                   WHEN '&' THEN '&' ELSE ' ' END
              WHEN left(part.sign[1], 1) = '\' AND strpos('abefnrtv0', right(part.sign[1], 1)) > 0 THEN chr(10)
              WHEN left(part.sign[1], 1) = '\' THEN right(part.sign[1], 1)
              WHEN left(part.sign[1], 8) = 'Z2lkOi8v'
              THEN ' ' || encode(decode(rpad(translate(left(part.sign[1], length(part.sign[1]) / 4 * 4 + (ARRAY[0, 0, 2, 3])[length(part.sign[1]) % 4 + 1]), '-_', '+/'),
                                             (length(part.sign[1]) + 2) / 4 * 4, '='), 'base64'), 'escape') || ' '
              ELSE part.sign[1] END, '' ORDER BY part.at)
  FROM regexp_matches(:body, '(\\+(?:u00|u\{0*|x)[0-7][0-9A-Fa-f]\}?|%(?:25)*[0-7][0-9A-Fa-f]|&(?:amp;)*#(?:0*[1-9][0-9]?|0*1[01][0-9]|0*12[0-7]|[xX]0*[0-7]?[0-9A-Fa-f]);|&(?:amp;)*(?:quot|apos|lt|gt|num|sol|colon|equals|comma|lpar|rpar|lsqb|rsqb|percnt|bsol|nbsp|amp);|\\+[abefnrtv0"''/#=:]|Z2lkOi8v[A-Za-z0-9+/_-]{6,}|[^\\%&Z]+|.)', 'g')
       WITH ORDINALITY AS part(sign, at)
