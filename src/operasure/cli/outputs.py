"""Where a report goes, and in which forms: the options that every command that reports shares."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from functools import wraps
from pathlib import Path
from typing import Any, TypeVar, cast

import click

from operasure.cli import common, option, progress, streams
from operasure.core import writing
from operasure.core.errors import UsageError
from operasure.core.languages import LANGUAGES
from operasure.core.legible import paint, plain
from operasure.reports import formats
from operasure.reports.formats import Format, Paper

F = TypeVar("F", bound=Callable[..., Any])
STDOUT = Path("-")
SHORT = ("verify", "audit", "find-mentions", "cache", "files", "logs", "snapshot", "fleet", "show")
"""Commands whose report to read has a short form."""


@dataclass(frozen=True)
class Outputs:
    """The forms of one report: those of files, and that of standard output, if any goes there."""

    files: tuple[tuple[Path, Format], ...] = ()
    shown: Format | None = None
    full: bool = False
    """Whether reports to read are whole, however long."""
    language: str = LANGUAGES[0]
    """The language of pages."""

    def given(self) -> set[str]:
        """The names of the forms that the report is made in."""
        each = [form for _, form in self.files] + ([self.shown] if self.shown else [])
        return {form.name for form in each}

    def written(self, name: str) -> list[Path]:
        """The files that get this form."""
        return [path for path, form in self.files if form.name == name]

    def check(self, command: str) -> None:
        """Raise UsageError for a form that this command's document can't take."""
        for name in sorted(self.given()):
            if not formats.formats()[name].takes(command):
                raise UsageError(f"a document of {command} has no form {name}")

    def emit(self, paper: Paper) -> None:
        """Write every file, all or none, and then print what goes to standard output."""
        paper = replace(paper, full=paper.full or self.full, language=self.language)
        made = ((path, form.render(paper)) for path, form in self.files)
        if self.files:
            writing.write_all(progress.shown().written(made, len(self.files)))
        for path, _ in self.files:
            common.wrote(path)
        if self.shown:
            coloured = paint if streams.coloured() else plain
            for piece in self.shown.render(replace(paper, paint=coloured)):
                click.echo(piece, nl=False)


def options(command: str, name: str = "--output", *short: str) -> Callable[[F], F]:
    """The options of a command, which takes them together as `outputs`. `name` is the option that
    names files."""
    known = formats.of_command(command)
    spoken = [f"{each.says} ({', '.join(each.suffixes)})" for each in known]

    def decorate(function: F) -> F:
        @wraps(function)
        def called(
            *arguments: Any,
            form: str | None,
            output: tuple[Path, ...],
            full: bool = False,
            language: str,
            **named: Any,
        ) -> Any:
            chosen = replace(chosen_of(command, form, output), full=full, language=language)
            return function(*arguments, outputs=chosen, **named)

        decorated = option.new_file(
            name,
            *short,
            "output",
            multiple=True,
            help="Write to a file (mode 0600) instead of standard output. The ending of its name "
            f"decides the format: {'; '.join(spoken)}. Repeatable: all files are of one run; - is "
            "standard output.",
        )(called)
        if command in SHORT:
            decorated = option.flag(
                "--full",
                help="Print the whole report as text, not its 40 most important lines. Other "
                "formats are always whole.",
            )(decorated)
        decorated = click.option(
            "--language",
            type=click.Choice(LANGUAGES),
            default=LANGUAGES[0],
            show_default=True,
            help="Language of pages; text on a terminal is English.",
        )(decorated)
        return cast(
            F,
            click.option(
                "--format",
                "form",
                type=click.Choice([each.name for each in known]),
                help="Format of standard output, or of one FILE; default: text, or by the file's "
                "ending.",
            )(decorated),
        )

    return decorate


def chosen_of(command: str, form: str | None, paths: Iterable[Path]) -> Outputs:
    """What options ask for. `form` says the form of standard output, of a single file, and of files
    whose names say none. Raises UsageError for a file that is named twice and for a form that the
    command can't give."""
    named = list(paths)
    told = formats.formats()[form or "text"]
    if not named:
        return Outputs((), told)
    seen = {path.resolve() for path in named}
    if len(seen) < len(named):
        raise UsageError("a file is named twice with -o: give each output its own name")
    files = [path for path in named if path != STDOUT]
    if form and len(named) == 1 and files:
        return Outputs(((files[0], told),))
    return Outputs(
        tuple((path, formats.of_file(path.name, command) or told) for path in files),
        told if STDOUT in named else None,
    )
