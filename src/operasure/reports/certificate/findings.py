"""What the evidence says, group by group of OpenProject's document on personal data.

The document ("Processing of personal data", docs/security-and-privacy of OpenProject's source)
names the groups and their codes, and promises under "Deletion of personal data": user master data
is removed, assignments and change histories are rewritten to "Deleted user", texts that people
wrote stay and cannot be searched for a person automatically.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from operasure.core.model import Result
from operasure.core.strict import Row
from operasure.looks.snapshot.followup import LOSSES, FollowUpVerdict
from operasure.reports.certificate.documents import CANARY, Evidence
from operasure.reports.certificate.guard import WITHHELD
from operasure.reports.evidence.planted import by_kind

ROW_IDS = 20
"""How many ids of rows a finding names; the copy of the evidence has more."""
BY_NAME = "find-mentions"
"""The command that looks for the person's names in texts; all others look for the id."""
CACHE = "xm-01"
"""The group of what caches hold. A cache is one place, whatever it was searched for."""
_WORST = (FollowUpVerdict.LOSSES, FollowUpVerdict.INCOMPLETE, FollowUpVerdict.ACCOUNTED)
SAMPLED = (
    "seed", "texts", "drawn", "naming", "unsure", "open", "there", "at_most", "per_million",
    "confidence", "left_out", "first_at", "last_at",
)  # fmt: skip
"""What of a sample a certificate says."""
ALWAYS = (
    "bu-01", "bu-02", "bu-03", "bu-04", "bu-05", "bu-06", "cb-01", "cb-02", "cc-01", "ce-01",
    "cf-01", "cg-01", "cg-02", "cm-01", "cp-01", "cp-02", "cp-03", "ct-01", "ct-02", "cw-01",
    "cw-02",
)  # fmt: skip
"""The groups of OpenProject's document: each stands in a certificate, looked at or not."""


@dataclass
class Group:
    """One group. Places are columns, or parts of them, that exist in this database."""

    code: str
    places: int = 0
    """Places looked at, for the id or for the names."""
    rows: int | None = None
    """About how many rows their tables hold, each table once; None where nobody has counted."""
    uncounted: int = 0
    """Tables of theirs that the server has never counted: how many rows these hold is unknown."""
    clear: int = 0
    unchecked: int = 0
    left: int = 0
    left_rows: int = 0
    """Places, and entries in them, that refer to the person by the id."""
    named: int = 0
    """Places whose texts name the person; `mentions` are these texts by confidence, `kept` those
    that somebody decided to keep."""
    retained_rows: int = 0
    until: str | None = None
    accepted_rows: int = 0
    mentions: Counter[str] = field(default_factory=Counter)
    kept: int = 0

    @property
    def promise(self) -> str:
        """`removed`, `reassigned` or `none`: what the document promises of the group."""
        return {"b": "removed", "c": "reassigned"}.get(self.code[0], "none")

    @property
    def outcome(self) -> str:
        """The worst that was found: left, unchecked, accepted, retained, clear or absent."""
        found = {
            "left": self.left + self.named + self.mentions.total(),
            "unchecked": self.unchecked,
            "accepted": self.accepted_rows + self.kept,
            "retained": self.retained_rows,
            "clear": self.clear,
        }
        return next((word for word, number in found.items() if number), "absent")


