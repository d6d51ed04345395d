"""Finding logins and email addresses: as OpenProject's mention forms, as words, inside others."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from operasure.matching import variants as v
from operasure.matching.decode import Reading
from operasure.matching.fold import FOLD, INVISIBLE, SOFT
from operasure.matching.identity import Identity, is_short
from operasure.matching.mail import international
from operasure.matching.names import distinct
from operasure.matching.variants import Found

_TELLING = 6
"""Characters of a login that is likely meant where it is part of a compound (file-jmueller.pdf)."""

_GAP = f"[{INVISIBLE}{SOFT}]{{0,20}}+"
_TAGGED = re.compile(r"\+[^@]*@")
"""What stands behind a plus sign gets to the same mailbox (RFC 5233)."""
_PLUS = r"(?:\+[\w.-]{1,64}+)?"
_OPEN, _SHUT = r"\s?[\[({<]\s?", r"\s?[\])}>]\s?"
_AT = rf"(?:@|{_OPEN}(?:[aä]t?|@){_SHUT}|\s(?:[aä]t|@)\s|\s@|@\s)"
_DOT = rf"(?:\.|{_OPEN}(?:dot|punkt|point|\.){_SHUT}|\s(?:dot|punkt|point)\s)"
"""The signs of an address as people write them against harvesting: `jb (at) example [dot] org`."""
_JOINING = ".-_+"
_ROLES = frozenset(
    "admin contact dev help hello hr info it jobs kontakt mail mailer me noreply no-reply office "
    "post postmaster press root sales service staff support team test user users web "
    "webmaster".split()
)
"""Local parts that many addresses have."""
_GOOGLE = ("gmail.com", "googlemail.com")
"""Hosts of the same mailboxes."""
_FORM = re.compile(rf"(?:(?<!\w)|(?<=\\[nrt]))user[:#][\"'{INVISIBLE}{SOFT}]{{0,4}}$")


@dataclass(frozen=True, slots=True)
class LoginText:
    """Something a person logs in with or gets mail at, folded."""

    kind: Literal["login", "mail", "mailbox", "mail name"]
    """`mailbox`: an address without the tag behind a plus sign that was given with it."""
    text: str

    @property
    def as_word(self) -> bool:
        """Whether its local part, or all of a login, is told from other words where it stands
        alone."""
        return not is_short(self.text.partition("@")[0])


def accounts(identity: Identity) -> list[LoginText]:
    """What to look for; the longest first, so that an address goes before its local part."""
    logins = distinct(login.translate(FOLD) for login in identity.logins)
    mails = distinct(mail.translate(FOLD) for each in identity.mails for mail in _hosts(each))
    untagged = distinct(_TAGGED.sub("@", mail) for mail in mails if _TAGGED.search(mail[1:]))
    mailboxes = [mail for mail in untagged if mail not in mails]
    local = distinct(mail.partition("@")[0] for mail in (*mails, *mailboxes))
    found = [
        *(LoginText("mail", mail) for mail in mails),
        *(LoginText("mailbox", mail) for mail in mailboxes),
        *(LoginText("login", login) for login in logins),
        *(LoginText("mail name", name) for name in local if name not in logins),
    ]
    wanted = [a for a in found if a.kind != "mail name" or a.as_word]
    return sorted(wanted, key=lambda account: -len(account.text))


def _hosts(mail: str) -> tuple[str, ...]:
    """An address as it was given, and with its host in letters instead of Punycode (RFC 3492); of
    Google's, which looks at no full stop and has two hosts for each, as it is most often written.
    """
    local, at, host = mail.rpartition("@")
    if host.lower() in _GOOGLE:
        ways = distinct((local, local.replace(".", "")))
        return mail, *(f"{way}@{each}" for way in ways for each in _GOOGLE)
    return mail, f"{local}{at}{international(host)}"


def gravatars(mails: Iterable[str]) -> dict[str, str]:
    """Digest by which gravatar.com knows an address (MD5, newer SHA-256), to the address."""
    found: dict[str, str] = {}
    for mail in mails:
        plain = mail.strip().lower().encode()
        found[hashlib.md5(plain, usedforsecurity=False).hexdigest()] = mail
        found[hashlib.sha256(plain).hexdigest()] = mail
    return found


class LoginFinder:
    """Looks for the logins and email addresses of an identity."""

    def __init__(self, identity: Identity) -> None:
        self._accounts = {account.text: account for account in accounts(identity)}
        ways = [
            _literal(local) + _GAP + _PLUS + _GAP + _AT + _GAP + _host(domain)
            for local, at, domain in (text.rpartition("@") for text in self._accounts)
            if at
        ]
        ways += [_literal(text) for text in self._accounts if "@" not in text]
        self._pattern = re.compile("|".join(ways)) if ways else None
        digests = "|".join(gravatars(identity.mails))
        self._digest = re.compile(rf"(?<![0-9a-f])(?:{digests})(?![0-9a-f])") if digests else None

    def find(self, reading: Reading, *, structured: bool) -> Iterator[Found]:
        """What the reading shows of them. `structured`: a login that is all of the text counts as
        certain."""
        if self._digest is not None:
            for digest in self._digest.finditer(reading.folded):
                yield Found(*digest.span(), v.GRAVATAR, "certain")
        if self._pattern is None:
            return
        match = self._pattern.search(reading.folded)
        while match is not None:
            found = self._judge(reading, *match.span(), structured)
            if found is not None:
                yield found
            at = match.end() if found is not None else match.start() + 1
            match = self._pattern.search(reading.folded, at)

    def _judge(self, reading: Reading, start: int, end: int, structured: bool) -> Found | None:
        text = "".join(c for c in reading.folded[start:end] if c not in (INVISIBLE, SOFT))
        plain = re.sub(_AT, "@", re.sub(_DOT, ".", text))
        account = self._accounts.get(plain) or self._accounts.get(_TAGGED.sub("@", plain))
        left, right = _left(reading, start), _right(reading, end)
        if account is None or "@" in account.text:
            if left != "none" or right != "none":
                return None
            if account is None or account.kind == "mail":
                return Found(start, end, v.MAIL, "certain" if text == plain else "likely")
            # Others may have the same mailbox, and tags of their own.
            return Found(start, end, v.MAIL, "likely" if plain == account.text else "possible")
        if "word" in (left, right):
            return None
        if account.kind == "login":
            return self._login(reading, account, start, end, structured)
        vague = text in _ROLES or _compound(left, right)
        return Found(start, end, v.MAIL_NAME, "possible" if vague else "likely")

    def _login(
        self, reading: Reading, account: LoginText, start: int, end: int, structured: bool
    ) -> Found | None:
        left, right = _left(reading, start), _right(reading, end)
        form = _FORM.search(reading.folded, max(0, start - 12), start)
        if form is not None and right != "joined":
            return Found(form.start(), end, v.LOGIN_FORM, "certain")
        if left == "at" and right != "joined":
            return Found(start - 1, end, v.LOGIN_MENTION, "certain")
        if structured and not reading.folded[:start].strip() and not reading.folded[end:].strip():
            return Found(start, end, v.LOGIN, "certain" if account.as_word else "likely")
        if not account.as_word:
            return None
        vague = _compound(left, right) and len(account.text) < _TELLING
        return Found(start, end, v.LOGIN, "possible" if vague else "likely")


Side = Literal["none", "word", "joined", "at"]
"""What an account touches: nothing, a letter or digit, another word through one of `.-_+`, or an
`@` that nothing stands before."""


def _compound(left: Side, right: Side) -> bool:
    return "joined" in (left, right)


def _left(reading: Reading, start: int) -> Side:
    folded = reading.folded
    at = start - 1
    while at >= 0 and folded[at] == INVISIBLE and start - at < 20:
        at -= 1
    if at < 0:
        return "none"
    before = folded[at - 1 : at] if at else ""
    if folded[at].isalnum():
        escaped = before == "\\" and folded[at] in "nrt"
        return "none" if escaped else "word"
    if folded[at] == "@":
        return "word" if before.isalnum() or before in ("_", "-", ".") else "at"
    return "joined" if folded[at] in _JOINING and before.isalnum() else "none"


def _right(reading: Reading, end: int) -> Side:
    folded = reading.folded
    at = end
    while at < len(folded) and folded[at] == INVISIBLE and at - end < 20:
        at += 1
    here, behind = folded[at : at + 1], folded[at + 1 : at + 2]
    if here.isalnum():
        return "word"
    if here not in _JOINING or not here or not behind.isalnum():
        return "none"
    shown = reading.shown
    new_sentence = here == "." and shown[at + 1].isupper() and shown[end - 1].islower()
    return "none" if new_sentence else "joined"


def _host(domain: str) -> str:
    return f"{_GAP}{_DOT}{_GAP}".join(map(_literal, domain.split(".")))


def _literal(text: str) -> str:
    return _GAP.join(map(re.escape, text))
