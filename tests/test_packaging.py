"""The wheel carries what the program reads, and works without the source tree."""

import os
import re
import subprocess
import sys
import tomllib
import zipfile
from itertools import chain
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from operasure.core import extras, queries

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "--target", "wheel"]
    subprocess.run([*command, "--directory", folder], cwd=ROOT, check=True, capture_output=True)
    (built,) = folder.glob("*.whl")
    return built


def carried(wheel: Path) -> set[str]:
    with zipfile.ZipFile(wheel) as archive:
        return set(archive.namelist())


def test_the_wheel_carries_every_query(wheel: Path) -> None:
    wanted = {
        f"operasure/{path.relative_to(ROOT)}"
        for path in (ROOT / "queries").rglob("*")
        if path.suffix in {".sql", ".toml"}
    }

    assert wanted
    assert wanted <= carried(wheel)


def test_no_text_lets_pip_look_for_a_package_that_nobody_has_published() -> None:
    """Anyone could take the name on an index; a folder or a file is nobody else's."""
    files = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *(ROOT / "docs").rglob("*.*")]
    files += [*(ROOT / "src").rglob("*.py"), *(ROOT / "queries").rglob("*.*")]
    taken = re.compile(r"operasure\[|\b(?:pip3?|pipx|uvx?) [^\n]{0,30}\boperasure\b(?![-/.])")
    for path in files:
        found = taken.search(path.read_text(encoding="utf-8", errors="replace"))
        assert found is None, (path, found)
    assert taken.search("pip install 'operasure[pdf]'")
    assert taken.search("pipx install operasure")
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    code = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "src").rglob("*.py"))
    named = re.findall(r"""extras\.install\(["'](\w+)["']\)""", code)
    assert len(named) >= 6
    assert set(named) <= set(project["optional-dependencies"])
    assert f"'.[{named[0]}]'" in extras.install(named[0])


def test_the_wheel_carries_every_page(wheel: Path) -> None:
    wanted = {f"operasure/{path.relative_to(ROOT)}" for path in (ROOT / "docs").rglob("*.*")}
    assert "operasure/docs/limits.md" in wanted
    assert wanted <= carried(wheel)


def test_the_wheel_carries_every_file_beside_the_code(wheel: Path) -> None:
    files = {
        str(path.relative_to(ROOT / "src"))
        for path in (ROOT / "src" / "operasure").rglob("*")
        if path.is_file() and path.suffix not in {".pyc"}
    }

    assert "operasure/demo/schemas/17.1.sql" in files
    assert files <= carried(wheel)


def test_the_wheel_shows_its_own_pages(wheel: Path, tmp_path: Path) -> None:
    site = tmp_path / "site"
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(site)
    command = [sys.executable, "-c", "from operasure.cli import run; run(['help', 'limits'])"]
    done = subprocess.run(
        command, env={**os.environ, "PYTHONPATH": str(site)}, cwd=tmp_path,
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert done.stdout.startswith("# ")


def test_the_wheel_reads_its_own_files(wheel: Path, tmp_path: Path) -> None:
    site = tmp_path / "site"
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(site)
    code = "from operasure.core import queries; print(queries.packaged(), queries.load().digest)"

    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=tmp_path,
        env={"PYTHONPATH": str(site)},
        check=True,
        capture_output=True,
        text=True,
    )

    assert done.stdout.split() == [str(site / "operasure" / "queries"), queries.load().digest]


def test_the_lock_pins_every_dependency_by_hash_and_names_no_host() -> None:
    lock = (ROOT / "requirements.lock").read_text()
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    wanted = [
        *project["project"]["dependencies"],
        *chain.from_iterable(project["project"]["optional-dependencies"].values()),
        *project["dependency-groups"]["dev"],
    ]
    entries = [entry for entry in lock.split("\n") if entry and entry[0] not in " #"]
    pinned = {entry.split("==")[0] for entry in entries}

    assert {canonicalize_name(Requirement(each).name) for each in wanted} <= pinned
    assert all("==" in entry and entry.endswith("\\") for entry in entries)
    assert lock.count("--hash=sha256:") >= len(entries)
    assert "://" not in lock