def groups(evidence: Sequence[Evidence]) -> list[Group]:
    """Every group of OpenProject's document, and what else the evidence names, by code."""
    found = {code: Group(code) for code in ALWAYS}

    def group(row: Row) -> Group:
        return found.setdefault(row["group"], Group(row["group"]))

    seen: dict[tuple[str, ...], list[Row]] = {}
    for document in evidence:
        by_name = document.command == BY_NAME
        for check in document.copy["checks"]:
            _add(group(check), check, by_name=by_name)
            seen.setdefault((document.command, check["id"]), []).append(check)
        for check in _caches(document):
            _add(group(check), check, by_name=False)
            seen.setdefault((CACHE, check["server"]), []).append(check)
        for mention in document.copy["mentions"]:
            group(mention).mentions[str(mention["confidence"])] += 1
        for mention in _kept(document):
            group(mention).kept += 1
        for file in document.copy.get("logs", ()):
            _add(group(file), file | {"rows": file["naming"]}, by_name=False)
            unread = [file | {"outcome": Result.UNCHECKED}] if file["unchecked"] else []
            seen["logs", str(len(seen))] = [file, *unread]
    for (command, *_), checks in seen.items():
        _count(group(checks[0]), checks, by_name=command == BY_NAME)
    for code, numbers in _rows(evidence).items():
        known = [number for number in numbers if number is not None]
        found[code].rows = sum(known) if known else None
        found[code].uncounted = len(numbers) - len(known)
    return [found[code] for code in sorted(found)]


def _rows(evidence: Sequence[Evidence]) -> dict[str, list[int | None]]:
    """About how many rows each table holds in which a group was looked for, by group."""
    counted: dict[str, int] = {}
    looked: set[tuple[str, str]] = set()
    for document in evidence:
        cover = document.copy.get("coverage") or {}
        counted |= {each["table"]: each["rows"] for each in cover.get("table_rows", ())}
        for check in document.copy["checks"]:
            if check["outcome"] not in {Result.ABSENT, Result.UNCHECKED}:
                looked.add((check["group"], check["table"]))
    rows: dict[str, list[int | None]] = {}
    for group, table in looked if counted else ():
        rows.setdefault(group, []).append(counted.get(table))
    return rows


def _caches(document: Evidence) -> Iterator[dict[str, Any]]:
    """Each cache that a document is about, in the form of a check: what is left there, what
    "expires or that nothing is, and besides that not all could be looked at."""
    for number, server in enumerate(document.copy.get("cache_servers") or (), 1):
        own = [e for e in document.copy["cache"] if e["server"] == server["server"]]
        left = [entry for entry in own if entry["outcome"] == Result.LEFTOVER]
        check: dict[str, Any] = {
            "id": f"{CACHE}/cache.{number}",
            "group": CACHE,
            "server": server["server"],
            "table": "cache",
            "column": str(number),
            "rows": len(own),
            "row_ids": [],
            "retained": len(own) - len(left),
            "until": max((e["expires_at"] for e in own if e["expires_at"]), default=None),
        }
        if own:
            yield check | {"outcome": Result.LEFTOVER if left else Result.RETAINED}
        if server["unchecked"]:
            reason = "; ".join(each["reason"] for each in server["unchecked"])
            yield check | {"outcome": Result.UNCHECKED, "rows": 0, "reason": reason}
        elif not own:
            yield check | {"outcome": Result.CLEAR}


def looked_at(document: Evidence) -> dict[str, int] | None:
    """How many caches a document is about, how many entries of them were read, and how many it
    had deleted before; None if it is about no cache."""
    servers = document.copy.get("cache_servers")
    if not servers:
        return None
    evicted = document.copy.get("evicted") or {}
    return {
        "caches": len(servers),
        "read": sum(server["read"] for server in servers),
        "deleted": evicted.get("deleted", 0),
    }


def _kept(document: Evidence) -> Iterator[Row]:
    """The texts that name the person and that somebody decided to keep."""
    decided = document.copy.get("decided", [])
    return (mention for mention in decided if mention["decision"] == "keep")


def reviewed(evidence: Sequence[Evidence]) -> dict[str, Any] | None:
    """How many decisions were taken about texts, by whom as far as the reviews say, from when to
    when, and how many mentions are to be erased and still there; None without any. What a removal
    took out since is among the decisions where the document counts them."""
    told = [e.copy.get("review") or {} for e in evidence if e.command == BY_NAME]
    decided = [m for e in evidence for m in e.copy.get("decided", ())]
    moments = [m["decided_at"] for m in decided if m.get("decided_at")]
    moments += [r[key] for r in told for key in ("first_at", "last_at") if r.get(key)]
    persons = {person for r in told for person in r.get("by") or ()} - {WITHHELD}
    number = max([len(decided), *(r.get("decisions") or 0 for r in told)])
    if not number:
        return None
    return {
        "decisions": number,
        "kept": sum(m["decision"] == "keep" for m in decided),
        "not_the_person": sum(m["decision"] == "not the person" for m in decided),
        "to_erase": sum(r.get(key) or 0 for r in told for key in ("to_erase", "still_there")),
        "first_at": min(moments, default=None),
        "last_at": max(moments, default=None),
        "by": "; ".join(sorted(persons)) or None,
    }


