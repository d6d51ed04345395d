"""The benchmarks find what they import, the way that the head of each says it is started."""

import os
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
FOLDER = ROOT / "benchmarks"
NEEDS = re.compile(r"^(?:from|import) (?:openproject|support|large|mentions)\b", re.MULTILINE)


def test_every_benchmark_can_be_loaded() -> None:
    names = sorted(path.stem for path in FOLDER.glob("*.py"))
    assert len(names) > 8
    code = "import sys, importlib\nfor name in sys.argv[1:]: importlib.import_module(name)"
    path = os.pathsep.join(map(str, (FOLDER, ROOT / "tests", ROOT / "src")))
    subprocess.run(
        [sys.executable, "-c", code, *names],
        check=True,
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": path},
        timeout=300,
    )


def test_the_head_says_what_a_benchmark_needs_to_be_found() -> None:
    for path in FOLDER.glob("*.py"):
        text = path.read_text(encoding="utf-8")
        started = [
            line for line in text.splitlines()[:15] if f"python benchmarks/{path.name}" in line
        ]
        for line in started:
            assert ("PYTHONPATH=tests" in line) is bool(NEEDS.search(text)), path.name
