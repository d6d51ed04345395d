-- An OpenProject 17.1 installation after a user was deleted.
--
-- Every person, address and text in it is invented. The rows were generated into the schema that
-- OpenProject 17.1's own migrations build; then OpenProject's own deletion code (Users::DeleteService
-- and Principals::DeleteJob) deleted the user with the id 42. This file holds the installation
-- after that deletion; its counterpart holds it before.
--
-- To be run in an empty database of that schema. Tables stand in the order of their foreign keys.
-- Sequences are set to the highest id that was assigned, rows deleted since then included.

SET client_encoding = 'UTF8';
SET standard_conforming_strings = on;

INSERT INTO announcements
    (id, text, show_until, active, created_at, updated_at)
VALUES
    (40, 'Ankündigung 0', '2026-01-01', true, '2025-03-03 09:00:00+00', '2025-03-03 09:00:00+00'),
    (41, 'Frage an <mention class="mention" data-id="42" data-type="user" data-text="@Jürgen Brandström">@Jürgen Brandström</mention> und user#42 sowie user#"j_brandstroem" . Gruß, Jürgen Brandström', '2026-01-01', true, '2025-03-03 09:00:00+00', '2025-03-03 09:00:00+00'),
    (42, 'J&uuml;rgen Brandstr&ouml;m: Ankündigung 2', '2026-01-01', true, '2025-03-03 09:00:00+00', '2025-03-03 09:00:00+00');

INSERT INTO ar_internal_metadata
    (key, value, created_at, updated_at)
VALUES
    ('environment', 'production', '2026-11-25 02:24:58.124814+00', '2026-11-25 02:24:58.124816+00');

INSERT INTO attachable_journals
    (id, journal_id, attachment_id, filename)
VALUES
    (40, 40, 40, 'plan-0.pdf'),
    (41, 41, 41, 'plan-1.pdf (Jürgen Brandström)'),
    (42, 42, 42, 'Brandström, Jürgen: plan-2.pdf'),
    (43, 43, 40, 'plan-3.pdf');

INSERT INTO attachment_journals
    (id, container_id, container_type, filename, disk_filename, filesize, content_type, digest,
    downloads, author_id, description)
VALUES
    (40, 40, 'WorkPackage', 'datei0.pdf', '', 10, 'application/pdf', 'd0', 0, 3, 'Anlage 0'),
    (41, 41, 'WorkPackage', 'datei1.pdf', '', 10, 'application/pdf', 'd1', 0, 41, 'Anlage 1'),
    (43, 41, 'Principal', 'Jürgen Brandström: datei3.pdf', 'j_brandstroem', 10, 'application/pdf', 'd3', 0, 1, 'Jürgen  Brandström: Anlage 3'),
    (44, 40, 'Grids::Grid', 'datei4.pdf', '', 10, 'application/pdf', 'd4', 0, 3, 'Anlage 4'),
    (45, 40, 'Export', 'datei5.pdf', '', 10, 'application/pdf', 'd5', 0, 3, 'Anlage 5'),
    (46, 40, 'Message', 'datei6.pdf', '', 10, 'application/pdf', 'd6', 0, 3, 'Anlage 6'),
    (47, 40, 'Journal', 'datei7.pdf', '', 10, 'application/pdf', 'd7', 0, 3, 'Anlage 7'),
    (48, 42, 'User', 'datei8.pdf', '', 10, 'application/pdf', 'd8', 0, 1, 'Anlage 8'),
    (49, 42, 'WikiPage', 'datei9.pdf', '', 10, 'application/pdf', 'd9', 0, 41, 'Anlage 9');

INSERT INTO attachments
    (id, container_id, container_type, filename, disk_filename, filesize, content_type, digest,
    downloads, author_id, created_at, description, file, fulltext, fulltext_tsv, file_tsv,
    updated_at, status)
