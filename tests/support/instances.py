"""Template databases with the sample installations, made when a test first asks for one."""

from openproject import schema
from openproject.generator import generate
from operasure.demo import instance
from support.databases import Connection, template


def observed(state: instance.State) -> str:
    """Return the template with the installation on which OpenProject's own deletion ran."""
    return f"{state}-17.1"


FEW = frozenset(
    "users user_preferences user_passwords members member_roles roles tokens sessions settings "
    "schema_migrations ar_internal_metadata types statuses enumerations enabled_modules "
    "custom_fields custom_values custom_actions custom_styles projects versions rates "
    "work_packages work_package_journals journals attachments attachment_journals repositories "
    "changesets changes comments documents document_journals news forums messages wikis "
    "wiki_pages wiki_page_journals time_entries queries views project_queries cost_queries grids "
    "grid_widgets notifications watchers good_jobs labor_budget_items budgets "
    "ordered_work_packages oauth_applications oauth_access_tokens oidc_user_session_links "
    "paper_trail_audits".split()
)
"""Less than a third of the tables, each with those that its queries need beside it: of a table
without them every column would be searched, as that of a plugin, which takes longest."""


def reduced(state: instance.State | None = None) -> str:
    """Return the template with a part of the tables of `observed`, or of an empty installation.
    A command takes half the time there: for tests of how something is done, not of where."""
    return f"reduced-{state or 'empty'}-17.1"


def reduce(connection: Connection, kept: frozenset[str] = FEW) -> None:
    """Drop the tables of an installation that are not `kept`."""
    rows = connection.execute(
        "SELECT convert_to("
        "  'DROP TABLE ' || string_agg(quote_ident(relname), ', ') || ' CASCADE', 'UTF8')"
        " FROM pg_class WHERE relkind = 'r'"
        "  AND relnamespace = CAST('public' AS regnamespace) AND relname <> ALL (%s)",
        [sorted(kept)],
    )
    for (statement,) in rows.fetchall():
        assert isinstance(statement, bytes)
        connection.execute(statement)


def generated(version: str) -> str:
    """Return the template with a generated installation: the default person and seed."""
    return f"generated-{version}"


def _register_observed(state: instance.State) -> None:
    @template(observed(state), base="empty-17.1")
    def build(connection: Connection) -> None:
        instance.load(connection, state)


def _register_reduced(state: instance.State | None) -> None:
    @template(reduced(state), base=observed(state) if state else "empty-17.1")
    def build(connection: Connection) -> None:
        reduce(connection)


def _register_generated(version: str) -> None:
    @template(generated(version), base=f"empty-{version}")
    def build(connection: Connection) -> None:
        generate(connection, version)


for _state in instance.STATES:
    _register_observed(_state)
for _fewer in (*instance.STATES, None):
    _register_reduced(_fewer)
for _version in schema.RELEASES:
    _register_generated(_version)
