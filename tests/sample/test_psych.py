"""Serialised values are written as Ruby's Psych writes them; the expected texts are Psych's own."""

from openproject.generator_texts import tag
from openproject.invented import DemoPerson
from openproject.psych import Filter, actions, options, query_filters, report_filters

LONG = f"Ask {tag(42, DemoPerson().name)}, then the long rest of a text that goes on and on"


def test_long_text_is_folded_even_inside_a_name() -> None:
    assert options([("text", LONG)]) == (
        "---\n"
        'text: Ask <mention class="mention" data-id="42" data-type="user" data-text="@Renée\n'
        '  Østergård">@Renée Østergård</mention>, then the long rest of a text that goes on\n'
        "  and on\n"
    )
    assert actions([("comment", (LONG,))]) == (
        "---\n"
        "- - :comment\n"
        '  - - Ask <mention class="mention" data-id="42" data-type="user" data-text="@Renée\n'
        '      Østergård">@Renée Østergård</mention>, then the long rest of a text that goes\n'
        "      on and on\n"
    )


def test_values_are_quoted_where_they_would_be_something_else() -> None:
    values = ("42", "me", "", "2025-01-01", "x y")
    assert query_filters([Filter("f", "<>d", values)]) == (
        "---\n"
        "f:\n"
        '  :operator: "<>d"\n'
        "  :values:\n"
        "  - '42'\n"
        "  - me\n"
        "  - ''\n"
        "  - '2025-01-01'\n"
        "  - x y\n"
    )


def test_reports_tell_nothing_from_no_list() -> None:
    text = report_filters([Filter("A", "!*", None), Filter("B", "!*", ())])

    assert text == (
        "---\n:filters:\n"
        '- - A\n  - :operator: "!*"\n    :values:\n'
        '- - B\n  - :operator: "!*"\n    :values: []\n'
        ":group_bys:\n- - WorkPackageId\n  - :type: :column\n"
    )
