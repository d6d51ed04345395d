"""A column whose type turns into text by a function of the database: nothing of ours calls it."""

from __future__ import annotations

import json
import secrets
from pathlib import Path

import pytest

from operasure.cli import run
from support.databases import MakeDatabase
from support.instances import reduced
from support.removal import WHO, execute

TYPE = """
CREATE TYPE zz_word AS ENUM ('42', 'other');
CREATE FUNCTION zz_text(zz_word) RETURNS text LANGUAGE plpgsql AS $$ BEGIN
  COPY (SELECT 1) TO PROGRAM 'cat > {trace}';
  RETURN '42';
END $$;
CREATE CAST (zz_word AS text) WITH FUNCTION zz_text(zz_word) AS {context};
ALTER TABLE custom_values RENAME value TO zz_old;
ALTER TABLE custom_values ADD value zz_word DEFAULT 'other';
"""
COMMANDS = {
    "verify": ["verify", "--user-id", "42"],
    "find-mentions": ["find-mentions", *WHO],
    "audit": ["audit"],
}


@pytest.mark.parametrize("context", ["IMPLICIT", "ASSIGNMENT"])
def test_a_type_that_converts_by_a_function_is_a_reason(
    make_database: MakeDatabase, tmp_path: Path, context: str
) -> None:
    url = make_database(reduced("after"))
    trace = Path(f"/tmp/operasure-{secrets.token_hex(8)}")
    execute(url, TYPE.format(trace=trace, context=context))
    execute(url, "SELECT zz_text('42')")
    assert trace.exists(), "the server leaves no trace where this test looks for it"
    trace.unlink()
    try:
        for name, words in COMMANDS.items():
            file = tmp_path / f"{name}.json"
            code = run([*words, "--database-url", url, "--format", "json", "-o", str(file)])
            assert code in {1, 3}
            assert not trace.exists(), name
        checks = json.loads((tmp_path / "verify.json").read_text())["checks"]
        of_it = [c for c in checks if c["table"] == "custom_values" and c["outcome"] != "absent"]
        assert of_it
        for check in of_it:
            assert check["outcome"] == "unchecked", check["id"]
            assert "a table with a type that converts by a function of its own" in check["reason"]
    finally:
        trace.unlink(missing_ok=True)


def test_a_type_of_the_schema_alone_is_none(make_database: MakeDatabase, tmp_path: Path) -> None:
    url = make_database(reduced("after"))
    execute(url, "CREATE TYPE zz_mood AS ENUM ('glad'); ALTER TABLE users ADD zz_mood zz_mood")
    file = tmp_path / "verify.json"
    run([*COMMANDS["verify"], "--database-url", url, "--format", "json", "-o", str(file)])
    assert not [c for c in json.loads(file.read_text())["checks"] if c["outcome"] == "unchecked"]
