"""Saved reports lose the person, and with the person every filter that has no value."""

import pytest

from openproject.deletion_texts import JobError, cleaned_report, like_escaped
from openproject.psych import Filter, report_filters

USER, LOGGED = Filter("UserId", "=", ("42", "41")), Filter("LoggedById", "=", ("42",))
ALONE, NONE, NIL = (
    Filter("AuthorId", "!", ("42",)),
    Filter("VersionId", "!*", ()),
    Filter("CategoryId", "!*", None),
)
WORK = Filter("WorkPackageId", "=", ("42",))


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ([USER, WORK], [Filter("UserId", "=", ("41",)), WORK]),
        ([ALONE, WORK], [WORK]),
        ([LOGGED], [LOGGED]),
        ([NONE, NIL, WORK], [NIL, WORK]),
        ([Filter("UserId", "=", ("42", "42"))], []),
        ([Filter("UserId", "=", ("421", "142"))], [Filter("UserId", "=", ("421", "142"))]),
        ([WORK, ALONE], [WORK]),
    ],
)
def test_filters(before: list[Filter], after: list[Filter]) -> None:
    expected = report_filters(after)
    if not after:
        expected = expected.replace(":filters:\n", ":filters: []\n")

    assert cleaned_report(report_filters(before), "42") == expected


def test_a_filter_over_persons_needs_a_list() -> None:
    with pytest.raises(JobError, match="NoMethodError"):
        cleaned_report(report_filters([Filter("AssignedToId", "=", None)]), "42")


def test_other_yaml_stays() -> None:
    for text in ("--- text\n", "---\n:filters: []\n"):
        assert cleaned_report(text, "42") == text


def test_a_report_needs_filters() -> None:
    for text in ("--- {}\n", "---\n:group_bys: []\n"):
        with pytest.raises(JobError, match="filter_map"):
            cleaned_report(text, "42")


def test_only_the_signs_of_like_are_escaped() -> None:
    assert like_escaped(r"a_b%c\d+e?f.g") == r"a\_b\%c\\d+e?f.g"
