"""The verdict of a run: the only place that says which finding outweighs which."""

from __future__ import annotations

from operasure.core.model import Verdict


def verdict(*, exists: bool = False, left: bool = False, unseen: bool = False) -> Verdict:
    """The verdict of a look; the first of these that holds counts.

    `exists`: the account is still there; `left`: something of the person is; `unseen`: something
    that was to be looked at was not.
    """
    if exists:
        return Verdict.NOT_DELETED
    if left:
        return Verdict.LEFTOVERS
    return Verdict.INCOMPLETE if unseen else Verdict.CLEAR
