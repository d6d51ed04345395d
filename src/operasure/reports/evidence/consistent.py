"""Does an evidence document say of itself what its entries say?

A verdict is never taken on trust: it is made again from the entries, by the function that made it
first, and entries that contradict each other are refused.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from operasure.core.bound import CONFIDENCE, most, per_million
from operasure.core.errors import UsageError
from operasure.core.model import Result, Verdict
from operasure.core.strict import Row
from operasure.core.verdict import verdict
from operasure.reports.evidence.planted import by_kind

OF_PLACES = ("verify", "find-mentions", "audit", "files")
"""Commands that look at places one by one: without a check they have looked at nothing."""
OF_COLUMNS = ("verify", "find-mentions", "audit")
"""Commands that account for every column of the database."""


def refuse_contradictions(document: Row) -> None:
    """Raise UsageError, with the first thing that does not agree, where a document of format 1
    contradicts itself or has not the shape that its command gives it."""
    try:
        found = next(_contradictions(document), None)
        judged, said = judge(document), document["verdict"]
    except (LookupError, ArithmeticError, TypeError, ValueError, AttributeError) as error:
        raise UsageError(
            f"damaged: an entry is not as a document of {document.get('command')} has it "
            f"({type(error).__name__}): make it again"
        ) from error
    if found is None and said != judged:
        found = f"its verdict is {said}, and what it holds is {judged}"
    if found:
        raise UsageError(f"contradicts itself: {found[:300]}; make it again")


def judge(document: Row) -> Verdict:
    """The verdict that the entries of a document come to. Raises KeyError, TypeError and the like
    for entries that are none."""
    state = (document.get("subject") or {}).get("state")
    return verdict(
        exists=state is not None, left=any(_left(document)), unseen=any(_unseen(document))
    )


def _left(document: Row) -> Iterator[bool]:
    """Whether something is left, by each part of the document."""
    yield from (c["outcome"] == Result.LEFTOVER for c in document["checks"])
    yield from (entry["outcome"] == Result.LEFTOVER for entry in document["cache"])
    yield from (file["naming"] > 0 for file in document.get("logs", ()))
    if document["command"] == "find-mentions":
        yield bool(document["mentions"])
        yield (document.get("sample") or {}).get("there", 0) > 0
    if audit := document.get("audit"):
        yield bool(audit["overdue"] or audit["built_in"])
        yield any(entry["overdue"] for entry in audit["unfinished"])
    if erasure := document.get("erasure"):
        yield bool(erasure.get("undone")) and not _partly(erasure)
    if planted := document.get("planted"):
        yield planted["missed"] > 0


def _unseen(document: Row) -> Iterator[bool]:
    """Whether something was not looked at, by each part of the document."""
    yield from (check["outcome"] == Result.UNCHECKED for check in document["checks"])
    servers = document.get("cache_servers")
    yield from (bool(server["unchecked"]) for server in servers or ())
    files = document.get("logs")
    yield from (bool(file["unchecked"]) for file in files or ())
    match document["command"]:
        case "verify":
            yield not _deleted_users(document["installation"])
        case "cache":
            yield not servers
        case "logs":
            yield not files
        case "erase":
            yield _partly(document["erasure"])
        case "audit":
            yield bool(document["audit"]["unread"])
        case "canary":
            yield document["planted"]["not_planted"] > 0


def _partly(erasure: Row) -> bool:
    """Whether a plan, or an undo file, was not carried out in full."""
    return bool(erasure["skipped"] or erasure["left"] or erasure.get("undo_lacks"))


def _deleted_users(installation: Row) -> Sequence[int]:
    known: Sequence[int] = installation.get("deleted_user_ids", ())
    return known


def _contradictions(document: Row) -> Iterator[str]:
    command = document["command"]
    if command in OF_PLACES and not document["checks"]:
        yield "it holds no checks, so nothing was looked at"
    yield from _subject(document)
    accepted = {entry["check"] for entry in document["accepted"]}
    for check in document["checks"]:
        for wrong in _check(check, command, accepted):
            yield f"{check['id']} {wrong}"
    twice = [name for name, n in Counter(c["id"] for c in document["checks"]).items() if n > 1]
    if twice:
        yield f"{twice[0]} stands twice"
    if command in OF_COLUMNS:
        yield from _coverage(document)
    if beside := _OF_COMMAND.get(command):
        yield from beside(document)
    if command == "files":
        yield from _files(document)
    yield from _cache(document)
    for file in document.get("logs", ()):
        yield from _log(file)
    if document.get("erasure"):
        yield from _erasure(document["erasure"])


def _subject(document: Row) -> Iterator[str]:
    subject = document.get("subject") or {}
    if several := subject.get("user_ids"):
        searched = (document.get("searched") or {}).get("user_ids", several)
        if several[0] != subject["user_id"] or list(several) != list(searched):
            yield "its subject names other accounts than were searched for"


def _check(check: Row, command: str, accepted: set[str]) -> Iterator[str]:
    rows, ids, outcome = check["rows"], check["row_ids"], Result(check["outcome"])
    within, control = check.get("retained") or 0, check.get("control")
    if rows < 0 or within < 0 or within > rows or len(ids) > rows:
        yield f"counts {rows} rows, {within} of them within their time, and names {len(ids)}"
    match outcome:
        case Result.CLEAR | Result.ABSENT if rows or ids:
            yield f"is {outcome} and has {rows} rows"
        case Result.CLEAR if not _proves(control):
            yield "is clear without a control that found something"
        case Result.LEFTOVER if rows == within:
            yield f"is leftover and has {rows - within} rows that are left"
        case Result.RETAINED if not rows:
            yield "is retained and has 0 rows"
        case Result.RETAINED if within != rows:
            yield f"is retained, and {rows - within} of its rows are not within their time"
        case Result.ACCEPTED if command in {"verify", "audit"} and check["id"] not in accepted:
            yield "is accepted, and nobody accepted it"
        case Result.UNCHECKED if not check.get("reason"):
            yield "is unchecked without a reason"


def _proves(control: Row | None) -> bool:
    """Whether a control found something, or says why there is nothing that it could find."""
    if control is None:
        return False
    return control["rows"] > 0 or bool(control["empty"]) or control["scope"] == "first blocks"


def _coverage(document: Row) -> Iterator[str]:
    cover = document["coverage"]
    parts = sum(cover[key] for key in ("queried", "no_person", "ruled_out", "swept"))
    if parts != cover["columns"]:
        yield f"its coverage is of {cover['columns']} columns and accounts for {parts}"
    if "checks" in cover and cover["checks"] != len(document["checks"]):
        yield f"its coverage is of {cover['checks']} checks, and {len(document['checks'])} are here"
    groups = {check["group"] for check in document["checks"]}
    if groups != set(document["groups"]):
        yield f"its groups are not those of its checks: {min(groups ^ set(document['groups']))}"


def _mentions(document: Row) -> Iterator[str]:
    for key, columns in (("mentions", ("open",)), ("decided", ("kept", "not_the_person"))):
        listed = Counter((m["group"], m["confidence"]) for m in document[key])
        counted: Counter[tuple[str, str]] = Counter()
        for entry in document["counts"]:
            counted[entry["group"], entry["confidence"]] += sum(entry[c] for c in columns)
        if +counted != listed:
            yield f"it counts {counted.total()} {key} and lists {listed.total()}"
    left = {c["group"] for c in document["checks"] if c["outcome"] == Result.LEFTOVER}
    named = {mention["group"] for mention in document["mentions"]}
    if left != named:
        yield f"its mentions and its leftovers are of other groups: {min(left ^ named)}"
    if sample := document.get("sample"):
        yield from _sample(sample)


def _sample(sample: Row) -> Iterator[str]:
    """The bound is made again from the figures."""
    drawn, worst = sample["drawn"], sample["naming"] + sample["unsure"]
    if not 0 <= worst + sample["open"] <= drawn <= sample["texts"] or sample["there"] > drawn:
        yield f"its sample is {drawn} of {sample['texts']} texts, {worst} of them naming the person"
        return
    bound = None if sample["open"] else most(sample["texts"], drawn, worst)
    share = None if bound is None else per_million(bound, sample["texts"])
    said = sample["at_most"], sample["per_million"], sample["confidence"]
    if said != (bound, share, CONFIDENCE):
        yield f"its sample leaves at most {bound} texts, and it says {sample['at_most']}"


def _files(document: Row) -> Iterator[str]:
    """Each open mention is counted by its check."""
    rows = {check["id"]: check["rows"] for check in document["checks"]}
    listed = Counter(m["check"] for m in document["mentions"] if m["decision"] is None)
    for check, number in listed.items():
        if rows.get(check, 0) != number:
            yield f"{check} has {rows.get(check, 0)} rows, and {number} mentions are listed"


def _cache(document: Row) -> Iterator[str]:
    servers = document.get("cache_servers") or ()
    listed = Counter(entry["server"] for entry in document["cache"])
    counted: Counter[str] = Counter()
    for server in servers:
        counted[server["server"]] += server["findings"]
        seen = sum(server[key] for key in ("read", "gone", "outside", "unread"))
        if seen != server["listed"]:
            yield f"a cache lists {server['listed']} entries and accounts for {seen}"
    if +counted != listed:
        yield f"its caches count {counted.total()} entries, and {listed.total()} are listed"
    for entry in document["cache"]:
        due = entry["expires_at"] is not None
        if entry["outcome"] != (Result.RETAINED if due else Result.LEFTOVER):
            yield f"an entry of a cache is {entry['outcome']} and expires {entry['expires_at']}"


def _log(file: Row) -> Iterator[str]:
    where, naming = f"log {file['position']}", file["naming"]
    if naming:
        right = Result.RETAINED if file["until"] else Result.LEFTOVER
    else:
        right = Result.UNCHECKED if file["unchecked"] else Result.CLEAR
    if file["outcome"] != right:
        yield f"{where} is {file['outcome']} and has {naming} lines that name the person"
    kinds = sum(kind["lines"] for kind in file["kinds"])
    if kinds != naming or not 0 <= naming <= file["lines"]:
        yield f"{where} has {file['lines']} lines, {naming} naming the person, {kinds} by kind"


def _erasure(erasure: Row) -> Iterator[str]:
    done = sum(step["rows"] + step["already"] for step in erasure["steps"])
    if done != erasure["rows"]:
        yield f"its steps changed {done} rows, and it says {erasure['rows']}"
    alone = sum(step["changed_since"] + step["gone"] for step in erasure["steps"])
    if alone > erasure["skipped"]:
        yield f"its steps left {alone} rows alone, and it says {erasure['skipped']}"
    for step in erasure["steps"]:
        named, rows = len(step["row_ids"]), step["rows"]
        if named > rows or not all(step[key] for key in ("check", "table", "action")):
            yield f"a step of {step['check']} changed {rows} rows and names {named}"
    if any(
        entry["rows"] < 0 or not (entry["check"] and entry["reason"]) for entry in erasure["left"]
    ):
        yield "it leaves something without a place or a reason"


def _planted(document: Row) -> Iterator[str]:
    """Whether the figures of a canary are those of its places, where it still has all of these."""
    found = document["planted"]
    if found["reported"] + found["missed"] != found["places"]:
        yield "what was reported and what was missed are not what was planted"
    if not found["places"]:
        yield "nothing was planted"
    if any(not 0 <= each.reported <= each.places for each in by_kind(found)):
        yield "what it planted beside the database is more than it planted"
    if "columns" in found:
        places = (*found["columns"], *found.get("elsewhere", ()))
        missed = sum(each["outcomes"].get("missed", 0) for each in places)
        planted = sum(each["planted"] for each in places)
        if missed != found["missed"] or planted != found["places"] + found["aside"] + found["gone"]:
            yield "its figures are not those of its places"


_OF_COMMAND: Mapping[str, Callable[[Row], Iterable[str]]] = {
    "find-mentions": _mentions,
    "canary": _planted,
}
"""What else is held beside each other in the documents of a command."""
