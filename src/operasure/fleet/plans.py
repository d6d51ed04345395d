"""What runs a fleet elsewhere, as text for schedulers that others have: one process of operasure
for each instance, beside its database. Nothing in it is a password; the fleet file holds none.

Kubernetes: batch/v1 Job with completionMode Indexed (1.29 and later: backoffLimitPerIndex). Nomad:
the JSON of its HTTP API (`nomad job run -json`). Each process finds its instance by the index that
the scheduler gives it.
"""

from __future__ import annotations

import json
import shlex
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from operasure.core.errors import UsageError
from operasure.core.model import Verdict
from operasure.fleet.file import FILES, Fleet, render

MOUNT = "/fleet"
_LARGEST = 900_000
"""Bytes of a fleet file that a ConfigMap takes (1 MiB with all else)."""
_MOST = 100_000
"""Completions that an Indexed Job may have."""
_USER = 10001
_RESULTS = [each.exit_code for each in Verdict if each.exit_code]


@dataclass(frozen=True)
class Place:
    """How the processes are started: `file` is the fleet file and `results` the folder of answers
    on this machine; `jobs` how many run at a time, each for at most `seconds`; `image` holds
    operasure."""

    file: Path
    results: Path
    jobs: int
    seconds: int
    image: str


def kubernetes(fleet: Fleet, place: Place) -> Iterator[str]:
    """A ConfigMap with the fleet file, and an Indexed Job. Raises UsageError for a fleet that is
    too large for these."""
    _in_mount(fleet, "key/", "databases/", ("database_url_file",))
    content, every = "".join(render(fleet)), len(fleet.instances)
    if len(content.encode()) > _LARGEST or every > _MOST:
        raise UsageError(f"{every:,} instances are too many for one Job: split the fleet")
    name = f"operasure-{fleet.name}"
    config = {
        "apiVersion": "v1", "kind": "ConfigMap", "metadata": {"name": name},
        "data": {"fleet.toml": content},
    }  # fmt: skip
    # A verdict is a result, and asking again would not change it; everything else is tried again.
    results = {"containerName": "operasure", "operator": "In", "values": sorted(_RESULTS)}
    job = {
        "apiVersion": "batch/v1", "kind": "Job", "metadata": {"name": name},
        "spec": {
            "completionMode": "Indexed", "completions": every,
            "parallelism": min(place.jobs, every), "backoffLimitPerIndex": 2,
            "podFailurePolicy": {"rules": [{"action": "FailIndex", "onExitCodes": results}]},
            "template": {
                "metadata": {"labels": {"app.kubernetes.io/name": "operasure"}},
                "spec": _pod(name, place),
            },
        },
    }  # fmt: skip
    yield str(yaml.dump_all([config, job], Dumper=_Manifest, sort_keys=False, allow_unicode=True))


class _Manifest(yaml.SafeDumper):
    """Texts of several lines as such, and nothing by reference."""

    def ignore_aliases(self, data: object) -> bool:
        return True


_Manifest.add_representer(
    str,
    lambda dumper, text: dumper.represent_scalar(
        "tag:yaml.org,2002:str", text, style="|" if "\n" in text else None
    ),
)


def _in_mount(fleet: Fleet, keys: str, addresses: str, sources: tuple[str, ...]) -> None:
    """Refuse a fleet file whose files a process there would not find."""
    files = [*(getattr(fleet, each) for each in FILES), *(e.reviewed for e in fleet.instances)]
    if not all(_below(place, keys) for place in files if place):
        raise UsageError(
            f"fleet file: the key must be named {keys}FILE, and names and decisions, too: there "
            "they stand"
        )
    if fleet.signing_key is None:
        raise UsageError("fleet file: signing_key is missing")
    for each in fleet.instances:
        if each.source not in sources or not _below(each.place, addresses):
            named = " or ".join(sources)
            raise UsageError(f"fleet file: {each.name} must have {named} = {addresses}FILE")


def _below(place: str, folder: str) -> bool:
    parts = Path(place.removeprefix(f"{MOUNT}/")).parts
    return not {"..", "/", "~"} & set(parts) and "/".join(parts).startswith(folder)


def _pod(config: str, place: Place) -> Mapping[str, Any]:
    own = {
        "image": place.image,
        "securityContext": {
            "allowPrivilegeEscalation": False, "readOnlyRootFilesystem": True,
            "capabilities": {"drop": ["ALL"]},
        },
    }  # fmt: skip
    # A file of a secret is open to its group, and a key that others can read is refused.
    copy = {
        "name": "key", **own,
        "command": ["sh", "-c", f"umask 077 && cp /secret/* {MOUNT}/key/"],
        "volumeMounts": [_mount("secret", "/secret", True), _mount("key", f"{MOUNT}/key", False)],
    }  # fmt: skip
    look = {
        "name": "operasure", **own,
        "args": ["fleet", "look", f"{MOUNT}/fleet.toml", "--results", f"{MOUNT}/results"],
        "resources": {
            "requests": {"cpu": "500m", "memory": "512Mi"}, "limits": {"memory": "2Gi"},
        },
        "volumeMounts": [
            {**_mount("config", f"{MOUNT}/fleet.toml", True), "subPath": "fleet.toml"},
            _mount("databases", f"{MOUNT}/databases", True),
            _mount("key", f"{MOUNT}/key", True),
            _mount("results", f"{MOUNT}/results", False),
            _mount("tmp", "/tmp", False),  # noqa: S108
        ],
    }  # fmt: skip
    secret = {"defaultMode": 0o440}
    return {
        "restartPolicy": "Never", "activeDeadlineSeconds": place.seconds,
        "automountServiceAccountToken": False,
        "securityContext": {
            "runAsNonRoot": True, "runAsUser": _USER, "runAsGroup": _USER, "fsGroup": _USER,
            "seccompProfile": {"type": "RuntimeDefault"},
        },
        "initContainers": [copy], "containers": [look],
        "volumes": [
            {"name": "config", "configMap": {"name": config}},
            {"name": "databases", "secret": {"secretName": "operasure-fleet-databases", **secret}},
            {"name": "secret", "secret": {"secretName": "operasure-fleet-key", **secret}},
            {"name": "key", "emptyDir": {"medium": "Memory"}},
            {"name": "results", "persistentVolumeClaim": {"claimName": "operasure-fleet"}},
            {"name": "tmp", "emptyDir": {}},
        ],
    }  # fmt: skip


