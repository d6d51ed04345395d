"""The options of commands that follow from a site file."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from operasure.cases.site import Site


def reading(site: Site) -> list[str]:
    """The options of a site for what reads its database."""
    schema = repeated("--schema", filter(None, [site.schema]))
    return schema + repeated("--queries", site.queries)


def cached(site: Site) -> list[str]:
    """The options that name the caches of a site."""
    named = repeated("--memcached", site.memcached)
    return [*named, "--redis", "-"] if site.redis else named


def accepted(site: Site) -> list[str]:
    """The option that names what a site keeps on a written ground."""
    return repeated("--accept", filter(None, [site.accept]))


def repeated(option: str, values: Iterable[Any]) -> list[str]:
    """An option with each of some values."""
    return [word for value in values for word in (option, str(value))]
