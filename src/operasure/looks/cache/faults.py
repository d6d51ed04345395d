"""Why a server, or a part of it, could not be checked, and what to do about it."""

from collections.abc import Mapping

from operasure.core.unchecked import Unchecked

CLEAR_IT = "clear the cache (flush_all, or a restart of memcached); it is empty then"
CLEAR_BY_FORCE = f"or {CLEAR_IT}"


class Fault(Exception):
    """Raised within this package where a server can't be read; ends as an `Unchecked` result."""

    def __init__(self, reason: str, remedy: str) -> None:
        super().__init__(reason)
        self.unchecked = Unchecked(reason, remedy)


def unreachable(problem: str) -> Fault:
    """No connection, or none any more."""
    return Fault(problem, "check address, port, firewall and that memcached runs, then run again")


def went_away(what: str) -> Fault:
    """The connection ended or went silent in the middle of something."""
    return Fault(
        f"the server closed the connection or stopped answering while {what}",
        "check that memcached runs and is not overloaded, then run again",
    )


def login_needed() -> Fault:
    """Login wrong or missing."""
    return Fault(
        "the server requires a login, or refused the one that was given",
        "set MEMCACHE_USERNAME and MEMCACHE_PASSWORD, " + CLEAR_BY_FORCE,
    )


def binary_only() -> Fault:
    """SASL, or a server bound to the binary protocol."""
    return Fault(
        "the server speaks only the binary protocol (as with SASL), which can't list keys",
        "start memcached without -S and -B binary for the time of the check, " + CLEAR_BY_FORCE,
    )


def refused(line: bytes) -> Fault:
    """A refusal to list the keys, in memcached's own words (items.c, crawler.c, proto_text.c)."""
    answer = line.decode("ascii", "replace").strip()
    if "unauthenticated" in answer:
        return login_needed()
    for words, (reason, remedy) in _REFUSALS.items():
        if words in answer.lower():
            return Fault(reason, remedy)
    shown = "".join(letter for letter in answer[:80] if letter.isprintable())
    return Fault(
        f"the server did not list its keys but answered: {shown}",
        "a current memcached can list all its keys: upgrade it, " + CLEAR_BY_FORCE,
    )


_REFUSALS = {
    "lru crawler disabled": (
        "the server's LRU crawler, which lists the keys, is switched off",
        "send it 'lru_crawler enable' (undone by 'lru_crawler disable'), or start memcached"
        " without no_lru_crawler, " + CLEAR_BY_FORCE,
    ),
    "not allowed": (
        "the server was started with -X, which forbids listing the keys",
        "start memcached without -X, " + CLEAR_BY_FORCE,
    ),
    "busy": (
        "the server was busy with another listing or crawl each time it was asked",
        "wait until the other one has ended, then run again",
    ),
    "error locked": (
        "the server was making its hash table larger each time it was asked for its keys",
        "run again in a minute",
    ),
}


def undecodable(reasons: Mapping[str, int]) -> Unchecked:
    """Entries that could be searched only as raw and inflated bytes: their number by reason."""
    counted = ", ".join(f"{reason}: {number}" for reason, number in sorted(reasons.items()))
    return Unchecked(
        f"{sum(reasons.values())} entries could not be decoded completely ({counted})", CLEAR_IT
    )
