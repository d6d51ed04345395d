"""Carry out docs/deploy/Dockerfile without Docker, in bare roots of Debian, and try what comes out.

    python tools/try_image.py FOLDER [RELEASE]      as root; needs debootstrap

Each stage is a root of its own, made by debootstrap. RUN, COPY, ENV, USER, WORKDIR and ENTRYPOINT
mean what they do in an image. Then the program runs as that user, with a root that is mounted
read-only and a /tmp of its own. Exit code: that of the first step that fails.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

TOP = Path(__file__).parents[1]
FILE = TOP / "docs/deploy/Dockerfile"
CHROOT = shutil.which("chroot") or "/usr/sbin/chroot"
TRIED = (["--version"], ["help", "limits"], ["queries", "--offline", "--user-id", "42"], ["demo"])


@dataclass
class Stage:
    """A root, and what its steps have set."""

    root: Path
    name: str = ""
    folder: str = "/"
    user: str = "0:0"
    entry: list[str] = field(default_factory=list)
    environment: dict[str, str] = field(default_factory=dict)

    def run(self, *command: str, user: str = "0:0") -> None:
        """Run a command in the root. Raises CalledProcessError."""
        uid, gid = user.split(":")
        usual = {"PATH": "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"}
        kept = {k: v for k, v in os.environ.items() if k.startswith(("PIP_", "SSL_CERT"))}
        inner = ["sh", "-c", 'cd "$1" && shift && exec "$@"', "sh", self.folder, *command]
        subprocess.run(
            [CHROOT, f"--userspec={uid}:{gid}", self.root, *inner],
            env={**kept, **usual, "DEBIAN_FRONTEND": "noninteractive", **self.environment},
            check=True,
        )


def instructions(text: str) -> list[tuple[str, str]]:
    """Each instruction with its arguments, lines joined and comments left out."""
    lines = [line for line in text.splitlines() if line.strip() and not line.startswith("#")]
    joined = "\n".join(lines).replace("\\\n", " ").splitlines()
    return [(line.split(None, 1)[0], line.split(None, 1)[1].strip()) for line in joined]


def build(folder: Path, base: Path) -> Stage:
    """Carry out every instruction; the last stage comes back."""
    stages: list[Stage] = []
    for name, rest in instructions(FILE.read_text(encoding="utf-8")):
        print(f"--- {name} {rest[:100]}", flush=True)
        if name == "FROM":
            root = folder / f"stage{len(stages)}"
            subprocess.run(["cp", "-a", base, root], check=True)
            provide(root)
            stages.append(Stage(root, rest.partition(" AS ")[2]))
        elif name == "RUN":
            stages[-1].run("sh", "-c", rest)
        elif name == "COPY":
            _copy(stages, rest.split())
        elif name == "ENV":
            stages[-1].environment |= dict([rest.split("=", 1)])
        elif name == "WORKDIR":
            stages[-1].folder = rest
            (stages[-1].root / rest.lstrip("/")).mkdir(parents=True, exist_ok=True)
        elif name == "USER":
            stages[-1].user = rest
        elif name == "ENTRYPOINT":
            stages[-1].entry = json.loads(rest)
        elif name not in {"ARG", "CMD", "LABEL"}:
            raise ValueError(f"{name} is not known here")
    return stages[-1]


def provide(root: Path) -> None:
    """What a container gets from its host: names, and how to fetch packages here."""
    for each in ("resolv.conf", "hosts", "pip.conf"):
        if Path("/etc", each).exists():
            shutil.copy(Path("/etc", each), root / "etc" / each)
    shutil.copytree("/etc/apt/apt.conf.d", root / "etc/apt/apt.conf.d", dirs_exist_ok=True)
    if "PIP_CERT" in os.environ or "SSL_CERT_FILE" in os.environ:
        shutil.copytree("/etc/ssl/certs", root / "etc/ssl/certs", dirs_exist_ok=True)


def _copy(stages: list[Stage], words: list[str]) -> None:
    here = stages[-1].root / stages[-1].folder.lstrip("/")
    source = TOP
    if words[0].startswith("--from="):
        source = next(s.root for s in stages if s.name == words.pop(0).partition("=")[2])
    *names, target = words
    for name in names:
        origin = source / name.lstrip("/")
        place = stages[-1].root / target.lstrip("/") if target.startswith("/") else here / target
        if origin.is_dir():
            shutil.copytree(origin, place, symlinks=True, dirs_exist_ok=True)
        else:
            shutil.copy2(origin, place)


def try_out(stage: Stage) -> None:
    """Run the program as the image would, with nothing to write to but /tmp and its own folder."""
    mounts = [
        ["--bind", stage.root, stage.root], ["-o", "remount,bind,ro", stage.root],
        ["-t", "proc", "proc", stage.root / "proc"], ["--rbind", "/dev", stage.root / "dev"],
        ["-t", "tmpfs", "-o", "mode=1777", "tmp", stage.root / "tmp"],
        ["-t", "tmpfs", "-o", "uid=10001,mode=700", "work", stage.root / "work"],
    ]  # fmt: skip
    done = []
    try:
        for words in mounts:
            subprocess.run(["mount", *words], check=True)
            done.append(words[-1])
        for words in TRIED:
            print(f"--- {stage.entry} {words}", flush=True)
            stage.run(*stage.entry, *words, user=stage.user)
    finally:
        for place in reversed(done):
            subprocess.run(["umount", "-l", place], check=False, stderr=subprocess.DEVNULL)


def main(folder: Path, release: str) -> int:
    base = folder / "base"
    try:
        if not (base / "bin/sh").exists():
            folder.mkdir(parents=True, exist_ok=True)
            subprocess.run(["debootstrap", "--variant=minbase", release, base], check=True)
        try_out(build(folder, base))
    except subprocess.CalledProcessError as error:
        return error.returncode
    finally:
        for each in folder.glob("stage*"):
            shutil.rmtree(each, ignore_errors=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), sys.argv[2] if len(sys.argv) > 2 else "trixie"))
