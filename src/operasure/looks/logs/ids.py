"""Where a user's id stands in a log line, and what tells that it is a user's.

A bare number says nothing. What OpenProject 17.1 writes:

- `user=42`, a key of every request and of its own logger's lines (lib/open_project/logging.rb:55),
  in the form of the formatter that is set (lograge, lib/lograge/formatters)
- `(zoe ID: 42 <…>)` (app/controllers/application_controller.rb:212)
- `user #42`, `User ##42`, `user 42`, `user42`, `Logging out #42`, `token #42`, `for #42`,
  `render 42 avatar` (app/services/users/logout_service.rb:41, app/controllers/my/
  access_tokens_controller.rb:83-160, app/mailers/application_mailer.rb:153, modules/avatars,
  modules/two_factor_authentication)
- `#<User id: 42, …>` (activerecord, core.rb, inspect)
- `users [7, 42]` (modules/ldap_groups/app/models/ldap_groups/synchronized_group.rb:87-106)
- SQL with its binds: `"users"."id" = $1 … [["id", 42]]` (activerecord, log_subscriber.rb)
- parameters: `"assigned_to_id"=>"42"`, `{"assignee":{"operator":"=","values":["42"]}}`; the API's
  lines carry them too (grape_logging, middleware/request_logger.rb, `params`)

- what PostgreSQL and Rails say of rows: `Key (id)=(42) is still referenced`, `Couldn't find User
  with 'id'=42` (activerecord, relation/finder_methods.rb); quotes are doubled in csvlog
- objects and dotted keys of structured logs: `{"user":{"id":42}}`, `"user.id":"42"` (Elastic Common
  Schema, user fields; OpenTelemetry, user and enduser attributes)

Links, mention tags and GlobalIDs are the matcher's business; GlobalIDs in base64 the cache's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from urllib.parse import unquote

from operasure.looks.cache import ids as cached
from operasure.matching import escapes

REQUEST, SQL, ATTRIBUTE, NUMBERED = "request", "sql", "attribute", "numbered"

_ROLE = (
    r"(?:user|author|assigned_?to|assignee|responsible|accountable|principal|creator|owner"
    r"|presenter|recipient|actor|uploader|watcher|service_?account|whodunnit"
    r"|(?:logged|changed|updated|created|deleted|edited|invited)_?by)"
)
_FILTER = rf"(?:{_ROLE}|member)"
"""Keys whose value is a user's id although they do not end in `id`."""
_OPERATOR = r"(?:in|any|is|not|distinct|from|cast)\b"
"""Words of SQL between a column and the value that it is compared with."""
_LOOSE_GAP = (
    r"(?:[^0-9A-Za-z\x00]|%(?:25)*[0-9A-Fa-f]{2}|&(?:amp;)*(?:[a-z]{2,6}|#[xX]?[0-9A-Fa-f]{1,6});"
    r"|&(?:quot|#39|#34)|\\+(?:u00|x)[0-9A-Fa-f]{2}"
    r"|x1[bB]|[0-9;]*m)"
)
_LOOSE_WORDS = (
    r"(?i:in|any|operator|values?|o|v|ids?|or_group|with|[a-z]*Value|[ns]"
    r"|is|not|distinct|from|cast)"
)
_MOST = 12
"""Characters between a key and the first of its values."""


def loose(user_ids: Sequence[int]) -> list[str]:
    """Regular expressions in RE2's syntax; one hits wherever `LogIds.find` would."""
    gap, number = f"{_LOOSE_GAP}*", f"(?:{'|'.join(map(str, user_ids))})(?:[^0-9]|$)"
    listed = rf"{gap}(?:{_LOOSE_WORDS}{gap})*(?:[0-9]+{gap})*?"
    return [
        rf"(?i:{_FILTER}s?){listed}{number}",
        rf"(?i:users){gap}\.{gap}(?i:id){listed}{number}",
        rf"\[{gap}[A-Za-z0-9_.]*id{gap}{number}",
        rf"(?i:id){gap}{number}",
        rf"{number}{gap}(?i:users){gap}\.",
        rf"\.[\"\\]*(?i:id){listed}{number}",
        rf"\)=\([^)\n\x00]*?{number}",
        rf"(?i:us(?:er|r)\.[a-z_.]*id){listed}{number}",
        rf"(?i:ID:|out|tokens?|for|render) ?#*{number}",
        *cached.loose(user_ids),
    ]


