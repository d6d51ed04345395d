"""What saved views show, read on its own: every filter by where it stands, and whether one shows
more than before: by its values, and of one that seeks a text by running it over texts."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

import yaml

from support.contents import Rows

SAVED = (
    ("queries", "filters"), ("cost_queries", "serialized"), ("project_queries", "filters"),
    ("persisted_queries", "filters"), ("persisted_views", "options"), ("grids", "options"),
    ("grid_widgets", "options"),
)  # fmt: skip
Filter = tuple[str, str, tuple[str, ...]]
"""Its name, its operator and its values."""


def shown(value: str) -> dict[tuple[str, ...], Filter]:
    """The filters of a value, each by its path."""
    return dict(_below(yaml.BaseLoader(value).get_single_data(), ()))


def _below(value: Any, path: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], Filter]]:
    if isinstance(value, dict):
        values = _get(value, "values", ":values", "v")
        if values is not None:
            some = values if isinstance(values, list) else [values]
            name = str(_get(value, "attribute", ":attribute", "n") or "")
            operator = str(_get(value, "operator", ":operator", "o") or "")
            yield path, (name, operator, tuple(map(str, some)))
        for key, item in value.items():
            yield from _below(item, (*path, str(key)))
    elif isinstance(value, list):
        # A report writes a filter as a list of its name and the rest.
        first = value[0] if value and isinstance(value[0], str) else ""
        for number, item in enumerate(value):
            yield from _below(item, (*path, str(number), first))
    if isinstance(value, str) and value.lstrip()[:1] in ("{", "["):
        try:
            yield from _below(json.loads(value), (*path, "inside"))
        except ValueError:
            return


def _get(value: dict[str, Any], *names: str) -> Any:
    return next((value[name] for name in names if name in value), None)


def wider(
    before: Mapping[str, Rows], after: Mapping[str, Rows], named: Callable[[str], bool]
) -> list[tuple[str, str, Filter, Filter | None]]:
    """Every filter of a view that is there before and after, and that shows more now. `named` says
    of a value that it was the person."""
    found = []
    for table, column in SAVED:
        for key, row in before.get(table, {}).items():
            now = after[table].get(key)
            if now is None or row.get(column) is None:
                continue
            is_ = shown(str(now[column]))
            found += [
                (table, str(key), old, is_.get(path))
                for path, old in shown(str(row[column])).items()
                if _more(old, is_.get(path), named)
            ]
    return found


def _more(old: Filter, new: Filter | None, named: Callable[[str], bool]) -> bool:
    if new is None or new[:2] != old[:2]:
        return True
    was, is_ = old[2], new[2]
    stay = tuple(value for value in was if not named(value))
    if stay and is_ == stay and old[1] in ("=", ""):
        return False  # one of the others is still enough
    if len(is_) != len(was):
        return True
    return any(a != b and not named(a) for a, b in zip(was, is_, strict=True))


def shows(sought: Filter, text: str) -> bool:
    """Whether a filter shows what holds `text`: OpenProject's own meaning of its operators on texts
    (lib/queries/operators), each blank of `~` and `**` setting apart what must all be there."""
    _, operator, values = sought
    text = text.casefold()
    some = [value.casefold() for value in values]
    found = {
        "=": text in some,
        "~": bool(some) and all(part in text for part in some[0].split()),
        "^": any(text.startswith(value) for value in some),
    }
    found["**"] = found["~"]
    if operator.startswith("!"):
        return not found[operator.removeprefix("!") or "="]
    return found[operator]


def shown_anew(
    before: Filter, after: Filter, texts: Iterable[tuple[str | None, str | None]]
) -> list[tuple[str | None, str | None]]:
    """The texts, each as it was and as it is, that a filter shows now and did not show before."""
    return [
        (was, is_)
        for was, is_ in texts
        if is_ is not None and shows(after, is_) and (was is None or not shows(before, was))
    ]


def changed(
    before: Mapping[str, Rows], after: Mapping[str, Rows]
) -> Iterator[tuple[str, str, Filter, Filter]]:
    """The filters that stand where they stood and are others now: table, row, before, after."""
    for table, column in SAVED:
        for key, row in before.get(table, {}).items():
            now = after[table].get(key)
            if now is None or row.get(column) is None:
                continue
            is_ = shown(str(now[column]))
            for path, old in shown(str(row[column])).items():
                if path in is_ and is_[path] != old:
                    yield table, str(key), old, is_[path]
