"""Files of docs/deploy: they are what their formats want, fit OpenProject's, and give no right."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
import yaml

from operasure.cli import COMMANDS
from operasure.core.configuration import resolve
from operasure.database.target import target

ROOT = Path(__file__).parents[1]
DEPLOY = ROOT / "docs/deploy"
sys.path.insert(0, str(ROOT / "tools"))
locked = import_module("locked")
try_image = import_module("try_image")
# As OpenProject's compose file has them (opf/openproject-docker-compose docker-compose.yml:1-47).
NETWORKS, VOLUMES, SERVICES = {"frontend", "backend"}, {"pgdata", "opdata"}, {"db", "cache"}
WRITTEN = {"/tmp", "/work"}


def load(name: str) -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load((DEPLOY / name).read_text())
    return found


def pod(name: str) -> dict[str, Any]:
    spec = load(name)["spec"]
    found: dict[str, Any] = spec.get("jobTemplate", {"spec": spec})["spec"]["template"]["spec"]
    return found


def test_compose_joins_openproject_s_own() -> None:
    whole = load("compose.operasure.yml")
    [(name, service)] = whole["services"].items()
    assert set(whole) == {"services", "secrets"}  # networks and volumes are those of OpenProject
    assert name == "operasure"
    assert service["profiles"] == ["operasure"]
    assert set(service["networks"]) <= NETWORKS
    assert service["environment"]["OPENPROJECT_CACHE__MEMCACHE__SERVER"] == "cache:11211"
    [files, work] = service["volumes"]
    assert re.fullmatch(r"\$\{OPDATA:-opdata\}:/var/openproject/assets:ro", files)
    assert work.endswith(":/work")
    assert set(service["secrets"]) == set(whole["secrets"])
    secret = service["environment"]["OPERASURE_DATABASE_URL_FILE"]
    assert secret == f"/run/secrets/{service['secrets'][0]}"
    assert service["read_only"]
    assert service["cap_drop"] == ["ALL"]
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert service["user"] == "1000:1000"


@pytest.mark.parametrize("name", ["kubernetes-job.yml", "kubernetes-cronjob.yml"])
def test_a_job_fits_the_chart_and_needs_no_right(name: str) -> None:
    whole, spec = load(name), pod(name)
    assert whole["apiVersion"] == "batch/v1"
    assert whole["kind"] in {"Job", "CronJob"}
    assert spec["restartPolicy"] == "Never"
    assert spec["automountServiceAccountToken"] is False
    assert spec["securityContext"]["runAsNonRoot"] is True
    [container] = spec["containers"]
    assert container["securityContext"] == {
        "allowPrivilegeEscalation": False,
        "readOnlyRootFilesystem": True,
        "capabilities": {"drop": ["ALL"]},
    }
    assert container["args"][0] in COMMANDS
    assert {each["name"] for each in container["volumeMounts"]} == {
        each["name"] for each in spec["volumes"]
    }
    writable = {m["mountPath"] for m in container["volumeMounts"] if not m.get("readOnly")}
    assert writable <= WRITTEN
    assert [each["secretRef"]["name"] for each in container["envFrom"]] == [
        "openproject-core",
        "openproject-memcached",
    ]
    # What the pod gets from the chart's secrets, and what operasure makes of it.
    environment = {
        "DATABASE_URL": "postgresql://openproject@openproject-postgresql:5432/openproject",
        "OPENPROJECT_DB_PASSWORD": "secret",
    }
    assert set(environment) - {each["name"] for each in container["env"]} == {"DATABASE_URL"}
    found = target(None, resolve(environment).variables)
    assert found.parameters["password"] == "secret"
    mine = environment | {"OPERASURE_DATABASE_URL": "postgres://operasure:p@db/openproject\n"}
    assert target(None, resolve(mine).variables).parameters == {
        "host": "db", "dbname": "openproject", "user": "operasure", "password": "p",
    }  # fmt: skip


def test_manifests_are_what_kubernetes_takes() -> None:
    validator = pytest.importorskip("kubernetes_validate", reason="kubernetes-validate is no part")
    for name in ("kubernetes-job.yml", "kubernetes-cronjob.yml"):
        validator.validate(load(name), "1.30", strict=True)


def test_units_are_what_systemd_takes(tmp_path: Path) -> None:
    if shutil.which("systemd-analyze") is None:
        pytest.skip("systemd-analyze is not installed")
    names = [each.name for each in DEPLOY.glob("*.*") if each.suffix in {".service", ".timer"}]
    assert len(names) == 4
    for name in names:
        text = (DEPLOY / name).read_text()
        (tmp_path / name).write_text(text.replace("/opt/operasure/bin/operasure", "/bin/true"))
    done = subprocess.run(
        ["systemd-analyze", "verify", *(tmp_path / name for name in names)],
        capture_output=True,
        text=True,
        check=False,
    )
    if "Failed to" in done.stderr and not Path("/run/systemd/system").exists():
        pytest.skip("systemd-analyze does not run here")
    assert done.stderr == ""
    assert done.returncode == 0


def commands() -> Iterator[tuple[str, list[str]]]:
    """Each command line of operasure in the pages and files, as words behind the program."""
    unit = (DEPLOY / "operasure-audit.service").read_text()
    yield "unit", shlex.split(re.findall(r"^ExecStart=\S+ (.*)$", unit, re.M)[0])
    for name in ("kubernetes-job.yml", "kubernetes-cronjob.yml"):
        yield name, pod(name)["containers"][0]["args"]
    for page in [*(ROOT / "docs").glob("install-*.md"), ROOT / "docs/image.md"]:
        for line in re.findall(r"^ {4,}(\S.*)$", page.read_text(), re.M):
            for called in re.findall(
                r"(?:^|[|/]|sudo |\| )\s*(?:operasure|op|operasure:local) ([a-z-]+[^|>;&]*)", line
            ):
                yield page.name, shlex.split(called)


def test_pages_and_files_name_commands_and_options_that_there_are() -> None:
    found = list(commands())
    assert len(found) > 15
    for where, (name, *words) in found:
        assert name in COMMANDS, (where, name)
        known = import_module(f"operasure.cli.{COMMANDS[name]}").command
        parts = [known, *getattr(known, "commands", {}).values()]
        options = {option for part in parts for each in part.params for option in each.opts}
        assert {word for word in words if word.startswith("-") and word != "-"} <= options, where


def test_the_image_is_built_from_hashes_and_runs_as_nobody_in_particular() -> None:
    steps = try_image.instructions((DEPLOY / "Dockerfile").read_text())
    names = [name for name, _ in steps]
    assert names.count("FROM") == 2
    assert {rest for name, rest in steps if name == "ARG"} == {"BASE"}, "a base without a digest"
    assert {rest.split()[0] for name, rest in steps if name == "FROM"} == {"${BASE}"}
    assert names[-4:] == ["USER", "WORKDIR", "ENTRYPOINT", "CMD"]
    assert dict(steps)["USER"] == "10001:10001"
    copied = [rest.split() for name, rest in steps if name == "COPY" and "--from" not in rest]
    ignored = (DEPLOY / "Dockerfile.dockerignore").read_text().split("\n")
    for *sources, _ in copied:
        for source in sources:
            assert (ROOT / source).exists()
            assert f"!{source}" in ignored
    assert "*" in ignored
    install = (ROOT / "tools/install-image").read_text()
    assert all(
        "--require-hashes" in line or "--no-index" in line
        for line in install.splitlines()
        if "pip install" in line
    )


def test_what_the_image_installs_is_all_that_the_program_needs_and_locked() -> None:
    content = locked.LOCK.read_text()
    image = locked.blocks(locked.needed(content))
    assert {"click", "psycopg", "psycopg-binary", "weasyprint", "boto3", "cffi"} <= set(image)
    assert not {"pytest", "mypy", "hypothesis", "mkdocs", "playwright", "hatchling"} & set(image)
    assert all("--hash=sha256:" in text for text, _ in image.values())
    assert {"hatchling", "packaging"} <= set(locked.blocks(locked.needed(content, ["hatchling"])))
    with pytest.raises(KeyError, match="nothing-of-this-name"):
        locked.needed(content, ["nothing-of-this-name"])
