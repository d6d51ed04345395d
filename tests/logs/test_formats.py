"""Every line of every format, carried by everything that carries lines."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from logs.kit import (
    CARRIERS,
    IDENTITIES,
    LINES,
    NEAR,
    NOTHING,
    REQUEST,
    Line,
    gid_in_base64,
    recogniser,
    searched,
)
from operasure.looks.logs.blocks import LineBlock, as_utf8
from operasure.looks.logs.ids import LogIds, readable
from operasure.looks.logs.recognise import Judgement, Recogniser
from operasure.looks.logs.search import candidates
from operasure.matching.identity import Identity


def judged(line: bytes, who: str) -> Judgement | None:
    """What a line is taken for, if the filter lets it pass."""
    block = LineBlock(as_utf8(b"before\n" + line + b"\nbehind\n"))
    spans, breaks = candidates(block, recogniser(who))
    assert breaks == block.data.count(b"\n")
    found = None
    for span in spans:
        text = block.data[span.start : span.end].decode()
        verdict = recogniser(who).judge(text, NEAR)
        found = verdict if found is None else found
    return found


@pytest.mark.parametrize("line", LINES, ids=str)
def test_each_line_is_found_by_whatever_it_holds(line: Line) -> None:
    for who in line.by:
        found = judged(line.text.encode(), who)
        assert found is not None, who
        assert found.kind == line.kind, who
    whole = judged(line.text.encode(), "all")
    assert whole is not None
    assert (whole.kind, whole.confidence) == (line.kind, line.confidence)
    for who in IDENTITIES.keys() - {*line.by, "all"}:
        found = judged(line.text.encode(), who)
        assert found is None or found.confidence != "certain", who


@pytest.mark.parametrize("text", NOTHING)
def test_what_names_her_not_is_not_found(text: str) -> None:
    for carrier in CARRIERS.values():
        assert judged(carrier(text), "all") is None


@pytest.mark.parametrize("carrier", CARRIERS)
def test_what_carries_a_line_changes_nothing(carrier: str) -> None:
    for line in LINES:
        found = judged(CARRIERS[carrier](line.text), "all")
        assert found is not None, line
        assert (found.kind, found.confidence) == (line.kind, line.confidence), line


@given(
    st.sampled_from(LINES),
    st.sampled_from(["docker json-file", "syslog", "journalctl short-iso", "kubernetes"]),
    st.sampled_from(sorted(CARRIERS)),
)
def test_nor_do_two_one_within_the_other(line: Line, inner: str, outer: str) -> None:
    carried = CARRIERS[outer](CARRIERS[inner](line.text).decode())
    found = judged(carried, "all")
    assert found is not None
    assert (found.kind, found.confidence) == (line.kind, line.confidence)
    if REQUEST in line.text:
        assert found.request == REQUEST


@pytest.mark.parametrize("carrier", CARRIERS)
def test_the_time_is_told(carrier: str) -> None:
    rails = next(line for line in LINES if "user=42" in line.text)
    found = judged(CARRIERS[carrier](rails.text), "all")
    assert found is not None
    assert str(found.moment).startswith("2026-11-20T12:00:00")


@pytest.mark.parametrize(
    "time",
    [
        *("0001-01-01T00:00:00+05:00", "9999-12-31T23:59:59-05:00", "0000-01-01T00:00:00Z"),
        *("[01/Jan/0001:00:00:00 +2359]", "[31/Dec/9999:23:59:59 -2359]"),
        *("Sat Jan  1 00:00:00 0001", "1999-12-31T23:59:59Z", "2100-01-01T00:00:00Z"),
    ],
)
def test_a_time_that_no_log_can_have_is_none(time: str, tmp_path: Path) -> None:
    # Whoever asks for an address that holds one writes it into the log.
    log = tmp_path / "access.log"
    log.write_text(f"{time} GET /users/42\nGET /users/42?at={time} 2026-11-20T12:00:00Z\n")
    found = searched(log)
    assert (found.naming, str(found.first)) == (2, "2026-11-20T12:00:00Z")


def test_a_global_id_in_base64_is_found() -> None:
    found = judged(f"Performing Mails::DeliverJob {gid_in_base64(42)}".encode(), "id")
    assert found is not None
    assert (found.kind, found.confidence) == ("job", "certain")
    assert judged(f"Performing Mails::DeliverJob {gid_in_base64(421)}".encode(), "id") is None


def test_all_lines_of_a_file_are_counted_once(tmp_path: Path) -> None:
    file = tmp_path / "production.log"
    texts = [line.text for line in LINES] + NOTHING
    file.write_text("\n".join(texts))
    found = searched(file)
    assert (found.lines, found.naming) == (len(texts), len(LINES))
    assert sum(found.kinds.values()) == len(LINES)


FRAGMENTS = st.sampled_from(
    [
        *("user", "User", "users", "author_id", "assigned_to", "assignee", "principal", "by", "id"),
        *("_id", "_ids", "ID: ", "operator", "values", "in", "any", "token", "for", "render"),
        *("=", "=>", ":", " ", "#", '"', "'", '\\"', "%22", "%2522", "&quot;", "\\u0022", "[", "]"),
        *("[[", "{", "}", ",", ", ", "$1", "(", "IN (", " avatar", "Logging out ", "\x1b[1m", "<"),
        *("42", "42", "42", "421", "7", "42.5", "42%", "-42", "x", "é", "\x00", "/users/", "=42"),
        *('"users"."id"', "users.id", "Z2lkOi8v", "customized_", '"type", "User"', "\\", "sys=1"),
    ]
)


@given(st.lists(FRAGMENTS, max_size=14).map("".join))
def test_the_filter_lets_pass_whatever_an_id_is_seen_in(text: str) -> None:
    who = recogniser("id")
    line = text.replace("\n", " ")
    if who.judge(line, NEAR) is not None:
        spans, _ = candidates(LineBlock(as_utf8(f"a\n{line}\nb\n".encode())), who)
        assert spans


def test_many_accounts_are_looked_for_at_once() -> None:
    """More logins than one pattern of RE2 bears."""
    logins = [f"anna{number:03}x" for number in range(120)]
    who = Recogniser(Identity.of(logins=logins, user_ids=[42]))
    for text in (f"User {logins[0]} updated", f"User {logins[-1]} updated", "path=/ user=42"):
        spans, _ = candidates(LineBlock(f"a\n{text}\nb\n".encode()), who)
        assert len(spans) == 1
        assert who.judge(text, NEAR) is not None


@pytest.mark.parametrize(
    "unit", ["\\", "user_id0", "user_id=", "+", "id1value", '["id", ', "\x1b[0m"]
)
def test_a_long_row_of_the_same_is_gone_through_once(unit: str) -> None:
    """A pattern that begins anew at each sign and goes on to the end would take hours."""
    text = f"{unit * (1_000_000 // len(unit))} user=4711"
    assert "4711" in readable(text)
    assert list(LogIds([4711]).find(text))
