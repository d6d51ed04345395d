"""One log searched: lines counted, long ones, odd bytes, requests followed, times."""

from __future__ import annotations

import gzip
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from logs.kit import CARRIERS, LINES, NOTHING, RUBY, WHO, compact, searched
from operasure.core.model import Result
from operasure.looks.logs.blocks import SIZE
from operasure.looks.logs.findings import LineKind
from operasure.looks.logs.requests import REACH, Requests, Seed

REQUEST = f"{RUBY}method=GET path=/my/page status=200 user=42\n"
OTHERS = "".join(f"{text}\n" for text in NOTHING)


def write(path: Path, data: str | bytes) -> Path:
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return path


def test_lines_are_counted_with_or_without_a_last_break(tmp_path: Path) -> None:
    for data, lines in (("", 0), ("\n", 1), ("a", 1), ("a\n", 1), ("a\nb", 2), ("\n\n\n", 3)):
        found = searched(write(tmp_path / "x.log", data))
        assert (found.lines, found.naming, found.outcome) == (lines, 0, Result.CLEAR)


def test_the_first_and_the_last_time_are_those_of_lines_that_name_her(tmp_path: Path) -> None:
    other = "2026-01-01T00:00:00Z nobody\n"
    lines = [f"2026-11-{day}T10:00:00Z {WHO['name']}\n" for day in (12, 10, 11)]
    found = searched(write(tmp_path / "x.log", other + "".join(lines) + other))
    assert (str(found.first), str(found.last)) == ("2026-11-10T10:00:00Z", "2026-11-12T10:00:00Z")


def test_the_year_of_syslog_is_that_of_the_file(tmp_path: Path) -> None:
    file = write(tmp_path / "syslog", f"Dec 31 23:00:00 web op: {WHO['name']}\n")
    os.utime(file, (1767225600, 1767225600))  # 2026-01-01
    assert str(searched(file).first) == "2025-12-31T23:00:00"


def test_the_time_of_an_exported_entry_stands_before_it(tmp_path: Path) -> None:
    def entry(second: int, message: str) -> str:
        return (
            f"__CURSOR=s=0\n__REALTIME_TIMESTAMP={1795176000 + second}000000\n"
            f"_HOSTNAME=web\nSYSLOG_IDENTIFIER=openproject-web-1\nMESSAGE={message}\n\n"
        )

    data = "\n" + entry(0, "x") + entry(60, WHO["name"]) + entry(120, "y")
    found = searched(write(tmp_path / "x.export", data + f"{WHO['name']} without an entry\n"))
    assert found.naming == 2
    assert (str(found.first), str(found.last)) == ("2026-11-20T12:01:00Z", "2026-11-20T12:01:00Z")


@pytest.mark.parametrize("place", ["start", "middle", "end", "all over"])
def test_a_mention_anywhere_in_a_long_line_is_found_once(tmp_path: Path, place: str) -> None:
    filler = "lorem ipsum dolor 421 sit amet, users of 42 kinds " * 20_000
    half = len(filler) // 2
    middle = f"{filler[:half]} {WHO['mail']} {filler[half:]}"
    texts = {
        "start": f"{WHO['mail']} {filler * 4}",
        "middle": middle * 1 + filler * 4,
        "end": f"{filler * 4} {WHO['mail']}",
        "all over": middle * 5,
    }
    data = f"{OTHERS}{RUBY}{texts[place]}\n{OTHERS}"
    found = searched(write(tmp_path / "x.log", data))
    assert (found.lines, found.naming) == (2 * len(NOTHING) + 1, 1)
    assert dict(found.kinds) == {(LineKind.MAIL, "certain"): 1}
    assert str(found.first) == "2026-11-20T12:00:00"


def test_a_mention_across_the_cut_of_a_long_line_is_found(tmp_path: Path) -> None:
    for shift in range(-12, 13, 3):
        start = SIZE + shift
        data = b"x" * (start - 1) + b" " + WHO["mail"].encode() + b" " + b"y" * (1 << 20) + b"\n"
        found = searched(write(tmp_path / "x.log", data))
        assert (found.lines, found.naming) == (1, 1), shift


def test_odd_bytes_hide_nothing(tmp_path: Path) -> None:
    name = WHO["name"]
    lines = [
        name.encode("latin-1"),
        b"\xff\xfe " + name.encode() + b" \x80",
        bytes(3) + name.encode() + bytes(3),
        bytes(100_000) + name.encode(),
        b"\x1b[31m" + name.encode() + b"\x1b[0m",
    ]
    found = searched(write(tmp_path / "x.log", b"head\n" + b"\n".join(lines) + b"\r\n"))
    assert (found.lines, found.naming) == (len(lines) + 1, len(lines))


def test_a_file_that_names_her_is_not_named(tmp_path: Path) -> None:
    for name in ("bergziege.log", "zippel@example.org.log", "Zoë-Müller.log.1"):
        assert searched(write(tmp_path / name, "x\n")).shown == "[…]"
    assert searched(write(tmp_path / "production.log.42", "x\n")).shown == "production.log.42"


def test_a_packed_log_says_so(tmp_path: Path) -> None:
    found = searched(write(tmp_path / "x", gzip.compress(REQUEST.encode())))
    assert (found.packing, found.naming, found.unchecked) == ("gzip", 1, ())


