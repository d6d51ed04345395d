"""The next step of a case, from the files of its folder: a command line, or work for a person."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, time
from functools import partial
from pathlib import Path

from operasure.cases.commands import CaseStep, CommandLines
from operasure.cases.document import CaseDocument
from operasure.cases.folder import CASE, KEY, CaseFolder
from operasure.cases.site import Site
from operasure.core.dates import zone
from operasure.core.model import Result, Verdict
from operasure.reports.access.statements import is_complete, missing, stated
from operasure.reports.certificate.facts import FACTS, LISTS, NAMES, Fact, day
from operasure.reports.evidence.held import digest
from operasure.reports.words import Words

NEXT = "operasure case next"
ASKED = {"erase", "evict"}
"""Steps that ask before they change something."""


@dataclass(frozen=True)
class Turn:
    """A person's turn: `what` is deletion, names, review or certificate, or done; `tell` says what
    to do, in the words of a language."""

    what: str
    tell: Callable[[Words], str]

    @property
    def says(self) -> str:
        """What to do, in English."""
        return self.tell(Words("en"))


def turn(what: str, key: str, **values: object) -> Turn:
    """A person's turn that a single text says."""
    return Turn(what, lambda words: words(f"case_turn.{key}", next=NEXT, **values))


def stopped(name: str) -> Turn:
    """The turn of a person who is to run the step that is due."""
    return turn(name, "step", name=name)


def due(case: CaseFolder, site: Site, now: datetime, *, living: Collection[int]) -> CaseStep | Turn:
    """The next step. `living` are the accounts that are there, as far as nothing was verified.

    A look counts if it is younger than every removal, a plan if it was made of the looks that
    count, and a removal if its document is there. So whatever was interrupted is done again.
    """
    make = CommandLines(case, site)
    if case.is_access:
        return _answering(case, site, make, living)
    if not case.has(KEY):
        return CaseStep("key", ("keygen", "--case", "-o", make.at(KEY)))
    if not gone(case) and living:
        unknown = [each for each in living if each not in case.snapshots]
        if unknown and not case.documents:
            return make.snapshot(unknown[0])
        return Turn("deletion", partial(_delete, living))
    if not (case.snapshots or case.names):
        if case.certificates:
            return turn("done", "gone")
        return turn("names", "names", file=case.path / CASE)
    return (
        _looking(case, site, now, make)
        or _reviewing(case)
        or _removing(case, make)
        or _proving(case)
    )


def _answering(
    case: CaseFolder, site: Site, make: CommandLines, living: Collection[int]
) -> CaseStep | Turn:
    """The next step of a request for access: what the controller states, then the answer."""
    if case.is_answered:
        return turn("done", "done")
    for look in make.looks():
        if look.account in case.answers:
            continue
        if look.account not in living:
            return turn("done", "unread", id=look.account)
        if lack := missing(stated(site)):
            key = "state" if site.path else "state_anew"
            return turn("statements", key, facts=", ".join(lack), file=site.path)
        return look.step()
    made = sorted(case.answers.values())
    key = "send" if all(map(is_complete, made)) else "send_partly"
    return turn("send", key, answers=", ".join(map(str, made)), file=case.path / CASE)


def gone(case: CaseFolder) -> bool:
    """Whether the newest documents of verify say that no account is there any more. One that was
    deleted may come back, from a directory for example."""
    found = [each for each in case.verified if each.verdict != Verdict.NOT_DELETED]
    return len(found) == len(case.user_ids)


def can_look(case: CaseFolder) -> bool:
    """Whether every look can be taken again."""
    return case.is_access or gone(case)


def lacking(case: CaseFolder) -> list[Fact]:
    """The facts that a certificate needs and nobody has stated: they can be asked for."""
    return [fact for fact in FACTS if fact.key not in case.facts]


def unstated(case: CaseFolder) -> list[str]:
    """What a certificate needs besides, that nobody has stated in the case file."""
    keys = [key for key in LISTS if key != NAMES and key not in case.facts]
    return keys + ([] if case.snapshots or case.names else [NAMES])


def _looking(case: CaseFolder, site: Site, now: datetime, make: CommandLines) -> CaseStep | None:
    """A look that is not there, or is older than a removal."""
    erased, cached = case.newest("erase"), case.newest("cache")
    if erased and make.cached and not _follows(case, cached, erased):
        return make.evict()
    removals = [each for each in case.documents if each.removes]
    for look in make.looks():
        found = case.newest(look.command, look.account)
        if found is None or found.verdict == Verdict.NOT_DELETED:
            return look.step()
        if _awaited(case, found, now) or _unread(case, found):
            return look.step()
        if look.command != "verify" and not _is_for_all(case, found):
            return look.step()
        if look.command != "logs" and not all(_follows(case, found, each) for each in removals):
            return look.step()
    return None


def _follows(case: CaseFolder, found: CaseDocument | None, other: CaseDocument) -> bool:
    """Whether a document is about a moment after another's run. Moments are told to the second:
    within one, their order decides."""
    if found is None or found.seen < other.finished:
        return False
    return case.documents.index(found) > case.documents.index(other)


def _awaited(case: CaseFolder, found: CaseDocument, now: datetime) -> bool:
    """Whether something that was to go by itself should have gone since, or a day has come on
    which the case is to be checked again."""
    awaited = [*until(found), *again(case)] if found.command == "verify" else []
    return any(found.seen < day <= now for day in awaited)


def again(case: CaseFolder) -> list[datetime]:
    """The beginning of each day on which people want it checked again. Raises UsageError for what
    is no day."""
    left = case.facts.get("left")
    entries = [each for each in (left if isinstance(left, list) else ()) if isinstance(each, dict)]
    stated = [("left.again_on", each["again_on"]) for each in entries if "again_on" in each]
    if "recheck_on" in case.facts:
        stated.append(("recheck_on", case.facts["recheck_on"]))
    here = zone(str(case.facts.get("time_zone", "UTC")))
    return [datetime.combine(day(*each), time.min, here) for each in stated]


