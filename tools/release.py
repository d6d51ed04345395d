"""Build what a release consists of: wheel, sdist, the single file, and what tells their origin.

    python tools/release.py FOLDER [--machine x86_64] [--python 3.11 …]

Builds the last commit, never what lies beside it. The same commit gives the same bytes: times are
those of the commit (SOURCE_DATE_EPOCH wins). Libraries are the wheels of requirements.lock, by
hash and unchanged, for every Python and kind of processor that is named.
"""

from __future__ import annotations

import argparse
import hashlib
import io
import json
import os
import re
import subprocess
import sys
import tarfile
import tempfile
import time
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import locked
import sbom
from packaging.requirements import Requirement

TOP = Path(__file__).parents[1]
PYTHONS = ("3.11", "3.12", "3.13", "3.14")
GLIBC = (5, 12, 17, 26, 27, 28, 34)
"""The glibc 2.x that wheels of the lock are built for; the newest is for the embedded server."""
BUILDER = "tools/release.py"


def commit() -> tuple[str, int]:
    """The commit that is built, and its time."""
    command = ["git", "log", "-1", "--format=%H %ct"]
    done = subprocess.run(command, cwd=TOP, capture_output=True, text=True, check=True)
    name, at = done.stdout.split()
    return name, int(os.environ.get("SOURCE_DATE_EPOCH", at))


def tree(folder: Path) -> None:
    """Put the files of the commit into a folder."""
    done = subprocess.run(["git", "archive", "HEAD"], cwd=TOP, capture_output=True, check=True)
    with tarfile.open(fileobj=io.BytesIO(done.stdout)) as packed:
        packed.extractall(folder, filter="data")


def build(source: Path, folder: Path, epoch: int) -> tuple[Path, Path]:
    """Wheel and sdist of a source tree."""
    environment = {**os.environ, "SOURCE_DATE_EPOCH": str(epoch), "PYTHONHASHSEED": "0"}
    command = [sys.executable, "-m", "hatchling", "build", "--directory", str(folder.absolute())]
    subprocess.run(command, cwd=source, env=environment, check=True, stdout=subprocess.DEVNULL)
    [wheel], [sdist] = folder.glob("*.whl"), folder.glob("*.tar.gz")
    return wheel, sdist


def wanted(lock: str, python: str, machine: str) -> str:
    """The lines of the lock that one Python needs, their conditions answered."""
    target = {
        "python_version": python,
        "python_full_version": f"{python}.0",
        "sys_platform": "linux",
        "platform_machine": machine,
        "implementation_name": "cpython",
        "platform_python_implementation": "CPython",
    }
    kept = []
    for text, _ in locked.blocks(locked.needed(lock)).values():
        first = text.splitlines()[0].removesuffix("\\").strip()
        marker = Requirement(first).marker
        if marker is None or marker.evaluate(target):
            kept.append(re.sub(r" ; [^\\\n]*", " ", text, count=1))
    return "".join(kept)


def fetch(folder: Path, python: str, machine: str) -> list[Path]:
    """Download the wheels for one Python, checked against the lock; never anything to compile."""
    lines = folder / f"{python}.txt"
    place = folder / python
    lines.write_text(wanted(locked.LOCK.read_text(encoding="utf-8"), python, machine))
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check"]
    command += ["--no-deps", "--require-hashes", "--requirement", str(lines), "--dest", str(place)]
    command += ["--only-binary=:all:", "--implementation=cp", f"--python-version={python}"]
    command += [f"--abi={abi}" for abi in (f"cp{python.replace('.', '')}", "abi3", "none")]
    command += [f"--platform=manylinux_2_{minor}_{machine}" for minor in GLIBC]
    command += [f"--platform=manylinux2014_{machine}"]
    subprocess.run(command, check=True)
    return sorted(place.glob("*.whl"))


