"""The systems of the real installation, before and after OpenProject's own deletion."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from operasure.cli import run
from operasure.core.queries import load
from operasure.core.systems import Returns
from operasure.core.typed import plain
from operasure.database.session import Access, session
from operasure.database.target import target
from operasure.looks.systems.look import connected
from operasure.looks.verify import VerifyOptions, verify
from operasure.reports.evidence import document
from operasure.reports.evidence.systems import CONNECTED
from operasure.reports.inventory import inventory
from support.databases import MakeDatabase
from support.evidence import validate
from support.instances import generated, observed
from support.roles import reader
from support.snapshots import taken

CONFIGURED = {
    "oidc": ("at sign-in", 1),
    "saml": ("at sign-in", 0),
    "sso": ("at sign-in", 0),
    "ldap": ("no", 1),
    "ldap_groups": ("no", 2),
    "scim": ("by itself", 1),
    "nextcloud": ("names only", 2),
    "git": ("names only", 1),
    "github": ("names only", None),
    "gitlab": ("names only", 1),
    "webhooks": ("no", None),
    "api_clients": ("no", 2),
    "api_keys": ("no", 2),
    "calendars": ("no", 2),
    "backup": ("when restored", None),
    "gravatar": ("no", None),
    "sms": ("no", 1),
}
"""What the installation has: how it brings the person back, and entries of the person before."""


def test_before_the_deletion_the_snapshot_has_them_all(shared_database: MakeDatabase) -> None:
    snapshot = taken(shared_database(observed("before")))
    found = {s.key: (str(s.brings_back), s.accounts) for s in snapshot.systems}
    assert found == CONFIGURED
    listed = inventory.build(snapshot)
    names = {entry["key"]: entry["names"] for entry in listed["other_systems"]}
    assert names["nextcloud"] == names["oidc"] == ["j_brandstroem"]
    assert names["sms"] == ["+49 170 42000"]
    for shown in (inventory.render(listed).whole, inventory.html(listed)):
        assert "Nextcloud (3)" in shown
        assert "+49 170 42000" in shown


def test_after_it_the_snapshot_tells_what_the_database_no_longer_knows(
    shared_database: MakeDatabase, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before, after = (shared_database(observed(state)) for state in ("before", "after"))
    file = tmp_path / "snapshot.json"
    run(["snapshot", "--user-id", "42", "--database-url", before, "-o", str(file)])
    command = ["verify", "--user-id", "42", "--database-url", after, "--snapshot", str(file)]
    capsys.readouterr()
    assert run([*command, "--format", "json"]) == 1
    written = capsys.readouterr().out
    evidence = json.loads(written)
    validate(evidence)
    found = {s["key"]: (s["brings_back"], s["accounts"] or 0) for s in evidence["other_systems"]}
    assert found == {key: (back, known or 0) for key, (back, known) in CONFIGURED.items()} | {
        "saml": ("at sign-in", 0),
        "sso": ("at sign-in", 0),
    }
    own = json.dumps(evidence["other_systems"], ensure_ascii=False)
    assert not [n for n in ("brandstr", "+49 170", "Brandström") if n in own]
    assert set(evidence["not_covered"]).isdisjoint(CONNECTED)
    assert evidence["installation"]["modules"][:3] == ["bim", "budgets", "costs"]


def test_without_a_snapshot_it_is_left_open(shared_database: MakeDatabase) -> None:
    report = verify(target(shared_database(observed("after")), {}), VerifyOptions(42))
    known = {s.key: s.accounts for s in report.systems if s.accounts is not None}
    assert known == {"api_clients": 2}, "OpenProject leaves these tokens"
    built = plain(document.build(report, load().titles))
    assert built["cookies"]["outcome"] == "leftover"
    assert {c.partition("/")[2].partition(".")[0] for c in built["cookies"]["checks"]} == {
        "sessions", "tokens", "autologin_session_links", "oidc_user_session_links",
    }  # fmt: skip


@pytest.mark.parametrize("version", ["12.0", "10.0"])
def test_older_releases(shared_database: MakeDatabase, version: str) -> None:
    with session(target(shared_database(generated(version)), {}), Access()) as opened:
        found = {s.key: s for s in connected(opened, 42, alive=True)}
    assert {"sso", "ldap", "git", "subversion", "webhooks", "api_clients"} <= set(found)
    assert not {"oidc", "nextcloud", "scim", "calendars"} & set(found)
    assert found["sso"].back is Returns.SIGN_IN
    assert all(system.reason is None for system in found.values())


def test_what_may_not_be_read_is_said(make_database: MakeDatabase) -> None:
    url = make_database(observed("after"))
    with reader(url, "auth_providers", "enabled_modules") as (_, mine):
        report = verify(target(mine, {}), VerifyOptions(42))
    found = {s.key: s for s in report.systems}
    for key in ("oidc", "saml", "sso"):
        assert (found[key].count, found[key].reason) == (0, "no permission to read it")
    assert found["nextcloud"].reason is None
    assert report.installation.modules is None
    entries: list[dict[str, Any]] = plain(document.build(report, {}).other_systems)
    assert {e["brings_back"] for e in entries if e["reason"]} == {None}
