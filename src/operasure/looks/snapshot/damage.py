"""What the deletion will damage in other people's texts and reports, row by row."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

import psycopg

from operasure.core.legible import count
from operasure.core.model import Check, Compare, Expected, Origin
from operasure.core.queries import statement
from operasure.looks.snapshot import lookup
from operasure.looks.snapshot.context import Context
from operasure.looks.snapshot.model import AtRisk, Risk, Severity
from operasure.looks.snapshot.packing import pack, row_id
from operasure.looks.snapshot.reports import UnreadableReport, blocking, dropped, filters
from operasure.looks.snapshot.rewriting import lost, rewrites

BATCH = 500
"""Texts that are read, and handed to the server, at once."""
KEPT = 50_000_000
"""Characters of passages that a snapshot keeps."""
UNNAMED = ("a word with which the pattern matches more text",)
NOT_KEPT = ("too many passages to keep: read the text itself",)


def pattern(context: Context) -> Iterator[Risk]:
    """A login or mail that is no valid regular expression, or one that means something else."""
    if not _applies(context) or context.rewriting.group:
        return
    for name, value in (("login", context.rewriting.login), ("mail", context.rewriting.mail)):
        try:
            row = _tried(context, value)
        except psycopg.errors.InvalidRegularExpression:
            yield Risk(
                "mention pattern",
                Severity.BLOCKS,
                "The deletion uses the login or email address of the account unescaped in a "
                "regular expression, which becomes invalid: the deletion will fail.",
                "Change the login (and mail) to letters, digits and full stops before the "
                "deletion. This snapshot keeps the old spelling.",
            )
            return
        if value and not (row["selected"] and row["rewritten"]):
            yield Risk(
                "mention pattern",
                Severity.REMAINS,
                f"The {name} has a character that means something else in a regular expression: "
                f'mentions written as user#"{name}" will stay.',
                f"Change the {name} before the deletion only if no text mentions it.",
            )


def _tried(context: Context, value: str) -> dict[str, object]:
    return context.session.readers[0].fetch(
        statement("preflight/mention-pattern"),
        value_0=value,
        similar_to=context.rewriting.similar_to,
        hash_pattern=context.rewriting.hash_pattern,
    )[0]


def _applies(context: Context) -> bool:
    mentioned = context.subject.kind in {"user", "group"}
    return mentioned and rewrites(context.session.catalogue)


def rewritten_texts(context: Context) -> Iterator[Risk]:
    """Texts that the rewriting of mentions will cut: others' mentions, and what stands between."""
    if not _applies(context):
        return
    rows: list[AtRisk] = []
    kept = 0
    try:
        for row in (r for c in context.checks if _rewritten(c) for r in _cut(context, c)):
            kept += sum(map(len, row.lost))
            rows.append(row if kept <= KEPT else replace(row, lost=NOT_KEPT))
    except psycopg.errors.InvalidRegularExpression:
        return
    if rows:
        yield Risk(
            "mention rewriting",
            Severity.DAMAGES,
            f"{count(len(rows), 'text')} will lose words of other people: the deletion replaces "
            "everything from the first mention of a text to the last, whoever is mentioned.",
            "Save the listed passages, or remove the mentions of the person from these texts "
            "before the deletion.",
            len(rows),
            tuple(rows),
        )


def _rewritten(check: Check) -> bool:
    text = check.origin is Origin.TEXT and check.compare is Compare.FORMS
    return text and check.expected is Expected.DELETED_USER


def _cut(context: Context, check: Check) -> Iterator[AtRisk]:
    """The texts of one place whose digest the rewriting will change."""
    reader, catalogue = context.session.readers[0], context.session.catalogue
    sql = lookup.selected(check, catalogue)
    given = {"signs": context.rewriting.signs, "similar_to": context.rewriting.similar_to}
    found = reader.stream(sql, **given)
    keys = [row_id(row[0]) for row in found]
    for start in range(0, len(keys), BATCH):
        chunk = pack(keys[start : start + BATCH])
        rows = reader.fetch(lookup.texts(check, catalogue, chunk.kind), keys=chunk.unpacked())
        yield from _foretold(context, check, [tuple(row.values()) for row in rows])


def _foretold(
    context: Context, check: Check, batch: Sequence[tuple[object, ...]]
) -> Iterator[AtRisk]:
    answers = context.session.readers[0].fetch(
        statement("preflight/rewriting"),
        texts=[str(text) for _, text in batch],
        **context.rewriting.parameters,
    )
    for (found, text), answer in zip(batch, answers, strict=True):
        key, column = row_id(found), check.column
        before = context.marker.mark(str(text))
        foretold = context.marker.mark(str(answer["after"]))
        if before != foretold and not context.going.goes(column.table, key):
            passages = lost(str(text), context.user_id) or UNNAMED
            yield AtRisk(column.table, column.name, key, passages, before, foretold)


def reports(context: Context) -> Iterator[Risk]:
    """Cost reports of anybody: filters that will go, and those at which the deletion fails."""
    if "cost_queries" not in context.session.catalogue.own:
        return
    block: list[AtRisk] = []
    drop: list[AtRisk] = []
    sql = statement("preflight/reports")
    for report, serialized, goes in context.session.readers[0].stream(sql, user_id=context.user_id):
        if goes:
            continue
        try:
            found = filters(str(serialized))
        except UnreadableReport:
            block.append(AtRisk("cost_queries", "serialized", report, ("no list of filters",)))
            continue
        if stopping := blocking(found):
            block.append(AtRisk("cost_queries", "serialized", report, _words(stopping)))
        if gone := tuple(dropped(found, context.user_id)):
            drop.append(AtRisk("cost_queries", "serialized", report, _words(gone)))
    if block:
        yield Risk(
            "report without values",
            Severity.BLOCKS,
            f"{count(len(block), 'cost report')} have a filter by persons without a list of "
            f"values, or no filters at all: the deletion will fail on them.",
            "Let their owners open the reports and save them again.",
            len(block),
            tuple(block),
        )
    if drop:
        yield Risk(
            "report filters",
            Severity.DAMAGES,
            f"{count(len(drop), 'cost report')} will lose filters that are empty, or name only "
            "this person: they will show more than before.",
            "Write down the listed filters and set them again after the deletion.",
            len(drop),
            tuple(drop),
        )


def _words(found: tuple[object, ...]) -> tuple[str, ...]:
    return tuple(map(str, found))