def single(
    target: Path, own: Path, libraries: Mapping[str, Sequence[Path]], machine: str, epoch: int
) -> None:
    """Write the single file: tools/single_main.py, an index, and the wheels as they are. Python
    runs it as it is; a browser of zip files shows every wheel."""
    files = {each.name: each for each in [own, *(w for ws in libraries.values() for w in ws)]}
    digest = hashlib.sha256()
    for name in sorted(files):
        digest.update(name.encode() + hashlib.sha256(files[name].read_bytes()).digest())
    index = {
        "name": f"{'-'.join(own.name.split('-')[:2])}-{digest.hexdigest()[:16]}",
        "machine": machine,
        "wheels": {v: sorted(e.name for e in [own, *each]) for v, each in libraries.items()},
    }
    date = time.gmtime(max(epoch, 315_532_800))[:6]  # a zip file knows no time before 1980

    def put(archive: zipfile.ZipFile, name: str, content: bytes) -> None:
        entry = zipfile.ZipInfo(name, date)
        entry.external_attr = 0o644 << 16
        archive.writestr(entry, content)

    with target.open("wb") as file:
        file.write(b"#!/usr/bin/env python3\n")
        with zipfile.ZipFile(file, "w") as archive:
            put(archive, "__main__.py", Path(__file__).with_name("single_main.py").read_bytes())
            put(archive, "index.json", json.dumps(index, indent=1).encode())
            for name in sorted(files):
                put(archive, f"wheels/{name}", files[name].read_bytes())
    target.chmod(0o755)


def provenance(files: Iterable[Path], revision: str, machine: str, pythons: Iterable[str]) -> str:
    """The statement of how files were made (in-toto 1, SLSA provenance 1), for the builder to
    sign: unsigned, it proves nothing."""
    statement = {
        "_type": "https://in-toto.io/Statement/v1",
        "subject": [{"name": e.name, "digest": {"sha256": sha256(e)}} for e in files],
        "predicateType": "https://slsa.dev/provenance/v1",
        "predicate": {
            "buildDefinition": {
                "buildType": "urn:operasure:release:1",
                "externalParameters": {"machine": machine, "python": list(pythons)},
                "resolvedDependencies": [
                    {"uri": "urn:operasure:source", "digest": {"gitCommit": revision}},
                    {
                        "uri": "urn:operasure:requirements.lock",
                        "digest": {"sha256": sha256(locked.LOCK)},
                    },
                ],
            },
            "runDetails": {"builder": {"id": f"urn:operasure:{BUILDER}"}},
        },
    }
    return json.dumps(statement, indent=1) + "\n"


def sha256(path: Path) -> str:
    """The digest of a file."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def release(folder: Path, machine: str, pythons: Sequence[str]) -> list[Path]:
    """Everything, into a folder that has nothing of an earlier release."""
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.glob("operasure-*"):
        old.unlink()
    revision, epoch = commit()
    with tempfile.TemporaryDirectory() as work:
        tree(source := Path(work, "source"))
        own, sdist = build(source, folder, epoch)
        libraries = {python: fetch(Path(work), python, machine) for python in pythons}
        stem = "-".join(own.name.split("-")[:2])
        file = folder / f"{stem}-linux-{machine}.pyz"
        single(file, own, libraries, machine, epoch)
        bill = folder / f"{file.stem}.cdx.json"
        every = {each.name: each for found in libraries.values() for each in found}
        bill.write_text(sbom.document(map(sbom.of_wheel, every.values()), stem.split("-")[1]))
    made = [own, sdist, file, bill]
    statement = folder / f"{stem}.intoto.json"
    statement.write_text(provenance(made, revision, machine, pythons))
    made.append(statement)
    sums = folder / "SHA256SUMS"
    sums.write_text("".join(f"{sha256(each)}  {each.name}\n" for each in sorted(made)))
    return [*made, sums]


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=Path)
    parser.add_argument("--machine", default="x86_64", help="x86_64 or aarch64")
    parser.add_argument("--python", nargs="+", default=PYTHONS)
    given = parser.parse_args()
    for each in release(given.folder, given.machine, given.python):
        print(f"{each.stat().st_size:>12,}  {each}")


if __name__ == "__main__":
    main()
