"""What is next in a case, as the files of its folder say: a command line, or a person's turn."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from operasure.cases.folder import CASE, KEY, SNAPSHOT, CaseDocument, CaseFolder, CasePlan
from operasure.cases.site import Site
from operasure.core.model import Verdict
from operasure.reports.certificate.facts import FACTS, LISTS, NAMES
from operasure.reports.evidence.held import digest

NEXT = "'operasure case next'"
ASKED = {"erase", "evict"}
"""Steps that ask before they change something."""


@dataclass(frozen=True)
class CaseStep:
    """A command line without `operasure`; `name` says which step of a case it is."""

    name: str
    words: tuple[str, ...]


_Make = Callable[[], CaseStep]


@dataclass(frozen=True)
class Turn:
    """A person's turn: `what` is deletion, names, review or certificate, or done; `says` what to
    do."""

    what: str
    says: str


def due(case: CaseFolder, site: Site, now: datetime, *, exists: bool) -> CaseStep | Turn:
    """The next step. `exists` says whether the account is there, as far as nothing was verified.

    A look counts if it is younger than every removal, a plan if it was made of the looks that
    count, and a removal if its document is there. So whatever was interrupted is done again.
    """
    make = _CommandLines(case, site)
    if not case.has(KEY):
        return CaseStep("key", ("keygen", "--case", "-o", make.at(KEY)))
    if not gone(case) and exists:
        if not (case.has(SNAPSHOT) or case.documents):
            return make.snapshot()
        return Turn("deletion", f"delete user {case.user_id} in OpenProject, then run {NEXT}")
    if not (case.has(SNAPSHOT) or case.names):
        if case.certificates:
            return Turn("done", "nothing: what named the person is gone")
        return Turn(
            "names", f"fill in who it was under [subject] in {case.path / CASE}, then run {NEXT}"
        )
    return (
        _looking(case, site, now, make)
        or _reviewing(case)
        or _removing(case, make)
        or _proving(case)
    )


def gone(case: CaseFolder) -> bool:
    """Whether the newest document of verify says that the account is no more. One that was deleted
    may come back, from a directory for example."""
    found = case.newest("verify")
    return found is not None and found.verdict != Verdict.NOT_DELETED


def missing(case: CaseFolder) -> list[str]:
    """What a certificate needs that nobody has stated."""
    lacking = [fact.key for fact in FACTS if fact.key not in case.facts]
    lacking += [key for key in LISTS if key != NAMES and key not in case.facts]
    return lacking + ([NAMES] if not (case.has(SNAPSHOT) or case.names) else [])


def _looking(case: CaseFolder, site: Site, now: datetime, make: _CommandLines) -> CaseStep | None:
    """A look that is not there, or is older than a removal."""
    erased, cached = case.newest("erase"), case.newest("cache")
    if erased and site.memcached and not _follows(case, cached, erased):
        return make.evict()
    removals = [each for each in case.documents if each.removes]
    for command, look in make.looks().items():
        found = case.newest(command)
        if found is None or found.verdict == Verdict.NOT_DELETED:
            return look()
        if _expired(found, now) or _unread(case, found):
            return look()
        if command != "verify" and not case.sought <= _names(case, found):
            return look()
        if command != "logs" and not all(_follows(case, found, each) for each in removals):
            return look()
    return None


def _follows(case: CaseFolder, found: CaseDocument | None, other: CaseDocument) -> bool:
    """Whether a document is about a moment after another's run. Moments are told to the second:
    within one, their order decides."""
    if found is None or found.seen < other.finished:
        return False
    return case.documents.index(found) > case.documents.index(other)


def _expired(found: CaseDocument, now: datetime) -> bool:
    """Whether something that was to go by itself should have gone since."""
    return found.command == "verify" and any(found.seen < day <= now for day in until(found))


def until(found: CaseDocument) -> list[datetime]:
    """When what goes by itself is gone."""
    days = [each["until"] for each in found.data["checks"] if each["until"] and each["retained"]]
    return sorted(datetime.fromisoformat(day).astimezone(UTC) for day in days)


def _unread(case: CaseFolder, found: CaseDocument) -> bool:
    """Whether a review lies in the folder that a search has not read."""
    if found.command != "find-mentions":
        return False
    known = {each["digest"] for each in found.data.get("held_in") or ()}
    return any(digest(path) not in known for path in case.reviews(found.command))


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
    contested = (found.data.get("review") or {}).get("contested")
    more = f", {contested} of them decided in ways that contradict each other" if contested else ""
    page = found.path.with_name(found.path.name.replace("find-mentions.json", "worklist.html"))
    return Turn(
        "review",
        f"review {number} mentions{more}: open {page} in a browser, put what it exports into "
        f"{case.path}, then run {NEXT}",
    )


def _removing(case: CaseFolder, make: _CommandLines) -> CaseStep | None:
    sources = [d for c in ("verify", "find-mentions", "files") if (d := case.newest(c))]
    if any(map(_removable, sources)):
        wanted = {each.digest for each in sources}
        plan = next((each for each in reversed(case.plans) if each.sources == wanted), None)
        if plan is None:
            return make.plan(sources)
        done = {(each.data.get("erasure") or {}).get("plan") for each in case.all("erase")}
        if plan.rows and plan.digest not in done:
            return make.erase(plan)
    cached, verified = case.newest("cache"), case.newest("verify")
    served = any(entry["outcome"] == "leftover" for each in sources for entry in each.data["cache"])
    if served and verified and not _follows(case, cached, verified):
        return make.evict()
    return None


def _removable(found: CaseDocument) -> bool:
    """Whether a plan may be able to remove something of what was found."""
    review = found.data.get("review") or {}
    if found.command == "find-mentions":
        return bool(review.get("to_erase") or review.get("still_there"))
    if found.command == "files":
        return any(each["kind"] == "orphan" for each in found.data.get("files") or ())
    return any(each["outcome"] == "leftover" for each in found.data["checks"])


def evidence(case: CaseFolder) -> list[CaseDocument]:
    """The documents for a certificate: of what looks the newest, of what removes all."""
    looks = [d for c in ("verify", "find-mentions", "logs", "files") if (d := case.newest(c))]
    return [*looks, *case.all("cache"), *case.all("erase")]


def _proving(case: CaseFolder) -> Turn:
    if case.certified() == {each.digest for each in evidence(case)}:
        return Turn("done", "nothing; 'operasure case close' removes what has expired")
    lacking = missing(case)
    stored, plan = case.newest("files"), case.plans[-1] if case.plans else None
    if stored and plan and stored.digest in plan.sources and _removable(stored):
        script = plan.path.with_name(f"{plan.path.stem}-files.sh")
        files = f"'sh {script}' says which files without a row it would remove; "
    else:
        files = ""
    first = f"fill in {', '.join(lacking)} in {case.path / CASE}, then " if lacking else ""
    return Turn("certificate", f"{files}{first}run 'operasure case certify'")


class _CommandLines:
    """The command lines of a case: the options of each, from the folder and the site file."""

    def __init__(self, case: CaseFolder, site: Site) -> None:
        self._case, self._site = case, site

    def at(self, name: str) -> str:
        """A file of the folder."""
        return str(self._case.path / name)

    def numbered(self, name: str) -> str:
        """A file of the next step."""
        return self.at(f"{self._case.number:02}{name}")

    def snapshot(self) -> CaseStep:
        case = self._case
        reference = str(case.facts.get("reference", case.path.name))
        words = ("snapshot", "--user-id", str(case.user_id), "--case", reference)
        return CaseStep("snapshot", (*words, "-o", self.at(SNAPSHOT), *self._reading()))

    def looks(self) -> dict[str, _Make]:
        """Every look of a round, in its order."""
        found: dict[str, _Make] = {"verify": self.verify, "find-mentions": self.find_mentions}
        if self._site.logs:
            found["logs"] = self.logs
        if self._site.attachments:
            found["files"] = self.files
        return found

    def verify(self) -> CaseStep:
        words = ["verify", "--user-id", str(self._case.user_id)]
        if self._case.has(SNAPSHOT):
            words += ["--snapshot", self.at(SNAPSHOT)]
            words += _each("--erased", [d.path for d in self._case.all("erase")])
        words += _each("--accept", filter(None, [self._site.accept]))
        return self._kept("verify", words, self._reading(), self._cached())

    def find_mentions(self) -> CaseStep:
        words = ["find-mentions", *self._person()]
        words += _each("--reviewed", self._case.reviews("find-mentions"))
        words += ["--html", self.numbered("-worklist.html")]
        return self._kept("find-mentions", words, self._reading(), self._cached())

    def logs(self) -> CaseStep:
        return self._kept("logs", ["logs", *map(str, self._site.logs), *self._person()])

    def files(self) -> CaseStep:
        words = ["files", "--attachments-dir", str(self._site.attachments), *self._person()]
        words += _each("--reviewed", self._case.reviews("files"))
        words += ["--contact-sheet", self.numbered("-contact-sheet.html")]
        return self._kept("files", words, _each("--schema", filter(None, [self._site.schema])))

    def plan(self, sources: list[CaseDocument]) -> CaseStep:
        words = ["plan", *(str(each.path) for each in sources), *self._person()]
        reviews = [*self._case.reviews("find-mentions"), *self._case.reviews("files")]
        words += [*_each("--reviewed", reviews), "--case-key", self.at(KEY)]
        words += ["--plan", self.numbered(".plan"), "--script", self.numbered(".sql")]
        words += ["--preview", self.numbered("-preview.html"), "-o", self.numbered("-plan.txt")]
        if self._site.attachments:
            words += ["--attachments-dir", str(self._site.attachments)]
            words += ["--files-script", self.numbered("-files.sh")]
        return CaseStep("plan", (*words, *self._reading()))

    def erase(self, plan: CasePlan) -> CaseStep:
        words = ["erase", "--plan", str(plan.path)]
        words += _each("--passphrase-file", filter(None, [self._site.undo_passphrase_file]))
        words += _each("--attachments-dir", filter(None, [self._site.attachments]))
        return self._kept("erase", words)

    def evict(self) -> CaseStep:
        made = self._kept("cache", ["cache", "--evict", *self._person()], self._cached())
        return CaseStep("evict", made.words)

    def certificate(self) -> CaseStep:
        case, site = self._case, self._site
        words = ["certificate", *_each("--evidence", [d.path for d in evidence(case)])]
        words += ["--case", self.at(CASE), "--case-key", self.at(KEY)]
        words += _each("--key", filter(None, [site.signing_key]))
        words += _each("--passphrase-file", filter(None, [site.signing_passphrase_file]))
        words += ["--snapshot", self.at(SNAPSHOT)] if case.has(SNAPSHOT) else []
        words += _each("--previous", case.certificates[-1:])
        words += ["--language", site.language] if site.language else []
        return CaseStep("certificate", (*words, "-o", self.numbered("-certificate")))

    def _person(self) -> list[str]:
        case = self._case
        known = ["--snapshot", self.at(SNAPSHOT)] if case.has(SNAPSHOT) else []
        known = known or ["--user-id", str(case.user_id)]
        return known + (["--names-file", self.at(CASE)] if case.names else [])

    def _reading(self) -> list[str]:
        schema = _each("--schema", filter(None, [self._site.schema]))
        return schema + _each("--queries", self._site.queries)

    def _cached(self) -> list[str]:
        return _each("--memcached", self._site.memcached)

    def _kept(self, command: str, *words: list[str]) -> CaseStep:
        """A command whose document is kept, and sealed where there is a key."""
        given = [word for own in words for word in own] + ["--case-key", self.at(KEY)]
        given += _each("--key", filter(None, [self._site.signing_key]))
        if self._site.signing_key:
            secret = filter(None, [self._site.signing_passphrase_file])
            given += _each("--key-passphrase-file", secret)
        return CaseStep(command, (*given, "-o", self.numbered(f"-{command}.json")))


def _each(option: str, values: Iterable[Any]) -> list[str]:
    return [word for value in values for word in (option, str(value))]


def again(case: CaseFolder, site: Site) -> list[str]:
    """The commands that look, in their order, where everything is to be looked at again."""
    return list(_CommandLines(case, site).looks()) if gone(case) else []


def look(case: CaseFolder, site: Site, command: str) -> CaseStep:
    """The command line of one look."""
    return _CommandLines(case, site).looks()[command]()


def certificate(case: CaseFolder, site: Site) -> CaseStep:
    """The command line that certifies a case as it stands."""
    return _CommandLines(case, site).certificate()


def find_mentions(case: CaseFolder, site: Site) -> CaseStep:
    """The command line that writes the work list."""
    return _CommandLines(case, site).find_mentions()