VALUES
    (40, 40, 'WorkPackage', 'datei0.pdf', '', 10, 'application/pdf', 'd0', 0, 3, '2025-03-03 09:00:00+00', 'Anlage 0', 'datei0.pdf', 'Inhalt 0', '''0'':2 ''inhalt'':1', '''datei0.pdf'':1', '2025-03-03 09:00:00+00', 0),
    (41, 41, 'WorkPackage', 'datei1.pdf', '', 10, 'application/pdf', 'd1', 0, 41, '2025-03-03 09:00:00+00', 'Anlage 1', 'datei1.pdf', 'Inhalt 1', '''1'':2 ''inhalt'':1', '''datei1.pdf'':1', '2025-03-03 09:00:00+00', 0),
    (43, 41, 'Principal', 'j_brandstroem: datei3.pdf', 'j_brandstroem', 10, 'application/pdf', 'd3', 0, 1, '2025-03-03 09:00:00+00', 'J. Brandström: avatar', 'datei3.pdf-j_brandstroem', 'Juergen Brandstroem: Inhalt 3', '''3'':4 ''brandstroem'':2 ''inhalt'':3 ''juergen'':1', '''brandstroem'':2 ''datei3.pdf'':3 ''j'':1', '2025-03-03 09:00:00+00', 0),
    (44, 40, 'Grids::Grid', 'datei4.pdf', '', 10, 'application/pdf', 'd4', 0, 3, '2025-03-03 09:00:00+00', 'Anlage 4', 'datei4.pdf', 'Inhalt 4', '''4'':2 ''inhalt'':1', '''datei4.pdf'':1', '2025-03-03 09:00:00+00', 0),
    (45, 40, 'Export', 'datei5.pdf', '', 10, 'application/pdf', 'd5', 0, 3, '2025-03-03 09:00:00+00', 'Anlage 5', 'datei5.pdf', 'Inhalt 5', '''5'':2 ''inhalt'':1', '''datei5.pdf'':1', '2025-03-03 09:00:00+00', 0),
    (46, 40, 'Message', 'datei6.pdf', '', 10, 'application/pdf', 'd6', 0, 3, '2025-03-03 09:00:00+00', 'Anlage 6', 'datei6.pdf', 'Inhalt 6', '''6'':2 ''inhalt'':1', '''datei6.pdf'':1', '2025-03-03 09:00:00+00', 0),
    (47, 40, 'Journal', 'datei7.pdf', '', 10, 'application/pdf', 'd7', 0, 3, '2025-03-03 09:00:00+00', 'Anlage 7', 'datei7.pdf', 'Inhalt 7', '''7'':2 ''inhalt'':1', '''datei7.pdf'':1', '2025-03-03 09:00:00+00', 0),
    (48, 42, 'User', 'datei8.pdf', '', 10, 'application/pdf', 'd8', 0, 1, '2025-03-03 09:00:00+00', 'avatar', 'datei8.pdf', 'Inhalt 8', '''8'':2 ''inhalt'':1', '''datei8.pdf'':1', '2025-03-03 09:00:00+00', 0),
    (49, 42, 'WikiPage', 'datei9.pdf', '', 10, 'application/pdf', 'd9', 0, 41, '2025-03-03 09:00:00+00', 'Anlage 9', 'datei9.pdf', 'Inhalt 9', '''9'':2 ''inhalt'':1', '''datei9.pdf'':1', '2025-03-03 09:00:00+00', 0);

INSERT INTO attribute_help_texts
    (id, help_text, type, attribute_name, created_at, updated_at, caption)
VALUES
    (40, 'Hilfe 0', 'AttributeHelpText::WorkPackage', 'id', '2025-03-03 09:00:00+00', '2025-03-03 09:00:00+00', 'Hilfe 0'),
    (41, 'Frage an <mention class="mention" data-id="42" data-type="user" data-text="@Jürgen Brandström">@Jürgen Brandström</mention> und user#42 sowie user#"j_brandstroem" . Gruß, Jürgen Brandström', 'AttributeHelpText::WorkPackage', 'status', '2025-03-03 09:00:00+00', '2025-03-03 09:00:00+00', 'Hilfe 1 (Jürgen Brandström)'),
    (42, 'J. Brandström: Hilfe 2', 'AttributeHelpText::WorkPackage', 'type', '2025-03-03 09:00:00+00', '2025-03-03 09:00:00+00', 'Juergen Brandstroem: Hilfe 2');

INSERT INTO budget_journals
    (id, project_id, author_id, subject, description, fixed_date, base_amount)
VALUES
    (40, 40, 3, 'Budget 0', 'Beschreibung 0', '2025-03-03', 1000.00),
    (41, 41, 41, 'Budget 1', 'Beschreibung 1', '2025-03-03', 1000.00),
    (42, 42, 43, 'Budget 2 (Jürgen Brandström)', 'Frage an <mention class="mention" data-id="42" data-type="user" data-text="@Jürgen Brandström">@Jürgen Brandström</mention> und user#42 sowie user#"j_brandstroem" . Gruß, Jürgen Brandström', '2025-03-03', 1000.00);

INSERT INTO budgets
    (id, project_id, author_id, subject, description, fixed_date, created_at, updated_at,
    base_amount)
VALUES
    (40, 40, 3, 'Budget 0', 'Beschreibung 0', '2025-03-03', '2025-03-03 09:00:00+00', '2025-03-03 09:00:00+00', 1000.00),
    (41, 41, 41, 'Budget 1', 'Beschreibung 1', '2025-03-03', '2025-03-03 09:00:00+00', '2025-03-03 09:00:00+00', 1000.00),
    (42, 42, 43, 'Budget 2 (Jürgen Brandström)', 'Frage an <mention class="mention" data-id="42" data-type="user" data-text="@Jürgen Brandström">@Jürgen Brandström</mention> und user#42 sowie user#"j_brandstroem" . Gruß, Jürgen Brandström', '2025-03-03', '2025-03-03 09:00:00+00', '2025-03-03 09:00:00+00', 1000.00);

INSERT INTO categories
    (id, project_id, name, assigned_to_id, created_at, updated_at)
VALUES
    (40, 40, 'Einkauf', NULL, '2025-03-03 09:00:00+00', '2025-03-03 09:00:00+00'),
    (41, 41, 'Technik', 41, '2025-03-03 09:00:00+00', '2025-03-03 09:00:00+00'),
    (42, 42, 'Recht (Jürgen Brandström)', 43, '2025-03-03 09:00:00+00', '2025-03-03 09:00:00+00');

INSERT INTO changes
    (id, changeset_id, action, path, from_path, from_revision, revision, branch)
VALUES
    (40, 40, 'M', '/src/file0.rb', '/alt/file0.rb', NULL, NULL, 'main'),
    (41, 41, 'M', '/src/file1.rb-juergen-brandstroem', '/alt/file1.rb-juergen-brandstroem', NULL, NULL, 'main-juergen-brandstroem'),
    (42, 42, 'M', '/src/file2.rb-j_brandstroem', '/alt/file2.rb-j_brandstroem', NULL, NULL, 'main-j_brandstroem'),
    (43, 43, 'M', '/src/file3.rb', '/alt/file3.rb', NULL, NULL, 'main');

INSERT INTO changeset_journals
    (id, repository_id, revision, committer, committed_on, comments, commit_date, scmid, user_id)
VALUES
    (40, 40, 'a0bc', 'Jürgen Brandström <juergen.brandstroem@example.org>', '2025-03-03 09:00:00+00', 'Fix 0', NULL, 'a0bc', 3),
    (41, 41, 'a1bc', 'Zoë <zoe@example.org>', '2025-03-03 09:00:00+00', 'Fix 1', NULL, 'a1bc', 41),
    (42, 42, 'a2bc', 'Jürgen Brandström <juergen.brandstroem@example.org>', '2025-03-03 09:00:00+00', 'Fix 2', NULL, 'a2bc', 3),
    (43, 40, 'a3bc', 'Zoë <zoe@example.org> (Jürgen Brandström)', '2025-03-03 09:00:00+00', 'Fix 3 (Jürgen Brandström)', NULL, 'a3bc', 44);

INSERT INTO changesets
    (id, repository_id, revision, committer, committed_on, comments, commit_date, scmid, user_id)
VALUES
    (40, 40, 'a0bc', 'Jürgen Brandström <juergen.brandstroem@example.org>', '2025-03-03 09:00:00+00', 'Fix 0', '2025-03-03', 'a0bc', 3),
    (41, 41, 'a1bc', 'Zoë <zoe@example.org>', '2025-03-03 09:00:00+00', 'Fix 1', '2025-03-03', 'a1bc', 41),
    (42, 42, 'a2bc', 'Jürgen Brandström <juergen.brandstroem@example.org>', '2025-03-03 09:00:00+00', 'Fix 2', '2025-03-03', 'a2bc', 3),
    (43, 40, 'a3bc', 'Zoë <zoe@example.org> (Jürgen Brandström)', '2025-03-03 09:00:00+00', 'Fix 3 (Jürgen Brandström)', '2025-03-03', 'a3bc', 44);

INSERT INTO changesets_work_packages
    (changeset_id, work_package_id)
VALUES
    (40, 40),
    (41, 41),
    (42, 42),
    (43, 43);

INSERT INTO colors
    (id, name, hexcode, created_at, updated_at)
VALUES
    (40, 'Blau', '#1A67A3', '2025-03-03 09:00:00+00', '2025-03-03 09:00:00+00'),
    (41, 'Rot (Jürgen Brandström)', '#C92A2A', '2025-03-03 09:00:00+00', '2025-03-03 09:00:00+00'),
    (42, 'Brandström, Jürgen: Grün', '#2B8A3E', '2025-03-03 09:00:00+00', '2025-03-03 09:00:00+00');

INSERT INTO comments
    (id, commented_type, commented_id, author_id, comments, created_at, updated_at)
VALUES
    (40, 'News', 40, 41, 'Hallo <mention class="mention" data-id="3" data-type="user" data-text="@Deleted user">@Deleted user</mention>, bitte den Plan prüfen.', '2026-11-25 03:07:04.363691+00', '2026-11-25 03:07:04.363691+00'),
    (41, 'News', 41, 3, 'Frage an <mention class="mention" data-id="3" data-type="user" data-text="@Deleted user">@Deleted user</mention> zum Vertrag.', '2026-11-25 03:07:04.364795+00', '2026-11-25 03:07:04.364795+00'),
    (42, 'News', 42, 44, 'An <mention class="mention" data-id="3" data-type="user" data-text="@Deleted user">@Deleted user</mention> auch.', '2026-11-25 03:07:04.365631+00', '2026-11-25 03:07:04.365631+00'),
    (43, 'News', 43, 3, 'Zuerst <mention class="mention" data-id="3" data-type="user" data-text="@Deleted user">@Deleted user</mention> zum Schluss. Ende.', '2026-11-25 03:07:04.366653+00', '2026-11-25 03:07:04.366653+00'),
    (44, 'News', 44, 46, 'Siehe user#3 und user#3 sowie user#3 im Anhang.', '2026-11-25 03:07:04.367425+00', '2026-11-25 03:07:04.367425+00'),
    (45, 'News', 45, 3, 'Freigegeben durch user#42', '2026-11-25 03:07:04.368181+00', '2026-11-25 03:07:04.368181+00'),
    (46, 'News', 46, 40, 'Vorschlag von user#42, siehe auch (user#42) und user#"j_brandstroem"; danach user:"j_brandstroem" und user:j_brandstroem .', '2026-11-25 03:07:04.368998+00', '2026-11-25 03:07:04.368998+00'),
    (47, 'News', 47, 3, 'Zeile eins user#3 Zeile zwei ohne Namen
user#3 Tab.', '2026-11-25 03:07:04.369777+00', '2026-11-25 03:07:04.369777+00'),
    (48, 'News', 48, 43, 'Siehe <mention class="mention" data-id="3" data-type="user" data-text="@Deleted user">@Deleted user</mention> und #42 und ##42.', '2026-11-25 03:07:04.370536+00', '2026-11-25 03:07:04.370536+00'),
    (49, 'News', 49, 3, 'user#421 und user#4 2, group#42 , <mention class="mention" data-id="421" data-type="user" data-text="@Petr Novák">@Petr Novák</mention>, <mention class="mention" data-id="142" data-type="user" data-text="@Nobody">@Nobody</mention>.', '2026-11-25 03:07:04.371295+00', '2026-11-25 03:07:04.371295+00'),
    (50, 'News', 50, 45, 'Alt: <mention class=''mention'' data-id=''42'' data-type=''user'' data-text=''@Jürgen Brandström''>@Jürgen Brandström</mention> Ende.', '2026-11-25 03:07:04.372061+00', '2026-11-25 03:07:04.372061+00'),
    (51, 'News', 51, 3, 'Protokoll: Jürgen Brandström (juergen.brandstroem@example.org, j_brandstroem) hat zugestimmt. Auch „Brandström, Jürgen“ und JÜRGEN BRANDSTRÖM.', '2026-11-25 03:07:04.37287+00', '2026-11-25 03:07:04.37287+00'),
    (52, 'News', 52, 47, '<mention class="mention" data-id="3" data-type="user" data-text="@Deleted user">@Deleted user</mention>', '2026-11-25 03:07:04.373785+00', '2026-11-25 03:07:04.373785+00'),
    (53, 'News', 53, 3, 'Nur <mention class="mention" data-id="41" data-type="user" data-text="@Zoë van den Berg">@Zoë van den Berg</mention> und user#41 sind gemeint. @Zoë', '2026-11-25 03:07:04.374553+00', '2026-11-25 03:07:04.374553+00'),
    (54, 'News', 54, 41, '<mention class="mention" data-id="3" data-type="user" data-text="@Deleted user">@Deleted user</mention> um Rat. Schluss.', '2026-11-25 03:07:04.375314+00', '2026-11-25 03:07:04.375314+00'),
    (55, 'News', 55, 3, '<mention class="mention" data-id="3" data-type="user" data-text="@Deleted user">@Deleted user</mention> und <MENTION data-id="42">@Jürgen Brandström</MENTION>.', '2026-11-25 03:07:04.376066+00', '2026-11-25 03:07:04.376066+00'),
    (56, 'News', 56, 44, '```
<mention class="mention" data-id="3" data-type="user" data-text="@Deleted user">@Deleted user</mention>
user#3 in code
```
', '2026-11-25 03:07:04.376856+00', '2026-11-25 03:07:04.376856+00'),
    (57, 'News', 57, 3, '<mention class="mention" data-id="3" data-type="user" data-text="@Deleted user">@Deleted user</mention> – Profil: https://openproject.example.org/users/42 und [Jürgen Brandström](/users/42).', '2026-11-25 03:07:04.377635+00', '2026-11-25 03:07:04.377635+00'),
    (58, 'News', 58, 46, 'USER#42 und user#"J_BRANDSTROEM" und user#"JUERGEN.BRANDSTROEM@EXAMPLE.ORG" Ende', '2026-11-25 03:07:04.378407+00', '2026-11-25 03:07:04.378407+00');

INSERT INTO cost_queries
    (id, user_id, project_id, name, is_public, created_at, updated_at, serialized)
VALUES
    (41, 3, 41, 'öffentlich D', true, '2026-11-25 03:07:04.454851+00', '2026-11-25 03:07:04.454851+00', '---
:filters:
- - SpentOn
  - :operator: ">d"
    :values:
    - ''2025-01-01''
- - UserId
  - :operator: "="
    :values:
    - ''41''
- - AuthorId
  - :operator: "="
    :values:
    - ''41''
- - AssignedToId
  - :operator: "!"
    :values:
    - ''43''
- - LoggedById
  - :operator: "="
    :values:
    - ''42''
- - WorkPackageId
  - :operator: "="
    :values:
    - ''42''
- - CategoryId
  - :operator: "!*"
    :values:
- - CustomField43
  - :operator: "="
    :values:
    - Jürgen Brandström
:group_bys:
- - WorkPackageId
  - :type: :column
'),
    (42, 41, 42, 'privat Zoë', false, '2026-11-25 03:07:04.455376+00', '2026-11-25 03:07:04.455376+00', '---
:filters:
- - SpentOn
  - :operator: ">d"
    :values:
    - ''2025-01-01''
- - UserId
  - :operator: "="
    :values:
    - ''41''
- - AuthorId
  - :operator: "="
    :values:
    - ''41''
- - AssignedToId
  - :operator: "!"
    :values:
    - ''43''
- - LoggedById
  - :operator: "="
    :values:
    - ''42''
- - WorkPackageId
  - :operator: "="
    :values:
    - ''42''
:group_bys:
- - WorkPackageId
  - :type: :column
'),
    (43, 41, 40, 'öffentlich Zoë (Jürgen Brandström)', true, '2026-11-25 03:07:04.455896+00', '2026-11-25 03:07:04.455896+00', '---
:filters:
- - SpentOn
  - :operator: ">d"
    :values:
    - ''2025-01-01''
- - UserId
  - :operator: "="
    :values:
    - ''41''
- - AuthorId
  - :operator: "="
    :values:
    - ''41''
- - AssignedToId
  - :operator: "!"
    :values:
    - ''43''
- - LoggedById
  - :operator: "="
    :values:
    - ''42''
- - WorkPackageId
  - :operator: "="
    :values:
    - ''42''
- - CategoryId
  - :operator: "!*"
    :values:
- - CustomField43
  - :operator: "="
    :values:
    - Jürgen Brandström
:group_bys:
- - WorkPackageId
  - :type: :column
'),
    (44, 43, 41, 'J&uuml;rgen Brandstr&ouml;m: nur 42', true, '2026-11-25 03:07:04.4564+00', '2026-11-25 03:07:04.4564+00', '---
:filters:
- - SpentOn
  - :operator: ">d"
    :values:
    - ''2025-01-01''
- - AuthorId
  - :operator: "="
    :values:
    - ''41''
- - AssignedToId
  - :operator: "!"
    :values:
    - ''43''
- - LoggedById
  - :operator: "="
    :values:
    - ''42''
- - WorkPackageId
  - :operator: "="
    :values:
    - ''42''
- - CategoryId
  - :operator: "!*"
    :values:
- - CustomField43
  - :operator: "="
    :values:
    - Jürgen Brandström
:group_bys:
- - WorkPackageId
  - :type: :column
');

INSERT INTO cost_types
    (id, name, unit, unit_plural, "default", deleted_at)
VALUES
    (40, 'Kostenart 0', 'Stück', 'Stücke', false, NULL),
    (41, 'Kostenart 1 (Jürgen Brandström)', 'Stück (Jürgen Brandström)', 'Stücke (Jürgen Brandström)', false, NULL),
    (42, 'J. Brandström: Kostenart 2', 'Juergen Brandstroem: Stück', 'Jürgen Brandström: Stücke', false, NULL);

INSERT INTO custom_actions
    (id, name, actions, description, "position")
VALUES
    (40, 'Aktion 0', '---
- - :assigned_to
  - - ''42''
- - :responsible
  - - ''42''
- - :notify
  - - ''42''
    - ''41''
- - :custom_field_40
  - - ''42''
- - :custom_field_47
  - - ''42''
- - :comment
  - - Bitte prüfen, <mention class="mention" data-id="42" data-type="user" data-text="@Jürgen
      Brandström">@Jürgen Brandström</mention>
- - :status
  - - ''41''
', 'Weist zu 0', 1),
    (41, 'Aktion 1 (Jürgen Brandström)', '---
- - :assigned_to
  - - ''41''
- - :responsible
  - - current_user
- - :notify
  - - ''42''
    - ''41''
- - :custom_field_40
  - - ''42''
- - :custom_field_47
  - - ''42''
- - :comment
  - - Bitte prüfen, <mention class="mention" data-id="42" data-type="user" data-text="@Jürgen
      Brandström">@Jürgen Brandström</mention>
- - :status
  - - ''41''
', 'Weist zu 1 (Jürgen Brandström)', 2),
    (42, 'Juergen Brandstroem: Aktion 2', '---
- - :assigned_to
  - - ''42''
- - :responsible
  - - current_user
- - :notify
  - - ''42''
    - ''41''
- - :custom_field_40
  - - ''42''
- - :custom_field_47
  - - ''42''
- - :comment
  - - Bitte prüfen, <mention class="mention" data-id="42" data-type="user" data-text="@Jürgen
      Brandström">@Jürgen Brandström</mention>
- - :status
  - - ''41''
', 'Jürgen Brandström: Weist zu 2', 3);

INSERT INTO custom_actions_projects
    (id, project_id, custom_action_id)
VALUES
    (40, 40, 40),
    (41, 41, 41),
    (42, 42, 42);

INSERT INTO custom_actions_roles
    (id, role_id, custom_action_id)
VALUES
    (40, 40, 40),
    (41, 41, 41),
    (42, 42, 42);

INSERT INTO custom_actions_statuses
    (id, status_id, custom_action_id)
VALUES
    (40, 40, 40),
    (41, 41, 41),
    (42, 42, 42);

INSERT INTO custom_actions_types
    (id, type_id, custom_action_id)
VALUES
    (40, 40, 40),
    (41, 41, 41),
    (42, 42, 42);

INSERT INTO custom_field_sections
    (id, "position", name, type, created_at, updated_at, display_representation)
VALUES
    (40, 1, 'Abschnitt 0', 'ProjectCustomFieldSection', '2025-03-03 09:00:00+00', '2025-03-03 09:00:00+00', '{"overview": "sidebar"}'),
    (41, 2, 'Abschnitt 1 (Jürgen Brandström)', 'ProjectCustomFieldSection', '2025-03-03 09:00:00+00', '2025-03-03 09:00:00+00', '{"overview": "sidebar"}'),
    (42, 3, 'J. Brandström: Abschnitt 2', 'ProjectCustomFieldSection', '2025-03-03 09:00:00+00', '2025-03-03 09:00:00+00', '{"overview": "sidebar"}');

INSERT INTO custom_fields
    (id, type, field_format, regexp, min_length, max_length, is_required, is_for_all, is_filter,
    "position", searchable, editable, admin_only, multi_value, default_value, name, created_at,
    updated_at, content_right_to_left, allow_non_open_versions, custom_field_section_id,
    position_in_custom_field_section, formula)
VALUES
    (40, 'WorkPackageCustomField', 'user', '', 0, 0, false, true, true, 1, false, true, false, false, '42', 'Prüfer', '2025-03-03 09:00:00+00', '2025-03-03 09:00:00+00', false, false, NULL, NULL, NULL),
    (41, 'WorkPackageCustomField', 'user', 'Text (Jürgen Brandström)', 0, 0, false, true, true, 2, false, true, false, true, '41 (Jürgen Brandström)', 'Beteiligte (Jürgen Brandström)', '2025-03-03 09:00:00+00', '2025-03-03 09:00:00+00', false, false, NULL, NULL, NULL),
    (42, 'WorkPackageCustomField', 'text', 'JÜRGEN BRANDSTRÖM: Text', 0, 0, false, true, true, 3, false, true, false, false, 'juergen.brandstroem@example.org: Text', 'j_brandstroem: Begründung', '2025-03-03 09:00:00+00', '2025-03-03 09:00:00+00', false, false, NULL, NULL, NULL),
    (43, 'WorkPackageCustomField', 'string', '', 0, 0, false, true, true, 4, false, true, false, false, NULL, 'Ansprechpartner', '2025-03-03 09:00:00+00', '2025-03-03 09:00:00+00', false, false, NULL, NULL, NULL),
    (44, 'WorkPackageCustomField', 'link', '', 0, 0, false, true, true, 5, false, true, false, false, NULL, 'Link', '2025-03-03 09:00:00+00', '2025-03-03 09:00:00+00', false, false, NULL, NULL, NULL),
    (45, 'WorkPackageCustomField', 'hierarchy', '', 0, 0, false, true, true, 6, false, true, false, false, NULL, 'Ort', '2025-03-03 09:00:00+00', '2025-03-03 09:00:00+00', false, false, NULL, NULL, NULL),
    (46, 'WorkPackageCustomField', 'list', '', 0, 0, false, true, true, 7, false, true, false, true, NULL, 'Liste', '2025-03-03 09:00:00+00', '2025-03-03 09:00:00+00', false, false, NULL, NULL, NULL),
    (47, 'WorkPackageCustomField', 'int', '', 0, 0, false, true, true, 8, false, true, false, false, '42', 'Nummer', '2025-03-03 09:00:00+00', '2025-03-03 09:00:00+00', false, false, NULL, NULL, NULL),
    (48, 'ProjectCustomField', 'user', '', 0, 0, false, true, true, 9, false, true, false, false, NULL, 'Projektleitung', '2025-03-03 09:00:00+00', '2025-03-03 09:00:00+00', false, false, 40, NULL, NULL),
    (49, 'UserCustomField', 'string', '', 0, 0, false, true, true, 10, false, true, false, false, NULL, 'Abteilung', '2025-03-03 09:00:00+00', '2025-03-03 09:00:00+00', false, false, NULL, NULL, NULL),
    (50, 'TimeEntryCustomField', 'user', '', 0, 0, false, true, true, 11, false, true, false, false, NULL, 'Vertretung', '2025-03-03 09:00:00+00', '2025-03-03 09:00:00+00', false, false, NULL, NULL, NULL),
    (51, 'VersionCustomField', 'text', '', 0, 0, false, true, true, 12, false, true, false, false, NULL, 'Hinweis', '2025-03-03 09:00:00+00', '2025-03-03 09:00:00+00', false, false, NULL, NULL, NULL),
    (52, 'GroupCustomField', 'string', '', 0, 0, false, true, true, 13, false, true, false, false, NULL, 'Kürzel', '2025-03-03 09:00:00+00', '2025-03-03 09:00:00+00', false, false, NULL, NULL, NULL),
    (53, 'ProjectCustomField', 'text', '', 0, 0, false, true, true, 14, false, true, false, false, NULL, 'Ziel', '2025-03-03 09:00:00+00', '2025-03-03 09:00:00+00', false, false, 40, NULL, '{"note": "Jürgen Brandström", "formula": "{{cf_42}} * 2", "referenced_custom_fields": [42]}'),
    (54, 'UserCustomField', 'text', '', 0, 0, false, true, true, 15, false, true, false, false, NULL, 'Über mich', '2025-03-03 09:00:00+00', '2025-03-03 09:00:00+00', false, false, NULL, NULL, NULL),
    (55, 'VersionCustomField', 'user', '', 0, 0, false, true, true, 16, false, true, false, false, NULL, 'Verantwortlich', '2025-03-03 09:00:00+00', '2025-03-03 09:00:00+00', false, false, NULL, NULL, NULL);

INSERT INTO custom_fields_types
    (custom_field_id, type_id)
VALUES
    (40, 40),
    (41, 40),
    (42, 40);

INSERT INTO custom_options
    (id, custom_field_id, "position", default_value, value, created_at, updated_at)
VALUES
    (40, 46, 1, NULL, 'Option 0', '2025-03-03 09:00:00+00', '2025-03-03 09:00:00+00'),
    (41, 46, 2, NULL, 'Option 1 (Jürgen Brandström)', '2025-03-03 09:00:00+00', '2025-03-03 09:00:00+00'),
    (42, 46, 3, NULL, 'J&uuml;rgen Brandstr&ouml;m: Option 2', '2025-03-03 09:00:00+00', '2025-03-03 09:00:00+00');

INSERT INTO custom_styles
    (id, logo, created_at, updated_at, favicon, touch_icon, theme, theme_logo, export_logo,
    export_cover, export_cover_text_color, export_footer, export_font_regular, export_font_bold,
    export_font_italic, export_font_bold_italic, logo_mobile)
VALUES
    (40, 'logo.png', '2025-03-03 09:00:00+00', '2025-03-03 09:00:00+00', NULL, NULL, 'OpenProject', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL);

INSERT INTO custom_values
    (id, customized_type, customized_id, custom_field_id, value)
VALUES
    (100, 'WorkPackage', 48, 40, '3'),
    (101, 'WorkPackage', 48, 41, '41'),
    (102, 'WorkPackage', 48, 47, '42'),
    (103, 'WorkPackage', 48, 43, 'J&uuml;rgen Brandstr&ouml;m'),
    (104, 'WorkPackage', 48, 44, 'https://example.org/8'),
    (105, 'WorkPackage', 48, 46, '42'),
    (106, 'WorkPackage', 49, 42, 'user#421 und user#4 2, group#42 , <mention class="mention" data-id="421" data-type="user" data-text="@Petr Novák">@Petr Novák</mention>, <mention class="mention" data-id="142" data-type="user" data-text="@Nobody">@Nobody</mention>.'),
    (107, 'WorkPackage', 49, 40, '43'),
    (108, 'WorkPackage', 49, 41, '3'),
    (109, 'WorkPackage', 49, 41, '41'),
    (110, 'WorkPackage', 49, 47, '7'),
    (111, 'WorkPackage', 49, 43, 'Frau Dubois'),
    (112, 'WorkPackage', 49, 44, 'https://example.org/9'),
    (113, 'WorkPackage', 49, 46, '40'),
    (114, 'WorkPackage', 50, 42, 'Alt: <mention class=''mention'' data-id=''42'' data-type=''user'' data-text=''@Jürgen Brandström''>@Jürgen Brandström</mention> Ende.'),
    (115, 'WorkPackage', 50, 40, '3'),
    (116, 'WorkPackage', 50, 41, '41'),
    (117, 'WorkPackage', 50, 47, '42'),
    (118, 'WorkPackage', 50, 43, 'Jürgen Brandström'),
    (119, 'WorkPackage', 50, 44, 'https://example.org/10'),
    (120, 'WorkPackage', 50, 46, '41'),
    (121, 'WorkPackage', 51, 42, 'Protokoll: Jürgen Brandström (juergen.brandstroem@example.org, j_brandstroem) hat zugestimmt. Auch „Brandström, Jürgen“ und JÜRGEN BRANDSTRÖM.'),
    (122, 'WorkPackage', 51, 40, '45'),
    (123, 'WorkPackage', 51, 41, '41'),
    (124, 'WorkPackage', 51, 47, '7'),
    (125, 'WorkPackage', 51, 43, 'Jürgen  Brandström'),
    (126, 'WorkPackage', 51, 44, 'https://example.org/11'),
    (127, 'WorkPackage', 51, 46, '42'),
    (128, 'WorkPackage', 52, 42, '<mention class="mention" data-id="3" data-type="user" data-text="@Deleted user">@Deleted user</mention>'),
    (129, 'WorkPackage', 52, 40, '3'),
    (130, 'WorkPackage', 52, 41, '3'),
    (131, 'WorkPackage', 52, 41, '41'),
    (132, 'WorkPackage', 52, 47, '42'),
    (133, 'WorkPackage', 52, 43, 'Jürgen Brandström'),
    (134, 'WorkPackage', 52, 44, 'https://example.org/12'),
    (135, 'WorkPackage', 52, 46, '40'),
    (136, 'WorkPackage', 53, 42, 'Nur <mention class="mention" data-id="41" data-type="user" data-text="@Zoë van den Berg">@Zoë van den Berg</mention> und user#41 sind gemeint. @Zoë'),
    (137, 'WorkPackage', 53, 40, '47'),
    (138, 'WorkPackage', 53, 41, '41'),
    (139, 'WorkPackage', 53, 47, '7'),
    (140, 'WorkPackage', 53, 43, 'Frau Dubois'),
    (141, 'WorkPackage', 53, 44, 'https://example.org/13'),
    (142, 'WorkPackage', 53, 46, '41'),
    (143, 'WorkPackage', 54, 42, '<mention class="mention" data-id="3" data-type="user" data-text="@Deleted user">@Deleted user</mention> um Rat. Schluss.'),
    (144, 'WorkPackage', 54, 40, '3'),
    (145, 'WorkPackage', 54, 41, '41'),
    (146, 'WorkPackage', 54, 47, '42'),
    (147, 'WorkPackage', 54, 43, 'Jürgen Brandström'),
    (148, 'WorkPackage', 54, 44, 'https://example.org/14'),
    (149, 'WorkPackage', 54, 46, '42'),
    (150, 'WorkPackage', 55, 42, '<mention class="mention" data-id="3" data-type="user" data-text="@Deleted user">@Deleted user</mention> und <MENTION data-id="42">@Jürgen Brandström</MENTION>.'),
    (151, 'WorkPackage', 55, 40, '41'),
    (152, 'WorkPackage', 55, 41, '3'),
    (153, 'WorkPackage', 55, 41, '41'),
    (154, 'WorkPackage', 55, 47, '7'),
    (155, 'WorkPackage', 55, 43, 'juergen.brandstroem@example.org'),
    (156, 'WorkPackage', 55, 44, 'https://example.org/15'),
    (157, 'WorkPackage', 55, 46, '40'),
    (158, 'WorkPackage', 56, 42, '```
<mention class="mention" data-id="3" data-type="user" data-text="@Deleted user">@Deleted user</mention>
user#3 in code
```
'),
    (159, 'WorkPackage', 56, 40, '3'),
    (160, 'WorkPackage', 56, 41, '41'),
    (161, 'WorkPackage', 56, 47, '42'),
    (162, 'WorkPackage', 56, 43, 'JÜRGEN BRANDSTRÖM'),
    (163, 'WorkPackage', 56, 44, 'https://example.org/16'),
    (164, 'WorkPackage', 56, 46, '41'),
    (165, 'WorkPackage', 57, 42, '<mention class="mention" data-id="3" data-type="user" data-text="@Deleted user">@Deleted user</mention> – Profil: https://openproject.example.org/users/42 und [Jürgen Brandström](/users/42).'),
    (166, 'WorkPackage', 57, 40, '44'),
    (167, 'WorkPackage', 57, 41, '41'),
    (168, 'WorkPackage', 57, 47, '7'),
    (169, 'WorkPackage', 57, 43, 'Frau Dubois'),
    (170, 'WorkPackage', 57, 44, 'https://example.org/17'),
    (171, 'WorkPackage', 57, 46, '42'),
    (172, 'WorkPackage', 58, 42, 'USER#42 und user#"J_BRANDSTROEM" und user#"JUERGEN.BRANDSTROEM@EXAMPLE.ORG" Ende'),
    (173, 'WorkPackage', 58, 40, '3'),
    (174, 'WorkPackage', 58, 41, '3'),
    (175, 'WorkPackage', 58, 41, '41'),
    (176, 'WorkPackage', 58, 47, '42'),
    (177, 'WorkPackage', 58, 43, 'Jürgen Brandström'),
    (178, 'WorkPackage', 58, 44, 'https://example.org/18'),
    (179, 'WorkPackage', 58, 46, '40'),
    (180, 'Project', 40, 48, '3'),
    (181, 'Project', 40, 53, 'Hallo <mention class="mention" data-id="3" data-type="user" data-text="@Deleted user">@Deleted user</mention>, bitte den Plan prüfen.'),
    (182, 'Project', 41, 48, '41'),
    (183, 'Project', 41, 53, 'Siehe user#3 und user#3 sowie user#3 im Anhang.'),
    (184, 'Project', 42, 48, '3'),
    (185, 'Project', 42, 53, '<mention class="mention" data-id="3" data-type="user" data-text="@Deleted user">@Deleted user</mention>'),
    (186, 'Principal', 4, 49, 'Abteilung 4'),
    (187, 'Principal', 4, 54, 'Ich bin jemand und arbeite mit <mention class="mention" data-id="3" data-type="user" data-text="@Deleted user">@Deleted user</mention>'),
    (188, 'Principal', 40, 49, 'Abteilung 40'),
    (189, 'Principal', 40, 54, 'Ich bin jemand und arbeite mit <mention class="mention" data-id="3" data-type="user" data-text="@Deleted user">@Deleted user</mention>'),
    (190, 'Principal', 41, 49, 'Abteilung 41'),
    (191, 'Principal', 41, 54, 'Ich bin jemand und arbeite mit <mention class="mention" data-id="3" data-type="user" data-text="@Deleted user">@Deleted user</mention>'),
    (194, 'Principal', 43, 49, 'Abteilung 43'),
    (195, 'Principal', 43, 54, 'Ich bin jemand und arbeite mit <mention class="mention" data-id="3" data-type="user" data-text="@Deleted user">@Deleted user</mention>'),
    (196, 'Principal', 44, 49, 'Abteilung 44'),
    (197, 'Principal', 44, 54, 'Ich bin jemand und arbeite mit <mention class="mention" data-id="3" data-type="user" data-text="@Deleted user">@Deleted user</mention>'),
    (198, 'Principal', 50, 52, 'ENT'),
    (199, 'Version', 40, 51, 'Fragen an <mention class="mention" data-id="3" data-type="user" data-text="@Deleted user">@Deleted user</mention>'),
    (200, 'Version', 41, 51, 'keine'),
    (201, 'Version', 40, 55, '3'),
    (202, 'Version', 41, 55, '41'),
    (203, 'User', 42, 49, 'Altbestand (customized_type User)'),
    (204, 'User', 41, 49, 'Altbestand'),
    (205, 'WorkPackage', 40, 45, '42'),
    (206, 'WorkPackage', 41, 45, '41'),
    (207, 'TimeEntry', 40, 50, '3'),
    (208, 'TimeEntry', 41, 50, '41'),
    (209, 'TimeEntry', 42, 50, '3'),
    (210, 'TimeEntry', 43, 50, '44'),
    (40, 'WorkPackage', 40, 42, 'Hallo <mention class="mention" data-id="3" data-type="user" data-text="@Deleted user">@Deleted user</mention>, bitte den Plan prüfen.'),
    (41, 'WorkPackage', 40, 40, '3'),
    (42, 'WorkPackage', 40, 41, '3'),
    (43, 'WorkPackage', 40, 41, '41'),
    (44, 'WorkPackage', 40, 47, '42'),
    (45, 'WorkPackage', 40, 43, 'Jürgen Brandström'),
    (46, 'WorkPackage', 40, 44, 'https://example.org/0'),
    (47, 'WorkPackage', 40, 46, '40'),
    (48, 'WorkPackage', 41, 42, 'Frage an <mention class="mention" data-id="3" data-type="user" data-text="@Deleted user">@Deleted user</mention> zum Vertrag.'),
    (49, 'WorkPackage', 41, 40, '41'),
    (50, 'WorkPackage', 41, 41, '41'),
    (51, 'WorkPackage', 41, 47, '7'),
    (52, 'WorkPackage', 41, 43, 'Frau Dubois'),
    (53, 'WorkPackage', 41, 44, 'https://example.org/1'),
    (54, 'WorkPackage', 41, 46, '41'),
    (55, 'WorkPackage', 42, 42, 'An <mention class="mention" data-id="3" data-type="user" data-text="@Deleted user">@Deleted user</mention> auch.'),
    (56, 'WorkPackage', 42, 40, '3'),
    (57, 'WorkPackage', 42, 41, '41'),
    (58, 'WorkPackage', 42, 47, '42'),
    (59, 'WorkPackage', 42, 43, 'Jürgen Brandström'),
    (60, 'WorkPackage', 42, 44, 'https://intranet.example.org/people/j_brandstroem'),
    (61, 'WorkPackage', 42, 46, '42'),
    (62, 'WorkPackage', 43, 42, 'Zuerst <mention class="mention" data-id="3" data-type="user" data-text="@Deleted user">@Deleted user</mention> zum Schluss. Ende.'),
    (63, 'WorkPackage', 43, 40, '44'),
    (64, 'WorkPackage', 43, 41, '3'),
    (65, 'WorkPackage', 43, 41, '41'),
    (66, 'WorkPackage', 43, 47, '7'),
    (67, 'WorkPackage', 43, 43, 'juergen.brandstroem@example.org'),
    (68, 'WorkPackage', 43, 44, 'https://example.org/3'),
    (69, 'WorkPackage', 43, 46, '40'),
    (70, 'WorkPackage', 44, 42, 'Siehe user#3 und user#3 sowie user#3 im Anhang.'),
    (71, 'WorkPackage', 44, 40, '3'),
    (72, 'WorkPackage', 44, 41, '41'),
    (73, 'WorkPackage', 44, 47, '42'),
    (74, 'WorkPackage', 44, 43, 'JÜRGEN BRANDSTRÖM'),
    (75, 'WorkPackage', 44, 44, 'https://example.org/4'),
    (76, 'WorkPackage', 44, 46, '41'),
    (77, 'WorkPackage', 45, 42, 'Freigegeben durch user#42'),
    (78, 'WorkPackage', 45, 40, '46'),
    (79, 'WorkPackage', 45, 41, '41'),
    (80, 'WorkPackage', 45, 47, '7'),
    (81, 'WorkPackage', 45, 43, 'Frau Dubois'),
    (82, 'WorkPackage', 45, 44, 'https://example.org/5'),
    (83, 'WorkPackage', 45, 46, '42'),
    (84, 'WorkPackage', 46, 42, 'Vorschlag von user#42, siehe auch (user#42) und user#"j_brandstroem"; danach user:"j_brandstroem" und user:j_brandstroem .'),
    (85, 'WorkPackage', 46, 40, '3'),
    (86, 'WorkPackage', 46, 41, '3'),
    (87, 'WorkPackage', 46, 41, '41'),
    (88, 'WorkPackage', 46, 47, '42'),
    (89, 'WorkPackage', 46, 43, 'Jürgen Brandström'),
    (90, 'WorkPackage', 46, 44, 'https://example.org/6'),
    (91, 'WorkPackage', 46, 46, '40'),
    (92, 'WorkPackage', 47, 42, 'Zeile eins user#3 Zeile zwei ohne Namen
user#3 Tab.'),
    (93, 'WorkPackage', 47, 40, '40'),
    (94, 'WorkPackage', 47, 41, '41'),
    (95, 'WorkPackage', 47, 47, '7'),
    (96, 'WorkPackage', 47, 43, 'Jürgen Brandström'),
    (97, 'WorkPackage', 47, 44, 'https://example.org/7'),
    (98, 'WorkPackage', 47, 46, '41'),
    (99, 'WorkPackage', 48, 42, 'Siehe <mention class="mention" data-id="3" data-type="user" data-text="@Deleted user">@Deleted user</mention> und #42 und ##42.');

INSERT INTO customizable_journals
    (id, journal_id, custom_field_id, value)
VALUES
    (100, 56, 43, 'JÜRGEN BRANDSTRÖM'),
    (101, 57, 42, '<mention class="mention" data-id="3" data-type="user" data-text="@Deleted user">@Deleted user</mention> – Profil: https://openproject.example.org/users/42 und [Jürgen Brandström](/users/42).'),
    (102, 57, 40, '44'),
    (103, 57, 43, 'J. Brandström'),
    (104, 58, 42, 'USER#42 und user#"J_BRANDSTROEM" und user#"JUERGEN.BRANDSTROEM@EXAMPLE.ORG" Ende'),
    (105, 58, 40, '3'),
    (106, 58, 47, '42'),
    (107, 58, 43, 'Juergen Brandstroem'),
    (108, 140, 48, '3'),
    (109, 141, 48, '41'),
    (110, 142, 48, '3'),
    (111, 155, 50, '3'),
    (112, 156, 50, '41'),
    (113, 157, 50, '3'),
    (114, 158, 50, '44'),
    (40, 40, 42, 'Hallo <mention class="mention" data-id="3" data-type="user" data-text="@Deleted user">@Deleted user</mention>, bitte den Plan prüfen.'),
    (41, 40, 40, '3'),
    (42, 40, 47, '42'),
    (43, 40, 43, 'Jürgen Brandström'),
    (44, 41, 42, 'Frage an <mention class="mention" data-id="3" data-type="user" data-text="@Deleted user">@Deleted user</mention> zum Vertrag.'),
    (45, 41, 40, '41'),
    (46, 41, 999, '42'),
    (47, 41, 43, 'Brandström, Jürgen'),
    (48, 42, 42, 'An <mention class="mention" data-id="3" data-type="user" data-text="@Deleted user">@Deleted user</mention> auch.'),
    (49, 42, 40, '3'),
    (50, 42, 47, '42'),
    (51, 42, 43, 'j_brandstroem'),
    (52, 43, 42, 'Zuerst <mention class="mention" data-id="3" data-type="user" data-text="@Deleted user">@Deleted user</mention> zum Schluss. Ende.'),
    (53, 43, 40, '44'),
    (54, 43, 43, 'juergen.brandstroem@example.org'),
    (55, 44, 42, 'Siehe user#3 und user#3 sowie user#3 im Anhang.'),
    (56, 44, 40, '3'),
    (57, 44, 47, '42'),
    (58, 44, 43, 'JÜRGEN BRANDSTRÖM'),
    (59, 45, 42, 'Freigegeben durch user#42'),
    (60, 45, 40, '46'),
    (61, 45, 43, 'J. Brandström'),
    (62, 46, 42, 'Vorschlag von user#42, siehe auch (user#42) und user#"j_brandstroem"; danach user:"j_brandstroem" und user:j_brandstroem .'),
    (63, 46, 40, '3'),
    (64, 46, 47, '42'),
    (65, 46, 43, 'Juergen Brandstroem'),
    (66, 47, 42, 'Zeile eins user#3 Zeile zwei ohne Namen
user#3 Tab.'),
    (67, 47, 40, '40'),
    (68, 47, 43, 'Jürgen Brandström'),
    (69, 48, 42, 'Siehe <mention class="mention" data-id="3" data-type="user" data-text="@Deleted user">@Deleted user</mention> und #42 und ##42.'),
    (70, 48, 40, '3'),
    (71, 48, 47, '42'),
    (72, 48, 43, 'J&uuml;rgen Brandstr&ouml;m'),
    (73, 49, 42, 'user#421 und user#4 2, group#42 , <mention class="mention" data-id="421" data-type="user" data-text="@Petr Novák">@Petr Novák</mention>, <mention class="mention" data-id="142" data-type="user" data-text="@Nobody">@Nobody</mention>.'),
    (74, 49, 40, '43'),
    (75, 49, 43, 'Jürgen'),
    (76, 50, 42, 'Alt: <mention class=''mention'' data-id=''42'' data-type=''user'' data-text=''@Jürgen Brandström''>@Jürgen Brandström</mention> Ende.'),
    (77, 50, 40, '3'),
    (78, 50, 47, '42'),
    (79, 50, 43, 'Brandström'),
    (80, 51, 42, 'Protokoll: Jürgen Brandström (juergen.brandstroem@example.org, j_brandstroem) hat zugestimmt. Auch „Brandström, Jürgen“ und JÜRGEN BRANDSTRÖM.'),
    (81, 51, 40, '45'),
    (82, 51, 43, 'Jürgen  Brandström'),
    (83, 52, 42, '<mention class="mention" data-id="3" data-type="user" data-text="@Deleted user">@Deleted user</mention>'),
    (84, 52, 40, '3'),
    (85, 52, 47, '42'),
    (86, 52, 43, 'Jürgen Brandström'),
    (87, 53, 42, 'Nur <mention class="mention" data-id="41" data-type="user" data-text="@Zoë van den Berg">@Zoë van den Berg</mention> und user#41 sind gemeint. @Zoë'),
    (88, 53, 40, '47'),
    (89, 53, 43, 'Brandström, Jürgen'),
    (90, 54, 42, '<mention class="mention" data-id="3" data-type="user" data-text="@Deleted user">@Deleted user</mention> um Rat. Schluss.'),
    (91, 54, 40, '3'),
    (92, 54, 47, '42'),
    (93, 54, 43, 'j_brandstroem'),
    (94, 55, 42, '<mention class="mention" data-id="3" data-type="user" data-text="@Deleted user">@Deleted user</mention> und <MENTION data-id="42">@Jürgen Brandström</MENTION>.'),
    (95, 55, 40, '41'),
    (96, 55, 43, 'juergen.brandstroem@example.org'),
    (97, 56, 42, '```
<mention class="mention" data-id="3" data-type="user" data-text="@Deleted user">@Deleted user</mention>
user#3 in code
```
'),
    (98, 56, 40, '3'),
    (99, 56, 47, '42');

INSERT INTO deploy_status_checks
    (id, deploy_target_id, github_pull_request_id, core_sha, created_at, updated_at)
VALUES
    (40, 40, 40, 'sha0', '2025-03-03 09:00:00+00', '2025-03-03 09:00:00+00'),
    (41, 41, 41, 'sha1', '2025-03-03 09:00:00+00', '2025-03-03 09:00:00+00'),
    (42, 42, 42, 'sha2', '2025-03-03 09:00:00+00', '2025-03-03 09:00:00+00');

INSERT INTO deploy_targets
    (id, type, host, options, created_at, updated_at)
VALUES
    (40, 'OpenProject', 'https://dep0.example.org', '{"owner": "x", "api_key": "k0"}', '2025-03-03 09:00:00+00', '2025-03-03 09:00:00+00'),
    (41, 'OpenProject', 'https://dep1.example.org/juergen-brandstroem', '{"owner": "Jürgen Brandström", "api_key": "k1"}', '2025-03-03 09:00:00+00', '2025-03-03 09:00:00+00'),
    (42, 'OpenProject', 'https://dep2.example.org/j_brandstroem', '{"owner": "x", "api_key": "k2"}', '2025-03-03 09:00:00+00', '2025-03-03 09:00:00+00');

INSERT INTO design_colors
    (id, variable, hexcode, created_at, updated_at)
VALUES
    (40, 'v0', '#424240', '2025-03-03 09:00:00+00', '2025-03-03 09:00:00+00'),
    (41, 'v1', '#424241', '2025-03-03 09:00:00+00', '2025-03-03 09:00:00+00'),
    (42, 'v2', '#424242', '2025-03-03 09:00:00+00', '2025-03-03 09:00:00+00');

INSERT INTO document_journals
    (id, project_id, category_id, title, description, content_binary)
VALUES
    (40, 40, NULL, 'Dokument 0', 'Hallo <mention class="mention" data-id="42" data-type="user" data-text="@Jürgen Brandström">@Jürgen Brandström</mention>, bitte den Plan prüfen.', NULL),
    (41, 41, NULL, 'Dokument 1 (Jürgen Brandström)', 'Frage an <mention data-text="@Jürgen Brandström" data-type="user" class="mention" data-id="42">@Jürgen Brandström</mention> zum Vertrag.', 'AQ2DsY++BAAHAQ5kb2N1bWVudC1zdG9yZQMKYmxvY2tHcm91cAcAg7GPvgQAAw5ibG9ja0NvbnRhaW5lcigAg7GPvgQBAmlkAXckMDAwMDAwMDAtMDAwMC00MDAwLTgwMDAtMDAwMDAwMDAwMDAwBwCDsY++BAEDCXBhcmFncmFwaCgAg7GPvgQDDXRleHRBbGlnbm1lbnQBdwRsZWZ0BwCDsY++BAMGBACDsY++BAUjQmVzcHJlY2h1bmcgbWl0IErDvHJnZW4gQnJhbmRzdHLDtm2Hg7GPvgQBAw5ibG9ja0NvbnRhaW5lcigAg7GPvgQnAmlkAXckMDAwMDAwMDAtMDAwMC00MDAwLTgwMDAtMDAwMDAwMDAwMDAxBwCDsY++BCcDCXBhcmFncmFwaCgAg7GPvgQpDXRleHRBbGlnbm1lbnQBdwRsZWZ0BwCDsY++BCkGBACDsY++BCsPRXJnZWJuaXMgZm9sZ3QuAA=='),
    (42, 42, NULL, 'juergen.brandstroem@example.org: Dokument 2', 'An <mention class="mention" data-id="41" data-type="user" data-text="@Zoë van den Berg">@Zoë van den Berg</mention>: wichtiger Satz dazwischen. Und <mention class="mention" data-id="42" data-type="user" data-text="@Jürgen Brandström">@Jürgen Brandström</mention> auch.', NULL),
    (43, 40, NULL, 'Dokument 3', 'Zuerst <mention class="mention" data-id="42" data-type="user" data-text="@Jürgen Brandström">@Jürgen Brandström</mention>.

Zweiter Absatz mit Zahlen 1, 2, 3.

Dann <mention class="mention" data-id="41" data-type="user" data-text="@Zoë van den Berg">@Zoë van den Berg</mention> zum Schluss. Ende.', NULL),
    (44, 41, NULL, 'Dokument 4', 'Siehe user#42 und user#"j_brandstroem" sowie user#"juergen.brandstroem@example.org" im Anhang.', NULL),
    (45, 42, NULL, 'Dokument 5', 'Freigegeben durch user#42', NULL),
    (46, 40, NULL, 'Dokument 6', 'Vorschlag von user#42, siehe auch (user#42) und user#"j_brandstroem"; danach user:"j_brandstroem" und user:j_brandstroem .', NULL),
    (47, 41, NULL, 'Dokument 7', 'Zeile eins user#42
Zeile zwei ohne Namen
user#42	Tab.', NULL),
    (48, 42, NULL, 'Dokument 8', 'Siehe <mention class="mention" data-id="42" data-type="work_package" data-text="#42">#42</mention> und #42 und ##42.', NULL),
    (49, 40, NULL, 'Dokument 9', 'user#421 und user#4 2, group#42 , <mention class="mention" data-id="421" data-type="user" data-text="@Petr Novák">@Petr Novák</mention>, <mention class="mention" data-id="142" data-type="user" data-text="@Nobody">@Nobody</mention>.', NULL),
    (50, 41, NULL, 'Dokument 10', 'Alt: <mention class=''mention'' data-id=''42'' data-type=''user'' data-text=''@Jürgen Brandström''>@Jürgen Brandström</mention> Ende.', NULL),
    (51, 42, NULL, 'Dokument 11', 'Protokoll: Jürgen Brandström (juergen.brandstroem@example.org, j_brandstroem) hat zugestimmt. Auch „Brandström, Jürgen“ und JÜRGEN BRANDSTRÖM.', NULL),
    (52, 40, NULL, 'Dokument 12', '<mention class="mention" data-id="42" data-type="user" data-text="@Jürgen Brandström">@Jürgen Brandström</mention> eröffnet.

Ein ganzer Absatz über Budget und Termine.

<mention class="mention" data-id="42" data-type="user" data-text="@Jürgen Brandström">@Jürgen Brandström</mention> schließt; user#42 dankt <mention class="mention" data-id="42" data-type="user" data-text="@Jürgen Brandström">@Jürgen Brandström</mention>', NULL),
    (53, 41, NULL, 'Dokument 13', 'Nur <mention class="mention" data-id="41" data-type="user" data-text="@Zoë van den Berg">@Zoë van den Berg</mention> und user#41 sind gemeint. @Zoë', NULL),
    (54, 42, NULL, 'Dokument 14', '<mention class="mention" data-id="41" data-type="user" data-text="@Zoë van den Berg">@Zoë van den Berg</mention> fragt <mention class="mention" data-id="42" data-type="user" data-text="@Jürgen Brandström">@Jürgen Brandström</mention> und dann <mention class="mention" data-id="43" data-type="user" data-text="@Marie-Claire Dubois">@Marie-Claire Dubois</mention> um Rat. Schluss.', NULL),
    (55, 40, NULL, 'Dokument 15', '<mention data-id="42" data-type="user"/> sowie <mention data-type="user" data-id=42>@Jürgen Brandström</mention> und <MENTION data-id="42">@Jürgen Brandström</MENTION>.', NULL),
    (56, 41, NULL, 'Dokument 16', '```
<mention class="mention" data-id="42" data-type="user" data-text="@Jürgen Brandström">@Jürgen Brandström</mention>
user#42 in code
```
', NULL),
    (57, 42, NULL, 'Dokument 17', '<mention class="mention" data-id="42" data-type="user" data-text="@Jürgen Brandström">@Jürgen Brandström</mention> – Profil: https://openproject.example.org/users/42 und [Jürgen Brandström](/users/42).', NULL),
    (58, 40, NULL, 'Dokument 18', 'USER#42 und user#"J_BRANDSTROEM" und user#"JUERGEN.BRANDSTROEM@EXAMPLE.ORG" Ende', NULL);

INSERT INTO document_types
    (id, name, "position", is_default, created_at, updated_at, active, documents_count)
VALUES
    (40, 'Dokumentart 0', 1, false, '2025-03-03 09:00:00+00', '2025-03-03 09:00:00+00', true, 0),
    (41, 'Dokumentart 1 (Jürgen Brandström)', 2, false, '2025-03-03 09:00:00+00', '2025-03-03 09:00:00+00', true, 0),
    (42, 'JÜRGEN BRANDSTRÖM: Dokumentart 2', 3, false, '2025-03-03 09:00:00+00', '2025-03-03 09:00:00+00', true, 0);

INSERT INTO done_statuses_for_project
    (project_id, status_id)
VALUES
    (40, 42),
    (41, 42),
    (42, 42);

INSERT INTO enabled_modules
    (id, project_id, name)
VALUES
    (40, 40, 'work_package_tracking'),
    (41, 40, 'wiki'),
    (42, 40, 'news'),
    (43, 40, 'forums'),
    (44, 40, 'meetings'),
    (45, 40, 'costs'),
    (46, 40, 'budgets'),
    (47, 40, 'documents'),
    (48, 40, 'bim'),
    (49, 41, 'work_package_tracking'),
    (50, 41, 'wiki'),
    (51, 41, 'news'),
    (52, 41, 'forums'),
    (53, 41, 'meetings'),
    (54, 41, 'costs'),
    (55, 41, 'budgets'),
    (56, 41, 'documents'),
    (57, 41, 'bim'),
    (58, 42, 'work_package_tracking'),
    (59, 42, 'wiki'),
    (60, 42, 'news'),
    (61, 42, 'forums'),
    (62, 42, 'meetings'),
    (63, 42, 'costs'),
    (64, 42, 'budgets'),
    (65, 42, 'documents'),
    (66, 42, 'bim');

INSERT INTO enterprise_tokens
    (id, encoded_token, created_at, updated_at, valid_from, valid_until)
VALUES
    (40, '-----BEGIN OPENPROJECT-EE TOKEN-----
c3Vic2NyaWJlcjogSsO8cmdlbiBCcmFuZHN0csO2bSwgbWFpbDoganVlcmdl
bi5icmFuZHN0cm9lbUBleGFtcGxlLm9yZw==
-----END OPENPROJECT-EE TOKEN-----', '2025-03-03 09:00:00+00', '2025-03-03 09:00:00+00', NULL, NULL);

INSERT INTO enumerations
    (id, name, "position", is_default, type, active, project_id, parent_id, created_at,
    updated_at, color_id)
VALUES
    (40, 'Normal', 1, false, 'IssuePriority', true, NULL, NULL, '2025-03-03 09:00:00+00', '2025-03-03 09:00:00+00', 40),
    (41, 'Hoch (Jürgen Brandström)', 2, false, 'IssuePriority', true, NULL, NULL, '2025-03-03 09:00:00+00', '2025-03-03 09:00:00+00', 41),
    (42, 'Jürgen  Brandström: Sofort', 3, false, 'IssuePriority', true, NULL, NULL, '2025-03-03 09:00:00+00', '2025-03-03 09:00:00+00', 42),
    (43, 'Entwicklung', 1, false, 'TimeEntryActivity', true, NULL, NULL, '2025-03-03 09:00:00+00', '2025-03-03 09:00:00+00', NULL),
    (44, 'Beratung', 2, false, 'TimeEntryActivity', true, NULL, NULL, '2025-03-03 09:00:00+00', '2025-03-03 09:00:00+00', NULL);

INSERT INTO exports
    (id, created_at, updated_at, type)
VALUES
    (40, '2025-03-03 09:00:00+00', '2025-03-03 09:00:00+00', 'WorkPackages::Export'),
    (41, '2025-03-03 09:00:00+00', '2025-03-03 09:00:00+00', 'Backup');

INSERT INTO forums
    (id, project_id, name, description, "position", topics_count, messages_count, last_message_id)
VALUES
    (40, 40, 'Forum 0', 'Austausch 0', 1, 4, 6, 42),
    (41, 41, 'Forum 1 (Jürgen Brandström)', 'Frage an <mention class="mention" data-id="42" data-type="user" data-text="@Jürgen Brandström">@Jürgen Brandström</mention> und user#42 sowie user#"j_brandstroem" . Gruß, Jürgen Brandström', 1, 4, 6, 42),
    (42, 42, 'juergen.brandstroem@example.org: Forum 2', 'JÜRGEN BRANDSTRÖM: Austausch 2', 1, 4, 6, 42);

INSERT INTO github_check_runs
    (id, github_pull_request_id, github_id, github_html_url, app_id, github_app_owner_avatar_url,
    status, name, conclusion, output_title, output_summary, details_url, started_at, completed_at,
    created_at, updated_at)
VALUES
    (40, 40, 42, 'https://github.com/c/0', 1, 'https://a/0', 'completed', 'ci 0', NULL, 'ok 0', 'sum 0', 'https://ci/0', NULL, NULL, '2025-03-03 09:00:00+00', '2025-03-03 09:00:00+00'),
    (41, 41, 43, 'https://github.com/c/1/juergen-brandstroem', 1, 'https://a/1/juergen-brandstroem', 'completed', 'ci 1 (Jürgen Brandström)', NULL, 'ok 1 (Jürgen Brandström)', 'sum 1 (Jürgen Brandström)', 'https://ci/1/juergen-brandstroem', NULL, NULL, '2025-03-03 09:00:00+00', '2025-03-03 09:00:00+00'),
    (42, 42, 44, 'https://github.com/c/2/j_brandstroem', 1, 'https://a/2/j_brandstroem', 'completed', 'juergen.brandstroem@example.org: ci 2', NULL, 'JÜRGEN BRANDSTRÖM: ok 2', 'J. Brandström: sum 2', 'https://ci/2/j_brandstroem', NULL, NULL, '2025-03-03 09:00:00+00', '2025-03-03 09:00:00+00');

INSERT INTO github_pull_requests
    (id, github_user_id, merged_by_id, github_id, number, github_html_url, state, repository,
    github_updated_at, title, body, draft, merged, merged_at, comments_count,
    review_comments_count, additions_count, deletions_count, changed_files_count, labels,
    created_at, updated_at, repository_html_url, merge_commit_sha)
VALUES
    (40, 40, 41, 42, 42, 'https://github.com/o/r/pull/0', 'open', 'o/r0', NULL, 'PR 0', 'Inhalt 0', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, '[{"name":"bug"}]', '2025-03-03 09:00:00+00', '2025-03-03 09:00:00+00', NULL, NULL),
    (41, 41, 40, 43, 43, 'https://github.com/o/r/pull/1/juergen-brandstroem', 'open', 'o/r1-juergen-brandstroem', NULL, 'PR 1 (Jürgen Brandström)', 'Frage an <mention class="mention" data-id="42" data-type="user" data-text="@Jürgen Brandström">@Jürgen Brandström</mention> und user#42 sowie user#"j_brandstroem" . Gruß, Jürgen Brandström', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, '[{"name":"Jürgen Brandström"}]', '2025-03-03 09:00:00+00', '2025-03-03 09:00:00+00', NULL, NULL),
    (42, 40, 41, 44, 44, 'https://github.com/o/r/pull/2/j_brandstroem', 'open', 'o/r2-j_brandstroem', NULL, 'J&uuml;rgen Brandstr&ouml;m: PR 2', 'j_brandstroem: Inhalt 2', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, '[{"name":"bug"}]', '2025-03-03 09:00:00+00', '2025-03-03 09:00:00+00', NULL, NULL);

INSERT INTO github_pull_requests_work_packages
    (github_pull_request_id, work_package_id)
VALUES
    (40, 40),
    (41, 41),
    (42, 42);

INSERT INTO github_users
    (id, github_id, github_login, github_html_url, github_avatar_url, created_at, updated_at)
VALUES
    (40, 42, 'j_brandstroem', 'https://github.com/j_brandstroem', 'https://avatars.example.org/j_brandstroem', '2025-03-03 09:00:00+00', '2025-03-03 09:00:00+00'),
    (41, 43, 'zoe-gh-juergen-brandstroem', 'https://github.com/zoe-gh/juergen-brandstroem', 'https://avatars.example.org/zoe-gh/juergen-brandstroem', '2025-03-03 09:00:00+00', '2025-03-03 09:00:00+00');

INSERT INTO gitlab_issues
    (id, gitlab_user_id, gitlab_id, number, gitlab_html_url, state, repository, gitlab_updated_at,
    title, body, labels, created_at, updated_at)
VALUES
    (40, 40, 42, 0, 'https://gl/i/0', 'open', 'g/r0', NULL, 'Issue 0', 'Inhalt 0', '[{"title":"bug"}]', '2025-03-03 09:00:00+00', '2025-03-03 09:00:00+00'),
    (41, 41, 43, 1, 'https://gl/i/1/juergen-brandstroem', 'open', 'g/r1-juergen-brandstroem', NULL, 'Issue 1 (Jürgen Brandström)', 'Frage an <mention class="mention" data-id="42" data-type="user" data-text="@Jürgen Brandström">@Jürgen Brandström</mention> und user#42 sowie user#"j_brandstroem" . Gruß, Jürgen Brandström', '[{"title":"Jürgen Brandström"}]', '2025-03-03 09:00:00+00', '2025-03-03 09:00:00+00'),
    (42, 40, 44, 2, 'https://gl/i/2/j_brandstroem', 'open', 'g/r2-j_brandstroem', NULL, 'JÜRGEN BRANDSTRÖM: Issue 2', 'Jürgen Brandström: Inhalt 2', '[{"title":"bug"}]', '2025-03-03 09:00:00+00', '2025-03-03 09:00:00+00');

INSERT INTO gitlab_issues_work_packages
    (gitlab_issue_id, work_package_id)
VALUES
    (40, 40),
    (41, 41),
    (42, 42);

INSERT INTO gitlab_merge_requests
    (id, gitlab_user_id, merged_by_id, gitlab_id, number, gitlab_html_url, state, repository,
    gitlab_updated_at, title, body, draft, merged, merged_at, labels, created_at, updated_at)
VALUES
    (40, 40, 40, 42, 0, 'https://gl/mr/0', 'open', 'g/r0', NULL, 'MR 0', 'Inhalt 0', NULL, NULL, NULL, '[{"title":"bug"}]', '2025-03-03 09:00:00+00', '2025-03-03 09:00:00+00'),
    (41, 41, 40, 43, 1, 'https://gl/mr/1/juergen-brandstroem', 'open', 'g/r1-juergen-brandstroem', NULL, 'MR 1 (Jürgen Brandström)', 'Frage an <mention class="mention" data-id="42" data-type="user" data-text="@Jürgen Brandström">@Jürgen Brandström</mention> und user#42 sowie user#"j_brandstroem" . Gruß, Jürgen Brandström', NULL, NULL, NULL, '[{"title":"Jürgen Brandström"}]', '2025-03-03 09:00:00+00', '2025-03-03 09:00:00+00'),
    (42, 40, 40, 44, 2, 'https://gl/mr/2/j_brandstroem', 'open', 'g/r2-j_brandstroem', NULL, 'Jürgen  Brandström: MR 2', 'juergen.brandstroem@example.org: Inhalt 2', NULL, NULL, NULL, '[{"title":"bug"}]', '2025-03-03 09:00:00+00', '2025-03-03 09:00:00+00');

INSERT INTO gitlab_merge_requests_work_packages
    (gitlab_merge_request_id, work_package_id)
VALUES
    (40, 40),
    (41, 41),
    (42, 42);

INSERT INTO gitlab_pipelines
    (id, gitlab_merge_request_id, gitlab_id, gitlab_html_url, project_id, gitlab_user_avatar_url,
    status, name, details_url, ci_details, started_at, completed_at, created_at, updated_at,
    username, commit_id)
VALUES
    (40, 40, 42, 'https://gl/p/0', 42, 'https://gl/a/0', 'success', 'pipe 0', 'https://gl/d/0', '[{"user":"x"}]', NULL, NULL, '2025-03-03 09:00:00+00', '2025-03-03 09:00:00+00', 'u0', 'c0'),
    (41, 41, 43, 'https://gl/p/1/juergen-brandstroem', 42, 'https://gl/a/1/juergen-brandstroem', 'success', 'pipe 1 (Jürgen Brandström)', 'https://gl/d/1/juergen-brandstroem', '[{"user":"Jürgen Brandström"}]', NULL, NULL, '2025-03-03 09:00:00+00', '2025-03-03 09:00:00+00', 'u1 (Jürgen Brandström)', 'c1-juergen-brandstroem'),
    (42, 42, 44, 'https://gl/p/2/j_brandstroem', 42, 'https://gl/a/2/j_brandstroem', 'success', 'J&uuml;rgen Brandstr&ouml;m: pipe 2', 'https://gl/d/2/j_brandstroem', '[{"user":"x"}]', NULL, NULL, '2025-03-03 09:00:00+00', '2025-03-03 09:00:00+00', 'Jürgen  Brandström: u2', 'c2-j_brandstroem');

INSERT INTO gitlab_users
    (id, gitlab_id, gitlab_name, gitlab_username, gitlab_email, gitlab_avatar_url, created_at,
    updated_at)
VALUES
    (40, 42, 'Jürgen Brandström', 'j_brandstroem', 'juergen.brandstroem@example.org', 'https://gl/j_brandstroem', '2025-03-03 09:00:00+00', '2025-03-03 09:00:00+00'),
    (41, 43, 'Zoë (Jürgen Brandström)', 'zoe-juergen-brandstroem', 'zoe@example.org (Jürgen Brandström)', 'https://gl/zoe/juergen-brandstroem', '2025-03-03 09:00:00+00', '2025-03-03 09:00:00+00');

INSERT INTO good_job_batches
    (id, created_at, updated_at, description, serialized_properties, on_finish, on_success,
    on_discard, callback_queue_name, callback_priority, enqueued_at, discarded_at, finished_at,
    jobs_finished_at)
VALUES
    ('3149ac67-63ea-40bc-9d00-63a777969b1f', '2025-03-03 09:00:00+00', '2025-03-03 09:00:00+00', 'Kopie', '{"user": {"_aj_globalid": "gid://open-project/User/41"}, "target_project": {"_aj_globalid": "gid://open-project/Project/42"}, "_aj_symbol_keys": ["user"], "target_project_params": {"name": "Projekt Jürgen Brandström"}}', 'CopyProjectJob', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL),
    ('738ba06e-b5c8-4743-ae3e-8bc0d5c47c5a', '2025-03-03 09:00:00+00', '2025-03-03 09:00:00+00', 'Kopie für Jürgen Brandström (Jürgen Brandström)', '{"user": {"_aj_globalid": "gid://open-project/User/42"}, "target_project": {"_aj_globalid": "gid://open-project/Project/42"}, "_aj_symbol_keys": ["user"], "target_project_params": {"name": "Projekt Jürgen Brandström"}}', 'CopyProjectJob', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL);

INSERT INTO good_job_executions
    (id, created_at, updated_at, active_job_id, job_class, queue_name, serialized_params,
    scheduled_at, finished_at, error, error_event, error_backtrace, process_id, duration)
VALUES
    ('13d3e2f8-12dd-40c3-aa24-65ce545a9e64', '2025-03-03 09:00:00+00', '2025-03-03 09:00:00+00', '79bd1df9-030e-49e9-b31c-7b18bc7e0413', 'WorkPackages::ExportJob', 'default', '{"arguments": [{"user": {"_aj_globalid": "gid://open-project/User/42"}, "_aj_ruby2_keywords": ["user"]}], "job_class": "WorkPackages::ExportJob"}', NULL, NULL, NULL, NULL, NULL, NULL, NULL),
    ('325a353f-fcbe-4b2f-a039-4e521ccf040d', '2025-03-03 09:00:00+00', '2025-03-03 09:00:00+00', 'e3beb8dc-3bef-44e9-87b5-5e16fadb0709', 'BackupJob', 'default', '{"arguments": [{"user": {"_aj_globalid": "gid://open-project/User/41"}}], "job_class": "BackupJob"}', NULL, NULL, 'Text (Jürgen Brandström)', NULL, '{"Jürgen Brandström"}', NULL, NULL),
    ('4b324196-34f2-44e5-a65a-00e3b2cbf319', '2025-03-03 09:00:00+00', '2025-03-03 09:00:00+00', 'b1aa982d-7beb-4100-9cef-717f60c86f38', 'Mails::ReminderJob', 'default', '{"arguments": [42, {"_aj_globalid": "gid://open-project/WorkPackage/42"}], "job_class": "Mails::ReminderJob"}', NULL, NULL, 'juergen.brandstroem@example.org: Net::SMTP 550 <juergen.brandstroem@example.org> (Jürgen Brandström)', NULL, '{"app.rb:1 Jürgen Brandström","JÜRGEN BRANDSTRÖM"}', NULL, NULL),
    ('71f28d63-7a6e-4d7e-9282-8434ad8a65a4', '2025-03-03 09:00:00+00', '2025-03-03 09:00:00+00', 'e6a90743-8942-42cc-a7c3-e5a80d341f0f', 'Mails::WatcherAddedJob', 'default', '{"arguments": [{"_aj_globalid": "gid://open-project/Watcher/42"}, {"_aj_globalid": "gid://open-project/User/42"}], "job_class": "Mails::WatcherAddedJob"}', NULL, NULL, NULL, NULL, NULL, NULL, NULL),
    ('80cde97e-a426-4c10-a8e5-55f103f1b895', '2025-03-03 09:00:00+00', '2025-03-03 09:00:00+00', '03e79a55-3f31-46c7-9328-bdeecf991a92', 'Principals::DeleteJob', 'default', '{"arguments": [{"_aj_globalid": "gid://open-project/User/421"}], "job_class": "Principals::DeleteJob"}', NULL, NULL, NULL, NULL, NULL, NULL, NULL),
    ('93eb2ed4-c863-4782-800c-3181425aa541', '2025-03-03 09:00:00+00', '2025-03-03 09:00:00+00', '02b11be2-90db-4349-8921-bbb8599da501', 'Principals::DeleteJob', 'default', '{"arguments": [{"_aj_globalid": "gid://open-project/User/42"}], "job_class": "Principals::DeleteJob"}', NULL, NULL, NULL, NULL, NULL, NULL, NULL),
    ('bc4219fa-d642-4ba7-94a1-34f59e73b608', '2025-03-03 09:00:00+00', '2025-03-03 09:00:00+00', '43bd81db-5e5b-482f-a639-bb7aeee6be66', 'Mails::MemberCreatedJob', 'default', '{"arguments": [{"member": {"_aj_globalid": "gid://open-project/Member/42"}, "message": "Willkommen Jürgen Brandström", "current_user": {"_aj_globalid": "gid://open-project/User/41"}, "_aj_ruby2_keywords": ["current_user", "member", "message"]}], "job_class": "Mails::MemberCreatedJob"}', NULL, NULL, NULL, NULL, NULL, NULL, NULL),
    ('cd4f00fc-383d-4314-850b-49fb36d4d9a3', '2025-03-03 09:00:00+00', '2025-03-03 09:00:00+00', '571f5088-cafb-4195-a3a7-bcadef49ecb8', 'Notifications::WorkflowJob', 'default', '{"arguments": ["create_notifications", {"_aj_globalid": "gid://open-project/Journal/42"}, true], "job_class": "Notifications::WorkflowJob"}', NULL, NULL, NULL, NULL, NULL, NULL, NULL);

INSERT INTO good_job_processes
    (id, created_at, updated_at, state, lock_type)
VALUES
    ('cbc50b54-7be2-4580-bb88-8fbf626c8512', '2025-03-03 09:00:00+00', '2025-03-03 09:00:00+00', '{"pid": 42, "hostname": "web1"}', NULL);

INSERT INTO good_job_settings
    (id, created_at, updated_at, key, value)
VALUES
    ('e4d2ff59-7730-4194-8d37-d55cb66edc46', '2025-03-03 09:00:00+00', '2025-03-03 09:00:00+00', 'queue', '{}');

INSERT INTO good_jobs
    (id, queue_name, priority, serialized_params, scheduled_at, performed_at, finished_at, error,
    created_at, updated_at, active_job_id, concurrency_key, cron_key, retried_good_job_id,
    cron_at, batch_id, batch_callback_id, is_discrete, executions_count, job_class, error_event,
    labels, locked_by_id, locked_at)
VALUES
    ('184e3f24-f0c5-4586-9a36-48a1837a9ef1', 'default', 0, '{"job_id": "b1aa982d-7beb-4100-9cef-717f60c86f38", "locale": "en", "priority": 0, "timezone": "Etc/UTC", "arguments": [42, {"_aj_globalid": "gid://open-project/WorkPackage/42"}], "job_class": "Mails::ReminderJob", "executions": 0, "queue_name": "default"}', NULL, NULL, NULL, 'Net::SMTP 550 <juergen.brandstroem@example.org> (Jürgen Brandström)', '2025-03-03 09:00:00+00', '2025-03-03 09:00:00+00', 'b1aa982d-7beb-4100-9cef-717f60c86f38', NULL, NULL, NULL, NULL, NULL, NULL, NULL, 1, 'Mails::ReminderJob', NULL, NULL, NULL, NULL),
    ('241f6c3c-3808-46c7-8753-a53b8aeb272e', 'default', 0, '{"job_id": "03e79a55-3f31-46c7-9328-bdeecf991a92", "locale": "en", "priority": 0, "timezone": "Etc/UTC", "arguments": [{"_aj_globalid": "gid://open-project/User/421"}], "job_class": "Principals::DeleteJob", "executions": 0, "queue_name": "default"}', NULL, NULL, '2025-03-03 09:00:00+00', 'Text (Jürgen Brandström)', '2025-03-03 09:00:00+00', '2025-03-03 09:00:00+00', '03e79a55-3f31-46c7-9328-bdeecf991a92', 'Text (Jürgen Brandström)', NULL, NULL, NULL, NULL, NULL, NULL, 1, 'Principals::DeleteJob', NULL, '{"Jürgen Brandström"}', NULL, NULL),
    ('4b20f15d-e442-481d-9f75-8c79f218d711', 'default', 0, '{"job_id": "e3beb8dc-3bef-44e9-87b5-5e16fadb0709", "locale": "en", "priority": 0, "timezone": "Etc/UTC", "arguments": [{"user": {"_aj_globalid": "gid://open-project/User/41"}}], "job_class": "BackupJob", "executions": 0, "queue_name": "default"}', NULL, NULL, NULL, 'Jürgen  Brandström: Text', '2025-03-03 09:00:00+00', '2025-03-03 09:00:00+00', 'e3beb8dc-3bef-44e9-87b5-5e16fadb0709', 'Brandström, Jürgen: BackupJob-Jürgen Brandström', NULL, NULL, NULL, NULL, NULL, NULL, 1, 'BackupJob', NULL, '{j_brandstroem}', NULL, NULL),
    ('4c417549-0810-4673-ad5b-fb29ceeb1d5d', 'default', 0, '{"job_id": "79bd1df9-030e-49e9-b31c-7b18bc7e0413", "locale": "en", "priority": 0, "timezone": "Etc/UTC", "arguments": [{"user": {"_aj_globalid": "gid://open-project/User/42"}, "_aj_ruby2_keywords": ["user"]}], "job_class": "WorkPackages::ExportJob", "executions": 0, "queue_name": "default"}', NULL, NULL, NULL, NULL, '2025-03-03 09:00:00+00', '2025-03-03 09:00:00+00', '79bd1df9-030e-49e9-b31c-7b18bc7e0413', 'WorkPackages::ExportJob-42', NULL, NULL, NULL, NULL, NULL, NULL, 1, 'WorkPackages::ExportJob', NULL, NULL, NULL, NULL),
    ('58cdefd9-6b51-4f63-a9e4-b2f3ae8e1296', 'default', 0, '{"job_id": "571f5088-cafb-4195-a3a7-bcadef49ecb8", "locale": "en", "priority": 0, "timezone": "Etc/UTC", "arguments": ["create_notifications", {"_aj_globalid": "gid://open-project/Journal/42"}, true], "job_class": "Notifications::WorkflowJob", "executions": 0, "queue_name": "default"}', NULL, NULL, NULL, NULL, '2025-03-03 09:00:00+00', '2025-03-03 09:00:00+00', '571f5088-cafb-4195-a3a7-bcadef49ecb8', NULL, NULL, NULL, NULL, NULL, NULL, NULL, 1, 'Notifications::WorkflowJob', NULL, NULL, NULL, NULL),
    ('60560022-3bff-43f6-8d9b-49f2b097de4a', 'default', 0, '{"job_id": "e6a90743-8942-42cc-a7c3-e5a80d341f0f", "locale": "en", "priority": 0, "timezone": "Etc/UTC", "arguments": [{"_aj_globalid": "gid://open-project/Watcher/42"}, {"_aj_globalid": "gid://open-project/User/42"}], "job_class": "Mails::WatcherAddedJob", "executions": 0, "queue_name": "default"}', NULL, NULL, NULL, NULL, '2025-03-03 09:00:00+00', '2025-03-03 09:00:00+00', 'e6a90743-8942-42cc-a7c3-e5a80d341f0f', NULL, NULL, NULL, NULL, NULL, NULL, NULL, 1, 'Mails::WatcherAddedJob', NULL, '{mail,"Jürgen Brandström"}', NULL, NULL),
    ('84d553e0-7114-402b-b215-1429fb9c8080', 'default', 0, '{"job_id": "43bd81db-5e5b-482f-a639-bb7aeee6be66", "locale": "en", "priority": 0, "timezone": "Etc/UTC", "arguments": [{"member": {"_aj_globalid": "gid://open-project/Member/42"}, "message": "Willkommen Jürgen Brandström", "current_user": {"_aj_globalid": "gid://open-project/User/41"}, "_aj_ruby2_keywords": ["current_user", "member", "message"]}], "job_class": "Mails::MemberCreatedJob", "executions": 0, "queue_name": "default"}', NULL, NULL, NULL, NULL, '2025-03-03 09:00:00+00', '2025-03-03 09:00:00+00', '43bd81db-5e5b-482f-a639-bb7aeee6be66', NULL, NULL, NULL, NULL, NULL, NULL, NULL, 1, 'Mails::MemberCreatedJob', NULL, NULL, NULL, NULL),
    ('869c87a9-d331-4a55-aaa9-51380d9b28f5', 'default', 0, '{"job_id": "02b11be2-90db-4349-8921-bbb8599da501", "locale": "en", "priority": 0, "timezone": "Etc/UTC", "arguments": [{"_aj_globalid": "gid://open-project/User/42"}], "job_class": "Principals::DeleteJob", "executions": 0, "queue_name": "default"}', NULL, NULL, NULL, NULL, '2025-03-03 09:00:00+00', '2025-03-03 09:00:00+00', '02b11be2-90db-4349-8921-bbb8599da501', NULL, NULL, NULL, NULL, NULL, NULL, NULL, 1, 'Principals::DeleteJob', NULL, NULL, NULL, NULL);

INSERT INTO grid_widgets
    (id, start_row, end_row, start_column, end_column, identifier, options, grid_id)
VALUES
    (40, 1, 2, 1, 2, 'work_package_query', '---
name: Jürgen Brandström
queryId: ''42''
filters:
- assignee:
    operator: "="
    values:
    - ''42''
', 40),
    (41, 2, 3, 1, 2, 'work_packages_table', '---
name: Tabelle
queryProps: ''{"c":["id","subject"],"f":[{"n":"assignee","o":"=","v":["42"]},{"n":"author","o":"=","v":["41"]}]}''
', 40),
    (42, 2, 3, 2, 3, 'custom_text', '---
name: Text
text: Ansprechpartner <mention class="mention" data-id="42" data-type="user" data-text="@Jürgen
  Brandström">@Jürgen Brandström</mention> (Jürgen Brandström)
', 40),
    (43, 1, 2, 1, 2, 'work_package_query', '---
name: Liste
queryId: ''42''
filters:
- assignee:
    operator: "="
    values:
    - ''41''
', 41),
    (44, 2, 3, 1, 2, 'work_packages_table', '---
name: Tabelle
queryProps: ''{"c":["id","subject"],"f":[{"n":"assignee","o":"=","v":["42"]},{"n":"author","o":"=","v":["41"]}]}''
', 41),
    (45, 2, 3, 2, 3, 'custom_text', '---
name: Text
text: Ansprechpartner <mention class="mention" data-id="42" data-type="user" data-text="@Jürgen
  Brandström">@Jürgen Brandström</mention> (Jürgen Brandström)
', 41),
    (46, 1, 2, 1, 2, 'work_package_query', '---
name: Liste
queryId: ''42''
filters:
- assignee:
    operator: "="
    values:
    - ''42''
', 42),
    (47, 2, 3, 1, 2, 'work_packages_table', '---
name: Tabelle
queryProps: ''{"c":["id","subject"],"f":[{"n":"assignee","o":"=","v":["42"]},{"n":"author","o":"=","v":["41"]}]}''
', 42),
    (48, 2, 3, 2, 3, 'custom_text', '---
name: Text
text: Ansprechpartner <mention class="mention" data-id="42" data-type="user" data-text="@Jürgen
  Brandström">@Jürgen Brandström</mention> (Jürgen Brandström)
', 42),
    (49, 1, 2, 1, 2, 'work_package_query', '---
name: Liste
queryId: ''42''
filters:
- assignee:
    operator: "="
    values:
    - ''42''
', 43),
    (50, 2, 3, 1, 2, 'work_packages_table', '---
name: Tabelle
queryProps: ''{"c":["id","subject"],"f":[{"n":"assignee","o":"=","v":["42"]},{"n":"author","o":"=","v":["41"]}]}''
', 43),
    (51, 2, 3, 2, 3, 'custom_text', '---
name: Text
text: Ansprechpartner <mention class="mention" data-id="42" data-type="user" data-text="@Jürgen
  Brandström">@Jürgen Brandström</mention> (Jürgen Brandström)
', 43);

INSERT INTO grids
    (id, row_count, column_count, type, user_id, created_at, updated_at, project_id, name, options)
VALUES
    (40, 2, 2, 'Grids::MyPage', 42, '2025-03-03 09:00:00+00', '2025-03-03 09:00:00+00', NULL, 'Raster 0', '--- {}
'),
    (41, 2, 2, 'Grids::MyPage', 41, '2025-03-03 09:00:00+00', '2025-03-03 09:00:00+00', NULL, 'Raster 1', '--- {}
'),
    (42, 2, 2, 'Boards::Grid', NULL, '2025-03-03 09:00:00+00', '2025-03-03 09:00:00+00', 40, 'Board Team (Jürgen Brandström)', '---
type: action
attribute: assignee
filters:
- assignee:
    operator: "="
    values:
    - ''42''
- cf_40:
    operator: "="
    values:
    - ''42''
- subject:
    operator: "~"
    values:
    - Jürgen Brandström
'),
    (43, 2, 2, 'Grids::Overview', NULL, '2025-03-03 09:00:00+00', '2025-03-03 09:00:00+00', 41, 'Jürgen Brandström: Raster 3', '--- {}
');

INSERT INTO group_users
    (id, group_id, user_id)
VALUES
    (41, 50, 41),
    (43, 51, 43);

INSERT INTO hierarchical_item_hierarchies
    (ancestor_id, descendant_id, generations)
VALUES
    (40, 40, 0),
    (40, 41, 1),
    (40, 42, 1),
    (40, 43, 1),
    (41, 41, 0),
    (42, 42, 0),
    (43, 43, 0);

INSERT INTO job_statuses
    (id, reference_type, reference_id, message, created_at, updated_at, status, user_id, job_id,
    payload)
VALUES
    (40, 'Export', 40, 'Nachricht 0', '2026-11-25 03:07:04.564996+00', '2026-11-25 03:07:04.564996+00', 'success', 42, '6f25df0f-5804-46ec-a086-de7102e65709', '{"title": "Export", "download": "/x"}'),
    (41, 'Export', 41, 'Nachricht 1', '2026-11-25 03:07:04.565425+00', '2026-11-25 03:07:04.565425+00', 'success', 41, 'b1f06e25-b841-4bb0-94dd-05b8c0948a65', '{"title": "Export für Jürgen Brandström", "download": "/x"}'),
    (42, 'Export', 42, 'Nachricht 2', '2026-11-25 03:07:04.565724+00', '2026-11-25 03:07:04.565724+00', 'success', 42, '66208a80-3402-4345-a3fe-0c415d47f406', '{"title": "Export", "download": "/x"}'),
    (43, 'Export', 43, 'Nachricht 3 (Jürgen Brandström)', '2026-11-25 03:07:04.565991+00', '2026-11-25 03:07:04.565991+00', 'success', NULL, 'abe3eefc-a98e-4558-8019-8611a3335399', '{"title": "Export", "download": "/x"}');

INSERT INTO journals
    (id, journable_type, journable_id, user_id, notes, created_at, version, updated_at, data_type,
    data_id, cause, validity_period, restricted)
VALUES
    (100, 'News', 57, 44, '', '2025-03-03 09:00:00+00', 1, '2026-11-25 03:07:04.37743+00', 'Journal::NewsJournal', 57, '{}', '["2025-03-01 10:00:00+00","2025-03-02 10:00:00+00")', false),
    (101, 'News', 58, 3, '', '2025-03-03 09:00:00+00', 1, '2026-11-25 03:07:04.378206+00', 'Journal::NewsJournal', 58, '{}', '["2025-03-01 10:00:00+00","2025-03-02 10:00:00+00")', false),
    (102, 'Message', 40, 3, '', '2025-03-03 09:00:00+00', 1, '2026-11-25 03:07:04.380381+00', 'Journal::MessageJournal', 40, '{}', '["2025-03-01 10:00:00+00","2025-03-02 10:00:00+00")', false),
    (103, 'Message', 41, 41, '', '2025-03-03 09:00:00+00', 1, '2026-11-25 03:07:04.381141+00', 'Journal::MessageJournal', 41, '{}', '["2025-03-01 10:00:00+00","2025-03-02 10:00:00+00")', false),
    (104, 'Message', 42, 3, '', '2025-03-03 09:00:00+00', 1, '2026-11-25 03:07:04.381732+00', 'Journal::MessageJournal', 42, '{}', '["2025-03-01 10:00:00+00","2025-03-02 10:00:00+00")', false),
    (105, 'Message', 43, 44, '', '2025-03-03 09:00:00+00', 1, '2026-11-25 03:07:04.382585+00', 'Journal::MessageJournal', 43, '{}', '["2025-03-01 10:00:00+00","2025-03-02 10:00:00+00")', false),
    (106, 'Message', 44, 3, '', '2025-03-03 09:00:00+00', 1, '2026-11-25 03:07:04.383241+00', 'Journal::MessageJournal', 44, '{}', '["2025-03-01 10:00:00+00","2025-03-02 10:00:00+00")', false),
    (107, 'Message', 45, 46, '', '2025-03-03 09:00:00+00', 1, '2026-11-25 03:07:04.383888+00', 'Journal::MessageJournal', 45, '{}', '["2025-03-01 10:00:00+00","2025-03-02 10:00:00+00")', false),
    (108, 'Message', 46, 3, '', '2025-03-03 09:00:00+00', 1, '2026-11-25 03:07:04.384527+00', 'Journal::MessageJournal', 46, '{}', '["2025-03-01 10:00:00+00","2025-03-02 10:00:00+00")', false),
    (109, 'Message', 47, 40, '', '2025-03-03 09:00:00+00', 1, '2026-11-25 03:07:04.385431+00', 'Journal::MessageJournal', 47, '{}', '["2025-03-01 10:00:00+00","2025-03-02 10:00:00+00")', false),
    (110, 'Message', 48, 3, '', '2025-03-03 09:00:00+00', 1, '2026-11-25 03:07:04.386137+00', 'Journal::MessageJournal', 48, '{}', '["2025-03-01 10:00:00+00","2025-03-02 10:00:00+00")', false),
    (111, 'Message', 49, 43, '', '2025-03-03 09:00:00+00', 1, '2026-11-25 03:07:04.386776+00', 'Journal::MessageJournal', 49, '{}', '["2025-03-01 10:00:00+00","2025-03-02 10:00:00+00")', false),
    (112, 'Message', 50, 3, '', '2025-03-03 09:00:00+00', 1, '2026-11-25 03:07:04.387461+00', 'Journal::MessageJournal', 50, '{}', '["2025-03-01 10:00:00+00","2025-03-02 10:00:00+00")', false),
    (113, 'Message', 51, 45, '', '2025-03-03 09:00:00+00', 1, '2026-11-25 03:07:04.388089+00', 'Journal::MessageJournal', 51, '{}', '["2025-03-01 10:00:00+00","2025-03-02 10:00:00+00")', false),
    (114, 'Message', 52, 3, '', '2025-03-03 09:00:00+00', 1, '2026-11-25 03:07:04.388795+00', 'Journal::MessageJournal', 52, '{}', '["2025-03-01 10:00:00+00","2025-03-02 10:00:00+00")', false),
    (115, 'Message', 53, 47, '', '2025-03-03 09:00:00+00', 1, '2026-11-25 03:07:04.389405+00', 'Journal::MessageJournal', 53, '{}', '["2025-03-01 10:00:00+00","2025-03-02 10:00:00+00")', false),
    (116, 'Message', 54, 3, '', '2025-03-03 09:00:00+00', 1, '2026-11-25 03:07:04.389985+00', 'Journal::MessageJournal', 54, '{}', '["2025-03-01 10:00:00+00","2025-03-02 10:00:00+00")', false),
    (117, 'Message', 55, 41, '', '2025-03-03 09:00:00+00', 1, '2026-11-25 03:07:04.390547+00', 'Journal::MessageJournal', 55, '{}', '["2025-03-01 10:00:00+00","2025-03-02 10:00:00+00")', false),
    (118, 'Message', 56, 3, '', '2025-03-03 09:00:00+00', 1, '2026-11-25 03:07:04.391109+00', 'Journal::MessageJournal', 56, '{}', '["2025-03-01 10:00:00+00","2025-03-02 10:00:00+00")', false),
    (119, 'Message', 57, 44, '', '2025-03-03 09:00:00+00', 1, '2026-11-25 03:07:04.391691+00', 'Journal::MessageJournal', 57, '{}', '["2025-03-01 10:00:00+00","2025-03-02 10:00:00+00")', false),
    (120, 'Message', 58, 3, '', '2025-03-03 09:00:00+00', 1, '2026-11-25 03:07:04.392332+00', 'Journal::MessageJournal', 58, '{}', '["2025-03-01 10:00:00+00","2025-03-02 10:00:00+00")', false),
    (121, 'Document', 40, 3, '', '2025-03-03 09:00:00+00', 1, '2026-11-25 03:07:04.394503+00', 'Journal::DocumentJournal', 40, '{}', '["2025-03-01 10:00:00+00","2025-03-02 10:00:00+00")', false),
    (122, 'Document', 41, 41, '', '2025-03-03 09:00:00+00', 1, '2026-11-25 03:07:04.395815+00', 'Journal::DocumentJournal', 41, '{}', '["2025-03-01 10:00:00+00","2025-03-02 10:00:00+00")', false),
    (123, 'Document', 42, 3, '', '2025-03-03 09:00:00+00', 1, '2026-11-25 03:07:04.396695+00', 'Journal::DocumentJournal', 42, '{}', '["2025-03-01 10:00:00+00","2025-03-02 10:00:00+00")', false),
    (124, 'Document', 43, 44, '', '2025-03-03 09:00:00+00', 1, '2026-11-25 03:07:04.397372+00', 'Journal::DocumentJournal', 43, '{}', '["2025-03-01 10:00:00+00","2025-03-02 10:00:00+00")', false),
    (125, 'Document', 44, 3, '', '2025-03-03 09:00:00+00', 1, '2026-11-25 03:07:04.397966+00', 'Journal::DocumentJournal', 44, '{}', '["2025-03-01 10:00:00+00","2025-03-02 10:00:00+00")', false),
    (126, 'Document', 45, 46, '', '2025-03-03 09:00:00+00', 1, '2026-11-25 03:07:04.398555+00', 'Journal::DocumentJournal', 45, '{}', '["2025-03-01 10:00:00+00","2025-03-02 10:00:00+00")', false),
    (127, 'Document', 46, 3, '', '2025-03-03 09:00:00+00', 1, '2026-11-25 03:07:04.399139+00', 'Journal::DocumentJournal', 46, '{}', '["2025-03-01 10:00:00+00","2025-03-02 10:00:00+00")', false),
    (128, 'Document', 47, 40, '', '2025-03-03 09:00:00+00', 1, '2026-11-25 03:07:04.399952+00', 'Journal::DocumentJournal', 47, '{}', '["2025-03-01 10:00:00+00","2025-03-02 10:00:00+00")', false),
    (129, 'Document', 48, 3, '', '2025-03-03 09:00:00+00', 1, '2026-11-25 03:07:04.400544+00', 'Journal::DocumentJournal', 48, '{}', '["2025-03-01 10:00:00+00","2025-03-02 10:00:00+00")', false),
    (130, 'Document', 49, 43, '', '2025-03-03 09:00:00+00', 1, '2026-11-25 03:07:04.401194+00', 'Journal::DocumentJournal', 49, '{}', '["2025-03-01 10:00:00+00","2025-03-02 10:00:00+00")', false),
    (131, 'Document', 50, 3, '', '2025-03-03 09:00:00+00', 1, '2026-11-25 03:07:04.401787+00', 'Journal::DocumentJournal', 50, '{}', '["2025-03-01 10:00:00+00","2025-03-02 10:00:00+00")', false),
    (132, 'Document', 51, 45, '', '2025-03-03 09:00:00+00', 1, '2026-11-25 03:07:04.402365+00', 'Journal::DocumentJournal', 51, '{}', '["2025-03-01 10:00:00+00","2025-03-02 10:00:00+00")', false),
    (133, 'Document', 52, 3, '', '2025-03-03 09:00:00+00', 1, '2026-11-25 03:07:04.402955+00', 'Journal::DocumentJournal', 52, '{}', '["2025-03-01 10:00:00+00","2025-03-02 10:00:00+00")', false),
    (134, 'Document', 53, 47, '', '2025-03-03 09:00:00+00', 1, '2026-11-25 03:07:04.403632+00', 'Journal::DocumentJournal', 53, '{}', '["2025-03-01 10:00:00+00","2025-03-02 10:00:00+00")', false),
    (135, 'Document', 54, 3, '', '2025-03-03 09:00:00+00', 1, '2026-11-25 03:07:04.40423+00', 'Journal::DocumentJournal', 54, '{}', '["2025-03-01 10:00:00+00","2025-03-02 10:00:00+00")', false),
    (136, 'Document', 55, 41, '', '2025-03-03 09:00:00+00', 1, '2026-11-25 03:07:04.404839+00', 'Journal::DocumentJournal', 55, '{}', '["2025-03-01 10:00:00+00","2025-03-02 10:00:00+00")', false),
    (137, 'Document', 56, 3, '', '2025-03-03 09:00:00+00', 1, '2026-11-25 03:07:04.405416+00', 'Journal::DocumentJournal', 56, '{}', '["2025-03-01 10:00:00+00","2025-03-02 10:00:00+00")', false),
    (138, 'Document', 57, 44, '', '2025-03-03 09:00:00+00', 1, '2026-11-25 03:07:04.405984+00', 'Journal::DocumentJournal', 57, '{}', '["2025-03-01 10:00:00+00","2025-03-02 10:00:00+00")', false),
    (139, 'Document', 58, 3, '', '2025-03-03 09:00:00+00', 1, '2026-11-25 03:07:04.40655+00', 'Journal::DocumentJournal', 58, '{}', '["2025-03-01 10:00:00+00","2025-03-02 10:00:00+00")', false),
    (140, 'Project', 40, 3, '', '2025-03-03 09:00:00+00', 1, '2026-11-25 03:07:04.407166+00', 'Journal::ProjectJournal', 40, '{}', '["2025-03-01 10:00:00+00","2025-03-02 10:00:00+00")', false),
    (141, 'Project', 41, 41, '', '2025-03-03 09:00:00+00', 1, '2026-11-25 03:07:04.408121+00', 'Journal::ProjectJournal', 41, '{}', '["2025-03-01 10:00:00+00","2025-03-02 10:00:00+00")', false),
    (142, 'Project', 42, 3, '', '2025-03-03 09:00:00+00', 1, '2026-11-25 03:07:04.408999+00', 'Journal::ProjectJournal', 42, '{}', '["2025-03-01 10:00:00+00","2025-03-02 10:00:00+00")', false),
    (143, 'Changeset', 40, 3, '', '2025-03-03 09:00:00+00', 1, '2026-11-25 03:07:04.411287+00', 'Journal::ChangesetJournal', 40, '{}', '["2025-03-01 10:00:00+00","2025-03-02 10:00:00+00")', false),
    (144, 'Changeset', 41, 41, '', '2025-03-03 09:00:00+00', 1, '2026-11-25 03:07:04.412563+00', 'Journal::ChangesetJournal', 41, '{}', '["2025-03-01 10:00:00+00","2025-03-02 10:00:00+00")', false),
    (145, 'Changeset', 42, 3, '', '2025-03-03 09:00:00+00', 1, '2026-11-25 03:07:04.413676+00', 'Journal::ChangesetJournal', 42, '{}', '["2025-03-01 10:00:00+00","2025-03-02 10:00:00+00")', false),
    (146, 'Changeset', 43, 44, '', '2025-03-03 09:00:00+00', 1, '2026-11-25 03:07:04.414664+00', 'Journal::ChangesetJournal', 43, '{}', '["2025-03-01 10:00:00+00","2025-03-02 10:00:00+00")', false),
    (147, 'Meeting', 40, 3, '', '2025-03-03 09:00:00+00', 1, '2026-11-25 03:07:04.416908+00', 'Journal::MeetingJournal', 40, '{}', '["2025-03-01 10:00:00+00","2025-03-02 10:00:00+00")', false),
    (148, 'Meeting', 41, 41, '', '2025-03-03 09:00:00+00', 1, '2026-11-25 03:07:04.419798+00', 'Journal::MeetingJournal', 41, '{}', '["2025-03-01 10:00:00+00","2025-03-02 10:00:00+00")', false),
    (149, 'Meeting', 42, 3, '', '2025-03-03 09:00:00+00', 1, '2026-11-25 03:07:04.421779+00', 'Journal::MeetingJournal', 42, '{}', '["2025-03-01 10:00:00+00","2025-03-02 10:00:00+00")', false),
    (150, 'Meeting', 43, 44, '', '2025-03-03 09:00:00+00', 1, '2026-11-25 03:07:04.423698+00', 'Journal::MeetingJournal', 43, '{}', '["2025-03-01 10:00:00+00","2025-03-02 10:00:00+00")', false),
    (151, 'Meeting', 44, 3, '', '2025-03-03 09:00:00+00', 1, '2026-11-25 03:07:04.425672+00', 'Journal::MeetingJournal', 44, '{}', '["2025-03-01 10:00:00+00","2025-03-02 10:00:00+00")', false),
    (152, 'Budget', 40, 41, '', '2025-03-03 09:00:00+00', 1, '2026-11-25 03:07:04.431641+00', 'Journal::BudgetJournal', 40, '{}', '["2025-03-01 10:00:00+00","2025-03-02 10:00:00+00")', false),
    (153, 'Budget', 41, 3, '', '2025-03-03 09:00:00+00', 1, '2026-11-25 03:07:04.43312+00', 'Journal::BudgetJournal', 41, '{}', '["2025-03-01 10:00:00+00","2025-03-02 10:00:00+00")', false),
    (154, 'Budget', 42, 43, '', '2025-03-03 09:00:00+00', 1, '2026-11-25 03:07:04.434443+00', 'Journal::BudgetJournal', 42, '{}', '["2025-03-01 10:00:00+00","2025-03-02 10:00:00+00")', false),
    (155, 'TimeEntry', 40, 3, '', '2025-03-03 09:00:00+00', 1, '2026-11-25 03:07:04.436769+00', 'Journal::TimeEntryJournal', 40, '{}', '["2025-03-01 10:00:00+00","2025-03-02 10:00:00+00")', false),
    (156, 'TimeEntry', 41, 41, '', '2025-03-03 09:00:00+00', 1, '2026-11-25 03:07:04.438577+00', 'Journal::TimeEntryJournal', 41, '{}', '["2025-03-01 10:00:00+00","2025-03-02 10:00:00+00")', false),
    (157, 'TimeEntry', 42, 3, '', '2025-03-03 09:00:00+00', 1, '2026-11-25 03:07:04.439959+00', 'Journal::TimeEntryJournal', 42, '{}', '["2025-03-01 10:00:00+00","2025-03-02 10:00:00+00")', false),
    (158, 'TimeEntry', 43, 44, '', '2025-03-03 09:00:00+00', 1, '2026-11-25 03:07:04.441324+00', 'Journal::TimeEntryJournal', 43, '{}', '["2025-03-01 10:00:00+00","2025-03-02 10:00:00+00")', false),
    (159, 'Attachment', 40, 3, '', '2025-03-03 09:00:00+00', 1, '2026-11-25 03:07:04.52255+00', 'Journal::AttachmentJournal', 40, '{}', '["2025-03-01 10:00:00+00","2025-03-02 10:00:00+00")', false),
    (160, 'Attachment', 41, 41, '', '2025-03-03 09:00:00+00', 1, '2026-11-25 03:07:04.523383+00', 'Journal::AttachmentJournal', 41, '{}', '["2025-03-01 10:00:00+00","2025-03-02 10:00:00+00")', false),
    (162, 'Attachment', 43, 3, '', '2025-03-03 09:00:00+00', 1, '2026-11-25 03:07:04.524551+00', 'Journal::AttachmentJournal', 43, '{}', '["2025-03-01 10:00:00+00","2025-03-02 10:00:00+00")', false),
    (163, 'Attachment', 44, 3, '', '2025-03-03 09:00:00+00', 1, '2026-11-25 03:07:04.52555+00', 'Journal::AttachmentJournal', 44, '{}', '["2025-03-01 10:00:00+00","2025-03-02 10:00:00+00")', false),
    (164, 'Attachment', 45, 3, '', '2025-03-03 09:00:00+00', 1, '2026-11-25 03:07:04.526338+00', 'Journal::AttachmentJournal', 45, '{}', '["2025-03-01 10:00:00+00","2025-03-02 10:00:00+00")', false),
    (165, 'Attachment', 46, 3, '', '2025-03-03 09:00:00+00', 1, '2026-11-25 03:07:04.527013+00', 'Journal::AttachmentJournal', 46, '{}', '["2025-03-01 10:00:00+00","2025-03-02 10:00:00+00")', false),
    (166, 'Attachment', 47, 3, '', '2025-03-03 09:00:00+00', 1, '2026-11-25 03:07:04.527659+00', 'Journal::AttachmentJournal', 47, '{}', '["2025-03-01 10:00:00+00","2025-03-02 10:00:00+00")', false),
    (167, 'Attachment', 48, 3, '', '2025-03-03 09:00:00+00', 1, '2026-11-25 03:07:04.528319+00', 'Journal::AttachmentJournal', 48, '{}', '["2025-03-01 10:00:00+00","2025-03-02 10:00:00+00")', false),
    (168, 'Attachment', 49, 41, '', '2025-03-03 09:00:00+00', 1, '2026-11-25 03:07:04.529039+00', 'Journal::AttachmentJournal', 49, '{}', '["2025-03-01 10:00:00+00","2025-03-02 10:00:00+00")', false),
    (40, 'WorkPackage', 40, 41, 'Frage an <mention class="mention" data-id="3" data-type="user" data-text="@Deleted user">@Deleted user</mention> zum Vertrag.', '2025-03-03 09:00:00+00', 1, '2026-11-25 03:07:04.208528+00', 'Journal::WorkPackageJournal', 40, '{}', '["2025-03-01 10:00:00+00","2025-03-02 10:00:00+00")', true),
    (41, 'WorkPackage', 41, 43, 'An <mention class="mention" data-id="3" data-type="user" data-text="@Deleted user">@Deleted user</mention> auch.', '2025-03-03 09:00:00+00', 1, '2026-11-25 03:07:04.212728+00', 'Journal::WorkPackageJournal', 41, '{}', '["2025-03-01 10:00:00+00","2025-03-02 10:00:00+00")', false),
    (42, 'WorkPackage', 42, 3, 'Zuerst <mention class="mention" data-id="3" data-type="user" data-text="@Deleted user">@Deleted user</mention> zum Schluss. Ende.', '2025-03-03 09:00:00+00', 1, '2026-11-25 03:07:04.213693+00', 'Journal::WorkPackageJournal', 42, '{}', '["2025-03-01 10:00:00+00","2025-03-02 10:00:00+00")', false),
    (43, 'WorkPackage', 43, 41, 'Siehe user#3 und user#3 sowie user#3 im Anhang.', '2025-03-03 09:00:00+00', 1, '2026-11-25 03:07:04.215148+00', 'Journal::WorkPackageJournal', 43, '{"type": "system_update", "feature": "note by Jürgen Brandström"}', '["2025-03-01 10:00:00+00","2025-03-02 10:00:00+00")', false),
    (44, 'WorkPackage', 44, 43, 'Freigegeben durch user#42', '2025-03-03 09:00:00+00', 1, '2026-11-25 03:07:04.216899+00', 'Journal::WorkPackageJournal', 44, '{}', '["2025-03-01 10:00:00+00","2025-03-02 10:00:00+00")', false),
    (45, 'WorkPackage', 45, 3, 'Vorschlag von user#42, siehe auch (user#42) und user#"j_brandstroem"; danach user:"j_brandstroem" und user:j_brandstroem .', '2025-03-03 09:00:00+00', 1, '2026-11-25 03:07:04.218681+00', 'Journal::WorkPackageJournal', 45, '{}', '["2025-03-01 10:00:00+00","2025-03-02 10:00:00+00")', true),
    (46, 'WorkPackage', 46, 41, 'Zeile eins user#3 Zeile zwei ohne Namen
user#3 Tab.', '2025-03-03 09:00:00+00', 1, '2026-11-25 03:07:04.219241+00', 'Journal::WorkPackageJournal', 46, '{}', '["2025-03-01 10:00:00+00","2025-03-02 10:00:00+00")', false),
    (47, 'WorkPackage', 47, 43, 'Siehe <mention class="mention" data-id="3" data-type="user" data-text="@Deleted user">@Deleted user</mention> und #42 und ##42.', '2025-03-03 09:00:00+00', 1, '2026-11-25 03:07:04.220819+00', 'Journal::WorkPackageJournal', 47, '{}', '["2025-03-01 10:00:00+00","2025-03-02 10:00:00+00")', false),
    (48, 'WorkPackage', 48, 3, 'user#421 und user#4 2, group#42 , <mention class="mention" data-id="421" data-type="user" data-text="@Petr Novák">@Petr Novák</mention>, <mention class="mention" data-id="142" data-type="user" data-text="@Nobody">@Nobody</mention>.', '2025-03-03 09:00:00+00', 1, '2026-11-25 03:07:04.223171+00', 'Journal::WorkPackageJournal', 48, '{}', '["2025-03-01 10:00:00+00","2025-03-02 10:00:00+00")', false),
    (49, 'WorkPackage', 49, 41, 'Alt: <mention class=''mention'' data-id=''42'' data-type=''user'' data-text=''@Jürgen Brandström''>@Jürgen Brandström</mention> Ende.', '2025-03-03 09:00:00+00', 1, '2026-11-25 03:07:04.225765+00', 'Journal::WorkPackageJournal', 49, '{}', '["2025-03-01 10:00:00+00","2025-03-02 10:00:00+00")', false),
    (50, 'WorkPackage', 50, 43, 'Protokoll: Jürgen Brandström (juergen.brandstroem@example.org, j_brandstroem) hat zugestimmt. Auch „Brandström, Jürgen“ und JÜRGEN BRANDSTRÖM.', '2025-03-03 09:00:00+00', 1, '2026-11-25 03:07:04.228271+00', 'Journal::WorkPackageJournal', 50, '{}', '["2025-03-01 10:00:00+00","2025-03-02 10:00:00+00")', true),
    (51, 'WorkPackage', 51, 3, '<mention class="mention" data-id="3" data-type="user" data-text="@Deleted user">@Deleted user</mention>', '2025-03-03 09:00:00+00', 1, '2026-11-25 03:07:04.229801+00', 'Journal::WorkPackageJournal', 51, '{}', '["2025-03-01 10:00:00+00","2025-03-02 10:00:00+00")', false),
    (52, 'WorkPackage', 52, 41, 'Nur <mention class="mention" data-id="41" data-type="user" data-text="@Zoë van den Berg">@Zoë van den Berg</mention> und user#41 sind gemeint. @Zoë', '2025-03-03 09:00:00+00', 1, '2026-11-25 03:07:04.230456+00', 'Journal::WorkPackageJournal', 52, '{}', '["2025-03-01 10:00:00+00","2025-03-02 10:00:00+00")', false),
    (53, 'WorkPackage', 53, 43, '<mention class="mention" data-id="3" data-type="user" data-text="@Deleted user">@Deleted user</mention> um Rat. Schluss.', '2025-03-03 09:00:00+00', 1, '2026-11-25 03:07:04.232049+00', 'Journal::WorkPackageJournal', 53, '{}', '["2025-03-01 10:00:00+00","2025-03-02 10:00:00+00")', false),
    (54, 'WorkPackage', 54, 3, '<mention class="mention" data-id="3" data-type="user" data-text="@Deleted user">@Deleted user</mention> und <MENTION data-id="42">@Jürgen Brandström</MENTION>.', '2025-03-03 09:00:00+00', 1, '2026-11-25 03:07:04.233674+00', 'Journal::WorkPackageJournal', 54, '{}', '["2025-03-01 10:00:00+00","2025-03-02 10:00:00+00")', false),
    (55, 'WorkPackage', 55, 41, '```
<mention class="mention" data-id="3" data-type="user" data-text="@Deleted user">@Deleted user</mention>
user#3 in code
```
', '2025-03-03 09:00:00+00', 1, '2026-11-25 03:07:04.236228+00', 'Journal::WorkPackageJournal', 55, '{}', '["2025-03-01 10:00:00+00","2025-03-02 10:00:00+00")', true),
    (56, 'WorkPackage', 56, 43, '<mention class="mention" data-id="3" data-type="user" data-text="@Deleted user">@Deleted user</mention> – Profil: https://openproject.example.org/users/42 und [Jürgen Brandström](/users/42).', '2025-03-03 09:00:00+00', 1, '2026-11-25 03:07:04.238151+00', 'Journal::WorkPackageJournal', 56, '{}', '["2025-03-01 10:00:00+00","2025-03-02 10:00:00+00")', false),
    (57, 'WorkPackage', 57, 3, 'USER#42 und user#"J_BRANDSTROEM" und user#"JUERGEN.BRANDSTROEM@EXAMPLE.ORG" Ende', '2025-03-03 09:00:00+00', 1, '2026-11-25 03:07:04.240447+00', 'Journal::WorkPackageJournal', 57, '{}', '["2025-03-01 10:00:00+00","2025-03-02 10:00:00+00")', false),
    (58, 'WorkPackage', 58, 41, 'Hallo <mention class="mention" data-id="3" data-type="user" data-text="@Deleted user">@Deleted user</mention>, bitte den Plan prüfen.', '2025-03-03 09:00:00+00', 1, '2026-11-25 03:07:04.241057+00', 'Journal::WorkPackageJournal', 58, '{}', '["2025-03-01 10:00:00+00","2025-03-02 10:00:00+00")', false),
    (59, 'WorkPackage', 40, 3, 'Kommentar von mir, Gruß Jürgen', '2025-03-03 09:00:00+00', 2, '2026-11-25 03:07:04.242451+00', 'Journal::WorkPackageJournal', 59, '{}', '["2025-03-02 10:00:00+00","2025-03-03 10:00:00+00")', false),
    (60, 'WorkPackage', 41, 3, 'Kommentar von mir, Gruß Jürgen', '2025-03-03 09:00:00+00', 2, '2026-11-25 03:07:04.243916+00', 'Journal::WorkPackageJournal', 60, '{}', '["2025-03-02 10:00:00+00","2025-03-03 10:00:00+00")', false),
    (61, 'WorkPackage', 42, 3, 'Kommentar von mir, Gruß Jürgen', '2025-03-03 09:00:00+00', 2, '2026-11-25 03:07:04.24627+00', 'Journal::WorkPackageJournal', 61, '{}', '["2025-03-02 10:00:00+00","2025-03-03 10:00:00+00")', false),
    (62, 'WorkPackage', 43, 3, 'Kommentar von mir, Gruß Jürgen', '2025-03-03 09:00:00+00', 2, '2026-11-25 03:07:04.2468+00', 'Journal::WorkPackageJournal', 62, '{}', '["2025-03-02 10:00:00+00","2025-03-03 10:00:00+00")', false),
    (63, 'WorkPackage', 45, 3, '', '2025-03-03 09:00:00+00', 2, '2026-11-25 03:07:04.248282+00', 'Journal::WorkPackageJournal', 63, '{}', '["2025-03-02 10:00:00+00","2025-03-03 10:00:00+00")', false),
    (64, 'WikiPage', 40, 41, 'An <mention class="mention" data-id="3" data-type="user" data-text="@Deleted user">@Deleted user</mention> auch.', '2025-03-03 09:00:00+00', 1, '2026-11-25 03:07:04.34584+00', 'Journal::WikiPageJournal', 40, '{}', '["2025-03-01 10:00:00+00","2025-03-02 10:00:00+00")', false),
    (65, 'WikiPage', 41, 3, 'Zuerst <mention class="mention" data-id="3" data-type="user" data-text="@Deleted user">@Deleted user</mention> zum Schluss. Ende.', '2025-03-03 09:00:00+00', 1, '2026-11-25 03:07:04.346717+00', 'Journal::WikiPageJournal', 41, '{}', '["2025-03-01 10:00:00+00","2025-03-02 10:00:00+00")', false),
    (66, 'WikiPage', 42, 44, 'Siehe user#3 und user#3 sowie user#3 im Anhang.', '2025-03-03 09:00:00+00', 1, '2026-11-25 03:07:04.347613+00', 'Journal::WikiPageJournal', 42, '{}', '["2025-03-01 10:00:00+00","2025-03-02 10:00:00+00")', false),
    (67, 'WikiPage', 43, 3, 'Freigegeben durch user#42', '2025-03-03 09:00:00+00', 1, '2026-11-25 03:07:04.348195+00', 'Journal::WikiPageJournal', 43, '{}', '["2025-03-01 10:00:00+00","2025-03-02 10:00:00+00")', false),
    (68, 'WikiPage', 44, 46, 'Vorschlag von user#42, siehe auch (user#42) und user#"j_brandstroem"; danach user:"j_brandstroem" und user:j_brandstroem .', '2025-03-03 09:00:00+00', 1, '2026-11-25 03:07:04.348732+00', 'Journal::WikiPageJournal', 44, '{}', '["2025-03-01 10:00:00+00","2025-03-02 10:00:00+00")', false),
    (69, 'WikiPage', 45, 3, 'Zeile eins user#3 Zeile zwei ohne Namen
user#3 Tab.', '2025-03-03 09:00:00+00', 1, '2026-11-25 03:07:04.349367+00', 'Journal::WikiPageJournal', 45, '{}', '["2025-03-01 10:00:00+00","2025-03-02 10:00:00+00")', false),
    (70, 'WikiPage', 46, 40, 'Siehe <mention class="mention" data-id="3" data-type="user" data-text="@Deleted user">@Deleted user</mention> und #42 und ##42.', '2025-03-03 09:00:00+00', 1, '2026-11-25 03:07:04.350365+00', 'Journal::WikiPageJournal', 46, '{}', '["2025-03-01 10:00:00+00","2025-03-02 10:00:00+00")', false),
    (71, 'WikiPage', 47, 3, 'user#421 und user#4 2, group#42 , <mention class="mention" data-id="421" data-type="user" data-text="@Petr Novák">@Petr Novák</mention>, <mention class="mention" data-id="142" data-type="user" data-text="@Nobody">@Nobody</mention>.', '2025-03-03 09:00:00+00', 1, '2026-11-25 03:07:04.350963+00', 'Journal::WikiPageJournal', 47, '{}', '["2025-03-01 10:00:00+00","2025-03-02 10:00:00+00")', false),
    (72, 'WikiPage', 48, 43, 'Alt: <mention class=''mention'' data-id=''42'' data-type=''user'' data-text=''@Jürgen Brandström''>@Jürgen Brandström</mention> Ende.', '2025-03-03 09:00:00+00', 1, '2026-11-25 03:07:04.351536+00', 'Journal::WikiPageJournal', 48, '{}', '["2025-03-01 10:00:00+00","2025-03-02 10:00:00+00")', false),
    (73, 'WikiPage', 49, 3, 'Protokoll: Jürgen Brandström (juergen.brandstroem@example.org, j_brandstroem) hat zugestimmt. Auch „Brandström, Jürgen“ und JÜRGEN BRANDSTRÖM.', '2025-03-03 09:00:00+00', 1, '2026-11-25 03:07:04.352195+00', 'Journal::WikiPageJournal', 49, '{}', '["2025-03-01 10:00:00+00","2025-03-02 10:00:00+00")', false),
    (74, 'WikiPage', 50, 45, '<mention class="mention" data-id="3" data-type="user" data-text="@Deleted user">@Deleted user</mention>', '2025-03-03 09:00:00+00', 1, '2026-11-25 03:07:04.353154+00', 'Journal::WikiPageJournal', 50, '{}', '["2025-03-01 10:00:00+00","2025-03-02 10:00:00+00")', false),
    (75, 'WikiPage', 51, 3, 'Nur <mention class="mention" data-id="41" data-type="user" data-text="@Zoë van den Berg">@Zoë van den Berg</mention> und user#41 sind gemeint. @Zoë', '2025-03-03 09:00:00+00', 1, '2026-11-25 03:07:04.354396+00', 'Journal::WikiPageJournal', 51, '{}', '["2025-03-01 10:00:00+00","2025-03-02 10:00:00+00")', false),
    (76, 'WikiPage', 52, 47, '<mention class="mention" data-id="3" data-type="user" data-text="@Deleted user">@Deleted user</mention> um Rat. Schluss.', '2025-03-03 09:00:00+00', 1, '2026-11-25 03:07:04.355594+00', 'Journal::WikiPageJournal', 52, '{}', '["2025-03-01 10:00:00+00","2025-03-02 10:00:00+00")', false),
    (77, 'WikiPage', 53, 3, '<mention class="mention" data-id="3" data-type="user" data-text="@Deleted user">@Deleted user</mention> und <MENTION data-id="42">@Jürgen Brandström</MENTION>.', '2025-03-03 09:00:00+00', 1, '2026-11-25 03:07:04.356326+00', 'Journal::WikiPageJournal', 53, '{}', '["2025-03-01 10:00:00+00","2025-03-02 10:00:00+00")', false),
    (78, 'WikiPage', 54, 41, '```
<mention class="mention" data-id="3" data-type="user" data-text="@Deleted user">@Deleted user</mention>
user#3 in code
```
', '2025-03-03 09:00:00+00', 1, '2026-11-25 03:07:04.35707+00', 'Journal::WikiPageJournal', 54, '{}', '["2025-03-01 10:00:00+00","2025-03-02 10:00:00+00")', false),
    (79, 'WikiPage', 55, 3, '<mention class="mention" data-id="3" data-type="user" data-text="@Deleted user">@Deleted user</mention> – Profil: https://openproject.example.org/users/42 und [Jürgen Brandström](/users/42).', '2025-03-03 09:00:00+00', 1, '2026-11-25 03:07:04.357791+00', 'Journal::WikiPageJournal', 55, '{}', '["2025-03-01 10:00:00+00","2025-03-02 10:00:00+00")', false),
    (80, 'WikiPage', 56, 44, 'USER#42 und user#"J_BRANDSTROEM" und user#"JUERGEN.BRANDSTROEM@EXAMPLE.ORG" Ende', '2025-03-03 09:00:00+00', 1, '2026-11-25 03:07:04.358464+00', 'Journal::WikiPageJournal', 56, '{}', '["2025-03-01 10:00:00+00","2025-03-02 10:00:00+00")', false),
    (81, 'WikiPage', 57, 3, 'Hallo <mention class="mention" data-id="3" data-type="user" data-text="@Deleted user">@Deleted user</mention>, bitte den Plan prüfen.', '2025-03-03 09:00:00+00', 1, '2026-11-25 03:07:04.359111+00', 'Journal::WikiPageJournal', 57, '{}', '["2025-03-01 10:00:00+00","2025-03-02 10:00:00+00")', false),
    (82, 'WikiPage', 58, 46, 'Frage an <mention class="mention" data-id="3" data-type="user" data-text="@Deleted user">@Deleted user</mention> zum Vertrag.', '2025-03-03 09:00:00+00', 1, '2026-11-25 03:07:04.359828+00', 'Journal::WikiPageJournal', 58, '{}', '["2025-03-01 10:00:00+00","2025-03-02 10:00:00+00")', false),
    (83, 'News', 40, 3, '', '2025-03-03 09:00:00+00', 1, '2026-11-25 03:07:04.363386+00', 'Journal::NewsJournal', 40, '{}', '["2025-03-01 10:00:00+00","2025-03-02 10:00:00+00")', false),
    (84, 'News', 41, 41, '', '2025-03-03 09:00:00+00', 1, '2026-11-25 03:07:04.364523+00', 'Journal::NewsJournal', 41, '{}', '["2025-03-01 10:00:00+00","2025-03-02 10:00:00+00")', false),
    (85, 'News', 42, 3, '', '2025-03-03 09:00:00+00', 1, '2026-11-25 03:07:04.365412+00', 'Journal::NewsJournal', 42, '{}', '["2025-03-01 10:00:00+00","2025-03-02 10:00:00+00")', false),
    (86, 'News', 43, 44, 'Frage an <mention class="mention" data-id="3" data-type="user" data-text="@Deleted user">@Deleted user</mention> und user#3 sowie user#3 . Gruß, Jürgen Brandström', '2025-03-03 09:00:00+00', 1, '2026-11-25 03:07:04.366445+00', 'Journal::NewsJournal', 43, '{}', '["2025-03-01 10:00:00+00","2025-03-02 10:00:00+00")', false),
    (87, 'News', 44, 3, '', '2025-03-03 09:00:00+00', 1, '2026-11-25 03:07:04.367221+00', 'Journal::NewsJournal', 44, '{}', '["2025-03-01 10:00:00+00","2025-03-02 10:00:00+00")', false),
    (88, 'News', 45, 46, 'Juergen Brandstroem: Text', '2025-03-03 09:00:00+00', 1, '2026-11-25 03:07:04.367982+00', 'Journal::NewsJournal', 45, '{}', '["2025-03-01 10:00:00+00","2025-03-02 10:00:00+00")', false),
    (89, 'News', 46, 3, '', '2025-03-03 09:00:00+00', 1, '2026-11-25 03:07:04.368738+00', 'Journal::NewsJournal', 46, '{}', '["2025-03-01 10:00:00+00","2025-03-02 10:00:00+00")', false),
    (90, 'News', 47, 40, '', '2025-03-03 09:00:00+00', 1, '2026-11-25 03:07:04.369575+00', 'Journal::NewsJournal', 47, '{}', '["2025-03-01 10:00:00+00","2025-03-02 10:00:00+00")', false),
    (91, 'News', 48, 3, '', '2025-03-03 09:00:00+00', 1, '2026-11-25 03:07:04.370338+00', 'Journal::NewsJournal', 48, '{}', '["2025-03-01 10:00:00+00","2025-03-02 10:00:00+00")', false),
    (92, 'News', 49, 43, '', '2025-03-03 09:00:00+00', 1, '2026-11-25 03:07:04.371095+00', 'Journal::NewsJournal', 49, '{}', '["2025-03-01 10:00:00+00","2025-03-02 10:00:00+00")', false),
    (93, 'News', 50, 3, '', '2025-03-03 09:00:00+00', 1, '2026-11-25 03:07:04.371856+00', 'Journal::NewsJournal', 50, '{}', '["2025-03-01 10:00:00+00","2025-03-02 10:00:00+00")', false),
    (94, 'News', 51, 45, '', '2025-03-03 09:00:00+00', 1, '2026-11-25 03:07:04.372629+00', 'Journal::NewsJournal', 51, '{}', '["2025-03-01 10:00:00+00","2025-03-02 10:00:00+00")', false),
    (95, 'News', 52, 3, '', '2025-03-03 09:00:00+00', 1, '2026-11-25 03:07:04.373527+00', 'Journal::NewsJournal', 52, '{}', '["2025-03-01 10:00:00+00","2025-03-02 10:00:00+00")', false),
    (96, 'News', 53, 47, '', '2025-03-03 09:00:00+00', 1, '2026-11-25 03:07:04.374356+00', 'Journal::NewsJournal', 53, '{}', '["2025-03-01 10:00:00+00","2025-03-02 10:00:00+00")', false),
    (97, 'News', 54, 3, '', '2025-03-03 09:00:00+00', 1, '2026-11-25 03:07:04.375112+00', 'Journal::NewsJournal', 54, '{}', '["2025-03-01 10:00:00+00","2025-03-02 10:00:00+00")', false),
    (98, 'News', 55, 41, '', '2025-03-03 09:00:00+00', 1, '2026-11-25 03:07:04.375865+00', 'Journal::NewsJournal', 55, '{}', '["2025-03-01 10:00:00+00","2025-03-02 10:00:00+00")', false),
    (99, 'News', 56, 3, '', '2025-03-03 09:00:00+00', 1, '2026-11-25 03:07:04.376616+00', 'Journal::NewsJournal', 56, '{}', '["2025-03-01 10:00:00+00","2025-03-02 10:00:00+00")', false);

INSERT INTO labor_budget_items
    (id, budget_id, hours, user_id, comments, amount)
VALUES
    (40, 40, 8, 42, 'Stunden 00', 100.0000),
    (41, 40, 8, 41, 'Stunden 01', 100.0000),
    (42, 41, 8, 42, 'Stunden 10', 100.0000),
    (43, 41, 8, 41, 'Stunden 11 (Jürgen Brandström)', 100.0000),
    (44, 42, 8, 42, 'Stunden 20', 100.0000),
    (45, 42, 8, 41, 'Jürgen  Brandström: Stunden 21', 100.0000);

INSERT INTO ldap_auth_sources
    (id, name, host, port, account, account_password, base_dn, attr_login, attr_firstname,
    attr_lastname, attr_mail, onthefly_register, attr_admin, created_at, updated_at, tls_mode,
    filter_string, verify_peer, tls_certificate_string)
VALUES
    (40, 'LDAP 0', 'ldap0.example.org', 389, 'cn=svc0,dc=example', '', 'dc=example0', 'uid', NULL, NULL, NULL, false, NULL, '2025-03-03 09:00:00+00', '2025-03-03 09:00:00+00', 0, '(objectClass=person)', true, NULL),
    (41, 'LDAP 1 (Jürgen Brandström)', 'ldap1.example.org', 389, 'cn=svc1,dc=example (Jürgen Brandström)', '', 'dc=example1 (Jürgen Brandström)', 'uid', NULL, NULL, NULL, false, NULL, '2025-03-03 09:00:00+00', '2025-03-03 09:00:00+00', 0, '(objectClass=person) (Jürgen Brandström)', true, NULL),
    (42, 'j_brandstroem: LDAP 2', 'ldap2.example.org', 389, 'juergen.brandstroem@example.org: cn=svc2,dc=example', '', 'JÜRGEN BRANDSTRÖM: dc=example2', 'uid', NULL, NULL, NULL, false, NULL, '2025-03-03 09:00:00+00', '2025-03-03 09:00:00+00', 0, 'J. Brandström: (objectClass=person)', true, NULL);

INSERT INTO ldap_groups_memberships
    (id, user_id, group_id, created_at, updated_at)
VALUES
    (41, 41, 40, '2026-11-25 03:07:04.490981+00', '2026-11-25 03:07:04.490981+00');

INSERT INTO ldap_groups_synchronized_filters
    (id, name, group_name_attribute, filter_string, ldap_auth_source_id, created_at, updated_at,
    base_dn, sync_users)
VALUES
    (40, 'Filter 0', 'cn', '(cn=*)', 40, '2026-11-25 03:07:04.488968+00', '2026-11-25 03:07:04.488968+00', 'ou=g0', false),
    (41, 'Filter 1 (Jürgen Brandström)', 'cn', '(cn=*) (Jürgen Brandström)', 41, '2026-11-25 03:07:04.489369+00', '2026-11-25 03:07:04.489369+00', 'ou=g1 (Jürgen Brandström)', false),
    (42, 'Juergen Brandstroem: Filter 2', 'cn', 'Jürgen Brandström: (cn=*)', 42, '2026-11-25 03:07:04.489548+00', '2026-11-25 03:07:04.489548+00', 'J&uuml;rgen Brandstr&ouml;m: ou=g2', false);

INSERT INTO material_budget_items
    (id, budget_id, units, cost_type_id, comments, amount)
VALUES
    (40, 40, 3, 40, 'Material 0', NULL),
    (41, 41, 3, 41, 'Material 1 (Jürgen Brandström)', NULL),
    (42, 42, 3, 42, 'Brandström, Jürgen: Material 2', NULL);

INSERT INTO mcp_configurations
    (id, identifier, title, description, enabled, created_at, updated_at)
VALUES
    (40, 'mcp0', 'MCP 0', 'MCP-Beschr 0', false, '2025-03-03 09:00:00+00', '2025-03-03 09:00:00+00'),
    (41, 'mcp1', 'MCP 1 (Jürgen Brandström)', 'MCP-Beschr 1 (Jürgen Brandström)', false, '2025-03-03 09:00:00+00', '2025-03-03 09:00:00+00'),
    (42, 'mcp2', 'Brandström, Jürgen: MCP 2', 'j_brandstroem: MCP-Beschr 2', false, '2025-03-03 09:00:00+00', '2025-03-03 09:00:00+00');

INSERT INTO meeting_journals
    (id, title, author_id, project_id, location, start_time, duration, state)
VALUES
    (40, 'Besprechung 0', 3, 40, 'Raum 0', '2025-03-03 09:00:00+00', 1, 0),
    (41, 'Besprechung 1', 41, 41, 'Raum 1', '2025-03-03 09:00:00+00', 1, 0),
    (42, 'Besprechung 2', 3, 42, 'Raum 2', '2025-03-03 09:00:00+00', 1, 0),
    (43, 'Besprechung 3 (Jürgen Brandström)', 44, 40, 'Raum 3 (Jürgen Brandström)', '2025-03-03 09:00:00+00', 1, 0),
    (44, 'Besprechung 4', 3, 41, 'Raum 4', '2025-03-03 09:00:00+00', 1, 0);

INSERT INTO meeting_participants
    (id, user_id, meeting_id, email, name, invited, attended, created_at, updated_at,
    participation_status, comment)
VALUES
    (40, 41, 40, 'zoe.vandenberg@example.org', 'Zoë van den Berg', true, NULL, '2025-03-03 09:00:00+00', '2025-03-03 09:00:00+00', 'needs-action', NULL),
    (41, 3, 40, 'juergen.brandstroem@example.org', 'Jürgen Brandström', true, true, '2025-03-03 09:00:00+00', '2025-03-03 09:00:00+00', 'ACCEPTED', 'komme gerne, Jürgen Brandström'),
    (42, 41, 41, 'zoe.vandenberg@example.org (Jürgen Brandström)', 'Zoë van den Berg (Jürgen Brandström)', true, NULL, '2025-03-03 09:00:00+00', '2025-03-03 09:00:00+00', 'needs-action', 'Text (Jürgen Brandström)'),
    (43, NULL, 41, 'Jürgen  Brandström: gast@example.com', 'J&uuml;rgen Brandstr&ouml;m: Gast von Jürgen Brandström', true, NULL, '2025-03-03 09:00:00+00', '2025-03-03 09:00:00+00', 'needs-action', 'Brandström, Jürgen: Text'),
    (44, 41, 42, 'zoe.vandenberg@example.org', 'Zoë van den Berg', true, NULL, '2025-03-03 09:00:00+00', '2025-03-03 09:00:00+00', 'needs-action', NULL),
    (45, 3, 42, 'juergen.brandstroem@example.org', 'Jürgen Brandström', true, true, '2025-03-03 09:00:00+00', '2025-03-03 09:00:00+00', 'ACCEPTED', 'komme gerne, Jürgen Brandström'),
    (46, 41, 43, 'zoe.vandenberg@example.org', 'Zoë van den Berg', true, NULL, '2025-03-03 09:00:00+00', '2025-03-03 09:00:00+00', 'needs-action', NULL),
    (47, 3, 43, 'juergen.brandstroem@example.org', 'Jürgen Brandström', true, true, '2025-03-03 09:00:00+00', '2025-03-03 09:00:00+00', 'ACCEPTED', 'komme gerne, Jürgen Brandström'),
    (48, 41, 44, 'zoe.vandenberg@example.org', 'Zoë van den Berg', true, NULL, '2025-03-03 09:00:00+00', '2025-03-03 09:00:00+00', 'needs-action', NULL),
    (49, 3, 44, 'juergen.brandstroem@example.org', 'Jürgen Brandström', true, true, '2025-03-03 09:00:00+00', '2025-03-03 09:00:00+00', 'ACCEPTED', 'komme gerne, Jürgen Brandström');

INSERT INTO meetings
    (id, title, author_id, project_id, location, start_time, duration, created_at, updated_at,
    state, lock_version, recurring_meeting_id, template, uid, notify)
VALUES
    (40, 'Besprechung 0', 3, 40, 'Raum 0', '2025-03-03 09:00:00+00', 1, '2025-03-03 09:00:00+00', '2025-03-03 09:00:00+00', 0, 1, NULL, false, 'm-0', true),
    (41, 'Besprechung 1', 41, 41, 'Raum 1', '2025-03-03 09:00:00+00', 1, '2025-03-03 09:00:00+00', '2025-03-03 09:00:00+00', 0, 0, NULL, false, 'm-1', true),
    (42, 'Besprechung 2', 3, 42, 'Raum 2', '2025-03-03 09:00:00+00', 1, '2025-03-03 09:00:00+00', '2025-03-03 09:00:00+00', 0, 1, NULL, false, 'm-2', true),
    (43, 'Besprechung 3 (Jürgen Brandström)', 44, 40, 'Raum 3 (Jürgen Brandström)', '2025-03-03 09:00:00+00', 1, '2025-03-03 09:00:00+00', '2025-03-03 09:00:00+00', 0, 0, 40, true, 'm-3', true),
    (44, 'Besprechung 4', 3, 41, 'Raum 4', '2025-03-03 09:00:00+00', 1, '2025-03-03 09:00:00+00', '2025-03-03 09:00:00+00', 0, 1, 40, false, 'm-4', true);

INSERT INTO member_roles
    (id, member_id, role_id, inherited_from)
VALUES
    (40, 40, 40, NULL),
    (43, 42, 40, 40),
    (45, 44, 40, NULL),
    (47, 46, 42, NULL),
    (49, 48, 43, NULL),
    (51, 50, 46, NULL),
    (53, 52, 40, NULL),
    (54, 53, 40, NULL);

INSERT INTO members
    (id, user_id, project_id, created_at, updated_at, entity_type, entity_id)
VALUES
    (40, 50, 40, '2026-11-25 03:07:04.457811+00', '2026-11-25 03:07:04.457811+00', NULL, NULL),
    (42, 41, 40, '2026-11-25 03:07:04.460246+00', '2026-11-25 03:07:04.460246+00', NULL, NULL),
    (44, 43, 41, '2026-11-25 03:07:04.460991+00', '2026-11-25 03:07:04.460991+00', NULL, NULL),
    (46, 44, NULL, '2026-11-25 03:07:04.461809+00', '2026-11-25 03:07:04.461809+00', NULL, NULL),
    (48, 41, 41, '2026-11-25 03:07:04.462638+00', '2026-11-25 03:07:04.462638+00', 'WorkPackage', 41),
    (50, 43, NULL, '2026-11-25 03:07:04.463624+00', '2026-11-25 03:07:04.463624+00', 'ProjectQuery', 41),
    (52, 52, 42, '2026-11-25 03:07:04.464337+00', '2026-11-25 03:07:04.464337+00', NULL, NULL),
    (53, 45, 42, '2026-11-25 03:07:04.464684+00', '2026-11-25 03:07:04.464684+00', NULL, NULL);

INSERT INTO menu_items
    (id, name, title, parent_id, options, navigatable_id, type)
VALUES
    (40, 'menu-0', 'Menü 0', NULL, '---
:index_page: true
:new_wiki_page: true
:note: x
', 40, 'MenuItems::WikiMenuItem'),
    (41, 'menu-1 (Jürgen Brandström)', 'Menü 1 (Jürgen Brandström)', NULL, '---
:index_page: true
:new_wiki_page: true
:note: Jürgen Brandström
', 41, 'MenuItems::WikiMenuItem'),
    (42, 'Brandström, Jürgen: menu-2', 'j_brandstroem: Menü 2', NULL, '---
:index_page: true
:new_wiki_page: true
:note: x
', 42, 'MenuItems::WikiMenuItem');

INSERT INTO message_journals
    (id, forum_id, parent_id, subject, content, author_id, locked, sticky)
VALUES
    (40, 40, NULL, 'Thema 0', 'Hallo <mention class="mention" data-id="3" data-type="user" data-text="@Deleted user">@Deleted user</mention>, bitte den Plan prüfen.', 3, NULL, NULL),
    (41, 41, NULL, 'Thema 1', 'Frage an <mention class="mention" data-id="3" data-type="user" data-text="@Deleted user">@Deleted user</mention> zum Vertrag.', 41, NULL, NULL),
    (42, 42, NULL, 'Thema 2', 'An <mention class="mention" data-id="3" data-type="user" data-text="@Deleted user">@Deleted user</mention> auch.', 3, NULL, NULL),
    (43, 40, NULL, 'Thema 3 (Jürgen Brandström)', 'Zuerst <mention class="mention" data-id="3" data-type="user" data-text="@Deleted user">@Deleted user</mention> zum Schluss. Ende.', 44, NULL, NULL),
    (44, 41, NULL, 'Thema 4', 'Siehe user#3 und user#3 sowie user#3 im Anhang.', 3, NULL, NULL),
    (45, 42, NULL, 'Juergen Brandstroem: Thema 5', 'Freigegeben durch user#42', 46, NULL, NULL),
    (46, 40, NULL, 'Thema 6', 'Vorschlag von user#42, siehe auch (user#42) und user#"j_brandstroem"; danach user:"j_brandstroem" und user:j_brandstroem .', 3, NULL, NULL),
    (47, 41, NULL, 'Thema 7', 'Zeile eins user#3 Zeile zwei ohne Namen
user#3 Tab.', 40, NULL, NULL),
    (48, 42, NULL, 'Thema 8', 'Siehe <mention class="mention" data-id="3" data-type="user" data-text="@Deleted user">@Deleted user</mention> und #42 und ##42.', 3, NULL, NULL),
    (49, 40, NULL, 'Thema 9', 'user#421 und user#4 2, group#42 , <mention class="mention" data-id="421" data-type="user" data-text="@Petr Novák">@Petr Novák</mention>, <mention class="mention" data-id="142" data-type="user" data-text="@Nobody">@Nobody</mention>.', 43, NULL, NULL),
    (50, 41, NULL, 'Thema 10', 'Alt: <mention class=''mention'' data-id=''42'' data-type=''user'' data-text=''@Jürgen Brandström''>@Jürgen Brandström</mention> Ende.', 3, NULL, NULL),
    (51, 42, NULL, 'Thema 11', 'Protokoll: Jürgen Brandström (juergen.brandstroem@example.org, j_brandstroem) hat zugestimmt. Auch „Brandström, Jürgen“ und JÜRGEN BRANDSTRÖM.', 45, NULL, NULL),
    (52, 40, NULL, 'Thema 12', '<mention class="mention" data-id="3" data-type="user" data-text="@Deleted user">@Deleted user</mention>', 3, NULL, NULL),
    (53, 41, NULL, 'Thema 13', 'Nur <mention class="mention" data-id="41" data-type="user" data-text="@Zoë van den Berg">@Zoë van den Berg</mention> und user#41 sind gemeint. @Zoë', 47, NULL, NULL),
    (54, 42, NULL, 'Thema 14', '<mention class="mention" data-id="3" data-type="user" data-text="@Deleted user">@Deleted user</mention> um Rat. Schluss.', 3, NULL, NULL),
    (55, 40, NULL, 'Thema 15', '<mention class="mention" data-id="3" data-type="user" data-text="@Deleted user">@Deleted user</mention> und <MENTION data-id="42">@Jürgen Brandström</MENTION>.', 41, NULL, NULL),
    (56, 41, NULL, 'Thema 16', '```
<mention class="mention" data-id="3" data-type="user" data-text="@Deleted user">@Deleted user</mention>
user#3 in code
```
', 3, NULL, NULL),
    (57, 42, NULL, 'Thema 17', '<mention class="mention" data-id="3" data-type="user" data-text="@Deleted user">@Deleted user</mention> – Profil: https://openproject.example.org/users/42 und [Jürgen Brandström](/users/42).', 44, NULL, NULL),
    (58, 40, NULL, 'Thema 18', 'USER#42 und user#"J_BRANDSTROEM" und user#"JUERGEN.BRANDSTROEM@EXAMPLE.ORG" Ende', 3, NULL, NULL);

INSERT INTO messages
    (id, forum_id, parent_id, subject, content, author_id, replies_count, last_reply_id,
    created_at, updated_at, locked, sticky, sticked_on)
VALUES
    (40, 40, NULL, 'Thema 0', 'Hallo <mention class="mention" data-id="3" data-type="user" data-text="@Deleted user">@Deleted user</mention>, bitte den Plan prüfen.', 3, 0, NULL, '2026-11-25 03:07:04.379398+00', '2026-11-25 03:07:04.379398+00', false, 0, NULL),
    (41, 41, NULL, 'Thema 1', 'Frage an <mention class="mention" data-id="3" data-type="user" data-text="@Deleted user">@Deleted user</mention> zum Vertrag.', 41, 0, NULL, '2026-11-25 03:07:04.380685+00', '2026-11-25 03:07:04.380685+00', false, 0, NULL),
    (42, 42, NULL, 'Thema 2', 'An <mention class="mention" data-id="3" data-type="user" data-text="@Deleted user">@Deleted user</mention> auch.', 3, 0, NULL, '2026-11-25 03:07:04.381359+00', '2026-11-25 03:07:04.381359+00', false, 0, NULL),
    (43, 40, NULL, 'Thema 3 (Jürgen Brandström)', 'Zuerst <mention class="mention" data-id="3" data-type="user" data-text="@Deleted user">@Deleted user</mention> zum Schluss. Ende.', 44, 0, NULL, '2026-11-25 03:07:04.382161+00', '2026-11-25 03:07:04.382161+00', false, 0, NULL),
    (44, 41, NULL, 'Thema 4', 'Siehe user#3 und user#3 sowie user#3 im Anhang.', 3, 0, NULL, '2026-11-25 03:07:04.382806+00', '2026-11-25 03:07:04.382806+00', false, 0, NULL),
    (45, 42, NULL, 'J. Brandström: Thema 5', 'Freigegeben durch user#42', 46, 0, NULL, '2026-11-25 03:07:04.383483+00', '2026-11-25 03:07:04.383483+00', false, 0, NULL),
    (46, 40, NULL, 'Thema 6', 'Vorschlag von user#42, siehe auch (user#42) und user#"j_brandstroem"; danach user:"j_brandstroem" und user:j_brandstroem .', 3, 0, NULL, '2026-11-25 03:07:04.384113+00', '2026-11-25 03:07:04.384113+00', false, 0, NULL),
    (47, 41, NULL, 'Thema 7', 'Zeile eins user#3 Zeile zwei ohne Namen
user#3 Tab.', 40, 0, NULL, '2026-11-25 03:07:04.384882+00', '2026-11-25 03:07:04.384882+00', false, 0, NULL),
    (48, 42, NULL, 'Thema 8', 'Siehe <mention class="mention" data-id="3" data-type="user" data-text="@Deleted user">@Deleted user</mention> und #42 und ##42.', 3, 0, NULL, '2026-11-25 03:07:04.385715+00', '2026-11-25 03:07:04.385715+00', false, 0, NULL),
    (49, 40, NULL, 'Thema 9', 'user#421 und user#4 2, group#42 , <mention class="mention" data-id="421" data-type="user" data-text="@Petr Novák">@Petr Novák</mention>, <mention class="mention" data-id="142" data-type="user" data-text="@Nobody">@Nobody</mention>.', 43, 0, NULL, '2026-11-25 03:07:04.38637+00', '2026-11-25 03:07:04.38637+00', false, 0, NULL),
    (50, 41, NULL, 'Thema 10', 'Alt: <mention class=''mention'' data-id=''42'' data-type=''user'' data-text=''@Jürgen Brandström''>@Jürgen Brandström</mention> Ende.', 3, 0, NULL, '2026-11-25 03:07:04.387033+00', '2026-11-25 03:07:04.387033+00', false, 0, NULL),
    (51, 42, NULL, 'Thema 11', 'Protokoll: Jürgen Brandström (juergen.brandstroem@example.org, j_brandstroem) hat zugestimmt. Auch „Brandström, Jürgen“ und JÜRGEN BRANDSTRÖM.', 45, 0, NULL, '2026-11-25 03:07:04.387693+00', '2026-11-25 03:07:04.387693+00', false, 0, NULL),
    (52, 40, NULL, 'Thema 12', '<mention class="mention" data-id="3" data-type="user" data-text="@Deleted user">@Deleted user</mention>', 3, 0, NULL, '2026-11-25 03:07:04.388344+00', '2026-11-25 03:07:04.388344+00', false, 0, NULL),
    (53, 41, NULL, 'Thema 13', 'Nur <mention class="mention" data-id="41" data-type="user" data-text="@Zoë van den Berg">@Zoë van den Berg</mention> und user#41 sind gemeint. @Zoë', 47, 0, NULL, '2026-11-25 03:07:04.389026+00', '2026-11-25 03:07:04.389026+00', false, 0, NULL),
    (54, 42, NULL, 'Thema 14', '<mention class="mention" data-id="3" data-type="user" data-text="@Deleted user">@Deleted user</mention> um Rat. Schluss.', 3, 0, NULL, '2026-11-25 03:07:04.389615+00', '2026-11-25 03:07:04.389615+00', false, 0, NULL),
    (55, 40, NULL, 'Thema 15', '<mention class="mention" data-id="3" data-type="user" data-text="@Deleted user">@Deleted user</mention> und <MENTION data-id="42">@Jürgen Brandström</MENTION>.', 41, 0, NULL, '2026-11-25 03:07:04.390185+00', '2026-11-25 03:07:04.390185+00', false, 0, NULL),
    (56, 41, NULL, 'Thema 16', '```
<mention class="mention" data-id="3" data-type="user" data-text="@Deleted user">@Deleted user</mention>
user#3 in code
```
', 3, 0, NULL, '2026-11-25 03:07:04.390745+00', '2026-11-25 03:07:04.390745+00', false, 0, NULL),
    (57, 42, NULL, 'Thema 17', '<mention class="mention" data-id="3" data-type="user" data-text="@Deleted user">@Deleted user</mention> – Profil: https://openproject.example.org/users/42 und [Jürgen Brandström](/users/42).', 44, 0, NULL, '2026-11-25 03:07:04.391311+00', '2026-11-25 03:07:04.391311+00', false, 0, NULL),
    (58, 40, NULL, 'Thema 18', 'USER#42 und user#"J_BRANDSTROEM" und user#"JUERGEN.BRANDSTROEM@EXAMPLE.ORG" Ende', 3, 0, NULL, '2026-11-25 03:07:04.391938+00', '2026-11-25 03:07:04.391938+00', false, 0, NULL);

INSERT INTO news
    (id, project_id, title, summary, description, author_id, created_at, comments_count,
    updated_at)
VALUES
    (40, 40, 'Nachricht 0', 'Kurz 0', 'Hallo <mention class="mention" data-id="3" data-type="user" data-text="@Deleted user">@Deleted user</mention>, bitte den Plan prüfen.', 3, '2025-03-03 09:00:00+00', 1, '2025-03-03 09:00:00+00'),
    (41, 41, 'Nachricht 1', 'Kurz 1', 'Frage an <mention class="mention" data-id="3" data-type="user" data-text="@Deleted user">@Deleted user</mention> zum Vertrag.', 41, '2025-03-03 09:00:00+00', 1, '2025-03-03 09:00:00+00'),
    (42, 42, 'Nachricht 2', 'Kurz 2', 'An <mention class="mention" data-id="3" data-type="user" data-text="@Deleted user">@Deleted user</mention> auch.', 3, '2025-03-03 09:00:00+00', 1, '2025-03-03 09:00:00+00'),
    (43, 40, 'Nachricht 3 (Jürgen Brandström)', 'Frage an <mention class="mention" data-id="42" data-type="user" data-text="@Jürgen Brandström">@Jürgen Brandström</mention> und user#42 sowie user#"j_brandstroem" . Gruß, Jürgen Brandström', 'Zuerst <mention class="mention" data-id="3" data-type="user" data-text="@Deleted user">@Deleted user</mention> zum Schluss. Ende.', 44, '2025-03-03 09:00:00+00', 1, '2025-03-03 09:00:00+00'),
    (44, 41, 'Nachricht 4', 'Kurz 4', 'Siehe user#3 und user#3 sowie user#3 im Anhang.', 3, '2025-03-03 09:00:00+00', 1, '2025-03-03 09:00:00+00'),
    (45, 42, 'J&uuml;rgen Brandstr&ouml;m: Nachricht 5', 'Jürgen  Brandström: Kurz 5', 'Freigegeben durch user#42', 46, '2025-03-03 09:00:00+00', 1, '2025-03-03 09:00:00+00'),
    (46, 40, 'Nachricht 6', 'Kurz 6', 'Vorschlag von user#42, siehe auch (user#42) und user#"j_brandstroem"; danach user:"j_brandstroem" und user:j_brandstroem .', 3, '2025-03-03 09:00:00+00', 1, '2025-03-03 09:00:00+00'),
    (47, 41, 'Nachricht 7', 'Kurz 7', 'Zeile eins user#3 Zeile zwei ohne Namen
user#3 Tab.', 40, '2025-03-03 09:00:00+00', 1, '2025-03-03 09:00:00+00'),
    (48, 42, 'Nachricht 8', 'Kurz 8', 'Siehe <mention class="mention" data-id="3" data-type="user" data-text="@Deleted user">@Deleted user</mention> und #42 und ##42.', 3, '2025-03-03 09:00:00+00', 1, '2025-03-03 09:00:00+00'),
    (49, 40, 'Nachricht 9', 'Kurz 9', 'user#421 und user#4 2, group#42 , <mention class="mention" data-id="421" data-type="user" data-text="@Petr Novák">@Petr Novák</mention>, <mention class="mention" data-id="142" data-type="user" data-text="@Nobody">@Nobody</mention>.', 43, '2025-03-03 09:00:00+00', 1, '2025-03-03 09:00:00+00'),
    (50, 41, 'Nachricht 10', 'Kurz 10', 'Alt: <mention class=''mention'' data-id=''42'' data-type=''user'' data-text=''@Jürgen Brandström''>@Jürgen Brandström</mention> Ende.', 3, '2025-03-03 09:00:00+00', 1, '2025-03-03 09:00:00+00'),
    (51, 42, 'Nachricht 11', 'Kurz 11', 'Protokoll: Jürgen Brandström (juergen.brandstroem@example.org, j_brandstroem) hat zugestimmt. Auch „Brandström, Jürgen“ und JÜRGEN BRANDSTRÖM.', 45, '2025-03-03 09:00:00+00', 1, '2025-03-03 09:00:00+00'),
    (52, 40, 'Nachricht 12', 'Kurz 12', '<mention class="mention" data-id="3" data-type="user" data-text="@Deleted user">@Deleted user</mention>', 3, '2025-03-03 09:00:00+00', 1, '2025-03-03 09:00:00+00'),
    (53, 41, 'Nachricht 13', 'Kurz 13', 'Nur <mention class="mention" data-id="41" data-type="user" data-text="@Zoë van den Berg">@Zoë van den Berg</mention> und user#41 sind gemeint. @Zoë', 47, '2025-03-03 09:00:00+00', 1, '2025-03-03 09:00:00+00'),
    (54, 42, 'Nachricht 14', 'Kurz 14', '<mention class="mention" data-id="3" data-type="user" data-text="@Deleted user">@Deleted user</mention> um Rat. Schluss.', 3, '2025-03-03 09:00:00+00', 1, '2025-03-03 09:00:00+00'),
    (55, 40, 'Nachricht 15', 'Kurz 15', '<mention class="mention" data-id="3" data-type="user" data-text="@Deleted user">@Deleted user</mention> und <MENTION data-id="42">@Jürgen Brandström</MENTION>.', 41, '2025-03-03 09:00:00+00', 1, '2025-03-03 09:00:00+00'),
    (56, 41, 'Nachricht 16', 'Kurz 16', '```
<mention class="mention" data-id="3" data-type="user" data-text="@Deleted user">@Deleted user</mention>
user#3 in code
```
', 3, '2025-03-03 09:00:00+00', 1, '2025-03-03 09:00:00+00'),
    (57, 42, 'Nachricht 17', 'Kurz 17', '<mention class="mention" data-id="3" data-type="user" data-text="@Deleted user">@Deleted user</mention> – Profil: https://openproject.example.org/users/42 und [Jürgen Brandström](/users/42).', 44, '2025-03-03 09:00:00+00', 1, '2025-03-03 09:00:00+00'),
    (58, 40, 'Nachricht 18', 'Kurz 18', 'USER#42 und user#"J_BRANDSTROEM" und user#"JUERGEN.BRANDSTROEM@EXAMPLE.ORG" Ende', 3, '2025-03-03 09:00:00+00', 1, '2025-03-03 09:00:00+00');

INSERT INTO news_journals
    (id, project_id, title, summary, description, author_id, comments_count)
VALUES
    (40, 40, 'Nachricht 0', 'Kurz 0', 'Hallo <mention class="mention" data-id="3" data-type="user" data-text="@Deleted user">@Deleted user</mention>, bitte den Plan prüfen.', 3, 1),
    (41, 41, 'Nachricht 1', 'Kurz 1', 'Frage an <mention class="mention" data-id="3" data-type="user" data-text="@Deleted user">@Deleted user</mention> zum Vertrag.', 41, 1),
    (42, 42, 'Nachricht 2', 'Kurz 2', 'An <mention class="mention" data-id="3" data-type="user" data-text="@Deleted user">@Deleted user</mention> auch.', 3, 1),
    (43, 40, 'Nachricht 3 (Jürgen Brandström)', 'Kurz 3 (Jürgen Brandström)', 'Zuerst <mention class="mention" data-id="3" data-type="user" data-text="@Deleted user">@Deleted user</mention> zum Schluss. Ende.', 44, 1),
    (44, 41, 'Nachricht 4', 'Kurz 4', 'Siehe user#3 und user#3 sowie user#3 im Anhang.', 3, 1),
    (45, 42, 'Brandström, Jürgen: Nachricht 5', 'j_brandstroem: Kurz 5', 'Freigegeben durch user#42', 46, 1),
    (46, 40, 'Nachricht 6', 'Kurz 6', 'Vorschlag von user#42, siehe auch (user#42) und user#"j_brandstroem"; danach user:"j_brandstroem" und user:j_brandstroem .', 3, 1),
    (47, 41, 'Nachricht 7', 'Kurz 7', 'Zeile eins user#3 Zeile zwei ohne Namen
user#3 Tab.', 40, 1),
    (48, 42, 'Nachricht 8', 'Kurz 8', 'Siehe <mention class="mention" data-id="3" data-type="user" data-text="@Deleted user">@Deleted user</mention> und #42 und ##42.', 3, 1),
    (49, 40, 'Nachricht 9', 'Kurz 9', 'user#421 und user#4 2, group#42 , <mention class="mention" data-id="421" data-type="user" data-text="@Petr Novák">@Petr Novák</mention>, <mention class="mention" data-id="142" data-type="user" data-text="@Nobody">@Nobody</mention>.', 43, 1),
    (50, 41, 'Nachricht 10', 'Kurz 10', 'Alt: <mention class=''mention'' data-id=''42'' data-type=''user'' data-text=''@Jürgen Brandström''>@Jürgen Brandström</mention> Ende.', 3, 1),
    (51, 42, 'Nachricht 11', 'Kurz 11', 'Protokoll: Jürgen Brandström (juergen.brandstroem@example.org, j_brandstroem) hat zugestimmt. Auch „Brandström, Jürgen“ und JÜRGEN BRANDSTRÖM.', 45, 1),
    (52, 40, 'Nachricht 12', 'Kurz 12', '<mention class="mention" data-id="3" data-type="user" data-text="@Deleted user">@Deleted user</mention>', 3, 1),
    (53, 41, 'Nachricht 13', 'Kurz 13', 'Nur <mention class="mention" data-id="41" data-type="user" data-text="@Zoë van den Berg">@Zoë van den Berg</mention> und user#41 sind gemeint. @Zoë', 47, 1),
    (54, 42, 'Nachricht 14', 'Kurz 14', '<mention class="mention" data-id="3" data-type="user" data-text="@Deleted user">@Deleted user</mention> um Rat. Schluss.', 3, 1),
    (55, 40, 'Nachricht 15', 'Kurz 15', '<mention class="mention" data-id="3" data-type="user" data-text="@Deleted user">@Deleted user</mention> und <MENTION data-id="42">@Jürgen Brandström</MENTION>.', 41, 1),
    (56, 41, 'Nachricht 16', 'Kurz 16', '```
<mention class="mention" data-id="3" data-type="user" data-text="@Deleted user">@Deleted user</mention>
user#3 in code
```
', 3, 1),
    (57, 42, 'Nachricht 17', 'Kurz 17', '<mention class="mention" data-id="3" data-type="user" data-text="@Deleted user">@Deleted user</mention> – Profil: https://openproject.example.org/users/42 und [Jürgen Brandström](/users/42).', 44, 1),
    (58, 40, 'Nachricht 18', 'Kurz 18', 'USER#42 und user#"J_BRANDSTROEM" und user#"JUERGEN.BRANDSTROEM@EXAMPLE.ORG" Ende', 3, 1);

INSERT INTO non_working_days
    (id, name, date, created_at, updated_at)
VALUES
    (40, 'Feiertag 0', '2025-12-20', '2025-03-03 09:00:00+00', '2025-03-03 09:00:00+00'),
    (41, 'Feiertag 1 (Jürgen Brandström)', '2025-12-21', '2025-03-03 09:00:00+00', '2025-03-03 09:00:00+00'),
    (42, 'Jürgen  Brandström: Feiertag 2', '2025-12-22', '2025-03-03 09:00:00+00', '2025-03-03 09:00:00+00');

INSERT INTO oauth_clients
    (id, client_id, client_secret, integration_type, integration_id, created_at, updated_at)
VALUES
    (40, 'nc0', 's0', 'Storages::Storage', 40, '2025-03-03 09:00:00+00', '2025-03-03 09:00:00+00'),
    (41, 'nc1', 's1', 'Storages::Storage', 41, '2025-03-03 09:00:00+00', '2025-03-03 09:00:00+00');

INSERT INTO paper_trail_audits
    (id, item_type, item_id, event, whodunnit, stack, object, object_changes, created_at)
VALUES
    (40, 'WorkPackage', 900, 'destroy', '42', 'app/x.rb 0', '{"id": 900, "subject": "WP von Jürgen Brandström", "author_id": 42, "assigned_to_id": 42}', '{"name": ["Jürgen Brandström", null], "author_id": [42, null]}', '2025-03-03 09:00:00+00'),
    (41, 'Project', 901, 'destroy', '41', 'app/x.rb 1 (Jürgen Brandström)', '{"id": 901, "subject": "x", "author_id": 41, "assigned_to_id": 42}', '{"name": ["x", null], "author_id": [42, null]}', '2025-03-03 09:00:00+00'),
    (42, 'Attachment', 902, 'destroy', '42', 'J&uuml;rgen Brandstr&ouml;m: app/x.rb 2', '{"id": 902, "subject": "x", "author_id": 42, "assigned_to_id": 42}', '{"name": ["x", null], "author_id": [42, null]}', '2025-03-03 09:00:00+00'),
    (43, 'Principal', 423, 'destroy', '4', 'app/x.rb 3', '{"id": 903, "subject": "x", "author_id": 42, "assigned_to_id": 42}', '{"name": ["x", null], "author_id": [42, null]}', '2025-03-03 09:00:00+00'),
    (44, 'Principal', 42, 'destroy', '2', '/x/op/app/workers/principals/delete_job.rb:42:in `block in perform''
/x/op/app/workers/principals/delete_job.rb:35:in `perform''
/x/op/app/workers/shared_job_setup.rb:59:in `block in prepare_job_context''
/x/op/app/workers/shared_job_setup.rb:76:in `with_clean_request_store''
/x/op/app/workers/shared_job_setup.rb:55:in `prepare_job_context''', '{"id": 42, "mail": "juergen.brandstroem@example.org", "type": "User", "admin": false, "login": "j_brandstroem", "status": "deleted", "language": "de", "lastname": "Brandström", "firstname": "Jürgen", "created_at": "2026-11-25T04:07:04.136+01:00", "updated_at": "2026-11-25T04:07:04.136+01:00", "first_login": false, "webauthn_id": null, "consented_at": null, "last_login_on": "2025-03-03T10:00:00.000+01:00", "failed_login_count": 0, "ldap_auth_source_id": 40, "last_failed_login_on": null, "force_password_change": false}', '{"id": [42, null], "mail": ["juergen.brandstroem@example.org", null], "type": ["User", null], "admin": [false, null], "login": ["j_brandstroem", null], "status": ["deleted", null], "language": ["de", null], "lastname": ["Brandström", null], "firstname": ["Jürgen", null], "created_at": ["2026-11-25T03:07:04.136Z", null], "updated_at": ["2026-11-25T03:07:04.136Z", null], "first_login": [false, null], "webauthn_id": [null, null], "consented_at": [null, null], "last_login_on": ["2025-03-03T09:00:00.000Z", null], "failed_login_count": [0, null], "ldap_auth_source_id": [40, null], "last_failed_login_on": [null, null], "force_password_change": [false, null]}', '2026-11-25 03:07:12.291814+00'),
    (45, 'Attachment', 42, 'destroy', '2', '/x/op/app/workers/principals/delete_job.rb:42:in `block in perform''
/x/op/app/workers/principals/delete_job.rb:35:in `perform''
/x/op/app/workers/shared_job_setup.rb:59:in `block in prepare_job_context''
/x/op/app/workers/shared_job_setup.rb:76:in `with_clean_request_store''
/x/op/app/workers/shared_job_setup.rb:55:in `prepare_job_context''', '{"id": 42, "file": "datei2.pdf-juergen-brandstroem", "digest": "d2", "status": "uploaded", "filename": "datei2.pdf (Jürgen Brandström)", "filesize": 10, "author_id": 1, "downloads": 0, "created_at": "2025-03-03T10:00:00.000+01:00", "updated_at": "2025-03-03T10:00:00.000+01:00", "description": "avatar (Jürgen Brandström)", "container_id": 42, "content_type": "application/pdf", "disk_filename": "juergen-brandstroem", "container_type": "Principal"}', '{"id": [42, null], "file": ["datei2.pdf-juergen-brandstroem", null], "digest": ["d2", null], "status": ["uploaded", null], "filename": ["datei2.pdf (Jürgen Brandström)", null], "filesize": [10, null], "author_id": [1, null], "downloads": [0, null], "created_at": ["2025-03-03T10:00:00.000+01:00", null], "updated_at": ["2025-03-03T10:00:00.000+01:00", null], "description": ["avatar (Jürgen Brandström)", null], "container_id": [42, null], "content_type": ["application/pdf", null], "disk_filename": ["juergen-brandstroem", null], "container_type": ["Principal", null]}', '2026-11-25 03:07:12.303482+00');

INSERT INTO project_journals
    (id, name, description, public, parent_id, identifier, active, templated, status_code,
    status_explanation, workspace_type)
VALUES
    (40, 'Projekt 0', 'An <mention class="mention" data-id="41" data-type="user" data-text="@Zoë van den Berg">@Zoë van den Berg</mention>: wichtiger Satz dazwischen. Und <mention class="mention" data-id="42" data-type="user" data-text="@Jürgen Brandström">@Jürgen Brandström</mention> auch.', false, NULL, 'projekt-0', true, false, NULL, 'Zuerst <mention class="mention" data-id="42" data-type="user" data-text="@Jürgen Brandström">@Jürgen Brandström</mention>.

Zweiter Absatz mit Zahlen 1, 2, 3.

Dann <mention class="mention" data-id="41" data-type="user" data-text="@Zoë van den Berg">@Zoë van den Berg</mention> zum Schluss. Ende.', 'project'),
    (41, 'Projekt 1 (Jürgen Brandström)', 'Siehe user#42 und user#"j_brandstroem" sowie user#"juergen.brandstroem@example.org" im Anhang.', false, NULL, 'projekt-1-juergen-brandstroem', true, false, NULL, 'Frage an <mention class="mention" data-id="42" data-type="user" data-text="@Jürgen Brandström">@Jürgen Brandström</mention> und user#42 sowie user#"j_brandstroem" . Gruß, Jürgen Brandström', 'project'),
    (42, 'juergen.brandstroem@example.org: Projekt 2', '<mention class="mention" data-id="42" data-type="user" data-text="@Jürgen Brandström">@Jürgen Brandström</mention> eröffnet.

Ein ganzer Absatz über Budget und Termine.

<mention class="mention" data-id="42" data-type="user" data-text="@Jürgen Brandström">@Jürgen Brandström</mention> schließt; user#42 dankt <mention class="mention" data-id="42" data-type="user" data-text="@Jürgen Brandström">@Jürgen Brandström</mention>', false, NULL, 'projekt-2-j_brandstroem', true, false, NULL, 'J. Brandström: Nur <mention class="mention" data-id="41" data-type="user" data-text="@Zoë van den Berg">@Zoë van den Berg</mention> und user#41 sind gemeint. @Zoë', 'project');

INSERT INTO project_queries
    (id, name, user_id, filters, selects, orders, created_at, updated_at, public)
VALUES
    (41, 'Projektliste 1', 41, '[{"attribute":"active","operator":"=","values":["t"]},{"attribute":"principal","operator":"=","values":["42","41"]},{"attribute":"cf_48","operator":"=","values":["42"]},{"attribute":"name_and_identifier","operator":"~","values":["Jürgen Brandström"]}]', '["name"]', '[]', '2025-03-03 09:00:00+00', '2025-03-03 09:00:00+00', true),
    (42, 'Projektliste 2 (Jürgen Brandström)', 43, '[{"attribute":"active","operator":"=","values":["t"]},{"attribute":"principal","operator":"=","values":["41"]},{"attribute":"cf_48","operator":"=","values":["42"]},{"attribute":"name_and_identifier","operator":"~","values":["Jürgen Brandström"]}]', '["name"]', '[]', '2025-03-03 09:00:00+00', '2025-03-03 09:00:00+00', false);

INSERT INTO projects
    (id, name, description, public, parent_id, created_at, updated_at, identifier, lft, rgt,
    active, templated, status_code, status_explanation, settings, workspace_type, template_id)
VALUES
    (40, 'Neubau Süd', 'An <mention class="mention" data-id="3" data-type="user" data-text="@Deleted user">@Deleted user</mention> auch.', true, NULL, '2025-03-03 09:00:00+00', '2025-03-03 09:00:00+00', 'neubau-sued', 1, 2, true, false, 0, 'Siehe user#3 und user#3 sowie user#3 im Anhang.', '{}', 'project', NULL),
    (41, 'Kampagne 2025 (Jürgen Brandström)', 'Siehe user#3 und user#3 sowie user#3 im Anhang.', false, NULL, '2025-03-03 09:00:00+00', '2025-03-03 09:00:00+00', 'kampagne-2025-juergen-brandstroem', 3, 4, true, false, 1, 'Vorschlag von user#42, siehe auch (user#42) und user#"j_brandstroem"; danach user:"j_brandstroem" und user:j_brandstroem .', '{"deactivate_work_package_attachments": false, "project_creation_wizard_notification_text": "Fragen an Jürgen Brandström"}', 'project', NULL),
    (42, 'Brandström, Jürgen: Umzug', '<mention class="mention" data-id="3" data-type="user" data-text="@Deleted user">@Deleted user</mention>', false, NULL, '2025-03-03 09:00:00+00', '2025-03-03 09:00:00+00', 'umzug-j_brandstroem', 5, 6, true, false, 2, '<mention class="mention" data-id="3" data-type="user" data-text="@Deleted user">@Deleted user</mention> um Rat. Schluss.', '{}', 'project', NULL);

INSERT INTO queries
    (id, project_id, name, filters, user_id, public, column_names, sort_criteria, group_by,
    display_sums, timeline_visible, show_hierarchies, timeline_zoom_level, timeline_labels,
    highlighting_mode, highlighted_attributes, created_at, updated_at, display_representation,
    starred, include_subprojects, timestamps)
VALUES
    (41, 41, 'Abfrage 1', '---
status_id:
  :operator: o
  :values:
  - ''''
assigned_to_id:
  :operator: "="
  :values:
  - ''42''
author_id:
  :operator: "!"
  :values:
  - ''42''
responsible_id:
  :operator: "="
  :values:
  - me
watcher_id:
  :operator: "="
  :values:
  - ''42''
assignee_or_group:
  :operator: "="
  :values:
  - ''42''
shared_with_user:
  :operator: "="
  :values:
  - ''42''
cf_40:
  :operator: "="
  :values:
  - ''42''
cf_47:
  :operator: "="
  :values:
  - ''42''
project_id:
  :operator: "="
  :values:
  - ''42''
version_id:
  :operator: "="
  :values:
  - ''42''
subject:
  :operator: "~"
  :values:
  - Jürgen Brandström
', 3, true, '---
- :id
- :subject
- :assigned_to
', '---
- - id
  - asc
', NULL, false, false, false, 5, '--- {}
', NULL, '--- []
', '2025-03-03 09:00:00+00', '2025-03-03 09:00:00+00', NULL, false, true, '--- []
'),
    (42, 42, 'Abfrage 2', '---
status_id:
  :operator: o
  :values:
  - ''''
assigned_to_id:
  :operator: "="
  :values:
  - ''42''
author_id:
  :operator: "!"
  :values:
  - ''42''
responsible_id:
  :operator: "="
  :values:
  - me
watcher_id:
  :operator: "="
  :values:
  - ''42''
assignee_or_group:
  :operator: "="
  :values:
  - ''42''
shared_with_user:
  :operator: "="
  :values:
  - ''42''
cf_40:
  :operator: "="
  :values:
  - ''42''
cf_47:
  :operator: "="
  :values:
  - ''42''
project_id:
  :operator: "="
  :values:
  - ''42''
version_id:
  :operator: "="
  :values:
  - ''42''
subject:
  :operator: "~"
  :values:
  - Jürgen Brandström
', 41, false, '---
- :id
- :subject
- :assigned_to
', '---
- - id
  - asc
', NULL, false, false, false, 5, '--- {}
', NULL, '--- []
', '2025-03-03 09:00:00+00', '2025-03-03 09:00:00+00', NULL, false, true, '--- []
'),
    (43, 40, 'Abfrage 3 (Jürgen Brandström)', '---
status_id:
  :operator: o
  :values:
  - ''''
assigned_to_id:
  :operator: "="
  :values:
  - ''41''
  - ''42''
  - ''43''
author_id:
  :operator: "!"
  :values:
  - ''42''
responsible_id:
  :operator: "="
  :values:
  - me
watcher_id:
  :operator: "="
  :values:
  - ''42''
assignee_or_group:
  :operator: "="
  :values:
  - ''42''
shared_with_user:
  :operator: "="
  :values:
  - ''42''
cf_40:
  :operator: "="
  :values:
  - ''42''
cf_47:
  :operator: "="
  :values:
  - ''42''
project_id:
  :operator: "="
  :values:
  - ''42''
version_id:
  :operator: "="
  :values:
  - ''42''
subject:
  :operator: "~"
  :values:
  - Jürgen Brandström
', 41, true, '---
- :id
- :subject
- :assigned_to
', '---
- - id
  - asc
', NULL, false, false, false, 5, '--- {}
', NULL, '--- []
', '2025-03-03 09:00:00+00', '2025-03-03 09:00:00+00', NULL, false, true, '--- []
'),
    (44, 41, 'Juergen Brandstroem: Abfrage 4', '---
assigned_to_id:
  :operator: "="
  :values:
  - ''41''
', 43, true, '---
- :id
- :subject
- :assigned_to
', '---
- - id
  - asc
', NULL, false, false, false, 5, '--- {}
', NULL, '--- []
', '2025-03-03 09:00:00+00', '2025-03-03 09:00:00+00', NULL, false, true, '--- []
'),
    (45, 40, 'Ansicht 0', '---
status_id:
  :operator: o
  :values:
  - ''''
assigned_to_id:
  :operator: "="
  :values:
  - ''42''
  - ''44''
author_id:
  :operator: "!"
  :values:
  - ''42''
responsible_id:
  :operator: "="
  :values:
  - me
watcher_id:
  :operator: "="
  :values:
  - ''42''
assignee_or_group:
  :operator: "="
  :values:
  - ''42''
shared_with_user:
  :operator: "="
  :values:
  - ''42''
cf_40:
  :operator: "="
  :values:
  - ''42''
cf_47:
  :operator: "="
  :values:
  - ''42''
project_id:
  :operator: "="
  :values:
  - ''42''
version_id:
  :operator: "="
  :values:
  - ''42''
subject:
  :operator: "~"
  :values:
  - Jürgen Brandström
', 3, true, '---
- :id
- :subject
', '---
- - id
  - asc
', NULL, false, false, false, 5, '--- {}
', NULL, '--- []
', '2025-03-03 09:00:00+00', '2025-03-03 09:00:00+00', NULL, false, true, '--- []
'),
    (46, 41, 'Ansicht 1', '---
status_id:
  :operator: o
  :values:
  - ''''
assigned_to_id:
  :operator: "="
  :values:
  - ''42''
  - ''44''
author_id:
  :operator: "!"
  :values:
  - ''42''
responsible_id:
  :operator: "="
  :values:
  - me
watcher_id:
  :operator: "="
  :values:
  - ''42''
assignee_or_group:
  :operator: "="
  :values:
  - ''42''
shared_with_user:
  :operator: "="
  :values:
  - ''42''
cf_40:
  :operator: "="
  :values:
  - ''42''
cf_47:
  :operator: "="
  :values:
  - ''42''
project_id:
  :operator: "="
  :values:
  - ''42''
version_id:
  :operator: "="
  :values:
  - ''42''
subject:
  :operator: "~"
  :values:
  - Jürgen Brandström
', 3, true, '---
- :id
- :subject
', '---
- - id
  - asc
', NULL, false, false, false, 5, '--- {}
', NULL, '--- []
', '2025-03-03 09:00:00+00', '2025-03-03 09:00:00+00', NULL, false, true, '--- []
'),
    (47, 42, 'Ansicht 2', '---
status_id:
  :operator: o
  :values:
  - ''''
assigned_to_id:
  :operator: "="
  :values:
  - ''42''
  - ''44''
author_id:
  :operator: "!"
  :values:
  - ''42''
responsible_id:
  :operator: "="
  :values:
  - me
watcher_id:
  :operator: "="
  :values:
  - ''42''
assignee_or_group:
  :operator: "="
  :values:
  - ''42''
shared_with_user:
  :operator: "="
  :values:
  - ''42''
cf_40:
  :operator: "="
  :values:
  - ''42''
cf_47:
  :operator: "="
  :values:
  - ''42''
project_id:
  :operator: "="
  :values:
  - ''42''
version_id:
  :operator: "="
  :values:
  - ''42''
subject:
  :operator: "~"
  :values:
  - Jürgen Brandström
', 3, true, '---
- :id
- :subject
', '---
- - id
  - asc
', NULL, false, false, false, 5, '--- {}
', NULL, '--- []
', '2025-03-03 09:00:00+00', '2025-03-03 09:00:00+00', NULL, false, true, '--- []
'),
    (49, 41, 'Ansicht 4', '---
status_id:
  :operator: o
  :values:
  - ''''
assigned_to_id:
  :operator: "="
  :values:
  - ''42''
  - ''44''
author_id:
  :operator: "!"
  :values:
  - ''42''
responsible_id:
  :operator: "="
  :values:
  - me
watcher_id:
  :operator: "="
  :values:
  - ''42''
assignee_or_group:
  :operator: "="
  :values:
  - ''42''
shared_with_user:
  :operator: "="
  :values:
  - ''42''
cf_40:
  :operator: "="
  :values:
  - ''42''
cf_47:
  :operator: "="
  :values:
  - ''42''
project_id:
  :operator: "="
  :values:
  - ''42''
version_id:
  :operator: "="
  :values:
  - ''42''
subject:
  :operator: "~"
  :values:
  - Jürgen Brandström
', 41, true, '---
- :id
- :subject
', '---
- - id
  - asc
', NULL, false, false, false, 5, '--- {}
', NULL, '--- []
', '2025-03-03 09:00:00+00', '2025-03-03 09:00:00+00', NULL, false, true, '--- []
'),
    (50, 42, 'Ansicht 5', '---
status_id:
  :operator: o
  :values:
  - ''''
assigned_to_id:
  :operator: "="
  :values:
  - ''42''
  - ''44''
author_id:
  :operator: "!"
  :values:
  - ''42''
responsible_id:
  :operator: "="
  :values:
  - me
watcher_id:
  :operator: "="
  :values:
  - ''42''
assignee_or_group:
  :operator: "="
  :values:
  - ''42''
shared_with_user:
  :operator: "="
  :values:
  - ''42''
cf_40:
  :operator: "="
  :values:
  - ''42''
cf_47:
  :operator: "="
  :values:
  - ''42''
project_id:
  :operator: "="
  :values:
  - ''42''
version_id:
  :operator: "="
  :values:
  - ''42''
subject:
  :operator: "~"
  :values:
  - Jürgen Brandström
', 43, true, '---
- :id
- :subject
', '---
- - id
  - asc
', NULL, false, false, false, 5, '--- {}
', NULL, '--- []
', '2025-03-03 09:00:00+00', '2025-03-03 09:00:00+00', NULL, false, true, '--- []
');

INSERT INTO rates
    (id, valid_from, rate, type, project_id, user_id, cost_type_id)
VALUES
    (40, '2025-01-01', 80.0000, 'HourlyRate', 40, 42, NULL),
    (41, '2025-01-01', 80.0000, 'DefaultHourlyRate', NULL, 42, NULL),
    (42, '2025-01-02', 80.0000, 'HourlyRate', 41, 41, NULL),
    (43, '2025-01-02', 80.0000, 'DefaultHourlyRate', NULL, 41, NULL),
    (44, '2025-01-03', 80.0000, 'HourlyRate', 42, 42, NULL),
    (45, '2025-01-03', 80.0000, 'DefaultHourlyRate', NULL, 42, NULL),
    (46, '2025-01-04', 80.0000, 'HourlyRate', 40, 44, NULL),
    (47, '2025-01-04', 80.0000, 'DefaultHourlyRate', NULL, 44, NULL),
    (48, '2025-01-01', 5.0000, 'CostRate', NULL, NULL, 40);

INSERT INTO relations
    (id, from_id, to_id, lag, description, relation_type)
VALUES
    (40, 40, 44, NULL, 'Bezug 0', 'relates'),
    (41, 41, 45, NULL, 'Bezug 1 (Jürgen Brandström)', 'relates'),
    (42, 42, 46, NULL, 'Jürgen Brandström: Bezug 2', 'relates');

INSERT INTO repositories
    (id, project_id, url, login, password, root_url, type, path_encoding, log_encoding, scm_type,
    required_storage_bytes, storage_updated_at)
VALUES
    (40, 40, 'https://git.example.org/repo0', 'repo0', '', 'https://git.example.org/repo0', 'Repository::Git', NULL, NULL, 'existing', 0, NULL),
    (41, 41, 'https://git.example.org/repo1/juergen-brandstroem', 'repo1-juergen-brandstroem', '', 'https://git.example.org/repo1/juergen-brandstroem', 'Repository::Git', NULL, NULL, 'existing', 0, NULL),
    (42, 42, 'https://git.example.org/repo2/j_brandstroem', 'repo2-j_brandstroem', '', 'https://git.example.org/repo2/j_brandstroem', 'Repository::Git', NULL, NULL, 'existing', 0, NULL);

INSERT INTO role_permissions
    (id, permission, role_id, created_at, updated_at)
VALUES
    (40, 'view_work_packages', 40, '2025-03-03 09:00:00+00', '2025-03-03 09:00:00+00'),
    (41, 'add_work_packages', 41, '2025-03-03 09:00:00+00', '2025-03-03 09:00:00+00'),
    (42, 'edit_work_packages', 42, '2025-03-03 09:00:00+00', '2025-03-03 09:00:00+00'),
    (43, 'view_work_packages', 43, '2025-03-03 09:00:00+00', '2025-03-03 09:00:00+00'),
    (44, 'add_work_packages', 44, '2025-03-03 09:00:00+00', '2025-03-03 09:00:00+00'),
    (45, 'edit_work_packages', 45, '2025-03-03 09:00:00+00', '2025-03-03 09:00:00+00'),
    (46, 'view_work_packages', 46, '2025-03-03 09:00:00+00', '2025-03-03 09:00:00+00');

INSERT INTO roles
    (id, name, "position", builtin, type, created_at, updated_at)
VALUES
    (40, 'Mitglied', 1, 0, 'ProjectRole', '2026-11-25 03:07:04.143934+00', '2026-11-25 03:07:04.143934+00'),
    (41, 'Leser (Jürgen Brandström)', 2, 0, 'ProjectRole', '2026-11-25 03:07:04.144304+00', '2026-11-25 03:07:04.144304+00'),
    (42, 'Jürgen  Brandström: Global', 3, 0, 'GlobalRole', '2026-11-25 03:07:04.144493+00', '2026-11-25 03:07:04.144493+00'),
    (43, 'WP-Editor', 4, 5, 'WorkPackageRole', '2026-11-25 03:07:04.144663+00', '2026-11-25 03:07:04.144663+00'),
    (44, 'Nichtmitglied', 5, 1, 'ProjectRole', '2026-11-25 03:07:04.144885+00', '2026-11-25 03:07:04.144885+00'),
    (45, 'Anonym', 6, 2, 'ProjectRole', '2026-11-25 03:07:04.145054+00', '2026-11-25 03:07:04.145054+00'),
    (46, 'Projektliste', 7, 8, 'ProjectQueryRole', '2026-11-25 03:07:04.145219+00', '2026-11-25 03:07:04.145219+00');

INSERT INTO sessions
    (id, session_id, data, updated_at, user_id)
VALUES
    (41, '2::6b86b273ff34fce19d6b804eff5a3f5747ada4eaa22f1d49c01e52ddb7875b4b', 'BAh7CUkiDHVzZXJfaWQGOgZFVGkuSSIQX2NzcmZfdG9rZW4GOwBUSSIJdG9r
MQY7AFQ6D3VwZGF0ZWRfYXRJdToJVGltZQ1gSB/AAAAAAAY6CXpvbmVJIghV
VEMGOwBGSSISd29ya19wYWNrYWdlcwY7AFRpLw==
', '2025-03-03 09:00:00+00', 41),
    (42, '2::d4735e3a265e16eee03f59718b9b5d03019c07d8b6c51f90da3a666eec13ab35', 'BAh7CUkiEF9jc3JmX3Rva2VuBjoGRVRJIgl0b2syBjsAVDoPdXBkYXRlZF9h
dEl1OglUaW1lDWBIH8AAAAAABjoJem9uZUkiCFVUQwY7AEZJIh1hdXRoX3Nv
dXJjZV9yZWdpc3RyYXRpb24GOwBUewk6CmxvZ2luSSISal9icmFuZHN0cm9l
bQY7AFQ6DmZpcnN0bmFtZUkiDErDvHJnZW4GOwBUOg1sYXN0bmFtZUkiEEJy
YW5kc3Ryw7ZtBjsAVDoJbWFpbEkiJGp1ZXJnZW4uYnJhbmRzdHJvZW1AZXhh
bXBsZS5vcmcGOwBUSSISd29ya19wYWNrYWdlcwY7AFRpLw==
', '2025-03-03 09:00:00+00', NULL),
    (43, '2::4e07408562bedb8b60ce05c1decfe3ad16b72230967de01f640b7e4729b49fce', 'BAh7CUkiDHVzZXJfaWQGOgZFVGkvSSIQX2NzcmZfdG9rZW4GOwBUSSIJdG9r
MwY7AFQ6D3VwZGF0ZWRfYXRJdToJVGltZQ1gSB/AAAAAAAY6CXpvbmVJIghV
VEMGOwBGSSISd29ya19wYWNrYWdlcwY7AFRpLw==
', '2025-03-03 09:00:00+00', 42);

INSERT INTO settings
    (id, name, value, updated_at)
VALUES
    (40, 'host_name', 'openproject.example.org', '2026-11-25 03:07:04.567449+00'),
    (41, 'app_title', 'OpenProject', '2026-11-25 03:07:04.567685+00'),
    (42, 'welcome_text', 'Willkommen! Fragen an <mention class="mention" data-id="42" data-type="user" data-text="@Jürgen Brandström">@Jürgen Brandström</mention> (Jürgen Brandström) oder user#42 .', '2026-11-25 03:07:04.567837+00'),
    (43, 'welcome_title', 'Hallo', '2026-11-25 03:07:04.567987+00'),
    (44, 'mail_from', 'juergen.brandstroem@example.org', '2026-11-25 03:07:04.568126+00'),
    (45, 'user_format', 'firstname_lastname', '2026-11-25 03:07:04.568265+00'),
    (46, 'default_language', 'de', '2026-11-25 03:07:04.5684+00'),
    (47, 'emails_footer', '---
en: Contact Jürgen Brandström
', '2026-11-25 03:07:04.568536+00'),
    (48, 'consent_info', '---
en: Ask Jürgen Brandström
', '2026-11-25 03:07:04.568672+00'),
    (49, 'plugin_openproject_github_integration', '---
github_user_id: ''42''
webhook_secret: x
', '2026-11-25 03:07:04.56887+00'),
    (50, 'plugin_openproject_gitlab_integration', '---
gitlab_user_id: ''41''
', '2026-11-25 03:07:04.569012+00'),
    (51, 'project_gantt_query', '{"c":["id"],"f":[{"n":"assignee","o":"=","v":["42"]}]}', '2026-11-25 03:07:04.56915+00'),
    (52, 'work_package_done_ratio', 'field', '2026-11-25 03:07:04.569287+00'),
    (53, 'per_page_options', '20,42', '2026-11-25 03:07:04.569423+00'),
    (54, 'installation_uuid', '08cd03f9-a72e-42d8-a407-112670d29dd3', '2026-11-25 03:07:04.56956+00');

INSERT INTO statuses
    (id, name, is_closed, is_default, "position", default_done_ratio, created_at, updated_at,
    color_id, is_readonly, excluded_from_totals)
VALUES
    (40, 'Neu', false, true, 1, 0, '2025-03-03 09:00:00+00', '2025-03-03 09:00:00+00', 40, false, false),
    (41, 'In Arbeit (Jürgen Brandström)', false, false, 2, 0, '2025-03-03 09:00:00+00', '2025-03-03 09:00:00+00', 41, false, false),
    (42, 'J&uuml;rgen Brandstr&ouml;m: Erledigt', true, false, 3, 0, '2025-03-03 09:00:00+00', '2025-03-03 09:00:00+00', 42, false, false);

INSERT INTO user_passwords
    (id, user_id, hashed_password, salt, created_at, updated_at, type)
VALUES
    (40, 4, '$2a$12$x4', NULL, '2025-03-03 09:00:00+00', '2025-03-03 09:00:00+00', 'UserPassword::Bcrypt'),
    (41, 40, '$2a$12$x40', NULL, '2025-03-03 09:00:00+00', '2025-03-03 09:00:00+00', 'UserPassword::Bcrypt'),
    (42, 41, '$2a$12$x41', NULL, '2025-03-03 09:00:00+00', '2025-03-03 09:00:00+00', 'UserPassword::Bcrypt'),
    (44, 43, '$2a$12$x43', NULL, '2025-03-03 09:00:00+00', '2025-03-03 09:00:00+00', 'UserPassword::Bcrypt'),
    (45, 44, '$2a$12$x44', NULL, '2025-03-03 09:00:00+00', '2025-03-03 09:00:00+00', 'UserPassword::Bcrypt'),
    (46, 45, '$2a$12$x45', NULL, '2025-03-03 09:00:00+00', '2025-03-03 09:00:00+00', 'UserPassword::Bcrypt'),
    (47, 46, '$2a$12$x46', NULL, '2025-03-03 09:00:00+00', '2025-03-03 09:00:00+00', 'UserPassword::Bcrypt'),
    (48, 47, '$2a$12$x47', NULL, '2025-03-03 09:00:00+00', '2025-03-03 09:00:00+00', 'UserPassword::Bcrypt'),
    (49, 48, '$2a$12$x48', NULL, '2025-03-03 09:00:00+00', '2025-03-03 09:00:00+00', 'UserPassword::Bcrypt'),
    (50, 421, '$2a$12$x421', NULL, '2025-03-03 09:00:00+00', '2025-03-03 09:00:00+00', 'UserPassword::Bcrypt');

INSERT INTO user_preferences
    (id, user_id, settings, created_at, updated_at, dismissed_enterprise_banners)
VALUES
    (40, 4, '{"theme": "light", "time_zone": "Europe/Berlin", "daily_reminders": {"times": ["08:00"], "enabled": true}, "backlogs_task_color": "#424"}', '2025-03-03 09:00:00+00', '2025-03-03 09:00:00+00', '{}'),
    (41, 40, '{"theme": "light", "time_zone": "Europe/Berlin", "daily_reminders": {"times": ["08:00"], "enabled": true}, "backlogs_task_color": "#4240"}', '2025-03-03 09:00:00+00', '2025-03-03 09:00:00+00', '{}'),
    (42, 41, '{"note": "Vertretung: Jürgen Brandström", "theme": "light", "time_zone": "Europe/Berlin", "daily_reminders": {"times": ["08:00"], "enabled": true}, "backlogs_task_color": "#4241"}', '2025-03-03 09:00:00+00', '2025-03-03 09:00:00+00', '{}'),
    (44, 43, '{"theme": "light", "time_zone": "Europe/Berlin", "daily_reminders": {"times": ["08:00"], "enabled": true}, "backlogs_task_color": "#4243"}', '2025-03-03 09:00:00+00', '2025-03-03 09:00:00+00', '{}'),
    (45, 44, '{"theme": "light", "time_zone": "Europe/Berlin", "daily_reminders": {"times": ["08:00"], "enabled": true}, "backlogs_task_color": "#4244"}', '2025-03-03 09:00:00+00', '2025-03-03 09:00:00+00', '{}'),
    (46, 45, '{"theme": "light", "time_zone": "Europe/Berlin", "daily_reminders": {"times": ["08:00"], "enabled": true}, "backlogs_task_color": "#4245"}', '2025-03-03 09:00:00+00', '2025-03-03 09:00:00+00', '{}'),
    (47, 46, '{"theme": "light", "time_zone": "Europe/Berlin", "daily_reminders": {"times": ["08:00"], "enabled": true}, "backlogs_task_color": "#4246"}', '2025-03-03 09:00:00+00', '2025-03-03 09:00:00+00', '{}'),
    (48, 47, '{"theme": "light", "time_zone": "Europe/Berlin", "daily_reminders": {"times": ["08:00"], "enabled": true}, "backlogs_task_color": "#4247"}', '2025-03-03 09:00:00+00', '2025-03-03 09:00:00+00', '{}'),
    (49, 48, '{"theme": "light", "time_zone": "Europe/Berlin", "daily_reminders": {"times": ["08:00"], "enabled": true}, "backlogs_task_color": "#4248"}', '2025-03-03 09:00:00+00', '2025-03-03 09:00:00+00', '{}'),
    (50, 421, '{"theme": "light", "time_zone": "Europe/Berlin", "daily_reminders": {"times": ["08:00"], "enabled": true}, "backlogs_task_color": "#42421"}', '2025-03-03 09:00:00+00', '2025-03-03 09:00:00+00', '{}');

INSERT INTO users
    (id, login, firstname, lastname, mail, admin, status, last_login_on, language,
    ldap_auth_source_id, created_at, updated_at, type, identity_url, first_login,
    force_password_change, failed_login_count, last_failed_login_on, consented_at, webauthn_id)
VALUES
    (1, '', '', 'System', '', true, 1, NULL, 'en', NULL, '2026-11-25 03:07:04.134639+00', '2026-11-25 03:07:04.134639+00', 'SystemUser', NULL, false, false, 0, NULL, NULL, NULL),
    (2, '', '', 'Anonymous', '', false, 1, NULL, 'en', NULL, '2026-11-25 03:07:04.135348+00', '2026-11-25 03:07:04.135348+00', 'AnonymousUser', NULL, false, false, 0, NULL, NULL, NULL),
    (3, '', '', '', '', false, 3, NULL, 'en', NULL, '2026-11-25 03:07:04.135631+00', '2026-11-25 03:07:04.135631+00', 'DeletedUser', NULL, false, false, 0, NULL, NULL, NULL),
    (4, 'admin', 'OpenProject', 'Admin', 'admin@example.net', true, 1, '2025-03-03 09:00:00+00', 'en', NULL, '2026-11-25 03:07:04.135871+00', '2026-11-25 03:07:04.135871+00', 'User', NULL, false, false, 0, NULL, NULL, NULL),
    (40, 'ayse.yilmaz', 'Ayşe', 'Yılmaz', 'ayse.yilmaz@example.org', false, 1, '2025-03-03 09:00:00+00', 'tr', NULL, '2026-11-25 03:07:04.136106+00', '2026-11-25 03:07:04.136106+00', 'User', NULL, false, false, 0, NULL, NULL, NULL),
    (41, 'zoe.vandenberg', 'Zoë', 'van den Berg', 'zoe.vandenberg@example.org', false, 1, '2025-03-03 09:00:00+00', 'nl', NULL, '2026-11-25 03:07:04.136329+00', '2026-11-25 03:07:04.136329+00', 'User', NULL, false, false, 0, NULL, NULL, NULL),
    (421, 'p.novak', 'Petr', 'Novák', 'p.novak@example.org', false, 4, '2025-03-03 09:00:00+00', 'cs', NULL, '2026-11-25 03:07:04.138204+00', '2026-11-25 03:07:04.138204+00', 'User', NULL, false, false, 0, NULL, NULL, NULL),
    (43, 'mc.dubois', 'Marie-Claire', 'Dubois', 'mc.dubois@example.org', false, 1, '2025-03-03 09:00:00+00', 'fr', NULL, '2026-11-25 03:07:04.136889+00', '2026-11-25 03:07:04.136889+00', 'User', NULL, false, false, 0, NULL, NULL, NULL),
    (44, 'jgarcia', 'José', 'García Núñez', 'jgarcia@example.org', false, 1, '2025-03-03 09:00:00+00', 'es', 40, '2026-11-25 03:07:04.137112+00', '2026-11-25 03:07:04.137112+00', 'User', NULL, false, false, 0, NULL, NULL, NULL),
    (45, 't.yamada', '太郎', '山田', 't.yamada@example.org', false, 1, '2025-03-03 09:00:00+00', 'ja', NULL, '2026-11-25 03:07:04.137333+00', '2026-11-25 03:07:04.137333+00', 'User', NULL, false, false, 0, NULL, NULL, NULL),
    (46, 'o.shevchenko', 'Олена', 'Шевченко', 'o.shevchenko@example.org', false, 3, '2025-03-03 09:00:00+00', 'uk', NULL, '2026-11-25 03:07:04.137552+00', '2026-11-25 03:07:04.137552+00', 'User', NULL, false, false, 0, NULL, NULL, NULL),
    (47, 'john.oneill', 'John', 'O''Neill', 'john.oneill@example.org', true, 1, '2025-03-03 09:00:00+00', 'en', NULL, '2026-11-25 03:07:04.137769+00', '2026-11-25 03:07:04.137769+00', 'User', NULL, false, false, 0, NULL, NULL, NULL),
    (48, 'j.brandl', 'Jürgen', 'Brandl', 'juergen.brandl@example.org', false, 1, '2025-03-03 09:00:00+00', 'de', NULL, '2026-11-25 03:07:04.137984+00', '2026-11-25 03:07:04.137984+00', 'User', NULL, false, false, 0, NULL, NULL, NULL),
    (50, '', '', 'Entwicklung', '', false, 1, NULL, 'en', NULL, '2026-11-25 03:07:04.138417+00', '2026-11-25 03:07:04.138417+00', 'Group', NULL, false, false, 0, NULL, NULL, NULL),
    (51, '', '', 'Controlling', '', false, 1, NULL, 'en', NULL, '2026-11-25 03:07:04.138683+00', '2026-11-25 03:07:04.138683+00', 'Group', NULL, false, false, 0, NULL, NULL, NULL),
    (52, '', '', 'Tester (offen)', '', false, 1, NULL, 'en', NULL, '2026-11-25 03:07:04.138968+00', '2026-11-25 03:07:04.138968+00', 'PlaceholderUser', NULL, false, false, 0, NULL, NULL, NULL),
    (53, '', '', 'SCIM', '', false, 1, NULL, 'en', NULL, '2026-11-25 03:07:04.139191+00', '2026-11-25 03:07:04.139191+00', 'ServiceAccount', NULL, false, false, 0, NULL, NULL, NULL);

INSERT INTO version_settings
    (id, project_id, version_id, display, created_at, updated_at)
VALUES
    (40, 40, 40, 1, '2025-03-03 09:00:00+00', '2025-03-03 09:00:00+00'),
    (41, 41, 41, 1, '2025-03-03 09:00:00+00', '2025-03-03 09:00:00+00'),
    (42, 42, 42, 1, '2025-03-03 09:00:00+00', '2025-03-03 09:00:00+00');

INSERT INTO versions
    (id, project_id, name, description, effective_date, created_at, updated_at, wiki_page_title,
    status, sharing, start_date)
VALUES
    (40, 40, 'Meilenstein 0', 'Version 0', NULL, '2026-11-25 03:07:04.155299+00', '2026-11-25 03:07:04.155299+00', 'Start0', 'open', 'none', NULL),
    (41, 41, 'Meilenstein 1 (Jürgen Brandström)', 'Version 1 (Jürgen Brandström)', NULL, '2026-11-25 03:07:04.192411+00', '2026-11-25 03:07:04.192411+00', 'Start1 (Jürgen Brandström)', 'open', 'none', NULL),
    (42, 42, 'Jürgen Brandström: Meilenstein 2', 'J&uuml;rgen Brandstr&ouml;m: Version 2', NULL, '2026-11-25 03:07:04.192683+00', '2026-11-25 03:07:04.192683+00', 'Jürgen  Brandström: Start2', 'open', 'none', NULL);

INSERT INTO watchers
    (id, watchable_type, watchable_id, user_id)
VALUES
    (47, 'WorkPackage', 40, 41),
    (48, 'WikiPage', 40, 41),
    (49, 'News', 40, 41),
    (50, 'Message', 40, 41),
    (51, 'Forum', 40, 41),
    (52, 'Meeting', 40, 41),
    (53, 'Wiki', 40, 41);

INSERT INTO webhooks_webhooks
    (id, name, url, description, secret, enabled, all_projects, created_at, updated_at)
VALUES
    (40, 'Hook 0', 'https://hook0.example.org/', 'Beschr 0', NULL, true, true, '2025-03-03 09:00:00+00', '2025-03-03 09:00:00+00'),
    (41, 'Hook 1 (Jürgen Brandström)', 'https://hook1.example.org/juergen-brandstroem', 'Beschr 1 (Jürgen Brandström)', NULL, true, true, '2025-03-03 09:00:00+00', '2025-03-03 09:00:00+00'),
    (42, 'juergen.brandstroem@example.org: Hook 2', 'https://hook2.example.org/j_brandstroem', 'J. Brandström: Beschr 2', NULL, true, true, '2025-03-03 09:00:00+00', '2025-03-03 09:00:00+00');

INSERT INTO wiki_page_journals
    (id, author_id, text)
VALUES
    (40, 3, 'Hallo <mention class="mention" data-id="3" data-type="user" data-text="@Deleted user">@Deleted user</mention>, bitte den Plan prüfen.'),
    (41, 41, 'Frage an <mention class="mention" data-id="3" data-type="user" data-text="@Deleted user">@Deleted user</mention> zum Vertrag.'),
    (42, 3, 'An <mention class="mention" data-id="3" data-type="user" data-text="@Deleted user">@Deleted user</mention> auch.'),
    (43, 44, 'Zuerst <mention class="mention" data-id="3" data-type="user" data-text="@Deleted user">@Deleted user</mention> zum Schluss. Ende.'),
    (44, 3, 'Siehe user#3 und user#3 sowie user#3 im Anhang.'),
    (45, 46, 'Freigegeben durch user#42'),
    (46, 3, 'Vorschlag von user#42, siehe auch (user#42) und user#"j_brandstroem"; danach user:"j_brandstroem" und user:j_brandstroem .'),
    (47, 40, 'Zeile eins user#3 Zeile zwei ohne Namen
user#3 Tab.'),
    (48, 3, 'Siehe <mention class="mention" data-id="3" data-type="user" data-text="@Deleted user">@Deleted user</mention> und #42 und ##42.'),
    (49, 43, 'user#421 und user#4 2, group#42 , <mention class="mention" data-id="421" data-type="user" data-text="@Petr Novák">@Petr Novák</mention>, <mention class="mention" data-id="142" data-type="user" data-text="@Nobody">@Nobody</mention>.'),
    (50, 3, 'Alt: <mention class=''mention'' data-id=''42'' data-type=''user'' data-text=''@Jürgen Brandström''>@Jürgen Brandström</mention> Ende.'),
    (51, 45, 'Protokoll: Jürgen Brandström (juergen.brandstroem@example.org, j_brandstroem) hat zugestimmt. Auch „Brandström, Jürgen“ und JÜRGEN BRANDSTRÖM.'),
    (52, 3, '<mention class="mention" data-id="3" data-type="user" data-text="@Deleted user">@Deleted user</mention>'),
    (53, 47, 'Nur <mention class="mention" data-id="41" data-type="user" data-text="@Zoë van den Berg">@Zoë van den Berg</mention> und user#41 sind gemeint. @Zoë'),
    (54, 3, '<mention class="mention" data-id="3" data-type="user" data-text="@Deleted user">@Deleted user</mention> um Rat. Schluss.'),
    (55, 41, '<mention class="mention" data-id="3" data-type="user" data-text="@Deleted user">@Deleted user</mention> und <MENTION data-id="42">@Jürgen Brandström</MENTION>.'),
    (56, 3, '```
<mention class="mention" data-id="3" data-type="user" data-text="@Deleted user">@Deleted user</mention>
user#3 in code
```
'),
    (57, 44, '<mention class="mention" data-id="3" data-type="user" data-text="@Deleted user">@Deleted user</mention> – Profil: https://openproject.example.org/users/42 und [Jürgen Brandström](/users/42).'),
    (58, 3, 'USER#42 und user#"J_BRANDSTROEM" und user#"JUERGEN.BRANDSTROEM@EXAMPLE.ORG" Ende');

INSERT INTO wiki_redirects
    (id, wiki_id, title, redirects_to, created_at)
VALUES
    (40, 40, 'alt-0', 'seite-0', '2026-11-25 03:07:04.360122+00'),
    (41, 41, 'alt-1 (Jürgen Brandström)', 'seite-1-juergen-brandstroem', '2026-11-25 03:07:04.36117+00'),
    (42, 42, 'J. Brandström: alt-2', 'seite-2-j_brandstroem', '2026-11-25 03:07:04.361984+00');

INSERT INTO wikis
    (id, project_id, start_page, status, created_at, updated_at)
VALUES
    (40, 40, 'Wiki 0', 1, '2025-03-03 09:00:00+00', '2025-03-03 09:00:00+00'),
    (41, 41, 'Wiki 1 (Jürgen Brandström)', 1, '2025-03-03 09:00:00+00', '2025-03-03 09:00:00+00'),
    (42, 42, 'Jürgen Brandström: Wiki 2', 1, '2025-03-03 09:00:00+00', '2025-03-03 09:00:00+00');

INSERT INTO work_package_hierarchies
    (ancestor_id, descendant_id, generations)
VALUES
    (40, 40, 0),
    (40, 43, 1),
    (41, 41, 0),
    (42, 42, 0),
    (43, 43, 0),
    (44, 44, 0),
    (45, 45, 0),
    (46, 46, 0),
    (47, 47, 0),
    (48, 48, 0),
    (49, 49, 0),
    (50, 50, 0),
    (51, 51, 0),
    (52, 52, 0),
    (53, 53, 0),
    (54, 54, 0),
    (55, 55, 0),
    (56, 56, 0),
    (57, 57, 0),
    (58, 58, 0);

INSERT INTO work_package_journals
    (id, type_id, project_id, subject, description, due_date, category_id, status_id,
    assigned_to_id, priority_id, version_id, author_id, done_ratio, estimated_hours, start_date,
    parent_id, responsible_id, derived_estimated_hours, schedule_manually, duration,
    ignore_non_working_days, derived_remaining_hours, derived_done_ratio, story_points,
    remaining_hours, budget_id, project_phase_definition_id)
VALUES
    (40, 40, 40, 'Arbeitspaket 0', 'Hallo <mention class="mention" data-id="3" data-type="user" data-text="@Deleted user">@Deleted user</mention>, bitte den Plan prüfen.', NULL, NULL, 40, 41, 40, NULL, 3, NULL, NULL, NULL, NULL, 43, NULL, NULL, NULL, false, NULL, NULL, NULL, NULL, NULL, NULL),
    (41, 41, 41, 'Arbeitspaket 1', 'Frage an <mention class="mention" data-id="3" data-type="user" data-text="@Deleted user">@Deleted user</mention> zum Vertrag.', NULL, NULL, 41, 3, 41, NULL, 41, NULL, NULL, NULL, NULL, 44, NULL, NULL, NULL, false, NULL, NULL, NULL, NULL, NULL, NULL),
    (42, 42, 42, 'Arbeitspaket 2', 'An <mention class="mention" data-id="3" data-type="user" data-text="@Deleted user">@Deleted user</mention> auch.', NULL, NULL, 42, 44, 42, NULL, 43, NULL, NULL, NULL, NULL, 3, NULL, NULL, NULL, false, NULL, NULL, NULL, NULL, NULL, NULL),
    (43, 40, 40, 'Arbeitspaket 3', 'Zuerst <mention class="mention" data-id="3" data-type="user" data-text="@Deleted user">@Deleted user</mention> zum Schluss. Ende.', NULL, NULL, 40, NULL, 40, NULL, 3, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, false, NULL, NULL, NULL, NULL, NULL, NULL),
    (44, 41, 41, 'Arbeitspaket 4', 'Siehe user#3 und user#3 sowie user#3 im Anhang.', NULL, NULL, 41, 41, 41, NULL, 41, NULL, NULL, NULL, NULL, 45, NULL, NULL, NULL, false, NULL, NULL, NULL, NULL, NULL, NULL),
    (45, 42, 42, 'Arbeitspaket 5', 'Freigegeben durch user#42', NULL, NULL, 42, 3, 42, NULL, 43, NULL, NULL, NULL, NULL, 43, NULL, NULL, NULL, false, NULL, NULL, NULL, NULL, NULL, NULL),
    (46, 40, 40, 'Arbeitspaket 6', 'Vorschlag von user#42, siehe auch (user#42) und user#"j_brandstroem"; danach user:"j_brandstroem" und user:j_brandstroem .', NULL, NULL, 40, 44, 40, NULL, 3, NULL, NULL, NULL, NULL, 44, NULL, NULL, NULL, false, NULL, NULL, NULL, NULL, NULL, NULL),
    (47, 41, 41, 'Arbeitspaket 7', 'Zeile eins user#3 Zeile zwei ohne Namen
user#3 Tab.', NULL, NULL, 41, NULL, 41, NULL, 41, NULL, NULL, NULL, NULL, 3, NULL, NULL, NULL, false, NULL, NULL, NULL, NULL, NULL, NULL),
    (48, 42, 42, 'Arbeitspaket 8 (Jürgen Brandström)', 'Siehe <mention class="mention" data-id="3" data-type="user" data-text="@Deleted user">@Deleted user</mention> und #42 und ##42.', NULL, NULL, 42, 41, 42, NULL, 43, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, false, NULL, NULL, NULL, NULL, NULL, NULL),
    (49, 40, 40, 'Arbeitspaket 9', 'user#421 und user#4 2, group#42 , <mention class="mention" data-id="421" data-type="user" data-text="@Petr Novák">@Petr Novák</mention>, <mention class="mention" data-id="142" data-type="user" data-text="@Nobody">@Nobody</mention>.', NULL, NULL, 40, 3, 40, NULL, 3, NULL, NULL, NULL, NULL, 45, NULL, NULL, NULL, false, NULL, NULL, NULL, NULL, NULL, NULL),
    (50, 41, 41, 'J. Brandström: Arbeitspaket 10', 'Alt: <mention class=''mention'' data-id=''42'' data-type=''user'' data-text=''@Jürgen Brandström''>@Jürgen Brandström</mention> Ende.', NULL, NULL, 41, 44, 41, NULL, 41, NULL, NULL, NULL, NULL, 43, NULL, NULL, NULL, false, NULL, NULL, NULL, NULL, NULL, NULL),
    (51, 42, 42, 'Arbeitspaket 11', 'Protokoll: Jürgen Brandström (juergen.brandstroem@example.org, j_brandstroem) hat zugestimmt. Auch „Brandström, Jürgen“ und JÜRGEN BRANDSTRÖM.', NULL, NULL, 42, NULL, 42, NULL, 43, NULL, NULL, NULL, NULL, 44, NULL, NULL, NULL, false, NULL, NULL, NULL, NULL, NULL, NULL),
    (52, 40, 40, 'Arbeitspaket 12', '<mention class="mention" data-id="3" data-type="user" data-text="@Deleted user">@Deleted user</mention>', NULL, NULL, 40, 41, 40, NULL, 3, NULL, NULL, NULL, NULL, 3, NULL, NULL, NULL, false, NULL, NULL, NULL, NULL, NULL, NULL),
    (53, 41, 41, 'Arbeitspaket 13', 'Nur <mention class="mention" data-id="41" data-type="user" data-text="@Zoë van den Berg">@Zoë van den Berg</mention> und user#41 sind gemeint. @Zoë', NULL, NULL, 41, 3, 41, NULL, 41, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, false, NULL, NULL, NULL, NULL, NULL, NULL),
    (54, 42, 42, 'Arbeitspaket 14', '<mention class="mention" data-id="3" data-type="user" data-text="@Deleted user">@Deleted user</mention> um Rat. Schluss.', NULL, NULL, 42, 44, 42, NULL, 43, NULL, NULL, NULL, NULL, 45, NULL, NULL, NULL, false, NULL, NULL, NULL, NULL, NULL, NULL),
    (55, 40, 40, 'Arbeitspaket 15', '<mention class="mention" data-id="3" data-type="user" data-text="@Deleted user">@Deleted user</mention> und <MENTION data-id="42">@Jürgen Brandström</MENTION>.', NULL, NULL, 40, NULL, 40, NULL, 3, NULL, NULL, NULL, NULL, 43, NULL, NULL, NULL, false, NULL, NULL, NULL, NULL, NULL, NULL),
    (56, 41, 41, 'Arbeitspaket 16', '```
<mention class="mention" data-id="3" data-type="user" data-text="@Deleted user">@Deleted user</mention>
user#3 in code
```
', NULL, NULL, 41, 41, 41, NULL, 41, NULL, NULL, NULL, NULL, 44, NULL, NULL, NULL, false, NULL, NULL, NULL, NULL, NULL, NULL),
    (57, 42, 42, 'Arbeitspaket 17', '<mention class="mention" data-id="3" data-type="user" data-text="@Deleted user">@Deleted user</mention> – Profil: https://openproject.example.org/users/42 und [Jürgen Brandström](/users/42).', NULL, NULL, 42, 3, 42, NULL, 43, NULL, NULL, NULL, NULL, 3, NULL, NULL, NULL, false, NULL, NULL, NULL, NULL, NULL, NULL),
    (58, 40, 40, 'Arbeitspaket 18', 'USER#42 und user#"J_BRANDSTROEM" und user#"JUERGEN.BRANDSTROEM@EXAMPLE.ORG" Ende', NULL, NULL, 40, 44, 40, NULL, 3, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, false, NULL, NULL, NULL, NULL, NULL, NULL),
    (59, 40, 40, 'Arbeitspaket 0 v2', 'neu', NULL, NULL, 41, 3, 40, NULL, 41, NULL, NULL, NULL, NULL, 43, NULL, NULL, NULL, false, NULL, NULL, NULL, NULL, NULL, NULL),
    (60, 40, 40, 'Arbeitspaket 1 v2', 'neu', NULL, NULL, 41, 3, 40, NULL, 41, NULL, NULL, NULL, NULL, 43, NULL, NULL, NULL, false, NULL, NULL, NULL, NULL, NULL, NULL),
    (61, 40, 40, 'Arbeitspaket 2 v2', 'neu', NULL, NULL, 41, 3, 40, NULL, 41, NULL, NULL, NULL, NULL, 43, NULL, NULL, NULL, false, NULL, NULL, NULL, NULL, NULL, NULL),
    (62, 40, 40, 'Arbeitspaket 3 v2', 'neu', NULL, NULL, 41, 3, 40, NULL, 41, NULL, NULL, NULL, NULL, 43, NULL, NULL, NULL, false, NULL, NULL, NULL, NULL, NULL, NULL),
    (63, 40, 40, 'Arbeitspaket 5 v2', 'Frage an <mention class="mention" data-id="3" data-type="user" data-text="@Deleted user">@Deleted user</mention> und user#3 sowie user#3 . Gruß, Jürgen Brandström', NULL, NULL, 41, NULL, 40, NULL, 41, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, false, NULL, NULL, NULL, NULL, NULL, NULL);

INSERT INTO auth_providers
    (id, type, display_name, slug, available, limit_self_registration, options, creator_id,
    created_at, updated_at)
VALUES
    (40, 'OpenIDConnect::Provider', 'Anbieter 0', 'anbieter-0', true, false, '{"issuer": "https://id.example.org", "contact": "x", "client_id": "c0"}', 3, '2025-03-03 09:00:00+00', '2025-03-03 09:00:00+00'),
    (41, 'Saml::Provider', 'Anbieter 1', 'anbieter-1', true, false, '{"issuer": "https://id.example.org", "contact": "Jürgen Brandström", "client_id": "c1"}', 4, '2025-03-03 09:00:00+00', '2025-03-03 09:00:00+00'),
    (42, 'PluginAuthProvider', 'Anbieter 2 (Jürgen Brandström)', 'anbieter-2-juergen-brandstroem', true, false, '{"issuer": "https://id.example.org", "contact": "x", "client_id": "c2"}', 41, '2025-03-03 09:00:00+00', '2025-03-03 09:00:00+00');

INSERT INTO calculated_value_errors
    (id, customized_type, customized_id, custom_field_id, error_code, missing_custom_field_ids,
    created_at, updated_at)
VALUES
    (40, 'Project', 40, 53, 'ERROR_MISSING_VALUE', '{42}', '2025-03-03 09:00:00+00', '2025-03-03 09:00:00+00');

INSERT INTO cost_entries
    (id, user_id, project_id, work_package_id, cost_type_id, units, spent_on, created_at,
    updated_at, comments, blocked, overridden_costs, costs, rate_id, tyear, tmonth, tweek,
    logged_by_id, entity_type, entity_id)
VALUES
    (40, 3, 40, NULL, 40, 2, '2025-03-04', '2026-11-25 03:07:04.437495+00', '2026-11-25 03:07:04.437495+00', 'Kosten 0', false, NULL, NULL, NULL, 2025, 3, 10, 41, 'WorkPackage', 40),
    (41, 41, 41, NULL, 40, 2, '2025-03-04', '2026-11-25 03:07:04.439259+00', '2026-11-25 03:07:04.439259+00', 'Kosten 1 (Jürgen Brandström)', false, NULL, NULL, NULL, 2025, 3, 10, 3, 'WorkPackage', 41),
    (42, 3, 42, NULL, 40, 2, '2025-03-04', '2026-11-25 03:07:04.440584+00', '2026-11-25 03:07:04.440584+00', 'JÜRGEN BRANDSTRÖM: Kosten 2', false, NULL, NULL, NULL, 2025, 3, 10, 44, 'WorkPackage', 42),
    (43, 44, 40, NULL, 40, 2, '2025-03-04', '2026-11-25 03:07:04.44193+00', '2026-11-25 03:07:04.44193+00', 'Kosten 3', false, NULL, NULL, NULL, 2025, 3, 10, 3, 'WorkPackage', 43);

INSERT INTO custom_fields_projects
    (id, custom_field_id, project_id)
VALUES
    (40, 40, 40),
    (41, 41, 40),
    (42, 42, 40);

INSERT INTO custom_fields_roles
    (id, custom_field_id, role_id, created_at, updated_at)
VALUES
    (40, 48, 40, '2025-03-03 09:00:00+00', '2025-03-03 09:00:00+00');

INSERT INTO documents
    (id, project_id, category_id, title, description, created_at, updated_at, type_id, kind,
    content_binary)
VALUES
    (40, 40, NULL, 'Dokument 0', 'Hallo <mention class="mention" data-id="3" data-type="user" data-text="@Deleted user">@Deleted user</mention>, bitte den Plan prüfen.', '2025-03-03 09:00:00+00', '2025-03-03 09:00:00+00', 40, 'classic', NULL),
    (41, 41, NULL, 'Dokument 1 (Jürgen Brandström)', 'Frage an <mention class="mention" data-id="3" data-type="user" data-text="@Deleted user">@Deleted user</mention> zum Vertrag.', '2025-03-03 09:00:00+00', '2025-03-03 09:00:00+00', 41, 'classic', 'AQ2DsY++BAAHAQ5kb2N1bWVudC1zdG9yZQMKYmxvY2tHcm91cAcAg7GPvgQAAw5ibG9ja0NvbnRhaW5lcigAg7GPvgQBAmlkAXckMDAwMDAwMDAtMDAwMC00MDAwLTgwMDAtMDAwMDAwMDAwMDAwBwCDsY++BAEDCXBhcmFncmFwaCgAg7GPvgQDDXRleHRBbGlnbm1lbnQBdwRsZWZ0BwCDsY++BAMGBACDsY++BAUjQmVzcHJlY2h1bmcgbWl0IErDvHJnZW4gQnJhbmRzdHLDtm2Hg7GPvgQBAw5ibG9ja0NvbnRhaW5lcigAg7GPvgQnAmlkAXckMDAwMDAwMDAtMDAwMC00MDAwLTgwMDAtMDAwMDAwMDAwMDAxBwCDsY++BCcDCXBhcmFncmFwaCgAg7GPvgQpDXRleHRBbGlnbm1lbnQBdwRsZWZ0BwCDsY++BCkGBACDsY++BCsPRXJnZWJuaXMgZm9sZ3QuAA=='),
    (42, 42, NULL, 'j_brandstroem: Dokument 2', 'An <mention class="mention" data-id="3" data-type="user" data-text="@Deleted user">@Deleted user</mention> auch.', '2025-03-03 09:00:00+00', '2025-03-03 09:00:00+00', 42, 'classic', NULL),
    (43, 40, NULL, 'Dokument 3', 'Zuerst <mention class="mention" data-id="3" data-type="user" data-text="@Deleted user">@Deleted user</mention> zum Schluss. Ende.', '2025-03-03 09:00:00+00', '2025-03-03 09:00:00+00', 40, 'classic', NULL),
    (44, 41, NULL, 'Dokument 4', 'Siehe user#3 und user#3 sowie user#3 im Anhang.', '2025-03-03 09:00:00+00', '2025-03-03 09:00:00+00', 41, 'classic', NULL),
    (45, 42, NULL, 'Dokument 5', 'Freigegeben durch user#42', '2025-03-03 09:00:00+00', '2025-03-03 09:00:00+00', 42, 'classic', NULL),
    (46, 40, NULL, 'Dokument 6', 'Vorschlag von user#42, siehe auch (user#42) und user#"j_brandstroem"; danach user:"j_brandstroem" und user:j_brandstroem .', '2025-03-03 09:00:00+00', '2025-03-03 09:00:00+00', 40, 'classic', NULL),
    (47, 41, NULL, 'Dokument 7', 'Zeile eins user#3 Zeile zwei ohne Namen
user#3 Tab.', '2025-03-03 09:00:00+00', '2025-03-03 09:00:00+00', 41, 'classic', NULL),
    (48, 42, NULL, 'Dokument 8', 'Siehe <mention class="mention" data-id="3" data-type="user" data-text="@Deleted user">@Deleted user</mention> und #42 und ##42.', '2025-03-03 09:00:00+00', '2025-03-03 09:00:00+00', 42, 'classic', NULL),
    (49, 40, NULL, 'Dokument 9', 'user#421 und user#4 2, group#42 , <mention class="mention" data-id="421" data-type="user" data-text="@Petr Novák">@Petr Novák</mention>, <mention class="mention" data-id="142" data-type="user" data-text="@Nobody">@Nobody</mention>.', '2025-03-03 09:00:00+00', '2025-03-03 09:00:00+00', 40, 'classic', NULL),
    (50, 41, NULL, 'Dokument 10', 'Alt: <mention class=''mention'' data-id=''42'' data-type=''user'' data-text=''@Jürgen Brandström''>@Jürgen Brandström</mention> Ende.', '2025-03-03 09:00:00+00', '2025-03-03 09:00:00+00', 41, 'classic', NULL),
    (51, 42, NULL, 'Dokument 11', 'Protokoll: Jürgen Brandström (juergen.brandstroem@example.org, j_brandstroem) hat zugestimmt. Auch „Brandström, Jürgen“ und JÜRGEN BRANDSTRÖM.', '2025-03-03 09:00:00+00', '2025-03-03 09:00:00+00', 42, 'classic', NULL),
    (52, 40, NULL, 'Dokument 12', '<mention class="mention" data-id="3" data-type="user" data-text="@Deleted user">@Deleted user</mention>', '2025-03-03 09:00:00+00', '2025-03-03 09:00:00+00', 40, 'classic', NULL),
    (53, 41, NULL, 'Dokument 13', 'Nur <mention class="mention" data-id="41" data-type="user" data-text="@Zoë van den Berg">@Zoë van den Berg</mention> und user#41 sind gemeint. @Zoë', '2025-03-03 09:00:00+00', '2025-03-03 09:00:00+00', 41, 'classic', NULL),
    (54, 42, NULL, 'Dokument 14', '<mention class="mention" data-id="3" data-type="user" data-text="@Deleted user">@Deleted user</mention> um Rat. Schluss.', '2025-03-03 09:00:00+00', '2025-03-03 09:00:00+00', 42, 'classic', NULL),
    (55, 40, NULL, 'Dokument 15', '<mention class="mention" data-id="3" data-type="user" data-text="@Deleted user">@Deleted user</mention> und <MENTION data-id="42">@Jürgen Brandström</MENTION>.', '2025-03-03 09:00:00+00', '2025-03-03 09:00:00+00', 40, 'classic', NULL),
    (56, 41, NULL, 'Dokument 16', '```
<mention class="mention" data-id="3" data-type="user" data-text="@Deleted user">@Deleted user</mention>
user#3 in code
```
', '2025-03-03 09:00:00+00', '2025-03-03 09:00:00+00', 41, 'classic', NULL),
    (57, 42, NULL, 'Dokument 17', '<mention class="mention" data-id="3" data-type="user" data-text="@Deleted user">@Deleted user</mention> – Profil: https://openproject.example.org/users/42 und [Jürgen Brandström](/users/42).', '2025-03-03 09:00:00+00', '2025-03-03 09:00:00+00', 42, 'classic', NULL),
    (58, 40, NULL, 'Dokument 18', 'USER#42 und user#"J_BRANDSTROEM" und user#"JUERGEN.BRANDSTROEM@EXAMPLE.ORG" Ende', '2025-03-03 09:00:00+00', '2025-03-03 09:00:00+00', 40, 'classic', NULL);

INSERT INTO emoji_reactions
    (id, user_id, reactable_type, reactable_id, reaction, created_at, updated_at)
VALUES
    (42, 41, 'Journal', 40, 'thumbs_up', '2025-03-03 09:00:00+00', '2025-03-03 09:00:00+00'),
    (43, 41, 'Journal', 41, 'heart', '2025-03-03 09:00:00+00', '2025-03-03 09:00:00+00');

INSERT INTO export_settings
    (id, query_id, format, settings, created_at, updated_at)
VALUES
    (41, 41, 'pdf', '{}', '2025-03-03 09:00:00+00', '2025-03-03 09:00:00+00'),
    (42, 42, 'pdf', '{}', '2025-03-03 09:00:00+00', '2025-03-03 09:00:00+00'),
    (43, 43, 'pdf', '{"footer": "Jürgen Brandström"}', '2025-03-03 09:00:00+00', '2025-03-03 09:00:00+00'),
    (44, 44, 'pdf', '{}', '2025-03-03 09:00:00+00', '2025-03-03 09:00:00+00');

INSERT INTO favorites
    (id, user_id, favorited_type, favorited_id, created_at, updated_at)
VALUES
    (42, 41, 'Project', 40, '2025-03-03 09:00:00+00', '2025-03-03 09:00:00+00'),
    (43, 41, 'ProjectQuery', 41, '2025-03-03 09:00:00+00', '2025-03-03 09:00:00+00');

INSERT INTO hierarchical_items
    (id, parent_id, sort_order, label, short, is_deleted, created_at, updated_at, custom_field_id,
    position_cache, weight, children_count)
VALUES
    (40, NULL, 0, NULL, 'H0', false, '2025-03-03 09:00:00+00', '2025-03-03 09:00:00+00', 45, NULL, NULL, 3),
    (41, 40, 1, 'Halle 1 (Jürgen Brandström)', 'H1 (Jürgen Brandström)', false, '2025-03-03 09:00:00+00', '2025-03-03 09:00:00+00', NULL, NULL, NULL, 0),
    (42, 40, 2, 'Jürgen  Brandström: Halle 2', 'Brandström, Jürgen: H2', false, '2025-03-03 09:00:00+00', '2025-03-03 09:00:00+00', NULL, NULL, NULL, 0),
    (43, 40, 3, 'Halle 3', 'H3', false, '2025-03-03 09:00:00+00', '2025-03-03 09:00:00+00', NULL, NULL, NULL, 0);

INSERT INTO ifc_models
    (id, title, created_at, updated_at, project_id, uploader_id, is_default, conversion_status,
    conversion_error_message)
VALUES
    (40, 'Modell 0', '2025-03-03 09:00:00+00', '2025-03-03 09:00:00+00', 40, 42, true, 0, 'Fehler 0'),
    (41, 'Modell 1 (Jürgen Brandström)', '2025-03-03 09:00:00+00', '2025-03-03 09:00:00+00', 41, 41, true, 0, 'Fehler 1 (Jürgen Brandström)'),
    (42, 'Modell 2', '2025-03-03 09:00:00+00', '2025-03-03 09:00:00+00', 42, 42, true, 0, 'Fehler 2');

INSERT INTO ldap_groups_synchronized_groups
    (id, group_id, ldap_auth_source_id, created_at, updated_at, dn, users_count, filter_id,
    sync_users)
VALUES
    (40, 50, 40, '2026-11-25 03:07:04.489722+00', '2026-11-25 03:07:04.489722+00', 'cn=g0,dc=example', 1, 40, false),
    (41, 51, 41, '2026-11-25 03:07:04.490211+00', '2026-11-25 03:07:04.490211+00', 'cn=g1,dc=example (Jürgen Brandström)', 1, 41, false),
    (42, 50, 42, '2026-11-25 03:07:04.490389+00', '2026-11-25 03:07:04.490389+00', 'Jürgen  Brandström: cn=g2,dc=example', 2, 42, false);

INSERT INTO meeting_agenda_item_journals
    (id, journal_id, agenda_item_id, author_id, title, notes, "position", duration_in_minutes,
    work_package_id, item_type, presenter_id)
VALUES
    (40, 147, 40, 3, 'Punkt 0', 'Hallo <mention class="mention" data-id="42" data-type="user" data-text="@Jürgen Brandström">@Jürgen Brandström</mention>, bitte den Plan prüfen.', 1, NULL, NULL, NULL, 43),
    (41, 148, 41, 41, 'Punkt 1', 'Frage an <mention data-text="@Jürgen Brandström" data-type="user" class="mention" data-id="42">@Jürgen Brandström</mention> zum Vertrag.', 1, NULL, NULL, NULL, 3),
    (42, 149, 42, 3, 'Punkt 2', 'An <mention class="mention" data-id="41" data-type="user" data-text="@Zoë van den Berg">@Zoë van den Berg</mention>: wichtiger Satz dazwischen. Und <mention class="mention" data-id="42" data-type="user" data-text="@Jürgen Brandström">@Jürgen Brandström</mention> auch.', 1, NULL, NULL, NULL, NULL),
    (43, 150, 43, 44, 'Punkt 3 (Jürgen Brandström)', 'Frage an <mention class="mention" data-id="42" data-type="user" data-text="@Jürgen Brandström">@Jürgen Brandström</mention> und user#42 sowie user#"j_brandstroem" . Gruß, Jürgen Brandström', 1, NULL, NULL, NULL, 43),
    (44, 151, 44, 3, 'Punkt 4', 'Siehe user#42 und user#"j_brandstroem" sowie user#"juergen.brandstroem@example.org" im Anhang.', 1, NULL, NULL, NULL, 3);

INSERT INTO meeting_agenda_items
    (id, meeting_id, author_id, title, notes, "position", duration_in_minutes, created_at,
    updated_at, work_package_id, item_type, lock_version, presenter_id, meeting_section_id)
VALUES
    (40, 40, 3, 'Punkt 0', 'Hallo <mention class="mention" data-id="42" data-type="user" data-text="@Jürgen Brandström">@Jürgen Brandström</mention>, bitte den Plan prüfen.', 1, 10, '2025-03-03 09:00:00', '2025-03-03 09:00:00', NULL, 0, 1, 43, 40),
    (41, 41, 41, 'Punkt 1', 'Frage an <mention data-text="@Jürgen Brandström" data-type="user" class="mention" data-id="42">@Jürgen Brandström</mention> zum Vertrag.', 1, 10, '2025-03-03 09:00:00', '2025-03-03 09:00:00', NULL, 0, 1, 3, 41),
    (42, 42, 3, 'Punkt 2', 'An <mention class="mention" data-id="41" data-type="user" data-text="@Zoë van den Berg">@Zoë van den Berg</mention>: wichtiger Satz dazwischen. Und <mention class="mention" data-id="42" data-type="user" data-text="@Jürgen Brandström">@Jürgen Brandström</mention> auch.', 1, 10, '2025-03-03 09:00:00', '2025-03-03 09:00:00', NULL, 0, 1, NULL, 42),
    (43, 43, 44, 'Punkt 3 (Jürgen Brandström)', 'Zuerst <mention class="mention" data-id="42" data-type="user" data-text="@Jürgen Brandström">@Jürgen Brandström</mention>.

Zweiter Absatz mit Zahlen 1, 2, 3.

Dann <mention class="mention" data-id="41" data-type="user" data-text="@Zoë van den Berg">@Zoë van den Berg</mention> zum Schluss. Ende.', 1, 10, '2025-03-03 09:00:00', '2025-03-03 09:00:00', NULL, 0, 0, 43, 43),
    (44, 44, 3, 'Punkt 4', 'Siehe user#42 und user#"j_brandstroem" sowie user#"juergen.brandstroem@example.org" im Anhang.', 1, 10, '2025-03-03 09:00:00', '2025-03-03 09:00:00', NULL, 0, 2, 3, 44);

INSERT INTO meeting_sections
    (id, "position", title, meeting_id, created_at, updated_at, backlog)
VALUES
    (40, 1, 'Abschnitt 0', 40, '2025-03-03 09:00:00+00', '2025-03-03 09:00:00+00', false),
    (41, 1, 'Abschnitt 1 (Jürgen Brandström)', 41, '2025-03-03 09:00:00+00', '2025-03-03 09:00:00+00', false),
    (42, 1, 'Jürgen Brandström: Abschnitt 2', 42, '2025-03-03 09:00:00+00', '2025-03-03 09:00:00+00', false),
    (43, 1, 'Abschnitt 3', 43, '2025-03-03 09:00:00+00', '2025-03-03 09:00:00+00', false),
    (44, 1, 'Abschnitt 4', 44, '2025-03-03 09:00:00+00', '2025-03-03 09:00:00+00', false);

INSERT INTO notification_settings
    (id, project_id, user_id, watched, mentioned, created_at, updated_at, work_package_commented,
    work_package_created, work_package_processed, work_package_prioritized,
    work_package_scheduled, news_added, news_commented, document_added, forum_messages,
    wiki_page_added, wiki_page_updated, membership_added, membership_updated, start_date,
    due_date, overdue, assignee, responsible, shared)
VALUES
    (40, NULL, 4, true, true, '2026-11-25 03:07:04.466075+00', '2026-11-25 03:07:04.466075+00', false, false, false, false, false, false, false, false, false, false, false, false, false, 1, 1, NULL, true, true, true),
    (41, NULL, 40, true, true, '2026-11-25 03:07:04.46747+00', '2026-11-25 03:07:04.46747+00', false, false, false, false, false, false, false, false, false, false, false, false, false, 1, 1, NULL, true, true, true),
    (42, NULL, 41, true, true, '2026-11-25 03:07:04.468137+00', '2026-11-25 03:07:04.468137+00', false, false, false, false, false, false, false, false, false, false, false, false, false, 1, 1, NULL, true, true, true),
    (44, NULL, 43, true, true, '2026-11-25 03:07:04.469458+00', '2026-11-25 03:07:04.469458+00', false, false, false, false, false, false, false, false, false, false, false, false, false, 1, 1, NULL, true, true, true),
    (45, NULL, 44, true, true, '2026-11-25 03:07:04.470075+00', '2026-11-25 03:07:04.470075+00', false, false, false, false, false, false, false, false, false, false, false, false, false, 1, 1, NULL, true, true, true),
    (46, NULL, 45, true, true, '2026-11-25 03:07:04.470683+00', '2026-11-25 03:07:04.470683+00', false, false, false, false, false, false, false, false, false, false, false, false, false, 1, 1, NULL, true, true, true),
    (47, NULL, 46, true, true, '2026-11-25 03:07:04.471273+00', '2026-11-25 03:07:04.471273+00', false, false, false, false, false, false, false, false, false, false, false, false, false, 1, 1, NULL, true, true, true),
    (48, NULL, 47, true, true, '2026-11-25 03:07:04.471902+00', '2026-11-25 03:07:04.471902+00', false, false, false, false, false, false, false, false, false, false, false, false, false, 1, 1, NULL, true, true, true),
    (49, NULL, 48, true, true, '2026-11-25 03:07:04.472503+00', '2026-11-25 03:07:04.472503+00', false, false, false, false, false, false, false, false, false, false, false, false, false, 1, 1, NULL, true, true, true),
    (50, NULL, 421, true, true, '2026-11-25 03:07:04.473149+00', '2026-11-25 03:07:04.473149+00', false, false, false, false, false, false, false, false, false, false, false, false, false, 1, 1, NULL, true, true, true),
    (52, 40, 41, true, true, '2026-11-25 03:07:04.477438+00', '2026-11-25 03:07:04.477438+00', false, false, false, false, false, false, false, false, false, false, false, false, false, 1, 1, NULL, true, true, true);

INSERT INTO notifications
    (id, subject, read_ian, reason, recipient_id, actor_id, resource_type, resource_id,
    journal_id, created_at, updated_at, mail_reminder_sent, mail_alert_sent)
VALUES
    (42, 'Hinweis 2', false, 0, 41, 3, 'WorkPackage', 42, 42, '2025-03-03 09:00:00+00', '2025-03-03 09:00:00+00', false, NULL),
    (43, 'Hinweis 3', false, 0, 43, 41, 'WorkPackage', 43, 43, '2025-03-03 09:00:00+00', '2025-03-03 09:00:00+00', false, NULL),
    (44, 'Hinweis 4 (Jürgen Brandström)', false, 0, 44, NULL, 'WorkPackage', 44, 44, '2025-03-03 09:00:00+00', '2025-03-03 09:00:00+00', false, NULL),
    (45, 'juergen.brandstroem@example.org: Hinweis 5', false, 0, 41, 43, 'WorkPackage', 45, 45, '2025-03-03 09:00:00+00', '2025-03-03 09:00:00+00', false, NULL);

INSERT INTO oauth_applications
    (id, name, uid, secret, owner_type, owner_id, client_credentials_user_id, redirect_uri,
    scopes, confidential, created_at, updated_at, integration_type, integration_id, enabled,
    builtin)
VALUES
    (40, 'App 0', 'uid0', 'sec0', 'User', 3, 41, 'https://app0.example.org/cb', 'api_v3', true, '2025-03-03 09:00:00+00', '2025-03-03 09:00:00+00', NULL, NULL, true, false),
    (41, 'App 1', 'uid1', 'sec1', 'User', 41, NULL, 'https://app1.example.org/cb', 'api_v3', true, '2025-03-03 09:00:00+00', '2025-03-03 09:00:00+00', NULL, NULL, true, false),
    (42, 'App 2 (Jürgen Brandström)', 'uid2', 'sec2', 'User', 4, NULL, 'https://app2.example.org/cb/juergen-brandstroem', 'api_v3', true, '2025-03-03 09:00:00+00', '2025-03-03 09:00:00+00', 'Storages::Storage', 40, true, false);

INSERT INTO oauth_client_tokens
    (id, oauth_client_id, user_id, access_token, refresh_token, token_type, expires_in, scope,
    created_at, updated_at, lock_version)
VALUES
    (42, 40, 41, 'a4140', 'r4140', 'bearer', NULL, NULL, '2025-03-03 09:00:00+00', '2025-03-03 09:00:00+00', 0),
    (43, 41, 41, 'a4141', 'r4141', 'bearer', NULL, NULL, '2025-03-03 09:00:00+00', '2025-03-03 09:00:00+00', 0);

INSERT INTO oidc_user_session_links
    (id, oidc_session, session_id, created_at, updated_at)
VALUES
    (41, 'oidc-1', 41, '2025-03-03 09:00:00+00', '2025-03-03 09:00:00+00'),
    (42, 'oidc-2', 42, '2025-03-03 09:00:00+00', '2025-03-03 09:00:00+00'),
    (43, 'oidc-3', 43, '2025-03-03 09:00:00+00', '2025-03-03 09:00:00+00');

INSERT INTO oidc_user_tokens
    (id, user_id, access_token, refresh_token, audiences, created_at, updated_at, expires_at)
VALUES
    (41, 41, 'at41', 'rt41', '["__op-idp__"]', '2025-03-03 09:00:00+00', '2025-03-03 09:00:00+00', NULL);

INSERT INTO project_custom_field_project_mappings
    (id, custom_field_id, project_id, created_at, updated_at, creation_wizard)
VALUES
    (40, 48, 40, '2025-03-03 09:00:00+00', '2025-03-03 09:00:00+00', true),
    (41, 48, 41, '2025-03-03 09:00:00+00', '2025-03-03 09:00:00+00', true),
    (42, 48, 42, '2025-03-03 09:00:00+00', '2025-03-03 09:00:00+00', true);

INSERT INTO project_phase_definitions
    (id, name, "position", color_id, created_at, updated_at, start_gate, start_gate_name,
    finish_gate, finish_gate_name)
VALUES
    (40, 'Planung', 1, 40, '2025-03-03 09:00:00+00', '2025-03-03 09:00:00+00', true, 'Start 0', true, 'Ende 0'),
    (41, 'Bau (Jürgen Brandström)', 2, 41, '2025-03-03 09:00:00+00', '2025-03-03 09:00:00+00', true, 'Start 1 (Jürgen Brandström)', true, 'Ende 1 (Jürgen Brandström)'),
    (42, 'Juergen Brandstroem: Abnahme', 3, 42, '2025-03-03 09:00:00+00', '2025-03-03 09:00:00+00', true, 'Jürgen Brandström: Start 2', true, 'J&uuml;rgen Brandstr&ouml;m: Ende 2');

INSERT INTO project_phase_journals
    (id, journal_id, phase_id, start_date, finish_date, active, duration)
VALUES
    (40, 40, 40, NULL, NULL, true, NULL),
    (41, 41, 41, NULL, NULL, true, NULL),
    (42, 42, 42, NULL, NULL, true, NULL);

INSERT INTO recaptcha_entries
    (id, user_id, created_at, updated_at, version)
VALUES
    (41, 41, '2025-03-03 09:00:00+00', '2025-03-03 09:00:00+00', 1);

INSERT INTO recurring_meetings
    (id, start_time, end_date, title, frequency, end_after, iterations, project_id, author_id,
    created_at, updated_at, "interval", time_zone, uid, current_schedule_start)
VALUES
    (40, '2025-03-03 09:00:00+00', NULL, 'Jour fixe 0', 0, 0, 5, 40, 3, '2025-03-03 09:00:00+00', '2025-03-03 09:00:00+00', 1, 'Europe/Berlin', 'rm-0', '2025-03-03 09:00:00+00'),
    (41, '2025-03-03 09:00:00+00', NULL, 'Jour fixe 1', 0, 0, 5, 41, 41, '2025-03-03 09:00:00+00', '2025-03-03 09:00:00+00', 1, 'Europe/Berlin', 'rm-1', '2025-03-03 09:00:00+00'),
    (42, '2025-03-03 09:00:00+00', NULL, 'Jour fixe 2 (Jürgen Brandström)', 0, 0, 5, 42, 43, '2025-03-03 09:00:00+00', '2025-03-03 09:00:00+00', 1, 'Europe/Berlin', 'rm-2', '2025-03-03 09:00:00+00');

INSERT INTO reminders
    (id, remindable_type, remindable_id, creator_id, remind_at, completed_at, job_id, note,
    created_at, updated_at)
VALUES
    (41, 'WorkPackage', 41, 41, '2025-03-03 09:00:00+00', NULL, 'f762935d-a218-43c8-bf27-ff6b53c77cc4', 'Jürgen Brandström anrufen (Jürgen Brandström)', '2025-03-03 09:00:00+00', '2025-03-03 09:00:00+00');

INSERT INTO remote_identities
    (id, user_id, auth_source_id, origin_user_id, created_at, updated_at, auth_source_type,
    integration_type, integration_id)
VALUES
    (42, 41, 40, 'zoe', '2025-03-03 09:00:00+00', '2025-03-03 09:00:00+00', 'OAuthClient', 'Storages::Storage', 40),
    (43, 41, 41, 'zoe-juergen-brandstroem', '2025-03-03 09:00:00+00', '2025-03-03 09:00:00+00', 'OAuthClient', 'Storages::Storage', 41);

INSERT INTO service_account_associations
    (id, service_account_id, service_id, service_type, created_at, updated_at)
VALUES
    (40, 53, 40, 'ScimClient', '2025-03-03 09:00:00+00', '2025-03-03 09:00:00+00');

INSERT INTO storages
    (id, provider_type, name, host, creator_id, created_at, updated_at, provider_fields,
    health_status, health_changed_at, health_reason, health_checked_at)
VALUES
    (40, 'Storages::NextcloudStorage', 'Ablage 0', 'https://nc0.example.org/', 3, '2025-03-03 09:00:00+00', '2025-03-03 09:00:00+00', '{"username": "OpenProject", "automatically_managed": true}', 'healthy', '2026-11-25 03:07:04.495846+00', 'ok 0', '2026-11-25 03:07:04.495846+00'),
    (41, 'Storages::NextcloudStorage', 'Ablage 1', 'https://nc1.example.org/', 41, '2025-03-03 09:00:00+00', '2025-03-03 09:00:00+00', '{"username": "j_brandstroem", "automatically_managed": true}', 'healthy', '2026-11-25 03:07:04.496466+00', 'ok 1', '2026-11-25 03:07:04.496466+00'),
    (42, 'Storages::NextcloudStorage', 'Ablage 2 (Jürgen Brandström)', 'https://nc2.example.org/juergen-brandstroem', 4, '2025-03-03 09:00:00+00', '2025-03-03 09:00:00+00', '{"username": "OpenProject", "automatically_managed": true}', 'healthy', '2026-11-25 03:07:04.496697+00', 'ok 2 (Jürgen Brandström)', '2026-11-25 03:07:04.496697+00');

INSERT INTO storages_file_links_journals
    (id, journal_id, file_link_id, link_name, storage_name)
VALUES
    (40, 40, 40, 'angebot-0.pdf', 'Nextcloud 0'),
    (41, 41, 41, 'angebot-1.pdf (Jürgen Brandström)', 'Nextcloud 1 (Jürgen Brandström)'),
    (42, 42, 42, 'J. Brandström: angebot-2.pdf', 'Juergen Brandstroem: Nextcloud 2');

INSERT INTO subproject_template_assignments
    (id, project_id, template_id, workspace_type, created_at, updated_at)
VALUES
    (40, 40, 42, 'project', '2025-03-03 09:00:00+00', '2025-03-03 09:00:00+00');

INSERT INTO time_entries
    (id, project_id, user_id, work_package_id, hours, comments, activity_id, spent_on, tyear,
    tmonth, tweek, created_at, updated_at, overridden_costs, costs, rate_id, logged_by_id,
    ongoing, start_time, time_zone, entity_type, entity_id)
VALUES
    (40, 40, 3, 40, 2, 'Buchung 0', 43, '2025-03-04', 2025, 3, 10, '2026-11-25 03:07:04.435301+00', '2026-11-25 03:07:04.435301+00', NULL, NULL, NULL, 41, false, NULL, NULL, 'WorkPackage', 40),
    (41, 41, 41, 41, 2, 'Buchung 1 (Jürgen Brandström)', 43, '2025-03-04', 2025, 3, 10, '2026-11-25 03:07:04.438066+00', '2026-11-25 03:07:04.438066+00', NULL, NULL, NULL, 3, false, NULL, NULL, 'WorkPackage', 41),
    (42, 42, 3, 42, 2, 'j_brandstroem: Buchung 2', 43, '2025-03-04', 2025, 3, 10, '2026-11-25 03:07:04.439495+00', '2026-11-25 03:07:04.439495+00', NULL, NULL, NULL, 44, false, NULL, NULL, 'WorkPackage', 42),
    (43, 40, 44, 43, 2, 'Buchung 3', 43, '2025-03-04', 2025, 3, 10, '2026-11-25 03:07:04.440856+00', '2026-11-25 03:07:04.440856+00', NULL, NULL, NULL, 3, false, NULL, NULL, 'WorkPackage', 43),
    (44, 40, 3, 40, NULL, 'läuft gerade', 43, '2025-03-05', 2025, 3, 10, '2026-11-25 03:07:04.44219+00', '2026-11-25 03:07:04.44219+00', NULL, NULL, NULL, 3, true, NULL, NULL, 'WorkPackage', 40);

INSERT INTO time_entry_activities_projects
    (id, activity_id, project_id, active)
VALUES
    (40, 43, 40, true),
    (41, 43, 41, true),
    (42, 43, 42, true);

INSERT INTO time_entry_journals
    (id, project_id, user_id, work_package_id, hours, comments, activity_id, spent_on, tyear,
    tmonth, tweek, overridden_costs, costs, rate_id, logged_by_id, start_time, time_zone,
    entity_type, entity_id)
VALUES
    (40, 40, 3, 40, 2, 'Buchung 0', 43, '2025-03-04', 2025, 3, 10, NULL, NULL, NULL, 41, NULL, NULL, NULL, NULL),
    (41, 41, 41, 41, 2, 'Buchung 1 (Jürgen Brandström)', 43, '2025-03-04', 2025, 3, 10, NULL, NULL, NULL, 3, NULL, NULL, NULL, NULL),
    (42, 42, 3, 42, 2, 'juergen.brandstroem@example.org: Buchung 2', 43, '2025-03-04', 2025, 3, 10, NULL, NULL, NULL, 44, NULL, NULL, NULL, NULL),
    (43, 40, 44, 43, 2, 'Buchung 3', 43, '2025-03-04', 2025, 3, 10, NULL, NULL, NULL, 3, NULL, NULL, NULL, NULL);

INSERT INTO tokens
    (id, user_id, type, value, created_at, expires_on, data)
VALUES
    (53, 41, 'Token::API', '1e5c28a433817e823f6ba66baf4a06d1ce6007b8a8b4f6dca2f20e4e04ecada5', '2026-11-25 03:07:04.477664+00', '2027-01-01 00:00:00+00', '{"token_name":"Token::API von Zoë"}'),
    (54, 41, 'Token::RSS', '63cea4e37cefd38776777944b50212fd9d450e6d0e60d811b014f3e5b591a4a5', '2026-11-25 03:07:04.477836+00', '2027-01-01 00:00:00+00', '{"token_name":"Token::RSS von Zoë"}'),
    (55, 41, 'Token::Recovery', 'a2ac8245a7c42a7936b65db8f021f26da0bc8580d274acbf7851ce11add45196', '2026-11-25 03:07:04.477999+00', '2027-01-01 00:00:00+00', '{"token_name":"Token::Recovery von Zoë"}'),
    (56, 41, 'Token::Invitation', '2c37f7c6703a8e8e4c39213520ba65ed740781a632a336105666dabb5856ceb1', '2026-11-25 03:07:04.478159+00', '2027-01-01 00:00:00+00', '{"token_name":"Token::Invitation von Zoë"}'),
    (57, 41, 'Token::AutoLogin', 'ad5635088ca08b803c54e1054372ad3b888d6fe61dfe8feb5e736432ab39c391', '2026-11-25 03:07:04.478319+00', '2027-01-01 00:00:00+00', '{"token_name":"Token::AutoLogin von Zoë"}'),
    (58, 41, 'Token::ICal', '888969d000ff8d0c098b4f75234a9d609ca884487e5c35acf033cc176ab11b0b', '2026-11-25 03:07:04.478477+00', '2027-01-01 00:00:00+00', '{"token_name":"Token::ICal von Zoë"}'),
    (59, 41, 'Token::ICalMeeting', 'ec14b1efed029c90ca8f88fe0222e454b7ab2f674d384a533277933788a3b610', '2026-11-25 03:07:04.478636+00', '2027-01-01 00:00:00+00', '{"token_name":"Token::ICalMeeting von Zoë"}'),
    (60, 41, 'Token::Backup', '23ec73cf0206cc9371e5858d6f44b1f2b1c6683fca3f6332a22ca7793f5c8b9e', '2026-11-25 03:07:04.478798+00', '2027-01-01 00:00:00+00', '{"token_name":"Token::Backup von Zoë"}'),
    (61, 41, 'Token::EnterpriseTrialKey', 'e78d1fe5d2be09246f936f6ed9a979101e4ee119600ff1e88d38634bb9f6c9f3', '2026-11-25 03:07:04.478962+00', '2027-01-01 00:00:00+00', '{"token_name":"Token::EnterpriseTrialKey von Zoë"}'),
    (62, 41, 'TwoFactorAuthentication::LoginToken', '3ed143dc9970bcf9139056a52591e75beec77462a31cc461225e2bfd44342be8', '2026-11-25 03:07:04.479126+00', '2027-01-01 00:00:00+00', '{"token_name":"TwoFactorAuthentication::LoginToken von Zoë"}'),
    (63, 41, 'TwoFactorAuthentication::BackupCode', 'b65670fe0856fa33296e2ba631f8437806c3b814391cabfaf2c8b538e2e0c980', '2026-11-25 03:07:04.479288+00', '2027-01-01 00:00:00+00', '{"token_name":"TwoFactorAuthentication::BackupCode von Zoë"}'),
    (64, 41, 'TwoFactorAuthentication::RememberedAuthToken', 'c50bd21183b5b05e02d93331fefe2b8c2209bba3b5aeb40aff8e214b0df5cd8c', '2026-11-25 03:07:04.479449+00', '2027-01-01 00:00:00+00', '{"token_name":"TwoFactorAuthentication::RememberedAuthToken von Zoë"}'),
    (65, 41, 'Token::API', '5fdda0dbaf1bb527dd87fca152d5f5a666538b1a13859712ee2835e66cea7d1f', '2026-11-25 03:07:04.479609+00', NULL, '{"token_name":"zweiter"}');

INSERT INTO two_factor_authentication_devices
    (id, type, "default", active, channel, phone_number, identifier, created_at, updated_at,
    last_used_at, otp_secret, user_id, webauthn_external_id, webauthn_public_key,
    webauthn_sign_count)
VALUES
    (43, 'TwoFactorAuthentication::Device::Totp', true, true, 'totp', '+49 170 41000', 'Handy von Zoë', '2025-03-03 09:00:00+00', '2025-03-03 09:00:00+00', NULL, 'S41', 41, NULL, NULL, 0),
    (44, 'TwoFactorAuthentication::Device::Sms', false, true, 'sms', '+49 170 41000 (Jürgen Brandström)', 'Handy von Zoë (Jürgen Brandström)', '2025-03-03 09:00:00+00', '2025-03-03 09:00:00+00', NULL, 'S41', 41, NULL, NULL, 0),
    (45, 'TwoFactorAuthentication::Device::Webauthn', false, true, 'webauthn', 'j_brandstroem: +49 170 41000', 'Brandström, Jürgen: Handy von Zoë', '2025-03-03 09:00:00+00', '2025-03-03 09:00:00+00', NULL, 'S41', 41, 'wa41', NULL, 0);

INSERT INTO types
    (id, name, "position", is_in_roadmap, is_milestone, is_default, color_id, created_at,
    updated_at, is_standard, attribute_groups, description, patterns, pdf_export_templates_config)
VALUES
    (40, 'Aufgabe', 1, true, false, false, 40, '2025-03-03 09:00:00+00', '2025-03-03 09:00:00+00', false, '---
- - :details
  - - assignee
    - responsible
', 'Vorlage Aufgabe', NULL, '{}'),
    (41, 'Meilenstein (Jürgen Brandström)', 2, true, false, false, 41, '2025-03-03 09:00:00+00', '2025-03-03 09:00:00+00', false, '---
- - :details
  - - assignee
    - responsible
 (Jürgen Brandström)', 'Frage an <mention class="mention" data-id="42" data-type="user" data-text="@Jürgen Brandström">@Jürgen Brandström</mention> und user#42 sowie user#"j_brandstroem" . Gruß, Jürgen Brandström', '{"subject":{"blueprint":"Meilenstein von Jürgen Brandström","enabled":true}} (Jürgen Brandström)', '{"footer": "Erstellt von Jürgen Brandström"}'),
    (42, 'Brandström, Jürgen: Fehler', 3, true, false, false, 42, '2025-03-03 09:00:00+00', '2025-03-03 09:00:00+00', false, 'juergen.brandstroem@example.org: ---
- - :details
  - - assignee
    - responsible
', 'JÜRGEN BRANDSTRÖM: Vorlage Fehler', 'j_brandstroem: Text', '{}');

INSERT INTO views
    (id, query_id, options, type, created_at, updated_at)
VALUES
    (41, 41, '{}', 'team_planner', '2025-03-03 09:00:00+00', '2025-03-03 09:00:00+00'),
    (42, 42, '{}', 'work_packages_calendar', '2025-03-03 09:00:00+00', '2025-03-03 09:00:00+00'),
    (43, 43, '{"note": "Jürgen Brandström", "color": "red"}', 'work_packages_table', '2025-03-03 09:00:00+00', '2025-03-03 09:00:00+00'),
    (44, 44, '{}', 'gantt', '2025-03-03 09:00:00+00', '2025-03-03 09:00:00+00'),
    (45, 45, '{}', 'work_packages_calendar', '2025-03-03 09:00:00+00', '2025-03-03 09:00:00+00'),
    (46, 46, '{}', 'gantt', '2025-03-03 09:00:00+00', '2025-03-03 09:00:00+00'),
    (48, 50, '{}', 'team_planner', '2025-03-03 09:00:00+00', '2025-03-03 09:00:00+00');

INSERT INTO webhooks_events
    (id, name, webhooks_webhook_id)
VALUES
    (40, 'work_package:updated', 40),
    (41, 'work_package:updated', 41),
    (42, 'work_package:updated', 42);

INSERT INTO webhooks_logs
    (id, webhooks_webhook_id, event_name, url, request_headers, request_body, response_code,
    response_headers, response_body, created_at, updated_at)
VALUES
    (40, 40, 'work_package:updated', 'https://hook0.example.org/', '---
User-Agent: OpenProject
', '{"action":"work_package:updated","work_package":{"id":42,"_links":{"author":{"href":"/api/v3/users/42","title":"Jürgen Brandström"}}}}', 200, '---
server: nginx
', 'ok 0', '2025-03-03 09:00:00+00', '2025-03-03 09:00:00+00'),
    (41, 41, 'work_package:updated', 'https://hook1.example.org/juergen-brandstroem', '---
User-Agent: curl Jürgen Brandström
', '{"action":"work_package:updated","work_package":{"id":42,"_links":{"author":{"href":"/api/v3/users/41","title":"Zoë"}}}}', 200, '---
server: nginx j_brandstroem
', 'ok 1 (Jürgen Brandström)', '2025-03-03 09:00:00+00', '2025-03-03 09:00:00+00'),
    (42, 42, 'work_package:updated', 'https://hook2.example.org/j_brandstroem', '---
User-Agent: OpenProject
', '{"action":"work_package:updated","work_package":{"id":42,"_links":{"author":{"href":"/api/v3/users/42","title":"Jürgen Brandström"}}}}', 200, '---
server: nginx
', 'Juergen Brandstroem: ok 2', '2025-03-03 09:00:00+00', '2025-03-03 09:00:00+00');

INSERT INTO webhooks_projects
    (id, project_id, webhooks_webhook_id)
VALUES
    (40, 40, 40),
    (41, 41, 41),
    (42, 42, 42);

INSERT INTO wiki_pages
    (id, wiki_id, title, created_at, protected, parent_id, slug, updated_at, author_id, text,
    lock_version)
VALUES
    (40, 40, 'Seite 0', '2026-11-25 03:07:04.345055+00', false, NULL, 'seite-0', '2025-03-03 09:00:00+00', 3, 'Hallo <mention class="mention" data-id="3" data-type="user" data-text="@Deleted user">@Deleted user</mention>, bitte den Plan prüfen.', 1),
    (41, 41, 'Seite 1', '2026-11-25 03:07:04.346193+00', false, NULL, 'seite-1', '2025-03-03 09:00:00+00', 41, 'Frage an <mention class="mention" data-id="3" data-type="user" data-text="@Deleted user">@Deleted user</mention> zum Vertrag.', 0),
    (42, 42, 'Seite 2', '2026-11-25 03:07:04.347204+00', false, NULL, 'seite-2', '2025-03-03 09:00:00+00', 3, 'An <mention class="mention" data-id="3" data-type="user" data-text="@Deleted user">@Deleted user</mention> auch.', 1),
    (43, 40, 'Seite 3 (Jürgen Brandström)', '2026-11-25 03:07:04.347853+00', false, NULL, 'seite-3-juergen-brandstroem', '2025-03-03 09:00:00+00', 44, 'Zuerst <mention class="mention" data-id="3" data-type="user" data-text="@Deleted user">@Deleted user</mention> zum Schluss. Ende.', 0),
    (44, 41, 'Seite 4', '2026-11-25 03:07:04.3484+00', false, NULL, 'seite-4', '2025-03-03 09:00:00+00', 3, 'Siehe user#3 und user#3 sowie user#3 im Anhang.', 1),
    (45, 42, 'juergen.brandstroem@example.org: Seite 5', '2026-11-25 03:07:04.349031+00', false, NULL, 'seite-5-j_brandstroem', '2025-03-03 09:00:00+00', 46, 'Freigegeben durch user#42', 0),
    (46, 40, 'Seite 6', '2026-11-25 03:07:04.349977+00', false, NULL, 'seite-6', '2025-03-03 09:00:00+00', 3, 'Vorschlag von user#42, siehe auch (user#42) und user#"j_brandstroem"; danach user:"j_brandstroem" und user:j_brandstroem .', 1),
    (47, 41, 'Seite 7', '2026-11-25 03:07:04.350612+00', false, NULL, 'seite-7', '2025-03-03 09:00:00+00', 40, 'Zeile eins user#3 Zeile zwei ohne Namen
user#3 Tab.', 0),
    (48, 42, 'Seite 8', '2026-11-25 03:07:04.351207+00', false, NULL, 'seite-8', '2025-03-03 09:00:00+00', 3, 'Siehe <mention class="mention" data-id="3" data-type="user" data-text="@Deleted user">@Deleted user</mention> und #42 und ##42.', 1),
    (49, 40, 'Seite 9', '2026-11-25 03:07:04.351781+00', false, NULL, 'seite-9', '2025-03-03 09:00:00+00', 43, 'user#421 und user#4 2, group#42 , <mention class="mention" data-id="421" data-type="user" data-text="@Petr Novák">@Petr Novák</mention>, <mention class="mention" data-id="142" data-type="user" data-text="@Nobody">@Nobody</mention>.', 0),
    (50, 41, 'Seite 10', '2026-11-25 03:07:04.352542+00', false, NULL, 'seite-10', '2025-03-03 09:00:00+00', 3, 'Alt: <mention class=''mention'' data-id=''42'' data-type=''user'' data-text=''@Jürgen Brandström''>@Jürgen Brandström</mention> Ende.', 1),
    (51, 42, 'Seite 11', '2026-11-25 03:07:04.353728+00', false, NULL, 'seite-11', '2025-03-03 09:00:00+00', 45, 'Protokoll: Jürgen Brandström (juergen.brandstroem@example.org, j_brandstroem) hat zugestimmt. Auch „Brandström, Jürgen“ und JÜRGEN BRANDSTRÖM.', 0),
    (52, 40, 'Seite 12', '2026-11-25 03:07:04.355083+00', false, NULL, 'seite-12', '2025-03-03 09:00:00+00', 3, '<mention class="mention" data-id="3" data-type="user" data-text="@Deleted user">@Deleted user</mention>', 1),
    (53, 41, 'Seite 13', '2026-11-25 03:07:04.355912+00', false, NULL, 'seite-13', '2025-03-03 09:00:00+00', 47, 'Nur <mention class="mention" data-id="41" data-type="user" data-text="@Zoë van den Berg">@Zoë van den Berg</mention> und user#41 sind gemeint. @Zoë', 0),
    (54, 42, 'Seite 14', '2026-11-25 03:07:04.356607+00', false, NULL, 'seite-14', '2025-03-03 09:00:00+00', 3, '<mention class="mention" data-id="3" data-type="user" data-text="@Deleted user">@Deleted user</mention> um Rat. Schluss.', 1),
    (55, 40, 'Seite 15', '2026-11-25 03:07:04.357369+00', false, NULL, 'seite-15', '2025-03-03 09:00:00+00', 41, '<mention class="mention" data-id="3" data-type="user" data-text="@Deleted user">@Deleted user</mention> und <MENTION data-id="42">@Jürgen Brandström</MENTION>.', 0),
    (56, 41, 'Seite 16', '2026-11-25 03:07:04.358077+00', false, NULL, 'seite-16', '2025-03-03 09:00:00+00', 3, '```
<mention class="mention" data-id="3" data-type="user" data-text="@Deleted user">@Deleted user</mention>
user#3 in code
```
', 1),
    (57, 42, 'Seite 17', '2026-11-25 03:07:04.358729+00', false, NULL, 'seite-17', '2025-03-03 09:00:00+00', 44, '<mention class="mention" data-id="3" data-type="user" data-text="@Deleted user">@Deleted user</mention> – Profil: https://openproject.example.org/users/42 und [Jürgen Brandström](/users/42).', 0),
    (58, 40, 'Seite 18', '2026-11-25 03:07:04.359367+00', false, NULL, 'seite-18', '2025-03-03 09:00:00+00', 3, 'USER#42 und user#"J_BRANDSTROEM" und user#"JUERGEN.BRANDSTROEM@EXAMPLE.ORG" Ende', 1);

INSERT INTO autologin_session_links
    (id, token_id, session_id, created_at, updated_at)
VALUES
    (41, 57, 41, '2025-03-03 09:00:00+00', '2025-03-03 09:00:00+00');

INSERT INTO file_links
    (id, storage_id, creator_id, container_id, container_type, origin_id, origin_name,
    origin_created_by_name, origin_last_modified_by_name, origin_mime_type, origin_created_at,
    origin_updated_at, created_at, updated_at)
VALUES
    (40, 40, 3, 40, 'WorkPackage', 'o0', 'angebot0.pdf', 'Jürgen Brandström', 'Zoë', 'application/pdf', NULL, NULL, '2025-03-03 09:00:00+00', '2025-03-03 09:00:00+00'),
    (41, 41, 41, 41, 'WorkPackage', 'o1', 'angebot1.pdf', 'Zoë', 'Jürgen Brandström', 'application/pdf', NULL, NULL, '2025-03-03 09:00:00+00', '2025-03-03 09:00:00+00'),
    (42, 42, 3, 42, 'WorkPackage', 'o2', 'angebot2.pdf', 'Jürgen Brandström', 'Zoë', 'application/pdf', NULL, NULL, '2025-03-03 09:00:00+00', '2025-03-03 09:00:00+00'),
    (43, 40, 44, 43, 'WorkPackage', 'o3-juergen-brandstroem', 'angebot3.pdf (Jürgen Brandström)', 'Zoë (Jürgen Brandström)', 'Jürgen Brandström (Jürgen Brandström)', 'application/pdf', NULL, NULL, '2025-03-03 09:00:00+00', '2025-03-03 09:00:00+00');

INSERT INTO ical_token_query_assignments
    (id, ical_token_id, query_id, created_at, updated_at, name)
VALUES
    (41, 58, 43, '2025-03-03 09:00:00+00', '2025-03-03 09:00:00+00', 'Kalender von Zoë (Jürgen Brandström)');

INSERT INTO oauth_access_grants
    (id, resource_owner_id, application_id, token, expires_in, redirect_uri, created_at,
    revoked_at, scopes, code_challenge, code_challenge_method)
VALUES
    (43, 41, 40, 'g410', 600, 'https://x', '2025-03-03 09:00:00+00', NULL, NULL, NULL, NULL),
    (44, 41, 41, 'g411', 600, 'https://x', '2025-03-03 09:00:00+00', NULL, NULL, NULL, NULL),
    (45, 41, 42, 'g412', 600, 'https://x', '2025-03-03 09:00:00+00', NULL, NULL, NULL, NULL);

INSERT INTO oauth_access_tokens
    (id, resource_owner_id, application_id, token, refresh_token, expires_in, revoked_at,
    created_at, scopes, previous_refresh_token)
VALUES
    (40, 42, 40, 't420', 'r420', 7200, NULL, '2025-03-03 09:00:00+00', NULL, ''),
    (41, 42, 41, 't421', 'r421', 7200, NULL, '2025-03-03 09:00:00+00', NULL, ''),
    (42, 42, 42, 't422', 'r422', 7200, NULL, '2025-03-03 09:00:00+00', NULL, ''),
    (43, 41, 40, 't410', 'r410', 7200, NULL, '2025-03-03 09:00:00+00', NULL, ''),
    (44, 41, 41, 't411', 'r411', 7200, NULL, '2025-03-03 09:00:00+00', NULL, ''),
    (45, 41, 42, 't412', 'r412', 7200, NULL, '2025-03-03 09:00:00+00', NULL, '');

INSERT INTO oidc_group_links
    (id, group_id, auth_provider_id, oidc_group_name, created_at, updated_at)
VALUES
    (40, 50, 40, 'oidc-0', '2025-03-03 09:00:00+00', '2025-03-03 09:00:00+00'),
    (41, 51, 40, 'oidc-1 (Jürgen Brandström)', '2025-03-03 09:00:00+00', '2025-03-03 09:00:00+00');

INSERT INTO oidc_group_memberships
    (id, auth_provider_id, group_user_id, created_at, updated_at)
VALUES
    (41, 40, 41, '2025-03-03 09:00:00+00', '2025-03-03 09:00:00+00'),
    (43, 41, 43, '2025-03-03 09:00:00+00', '2025-03-03 09:00:00+00');

INSERT INTO project_phases
    (id, start_date, finish_date, active, project_id, definition_id, created_at, updated_at,
    duration)
VALUES
    (40, NULL, NULL, true, 40, 40, '2025-03-03 09:00:00+00', '2025-03-03 09:00:00+00', NULL),
    (41, NULL, NULL, true, 41, 41, '2025-03-03 09:00:00+00', '2025-03-03 09:00:00+00', NULL),
    (42, NULL, NULL, true, 42, 42, '2025-03-03 09:00:00+00', '2025-03-03 09:00:00+00', NULL);

INSERT INTO project_storages
    (id, project_id, storage_id, creator_id, created_at, updated_at, project_folder_id,
    project_folder_mode)
VALUES
    (40, 40, 40, 41, '2025-03-03 09:00:00+00', '2025-03-03 09:00:00+00', 'f0', 'manual'),
    (41, 41, 41, 3, '2025-03-03 09:00:00+00', '2025-03-03 09:00:00+00', 'f1', 'manual'),
    (42, 42, 42, 4, '2025-03-03 09:00:00+00', '2025-03-03 09:00:00+00', 'f2-juergen-brandstroem', 'manual');

INSERT INTO projects_types
    (project_id, type_id)
VALUES
    (40, 40),
    (40, 41),
    (40, 42),
    (41, 40),
    (41, 41),
    (41, 42),
    (42, 40),
    (42, 41),
    (42, 42);

INSERT INTO recurring_meeting_interim_responses
    (id, recurring_meeting_id, user_id, start_time, participation_status, comment, created_at,
    updated_at)
VALUES
    (41, 41, 41, '2025-03-03 09:00:00+00', 'declined', 'bin im Urlaub, Zoë (Jürgen Brandström)', '2025-03-03 09:00:00+00', '2025-03-03 09:00:00+00');

INSERT INTO reminder_notifications
    (id, reminder_id, notification_id, created_at, updated_at)
VALUES
    (41, 41, 42, '2025-03-03 09:00:00+00', '2025-03-03 09:00:00+00');

INSERT INTO scheduled_meetings
    (id, recurring_meeting_id, meeting_id, start_time, cancelled, created_at, updated_at)
VALUES
    (40, 40, 44, '2025-03-03 09:00:00+00', false, '2025-03-03 09:00:00+00', '2025-03-03 09:00:00+00'),
    (41, 41, NULL, '2025-03-03 09:00:00+00', false, '2025-03-03 09:00:00+00', '2025-03-03 09:00:00+00'),
    (42, 42, NULL, '2025-03-03 09:00:00+00', false, '2025-03-03 09:00:00+00', '2025-03-03 09:00:00+00');

INSERT INTO scim_clients
    (id, name, auth_provider_id, authentication_method, created_at, updated_at)
VALUES
    (40, 'SCIM-Client (Jürgen Brandström)', 40, 0, '2025-03-03 09:00:00+00', '2025-03-03 09:00:00+00');

INSERT INTO user_auth_provider_links
    (id, user_id, auth_provider_id, external_id, created_at, updated_at)
VALUES
    (41, 41, 40, 'zoe-ext (Jürgen Brandström)', '2025-03-03 09:00:00+00', '2025-03-03 09:00:00+00');

INSERT INTO work_packages
    (id, type_id, project_id, subject, description, due_date, category_id, status_id,
    assigned_to_id, priority_id, version_id, author_id, lock_version, done_ratio, estimated_hours,
    created_at, updated_at, start_date, responsible_id, derived_estimated_hours,
    schedule_manually, parent_id, duration, ignore_non_working_days, derived_remaining_hours,
    derived_done_ratio, "position", story_points, remaining_hours, budget_id,
    project_phase_definition_id)
VALUES
    (40, 40, 40, 'Arbeitspaket 0', 'Hallo <mention class="mention" data-id="3" data-type="user" data-text="@Deleted user">@Deleted user</mention>, bitte den Plan prüfen.', '2025-03-28', 40, 40, 41, 40, 40, 3, 1, NULL, NULL, '2025-03-03 09:00:00+00', '2025-03-03 09:00:00+00', '2025-03-03', 43, NULL, true, NULL, NULL, false, NULL, NULL, NULL, NULL, NULL, 40, NULL),
    (41, 41, 41, 'Arbeitspaket 1', 'Frage an <mention class="mention" data-id="3" data-type="user" data-text="@Deleted user">@Deleted user</mention> zum Vertrag.', '2025-03-28', 41, 41, 3, 41, 41, 41, 1, NULL, NULL, '2025-03-03 09:00:00+00', '2025-03-03 09:00:00+00', '2025-03-03', 44, NULL, true, NULL, NULL, false, NULL, NULL, NULL, NULL, NULL, 41, NULL),
    (42, 42, 42, 'Arbeitspaket 2', 'An <mention class="mention" data-id="3" data-type="user" data-text="@Deleted user">@Deleted user</mention> auch.', '2025-03-28', 42, 42, 44, 42, 42, 43, 1, NULL, NULL, '2025-03-03 09:00:00+00', '2025-03-03 09:00:00+00', '2025-03-03', 3, NULL, true, NULL, NULL, false, NULL, NULL, NULL, NULL, NULL, 42, NULL),
    (43, 40, 40, 'Arbeitspaket 3', 'Zuerst <mention class="mention" data-id="3" data-type="user" data-text="@Deleted user">@Deleted user</mention> zum Schluss. Ende.', '2025-03-28', 40, 40, NULL, 40, 40, 3, 1, NULL, NULL, '2025-03-03 09:00:00+00', '2025-03-03 09:00:00+00', '2025-03-03', NULL, NULL, true, 40, NULL, false, NULL, NULL, NULL, NULL, NULL, 40, NULL),
    (44, 41, 41, 'Arbeitspaket 4', 'Siehe user#3 und user#3 sowie user#3 im Anhang.', '2025-03-28', 41, 41, 41, 41, 41, 41, 0, NULL, NULL, '2025-03-03 09:00:00+00', '2025-03-03 09:00:00+00', '2025-03-03', 45, NULL, true, NULL, NULL, false, NULL, NULL, NULL, NULL, NULL, 41, NULL),
    (45, 42, 42, 'Arbeitspaket 5', 'Freigegeben durch user#42', '2025-03-28', 42, 42, 3, 42, 42, 43, 1, NULL, NULL, '2025-03-03 09:00:00+00', '2025-03-03 09:00:00+00', '2025-03-03', 43, NULL, true, NULL, NULL, false, NULL, NULL, NULL, NULL, NULL, 42, NULL),
    (46, 40, 40, 'Arbeitspaket 6', 'Vorschlag von user#42, siehe auch (user#42) und user#"j_brandstroem"; danach user:"j_brandstroem" und user:j_brandstroem .', '2025-03-28', 40, 40, 44, 40, 40, 3, 1, NULL, NULL, '2025-03-03 09:00:00+00', '2025-03-03 09:00:00+00', '2025-03-03', 44, NULL, true, NULL, NULL, false, NULL, NULL, NULL, NULL, NULL, 40, NULL),
    (47, 41, 41, 'Arbeitspaket 7', 'Zeile eins user#3 Zeile zwei ohne Namen
user#3 Tab.', '2025-03-28', 41, 41, NULL, 41, 41, 41, 1, NULL, NULL, '2025-03-03 09:00:00+00', '2025-03-03 09:00:00+00', '2025-03-03', 3, NULL, true, NULL, NULL, false, NULL, NULL, NULL, NULL, NULL, 41, NULL),
    (48, 42, 42, 'Arbeitspaket 8 (Jürgen Brandström)', 'Siehe <mention class="mention" data-id="3" data-type="user" data-text="@Deleted user">@Deleted user</mention> und #42 und ##42.', '2025-03-28', 42, 42, 41, 42, 42, 43, 0, NULL, NULL, '2025-03-03 09:00:00+00', '2025-03-03 09:00:00+00', '2025-03-03', NULL, NULL, true, NULL, NULL, false, NULL, NULL, NULL, NULL, NULL, 42, NULL),
    (49, 40, 40, 'Arbeitspaket 9', 'user#421 und user#4 2, group#42 , <mention class="mention" data-id="421" data-type="user" data-text="@Petr Novák">@Petr Novák</mention>, <mention class="mention" data-id="142" data-type="user" data-text="@Nobody">@Nobody</mention>.', '2025-03-28', 40, 40, 3, 40, 40, 3, 2, NULL, NULL, '2025-03-03 09:00:00+00', '2025-03-03 09:00:00+00', '2025-03-03', 45, NULL, true, NULL, NULL, false, NULL, NULL, NULL, NULL, NULL, 40, NULL),
    (50, 41, 41, 'JÜRGEN BRANDSTRÖM: Arbeitspaket 10', 'Alt: <mention class=''mention'' data-id=''42'' data-type=''user'' data-text=''@Jürgen Brandström''>@Jürgen Brandström</mention> Ende.', '2025-03-28', 41, 41, 44, 41, 41, 41, 0, NULL, NULL, '2025-03-03 09:00:00+00', '2025-03-03 09:00:00+00', '2025-03-03', 43, NULL, true, NULL, NULL, false, NULL, NULL, NULL, NULL, NULL, 41, NULL),
    (51, 42, 42, 'Arbeitspaket 11', 'Protokoll: Jürgen Brandström (juergen.brandstroem@example.org, j_brandstroem) hat zugestimmt. Auch „Brandström, Jürgen“ und JÜRGEN BRANDSTRÖM.', '2025-03-28', 42, 42, NULL, 42, 42, 43, 0, NULL, NULL, '2025-03-03 09:00:00+00', '2025-03-03 09:00:00+00', '2025-03-03', 44, NULL, true, NULL, NULL, false, NULL, NULL, NULL, NULL, NULL, 42, NULL),
    (52, 40, 40, 'Arbeitspaket 12', '<mention class="mention" data-id="3" data-type="user" data-text="@Deleted user">@Deleted user</mention>', '2025-03-28', 40, 40, 41, 40, 40, 3, 2, NULL, NULL, '2025-03-03 09:00:00+00', '2025-03-03 09:00:00+00', '2025-03-03', 3, NULL, true, NULL, NULL, false, NULL, NULL, NULL, NULL, NULL, 40, NULL),
    (53, 41, 41, 'Arbeitspaket 13', 'Nur <mention class="mention" data-id="41" data-type="user" data-text="@Zoë van den Berg">@Zoë van den Berg</mention> und user#41 sind gemeint. @Zoë', '2025-03-28', 41, 41, 3, 41, 41, 41, 1, NULL, NULL, '2025-03-03 09:00:00+00', '2025-03-03 09:00:00+00', '2025-03-03', NULL, NULL, true, NULL, NULL, false, NULL, NULL, NULL, NULL, NULL, 41, NULL),
    (54, 42, 42, 'Arbeitspaket 14', '<mention class="mention" data-id="3" data-type="user" data-text="@Deleted user">@Deleted user</mention> um Rat. Schluss.', '2025-03-28', 42, 42, 44, 42, 42, 43, 0, NULL, NULL, '2025-03-03 09:00:00+00', '2025-03-03 09:00:00+00', '2025-03-03', 45, NULL, true, NULL, NULL, false, NULL, NULL, NULL, NULL, NULL, 42, NULL),
    (55, 40, 40, 'Arbeitspaket 15', '<mention class="mention" data-id="3" data-type="user" data-text="@Deleted user">@Deleted user</mention> und <MENTION data-id="42">@Jürgen Brandström</MENTION>.', '2025-03-28', 40, 40, NULL, 40, 40, 3, 1, NULL, NULL, '2025-03-03 09:00:00+00', '2025-03-03 09:00:00+00', '2025-03-03', 43, NULL, true, NULL, NULL, false, NULL, NULL, NULL, NULL, NULL, 40, NULL),
    (56, 41, 41, 'Arbeitspaket 16', '```
<mention class="mention" data-id="3" data-type="user" data-text="@Deleted user">@Deleted user</mention>
user#3 in code
```
', '2025-03-28', 41, 41, 41, 41, 41, 41, 0, NULL, NULL, '2025-03-03 09:00:00+00', '2025-03-03 09:00:00+00', '2025-03-03', 44, NULL, true, NULL, NULL, false, NULL, NULL, NULL, NULL, NULL, 41, NULL),
    (57, 42, 42, 'Arbeitspaket 17', '<mention class="mention" data-id="3" data-type="user" data-text="@Deleted user">@Deleted user</mention> – Profil: https://openproject.example.org/users/42 und [Jürgen Brandström](/users/42).', '2025-03-28', 42, 42, 3, 42, 42, 43, 2, NULL, NULL, '2025-03-03 09:00:00+00', '2025-03-03 09:00:00+00', '2025-03-03', 3, NULL, true, NULL, NULL, false, NULL, NULL, NULL, NULL, NULL, 42, NULL),
    (58, 40, 40, 'Arbeitspaket 18', 'USER#42 und user#"J_BRANDSTROEM" und user#"JUERGEN.BRANDSTROEM@EXAMPLE.ORG" Ende', '2025-03-28', 40, 40, 44, 40, 40, 3, 1, NULL, NULL, '2025-03-03 09:00:00+00', '2025-03-03 09:00:00+00', '2025-03-03', NULL, NULL, true, NULL, NULL, false, NULL, NULL, NULL, NULL, NULL, 40, NULL);

INSERT INTO workflows
    (id, type_id, old_status_id, new_status_id, role_id, assignee, author)
VALUES
    (40, 40, 40, 41, 40, false, false),
    (41, 41, 40, 41, 40, false, false),
    (42, 42, 40, 41, 40, false, false);

INSERT INTO bcf_issues
    (id, uuid, work_package_id, stage, index, labels, created_at, updated_at)
VALUES
    (40, '7c154042-4f51-40f9-b834-b5cc5c5348db', 40, 'Stufe 0', NULL, '{"Label 0"}', '2026-11-25 03:07:04.548513+00', '2026-11-25 03:07:04.548513+00'),
    (41, '73383123-3bac-4f15-98fc-86680f66a7fc', 41, 'Stufe 1 (Jürgen Brandström)', NULL, '{"Label 1","Jürgen Brandström"}', '2026-11-25 03:07:04.553417+00', '2026-11-25 03:07:04.553417+00'),
    (42, '8d802677-25ca-4bbe-a430-8a4fa6a00579', 42, 'J&uuml;rgen Brandstr&ouml;m: Stufe 2', NULL, '{"Label 2","Jürgen  Brandström"}', '2026-11-25 03:07:04.554338+00', '2026-11-25 03:07:04.554338+00');

-- A server built without libxml cannot hold this column; there it stays empty.
DO $$
BEGIN
    UPDATE bcf_issues SET markup = CAST(late.markup AS xml)
    FROM (VALUES
        (40, '<Markup><Topic><Title>T0</Title><CreationAuthor>juergen.brandstroem@example.org</CreationAuthor><ModifiedAuthor>Jürgen Brandström</ModifiedAuthor><AssignedTo>j_brandstroem</AssignedTo></Topic></Markup>'),
        (41, '<Markup><Topic><Title>T1</Title><CreationAuthor>zoe@example.org</CreationAuthor><ModifiedAuthor>Zoë</ModifiedAuthor><AssignedTo>j_brandstroem</AssignedTo></Topic></Markup>'),
        (42, '<Markup><Topic><Title>T2</Title><CreationAuthor>juergen.brandstroem@example.org</CreationAuthor><ModifiedAuthor>Jürgen Brandström</ModifiedAuthor><AssignedTo>j_brandstroem</AssignedTo></Topic></Markup>')
    ) AS late (id, markup)
    WHERE bcf_issues.id = late.id;
EXCEPTION WHEN feature_not_supported THEN
    NULL;
END
$$;

INSERT INTO last_project_folders
    (id, project_storage_id, origin_folder_id, mode, created_at, updated_at)
VALUES
    (40, 40, 'old0', 'manual', '2025-03-03 09:00:00+00', '2025-03-03 09:00:00+00'),
    (41, 41, 'old1-juergen-brandstroem', 'manual', '2025-03-03 09:00:00+00', '2025-03-03 09:00:00+00'),
    (42, 42, 'old2-j_brandstroem', 'manual', '2025-03-03 09:00:00+00', '2025-03-03 09:00:00+00');

INSERT INTO meeting_outcomes
    (id, notes, meeting_agenda_item_id, work_package_id, kind, created_at, updated_at, author_id)
VALUES
    (40, 'Hallo <mention class="mention" data-id="42" data-type="user" data-text="@Jürgen Brandström">@Jürgen Brandström</mention>, bitte den Plan prüfen.', 40, NULL, 0, '2025-03-03 09:00:00+00', '2025-03-03 09:00:00+00', 41),
    (41, 'Frage an <mention data-text="@Jürgen Brandström" data-type="user" class="mention" data-id="42">@Jürgen Brandström</mention> zum Vertrag.', 41, NULL, 0, '2025-03-03 09:00:00+00', '2025-03-03 09:00:00+00', 3),
    (42, 'An <mention class="mention" data-id="41" data-type="user" data-text="@Zoë van den Berg">@Zoë van den Berg</mention>: wichtiger Satz dazwischen. Und <mention class="mention" data-id="42" data-type="user" data-text="@Jürgen Brandström">@Jürgen Brandström</mention> auch.', 42, NULL, 0, '2025-03-03 09:00:00+00', '2025-03-03 09:00:00+00', 44),
    (43, 'Zuerst <mention class="mention" data-id="42" data-type="user" data-text="@Jürgen Brandström">@Jürgen Brandström</mention>.

Zweiter Absatz mit Zahlen 1, 2, 3.

Dann <mention class="mention" data-id="41" data-type="user" data-text="@Zoë van den Berg">@Zoë van den Berg</mention> zum Schluss. Ende.', 43, NULL, 0, '2025-03-03 09:00:00+00', '2025-03-03 09:00:00+00', 3),
    (44, 'Siehe user#42 und user#"j_brandstroem" sowie user#"juergen.brandstroem@example.org" im Anhang.', 44, NULL, 0, '2025-03-03 09:00:00+00', '2025-03-03 09:00:00+00', 46);

INSERT INTO ordered_work_packages
    (id, "position", query_id, work_package_id)
VALUES
    (41, 1, 41, 41),
    (42, 1, 42, 42),
    (43, 1, 43, 43),
    (44, 1, 44, 44);

INSERT INTO bcf_viewpoints
    (id, uuid, viewpoint_name, issue_id, json_viewpoint, created_at, updated_at)
VALUES
    (40, 'ba10204e-73c6-438c-b503-2a106a29d4fa', 'vp0.bcfv', 40, '{"guid": "x", "note": ""}', '2026-11-25 03:07:04.551873+00', '2026-11-25 03:07:04.551873+00'),
    (41, '903579dd-2488-47f2-af35-5dbe30a9c3d4', 'vp1.bcfv (Jürgen Brandström)', 41, '{"guid": "x", "note": "Jürgen Brandström"}', '2026-11-25 03:07:04.553695+00', '2026-11-25 03:07:04.553695+00'),
    (42, '3407a216-32b7-4164-84ff-3c6da5c30105', 'Brandström, Jürgen: vp2.bcfv', 42, '{"guid": "x", "note": ""}', '2026-11-25 03:07:04.554557+00', '2026-11-25 03:07:04.554557+00');

INSERT INTO bcf_comments
    (id, uuid, journal_id, issue_id, viewpoint_id, reply_to)
VALUES
    (40, '13b49eb1-5c4d-4a4f-b156-75fce66b2970', 40, 40, 40, NULL),
    (41, 'fffbde20-ce76-4ee2-8cc5-85f881411537', 41, 41, 41, NULL),
    (42, '2a104969-ba6e-49fd-bf04-792998b2ca26', 42, 42, 42, NULL);

DO $$
BEGIN
    PERFORM setval('announcements_id_seq', 42);
    PERFORM setval('attachable_journals_id_seq', 43);
    PERFORM setval('attachment_journals_id_seq', 49);
    PERFORM setval('attachments_id_seq', 49);
    PERFORM setval('attribute_help_texts_id_seq', 42);
    PERFORM setval('auth_providers_id_seq', 42);
    PERFORM setval('autologin_session_links_id_seq', 41);
    PERFORM setval('bcf_comments_id_seq', 42);
    PERFORM setval('bcf_issues_id_seq', 42);
    PERFORM setval('bcf_viewpoints_id_seq', 42);
    PERFORM setval('budget_journals_id_seq', 42);
    PERFORM setval('budgets_id_seq', 42);
    PERFORM setval('calculated_value_errors_id_seq', 40);
    PERFORM setval('categories_id_seq', 42);
    PERFORM setval('changes_id_seq', 43);
    PERFORM setval('changeset_journals_id_seq', 43);
    PERFORM setval('changesets_id_seq', 43);
    PERFORM setval('colors_id_seq', 42);
    PERFORM setval('comments_id_seq', 58);
    PERFORM setval('cost_entries_id_seq', 43);
    PERFORM setval('cost_queries_id_seq', 44);
    PERFORM setval('cost_types_id_seq', 42);
    PERFORM setval('custom_actions_id_seq', 42);
    PERFORM setval('custom_actions_projects_id_seq', 42);
    PERFORM setval('custom_actions_roles_id_seq', 42);
    PERFORM setval('custom_actions_statuses_id_seq', 42);
    PERFORM setval('custom_actions_types_id_seq', 42);
    PERFORM setval('custom_field_sections_id_seq', 42);
    PERFORM setval('custom_fields_id_seq', 55);
    PERFORM setval('custom_fields_projects_id_seq', 42);
    PERFORM setval('custom_fields_roles_id_seq', 40);
    PERFORM setval('custom_options_id_seq', 42);
    PERFORM setval('custom_styles_id_seq', 40);
    PERFORM setval('custom_values_id_seq', 210);
    PERFORM setval('customizable_journals_id_seq', 114);
    PERFORM setval('deploy_status_checks_id_seq', 42);
    PERFORM setval('deploy_targets_id_seq', 42);
    PERFORM setval('design_colors_id_seq', 42);
    PERFORM setval('document_journals_id_seq', 58);
    PERFORM setval('document_types_id_seq', 42);
    PERFORM setval('documents_id_seq', 58);
    PERFORM setval('emoji_reactions_id_seq', 43);
    PERFORM setval('enabled_modules_id_seq', 66);
    PERFORM setval('enterprise_tokens_id_seq', 40);
    PERFORM setval('enumerations_id_seq', 44);
    PERFORM setval('export_settings_id_seq', 44);
    PERFORM setval('exports_id_seq', 41);
    PERFORM setval('favorites_id_seq', 44);
    PERFORM setval('file_links_id_seq', 43);
    PERFORM setval('forums_id_seq', 42);
    PERFORM setval('github_check_runs_id_seq', 42);
    PERFORM setval('github_pull_requests_id_seq', 42);
    PERFORM setval('github_users_id_seq', 41);
    PERFORM setval('gitlab_issues_id_seq', 42);
    PERFORM setval('gitlab_merge_requests_id_seq', 42);
    PERFORM setval('gitlab_pipelines_id_seq', 42);
    PERFORM setval('gitlab_users_id_seq', 41);
    PERFORM setval('grid_widgets_id_seq', 51);
    PERFORM setval('grids_id_seq', 43);
    PERFORM setval('group_users_id_seq', 43);
    PERFORM setval('hierarchical_items_id_seq', 43);
    PERFORM setval('ical_token_query_assignments_id_seq', 41);
    PERFORM setval('ifc_models_id_seq', 42);
    PERFORM setval('job_statuses_id_seq', 43);
    PERFORM setval('journals_id_seq', 168);
    PERFORM setval('labor_budget_items_id_seq', 45);
    PERFORM setval('last_project_folders_id_seq', 42);
    PERFORM setval('ldap_auth_sources_id_seq', 42);
    PERFORM setval('ldap_groups_memberships_id_seq', 42);
    PERFORM setval('ldap_groups_synchronized_filters_id_seq', 42);
    PERFORM setval('ldap_groups_synchronized_groups_id_seq', 42);
    PERFORM setval('material_budget_items_id_seq', 42);
    PERFORM setval('mcp_configurations_id_seq', 42);
    PERFORM setval('meeting_agenda_item_journals_id_seq', 44);
    PERFORM setval('meeting_agenda_items_id_seq', 44);
    PERFORM setval('meeting_journals_id_seq', 44);
    PERFORM setval('meeting_outcomes_id_seq', 44);
    PERFORM setval('meeting_participants_id_seq', 49);
    PERFORM setval('meeting_sections_id_seq', 44);
    PERFORM setval('meetings_id_seq', 44);
    PERFORM setval('member_roles_id_seq', 54);
    PERFORM setval('members_id_seq', 53);
    PERFORM setval('menu_items_id_seq', 42);
    PERFORM setval('message_journals_id_seq', 58);
    PERFORM setval('messages_id_seq', 58);
    PERFORM setval('news_id_seq', 58);
    PERFORM setval('news_journals_id_seq', 58);
    PERFORM setval('non_working_days_id_seq', 42);
    PERFORM setval('notification_settings_id_seq', 52);
    PERFORM setval('notifications_id_seq', 45);
    PERFORM setval('oauth_access_grants_id_seq', 45);
    PERFORM setval('oauth_access_tokens_id_seq', 45);
    PERFORM setval('oauth_applications_id_seq', 42);
    PERFORM setval('oauth_client_tokens_id_seq', 43);
    PERFORM setval('oauth_clients_id_seq', 41);
    PERFORM setval('oidc_group_links_id_seq', 41);
    PERFORM setval('oidc_group_memberships_id_seq', 43);
    PERFORM setval('oidc_user_session_links_id_seq', 43);
    PERFORM setval('oidc_user_tokens_id_seq', 41);
    PERFORM setval('ordered_work_packages_id_seq', 44);
    PERFORM setval('paper_trail_audits_id_seq', 45);
    PERFORM setval('project_custom_field_project_mappings_id_seq', 42);
    PERFORM setval('project_journals_id_seq', 42);
    PERFORM setval('project_phase_definitions_id_seq', 42);
    PERFORM setval('project_phase_journals_id_seq', 42);
    PERFORM setval('project_phases_id_seq', 42);
    PERFORM setval('project_queries_id_seq', 42);
    PERFORM setval('project_storages_id_seq', 42);
    PERFORM setval('projects_id_seq', 42);
    PERFORM setval('queries_id_seq', 50);
    PERFORM setval('rates_id_seq', 48);
    PERFORM setval('recaptcha_entries_id_seq', 41);
    PERFORM setval('recurring_meeting_interim_responses_id_seq', 42);
    PERFORM setval('recurring_meetings_id_seq', 42);
    PERFORM setval('relations_id_seq', 42);
    PERFORM setval('reminder_notifications_id_seq', 41);
    PERFORM setval('reminders_id_seq', 42);
    PERFORM setval('remote_identities_id_seq', 43);
    PERFORM setval('repositories_id_seq', 42);
    PERFORM setval('role_permissions_id_seq', 46);
    PERFORM setval('roles_id_seq', 46);
    PERFORM setval('scheduled_meetings_id_seq', 42);
    PERFORM setval('scim_clients_id_seq', 40);
    PERFORM setval('service_account_associations_id_seq', 40);
    PERFORM setval('sessions_id_seq', 43);
    PERFORM setval('settings_id_seq', 54);
    PERFORM setval('statuses_id_seq', 42);
    PERFORM setval('storages_file_links_journals_id_seq', 42);
    PERFORM setval('storages_id_seq', 42);
    PERFORM setval('subproject_template_assignments_id_seq', 40);
    PERFORM setval('time_entries_id_seq', 44);
    PERFORM setval('time_entry_activities_projects_id_seq', 42);
    PERFORM setval('time_entry_journals_id_seq', 43);
    PERFORM setval('tokens_id_seq', 65);
    PERFORM setval('two_factor_authentication_devices_id_seq', 45);
    PERFORM setval('types_id_seq', 42);
    PERFORM setval('user_auth_provider_links_id_seq', 41);
    PERFORM setval('user_passwords_id_seq', 50);
    PERFORM setval('user_preferences_id_seq', 50);
    PERFORM setval('users_id_seq', 421);
    PERFORM setval('version_settings_id_seq', 42);
    PERFORM setval('versions_id_seq', 42);
    PERFORM setval('views_id_seq', 48);
    PERFORM setval('watchers_id_seq', 53);
    PERFORM setval('webhooks_events_id_seq', 42);
    PERFORM setval('webhooks_logs_id_seq', 42);
    PERFORM setval('webhooks_projects_id_seq', 42);
    PERFORM setval('webhooks_webhooks_id_seq', 42);
    PERFORM setval('wiki_page_journals_id_seq', 58);
    PERFORM setval('wiki_pages_id_seq', 58);
    PERFORM setval('wiki_redirects_id_seq', 42);
    PERFORM setval('wikis_id_seq', 42);
    PERFORM setval('work_package_journals_id_seq', 63);
    PERFORM setval('work_packages_id_seq', 58);
    PERFORM setval('workflows_id_seq', 42);
END
$$;
