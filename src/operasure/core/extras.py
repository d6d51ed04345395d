"""How to install an extra. Nobody publishes operasure on a package index: its name there could be
anybody's, so no message names it to pip."""


def install(extra: str) -> str:
    """What to do for an extra of pyproject.toml, as the end of a sentence."""
    return (
        f"in a checkout of operasure run pip install '.[{extra}]', with a wheel 'FILE.whl[{extra}]'"
    )
