"""What mkdocs needs to build docs/ as it is: written to be read on a code host and in a terminal.

A heading's anchor is the one that code hosts make of it. A link that leads out of docs/ shows its
text alone: the site has no such page.
"""

from __future__ import annotations

import re
from typing import Any

_OUTSIDE = re.compile(r"\[([^\]]+)\]\(\.\./[^)]*\)")


def anchor(title: str, separator: str) -> str:
    """The anchor of a heading."""
    return re.sub(r"[^\w -]", "", title).strip().lower().replace(" ", separator)


def on_config(config: Any) -> Any:
    """Called by mkdocs once it has read mkdocs.yml."""
    config.mdx_configs["toc"] = {"slugify": anchor, "permalink": True}
    return config


def on_page_markdown(markdown: str, **_: Any) -> str:
    """Called by mkdocs with the text of each page."""
    return _OUTSIDE.sub(r"\1", markdown)