@dataclass(frozen=True, slots=True)
class IdSighting:
    """A place in a text, in the form that `LogIds.find` read it in."""

    start: int
    end: int
    what: str
    confidence: str
    text: str | None = None
    """What the offsets are of, where it is not `readable`."""


class LogIds:
    """Finds the ids of one person."""

    def __init__(self, user_ids: Sequence[int]) -> None:
        self._wanted = frozenset(map(str, user_ids))
        self._cached = cached.UserIds(user_ids)
        ids = "|".join(sorted(self._wanted, key=lambda digits: (-len(digits), digits)))

        def named(group: str) -> str:
            return rf"(?P<{group}>{ids})(?![\w%]|\.\d)"

        number = named("id")
        one_of = rf"(?:\d{{1,12}}['\"]?,\s?['\"]?){{0,2000}}{number}"
        compared = rf"(?:=|<>|!=|{_OPERATOR})(?:\s*\(?{_OPERATOR})*[^\w\n$]{{0,6}}"
        self._any = re.compile(rf"(?<!\d)(?:{ids})(?!\d)")
        self._user = re.compile(
            rf"(?<![\w.&?/-])[\"':]?user[\"']?\s?(?:=>|[=:])\s?[\"']?{number}(?![\"']?-\w)"
        )
        self._attribute = re.compile(
            rf"{_ROLE}[_ -]?ids?(?![a-z])[^\w\n$]{{0,{_MOST}}}"
            rf"(?:(?:{_OPERATOR}|\w{{0,40}}value|[ns](?=[\"']))[^\w\n]{{1,6}}){{0,4}}{one_of}",
            re.IGNORECASE,
        )
        self._role = re.compile(
            rf"(?<![a-z_]){_FILTER}(?:_or_group)?[\"']?\s?(?:=>|[:=,])[^\w\n$]{{0,{_MOST}}}"
            rf"(?:(?:operator|o)[\"'][^\w\n]{{1,{_MOST}}}(?:values?|v)[^\w\n]{{1,{_MOST}}})?{one_of}",
            re.IGNORECASE,
        )
        self._numbered = re.compile(
            rf"\b(?:users?|principal(?=#))(?P<gap>\s?#{{0,2}}|\s\[){one_of}"
            rf"|\b(?:Logging out|tokens?(?: for)?|for) ?(?P<mark>#){named('out')}"
            rf"|\bID: {named('told')}(?=\s?<)"
            rf"|\brender {named('shown')} avatar",
            re.IGNORECASE,
        )
        self._object = re.compile(
            rf"(?<![a-z])(?P<whose>{_ROLE}s?|usr|end_?user|current_?user)[\"']?"
            rf"(?:\.(?:[a-z_]+\.)?|\s?(?:=>|:)\s?\{{(?:[^{{}}\n]|\{{[^{{}}\n]*\}}){{0,400}}?(?<![\w.])[\"':]?"
            rf"|\[[\"':]?|>\s?<|(?:@\d+)?(?:\s[\w:-]+=(?:\"[^\"\n]*\"|'[^'\n]*')){{0,20}}?\s)"
            rf"id[\"']?(?:[^\w\n]{{1,6}}(?:value[\"']?[^\w\n]{{1,6}})?[a-z]+value)?"
            rf"[\"'\]]?\s?(?:=>|[=:>])\s?[\"']?{number}"
            rf"|#<(?:User|Principal|ServiceAccount)\b[^>\n]{{0,200}}?\bid[=:]\s?{named('of')}",
            re.IGNORECASE,
        )
        self._not_found = re.compile(
            rf"\b(?:User|Principal|ServiceAccount)s?(?:::\w+)? with (?:the |an )?['\"]?id['\"]?"
            rf"(?:\s?[=:]\s?[(\"'\[]{{0,3}}{one_of}|\s[\"']?{named('plain')})",
            re.IGNORECASE,
        )
        self._users_table = re.compile(
            rf"\"?users\"?\.\"?id\"?\)?\s*{compared}{one_of}"
            rf"|(?<!\d){named('first')}\s*=\s*\(?\"?users\"?\.\"?id\b"
            rf"|\busers\"?\s+(?:as\s+)?\"?(?P<alias>[a-z]\w{{0,30}})\"?\s"
            rf"[^\n]{{0,2000}}?(?<!\w)(?P=alias)\"?\.\"?id\"?\)?\s*{compared}"
            rf"(?:\d{{1,12}}['\"]?,\s?['\"]?){{0,2000}}{named('last')}",
            re.IGNORECASE,
        )

    def find(self, text: str) -> Iterator[IdSighting]:
        """Every place in the text where an id stands as a user's; the offsets are those of
        `readable(text)`, or of what each sighting says."""
        if not self._wanted:
            return
        found = list(self._shown(text, readable(text)))
        yield from found
        unsure = all(sighting.confidence == "possible" for sighting in found)
        if unsure and (read := escapes.read(text)) != text:
            for sighting in self._shown(read, read):
                yield replace(sighting, text=read)

    def _shown(self, text: str, plain: str) -> Iterator[IdSighting]:
        if any(mark in plain for mark in _CACHED):
            for place in self._cached.find(plain):
                yield IdSighting(place.start, place.end, ATTRIBUTE, place.confidence)
        if not self._any.search(plain):
            return
        foreign = _OTHER_MEANING.search(plain) is not None
        if not foreign:
            yield from self._keys(plain)
        for match in self._attribute.finditer(plain):
            yield IdSighting(*match.span(), ATTRIBUTE, "certain")
        for match in self._numbered.finditer(plain):
            yield IdSighting(*match.span(), NUMBERED, _certainty(match))
        for match in self._users_table.finditer(plain):
            yield IdSighting(*match.span(), SQL, "certain")
        yield from self._told(plain)
        # Quotes inside a value are told from its own by their backslashes.
        yield from self._binds(_COLOUR.sub("", text) if '[["' in text else plain)

    def _keys(self, plain: str) -> Iterator[IdSighting]:
        request = _REQUEST.search(plain) is not None or _OWN.match(plain) is not None
        for match in self._user.finditer(plain):
            yield IdSighting(*match.span(), REQUEST, "certain" if request else "likely")
        for match in self._role.finditer(plain):
            yield IdSighting(*match.span(), ATTRIBUTE, "likely")

    def _told(self, plain: str) -> Iterator[IdSighting]:
        """Objects of structured logs, and errors of Rails and PostgreSQL."""
        for match in self._object.finditer(plain):
            sure = "us" in (match["whose"] or "user").lower()
            yield IdSighting(*match.span(), ATTRIBUTE, "certain" if sure else "likely")
        for match in self._not_found.finditer(plain):
            yield IdSighting(*match.span(), ATTRIBUTE, "certain")
        yield from self._row_keys(plain)

    def _row_keys(self, plain: str) -> Iterator[IdSighting]:
        """`Key (user_id, project_id)=(42, 7)`; of `id` alone only the rest of the line, if any,
        says whose it is."""
        for match in _ROW_KEY.finditer(plain):
            names, values = match["names"].split(", "), match["values"].split(", ")
            for name, value in zip(names, values, strict=False):
                if value not in self._wanted:
                    continue
                if re.fullmatch(rf"\"?\w*{_ROLE}_id\"?", name, re.IGNORECASE):
                    yield IdSighting(*match.span(), SQL, "certain")
                elif name == "id":
                    known = "certain" if re.search(r"table \"?users\b", plain) else "possible"
                    yield IdSighting(*match.span(), SQL, known)

    def _binds(self, plain: str) -> Iterator[IdSighting]:
        """Values of a statement's placeholders, which stand behind it in their order."""
        begin = plain.find("[[")
        if begin < 0:
            return
        binds = list(_BIND.finditer(plain, begin))
        types = {b["name"].removesuffix("_type"): b["value"].strip('"') for b in binds}
        for number, bind in enumerate(binds, 1):
            if bind["value"].strip('"') not in self._wanted:
                continue
            name = bind["name"]
            if name.endswith("_id") and types.get(name.removesuffix("_id")) in _PRINCIPALS:
                yield IdSighting(*bind.span(), SQL, "certain")
            elif name == "id" and '"users"' in plain[:begin]:
                known = _of_users(number).search(plain, 0, begin) is not None
                yield IdSighting(*bind.span(), SQL, "certain" if known else "possible")