def _mount(name: str, path: str, read_only: bool) -> dict[str, Any]:
    return {"name": name, "mountPath": path, "readOnly": read_only}


def nomad(fleet: Fleet, place: Place) -> Iterator[str]:
    """A batch of as many allocations as there are instances, on clients that share a host volume
    with the fleet file, the keys and the addresses. Raises UsageError for files elsewhere."""
    _in_mount(fleet, "", "", ("database_url_file", "site"))
    task = {
        "Name": "operasure", "Driver": "docker",
        "Config": {
            "image": place.image, "readonly_rootfs": True, "cap_drop": ["all"],
            "args": ["fleet", "look", f"{MOUNT}/fleet.toml", "--results", f"{MOUNT}/results"],
        },
        "User": f"{_USER}:{_USER}", "Env": {"TMPDIR": "/local"},
        "Resources": {"CPU": 500, "MemoryMB": 512, "MemoryMaxMB": 2048},
        "VolumeMounts": [{"Volume": "fleet", "Destination": MOUNT, "ReadOnly": False}],
    }  # fmt: skip
    group = {
        "Name": "look", "Count": len(fleet.instances), "Tasks": [task],
        # A verdict ends a process with an exit code of its own, which is no reason to try again.
        "RestartPolicy": {"Attempts": 0, "Mode": "fail"},
        "ReschedulePolicy": {"Attempts": 0, "Unlimited": False},
        "Volumes": {"fleet": {"Name": "fleet", "Type": "host", "Source": "operasure-fleet"}},
    }  # fmt: skip
    name = f"operasure-{fleet.name}"
    job = {"ID": name, "Name": name, "Type": "batch", "Datacenters": ["*"], "TaskGroups": [group]}
    yield json.dumps({"Job": job}, indent=1) + "\n"


def parallel(fleet: Fleet, place: Place) -> Iterator[str]:
    """A command line for each instance, for GNU parallel or any shell."""
    for each in fleet.instances:
        yield shlex.join(["timeout", str(place.seconds), "operasure", *_words(place, each.name)])
        yield "\n"


def systemd(fleet: Fleet, place: Place) -> Iterator[str]:
    """A template of a service, and as comments the line that starts it for each instance."""
    unit = f"operasure-fleet-{fleet.name}@"
    yield f"# /etc/systemd/system/{unit}.service\n"
    yield "# It fails where verify's exit code is not 0: something is left or was not checked.\n"
    for each in fleet.instances:
        yield f"# systemctl start --no-block {unit}{each.name}.service\n"
    words = " ".join(_unit_word(each, "$") for each in _words(place, "\0"))
    yield f"""
[Unit]
Description=operasure looks at %i
Wants=network-online.target
After=network-online.target

[Service]
Type=oneshot
ExecStart=/opt/operasure/bin/operasure {words}
ReadWritePaths={_unit_word(str(place.results))}
TimeoutStartSec={place.seconds}
UMask=0077
Nice=10
IOSchedulingClass=idle
CapabilityBoundingSet=
LockPersonality=yes
NoNewPrivileges=yes
PrivateDevices=yes
PrivateTmp=yes
ProtectClock=yes
ProtectControlGroups=yes
ProtectHome=read-only
ProtectHostname=yes
ProtectKernelLogs=yes
ProtectKernelModules=yes
ProtectKernelTunables=yes
ProtectSystem=strict
RestrictAddressFamilies=AF_INET AF_INET6 AF_UNIX
RestrictNamespaces=yes
RestrictRealtime=yes
RestrictSUIDSGID=yes
SystemCallArchitectures=native
SystemCallFilter=@system-service
"""


def _words(place: Place, name: str) -> list[str]:
    for path in (place.file, place.results):
        if not str(path).isprintable():
            raise UsageError("the fleet file or its folder has a name that no line can hold")
    return ["fleet", "look", str(place.file), name, "--results", str(place.results)]


def _unit_word(word: str, doubled: str = "") -> str:
    """A word of a unit (systemd.syntax(7), systemd.unit(5)); of a command line `$` is doubled, too
    (systemd.service(5))."""
    if word == "\0":
        return "%i"
    quoted = word.replace("\\", "\\\\").replace('"', '\\"')
    for sign in ("%", *doubled):
        quoted = quoted.replace(sign, sign * 2)
    return f'"{quoted}"'


FORMATS: Mapping[str, Callable[[Fleet, Place], Iterator[str]]] = {
    "kubernetes": kubernetes,
    "nomad": nomad,
    "parallel": parallel,
    "systemd": systemd,
}
