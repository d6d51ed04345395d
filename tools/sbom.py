"""Write the bill of materials (CycloneDX 1.6, JSON) of what was installed or is shipped.

    python tools/sbom.py REPORT.json VERSION [--debian]

REPORT.json is what `pip install --report` wrote; --debian adds the packages of this machine.
tools/release.py makes one of the wheels in the single file. No time and no random number is in it.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import subprocess
import sys
import uuid
import zipfile
from collections.abc import Iterable, Iterator
from email.parser import HeaderParser
from pathlib import Path
from typing import Any
from urllib.parse import quote

PROJECT = "operasure"
Component = dict[str, Any]


def _python(name: str, version: str, file: str, digest: str, licence: str | None) -> Component:
    purl = f"pkg:pypi/{name.lower().replace('_', '-')}@{quote(version)}?file_name={quote(file)}"
    made: Component = {"type": "library", "bom-ref": purl, "name": name, "version": version}
    if licence:
        made["licenses"] = [{"expression": licence}]
    return made | {"hashes": [{"alg": "SHA-256", "content": digest}], "purl": purl}


def of_wheel(path: Path) -> Component:
    """A wheel file; its licence if its metadata has a SPDX expression."""
    with zipfile.ZipFile(path) as wheel:
        name = next(n for n in wheel.namelist() if n.endswith(".dist-info/METADATA"))
        said = HeaderParser().parsestr(wheel.read(name).decode())
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    return _python(said["Name"], said["Version"], path.name, digest, said["License-Expression"])


def of_report(content: str) -> Iterator[Component]:
    """What pip installed. Raises KeyError for what was not pinned by hash."""
    for each in json.loads(content)["install"]:
        said, source = each["metadata"], each["download_info"]
        file = source["url"].rpartition("/")[2]
        digest = source["archive_info"]["hashes"]["sha256"]
        yield _python(said["name"], said["version"], file, digest, said.get("license_expression"))


def of_debian(listed: str) -> Iterator[Component]:
    """Lines of dpkg-query with package, version and architecture."""
    for line in listed.splitlines():
        name, version, kind = line.split()
        purl = f"pkg:deb/debian/{name}@{quote(version)}?arch={kind}"
        yield {
            "type": "library",
            "bom-ref": purl,
            "name": name,
            "version": version,
            "purl": purl,
        }


def document(components: Iterable[Component], version: str) -> str:
    """The whole bill of operasure's `version`."""
    listed = sorted(components, key=lambda each: str(each["bom-ref"]))
    own = f"pkg:generic/{PROJECT}@{version}"
    bill = {
        "$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json",
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {
            "component": {
                "type": "application",
                "bom-ref": own,
                "name": PROJECT,
                "version": version,
                "licenses": [{"expression": "GPL-3.0-or-later"}],
            }
        },
        "components": listed,
        "dependencies": [{"ref": own, "dependsOn": [each["bom-ref"] for each in listed]}],
    }
    number = uuid.uuid5(uuid.NAMESPACE_OID, json.dumps(bill, sort_keys=True))
    return json.dumps(bill | {"serialNumber": f"urn:uuid:{number}"}, indent=1) + "\n"


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("report", type=Path)
    parser.add_argument("version")
    parser.add_argument("--debian", action="store_true")
    given = parser.parse_args()
    found = list(of_report(given.report.read_text(encoding="utf-8")))
    if given.debian:
        form = "${Package} ${Version} ${Architecture}\n"
        command = ["dpkg-query", "-W", "-f", form]
        listed = subprocess.run(command, capture_output=True, text=True, check=True).stdout
        found += of_debian(listed)
    sys.stdout.write(document(found, given.version))


if __name__ == "__main__":
    main()
