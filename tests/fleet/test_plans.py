"""What schedulers are given: of their own form, a process for each instance, and no secret."""

from __future__ import annotations

import json
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from fleet import kit
from operasure.cli import run
from operasure.cli.fleet import FORMATS, command
from operasure.fleet import file

IDS = {"alpha": [42], "beta-2": [7, 19], "0": [1]}
# The members of Nomad's own structures (its api/jobs.go and api/tasks.go) that are used.
NOMAD = {
    "Job": {"ID", "Name", "Type", "Datacenters", "TaskGroups"},
    "TaskGroups": {"Name", "Count", "Tasks", "RestartPolicy", "ReschedulePolicy", "Volumes"},
    "Tasks": {"Name", "Driver", "Config", "User", "Env", "Resources", "VolumeMounts"},
    "Config": {"image", "readonly_rootfs", "cap_drop", "args"},
    "Env": {"TMPDIR"},
    "Resources": {"CPU", "MemoryMB", "MemoryMaxMB"},
    "VolumeMounts": {"Volume", "Destination", "ReadOnly"},
    "RestartPolicy": {"Attempts", "Mode"},
    "ReschedulePolicy": {"Attempts", "Unlimited"},
    "fleet": {"Name", "Type", "Source"},
}


def fleet(folder: Path, key: str = "key/sign.key", **places: str) -> Path:
    path = kit.fleet(folder, IDS, **places)
    path.write_text(
        "# postgres://operasure:hunter2@db/openproject\n"
        + path.read_text().replace("sign.key", key),
        encoding="utf-8",
    )
    return path


def planned(capsys: pytest.CaptureFixture[str], path: Path, form: str, *words: str) -> str:
    assert run(["fleet", "plan", str(path), "--format", form, *words]) == 0
    told = capsys.readouterr()
    assert told.err == ""
    assert "hunter2" not in told.out
    return told.out


def refused(capsys: pytest.CaptureFixture[str], path: Path, form: str, *words: str) -> str:
    assert run(["fleet", "plan", str(path), "--format", form, *words]) == 2
    told = capsys.readouterr()
    assert told.out == ""
    return told.err


