"""Taking the files of queries/ apart."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from operasure.core import queries
from operasure.core.blocks import squeeze
from operasure.core.model import Column, Compare, Origin
from operasure.core.queries import load, packaged

LOADED = load()
EVERY = [*LOADED.references, *LOADED.texts]


@given(st.text(st.sampled_from("ab =()\n\t'\\%:")))
def test_squeezing_keeps_every_quoted_text(text: str) -> None:
    squeezed = squeeze(text)
    quoted = re.findall(r"'(?:[^']|'')*'", text)
    assert re.findall(r"'(?:[^']|'')*'", squeezed) == quoted
    assert re.sub(r"\s", "", squeezed) == re.sub(r"\s", "", text)


def test_squeezing_twice_changes_nothing() -> None:
    for check in EVERY:
        assert squeeze(squeeze(check.sql)) == squeeze(check.sql)


def test_every_check_has_one_parameter_and_reads_only() -> None:
    for check in EVERY:
        assert check.sql.lstrip().startswith("SELECT"), check.id
        assert ";" not in check.sql, check.id
        parameters = set(re.findall(r":(user_id|pattern)\b", check.sql))
        assert parameters == {"pattern" if check.origin is Origin.TEXT else "user_id"}, check.id
        assert not re.search(r"\b(INSERT|UPDATE|DELETE|CREATE|DROP)\b", check.sql), check.id


def test_every_packaged_file_passes_what_a_site_is_held_to() -> None:
    """No command looks for it again: the files of a version are as they were tested."""
    own = queries._folder(packaged())
    assert {check.id for check in own.references} == {check.id for check in LOADED.references}


def test_groups_are_named_alike_in_both_folders() -> None:
    names = [p.name for kind in ("references", "mentions") for p in (packaged() / kind).iterdir()]
    by_code: dict[str, set[str]] = {}
    for name in names:
        by_code.setdefault(name[:5], set()).add(name)
    assert {code: found for code, found in by_code.items() if len(found) > 1} == {}


def test_conditions_of_a_split_column_have_a_rest() -> None:
    """Where a column's checks share out its rows by type, one of them takes what no other names."""
    columns: dict[tuple[Origin, Column], list[str | None]] = {}
    for check in EVERY:
        if check.compare in {Compare.ID, Compare.DIGITS, Compare.FORMS} and not check.absent:
            columns.setdefault((check.origin, check.column), []).append(check.condition)
    for place, conditions in columns.items():
        if None in conditions or len(conditions) < 2:
            continue
        rest = [
            c
            for c in conditions
            if c and any(word in c for word in ("NOT IN", "NOT EXISTS", "DISTINCT", "IS NOT TRUE"))
        ]
        assert rest, place


def test_expected_and_sources() -> None:
    for check in EVERY:
        assert check.expected
        if check.source:
            file = r"[\w./-]+\.(rb|erb|ts|sql|yml)(:\d+)?"
            known = rf"{file}|pull request \d+|migration [A-Z]\w+"
            for source in (check.source, *(each.source for each in check.handlings)):
                assert source is None or re.fullmatch(known, source), check.id
    assert all(reason.strip() for reason in LOADED.declarations.columns.values())
    assert all(reason.strip() for reason in LOADED.declarations.anywhere.values())
