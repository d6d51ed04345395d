-- What a database holds, one array of text per fact, in the words of the .tsv files beside this.
WITH tables AS (
    SELECT oid, relname, relpersistence
    FROM pg_class
    WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p')
)
SELECT ARRAY['table', relname::text, CASE relpersistence WHEN 'u' THEN 'unlogged' ELSE 'logged' END,
             coalesce(obj_description(oid, 'pg_class'), '')]
FROM tables
UNION ALL
SELECT ARRAY['column', relname::text, attname, format_type(atttypid, atttypmod),
             CASE WHEN attnotnull THEN 'not null' ELSE 'null' END,
             coalesce(pg_get_expr(adbin, adrelid), ''),
             coalesce((SELECT collname FROM pg_collation c
                       WHERE c.oid = attcollation AND collname NOT IN ('default', 'C')), ''),
             coalesce((SELECT s.relname FROM pg_depend d JOIN pg_class s ON s.oid = d.objid
                       WHERE s.relkind = 'S' AND d.refobjid = attrelid AND d.refobjsubid = attnum
                         AND d.deptype = 'a'), '')]
FROM tables JOIN pg_attribute ON attrelid = tables.oid
LEFT JOIN pg_attrdef ON adrelid = attrelid AND adnum = attnum
WHERE attnum > 0 AND NOT attisdropped
UNION ALL
SELECT ARRAY['primary key', relname::text,
             (SELECT string_agg(attname, ',' ORDER BY place)
              FROM unnest(conkey) WITH ORDINALITY AS k (number, place)
              JOIN pg_attribute ON attrelid = conrelid AND attnum = number)]
FROM pg_constraint JOIN tables ON tables.oid = conrelid WHERE contype = 'p'
UNION ALL
SELECT ARRAY['constraint', relname::text, conname::text, pg_get_constraintdef(pg_constraint.oid)]
FROM pg_constraint JOIN tables ON tables.oid = conrelid WHERE contype IN ('c', 'u', 'x')
UNION ALL
SELECT ARRAY['foreign key', relname::text, conname,
             (SELECT string_agg(attname, ',' ORDER BY place)
              FROM unnest(conkey) WITH ORDINALITY AS k (number, place)
              JOIN pg_attribute ON attrelid = conrelid AND attnum = number),
             confrelid::regclass::text,
             (SELECT string_agg(attname, ',' ORDER BY place)
              FROM unnest(confkey) WITH ORDINALITY AS k (number, place)
              JOIN pg_attribute ON attrelid = confrelid AND attnum = number),
             a.action, d.action]
FROM pg_constraint JOIN tables ON tables.oid = conrelid
JOIN (VALUES ('a', 'NO ACTION'), ('r', 'RESTRICT'), ('c', 'CASCADE'), ('n', 'SET NULL'))
    AS a (letter, action) ON a.letter = confupdtype
JOIN (VALUES ('a', 'NO ACTION'), ('r', 'RESTRICT'), ('c', 'CASCADE'), ('n', 'SET NULL'))
    AS d (letter, action) ON d.letter = confdeltype
WHERE contype = 'f'
UNION ALL
SELECT ARRAY['index', relname::text, (SELECT relname FROM pg_class i WHERE i.oid = indexrelid),
             replace(pg_get_indexdef(indexrelid), ' public.', ' ')]
FROM pg_index JOIN tables ON tables.oid = indrelid WHERE NOT indisprimary
UNION ALL
SELECT ARRAY['enum', typname::text, string_agg(enumlabel, ',' ORDER BY enumsortorder)]
FROM pg_enum JOIN pg_type ON pg_type.oid = enumtypid GROUP BY typname
UNION ALL
SELECT ARRAY['extension', extname::text, extnamespace::regnamespace::text]
FROM pg_extension WHERE extname <> 'plpgsql'
UNION ALL
SELECT ARRAY['collation', collname::text]
FROM pg_collation WHERE collnamespace = 'public'::regnamespace
UNION ALL
SELECT ARRAY['migration', version] FROM schema_migrations;