def test_of_a_truncated_log_is_found_what_is_there(tmp_path: Path) -> None:
    data = gzip.compress((REQUEST + OTHERS * 20).encode())
    found = searched(write(tmp_path / "x.gz", data[: len(data) // 2]))
    assert (found.naming, len(found.unchecked)) == (1, 1)
    found = searched(write(tmp_path / "y.gz", gzip.compress(OTHERS.encode())[:-9]))
    assert (found.naming, found.outcome) == (0, Result.UNCHECKED)


def test_messages_that_journalctl_left_out_are_told(tmp_path: Path) -> None:
    entry = compact({"MESSAGE": None, "SYSLOG_IDENTIFIER": "openproject-web-1"})
    found = searched(write(tmp_path / "x.json", entry + "\n"))
    assert "--all" in found.unchecked[0].remedy
    assert found.outcome is Result.UNCHECKED


def test_passages_are_bounded_and_harmless(tmp_path: Path) -> None:
    line = f"\x1b]0;title\x07{'a' * 5000} {WHO['name']}\x9b31m {'b' * 5000}\n"
    found = searched(write(tmp_path / "x.log", line * 6), passages=4)
    assert [passage.line for passage in found.passages] == [1, 2, 3, 4]
    for passage in found.passages:
        assert len(passage.text) < 500
        assert WHO["name"] in passage.text
        assert passage.text.isprintable()
    assert searched(tmp_path / "x.log").passages == ()


def test_depth_and_size_of_json_are_bounded(tmp_path: Path) -> None:
    deep = "[" * 30_000
    data = f'{{"log":"{WHO["mail"]}","x":{deep}\n{{"log":{deep}{WHO["mail"]}\n'
    assert searched(write(tmp_path / "x.log", data)).naming == 2


# Requests ----------------------------------------------------------------------------------------


def tagged(request: str, message: str) -> str:
    return f"I, [2026-11-20T12:00:00.123456 #7]  INFO -- : [{request}] {message}\n"


def identifier(number: int) -> str:
    return f"0f3c8a1e-1111-4222-8333-{number:012d}"


def test_other_lines_of_her_requests_are_counted(tmp_path: Path) -> None:
    mine, theirs = identifier(1), identifier(2)
    data = "".join(
        [
            tagged(mine, 'Started POST "/work_packages" for 203.0.113.9 at 2026-11-20 12:00:00'),
            tagged(theirs, 'Started GET "/" for 203.0.113.1 at 2026-11-20 12:00:00'),
            tagged(mine, '  Parameters: {"subject"=>"x"}'),
            tagged(theirs, "method=GET path=/ status=200 user=7"),
            tagged(mine, "method=POST path=/work_packages status=302 user=42"),
            tagged(mine, "user=42 CSRF validation error"),
            tagged(mine, "Something behind it"),
        ]
    )
    found = searched(write(tmp_path / "x.log", data))
    assert (found.naming, dict(found.same_request)) == (2, {"likely": 3})


def test_who_looks_at_her_page_is_another(tmp_path: Path) -> None:
    data = tagged(identifier(1), 'Started GET "/users/42" for 203.0.113.9') + tagged(
        identifier(1), '  Parameters: {"id"=>"42"}'
    )
    found = searched(write(tmp_path / "x.log", data))
    assert (found.naming, dict(found.same_request)) == (1, {"possible": 1})


def test_carried_lines_are_followed_too(tmp_path: Path) -> None:
    one = tagged(identifier(1), "Started GET").rstrip()
    other = tagged(identifier(1), "method=GET path=/ user=42").rstrip()
    for carrier in CARRIERS.values():
        data = carrier(one) + b"\n" + carrier(other) + b"\n"
        if b'MESSAGE":[' in data:
            continue  # bytes as numbers show no id
        found = searched(write(tmp_path / "x.log", data))
        assert (found.naming, dict(found.same_request)) == (1, {"likely": 1})


@pytest.mark.parametrize("requests", [3, 100])
def test_requests_are_followed_over_the_ends_of_blocks(tmp_path: Path, requests: int) -> None:
    filler = "A line of a log that tells nothing. " * 83 + "\n"
    lines: list[str] = []
    for number in range(requests):
        lines.append(tagged(identifier(number), "Started GET"))
        lines += [filler] * 20
        lines.append(tagged(identifier(number), "method=GET path=/ user=42"))
        lines += [filler] * 20
        lines.append(tagged(identifier(number), "Behind"))
    found = searched(write(tmp_path / "x.log", "".join(lines)))
    assert (found.naming, dict(found.same_request)) == (requests, {"likely": 2 * requests})


@given(
    st.lists(st.tuples(st.integers(0, 5), st.sampled_from(["naming", "other"])), max_size=60),
    st.integers(1, 400),
)
def test_blocks_change_no_count(lines: list[tuple[int, str]], size: int) -> None:
    """Whatever the blocks, every line within reach counts once."""
    rows = [f"[{identifier(number)}] {what}\n".encode() for number, what in lines]
    named = {number for number, what in lines if what == "naming"}
    wanted = sum(what == "other" and number in named for number, what in lines)
    counted = Requests()
    offset = at = 0
    while at < len(rows):
        block: list[bytes] = []
        while at < len(rows) and sum(map(len, block)) < size:
            block.append(rows[at])
            at += 1
        start, seeds = offset, []
        for row in block:
            if row.endswith(b"naming\n"):
                seeds.append(Seed(offset, offset + len(row), row[1:37], "likely"))
            offset += len(row)
        counted.add(start, b"".join(block), seeds, [seed.start for seed in seeds])
    assert offset < REACH
    assert counted.counts.total() == wanted


def test_every_line_is_found_wherever_it_stands(tmp_path: Path) -> None:
    """With all other lines before and behind it, in a file of several blocks."""
    padding = "A line of a log that tells nothing.\n" * 80_000 + OTHERS
    data = "".join(
        f"{'' if number % 20 else padding}{line.text}\n" for number, line in enumerate(LINES)
    )
    found = searched(write(tmp_path / "x.log", data))
    assert (found.lines, found.naming) == (data.count("\n"), len(LINES))