def recall(evidence: Sequence[Evidence]) -> dict[str, Any] | None:
    """What a canary on a copy of the installation measured, and when; None without one."""
    found = next((each for each in evidence if each.command == CANARY), None)
    if found is None:
        return None
    planted = found.copy["planted"]
    return {
        "seen_at": found.copy["installation"]["checked_at"],
        **planted,
        "by_kind": [asdict(each) for each in by_kind(planted)],
    }


def sampled(evidence: Sequence[Evidence]) -> dict[str, Any] | None:
    """What reading texts that were not reported came to; None where none were drawn."""
    found = next((e.copy["sample"] for e in evidence if e.copy.get("sample")), None)
    if found is None:
        return None
    persons = sorted(set(found["by"]) - {WITHHELD})
    kept = {key: found[key] for key in SAMPLED}
    return kept | {"by": "; ".join(persons) or None}


def not_looked_for(evidence: Sequence[Evidence]) -> list[dict[str, Any]]:
    """What the search for names could not look for: by name, spellings and inflections."""
    return [
        dict(entry)
        for e in evidence
        if e.command == BY_NAME
        for entry in e.copy.get("not_looked_for") or ()
    ]


def not_read(evidence: Sequence[Evidence]) -> list[str]:
    """Relations and columns of the database that documents say they did not read."""
    covers = (e.copy.get("coverage") or {} for e in evidence)
    return sorted({place for cover in covers for place in cover.get("not_looked_at") or ()})


def kept_texts(evidence: Sequence[Evidence]) -> list[dict[str, Any]]:
    """How many texts are kept in each group on which ground."""
    counted = Counter((m["group"], m["ground"]) for e in evidence for m in _kept(e))
    return [{"group": g, "ground": why, "texts": n} for (g, why), n in sorted(counted.items())]


_OUTCOMES = (Result.LEFTOVER, Result.ACCEPTED, Result.RETAINED, Result.CLEAR)
"""What a place that was looked at can be, the worst first."""


def _count(group: Group, checks: Sequence[Row], *, by_name: bool) -> None:
    """Count a place once, by the worst that was found there, whatever number of accounts it was
    looked through for; and once among the unchecked where a look was not made. It is clear only
    where every look was."""
    outcomes = {check["outcome"] for check in checks}
    unchecked = Result.UNCHECKED in outcomes
    group.unchecked += unchecked
    worst = next((outcome for outcome in _OUTCOMES if outcome in outcomes), None)
    if worst == Result.ACCEPTED and by_name:
        worst = Result.CLEAR
    if worst is None or (unchecked and worst == Result.CLEAR):
        return
    group.places += 1
    group.clear += worst == Result.CLEAR
    group.named += worst == Result.LEFTOVER and by_name
    group.left += worst == Result.LEFTOVER and not by_name


def _add(group: Group, check: Row, *, by_name: bool) -> None:
    """Add what a look found: rows that refer to the person, and those that stay for now."""
    rows = check["rows"]
    match check["outcome"]:
        case Result.LEFTOVER if not by_name:
            within = check.get("retained", 0)
            group.left_rows += rows - within
            _retain(group, check, within)
        case Result.ACCEPTED if not by_name:
            group.accepted_rows += rows
        case Result.RETAINED:
            _retain(group, check, rows)


def _retain(group: Group, check: Row, rows: int) -> None:
    """Add rows that go by themselves, and when the last of them does."""
    group.retained_rows += rows
    until = check.get("until") if rows else None
    group.until = max(filter(None, (group.until, until)), default=None)


