"""Alerts, dashboard and timers of docs/deploy, against the metrics that the program writes."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml

from audit.kit import stuck, three_deleted
from operasure.cli import run
from support.databases import MakeDatabase

ROOT = Path(__file__).parents[1]
DEPLOY = ROOT / "docs/deploy"
ALERTS, TESTS = DEPLOY / "prometheus-alerts.yml", DEPLOY / "prometheus-alerts.test.yml"
DASHBOARD: dict[str, Any] = json.loads((DEPLOY / "grafana-dashboard.json").read_text())
USED = re.compile(r"(operasure_\w+)(?:\{([^}]*)\})?")


@pytest.fixture(scope="module")
def metrics(
    shared_database: MakeDatabase, tmp_path_factory: pytest.TempPathFactory
) -> dict[str, str]:
    """What audit and verify write of an installation with findings, by command."""
    url = shared_database(three_deleted("17.1"))
    found = {}
    still = str(stuck("17.1").id)
    for code, *command in ((1, "audit"), (4, "verify", "--user-id", still)):
        file = tmp_path_factory.mktemp("metrics") / f"{command[0]}.prom"
        assert run([*command, "--database-url", url, "-o", str(file)]) == code
        found[command[0]] = file.read_text()
    return found


def promtool(*words: str, given: str = "") -> subprocess.CompletedProcess[str]:
    program = shutil.which("promtool")
    if program is None:
        pytest.skip("promtool is not installed: install the package 'prometheus'")
    return subprocess.run(
        [program, *words], input=given, capture_output=True, text=True, check=False
    )


def alerts() -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = yaml.safe_load(ALERTS.read_text())["groups"][0]["rules"]
    return found


def queries() -> list[str]:
    """Every expression of the dashboard, with one instance chosen."""
    targets = [target for panel in DASHBOARD["panels"] for target in panel["targets"]]
    return [target["expr"].replace("$instance", ".*") for target in targets]


def test_what_is_written_is_what_prometheus_reads(metrics: dict[str, str]) -> None:
    for text in metrics.values():
        done = promtool("check", "metrics", given=text)
        assert (done.returncode, done.stdout + done.stderr) == (0, "")


def test_alerts_and_dashboard_ask_for_metrics_that_there_are(metrics: dict[str, str]) -> None:
    """And for labels and values that these can have."""
    written = "".join(metrics.values())
    names = set(re.findall(r"^# TYPE (\S+)", written, re.M))
    labels = {
        name: set(re.findall(r'(\w+)="', given))
        for name, given in re.findall(r"^(operasure_\w+)\{(.*)\} ", written, re.M)
    }
    asked = [*(rule["expr"] for rule in alerts()), *queries()]
    for expression in asked:
        for name, matched in USED.findall(expression):
            assert name in names, expression
            for label, value in re.findall(r'(\w+)(?:=|!=|=~|!~)"([^"]*)"', matched):
                if label == "instance":
                    continue  # Prometheus adds it
                assert label in labels[name], expression
                for each in value.split("|"):
                    assert f'{label}="{each}"' in written, expression
    # Whatever audit says of an installation is alerted on, or shown.
    unseen = {each for each in names if not any(each in expression for expression in asked)}
    assert not {each for each in unseen if each.startswith("operasure_audit_")}


def test_alerts_are_rules_and_do_what_their_tests_say(tmp_path: Path) -> None:
    checked = promtool("check", "rules", str(ALERTS))
    assert (checked.returncode, f"{len(alerts())} rules found" in checked.stdout) == (0, True)
    assert promtool("test", "rules", str(TESTS)).returncode == 0
    # Each alert is expected to fire in them, and where one does not, they fail.
    fired = re.findall(r'alertname(?:=|: )"?(\w+)', TESTS.read_text())
    assert set(fired) == {rule["alert"] for rule in alerts()}
    shutil.copy(TESTS, tmp_path)
    deaf = ALERTS.read_text().replace("named_mentions > 0", "named_mentions > 100")
    (tmp_path / ALERTS.name).write_text(deaf)
    assert promtool("test", "rules", str(tmp_path / TESTS.name)).returncode == 1


def test_every_alert_says_what_it_is_about_and_what_to_do() -> None:
    for rule in alerts():
        assert rule["labels"]["severity"] in {"critical", "warning", "info"}
        assert set(rule["annotations"]) == {"summary", "description"}
        assert rule["annotations"]["description"].endswith(".")


def test_the_dashboard_s_expressions_are_promql_and_its_panels_share_no_place(
    tmp_path: Path,
) -> None:
    taken: set[tuple[int, int]] = set()
    for panel in DASHBOARD["panels"]:
        grid = panel["gridPos"]
        cells = {
            (x, y)
            for x in range(grid["x"], grid["x"] + grid["w"])
            for y in range(grid["y"], grid["y"] + grid["h"])
        }
        assert max(x for x, _ in cells) < 24
        assert not cells & taken
        taken |= cells
        assert panel["datasource"] == {"type": "prometheus", "uid": "${datasource}"}
    assert len({panel["id"] for panel in DASHBOARD["panels"]}) == len(DASHBOARD["panels"])
    chosen = {each["name"] for each in DASHBOARD["templating"]["list"]}
    assert set(re.findall(r"\$\{?(\w+)", json.dumps(DASHBOARD))) - {"__all"} <= chosen
    rules = [{"record": f"a:b{n}", "expr": each} for n, each in enumerate(queries())]
    (tmp_path / "rules.yml").write_text(json.dumps({"groups": [{"name": "x", "rules": rules}]}))
    assert promtool("check", "rules", str(tmp_path / "rules.yml")).returncode == 0


def test_the_loop_over_cases_goes_on_with_each_and_ends_as_status_does(tmp_path: Path) -> None:
    """That of the page, and that of the unit."""
    unit = (DEPLOY / "operasure-cases.service").read_text()
    [called] = re.findall(r"^ExecStart=/bin/sh -c '(.*)'$", unit, re.M)
    page = (ROOT / "docs/monitoring.md").read_text()
    [shown] = [each for each in re.findall(r"```sh\n(.*?)```", page, re.S) if "case next" in each]
    program = tmp_path / "bin/operasure"
    program.parent.mkdir()
    program.write_text(
        '#!/bin/sh\necho "$@" >>"$SAID"\ncase $2 in next) exit 3;; status) exit 1;; esac\n'
    )
    program.chmod(0o755)
    cases = tmp_path / "cases"
    for name in ("one", "of two words"):
        (cases / name).mkdir(parents=True)
    for number, script in enumerate((shown, called)):
        said = tmp_path / f"said{number}"
        text = script.replace("/opt/operasure/bin/", "").replace("$$", "$")
        done = subprocess.run(
            ["sh", "-c", text], cwd=cases, check=False,
            env={"PATH": f"{program.parent}:/usr/bin:/bin", "SAID": str(said)},
        )  # fmt: skip
        assert done.returncode == 1
        assert said.read_text().splitlines() == [
            "case next of two words/", "case next one/", "case status",
        ]  # fmt: skip
