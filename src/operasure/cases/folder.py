"""The folder of a case and its files: the only record of how far a case is.

There is no other record of how far a case is.

case.toml              what only people know (docs/case-file.md), and the id of the account
case.key  case.log     the key of the case; every command line that was run, with its exit code
snapshot.json          from before the deletion; snapshot-ID.json of a further account
NN-COMMAND.json        the evidence document of a run, with its seal; NN counts the steps
NN-worklist.html       what is to be reviewed; the reviews that it exports, under any name
NN.plan  NN-plan.txt   a plan, with its script, its list, its preview and its undo file
NN-carried.json        the decisions that hold once it is carried out
NN-certificate         a certificate
NN-answer              an answer to a request for access; NN-answer-ID of a further account
"""

from __future__ import annotations

import fcntl
import hashlib
import hmac
import os
import re
import shutil
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from operasure.cases import document
from operasure.cases.document import CaseDocument
from operasure.core import keeping, strict
from operasure.core.errors import OperasureError, UsageError, readable
from operasure.erase import file, wording
from operasure.looks.files.record import PURPOSE as OF_FILES
from operasure.looks.mentions.find import PURPOSE as OF_MENTIONS
from operasure.matching import given
from operasure.reports import prune
from operasure.reports.certificate import folder as certificates
from operasure.reports.certificate import keys, token
from operasure.reports.certificate.case import accounts
from operasure.reports.certificate.facts import day

CASE, KEY, LOG, SNAPSHOT = "case.toml", "case.key", "case.log", "snapshot.json"
CARRIED = "-carried.json"
"""Ends the name of the decisions that hold once a plan is carried out."""
_NUMBER = re.compile(r"(\d\d+)[.-]")
_CERTIFICATE = re.compile(r"\d\d+-certificate")
_ANSWER = re.compile(r"\d\d+-answer(?:-(\d{1,19}))?")
KINDS = ("erasure", "access")
"""What a case is about: Art. 17 GDPR, or Art. 15 and 20."""
_DRAFT = re.compile(
    r"\.(?:(?:case\.|snapshot(?:-\d+)?\.json|review-[0-9a-f]{16}\.json|\d\d+[.-]).*|removed)"
    r"\.[a-z0-9_]{8}"
)
"""A file or folder that a command was writing (core/writing.py) or removing (reports/prune.py) when
it was killed."""


class FolderBusy(OperasureError):
    """Another run is at work in the folder (exit 3): nothing was done."""

    exit_code = 3


@dataclass(frozen=True)
class CasePlan:
    """A plan: the digests of the documents that it was made from, and how many rows it is about."""

    path: Path
    digest: str
    sources: frozenset[str]
    rows: int