def places(evidence: Sequence[Evidence], outcome: Result) -> list[dict[str, Any]]:
    """Every check with this outcome, once for all accounts: document, check, group, place, rows and
    some of their ids."""
    found: dict[tuple[str, str], dict[str, Any]] = {}
    for each in _places(evidence, outcome):
        key = each["command"], each["check"]
        found[key] = _together(found[key], each) if key in found else each
    return list(found.values())


def _together(first: Row, other: Row) -> dict[str, Any]:
    """The same place of two accounts."""
    reasons = dict.fromkeys(filter(None, (first["reason"], other["reason"])))
    return {
        **first,
        "rows": first["rows"] + other["rows"],
        "row_ids": list(dict.fromkeys([*first["row_ids"], *other["row_ids"]]))[:ROW_IDS],
        "reason": "; ".join(reasons) or None,
        "until": max(filter(None, (first["until"], other["until"])), default=None),
    }


def _places(evidence: Sequence[Evidence], outcome: Result) -> Iterator[dict[str, Any]]:
    for document in evidence:
        for check in (*document.copy["checks"], *_caches(document)):
            if check["outcome"] == outcome and check["rows"] + (outcome == Result.UNCHECKED):
                yield {
                    "command": document.command,
                    "check": check["id"],
                    "group": check["group"],
                    "place": f"{check['table']}.{check['column']}",
                    "rows": check["rows"],
                    "row_ids": check["row_ids"][:ROW_IDS],
                    "reason": check.get("reason"),
                    "until": check.get("until"),
                }


def followed_up(evidence: Sequence[Evidence]) -> dict[str, Any] | None:
    """What became of the rows of the snapshot, if a document followed them up: figures by state,
    and each place where something was lost, changed or given to somebody else."""
    every = [e.copy["follow_up"] for e in evidence if e.copy.get("follow_up")]
    if not every:
        return None
    losses = [
        {
            "check": check["id"],
            "group": check["group"],
            "place": f"{check['table']}.{check['column']}",
            "state": str(state),
            "rows": check["states"][state],
            "row_ids": check["row_ids"].get(state, [])[:ROW_IDS],
            "accepted": check["accepted"],
        }
        for found in every
        for check in found["checks"]
        for state in LOSSES
        if check["states"].get(state)
    ]
    states: Counter[str] = Counter()
    for found in every:
        states.update(found["states"])
    return {
        "verdict": min((found["verdict"] for found in every), key=_WORST.index),
        "taken_at": min(found["snapshot"]["taken_at"] for found in every),
        "snapshot": every[0]["snapshot"]["digest"],
        "rows": sum(found["rows"] for found in every),
        "states": dict(states),
        "losses": losses,
        "unread": sum(
            sum(bool(check["reason"]) for check in found["checks"]) + len(found["unread"])
            for found in every
        ),
    }


def accepted_by(evidence: Sequence[Evidence]) -> dict[str, Row]:
    """Who keeps a leftover on which ground and until when, by check."""
    return {entry["check"]: entry for e in evidence for entry in e.copy["accepted"]}


def controls(document: Evidence) -> dict[str, int]:
    """How the places of one document that are clear were proved: something known was found there,
    the place is empty, or only a part of it could be looked through for something known."""
    found = Counter({"proven": 0, "empty": 0, "partial": 0})
    for check in document.copy["checks"]:
        control = check.get("control")
        if check["outcome"] == Result.CLEAR and control:
            word = "proven" if control["rows"] else "empty" if control["empty"] else "partial"
            found[word] += 1
    return dict(found)


TOTALS = (
    "places", "clear", "left", "left_rows", "retained_rows", "accepted_rows", "unchecked", "named",
    "kept",
)  # fmt: skip
"""The figures of a group that are summed."""


def total(groups: Iterable[Group]) -> dict[str, int]:
    """The figures of all groups together."""
    every = list(groups)
    found = {name: sum(getattr(group, name) for group in every) for name in TOTALS}
    return found | {"mentions": sum(group.mentions.total() for group in every)}
