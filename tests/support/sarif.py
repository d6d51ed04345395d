"""A strict reader of the parts of SARIF 2.1.0 (OASIS, section 3) that operasure writes."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")


def read(text: str) -> dict[str, Any]:
    """The one run of a log. AssertionError for any property that the standard does not know, or
    of another type than it says."""
    log = json.loads(text)
    _object(log, {"$schema", "version", "runs"}, {"version", "runs"})
    assert log["version"] == "2.1.0"
    assert log["$schema"].startswith("https://docs.oasis-open.org/sarif/sarif/v2.1.0/")
    [run] = log["runs"]
    known = {"tool", "invocations", "columnKind", "results", "properties"}
    _object(run, known, {"tool", "results"})
    assert run["columnKind"] in {"utf16CodeUnits", "unicodeCodePoints"}
    _object(run["tool"], {"driver", "extensions"}, {"driver"})
    driver = run["tool"]["driver"]
    _object(driver, {"name", "semanticVersion", "informationUri", "rules"}, {"name"})
    for rule in driver["rules"]:
        _object(rule, {"id", "name", "shortDescription", "fullDescription"}, {"id"})
        _message(rule["shortDescription"])
    names = [rule["id"] for rule in driver["rules"]]
    assert len(names) == len(set(names))
    for invocation in run["invocations"]:
        _invocation(invocation)
    for result in run["results"]:
        _result(result, names)
    return dict(run)


def _invocation(found: Any) -> None:
    keys = {"executionSuccessful", "exitCode", "startTimeUtc", "endTimeUtc"}
    _object(found, {*keys, "toolExecutionNotifications"}, {"executionSuccessful"})
    assert isinstance(found["executionSuccessful"], bool)
    assert isinstance(found["exitCode"], int)
    assert _TIME.fullmatch(found["startTimeUtc"])
    assert _TIME.fullmatch(found["endTimeUtc"])
    for each in found["toolExecutionNotifications"]:
        _object(each, {"level", "message"}, {"message"})
        _level(each)
        _message(each["message"])


def _result(found: Any, rules: list[str]) -> None:
    keys = {"ruleId", "ruleIndex", "level", "message", "locations", "partialFingerprints"}
    _object(found, {*keys, "suppressions"}, {"message"})
    if "ruleIndex" in found:
        assert rules[found["ruleIndex"]] == found["ruleId"]
    _level(found)
    _message(found["message"])
    assert found["locations"]
    for location in found["locations"]:
        _object(location, {"logicalLocations"}, {"logicalLocations"})
        for place in location["logicalLocations"]:
            _object(place, {"name", "fullyQualifiedName", "kind"}, set())
            assert all(isinstance(value, str) and value for value in place.values())
    prints = found["partialFingerprints"]
    assert prints
    assert all(isinstance(value, str) and value for value in prints.values())
    for each in found.get("suppressions", ()):
        _object(each, {"kind", "status", "justification"}, {"kind"})
        assert each["kind"] in {"inSource", "external"}
        assert each["status"] in {"accepted", "underReview", "rejected"}


def _message(found: Any) -> None:
    _object(found, {"text"}, {"text"})
    assert isinstance(found["text"], str)
    assert found["text"]


def _level(found: Mapping[str, Any]) -> None:
    assert found["level"] in {"none", "note", "warning", "error"}


def _object(found: Any, known: set[str], needed: set[str]) -> None:
    assert isinstance(found, dict), found
    assert needed <= found.keys() <= known, sorted(found.keys() ^ known)
