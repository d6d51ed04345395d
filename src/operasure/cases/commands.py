"""The command lines of which a case is made."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial

from operasure.cases.document import CaseDocument
from operasure.cases.folder import CARRIED, CASE, KEY, CaseFolder, CasePlan
from operasure.cases.options import accepted, cached, reading, repeated
from operasure.cases.site import Site


@dataclass(frozen=True)
class CaseStep:
    """A command line without `operasure`; `name` says which step of a case it is, and `account`
    which of the person's accounts it is about, where there are several."""

    name: str
    words: tuple[str, ...]
    account: int | None = None


@dataclass(frozen=True)
class CaseLook:
    """A look of a round: its command, of verify the account, and the step that takes it."""

    command: str
    account: int | None
    step: Callable[[], CaseStep]


class CommandLines:
    """The command lines of a case: the options of each, from the folder and the site file."""

    def __init__(self, case: CaseFolder, site: Site) -> None:
        self._case, self._site = case, site

    def at(self, name: str) -> str:
        """A file of the folder."""
        return str(self._case.path / name)

    def numbered(self, name: str) -> str:
        """A file of the next step."""
        return self.at(f"{self._case.number:02}{name}")

    def snapshot(self, account: int) -> CaseStep:
        case = self._case
        words = ("snapshot", "--user-id", str(account), "--case", case.reference)
        made = (*words, "-o", str(case.snapshot(account)), *self._reading)
        return CaseStep("snapshot", made, self._one(account))

    def answer(self, account: int) -> CaseStep:
        case = self._case
        words = ["access", "--user-id", str(account), "--case", case.reference]
        words += repeated("--site", filter(None, [self._site.path]))
        further = "" if account == case.user_ids[0] else f"-{account}"
        name = self.numbered(f"-answer{further}")
        return CaseStep("access", (*words, "-o", name), self._one(account))

    def looks(self) -> list[CaseLook]:
        """Every look of a round, in its order."""
        if self._case.is_access:
            return [CaseLook("access", i, partial(self.answer, i)) for i in self._case.user_ids]
        found = [CaseLook("verify", i, partial(self.verify, i)) for i in self._case.user_ids]
        found.append(CaseLook("find-mentions", None, self.find_mentions))
        if self._site.logs:
            found.append(CaseLook("logs", None, self.logs))
        if self._site.attachments:
            found.append(CaseLook("files", None, self.files))
        return found

    def verify(self, account: int) -> CaseStep:
        case = self._case
        words = ["verify", "--user-id", str(account)]
        if account in case.snapshots:
            erased = case.all("erase")
            words += ["--snapshot", str(case.snapshots[account])]
            words += repeated("--erased", [each.path for each in erased])
            others = sorted({each.account for each in erased if each.account} - {account})
            words += repeated("--also-account", others)
        words += accepted(self._site)
        made = self._kept("verify", words, self._reading, self.cached)
        return replace(made, account=self._one(account))

    def find_mentions(self) -> CaseStep:
        words = ["find-mentions", *self._person()]
        words += repeated("--reviewed", self._case.reviews("find-mentions"))
        words += ["--html", self.numbered("-worklist.html"), *self._spoken()]
        return self._kept("find-mentions", words, self._reading, self.cached)

    def logs(self) -> CaseStep:
        return self._kept("logs", ["logs", *map(str, self._site.logs), *self._person()])

    def files(self) -> CaseStep:
        words = ["files", "--attachments-dir", str(self._site.attachments), *self._person()]
        words += repeated("--reviewed", self._case.reviews("files"))
        words += ["--contact-sheet", self.numbered("-contact-sheet.html"), *self._spoken()]
        return self._kept("files", words, repeated("--schema", filter(None, [self._site.schema])))

    def plan(self, verified: CaseDocument, sources: list[CaseDocument]) -> CaseStep:
        words = ["plan", *(str(each.path) for each in sources), *self._person()]
        reviews = [*self._case.reviews("find-mentions"), *self._case.reviews("files")]
        words += [*repeated("--reviewed", reviews), "--case-key", self.at(KEY)]
        words += ["--carried", self.numbered(CARRIED)] if reviews else []
        words += ["--plan", self.numbered(".plan"), "--script", self.numbered(".sql")]
        words += ["--preview", self.numbered("-preview.html"), *self._spoken()]
        words += ["-o", self.numbered("-plan.txt")]
        if self._site.attachments:
            words += ["--attachments-dir", str(self._site.attachments)]
            words += ["--files-script", self.numbered("-files.sh")]
        return CaseStep("plan", (*words, *self._reading), self._one(verified.account))

    def erase(self, verified: CaseDocument, plan: CasePlan) -> CaseStep:
        words = ["erase", "--plan", str(plan.path)]
        words += repeated("--passphrase-file", filter(None, [self._site.undo_passphrase_file]))
        words += repeated("--attachments-dir", filter(None, [self._site.attachments]))
        return replace(self._kept("erase", words), account=self._one(verified.account))

    def evict(self) -> CaseStep:
        made = self._kept("cache", ["cache", "--evict", *self._person()], self.cached)
        return CaseStep("evict", made.words)

    def certificate(self) -> CaseStep:
        case, site = self._case, self._site
        words = ["certificate", *repeated("--evidence", [d.path for d in case.evidence])]
        words += ["--case", self.at(CASE), "--case-key", self.at(KEY)]
        words += repeated("--key", filter(None, [site.signing_key]))
        words += repeated("--passphrase-file", filter(None, [site.signing_passphrase_file]))
        words += repeated("--snapshot", case.snapshots.values())
        words += repeated("--previous", case.certificates[-1:])
        words += self._spoken()
        return CaseStep("certificate", (*words, "-o", self.numbered("-certificate")))

    def _person(self) -> list[str]:
        case = self._case
        known = repeated("--snapshot", case.snapshots.values())
        known += repeated("--user-id", [i for i in case.user_ids if i not in case.snapshots])
        return known + (["--names-file", self.at(CASE)] if case.names else [])

    def _one(self, account: int | None) -> int | None:
        """The account that a step is about, where there are several."""
        return account if len(self._case.user_ids) > 1 else None

    def _spoken(self) -> list[str]:
        return repeated("--language", filter(None, [self._site.language]))

    @property
    def _reading(self) -> list[str]:
        return reading(self._site)

    @property
    def cached(self) -> list[str]:
        """The options that name the caches."""
        return cached(self._site)

    def _kept(self, command: str, *words: list[str]) -> CaseStep:
        """A command whose document is kept, and sealed where there is a key."""
        given = [word for own in words for word in own] + ["--case-key", self.at(KEY)]
        given += repeated("--key", filter(None, [self._site.signing_key]))
        if self._site.signing_key:
            secret = filter(None, [self._site.signing_passphrase_file])
            given += repeated("--key-passphrase-file", secret)
        return CaseStep(command, (*given, "-o", self.numbered(f"-{command}.json")))
