"""Write docs/checks.md from queries/. A test holds the page to it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from operasure.checks.handling import in_words
from operasure.core.model import Check, Handling, Origin
from operasure.core.queries import Queries, load

PAGE = Path(__file__).parents[1] / "docs/checks.md"
HEAD = """\
# The checks

Made from `queries/` by `python tools/generate_docs.py`. The groups and their codes are those of
OpenProject's privacy document; codes that begin with x are ours, for what it leaves unnamed.
*Expected* is what OpenProject's own deletion makes of a row; `kept` is what it is known to leave, a
leftover that is reported. *A plan* is what [`operasure plan`](plan.md) makes of what is left, where
*expected* does not say it. Sources are files of OpenProject with a line. *Since* and *until* name
releases, or migrations by their number: where the deletion changed, the release of the database
says what is expected. *Assumed* is what was not seen in OpenProject's code.
"""


def page(queries: Queries) -> str:
    """The whole page: a section a group, ids first, then texts."""
    return "\n".join([HEAD, *_sections(queries)]) + "\n"


def _sections(queries: Queries) -> Iterator[str]:
    every = [*queries.references, *queries.texts]
    for code, title in sorted(queries.titles.items()):
        own = [check for check in every if check.group == code]
        yield f"## {code} {title}\n"
        yield from _table("Ids", [c for c in own if c.origin is Origin.REFERENCE])
        yield from _table("Texts", [c for c in own if c.origin is Origin.TEXT])


def _table(title: str, checks: list[Check]) -> Iterator[str]:
    if not checks:
        return
    yield f"| {title} | expected | note |\n|---|---|---|"
    for check in checks:
        name = check.id.partition("/")[2].removesuffix(":text")
        yield f"| `{name}` | {_expected(check)} | {_notes(check)} |"
    yield ""


def _expected(check: Check) -> str:
    """What the deletion does there; of several releases, each on its line."""
    if check.handlings:
        return "<br>".join(map(in_words, check.handlings))
    return str(check.expected) + " (assumed)" * check.assumed


def _notes(check: Check) -> str:
    """The notes of a check; of several releases, what is told of the older ones before."""
    older = [f"{_span(h)}: {_handled(h)}" for h in check.handlings[:-1] if _handled(h)]
    return " · ".join([*older, _note(check)] if older else [_note(check)])


def _handled(handling: Handling) -> str:
    note = handling.note.replace("|", "\\|") if handling.note else None
    parts = [note, f"`{handling.source}`" if handling.source else None]
    return " · ".join(part for part in parts if part)


def _span(handling: Handling) -> str:
    return f"until {handling.until}"


def _note(check: Check) -> str:
    parts = [check.note.replace("|", "\\|") if check.note else None]
    parts.append(f"a plan: {check.removal}" if check.removal else None)
    parts.append(f"expires at `{check.expires}`" if check.expires else None)
    parts.append(f"instead of `{check.absent}` in older releases" if check.absent else None)
    parts.append(f"`{check.source}`" if check.source else None)
    return " · ".join(part for part in parts if part)


if __name__ == "__main__":
    PAGE.write_text(page(load()), encoding="utf-8")