@dataclass(frozen=True)
class CaseFolder:
    """A folder as it stands. `documents` are those of this case, the oldest first."""

    path: Path
    facts: Mapping[str, Any]
    documents: Sequence[CaseDocument]
    ignored: Sequence[Path] = ()
    """Documents of somebody else, of a backup, or of a dry run."""

    @cached_property
    def user_ids(self) -> tuple[int, ...]:
        """The accounts of the person."""
        return accounts(self.facts)

    @property
    def reference(self) -> str:
        """The reference of the request."""
        return str(self.facts.get("reference", self.path.name))

    @property
    def is_access(self) -> bool:
        """Whether the request is one for access."""
        return bool(self.facts.get("kind") == "access")

    @property
    def is_answered(self) -> bool:
        """Whether the person has the answer: a certificate, or a copy of their data that somebody
        says to have sent. Raises UsageError."""
        if not self.is_access:
            return bool(self.certificates)
        return "answered_on" in self.facts and bool(day("answered_on", self.facts["answered_on"]))

    @cached_property
    def answers(self) -> dict[int, Path]:
        """The newest answer to a request for access, by account."""
        every = ((_ANSWER.match(path.name), path) for path in self.every_answer)
        return {int(met[1] or self.user_ids[0]): path for met, path in every if met}

    @property
    def every_answer(self) -> list[Path]:
        """The folders of its answers, the oldest first."""
        return self._numbered(_ANSWER)

    def has(self, name: str) -> bool:
        return (self.path / name).exists()

    def snapshot(self, account: int) -> Path:
        """Where the snapshot of an account lies, or is to lie."""
        first = account == self.user_ids[0]
        return self.path / (SNAPSHOT if first else f"snapshot-{account}.json")

    @property
    def snapshots(self) -> dict[int, Path]:
        """The snapshots that are there, by account."""
        every = {each: self.snapshot(each) for each in self.user_ids}
        return {account: path for account, path in every.items() if path.exists()}

    def newest(self, command: str, account: int | None = None) -> CaseDocument | None:
        """The newest document of a command, of one account where that is given."""
        return next(
            (
                each
                for each in reversed(self.documents)
                if each.command == command and account in {None, each.account}
            ),
            None,
        )

    @property
    def evidence(self) -> list[CaseDocument]:
        """The documents for a certificate: of what looks the newest, of what removes all."""
        looks = [d for c in ("find-mentions", "logs", "files") if (d := self.newest(c))]
        return [*self.verified, *looks, *self.all("cache"), *self.all("erase")]

    @property
    def verified(self) -> list[CaseDocument]:
        """The newest document of verify of each account that has one."""
        return [d for each in self.user_ids if (d := self.newest("verify", each))]

    def all(self, command: str) -> list[CaseDocument]:
        return [each for each in self.documents if each.command == command]

    @cached_property
    def names(self) -> list[str]:
        """What the case file states of the person, beside the snapshot."""
        subject = self.facts.get("subject", {})
        return [each for key in ("names", "logins", "mails") for each in subject.get(key, [])]

    @cached_property
    def sought(self) -> frozenset[str]:
        """The keyed hashes of what the case file states of the person, as a search tells them."""
        if not (self.names and self.has(KEY)):
            return frozenset()
        stated = given.identity([given.read((self.path / CASE).read_bytes(), CASE)])
        return frozenset(token.of_person(keys.read_case(self.path / KEY), stated))

    @cached_property
    def number(self) -> int:
        """The number of the next step: what a killed one has left is written over."""
        done = [d.path for d in self.documents] + [p.path for p in self.plans]
        done += [*self.certificates, *self.answers.values()]
        return 1 + max((int(m[1]) for p in done if (m := _NUMBER.match(p.name))), default=0)

    @cached_property
    def plans(self) -> list[CasePlan]:
        """Every whole plan: its list is written last."""
        if not self.has(KEY):
            return []
        key, found = keys.read_case(self.path / KEY), []
        for path in sorted(self.path.glob("*.plan")):
            if path.with_name(f"{path.stem}-plan.txt").exists():
                read = file.read(path, key)
                sources = frozenset(each.digest for each in read.head.sources)
                rows = wording.summed(read.head, read.parts()).total
                found.append(CasePlan(path, read.digest, sources, rows))
        return found

    def reviews(self, command: str) -> list[Path]:
        """The reviews in the folder that were exported from the pages of `find-mentions` or
        `files` of this case."""
        if not self.has(KEY):
            return []
        purpose = OF_FILES if command == "files" else OF_MENTIONS
        own = hmac.digest(keys.read_case(self.path / KEY), purpose, hashlib.sha256).hex()
        found = [path for path in self._of_kind("review") if f'"{own}"' in document.start(path)]
        return [path for path in found if path not in self._ahead]

    @cached_property
    def carried_out(self) -> set[str | None]:
        """The digests of the plans that were carried out."""
        return {each.part("erasure").get("plan") for each in self.all("erase")}

    @cached_property
    def _ahead(self) -> set[Path]:
        """The decisions that came with plans which are not carried out."""
        carried = {
            plan.path.with_name(plan.path.stem + CARRIED): plan.digest for plan in self.plans
        }
        every = self.path.glob(f"*{CARRIED}")
        return {path for path in every if carried.get(path) not in self.carried_out}

    def strangers(self) -> list[Path]:
        """Reviews that belong to another case."""
        own = {*self.reviews("find-mentions"), *self.reviews("files"), *self._ahead}
        return [path for path in self._of_kind("review") if path not in own]

    def _of_kind(self, kind: str) -> list[Path]:
        paths = (p for p in sorted(self.path.iterdir()) if p.is_file() and not p.is_symlink())
        heads = ((path, keeping.head(path)) for path in paths if not path.name.startswith("."))
        return [path for path, head in heads if head is not None and head.kind == kind]

    @cached_property
    def certificates(self) -> list[Path]:
        """The folders of its certificates, the oldest first."""
        return self._numbered(_CERTIFICATE)

    def _numbered(self, name: re.Pattern[str]) -> list[Path]:
        found = (p for p in self.path.iterdir() if name.fullmatch(p.name) and p.is_dir())
        return sorted(found, key=lambda p: int(p.name.partition("-")[0]))

    def certified(self) -> set[str]:
        """The digests of the documents that the newest certificate stands on."""
        if not self.certificates:
            return set()
        data = document.content(self.certificates[-1] / certificates.STATEMENT)
        return {each["original"] for each in data["predicate"]["evidence"]}


