"""`operasure keygen`."""

from __future__ import annotations

from pathlib import Path

import click

from operasure.cli import option, passphrase


@click.command("keygen")
@option.new_file(
    "--output",
    "-o",
    required=True,
    help="File for the key (mode 0600); the public key is written to FILE.pub.",
)
@option.flag(
    "--case",
    "for_case",
    help="Make the secret key of a case, for its hashes, instead of a signing key.",
)
@option.flag("--protect", help="Protect the signing key with a passphrase, asked for twice.")
@passphrase.file_option
def command(output: Path, for_case: bool, protect: bool, passphrase_file: Path | None) -> int:
    """Make a key: Ed25519 for signing certificates, or the secret key of a case.

    A key is never overwritten. Exit code: 0 made, 2 wrong usage.
    """
    from operasure.reports.certificate import keys

    if for_case:
        if protect or passphrase_file:
            raise click.UsageError("A case key has no passphrase: keep the file with the case.")
        keys.create_case(output)
        click.echo(f"operasure: case key in {output}", err=True)
        return 0
    secret = passphrase.read(passphrase_file) if passphrase_file else None
    if protect and not secret:
        secret = passphrase.ask(output, confirm=True)
    fingerprint = keys.create_signing(output, secret.encode() if secret else None)
    click.echo(f"operasure: signing key in {output}, public key in {output}.pub", err=True)
    click.echo(fingerprint)
    return 0
