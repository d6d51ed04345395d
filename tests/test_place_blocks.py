"""A place of queries/mentions: one SELECT for all of its columns, written out when it is loaded."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from operasure.core.blocks import squeeze
from operasure.core.errors import UsageError
from operasure.core.model import Check, Column, Expected
from operasure.core.queries import load, packaged

TITLE = "-- Rota: whose turn it is.\n\n"
SELECT = (
    "SELECT id, :column,\n       '/rota/' || r_no || (SELECT p.name FROM zz_people p\n"
    "         WHERE p.id = zz_rota.person_id AND lower(p.kind) <> 'from x.y') AS path\n"
    "  FROM zz_rota\n WHERE kind = 'x' AND :column ~* :pattern;\n"
)


def site(folder: Path, *blocks: str) -> Path:
    place = folder / "mentions"
    place.mkdir(exist_ok=True)
    (place / "ct-01-rota.sql").write_text(TITLE + "\n".join(blocks))
    return folder


def own(folder: Path) -> dict[str, Check]:
    return {c.id: c for c in load(folder).texts if c.table == "zz_rota"}


def test_each_column_is_a_check_as_if_it_were_written_out(tmp_path: Path) -> None:
    header = (
        "-- place: zz_rota (own)\n-- historic: yes\n-- absent: zz_old.id\n-- note: of all\n"
        "-- column: title, plain, kept\n"
        "-- column: CAST(log AS text), json, expires\n--   expires: made_at + interval '1 day'\n"
        '-- column: "left", markdown, deleted user\n--   note: its own\n--   source: a.rb:1\n'
    )
    places = own(site(tmp_path, header + SELECT))
    written = []
    for name, value, more in (
        ("title", "title", "-- expected: kept\n-- kind: plain\n-- note: of all\n"),
        ("log", "CAST(log AS text)", ("-- expected: expires\n-- kind: json\n-- note: of all\n"
         "-- expires: made_at + interval '1 day'\n")),
        ("left", '"left"', ("-- expected: deleted user\n-- kind: markdown\n-- note: its own\n"
         "-- source: a.rb:1\n")),
    ):  # fmt: skip
        written.append(
            f"-- check: zz_rota.{name} (own)\n{more}-- historic: yes\n-- absent: zz_old.id\n"
            "-- needs: zz_people.id, zz_people.kind, zz_people.name, zz_rota.kind, "
            "zz_rota.person_id, zz_rota.r_no\n" + SELECT.replace(":column", value)
        )
    assert own(site(tmp_path, *written)) == places
    assert list(places) == [f"ct-01/zz_rota.{x} (own):text" for x in ("title", "log", "left")]
    assert places["ct-01/zz_rota.log (own):text"].expected is Expected.EXPIRES


def test_an_alias_is_that_of_its_own_brackets(tmp_path: Path) -> None:
    sql = (
        "SELECT id, :column, CASE WHEN a THEN (SELECT w.x FROM zz_one w WHERE w.id = zz_rota.b)"
        " ELSE (SELECT w.y FROM zz_two AS w WHERE w.id = zz_rota.b) END AS path"
        " FROM zz_rota WHERE :column ~* :pattern;"
    )
    found = own(site(tmp_path, "-- place: zz_rota\n-- column: b, plain, kept\n" + sql))
    needs = {str(column) for column in found["ct-01/zz_rota.b:text"].needs}
    assert needs == {"zz_one.x", "zz_one.id", "zz_two.y", "zz_two.id", "zz_rota.a"}


def test_what_is_said_to_be_needed_is_taken_as_it_is(tmp_path: Path) -> None:
    head = "-- place: zz_rota\n-- needs: zz_rota.kind\n-- column: title, plain, kept\n"
    [check] = own(site(tmp_path, head + SELECT)).values()
    assert check.needs == (Column("zz_rota", "kind"),)


COLUMN = "-- column: title, plain, kept\n"


@pytest.mark.parametrize(
    ("block", "words"),
    [
        ("-- place: zz_rota\n" + SELECT, "a place needs at least one line"),
        (COLUMN + SELECT, "a place starts with"),
        ("-- place: zz_rota.title\n" + COLUMN + SELECT, "a place starts with"),
        ("-- place: zz_rota\n-- check: zz_rota.title\n" + COLUMN + SELECT, "not together with"),
        ("-- place: zz_other\n" + COLUMN + SELECT, "must read FROM zz_other first"),
        ("-- place: zz_rota\n-- column: title\n" + SELECT, "'name, kind, expected'"),
        ("-- place: zz_rota\n-- column: title, kept, plain\n" + SELECT, "'name, kind, expected'"),
        ("-- place: zz_rota\n-- column: a b, plain, kept\n" + SELECT, "'name, kind, expected'"),
        ("-- place: zz_rota\n-- column: title, plain, gone\n" + SELECT, "'expected: gone'"),
        ("-- place: zz_rota\n-- column: title, plain, expires\n" + SELECT, "go together"),
        ("-- place: zz_rota\n" + COLUMN + COLUMN + SELECT, "appears twice"),
        (
            "-- place: zz_rota\n" + COLUMN + "-- historic: yes\n" + SELECT,
            "applies to the whole place",
        ),
        ("-- place: zz_rota\n" + COLUMN + "-- note: a\n-- note: b\n" + SELECT, "appears twice"),
        ("-- place: zz_rota\n" + COLUMN + "-- removal: burn\n" + SELECT, "'removal: burn'"),
        ("-- place: zz_rota\n-- Column: title, plain, kept\n" + SELECT, "'-- column: value'"),
        ("-- place: zz_rota\n" + COLUMN + SELECT.replace(":column", "title"), "':column'"),
        ("-- check: zz_rota.title\n-- expected: kept\n" + SELECT, "':column'"),
        ("-- place: zz_rota\n" + COLUMN + SELECT.replace(" AND", " OR"), "OR is outside"),
        ("-- place: zz_rota\n" + COLUMN, "does not end with a semicolon"),
    ],
)
def test_a_place_that_does_not_keep_the_form_is_refused(
    tmp_path: Path, block: str, words: str
) -> None:
    with pytest.raises(UsageError) as refused:
        load(site(tmp_path, block))
    assert words in str(refused.value)
    assert "ct-01-rota.sql" in str(refused.value)
    assert "\n" not in str(refused.value)


def test_ids_have_no_places(tmp_path: Path) -> None:
    (tmp_path / "references").mkdir()
    (tmp_path / "references/ct-01-rota.sql").write_text(
        TITLE + "-- place: zz_rota\n" + COLUMN + "SELECT id FROM zz_rota WHERE :column = :user_id;"
    )
    with pytest.raises(UsageError, match="only in mentions/"):
        load(tmp_path)


def test_what_needs_other_columns_says_so_in_every_packaged_place() -> None:
    """Each name that a statement takes from another table is among what its check needs: a database
    without that column would answer with an error."""
    for check in load().texts:
        sql = re.sub(r"'(?:[^']|'')*'", "''", squeeze(check.sql))
        known = {column.name for column in check.columns} | {check.key}
        named = set(re.findall(r"\b[a-z_]\w*\.([a-z_]\w*)", sql))
        assert named <= known, check.id
        tables = set(re.findall(r"\b(?:FROM|JOIN) ([a-z_]\w*)", sql))
        assert tables == {check.table, *(column.table for column in check.needs)}, check.id


def test_no_place_stands_twice() -> None:
    """The same SELECT of one table is one block, whatever its columns."""
    for path in (packaged() / "mentions").glob("*.sql"):
        selects = [squeeze(s) for s in re.findall(r"(?ms)^SELECT .*?;$", path.read_text())]
        assert len(selects) == len(set(selects)), path
