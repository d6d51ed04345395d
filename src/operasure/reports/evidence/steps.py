"""What to do next, as an evidence document tells it: urgent things first.

Whoever holds a session or a token of the person may still come in, and a copy of the account is the
account once more: these stand before what else is left. Each step says how much of what it is
about, and the leftover places of all steps together are those that the verdict counts.
"""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from operasure.core.legible import count, flowing
from operasure.core.model import Returns
from operasure.looks.snapshot.followup import LOSSES

Row = Mapping[str, Any]

SIGN_IN, COPIES = URGENT = ("bu-03", "xa-01")
"""The groups of sessions, tokens and sign-in, and of copies of the account."""
_BACK = (Returns.ITSELF, Returns.SIGN_IN)
_NAMED = 3
"""How many tables or systems a step names."""
_REASON = 120
"""Characters that a step gives to a reason."""


@dataclass(frozen=True)
class NextStep:
    """One thing to do."""

    words: str
    urgent: bool = False

    @property
    def told(self) -> str:
        """The step as it is read, with its urgency."""
        return f"Urgent: {self.words}" if self.urgent else self.words


def steps(document: Row) -> list[NextStep]:
    """What to do next; nothing where nothing is known that could be done."""
    if document["verdict"] == "not-deleted":
        return [
            NextStep(
                "delete the account in OpenProject, wait until its deletion is done, and run this "
                "again.",
                urgent=True,
            )
        ]
    parts = _OF_COMMAND.get(document["command"], ())
    found = [step for part in parts for step in part(document)]
    return sorted(found, key=lambda step: not step.urgent)


def _left(document: Row) -> Iterator[NextStep]:
    """The leftover places, each in one step."""
    left = [check for check in document["checks"] if check["outcome"] == "leftover"]
    entry = [check for check in left if check["group"] == SIGN_IN]
    copies = [check for check in left if check["group"] == COPIES]
    others = [check for check in left if check["group"] not in {SIGN_IN, COPIES}]
    due = [check for check in others if check["expected"] == "expires"]
    rest = len(others) - len(due)
    if entry:
        yield NextStep(
            f"remove sessions, tokens and ways to sign in, which may still work: {_places(entry)}.",
            urgent=True,
        )
    if copies:
        yield NextStep(
            f"remove the copies of the account, with name, login and address: {_places(copies)}.",
            urgent=True,
        )
    if due:
        yield NextStep(
            f"Let OpenProject's background jobs run: {count(len(due), 'place')} should have "
            "expired, or have no date yet."
        )
    if rest:
        also = " other" if rest < len(left) else ""
        yield NextStep(
            f"Remove the{also} leftovers, {count(rest, 'place')}: operasure plan. What you keep on "
            "a written ground: operasure help accept."
        )


def _places(checks: Sequence[Row]) -> str:
    return f"{count(len(checks), 'place')} ({_some([c['table'] for c in checks])})"


def _some(names: Sequence[str]) -> str:
    """Names, the first of them where they are many."""
    every = [textwrap.shorten(flowing(n), 40, placeholder="…") for n in dict.fromkeys(names)]
    more = f" and {len(every) - _NAMED} more" if len(every) > _NAMED else ""
    return ", ".join(every[:_NAMED]) + more


def _cache(document: Row) -> Iterator[NextStep]:
    left = [entry for entry in document["cache"] if entry["outcome"] == "leftover"]
    served = sum(entry["served"] == "yes" for entry in left)
    if left:
        shown = f", {served} of them still served by OpenProject" if served else ""
        yield NextStep(
            f"delete {count(len(left), 'entry', 'entries')} of the cache{shown}: operasure cache "
            "--evict.",
            urgent=served > 0,
        )
    for server in document.get("cache_servers", ()):
        for why in server["unchecked"][:1]:
            yield NextStep(f"Check {flowing(server['server'])} again: {_why(why)}.")


def _why(why: Row) -> str:
    return _short(f"{why['reason']}: {why['remedy']}")


def _short(text: str) -> str:
    return textwrap.shorten(flowing(text), _REASON, placeholder=" …").rstrip(".")


def _unchecked(document: Row) -> Iterator[NextStep]:
    missing = [c for c in document["checks"] if c["outcome"] == "unchecked"]
    if missing:
        first = missing[0]
        yield NextStep(
            f"Make {count(len(missing), 'place')} readable and run this again. The first: "
            f"{flowing(first['id'])}: {_short(first['reason'] or '')}."
        )
    cover = document.get("coverage") or {}
    if names := cover.get("not_looked_at"):
        yield NextStep(f"Check yourself what has no rows of its own here: {_some(names)}.")
    if names := cover.get("unclassified"):
        yield NextStep(
            f"Name {count(len(names), 'column')} that no check knows in a file of your own: "
            f"{_some(names)} (--full has the lines)."
        )


def _losses(document: Row) -> Iterator[NextStep]:
    followed = document.get("follow_up")
    if not followed:
        return
    lost = {state: followed["states"].get(str(state), 0) for state in LOSSES}
    said = ", ".join(f"{number} {state}" for state, number in lost.items() if number)
    if said:
        yield NextStep(
            f"Decide what to restore from a backup: of {count(followed['rows'], 'row')} of the "
            f"snapshot, {said}."
        )


def _back(document: Row) -> Iterator[NextStep]:
    """Systems that bring an account back."""
    found = [s for s in document.get("other_systems", ()) if s["brings_back"] in set(_BACK)]
    if found:
        named = _some([entry["title"] for entry in found])
        yield NextStep(f"Take the person out of what can bring the account back: {named}.")


def _later(document: Row) -> Iterator[NextStep]:
    staying = [c for c in document["checks"] if c["outcome"] == "retained" and c["until"]]
    if staying:
        last = max(check["until"] for check in staying)[:10]
        places = f"{count(len(staying), 'place')} expire{'s' * (len(staying) == 1)}"
        yield NextStep(f"Check again after {last}: {places} until then.")


