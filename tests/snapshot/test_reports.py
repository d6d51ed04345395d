"""What a deletion does to the filters of a report, by the letter of what OpenProject stores."""

import pytest

from openproject.deletion_texts import JobError, cleaned_report
from operasure.looks.snapshot.reports import (
    LONGEST,
    ReportFilter,
    UnreadableReport,
    blocking,
    dropped,
    filters,
    missing,
)


def report(*lines: str) -> str:
    body = "\n".join(lines)
    return f"---\n:filters:\n{body}\n:group_bys: []\n"


def entry(name: str, values: str, operator: str = '"="') -> str:
    return f"- - {name}\n  - :operator: {operator}\n    :values: {values}"


def listed(name: str, *values: str) -> str:
    lines = "".join(f"\n    - {value}" for value in values)
    return f'- - {name}\n  - :operator: "="\n    :values:{lines}'


def test_filters_are_read() -> None:
    found = filters(report(listed("UserId", "'42'", "'7'"), entry("VersionId", "[]", '"!*"')))
    assert found == (ReportFilter("UserId", "=", ("42", "7")), ReportFilter("VersionId", "!*", ()))
    assert str(found[0]) == "UserId = [42, 7]"


CASES = [
    (listed("UserId", "'42'"), ["UserId"]),
    (listed("UserId", "'42'", "'7'"), []),
    (listed("LoggedById", "'42'"), []),
    (entry("VersionId", "[]"), ["VersionId"]),
    (listed("VersionId", ""), ["VersionId"]),
    (listed("VersionId", "~", ""), ["VersionId"]),
    (listed("CustomField7", "'null'"), []),
    (listed("CustomField7", "false"), ["CustomField7"]),
    (entry("VersionId", "~"), []),
]


@pytest.mark.parametrize(("lines", "gone"), CASES)
def test_what_is_dropped(lines: str, gone: list[str]) -> None:
    assert [f.name for f in dropped(filters(report(lines)), 42)] == gone


@pytest.mark.parametrize(("lines", "gone"), [c for c in CASES if "false" not in c[0]])
def test_playing_the_deletion_drops_the_same(lines: str, gone: list[str]) -> None:
    before = filters(report(lines, listed("SpentOn", "'1'")))
    foretold = tuple(map(str, dropped(before, 42)))
    after = filters(cleaned_report(report(lines, listed("SpentOn", "'1'")), "42"))
    assert [each.partition(" ")[0] for each in missing(foretold, after)] == gone
    assert len(before) - len(after) == len(gone)


def test_no_list_of_values_blocks_where_persons_are_filtered() -> None:
    found = filters(report(entry("UserId", "~"), entry("VersionId", "~")))
    assert [f.name for f in blocking(found)] == ["UserId"]
    with pytest.raises(JobError):
        cleaned_report(report(entry("UserId", "~")), "42")


def test_a_filter_that_is_there_twice_is_missed_once() -> None:
    one = filters(report(entry("VersionId", "[]")))
    assert missing(("VersionId = []", "VersionId = []"), one) == ("VersionId = []",)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "--- []",
        "--- {}",
        "---\n:filters: 1\n",
        "---\n:filters:\n- 1\n",
        "---\n:filters:\n- [a, b, c]\n",
        "{",
        "[" * 90_000,
        "a" * (LONGEST + 1),
    ],
    ids=range(9),
)
def test_what_is_no_report_is_said_to_be_none(text: str) -> None:
    with pytest.raises(UnreadableReport):
        filters(text)
