"""The key that binds a plan to its maker: that of the case, or one of the plan's own beside it."""

from __future__ import annotations

from pathlib import Path

from operasure.core.errors import UsageError


def beside(plan: Path) -> Path:
    """Where the key of a plan stands that was made without the case's."""
    return plan.with_name(plan.name + ".key")


def made(plan: Path) -> bytes:
    """The key of its own for a new plan; one that is there is used again. Raises UsageError."""
    from operasure.reports.certificate import keys

    path = beside(plan)
    if not path.exists():
        keys.create_case(path)
    return keys.read_case(path)


def known(plan: Path, case_key: Path | None) -> bytes:
    """The key of a plan that is there. Raises UsageError where there is none."""
    from operasure.reports.certificate import keys

    path = case_key or beside(plan)
    if not path.exists():
        raise UsageError(
            f"no key for {plan}: give --case-key FILE, the key with which the plan was made"
        )
    return keys.read_case(path)