def _elsewhere(document: Row) -> Iterator[NextStep]:
    texts = [flowing(text) for text in document["not_covered"]]
    if texts:
        more = f"; and {len(texts) - _NAMED} more (--full)" if len(texts) > _NAMED else ""
        yield NextStep(
            f"Look elsewhere, which this command does not: {'; '.join(texts[:_NAMED])}{more}."
        )


def _orphans(document: Row) -> Iterator[NextStep]:
    """What an audit found besides places."""
    audit = document["audit"]
    late = [entry for entry in audit["unfinished"] if entry["overdue"]]
    if late:
        ids = _some([str(entry["user_id"]) for entry in late])
        cause = next((c for entry in late for c in entry["causes"]), None)
        why = f" {_short(cause['remedy'])}." if cause else ""
        yield NextStep(f"finish {count(len(late), 'deletion')}, of user {ids}.{why}", urgent=True)
    left = [entry for entry in audit["ids"] if entry["outcome"] == "leftover"]
    if left:
        ids = _some([str(entry["user_id"]) for entry in left])
        yield NextStep(
            f"Verify each of {count(len(left), 'orphaned id')} ({ids}): operasure verify --user-id "
            f"{left[0]['user_id']}."
        )
    if audit["named"]:
        rows = sum(entry["rows"] for entry in audit["named"])
        yield NextStep(
            f"Review {count(rows, 'text')} that mention{'s' * (rows == 1)} a former name: "
            "operasure find-mentions."
        )
    if audit["overdue"]:
        jobs = _some([entry["job"] for entry in audit["overdue"]])
        kinds = count(len(audit["overdue"]), "kind")
        yield NextStep(f"Let the jobs run that remove {kinds} of overdue rows: {jobs}.")
    for fault in audit["built_in"][:1]:
        yield NextStep(f"Mend {flowing(fault['principal'])}: {_short(fault['text'])}.")
    for question in audit["unread"][:1]:
        yield NextStep(
            f"Make readable what {count(len(audit['unread']), 'question')} could not be answered "
            f"for. The first: {flowing(question['what'])}: {_short(question['reason'])}."
        )


def _audited(document: Row) -> Iterator[NextStep]:
    """The urgent ones of an audit's places: the rest is verified id by id."""
    yield from (step for step in _left(document) if step.urgent)


def _review(document: Row) -> Iterator[NextStep]:
    """Mentions that wait for a person, or for a plan."""
    review, sums = document["review"], dict.fromkeys(("certain", "likely", "possible"), 0)
    for each in document["counts"]:
        sums[each["confidence"]] += each["open"]
    waiting = review.get("to_erase", 0)
    number = sum(sums.values()) - waiting
    if number > 0:
        said = ", ".join(f"{n} {word}" for word, n in sums.items() if n)
        yield NextStep(
            f"Review {count(number, 'mention')} ({said}): --html FILE writes the work list, "
            "--reviewed FILE takes its decisions."
        )
    if waiting:
        yield NextStep(
            f"Erase {count(waiting, 'mention')} that {'is' if waiting == 1 else 'are'} "
            "marked 'to erase': operasure plan."
        )
    if again := review["still_there"]:
        yield NextStep(f"Look at {count(again, 'mention')} marked erased but still there.")
    if contested := review.get("contested", 0):
        yield NextStep(f"Settle {count(contested, 'mention')} with contradicting decisions.")


def _unread_texts(document: Row) -> Iterator[NextStep]:
    own = [
        c for c in document["checks"] if c["reason"] and c["outcome"] in {"unchecked", "leftover"}
    ]
    if own:
        yield NextStep(
            f"Make {count(len(own), 'place')} readable and search again. The first: "
            f"{flowing(own[0]['id'])}: {_short(own[0]['reason'])}."
        )


def _files(document: Row) -> Iterator[NextStep]:
    left = sum(c["rows"] for c in document["checks"] if c["outcome"] == "leftover")
    if left:
        yield NextStep(
            f"Decide on {count(left, 'finding')}: --contact-sheet FILE writes a page to decide on, "
            "--reviewed FILE takes the decisions. Removal: operasure plan."
        )


def _logs(document: Row) -> Iterator[NextStep]:
    lasting = [f for f in document["logs"] if f["naming"] and not f["until"]]
    going = [f for f in document["logs"] if f["naming"] and f["until"]]
    if lasting:
        yield NextStep(
            f"Remove or rotate {count(len(lasting), 'file')} with lines that name the person, of "
            "which no rule says when they go (--logrotate FILE)."
        )
    if going:
        last = max(f["until"] for f in going)[:10]
        yield NextStep(
            f"Search again after {last}: until then {count(len(going), 'file')} "
            f"expire{'s' * (len(going) == 1)}."
        )
    missing = [(f, why) for f in document["logs"] for why in f["unchecked"]]
    if missing:
        file, why = missing[0]
        yield NextStep(
            f"Read {count(len({f['position'] for f, _ in missing}), 'file')} that could not be "
            f"searched. The first: {file['position']}. {flowing(file['file'])}: {_why(why)}."
        )


_OF_COMMAND: Mapping[str, Sequence[Callable[[Row], Iterator[NextStep]]]] = {
    "verify": (_left, _cache, _back, _unchecked, _losses, _later, _elsewhere),
    "audit": (_orphans, _audited, _unchecked, _back, _elsewhere),
    "find-mentions": (_review, _cache, _unread_texts, _elsewhere),
    "cache": (_cache, _elsewhere),
    "files": (_files, _unchecked, _elsewhere),
    "logs": (_logs, _elsewhere),
}
