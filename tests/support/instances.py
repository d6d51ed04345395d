"""Template databases with the sample installations: import this module, then ask by name.

`before-17.1` and `after-17.1` are the installation on which OpenProject's own deletion ran;
`generated-17.1`, `generated-12.0` and `generated-10.0` are generated with the default person.
"""

from operasure.sample import instance, schema
from operasure.sample.generator import generate
from support.databases import Connection, template


def _register(state: instance.State) -> None:
    @template(f"{state}-17.1", base="empty-17.1")
    def build(connection: Connection) -> None:
        instance.load(connection, state)


def _register_generated(version: str) -> None:
    @template(f"generated-{version}", base=f"empty-{version}")
    def build(connection: Connection) -> None:
        generate(connection, version)


for _state in instance.STATES:
    _register(_state)
for _version in schema.VERSIONS:
    _register_generated(_version)
