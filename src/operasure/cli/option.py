"""The kinds of options that commands have: `click.option` with what one kind has in common."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable
from functools import partial, reduce
from pathlib import Path
from typing import Any, TypeVar

import click

from operasure.core.model import HIGHEST

F = TypeVar("F", bound=Callable[..., Any])

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
NEW = click.Path(dir_okay=False, path_type=Path)
FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)

file = partial(click.option, type=FILE, metavar="FILE")
"""A file that is there."""
new_file = partial(click.option, type=NEW, metavar="FILE")
"""A file that is written."""
folder = partial(click.option, type=FOLDER, metavar="DIR")
"""A folder that is there."""
flag = partial(click.option, is_flag=True)


class Seconds(click.ParamType):  # type: ignore[type-arg]
    """A number of seconds that the server takes as a limit: to the thousandth, up to 24 days."""

    name = "seconds"
    longest = 2_147_483

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> float:
        try:
            found = float(value)
        except ValueError:
            found = math.nan
        if not math.isfinite(found) or found < 0:
            self.fail(f"{value!r} is no number of seconds", param, ctx)
        if found > self.longest:
            self.fail(f"at most {self.longest} (24 days); 0 is no limit", param, ctx)
        if 0 < found < 0.001:
            self.fail("at least 0.001; 0 is no limit", param, ctx)
        return found


class Folded(click.Option):
    """An option that many commands share. The help of a command and its man page leave its line
    out; the line of the option that leads the group names the page that tells of all."""

    def get_help_record(self, ctx: click.Context) -> None:
        """No line of its own."""


def seconds(name: str, *, default: float, says: str, **more: Any) -> Callable[[F], F]:
    """A limit of time."""
    return click.option(
        name,
        type=Seconds(),
        metavar="SECONDS",
        default=default,
        show_default=True,
        help=says,
        **more,
    )


def together(*options: Callable[[F], F]) -> Callable[[F], F]:
    """Several options as one, which stand in the help in this order."""
    return lambda function: reduce(lambda made, option: option(made), reversed(options), function)


class Number(click.IntRange):
    """A whole number in the digits 0 to 9. Python would take `4_2` for 42, too, and `٤٢`: an id
    that was mistyped would be that of another person."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        if isinstance(value, str) and not re.fullmatch("-?[0-9]+", value):
            self.fail(f"{value!r} is not a number in the digits 0 to 9.", param, ctx)
        return super().convert(value, param, ctx)


def number(
    *names: str, least: int, most: int | None = None, default: int | None = None, **more: Any
) -> Callable[[F], F]:
    """A number between two others."""
    # A default of None would be one: what is required would not be asked for.
    if default is not None:
        more |= {"default": default, "show_default": bool(default)}
    return click.option(*names, type=Number(least, most), metavar="N", **more)


user_id = partial(number, "--user-id", least=1, most=HIGHEST, required=True)
"""The id of a user."""


def keep_days(default: int, what: str) -> Callable[[F], F]:
    """For how many days files stay that hold personal data."""
    says = f"Days until 'operasure prune' removes {what}."
    return number("--keep-days", least=1, most=3660, default=default, help=says)


def choice(*names: str, of: Iterable[str], default: str, **more: Any) -> Callable[[F], F]:
    """One of some words."""
    kind = click.Choice(list(of))
    return click.option(*names, type=kind, default=default, show_default=True, **more)