def until(found: CaseDocument, *, whole: bool = False) -> list[datetime]:
    """When what expires of each place is gone; with `whole` of those of which all does."""
    checks = [e for e in found.data["checks"] if not whole or e["outcome"] == Result.RETAINED]
    days = [each["until"] for each in checks if each["until"] and each["retained"]]
    return sorted(datetime.fromisoformat(day).astimezone(UTC) for day in days)


def _unread(case: CaseFolder, found: CaseDocument) -> bool:
    """Whether a review lies in the folder that a search has not read."""
    if found.command != "find-mentions":
        return False
    known = {each["digest"] for each in found.data.get("held_in") or ()}
    return any(digest(path) not in known for path in case.reviews(found.command))


def _is_for_all(case: CaseFolder, found: CaseDocument) -> bool:
    """Whether a look was for every account and name of the person; one by hand may not be."""
    return found.accounts >= {*case.user_ids} and case.sought <= _names(case, found)


def _names(case: CaseFolder, found: CaseDocument) -> set[str]:
    """The keyed hashes of the names that a look was made with: those that a search tells, and of
    another look those of the search before it."""
    before = case.documents[: case.documents.index(found) + 1]
    searches = [each for each in before if each.command == "find-mentions"]
    return set(searches[-1].data["searched"].get("tokens", ())) if searches else set()


def undecided(found: CaseDocument) -> int:
    """How many mentions wait for somebody's decision."""
    return sum(each["decision"] is None for each in found.data["mentions"])


def _reviewing(case: CaseFolder) -> Turn | None:
    found = case.newest("find-mentions")
    if found is None or not (number := undecided(found)):
        return None
    contested = found.part("review").get("contested")
    page = found.path.with_name(found.path.name.replace("find-mentions.json", "worklist.html"))
    key, where = "review_contested" if contested else "review", {"page": page, "folder": case.path}
    return turn("review", key, n=number, contested=contested, **where)


def _delete(living: Collection[int], words: Words) -> str:
    every = [words("report.subject", kind=words("kind.user"), id=each) for each in living]
    whom = every[0]
    for each in every[1:]:
        whom = words("sums.both", first=whom, second=each)
    return words("case_turn.delete", whom=whom, next=NEXT)


def _removing(case: CaseFolder, make: CommandLines) -> CaseStep | None:
    common = [d for c in ("find-mentions", "files") if (d := case.newest(c))]
    # One account after the other: what the plan of one removes is looked at before the next.
    for verified in case.verified:
        sources = [verified, *common]
        if any(map(_removable, sources)):
            wanted = {each.digest for each in sources}
            plan = next((each for each in reversed(case.plans) if each.sources == wanted), None)
            if plan is None:
                return make.plan(verified, sources)
            if plan.rows and plan.digest not in case.carried_out:
                return make.erase(verified, plan)
    cached, looked = case.newest("cache"), [*case.verified, *common]
    served = any(entry["outcome"] == "leftover" for each in looked for entry in each.data["cache"])
    if served and not all(_follows(case, cached, each) for each in case.verified):
        return make.evict()
    return None


def _removable(found: CaseDocument) -> bool:
    """Whether a plan may be able to remove something of what was found."""
    review = found.part("review")
    if found.command == "find-mentions":
        return bool(review.get("to_erase") or review.get("still_there"))
    if found.command == "files":
        return any(each["kind"] == "orphan" for each in found.data.get("files") or ())
    return any(each["outcome"] == "leftover" for each in found.data["checks"])


def _proving(case: CaseFolder) -> Turn:
    if case.certified() == {each.digest for each in case.evidence}:
        return turn("done", "done")
    stored, plan = case.newest("files"), case.plans[-1] if case.plans else None
    script = None
    if stored and plan and stored.digest in plan.sources and _removable(stored):
        script = plan.path.with_name(f"{plan.path.stem}-files.sh")
    return Turn("certificate", partial(_certify, case, script))


def _left(case: CaseFolder) -> dict[str, int]:
    """Places with leftovers, and mentions that are to be erased, which stay after every plan."""
    places = sum(e["outcome"] == Result.LEFTOVER for d in case.verified for e in d.data["checks"])
    searched = case.newest("find-mentions")
    review = searched.part("review") if searched else {}
    texts = sum(review.get(key) or 0 for key in ("to_erase", "still_there"))
    return {key: n for key, n in (("left_places", places), ("left_texts", texts)) if n}


def _what_is_left(left: Mapping[str, int], words: Words) -> str:
    every = [words(f"case_turn.{key}", n=number) for key, number in left.items()]
    return every[0] if len(every) == 1 else words("sums.both", first=every[0], second=every[1])


def _certify(case: CaseFolder, script: Path | None, words: Words) -> str:
    listed, asked = unstated(case), [fact.key for fact in lacking(case)]
    said = words("case_turn.certify")
    if asked:
        said = words("case_turn.certify_asks", step=said, facts=", ".join(asked))
    if listed:
        file = case.path / CASE
        said = words("case_turn.fill_in", facts=", ".join(listed), file=file, step=said)
    if (left := _left(case)) and case.plans and "left" not in case.facts:
        plan = case.plans[-1].path
        why, what = plan.with_name(f"{plan.stem}-plan.txt"), _what_is_left(left, words)
        number, file = sum(left.values()), case.path / CASE
        said = words("case_turn.left", n=number, what=what, plan=why, file=file, step=said)
    return words("case_turn.files", script=script, step=said) if script else said
