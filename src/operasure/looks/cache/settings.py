"""OpenProject's settings of its cache, from its environment.

What the settings mean: OpenProject 17.1 lib_static/open_project/configuration.rb:51-110.
"""

from collections.abc import Mapping

from operasure.core.configuration import MEMCACHED, setting
from operasure.core.unchecked import Unchecked


def other_stores(
    environment: Mapping[str, str],
    *,
    servers_searched: bool,
    directory_searched: bool,
    redis_searched: bool = False,
) -> dict[str, Unchecked]:
    """Caches that the environment shows and that are not searched: what they are, and what to do.

    Empty if nothing shows one: an environment that is not OpenProject's own tells nothing. The
    settings can't stand in OpenProject's database, where none of them may be written
    (definition.rb:221-243 and 828-834, `writable: false`).
    """
    store = setting("rails_cache_store", environment)
    redis = setting("cache_redis_url", environment)
    if store is None and not redis and _is_openproject(environment):
        store = "memcache" if setting("cache_memcache_server", environment) else "file_store"
    if store == "redis" or (store is None and redis):
        return {} if redis_searched else {"Redis": _REDIS}
    if store == "file_store" and not directory_searched:
        return {"file store": _FILES}
    if store in MEMCACHED and not servers_searched:
        return {"memcached": _SERVERS}
    return {} if store in (None, "file_store", *MEMCACHED) else {"another store": _OTHER}


def _is_openproject(environment: Mapping[str, str]) -> bool:
    return any(name.startswith("OPENPROJECT_") for name in environment)


_REDIS = Unchecked(
    "OpenProject has its cache in Redis, which was not searched",
    "search it with --redis (in a case: redis in the site file), or clear it (FLUSHDB)",
)
_FILES = Unchecked(
    "OpenProject has its cache in files (tmp/cache of its root), which were not searched",
    "search them with --cache-dir, or delete them",
)
_SERVERS = Unchecked(
    "OpenProject has its cache in memcached, and no server was searched",
    "give the servers with --memcached HOST:PORT",
)
_OTHER = Unchecked(
    "OpenProject has its cache in another kind of store, which was not searched",
    "clear it with the tools of that store",
)
