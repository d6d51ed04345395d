"""What to do next, as an evidence document tells it: urgent things first.

Whoever holds a session or a token of the person may still come in, and a copy of the account is the
account once more: these stand before what else is left. Each step says how much of what it is
about, and the leftover places of all steps together are those that the verdict counts.
"""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from operasure.core.legible import flowing
from operasure.core.strict import Row
from operasure.core.systems import Returns
from operasure.reports.words import Words

SIGN_IN, COPIES = URGENT = ("bu-03", "xa-01")
"""The groups of sessions, tokens and sign-in, and of copies of the account."""
_BACK = (Returns.ITSELF, Returns.SIGN_IN)
_NAMED = 3
"""How many tables or systems a step names."""
_REASON = 120
"""Characters that a step gives to a reason."""


@dataclass(frozen=True)
class NextStep:
    """One thing to do: `words` say it, and `told` with its urgency."""

    words: str
    urgent: bool
    told: str


Found = Iterator[tuple[str, bool]]
"""What to do, and whether it is urgent."""


def steps(document: Row, language: str = "en") -> list[NextStep]:
    """What to do next; nothing where nothing is known that could be done."""
    words = Words(language)
    if document["verdict"] == "not-deleted":
        found = [(words("next.delete"), True)]
    else:
        parts = _OF_COMMAND.get(document["command"], ())
        found = [step for part in parts for step in part(document, words)]
    return [
        NextStep(said, urgent, words("next.urgent", step=said) if urgent else said)
        for said, urgent in sorted(found, key=lambda step: not step[1])
    ]


def _left(document: Row, words: Words) -> Found:
    """The leftover places, each in one step."""
    left = [check for check in document["checks"] if check["outcome"] == "leftover"]
    entry = [check for check in left if check["group"] == SIGN_IN]
    copies = [check for check in left if check["group"] == COPIES]
    others = [check for check in left if check["group"] not in {SIGN_IN, COPIES}]
    due = [check for check in others if check["expected"] == "expires"]
    rest = len(others) - len(due)
    if entry:
        yield words("next.sign_in", places=_places(entry, words)), True
    if copies:
        yield words("next.copies", places=_places(copies, words)), True
    if due:
        yield words("next.due", n=len(due)), False
    if rest:
        yield words("next.rest_other" if rest < len(left) else "next.rest", n=rest), False


def _places(checks: Sequence[Row], words: Words) -> str:
    tables = _some([check["table"] for check in checks], words)
    return words("next.in_tables", places=words("sums.places", n=len(checks)), tables=tables)


def _some(names: Sequence[str], words: Words) -> str:
    """Names, the first of them where they are many."""
    every = [textwrap.shorten(flowing(n), 40, placeholder="…") for n in dict.fromkeys(names)]
    said = ", ".join(every[:_NAMED])
    more = len(every) - _NAMED
    return words("sums.more", names=said, n=more) if more > 0 else said


def _cache(document: Row, words: Words) -> Found:
    left = [entry for entry in document["cache"] if entry["outcome"] == "leftover"]
    served = sum(entry["served"] == "yes" for entry in left)
    if served:
        yield words("next.cache_served", n=len(left), served=served), True
    elif left:
        yield words("next.cache", n=len(left)), False
    for server in document.get("cache_servers", ()):
        for why in server["unchecked"][:1]:
            name = flowing(server["server"])
            yield words("next.server", server=name, why=_why(why, words)), False


def _why(why: Row, words: Words) -> str:
    return _short(f"{why['reason']}: {why['remedy']}", words)


def _short(text: str, words: Words) -> str:
    told = flowing(words.told(text))
    return textwrap.shorten(told, _REASON, placeholder=" …").rstrip(".?")


def _unchecked(document: Row, words: Words) -> Found:
    missing = [c for c in document["checks"] if c["outcome"] == "unchecked"]
    if missing:
        yield _first("next.unchecked", missing, words), False
    cover = document.get("coverage") or {}
    if names := cover.get("not_looked_at"):
        yield words("next.not_looked_at", names=_some(names, words)), False
    if names := cover.get("unclassified"):
        yield words("next.unclassified", n=len(names), names=_some(names, words)), False


def _first(key: str, checks: Sequence[Row], words: Words) -> str:
    """A step on checks with a reason, of which the first is named."""
    first, why = flowing(checks[0]["id"]), _short(checks[0]["reason"] or "", words)
    return words(key, n=len(checks), first=first, why=why)


def _losses(document: Row, words: Words) -> Found:
    followed = document.get("follow_up")
    if not followed:
        return
    from operasure.looks.snapshot.followup import LOSSES  # noqa: PLC0415  # few need it

    lost = {str(state): followed["states"].get(str(state), 0) for state in LOSSES}
    said = words.semicolon.join(_became(state, n, words) for state, n in lost.items() if n)
    if said:
        yield words("next.restore", n=followed["rows"], lost=said), False


def _became(state: str, rows: int, words: Words) -> str:
    """What became of rows; in English in the document's own word."""
    if words.language == "en":
        return f"{rows} {state}"
    return f"{words.maybe('state', state)}{words.colon} {words.number(rows)}"


