"""Metrics for the textfile collector of node_exporter.

Format: Prometheus text exposition format 0.0.4. Numbers only: no id of anybody is in it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any

from operasure.core.legible import visible
from operasure.core.model import Result
from operasure.reports.formats import Format, Paper

if TYPE_CHECKING:
    from operasure.reports.evidence.document import Document

VERDICTS = ("clear", "leftovers", "incomplete")
CONFIDENCES = ("certain", "likely", "possible")
OUTCOMES = tuple(Result)
STATES = ("failed", "without effect", "no job", "job unknown", "running", "queued")

Sample = tuple[Mapping[str, str], int]


def render(paper: Paper) -> Iterator[str]:
    """The whole file, ending in a line break."""
    return (line + "\n" for line in _lines(paper.document))


def _lines(document: Document) -> Iterator[str]:
    prefix = f"operasure_{document['command'].replace('-', '_')}"
    for name, text, samples in _metrics(document):
        yield f"# HELP {prefix}_{name} {text}"
        yield f"# TYPE {prefix}_{name} gauge"
        for labels, value in samples:
            shown = ",".join(f'{key}="{_escaped(label)}"' for key, label in labels.items())
            yield f"{prefix}_{name}{f'{{{shown}}}' if shown else ''} {value}"


def _escaped(label: str) -> str:
    return visible(label).replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")


def _metrics(document: Document) -> Iterator[tuple[str, str, list[Sample]]]:
    verdict, command = document["verdict"], document["command"]
    verdicts = (*VERDICTS, *(["not-deleted"] if command == "verify" else []))
    run = "audit" if command == "audit" else "run"
    yield (
        "verdict",
        f"The verdict of the last {run}: 1 for the one that holds.",
        [({"verdict": v}, int(v == verdict)) for v in verdicts],
    )
    yield (
        "finished_timestamp_seconds",
        f"When the last {run} ended.",
        [({}, _seconds(document["run"]["finished_at"]))],
    )
    results = Counter(c["outcome"] for c in document["checks"])
    yield (
        "places",
        "Places by outcome.",
        [({"outcome": o}, results[o]) for o in OUTCOMES],
    )
    if audit := document.get("audit"):
        yield from _ids(audit["ids"])
        yield from _state(audit)
    else:
        yield from _of_a_person(document)
    yield (
        "unclassified_columns",
        "Columns with numbers that no check or declaration covers.",
        [({}, len(document["coverage"]["unclassified"]))],
    )


def _of_a_person(document: Document) -> Iterator[tuple[str, str, list[Sample]]]:
    rows = Counter[str]()
    for check in document["checks"]:
        if check["outcome"] == "leftover":
            rows[check["group"]] += check["rows"]
    yield (
        "leftover_rows",
        "Rows that are left, by group of personal data.",
        [({"group": group}, rows[group]) for group in sorted(rows)],
    )
    if document["command"] == "find-mentions":
        found = Counter[str]()
        for count in document["counts"]:
            found[count["confidence"]] += count["open"]
        yield (
            "mentions",
            "Mentions that nobody has decided about, by how sure they are.",
            [({"confidence": word}, found[word]) for word in CONFIDENCES],
        )
    if sample := document.get("sample"):
        yield (
            "sample_texts",
            "Texts that were not reported and were drawn at random, by what became of them.",
            [({"answer": key}, sample[key]) for key in ("naming", "there", "unsure", "open")],
        )
    if "cache_servers" in document:
        entries = Counter(entry["outcome"] for entry in document["cache"])
        yield (
            "cache_entries",
            "Entries of the cache that name the person, by outcome.",
            [({"outcome": o}, entries[o]) for o in (Result.LEFTOVER, Result.RETAINED)],
        )
        yield (
            "caches_unchecked",
            "Caches that could not be checked in full.",
            [({}, sum(bool(server["unchecked"]) for server in document["cache_servers"]))],
        )


def _ids(entries: list[Mapping[str, Any]]) -> Iterator[tuple[str, str, list[Sample]]]:
    left = [e for e in entries if e["outcome"] == "leftover"]
    yield (
        "dangling_ids",
        "Orphaned ids of users that do not expire.",
        [
            ({"certain": "yes"}, sum(e["certain"] for e in left)),
            ({"certain": "no"}, sum(not e["certain"] for e in left)),
        ],
    )
    rows = Counter[str]()
    for entry in left:
        for place in entry["places"]:
            if place["outcome"] == "leftover":
                rows[place["check"][:5]] += place["rows"]
    yield (
        "dangling_rows",
        "Rows with such an id, by group of personal data.",
        [({"group": group}, rows[group]) for group in sorted(rows)],
    )


def _state(audit: Mapping[str, Any]) -> Iterator[tuple[str, str, list[Sample]]]:
    states = Counter(e["state"] for e in audit["unfinished"])
    yield (
        "unfinished_deletions",
        "Deletions that were requested and have not happened, by the state of their job.",
        [({"state": state}, states[state]) for state in STATES],
    )
    overdue = Counter[str]()
    for entry in audit["overdue"]:
        overdue[entry["table"]] += entry["rows"]
    yield (
        "overdue_rows",
        "Rows that should have gone by themselves, by table.",
        [({"table": table}, overdue[table]) for table in sorted(overdue)],
    )
    yield (
        "named_mentions",
        "Texts with a mention that shows a name which its id no longer has.",
        [({}, sum(e["rows"] for e in audit["named"]))],
    )
    yield (
        "built_in_faults",
        "Faults of the Deleted user and the other built-in principals.",
        [({}, len(audit["built_in"]))],
    )


def _seconds(stamp: str) -> int:
    return int(datetime.fromisoformat(stamp).timestamp())


FORMAT = Format(
    "prometheus",
    (".prom",),
    "metrics (Prometheus)",
    render,
    frozenset({"verify", "audit", "find-mentions"}),
)
