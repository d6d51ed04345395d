"""Files that assign variables are read as a shell reads them, and never otherwise."""

from __future__ import annotations

import shutil
import subprocess

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from operasure.core.assignments import NotAssignmentsError, Shell

BASH = shutil.which("bash")
PIECES = st.sampled_from(
    [*"ab1=:/@%+,.-_~#!?*[]{}^ \t\n;&|<>()'\"\\$`é\r\u00a0\u2003\x85\x1f\x0c", "export ",
     "export K=", "K=", "L=", "\nexport L=", "$K", "${K}", "${K:-x}", "\\\n", "'x y'", '"x $ y"',
     "#c", "$(", "$'", '$"', '\\"', "export K"]
)  # fmt: skip


@pytest.mark.skipif(BASH is None, reason="no bash")
@example(['postgres://u:a%20"$"b\\"@h/d'])
@example([";\nexport L="])
@example(["a;;"])
@example(['$"x"'])
@example(["{a,b}", " ", "~/x:~"])
@given(st.lists(PIECES, max_size=14))
def test_a_file_is_read_as_a_shell_would_and_never_otherwise(
    tmp_path_factory: pytest.TempPathFactory, pieces: list[str]
) -> None:
    content = "export K=" + "".join(pieces)
    shell = Shell()
    try:
        shell.read(content)
    except NotAssignmentsError:
        return
    folder = tmp_path_factory.getbasetemp() / "shell"
    folder.mkdir(exist_ok=True)
    path = folder / "file"
    path.write_bytes(content.encode())
    done = subprocess.run(
        [str(BASH), "--norc", "-c", f". {path}; printf 'read '; env -0"],
        cwd=folder,
        env={"LC_ALL": "C.UTF-8", "PATH": "/usr/bin:/bin"},
        capture_output=True,
        check=True,
    )
    assert done.stdout.startswith(b"read "), done.stderr
    told = dict(each.split("=", 1) for each in done.stdout[5:].decode().split("\0") if each)
    for name in ("K", "L"):
        value = shell.values.get(name) if name in shell.exported else None
        if name not in shell.values or shell.values[name] is not None:
            assert value == told.get(name)


@given(st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"])))
def test_any_value_in_quotes_comes_back(value: str) -> None:
    shell = Shell()
    quoted = "'" + value.replace("'", "'\\''") + "'"
    shell.read(f"# a comment\nexport DATABASE_URL={quoted} # another\n")
    assert shell.values == {"DATABASE_URL": value}


@pytest.mark.parametrize(
    "content",
    ["touch x", "export A=$(touch x)", "export A=`touch x`", "if true; then\nexport A=1\nfi",
     "A=1 touch x", "export A=(1)", "export A+=1", "A=1 && B=2", "export A='", 'export A="', ". /x",
     "cat <<E\nexport A=1\nE", "export -p", "export A=1\0", "unset A", "export A=1;;",
     "\ufeffexport A=1"],
)  # fmt: skip
def test_whatever_does_more_than_assign_is_refused_whole(content: str) -> None:
    shell = Shell({"A": "before"})
    with pytest.raises(NotAssignmentsError, match=r"line [1-3] "):
        shell.read(f"export B=2\n{content}\n")
    assert shell == Shell({"A": "before"})