def _back(document: Row, words: Words) -> Found:
    """Systems that bring an account back."""
    found = [s for s in document.get("other_systems", ()) if s["brings_back"] in set(_BACK)]
    if found:
        names = [words(f"system.{entry['key']}") for entry in found]
        yield words("next.back", names=_some(names, words)), False


def _later(document: Row, words: Words) -> Found:
    staying = [c for c in document["checks"] if c["outcome"] == "retained" and c["until"]]
    if staying:
        last = max(check["until"] for check in staying)[:10]
        yield words("next.later", n=len(staying), day=_day(last, words)), False


def _day(iso: str, words: Words) -> str:
    """A day; in English as the document has it, for that is what a terminal shows."""
    return iso if words.language == "en" else words.day(iso)


def _elsewhere(document: Row, words: Words) -> Found:
    texts = [words.not_covered(flowing(text)) for text in document["not_covered"]]
    places, more = words.semicolon.join(texts[:_NAMED]), len(texts) - _NAMED
    if more > 0:
        yield words("next.elsewhere_more", places=places, n=more), False
    elif texts:
        yield words("next.elsewhere", places=places), False


def _orphans(document: Row, words: Words) -> Found:
    """What an audit found besides places."""
    audit = document["audit"]
    late = [entry for entry in audit["unfinished"] if entry["overdue"]]
    if late:
        ids = _some([str(entry["user_id"]) for entry in late], words)
        cause = next((c for entry in late for c in entry["causes"]), None)
        why = f" {_short(cause['remedy'], words)}." if cause else ""
        yield words("next.finish", n=len(late), ids=ids) + why, True
    left = [str(entry["user_id"]) for entry in audit["ids"] if entry["outcome"] == "leftover"]
    if left:
        yield words("next.orphans", n=len(left), ids=_some(left, words), first=left[0]), False
    if audit["named"]:
        yield words("next.named", n=sum(entry["rows"] for entry in audit["named"])), False
    if audit["overdue"]:
        jobs = _some([words.told(entry["job"]) for entry in audit["overdue"]], words)
        yield words("next.overdue", n=len(audit["overdue"]), jobs=jobs), False
    for fault in audit["built_in"][:1]:
        principal = flowing(words.told(fault["principal"]))
        yield words("next.built_in", principal=principal, why=_short(fault["text"], words)), False
    for question in audit["unread"][:1]:
        first, why = flowing(words.told(question["what"])), _short(question["reason"], words)
        yield words("next.unread", n=len(audit["unread"]), first=first, why=why), False


def _audited(document: Row, words: Words) -> Found:
    """The urgent ones of an audit's places: the rest is verified id by id."""
    yield from (step for step in _left(document, words) if step[1])


def _review(document: Row, words: Words) -> Found:
    """Mentions that wait for a person, or for a plan."""
    review, sums = document["review"], dict.fromkeys(("certain", "likely", "possible"), 0)
    for each in document["counts"]:
        sums[each["confidence"]] += each["open"]
    waiting = review.get("to_erase", 0)
    number = sum(sums.values()) - waiting
    if number > 0:
        said = ", ".join(f"{n} {words(f'confidence.{word}')}" for word, n in sums.items() if n)
        yield words("next.review", n=number, said=said), False
    if waiting:
        yield words("next.erase", n=waiting), False
    if again := review["still_there"]:
        yield words("next.still_there", n=again), False
    if contested := review.get("contested", 0):
        yield words("next.contested", n=contested), False


def _unread_texts(document: Row, words: Words) -> Found:
    own = [
        c for c in document["checks"] if c["reason"] and c["outcome"] in {"unchecked", "leftover"}
    ]
    if own:
        yield _first("next.search_again", own, words), False


def _files(document: Row, words: Words) -> Found:
    left = sum(c["rows"] for c in document["checks"] if c["outcome"] == "leftover")
    if left:
        yield words("next.files", n=left), False


def _logs(document: Row, words: Words) -> Found:
    lasting = [f for f in document["logs"] if f["naming"] and not f["until"]]
    going = [f for f in document["logs"] if f["naming"] and f["until"]]
    if lasting:
        yield words("next.logs", n=len(lasting)), False
    if going:
        last = max(f["until"] for f in going)[:10]
        yield words("next.logs_later", n=len(going), day=_day(last, words)), False
    missing = [(f, why) for f in document["logs"] for why in f["unchecked"]]
    if missing:
        file, why = missing[0]
        number = len({f["position"] for f, _ in missing})
        first = f"{file['position']}. {flowing(file['file'])}"
        yield words("next.logs_unread", n=number, first=first, why=_why(why, words)), False


_OF_COMMAND: Mapping[str, Sequence[Callable[[Row, Words], Found]]] = {
    "verify": (_left, _cache, _back, _unchecked, _losses, _later, _elsewhere),
    "audit": (_orphans, _audited, _unchecked, _back, _elsewhere),
    "find-mentions": (_review, _cache, _unread_texts, _elsewhere),
    "cache": (_cache, _elsewhere),
    "files": (_files, _unchecked, _elsewhere),
    "logs": (_logs, _elsewhere),
}