def _of_users(number: int) -> re.Pattern[str]:
    """Where a statement compares the ids of users with its placeholder of that number."""
    return re.compile(
        rf"\"users\"\.\"id\"\s*(?:=|<>|!=|IN)\s*\(?(?:\$\d{{1,5}}, ){{0,2000}}\${number}(?!\d)"
    )


_CACHED = ("_type", "Z2lkOi8v")
"""What stands in a text where only the cache's own patterns tell an id: an object of the API, a
GlobalID in base64."""
_PRINCIPALS = frozenset({"Principal", "User", "ServiceAccount"})
_BIND = re.compile(
    r"\[\"(?P<name>[^\"\n]{1,100})\", (?P<value>\"(?:[^\"\\]|\\.)*\"|[^\]\"\n]{0,200})\]"
)
_REQUEST = re.compile(r"\b(?:method|path|status|duration)[\"']?\s?(?:=>|[=:\t])")
_OWN = re.compile(r"\{?[\":]?(?:user|current_user|project|reference)[\"']?\s?(?:=>|[=:])")
"""A line of OpenProject's own logger begins with its context (lib/open_project/logging/
log_delegator.rb:88-106)."""
_OTHER_MEANING = re.compile(
    r"\b(?:logname|ruser|euid|tty)=|\bsys(?:tem)?[=:]\s?\d|\breal[=:]\s?\d|\bpam_\w+\("
)
"""Lines of PAM, where it is a login, and of processors' times."""
_ROW_KEY = re.compile(r"\bKey \((?P<names>[^()\n]{1,300})\)=\((?P<values>[^()\n]{1,300})\)", re.I)
_QUOTES = re.compile(r"(?<!\\)\\++(?:u0022|(?=[\"']))|&quot;|&#3[49];")
_DOUBLED = re.compile(r"\"\"(?=\w)|(?<=\w)\"\"")
"""Quotes within a field of PostgreSQL's csvlog."""
_COLOUR = re.compile(r"\x1b\[[0-9;]{0,20}m")


def readable(text: str) -> str:
    """A text without the escapes and colours that stand between a key and its value."""
    for _ in range(2):
        if "%" in text:
            text = unquote(text)
    if "\x1b" in text:
        text = _COLOUR.sub("", text)
    if "\\" in text or "&" in text:
        text = _QUOTES.sub(lambda match: '"' if match[0][-1] in "2;4" else "", text)
    if '""' in text:
        text = _DOUBLED.sub('"', text)
    return text


def _certainty(match: re.Match[str]) -> str:
    if match["told"] or match["shown"]:
        return "certain"
    if match["mark"]:
        return "certain" if match[0].lower().startswith("logging out") else "likely"
    gap = match["gap"] or ""
    if not gap:
        return "possible"
    return "certain" if "#" in gap else "likely"