def facts(path: Path) -> dict[str, Any]:
    """The case file of a folder. Raises UsageError for a folder that is no case."""
    with readable(path / CASE):
        if not (path / CASE).exists():
            raise UsageError(f"{path} is no case: it has no {CASE}; 'operasure case new'")
    found = strict.toml(path / CASE)
    if found.get("kind", "erasure") not in KINDS:
        raise UsageError(f"{path / CASE}: kind must be one of {', '.join(KINDS)}")
    with suppress(UsageError):
        if accounts(found) and isinstance(found.get("subject", {}), dict):
            return found
    raise UsageError(f"{path / CASE} lacks user_id, the id of the account, or of each")


def read(path: Path) -> CaseFolder:
    """Read a folder. Raises UsageError for one that is no case, or a file in it that can't be
    read."""
    stated = facts(path)
    ids = accounts(stated)
    own: list[CaseDocument] = []
    ignored: list[CaseDocument] = []
    for each in sorted(path.glob("*.json")):
        if (found := document.read(each)) is not None:
            (own if _is_own(found, ids) else ignored).append(found)
    own.sort(key=lambda found: (found.finished, found.path.name))
    return CaseFolder(path, stated, own, [each.path for each in ignored])


def _is_own(found: CaseDocument, user_ids: Collection[int]) -> bool:
    is_dry, is_dump = found.part("erasure").get("dry_run"), found.part("installation").get("dump")
    return found.accounts <= {*user_ids} and not is_dry and not is_dump


def named(reference: str) -> str:
    """The name of the folder of a case. Raises UsageError for a reference that makes none."""
    if name := re.sub(r"[^\w.-]+", "-", reference).strip(".-"):
        return name
    raise UsageError("--reference must hold a letter or a digit")


def is_begun(path: Path, reference: str, user_ids: Sequence[int]) -> bool:
    """Whether the case is there already. Raises UsageError where another has its folder."""
    if not (path / CASE).exists():
        return False
    stated = facts(path)
    if accounts(stated) == tuple(user_ids) and stated.get("reference") == reference:
        return True
    raise UsageError(f"{path} is there already, and of another request")


def begin(path: Path) -> None:
    """Make the folder of a new case, mode 0700; one that a killed run has left empty is taken.
    Raises UsageError where there is something."""
    try:
        path.mkdir(mode=0o700, exist_ok=True)
        path.chmod(0o700)
        there = [each for each in path.iterdir() if not _DRAFT.fullmatch(each.name)]
    except OSError as error:
        raise UsageError(f"{path} can't be made: {error.strerror}") from error
    if there:
        is_case = path / CASE in there
        what = "go on with 'operasure case next'" if is_case else "it is no case, and not empty"
        raise UsageError(f"{path} is there already: {what}")


@contextmanager
def held(path: Path) -> Iterator[None]:
    """Hold a folder against a second run, remove what a killed one was just writing, and let nobody
    else read what was put there. Raises FolderBusy."""
    with locked(path):
        for each in path.iterdir():
            if _DRAFT.fullmatch(each.name):
                _clear(each)
            elif each.is_file() and not each.is_symlink() and each.stat().st_mode & 0o077:
                # A review that a browser has put there.
                each.chmod(0o600)
        yield


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """Hold a folder against a second run. Raises FolderBusy."""
    try:
        handle = os.open(path, os.O_RDONLY | os.O_DIRECTORY)
    except OSError as error:
        raise UsageError(f"{path} can't be opened: {error.strerror}") from error
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise FolderBusy(f"another run is at work in {path}: wait until it has ended") from None
        yield
    finally:
        os.close(handle)


def _clear(path: Path) -> None:
    with suppress(OSError):
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        else:
            prune.remove(path)
