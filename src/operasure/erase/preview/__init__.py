"""The preview of a plan: what each text says before and after, in a terminal or as a page.

It holds passages of texts, and so personal data: the page says so and carries the day after which
it is to be deleted. Everything that is filled in is escaped, and nothing steers a terminal.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import groupby, islice
from typing import Any

from operasure import __version__
from operasure.core import keeping
from operasure.core.dates import stamp
from operasure.core.legible import flowing, plain
from operasure.erase.difference import DifferencePiece, Hunk, hunks
from operasure.reports.evidence import page as pages
from operasure.reports.evidence.document import Paint
from operasure.reports.words import Words

MOST = 20_000
"""Texts on one page: a browser would not show more in good time."""
MOST_HUNKS = 20
"""Hunks of one text; of a text with more only the first are shown."""
_LONGEST = 600
"""Characters of one piece; a longer one is shortened in the middle."""
_MARKS = {"same": ("", ""), "gone": ("[-", "-]"), "new": ("{+", "+}")}
_MEANS = {"gone": "leftover", "new": "clear"}
"""The word by which a piece is coloured."""
_BREAK = "\n"


@dataclass(frozen=True)
class Change:
    """One value that a plan changes: its place (`journals.notes`) and row, the value as it is and
    as it will be, and the address of the page that shows it, where there is one."""

    place: str
    row: str
    before: str
    after: str
    url: str | None = None


@dataclass(frozen=True)
class PreviewHead:
    """What the page says of itself: the release and the moment that the plan was made for, and the
    day after which the page is to be deleted."""

    release: str | None
    moment: datetime
    delete_after: date
    notes: tuple[str, ...] = field(default=())


def text(changes: Iterable[Change], paint: Paint = plain) -> Iterator[str]:
    """The lines for a terminal: `[-gone-]` and `{+new+}`, coloured by `paint`."""
    for change in changes:
        yield flowing(f"{change.place} {change.row}") + (
            f"  {flowing(change.url)}" if change.url else ""
        )
        shown, more = _hunks(change)
        for hunk in shown:
            yield f"    {_line(hunk, paint)}"
        if more:
            yield "    … and more changes further on in this text"


def page(changes: Iterable[Change], head: PreviewHead, language: str = "en") -> Iterator[str]:
    """The page, piece by piece; changes are read as they are needed, `MOST` of them at most."""
    made, words = pages.environment(__name__), Words(language)
    rest = iter(changes)
    listed = islice(rest, MOST)
    return made.get_template("preview.html.j2").generate(
        policy=pages.policy(made, ("page.css", "preview.css"), words, "preview.js"),
        meta=keeping.meta("preview", head.delete_after),
        w=words,
        head=head,
        instance=pages.instance(head.release, None, words),
        moment=stamp(head.moment),
        shown_moment=words.moment(stamp(head.moment)),
        version=__version__,
        most=MOST,
        places=((flowing(name), map(_article, own)) for name, own in _by_place(listed)),
        is_cut=lambda: next(rest, None) is not None,
    )


def _by_place(changes: Iterable[Change]) -> Iterator[tuple[str, Iterator[Change]]]:
    return groupby(changes, key=lambda change: change.place)


def _article(change: Change) -> dict[str, Any]:
    shown, more = _hunks(change)
    return {
        "name": flowing(f"{change.place} {change.row}"),
        "url": change.url if (change.url or "").startswith(("https://", "http://")) else None,
        "hunks": [
            {
                "pieces": [
                    DifferencePiece(kind, flowing(_shortened(said), "\n"))
                    for kind, said in hunk.pieces
                ],
                "cut_before": hunk.cut_before,
                "cut_after": hunk.cut_after,
            }
            for hunk in shown
        ],
        "more": more,
    }


def _hunks(change: Change) -> tuple[list[Hunk], bool]:
    """The first hunks, and whether there are more."""
    found = list(islice(hunks(change.before, change.after), MOST_HUNKS + 1))
    return found[:MOST_HUNKS], len(found) > MOST_HUNKS


def _line(hunk: Hunk, paint: Paint) -> str:
    parts = ["… " if hunk.cut_before else ""]
    for kind, said in hunk.pieces:
        begins, ends = _MARKS[kind]
        marked = f"{begins}{flowing(_shortened(said).replace(_BREAK, '⏎'))}{ends}"
        parts.append(paint(marked, _MEANS[kind]) if kind in _MEANS else marked)
    return "".join([*parts, " …" if hunk.cut_after else ""])


def _shortened(said: str) -> str:
    if len(said) <= _LONGEST:
        return said
    half = _LONGEST // 2
    return f"{said[:half]} … {len(said) - 2 * half:,} characters … {said[-half:]}"
