"""Texts with places to fill in, which stand in files beside the code that fills them in."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import resources

import jinja2

from operasure.core.legible import filled_in


def pages(package: str) -> jinja2.Environment:
    """The templates of HTML pages of a package: every value is escaped, and one that is missing is
    an error."""
    folder = resources.files(package) / "templates"
    return jinja2.Environment(
        loader=jinja2.FunctionLoader(lambda name: (folder / name).read_text(encoding="utf-8")),
        autoescape=True,
        finalize=filled_in,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def pieces(package: str, name: str, **values: object) -> Iterator[str]:
    """A template of a package, filled in as it is read: what is iterated over is never all in
    memory. Nothing is escaped: values are given as the text takes them."""
    environment = jinja2.Environment(
        autoescape=False,  # noqa: S701  (scripts, no HTML)
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        keep_trailing_newline=True,
    )
    text = (resources.files(package) / "scripts" / name).read_text(encoding="utf-8")
    return environment.from_string(text).generate(values)
