"""Which caches are looked at: the options that cache, verify and find-mentions share."""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar, cast

import click

from operasure.cli import common, option, progress
from operasure.core.errors import UsageError

if TYPE_CHECKING:
    from operasure.core.unchecked import Unchecked
    from operasure.looks.cache.address import Address, RedisAddress, Tls
    from operasure.looks.cache.look import CacheLook, CachesAt
    from operasure.matching.identity import Identity

F = TypeVar("F", bound=Callable[..., Any])

_OPTIONS = option.together(
    click.option(
        "--memcached",
        multiple=True,
        metavar="SERVER",
        help="memcached server to check: HOST:PORT, [IPv6]:PORT or the path of a socket "
        "(repeatable: name every server); default: OpenProject's own setting in the "
        "environment.",
    ),
    click.option(
        "--memcached-namespace",
        metavar="NAME",
        help="Search only keys that begin with NAME; default: OpenProject's own setting.",
    ),
    option.flag(
        "--memcached-tls",
        help="Connect to memcached with TLS, verified with the system's certificates.",
    ),
    option.file(
        "--memcached-ca",
        help="Connect to memcached with TLS, verified with these certificates (PEM).",
    ),
    click.option(
        "--memcached-timeout",
        type=click.FloatRange(min=0, min_open=True),
        default=10.0,
        show_default=True,
        metavar="SECONDS",
        help="Longest wait for an answer of memcached.",
    ),
    click.option(
        "--redis",
        multiple=True,
        metavar="URL",
        help="Database of Redis or Valkey to check: redis://HOST:PORT/NUMBER, rediss:// with TLS; "
        "- takes OPERASURE_REDIS_URL, else OpenProject's own setting (repeatable).",
    ),
    option.folder(
        "--cache-dir",
        "cache_directories",
        multiple=True,
        help="Directory of Rails' file store to check (repeatable).",
    ),
)


@dataclass(frozen=True)
class GivenCaches:
    """The caches that options and environment name."""

    servers: tuple[Address, ...] = ()
    directories: tuple[Path, ...] = ()
    others: Mapping[str, Unchecked] = field(default_factory=dict)
    """Caches that exist but can't be looked at."""
    namespace: str | None = None
    timeout: float = 10.0
    tls: Tls | None = None
    redis: tuple[RedisAddress, ...] = ()

    @property
    def named(self) -> bool:
        """Whether any cache is to be looked at."""
        return bool(self.servers or self.directories or self.redis)

    @property
    def where(self) -> CachesAt:
        """The same for a look."""
        from operasure.looks.cache.connection import CacheAccess
        from operasure.looks.cache.look import CachesAt
        from operasure.looks.cache.search import CacheOptions

        options = CacheOptions(CacheAccess(self.timeout, self.tls), self.namespace)
        return CachesAt(self.servers, self.directories, options, self.others, self.redis)

    def place(self, jobs: int | None, *, excerpts: bool = False) -> CachesAt:
        """Where to look, with so many processes (None: one for each core)."""
        where = self.where
        options = replace(where.options, jobs=jobs, excerpts=excerpts, progress=progress.shown())
        return replace(where, options=options)

    def look(self, identity: Identity, jobs: int | None) -> CacheLook | None:
        """What the caches know of the person; None where none is named."""
        if not self.named:
            return None
        from operasure.looks.cache import look

        return look.look(self.place(jobs), identity)


def options(function: F) -> F:
    """The options of a command; it takes them together as `caches`, a `GivenCaches`. With --dump
    no cache is looked at: none belongs to a backup.

    Raises UsageError on an address or a certificate that is none, before anything is looked at.
    """

    @functools.wraps(function)
    def command(
        *arguments: Any,
        memcached: tuple[str, ...],
        memcached_namespace: str | None,
        memcached_tls: bool,
        memcached_ca: Path | None,
        memcached_timeout: float,
        redis: tuple[str, ...],
        cache_directories: tuple[Path, ...],
        **others: Any,
    ) -> Any:
        from operasure.looks.cache import address, settings

        if others.get("dump"):
            if memcached or redis or cache_directories:
                raise UsageError("a dump has no cache: omit --memcached, --redis and --cache-dir")
            return function(*arguments, caches=GivenCaches(), **others)
        found = common.configuration(others.get("database_url"))
        servers = tuple(address.servers(memcached, found.variables))
        if servers and not memcached and (place := address.place(found)):
            common.warn(f"the servers of memcached are those of {place}")
        tls = _tls(memcached_ca) if memcached_tls or memcached_ca else None
        others_known = settings.other_stores(
            found.variables,
            servers_searched=bool(servers),
            directory_searched=bool(cache_directories),
            redis_searched=bool(redis),
        )
        named_space = address.namespace(memcached_namespace, found.variables)
        given = GivenCaches(
            servers,
            cache_directories,
            others_known,
            named_space,
            memcached_timeout,
            tls,
            tuple(address.redis(redis, found.variables)),
        )
        return function(*arguments, caches=given, **others)

    return cast(F, _OPTIONS(command))


def _tls(authority: Path | None) -> Tls:
    """The settings of TLS, once tried so that an unusable file ends the command at once."""
    from operasure.looks.cache.address import Tls

    tls = Tls(authority)
    tls.context()
    return tls