def test_kubernetes(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = fleet(tmp_path)
    text = planned(capsys, path, "kubernetes", "--jobs", "2", "--timeout", "600")
    config, job = yaml.safe_load_all(text)
    assert not re.search(r"[&*]id\d", text)
    (tmp_path / "there.toml").write_text(config["data"]["fleet.toml"])
    there, here = file.read(tmp_path / "there.toml"), file.read(path)
    assert list(there.questions()) == list(here.questions())
    spec = job["spec"]
    assert (spec["completionMode"], spec["completions"], spec["parallelism"]) == ("Indexed", 3, 2)
    [rule] = spec["podFailurePolicy"]["rules"]
    assert rule["onExitCodes"]["values"] == [1, 3, 4]  # a verdict is no reason to try again
    pod = spec["template"]["spec"]
    assert pod["restartPolicy"] == "Never"
    assert pod["automountServiceAccountToken"] is False
    assert pod["securityContext"]["runAsNonRoot"] is True
    [container] = pod["containers"]
    assert container["name"] == rule["onExitCodes"]["containerName"]
    assert_is_a_command_line(container["args"])
    volumes = {each["name"] for each in pod["volumes"]}
    for each in (container, *pod["initContainers"]):
        assert each["securityContext"] == {
            "allowPrivilegeEscalation": False, "readOnlyRootFilesystem": True,
            "capabilities": {"drop": ["ALL"]},
        }  # fmt: skip
        assert {mount["name"] for mount in each["volumeMounts"]} <= volumes
    mounted = {m["mountPath"]: m["readOnly"] for m in container["volumeMounts"]}
    assert [path for path, read_only in mounted.items() if not read_only] == [
        "/fleet/results", "/tmp",
    ]  # fmt: skip
    # Where the fleet file says that key and addresses are.
    for place in (there.signing_key, *(each.place for each in there.instances)):
        assert f"/fleet/{Path(str(place)).parent}" in mounted
    # A name of a pod holds that of the Job and the index (RFC 1123).
    assert len(f"operasure-{'a' * 40}-99999") <= 63


def test_kubernetes_takes_it(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    validator = pytest.importorskip("kubernetes_validate", reason="kubernetes-validate is no part")
    for each in yaml.safe_load_all(planned(capsys, fleet(tmp_path), "kubernetes")):
        validator.validate(each, "1.30", strict=True)


@pytest.mark.parametrize("place", ["key/../../etc/passwd", "/etc/key", "sign.key", "key"])
def test_files_that_no_pod_would_find_are_refused(
    tmp_path: Path, place: str, capsys: pytest.CaptureFixture[str]
) -> None:
    path = fleet(tmp_path, place)
    assert "the key must be named key/FILE" in refused(capsys, path, "kubernetes")
    path = fleet(tmp_path, alpha='database_url_file = "databases/a"\nreviewed = "alpha.json"')
    assert "names and decisions, too" in refused(capsys, path, "kubernetes")
    path = fleet(tmp_path, alpha='site = "databases/a"')
    assert "alpha must have database_url_file" in refused(capsys, path, "kubernetes")
    path = fleet(tmp_path, alpha='database_url_file = "/etc/a"')
    assert "alpha must have database_url_file" in refused(capsys, path, "kubernetes")
    path = fleet(tmp_path, alpha='database_url_env = "A_URL"')
    assert "alpha must have database_url_file or site" in refused(capsys, path, "nomad")


def test_nomad(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    whole = json.loads(planned(capsys, fleet(tmp_path), "nomad"))
    seen = set(keyed(whole))
    assert {name for name, _ in seen} == NOMAD.keys()
    for name, members in seen:
        assert members == NOMAD[name]
    [group] = whole["Job"]["TaskGroups"]
    assert (group["Count"], whole["Job"]["Type"]) == (3, "batch")
    [task] = group["Tasks"]
    assert_is_a_command_line(task["Config"]["args"])
    assert {each["Volume"] for each in task["VolumeMounts"]} == group["Volumes"].keys()


def keyed(value: Any, name: str = "") -> Any:
    """Every object of a job with the name under which it stands, and its members."""
    for each in value if isinstance(value, list) else [value]:
        if isinstance(each, dict):
            if name not in {"", "Volumes"}:
                yield name, frozenset(each)
            for inner, found in each.items():
                yield from keyed(found, inner)


def assert_is_a_command_line(words: list[str]) -> None:
    assert words[0] == "fleet"
    known = command.commands[words[1]]
    options = {option for each in known.params for option in each.opts}
    assert {word for word in words if word.startswith("-")} <= options


HOSTILE = ["a b", "a'b", 'a"b', "a$(touch x)b", "a;b`c`", "a%i$HOME", "ä\\b", "-a"]


@pytest.mark.parametrize("name", HOSTILE)
def test_lines_for_parallel_are_one_command_each(
    tmp_path: Path, name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / name
    folder.mkdir()
    path = fleet(folder)
    lines = planned(capsys, path, "parallel", "--timeout", "60").splitlines()
    assert len(lines) == 3
    for line, each in zip(lines, IDS, strict=True):
        shown = f"{sys.executable} -c 'import json, sys; print(json.dumps(sys.argv[1:]))'"
        done = subprocess.run(
            ["/bin/sh", "-c", line.replace("timeout 60 operasure", shown)],
            capture_output=True, text=True, check=True, cwd=tmp_path,
        )  # fmt: skip
        words = json.loads(done.stdout)
        assert words == ["fleet", "look", str(path), each, "--results", str(folder / "results")]
        assert shlex.split(line)[3:] == words
        assert_is_a_command_line(words)
    assert [each.name for each in tmp_path.iterdir()] == [name]


@pytest.mark.parametrize("name", ["fleet", *HOSTILE])
def test_a_unit_is_what_systemd_takes(
    tmp_path: Path, name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / name
    folder.mkdir()
    text = planned(capsys, fleet(folder), "systemd")
    assert re.findall(r"^# systemctl start --no-block (\S+)$", text, re.M) == [
        f"operasure-fleet-sample@{each}.service" for each in IDS
    ]
    [line] = re.findall(r"^ExecStart=(.*)$", text, re.M)
    assert "%%i" in line if "%i" in name else line.count("%") == 1
    if shutil.which("systemd-analyze") is None:
        pytest.skip("systemd-analyze is not installed")
    unit = tmp_path / "operasure-fleet-sample@.service"
    unit.write_text(text.replace("/opt/operasure/bin/operasure", "/bin/true"), encoding="utf-8")
    done = subprocess.run(
        ["systemd-analyze", "verify", str(unit)], capture_output=True, text=True, check=False
    )
    if "Failed to" in done.stderr and not Path("/run/systemd/system").exists():
        pytest.skip("systemd-analyze does not run here")
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize("form", ["parallel", "systemd"])
def test_a_path_that_no_line_can_hold_is_refused(
    tmp_path: Path, form: str, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "a\nb"
    folder.mkdir()
    assert "no line can hold" in refused(capsys, fleet(folder), form)


@pytest.mark.parametrize("form", FORMATS)
def test_a_plan_needs_a_limit_and_a_name_of_an_image(
    tmp_path: Path, form: str, capsys: pytest.CaptureFixture[str]
) -> None:
    path = fleet(tmp_path)
    assert "needs a limit" in refused(capsys, path, form, "--timeout", "0")
    assert "no name of an image" in refused(capsys, path, form, "--image", "a\nb: c")


def test_a_fleet_too_large_for_a_config_map_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = kit.fleet(tmp_path, {f"i{n}": [1] for n in range(12_000)})
    path.write_text(path.read_text().replace("sign.key", "key/sign.key"))
    assert "12,000 instances are too many" in refused(capsys, path, "kubernetes")
