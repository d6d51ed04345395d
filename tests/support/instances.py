"""Template databases with the sample installations, made when a test first asks for one."""

from openproject import schema
from openproject.generator import generate
from operasure.demo import instance
from support.databases import Connection, template


def observed(state: instance.State) -> str:
    """Return the template with the installation on which OpenProject's own deletion ran."""
    return f"{state}-17.1"


def generated(version: str) -> str:
    """Return the template with a generated installation: the default person and seed."""
    return f"generated-{version}"


def _register_observed(state: instance.State) -> None:
    @template(observed(state), base="empty-17.1")
    def build(connection: Connection) -> None:
        instance.load(connection, state)


def _register_generated(version: str) -> None:
    @template(generated(version), base=f"empty-{version}")
    def build(connection: Connection) -> None:
        generate(connection, version)


for _state in instance.STATES:
    _register_observed(_state)
for _version in schema.RELEASES:
    _register_generated(_version)
