"""What a configuration of logrotate says: which logs it rotates, how often, and how many it keeps.

Read as logrotate itself does (logrotate 3.22, config.c: readConfigFile; logrotate(8)), as far as it
bears on when a log goes. What stands before the first file of a configuration holds for all that
follow it, and for what it includes.
"""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from operasure.core.errors import UsageError, readable

DAYS = {"minutes": 1, "hourly": 1, "daily": 1, "weekly": 7, "monthly": 31, "yearly": 366}
"""The longest time from one rotation to the next; logrotate itself is started once a day."""
LARGEST = 1 << 20
_DEEPEST = 4
_SCRIPTS = frozenset("prerotate postrotate firstaction lastaction preremove".split())
_DIRECTIVE = re.compile(r"([A-Za-z]+)(?:\s*=\s*|\s+|$)(.*)")
_BRACE = re.compile(r"(?<=\{)|(?=\})")
_TABOO = re.compile(
    r".*(?:~|,v|\.bak|\.cfsaved|\.dpkg-\w+|\.disabled|\.new|\.old|\.orig|\.rej|\.rhn-cfg-tmp-.*"
    r"|\.rpm(?:new|orig|save)|\.swp|\.ucf-\w+)"
)


@dataclass(frozen=True, slots=True)
class RotationRule:
    """How some logs are rotated. What the configuration leaves open is None.

    `every` is a key of `DAYS`, or "size" where only a log's size counts; `keep` is the number of
    rotated logs that stay, -1 for all; `maxage` their age in days.
    """

    patterns: tuple[str, ...] = ()
    every: str | None = None
    keep: int | None = None
    maxage: int | None = None
    minsize: bool = False
    if_empty: bool = True
    copied: bool = False
    mailed: bool = False
    olddir: str | None = None
    extension: str = ""
    first: int = 1


def read(path: Path) -> list[RotationRule]:
    """The rules of a configuration, in its order. Raises UsageError where it can't be read."""
    found: list[RotationRule] = []
    _read(path, RotationRule(), found, 0)
    return found


def _read(
    path: Path, defaults: RotationRule, found: list[RotationRule], depth: int
) -> RotationRule:
    """Read one file or folder; returns the defaults that hold behind it."""
    with readable(path):
        if path.is_dir():
            for each in sorted(path.iterdir()):
                if (
                    each.is_file()
                    and not each.name.startswith(".")
                    and not _TABOO.fullmatch(each.name)
                ):
                    defaults = _read(each, defaults, found, depth)
            return defaults
        with path.open("rb") as file:
            text = file.read(LARGEST + 1)
    if len(text) > LARGEST:
        raise UsageError(f"{path} is not a configuration of logrotate: it has more than a megabyte")
    return _parse(text.decode("utf-8", "replace"), path, defaults, found, depth)


def _parse(
    text: str, path: Path, defaults: RotationRule, found: list[RotationRule], depth: int
) -> RotationRule:
    rule: RotationRule | None = None
    patterns: list[str] = []
    for line in _lines(text):
        if rule is not None and not line.startswith("}"):
            rule = _directed(rule, line)
        elif rule is not None:
            found.append(rule)
            rule = None
        elif line[0] in "/\"'~{" or patterns:
            names, brace, _ = line.partition("{")
            patterns += _words(names, path)
            if brace:
                rule, patterns = replace(defaults, patterns=tuple(patterns)), []
        elif line.startswith("include") and (name := _words(line, path)[1:]):
            if depth == _DEEPEST:
                raise UsageError(
                    f"{path} includes itself, or its includes are nested too "
                    f"deep: check --logrotate"
                )
            defaults = _read(Path(path.parent, name[0]), defaults, found, depth + 1)
        else:
            defaults = _directed(defaults, line)
    if rule is not None or patterns:
        raise UsageError(f"{path} is not a configuration of logrotate: a brace is missing")
    return defaults


def _lines(text: str) -> Iterator[str]:
    """The lines that say something, without comments and scripts."""
    script = False
    for raw in text.splitlines():
        line = raw.strip()
        if script:
            script = line != "endscript"
        elif line in _SCRIPTS:
            script = True
        elif not line.startswith("#"):
            yield from filter(None, map(str.strip, _BRACE.split(line)))


def _words(text: str, path: Path) -> list[str]:
    try:
        return shlex.split(text)
    except ValueError:
        raise UsageError(
            f"{path} is not a configuration of logrotate: a quote is missing"
        ) from None


def _directed(rule: RotationRule, line: str) -> RotationRule:
    """A rule after one more directive. Of size and times the last one holds; what does not bear on
    when a log goes is passed over."""
    match = _DIRECTIVE.match(line)
    if match is None:
        return rule
    key, value = match[1], match[2].partition("#")[0].strip()
    if key in DAYS or key == "size":
        return replace(rule, every=key)
    if key in _NUMBERS:
        field, least = _NUMBERS[key]
        try:
            number = int(value)
        except ValueError:
            raise UsageError(f"--logrotate: '{key}' is not followed by a number") from None
        if number < least:
            raise UsageError(f"--logrotate: logrotate refuses '{key} {number}'")
        return replace(rule, **_set(field, None if key == "maxage" and not number else number))
    if key in {"olddir", "extension"} and value:
        return replace(rule, **_set(key, value.strip("\"'")))
    return replace(rule, **_SWITCHES.get(key, {}))


def _set(field: str, value: object) -> dict[str, Any]:
    return {field: value}


_NUMBERS = {"rotate": ("keep", -1), "maxage": ("maxage", 0), "start": ("first", 0)}
"""What each sets, and from which number on logrotate takes it; an age of 0 sets no limit."""
_SWITCHES: dict[str, dict[str, Any]] = {
    "minsize": {"minsize": True},
    "ifempty": {"if_empty": True},
    "notifempty": {"if_empty": False},
    "copy": {"copied": True},
    "nocopy": {"copied": False},
    "copytruncate": {"copied": False},
    "mail": {"mailed": True},
    "nomail": {"mailed": False},
    "noolddir": {"olddir": None},
}
