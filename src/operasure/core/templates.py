"""Texts with places to fill in, which stand in files beside the code that fills them in."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from importlib import resources
from importlib.resources.abc import Traversable
from typing import Any

import jinja2

from operasure.core.legible import filled_in


class _Missing(jinja2.StrictUndefined):
    """A value that is missing: an error like that of any other place that a document lacks."""

    def __init__(self, *what: Any, exc: type[Exception] = KeyError, **where: Any) -> None:
        super().__init__(*what, exc=exc, **where)  # type: ignore[arg-type, misc]


def environment(
    *folders: Traversable,
    escaped: bool = True,
    finalize: Callable[..., Any] | None = filled_in,
    **layout: Any,
) -> jinja2.Environment:
    """The templates in folders, the first that has one of the name. What is filled in is finalized
    and `escaped` as HTML; a value that is missing is a KeyError. `layout` is Jinja's, of blank
    lines."""

    def load(name: str) -> str | None:
        files = (folder / name for folder in folders)
        return next((f.read_text(encoding="utf-8") for f in files if f.is_file()), None)

    return jinja2.Environment(
        loader=jinja2.FunctionLoader(load),
        autoescape=escaped,  # noqa: S701  (a script is no HTML)
        finalize=finalize,
        undefined=_Missing,
        **layout,
    )


def pages(package: str) -> jinja2.Environment:
    """The templates of HTML pages of a package."""
    folder = resources.files(package) / "templates"
    return environment(folder, trim_blocks=True, lstrip_blocks=True)


def pieces(package: str, name: str, **values: object) -> Iterator[str]:
    """A script of a package, filled in as it is read: what is iterated over is never all in
    memory. Nothing is escaped: values are given as the text takes them."""
    folder = resources.files(package) / "scripts"
    layout = {"trim_blocks": True, "keep_trailing_newline": True}
    made = environment(folder, escaped=False, finalize=None, **layout)
    return made.get_template(name).generate(values)
