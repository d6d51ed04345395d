"""What all pages for review by hand share: their look, and a policy that lets them load nothing.

A page may run nothing but its own script: its policy names the digests of its style sheet and its
script (Content Security Policy Level 3, 2.3.1). Whatever templates fill in is escaped.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Sequence
from functools import cache
from importlib import resources

import jinja2
from markupsafe import Markup, escape

from operasure.core import templates
from operasure.reports.words import Words


@cache
def environment(*packages: str) -> jinja2.Environment:
    """Templates, style sheets and scripts of packages, the first that has one of the name, and
    those that all pages share."""
    folders = (resources.files(each) for each in (*packages, __name__))
    made = templates.environment(*folders, trim_blocks=True)
    made.filters["css"] = css
    return made


def css(text: str) -> Markup:
    """A text within a string of CSS: all but ASCII letters and digits by their code points."""
    plain = (c if c.isascii() and c.isalnum() else f"\\{ord(c):x} " for c in text)
    return escape("".join(plain))


def policy(
    made: jinja2.Environment,
    styles: Sequence[str],
    words: Words,
    script: str | None = None,
    *,
    pictures: bool = False,
) -> str:
    """The policy of a page with one style element that holds `styles` in order, and with one
    script or none, in the language of `words`. `pictures`: it holds some in itself, as data:
    URLs."""
    style = _digest("".join(made.get_template(name).render(w=words) for name in styles))
    run = _digest(made.get_template(script).render()) if script else "'none'"
    return (
        f"default-src 'none'; style-src {style}; script-src {run}; "
        f"{'img-src data:; ' if pictures else ''}"
        "base-uri 'none'; form-action 'none'"
    )


def _digest(asset: str) -> str:
    digest = base64.b64encode(hashlib.sha256(asset.encode()).digest()).decode()
    return f"'sha256-{digest}'"


def instance(release: str | None, address: str | None, words: Words) -> str:
    """Which OpenProject a page is about."""
    told = words("page.openproject", release=release or words("page.unnamed"))
    return f"{told}, {address}" if address else told
