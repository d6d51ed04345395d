"""The start of the single file (tools/release.py): unpacks the wheels in it that fit this Python,
once, and runs operasure from there. Compiled modules can't be loaded out of a zip file.

Only the standard library is at hand, and Python 3.6 must understand this file, to say that it is
too old. Nothing of the machine's own Python packages is used.
"""

import fcntl
import io
import json
import os
import platform
import shutil
import sys
import zipfile
from pathlib import Path

PLACE = "OPERASURE_UNPACK_DIR"
START = "from operasure.cli import main\n\nmain()\n"


def chosen(index, python, machine, libc):
    """The wheels of `index` for a Python, a kind of processor and a C library. Raises SystemExit,
    with a line that says what is wrong."""
    names = index["wheels"].get(python)
    if names is None:
        versions = ", ".join(index["wheels"])
        raise SystemExit(f"operasure: this file is for Python {versions}; this is {python}")
    if machine != index["machine"] or libc != "glibc":
        found = f"{machine} with {libc or 'another C library'}"
        raise SystemExit(
            f"operasure: this file is for Linux on {index['machine']} with glibc; this is {found}"
        )
    return names


def home():
    """The folder that holds what is unpacked, made if there is none."""
    cache = os.environ.get("XDG_CACHE_HOME") or "~/.cache"
    path = Path(os.environ.get(PLACE) or f"{cache}/operasure").expanduser().resolve()
    path.mkdir(mode=0o700, parents=True, exist_ok=True)
    return path


def own(path):
    """Refuse a folder in which another user could change the program. Raises SystemExit."""
    found = path.stat()
    if found.st_uid not in (0, os.geteuid()) or found.st_mode & 0o022:
        raise SystemExit(
            f"operasure: others could change what is unpacked in {path}: "
            f"name a folder that only you can write to in {PLACE}"
        )
    return path


def unpack(archive, names, target):
    """Unpack wheels into a new folder, which is there completely or not at all."""
    part = target.with_name(f"{target.name}.part")
    with target.with_name(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if target.is_dir():
            return  # another run did it meanwhile
        shutil.rmtree(part, ignore_errors=True)  # of a run that was killed
        part.mkdir(mode=0o755)
        for name in names:
            with zipfile.ZipFile(io.BytesIO(archive.read(f"wheels/{name}"))) as wheel:
                for each in wheel.infolist():
                    if ".data/" in each.filename:
                        continue  # manual pages and scripts of libraries
                    path = wheel.extract(each, str(part))
                    if not each.is_dir():
                        Path(path).chmod(0o755 if each.external_attr >> 16 & 0o100 else 0o644)
        (part / "__main__.py").write_text(START)
        part.rename(target)


def main():
    """Become operasure."""
    try:
        with zipfile.ZipFile(str(Path(__file__).resolve().parent)) as archive:
            index = json.loads(archive.read("index.json").decode())
            python = ".".join(map(str, sys.version_info[:2]))
            names = chosen(index, python, platform.machine(), platform.libc_ver()[0])
            target = own(home()) / f"{index['name']}-python{python}"
            if not target.is_dir():
                before = os.umask(0o022)
                unpack(archive, names, target)
                os.umask(before)
            own(target)
    except OSError as error:
        where = error.filename or "the folder to unpack to"
        raise SystemExit(
            f"operasure: {where}: {error.strerror}: name a folder that you can write to in {PLACE}"
        ) from None
    # -I and -S: neither variables of Python nor packages of this machine change the program.
    os.execv(sys.executable, [sys.executable, "-I", "-S", str(target), *sys.argv[1:]])


if __name__ == "__main__":
    main()
