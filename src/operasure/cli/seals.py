"""Whom an evidence document is about, and who made it: the options that every command shares."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar, cast

import click

from operasure.cli import option, passphrase
from operasure.core.errors import UsageError

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    from operasure.cli.outputs import Outputs

F = TypeVar("F", bound=Callable[..., Any])


@dataclass(frozen=True)
class GivenKeys:
    """The key of the case, and the key to seal with, as far as they are named."""

    case_key: bytes | None = None
    key: Ed25519PrivateKey | None = None

    def check(self, outputs: Outputs) -> None:
        """Raise UsageError where there will be no document that could be sealed."""
        if self.key and not outputs.written("json"):
            raise UsageError("--key needs an evidence document: add -o FILE.json")

    def put(self, outputs: Outputs) -> None:
        """Seal the documents that were written, if they are to be sealed. Raises UsageError."""
        if self.key is None:
            return
        from operasure.reports.certificate import seal as sealed

        for path in outputs.written("json"):
            fingerprint = sealed.seal(path, self.key)
            click.echo(f"operasure: sealed with {fingerprint}", err=True)


def options(function: F) -> F:
    """`--case-key` and the options of `key_options`, all as the argument `seal`."""

    @wraps(function)
    def called(*arguments: Any, seal: GivenKeys, case_key: Path | None, **named: Any) -> Any:
        from operasure.reports.certificate import keys

        given = replace(seal, case_key=keys.read_case(case_key) if case_key else None)
        return function(*arguments, seal=given, **named)

    return key_options(cast(F, _case_key(called)))


def key_options(function: F) -> F:
    """`--key` and the file with its passphrase, as the argument `seal`. It is seen before the
    command starts whether there will be a document to seal; so `outputs.options` stands above."""

    @wraps(function)
    def called(
        *arguments: Any, key_file: Path | None, key_secret: Path | None, **named: Any
    ) -> Any:
        given = GivenKeys(None, signing_key(key_file, key_secret) if key_file else None)
        given.check(named["outputs"])
        return function(*arguments, seal=given, **named)

    return cast(F, _key(_secret(called)))


_case_key = option.file(
    "--case-key",
    help="Key of the case ('operasure keygen --case'). The document then contains a keyed hash "
    "of the person, which a certificate requires.",
)
_key = option.file(
    "--key", "key_file", help="Seal the document with a signing key ('operasure keygen')."
)
_OPENS_KEY = "--key-passphrase-file"
_secret = option.file(
    _OPENS_KEY,
    "key_secret",
    help="Read the passphrase of --key from a file instead of asking for it.",
)


def signing_key(
    path: Path, passphrase_file: Path | None, option: str = _OPENS_KEY
) -> Ed25519PrivateKey:
    """A signing key, with its passphrase read or asked for where it has one. `option` is the one
    that names the file with the passphrase. Raises UsageError."""
    from operasure.reports.certificate import keys

    if not keys.is_protected(path):
        return keys.read_signing(path)
    return keys.read_signing(path, passphrase.given(passphrase_file, path, option).encode())
