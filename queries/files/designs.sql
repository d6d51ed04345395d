-- Files of the design (logo, fonts, …): each lies in a folder of the column's name.
-- Source: app/models/custom_style.rb:34-44 of OpenProject 17.1.

-- rows: custom_styles
-- needs: custom_styles.logo
SELECT s.id, e.key, e.value AS name
  FROM custom_styles s
 CROSS JOIN LATERAL jsonb_each_text(to_jsonb(s)) AS e
 WHERE e.value <> '' AND e.key NOT IN ('id', 'created_at', 'updated_at', 'theme', 'theme_logo', 'export_cover_text_color');
