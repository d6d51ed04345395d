"""Which decisions go with a text that is edited: never one on another mention than was decided."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from operasure.core.model import Check, Column, Compare
from operasure.erase.cutting import Successor
from operasure.erase.edits import Editor, Wish
from operasure.erase.model import Action, PlanStep
from operasure.erase.tables import Tables, Typed
from operasure.looks.mentions.hits import hit_id, place_of
from operasure.matching.identity import Identity
from operasure.matching.match import Match, Matcher
from operasure.matching.seek import passage

KEY = bytes(range(32))
FINDER = Matcher(Identity.of(["Zoë Müller"], ["zmueller"], [], [42]))
NAMES = ("Zoë Müller", "Müller, Zoë", "Z. Müller", "user#42", "Zoe Mueller", "Müller")
BETWEEN = (" and ", ".\n", " wrote to ", " (Bill Schmidt) ", " " * 70, " x" * 40, ", ", " Zoë ")
CHECK = Check(
    "text-01", "text", Column("notes", "body"), None, None, "", "id", "body", Compare.FORMS,
    kind="markdown",
)  # fmt: skip
STEP = PlanStep(1, CHECK.id, "text", Action.EDIT, "public", "notes", "id", "bigint", "body", "text")
COLUMNS = {("public", "notes"): {"body": Typed("text", None, False)}}
TABLES = Tables("public", {}, COLUMNS, {}, {}, {}, frozenset())


def found(text: str, finder: Matcher = FINDER) -> list[tuple[Match, str]]:
    turns, made = Counter[bytes](), []
    for match in finder.find(text):
        around = passage(text, match.start, match.end)
        turns[around] += 1
        made.append((match, hit_id(KEY, place_of(CHECK, "1"), around, turns[around])))
    return made


@given(
    parts=st.lists(
        st.tuples(st.sampled_from(NAMES), st.sampled_from(BETWEEN)), min_size=2, max_size=6
    ),
    choice=st.lists(st.sampled_from(["erase", "keep", "open"]), min_size=12, max_size=12),
)
def test_a_decision_goes_to_the_very_mention_it_was_about(
    parts: list[tuple[str, str]], choice: list[str]
) -> None:
    # Each name stands behind a word of its own, by which it is known again.
    text = "".join(f"mark{n} {name}{between}" for n, (name, between) in enumerate(parts))
    before = found(text)
    chosen = {id_: what for (_, id_), what in zip(before, choice, strict=False)}
    settled = frozenset(id_ for id_, what in chosen.items() if what == "keep")
    goes = frozenset(id_ for id_, what in chosen.items() if what == "erase")
    editor = Editor(TABLES, FINDER, 42, Successor(3, "Deleted user"), key=KEY, settled=settled)
    new = editor.edit(STEP, "1", Wish(CHECK, marks=goes), text, None).value
    after = {id_: match for match, id_ in found(new)}
    assert set(editor.carried) <= settled
    for old, now in editor.carried.items():
        was = next(match for match, id_ in before if id_ == old)
        assert now in after
        assert text[was.start : was.end] == new[after[now].start : after[now].end]
        assert mark(text, was) == mark(new, after[now])
    if new == text:
        assert not editor.carried


def mark(text: str, match: Match) -> str:
    """The nearest word of a name's own before it."""
    return text[: match.start].rpartition("mark")[2][:1]


def test_one_of_two_that_stand_close_together() -> None:
    text = "Ask Zoë Müller about the plan. Z. Müller wrote it."
    (_, first), (_, second) = found(text)
    editor = Editor(
        TABLES, FINDER, 42, Successor(3, "Deleted user"), key=KEY, settled=frozenset([second])
    )
    new = editor.edit(STEP, "1", Wish(CHECK, marks=frozenset([first])), text, None).value
    assert editor.carried == {second: found(new)[0][1]}
    assert second not in editor.carried.values()


def test_what_is_decided_of_a_further_account_of_the_person() -> None:
    both = Matcher(Identity.of([], [], [], [42, 57]))
    text = "Ask user#42, or user#57; users/42 knows."
    ids = [id_ for _, id_ in found(text, both)]
    plain = Editor(TABLES, both, 42, Successor(3, "Deleted user"), key=KEY, others=frozenset([57]))
    editor = replace(plain, settled=frozenset([ids[1]]))
    # What verify finds of one account is not what it finds of the other, whose mention is kept.
    edited = editor.edit(STEP, "1", Wish(CHECK, ids=True), text, None)
    assert edited.value == "Ask user#3, or user#57; users/3 knows."
    assert editor.carried == {ids[1]: found(edited.value, both)[0][1]}
    # Where both were decided to be erased, both go by the first plan.
    edited = plain.edit(STEP, "1", Wish(CHECK, marks=frozenset(ids)), text, None)
    assert edited.value == "Ask user#3, or user#3; users/3 knows."
