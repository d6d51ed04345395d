"""Try a release on a bare Debian: the wheel, and the single file without network.

    python tools/try_release.py FOLDER RELEASE [DEBIAN]      as root; needs debootstrap

The root has nothing but a minimal Debian and python3. The wheel goes into a virtual environment,
with its dependencies as requirements.lock pins them. The single file runs where there is no
network. Both run as an ordinary user, and show a sample deletion. Exit code: that of the first
step that fails.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from locked import LOCK, needed
from try_image import CHROOT, Stage, provide

USER = "10001:10001"
HOME = "/home/tried"
SIZES = """
echo "Debian packages: $(dpkg-query -W | wc -l)"
cd /opt/operasure/lib/*/site-packages
echo "Python packages: $(ls -d *.dist-info | wc -l), pip among them"
du -sh /opt/operasure /home/tried/.cache/operasure
python3 --version
"""


def prepared(folder: Path, release: str) -> Stage:
    """A root with Python, and what makes virtual environments."""
    root = folder / f"try-{release}"
    if not (root / "bin/sh").exists():
        folder.mkdir(parents=True, exist_ok=True)
        subprocess.run(["debootstrap", "--variant=minbase", release, root], check=True)
    stage = Stage(root)
    if not (root / "usr/bin/python3").exists():
        provide(root)
        stage.run("apt-get", "update", "-qq")
        stage.run("apt-get", "install", "-y", "-qq", "--no-install-recommends", "python3-venv")
        for name in filter(None, map(os.environ.get, ("PIP_CERT", "SSL_CERT_FILE"))):
            (root / name.lstrip("/")).unlink(missing_ok=True)  # ca-certificates wrote its own
            shutil.copy(name, root / name.lstrip("/"))
        stage.run("useradd", "--uid", "10001", "--create-home", "--home-dir", HOME, "tried")
    return stage


def offline(stage: Stage, *command: str) -> None:
    """Run as the ordinary user, where there is no network but the machine itself."""
    script = 'ip link set lo up 2>/dev/null; exec "$@"'
    chroot = [CHROOT, f"--userspec={USER}", str(stage.root), "env", "-i", f"HOME={HOME}"]
    chroot += ["PATH=/usr/bin:/bin", "LANG=C.UTF-8", "sh", "-c", f'cd {HOME} && exec "$@"', "sh"]
    subprocess.run(["unshare", "--net", "sh", "-c", script, "sh", *chroot, *command], check=True)


def try_wheel(stage: Stage, wheel: Path) -> None:
    """Install the wheel with its dependencies, and run the sample from it."""
    work = stage.root / "srv"
    shutil.copy(wheel, work)
    (work / "lock.txt").write_text(needed(LOCK.read_text(encoding="utf-8")))
    shutil.rmtree(stage.root / "opt/operasure", ignore_errors=True)
    stage.run("python3", "-m", "venv", "/opt/operasure")
    pip = ["/opt/operasure/bin/pip", "install", "--quiet", "--no-deps", "--no-cache-dir"]
    stage.run(*pip, "--require-hashes", "--requirement", "/srv/lock.txt")
    stage.run(*pip, "--no-index", f"/srv/{wheel.name}")
    offline(stage, "/opt/operasure/bin/operasure", "demo")


def try_single(stage: Stage, file: Path) -> None:
    """Run the single file, and the sample from it."""
    shutil.copy(file, stage.root / "srv")
    offline(stage, "python3", f"/srv/{file.name}", "--version")
    offline(stage, "python3", f"/srv/{file.name}", "demo")


def main(folder: Path, release: Path, debian: str) -> int:
    [wheel], [file] = release.glob("*.whl"), release.glob("*.pyz")
    try:
        stage = prepared(folder, debian)
        for mounted in ("proc", "dev"):
            subprocess.run(["mount", "--rbind", f"/{mounted}", stage.root / mounted], check=True)
        try_wheel(stage, wheel)
        try_single(stage, file)
        stage.run("sh", "-c", SIZES)
    except subprocess.CalledProcessError as error:
        return error.returncode
    finally:
        for mounted in ("proc", "dev"):
            where = folder / f"try-{debian}" / mounted
            subprocess.run(["umount", "-l", where], check=False, stderr=subprocess.DEVNULL)
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), Path(sys.argv[2]), *(sys.argv[3:4] or ["trixie"])))
