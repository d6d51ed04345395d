"""The entries about other systems: which may hold the person, and what to do about each.

Like the rest of the document they carry ids and counts: what a person is called in another system
stands in the snapshot alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from operasure.core.model import Outcome, Result
from operasure.core.strict import Row
from operasure.core.systems import System
from operasure.core.typed import filled
from operasure.looks.systems.kinds import kinds
from operasure.reports.evidence import shape
from operasure.reports.words import Words

ROW_IDS = 20
"""How many keys of a system's rows an entry names; `count` is exact."""
ELSEWHERE = "what only the environment or configuration files of OpenProject name"
CONNECTED = (
    "identity providers and directories",
    "Nextcloud, OneDrive and SharePoint",
    "Git and Subversion repositories and their hosts",
)
"""What is not covered in general, until a look at what is configured tells of each system."""
_SESSIONS = {"sessions", "autologin_session_links", "oidc_user_session_links"}


def not_covered(texts: Sequence[str]) -> tuple[str, ...]:
    """What a look at other systems leaves open of `texts`."""
    return (*(t for t in texts if t not in CONNECTED), ELSEWHERE)


def entry(system: System) -> shape.places.SystemEntry:
    """One entry of `other_systems`."""
    kind, english = kinds()[system.key], Words("en")
    return filled(
        shape.places.SystemEntry,
        system,
        title=english(f"system.{system.key}"),
        rows=tuple(
            shape.places.SystemRow(table=table, row_id=key) for table, key in system.rows[:ROW_IDS]
        ),
        brings_back=system.back,
        recipient=kind.recipient,
        step=english.step(system.key),
    )


def cookies(outcomes: Iterable[Outcome]) -> shape.places.Cookies:
    """What the server still has for the cookies in the person's browsers: the worst outcome of the
    checks of sessions and tokens."""
    own = [o for o in outcomes if _of_a_cookie(o) and o.result is not Result.ABSENT]
    order = (Result.LEFTOVER, Result.UNCHECKED, Result.RETAINED, Result.ACCEPTED, Result.CLEAR)
    worst = min((o.result for o in own), key=order.index, default=Result.UNCHECKED)
    return shape.places.Cookies(
        outcome=worst,
        rows=sum(o.rows for o in own),
        checks=tuple(o.check.id for o in own),
    )


def _of_a_cookie(outcome: Outcome) -> bool:
    check = outcome.check
    return check.table in _SESSIONS or (check.table, check.column.name) == ("tokens", "user_id")


def facts(entry: Row, words: Words) -> str:
    """What is known of a system, in words; empty where nothing is."""
    parts = []
    if entry["accounts"] is not None:
        number = entry["accounts"]
        said = words("system_fact.entries", n=number) if number else words("system_fact.none")
        known = entry["known_from"] == "snapshot"
        parts.append(words("system_fact.before", entries=said) if known else said)
    if not (entry["count"] or entry["reason"]):
        parts.append(words("system_fact.gone"))
    if entry["brings_back"] and words.has("returns", entry["brings_back"]):
        parts.append(words.maybe("returns", entry["brings_back"]))
    if entry["reason"]:
        parts.append(words("system_fact.unread", reason=words.told(entry["reason"])))
    return words.semicolon.join(parts)


def cookie_words(document: Row, words: Words) -> str | None:
    """What is said of the cookies in one sentence, if anything."""
    entry = document.get("cookies")
    return words(f"cookie.{entry['outcome']}") if entry else None
