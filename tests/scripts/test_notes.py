"""What a reader is told besides, and what must never be told."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bareme.scripts import intended, read_script

SECRET = "Tr0ub4dor&3"

SECRETS = [
    ("a.sh", f"az vm create -n a --admin-password '{SECRET}'", [1]),
    ("a.sh", f"\naz vm create -n a --admin-password={SECRET}", [2]),
    ("a.sh", f"ADMIN_PASSWORD='{SECRET}'\naz vm create --admin-password \"$ADMIN_PASSWORD\"", [1, 2]),
    ("a.sh", f"export MDP={SECRET}", [1]),
    ("a.sh", f"az login -u me -p {SECRET}", [1]),
    ("a.sh", f"az vm create --admin-password ${{PW:-{SECRET}}}", [1]),
    ("a.ps1", f'$adminPassword = "{SECRET}"', [1]),
    ("a.ps1", f'$s = ConvertTo-SecureString "{SECRET}" -AsPlainText -Force', [1]),
    ("a.bat", f"set PASSWORD={SECRET}", [1]),
    ("a.md", f"```\naz vm create --admin-password {SECRET}\n```", [2]),
    ("a.sh", 'az vm create --admin-password "$PW"', []),
    ("a.sh", 'read -s PASSWORD; az vm create --admin-password "$PASSWORD"', []),
    ("a.sh", "PASSWORD=$(openssl rand -base64 16)\naz vm create --admin-password $PASSWORD", []),
    ("a.sh", "az vm create -n a -p x", []),
    ("a.sh", "az vm create --admin-password", []),
    ("a.sh", 'PASSWORD="$1"', []),
]


@pytest.mark.parametrize(("name", "text", "lines"), SECRETS)
def test_a_password_is_told_by_its_line_and_never_itself(name: str, text: str, lines: list[int]) -> None:
    script = read_script(text, name)
    assert [note.line for note in script.warnings if "password" in str(note.message)] == lines
    assert SECRET not in repr(script)
    assert SECRET not in repr(intended([script]))


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("while true; do az vm create; done", "never ends"),
        ("while az vm show; do az vm create; done", "is not known"),
        ("for i in {1..1000}; do az vm create; done", "followed for 100 only"),
        ("f() { f; f; }; f", "only in part"),
        ("az vm create -n 'a", "could not be understood"),
        ("az vm create\n" + "#" * 60_000, "only its beginning"),
    ],
)
def test_a_reader_knows_what_was_not_followed(text: str, told: str) -> None:
    assert any(told in str(note.message) for note in read_script(text, "a.sh").warnings)


HOSTILE = {
    "brackets": "(" * 60_000,
    "quotes": '"$(' * 20_000,
    "sums": "$((" * 20_000,
    "conditions": "if a; then\n" * 10_000,
    "nested loops": "for i in {1..1000000000}; do\n" * 60 + "az vm create -n x\n" + "done\n" * 60,
    "braces": "az vm create -n " + "{a,b}" * 2_000,
    "doubling": "x=aa\n" + "x=$x$x\n" * 3_000 + "az vm create -n $x",
    "recursion": "f() { az vm create -n a; f; f; }\nf",
    "large numbers": "for i in $(seq 1 100000000000); do az vm create -n $i; done\nx=$((9" + "*9" * 90 + "))\n" * 300,
    "branches": "case $x in a) az vm create;; b) az vm create;; esac\n" * 900,
    "here-documents": "cat <<EOF\n" * 5_000,
    "continuations": "\\\n" * 25_000,
    "semicolons": "a;" * 25_000,
    "blocks": "1..2|%{" * 7_000,
    "glued words": "az " + "a'b'" * 12_000,
    "glued strings": "az a'\n" * 8_000,
    "labels": ":a\ngoto a\n" * 4_500,
    "calls of itself": "for /f %%i in ('" * 3_000,
    "prompts": "PS C:\\> az a\n" * 3_800,
    "words": "passe" * 10_000 + "=",
}


OTHER_SHELLS = {"brackets", "quotes", "braces", "semicolons", "blocks", "glued words", "labels", "calls of itself"}
CASES = [
    pytest.param(text, name, id=f"{key}-{name}")
    for key, text in HOSTILE.items()
    for name in ("a.sh", "a.ps1", "a.bat")
    if name == "a.sh" or key in OTHER_SHELLS
]


@pytest.mark.parametrize(("text", "name"), CASES)
def test_nobody_keeps_the_reader_busy(text: str, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bareme.scripts.parsing.grammar.MAX_PARSING_SECONDS", 0.2)
    began = time.process_time()
    script = read_script(text, name)
    assert time.process_time() - began < 5
    assert len(script.commands) <= 1_000


STEP = """\
foreach ($i in 1..1) {
  az vm create `
    --resource-group $rg --name=vm$($i)x `
    --size "Standard_$s" --image 'Ubuntu2204'
}
"""


def test_a_long_script_is_read_whole() -> None:
    script = read_script("$rg='a'; $s=\"B1s\"\n" + STEP * 300, "a.ps1")
    assert {(one.value("name"), one.value("size")) for one in script.commands} == {("vm1x", "Standard_B1s")}
    assert (len(script.commands), script.warnings) == (300, ())


SYLLABLES = r"""az vm create -n $x ${a[@]} $(( )) $( " ' ` { } ( ) [ ]] ; | & && \ for in do done if then fi while case
esac foreach ($i 1..3) @{ @( % ^ set %%i <<EOF EOF = += ++ "$( -eq function param # <# .. /n -f @" "@ %{ :a goto
call %N% !N! /l switch try catch & az.cmd --x=$y 😀 PS> Add( ${a} $x.y[0] "a$x"b"""


@settings(max_examples=150, deadline=None)
@given(
    st.lists(st.sampled_from(SYLLABLES.split()), max_size=60),
    st.sampled_from(["a.sh", "a.ps1", "a.bat", "a.txt", "a.md"]),
)
def test_no_text_is_too_odd(words: list[str], name: str) -> None:
    intended([read_script(" ".join(words).replace("/n", "\n"), name)])


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=300), st.sampled_from(["a.sh", "a.ps1", "a.bat", "a.txt"]))
def test_nor_any_characters(text: str, name: str) -> None:
    read_script(text, name)
