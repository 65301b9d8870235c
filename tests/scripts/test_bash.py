"""Bash as students write it, followed to the commands it would run."""

import pytest

from bareme.scripts import HOLE
from tests.scripts.reading import commands, machines

NAMES = [
    ("az vm create -n vm1", ["vm1"]),
    ("az vm create --name vm1 --image x", ["vm1"]),
    ("az vm create --name=vm1", ["vm1"]),
    ("az vm create -n=vm1", ["vm1"]),
    ("az.cmd vm create -n vm1", ["vm1"]),
    ("/usr/bin/az vm create -n vm1", ["vm1"]),
    ("AZ VM Create -n vm1", ["vm1"]),
    ("sudo az vm create -n vm1", ["vm1"]),
    ("time az vm create -n vm1 &", ["vm1"]),
    ("az vm create \\\n  -n vm1 \\\n  --image x", ["vm1"]),
    ("az vm create \\\r\n  -n vm1\r\naz vm create -n vm2\r\n", ["vm1", "vm2"]),
    ("az vm create \\  \n  -n vm1", ["vm1"]),
    ("az vm create `\n  -n vm1", ["vm1"]),
    ("az vm create ^\n  -n vm1", ["vm1"]),
    ("az vm create –name vm1", ["vm1"]),
    ("az vm create -n “vm1”", ["vm1"]),
    ("# az vm create -n no\naz vm create -n vm1 # -n no", ["vm1"]),
    ("echo az vm create -n no", []),
    ('echo "az vm create -n no"', []),
    ("cat <<EOF > x.sh\naz vm create -n no\nEOF\naz vm create -n vm1", ["vm1"]),
    ("cat <<'EOF'\naz vm create -n no\nEOF", []),
    (
        "az vm create -n vm1; az vm create -n vm2 && az vm create -n vm3 || az vm create -n vm4",
        ["vm1", "vm2", "vm3", "vm4"],
    ),
    ("az vm create -n vm1 | tee log.json", ["vm1"]),
    ("( az vm create -n vm1 )", ["vm1"]),
    ("id=$(az vm create -n vm1 --query id -o tsv)", ["vm1"]),
    ("id=`az vm create -n vm1`", ["vm1"]),
    ("az vm create -n vm --count 3", ["vm x3"]),
    ("N=3; az vm create -n vm --count $N", ["vm x3"]),
    ("az vm create -n vm1 || exit 1\naz vm create -n vm2", ["vm1", "vm2"]),
    ("exit 0\naz vm create -n no", []),
    ("c='az vm create -n vm1'; $c; eval \"$c\"", ["vm1", "vm1"]),
]

VARIABLES = [
    ("N=vm1; az vm create -n $N", ["vm1"]),
    ("N=vm; az vm create -n ${N}1", ["vm1"]),
    ('P=a Q=b; az vm create -n "$P-$Q"', ["a-b"]),
    ("export N='vm 1'\naz vm create -n \"$N\"", ["vm 1"]),
    ("az vm create -n ${N:-vm1}", ["vm1"]),
    ("az vm create -n ${1:-vm1}", ["vm1"]),
    ('az vm create -n "${N:=vm1}"', ["vm1"]),
    ("az vm create -n $N", ["?"]),
    ("az vm create -n vm-$USER", ["vm-?"]),
    ("az vm create -n $1", ["?"]),
    ("read -p name N; az vm create -n $N", ["?"]),
    ("N=$(hostname); az vm create -n $N", ["?"]),
    ("N=$(echo vm1); az vm create -n $N", ["vm1"]),
    ("N=VM; az vm create -n ${N,,}1", ["vm1"]),
    ("N=vm-1.0; az vm create -n ${N%.*}", ["?"]),
    ("I=1; az vm create -n vm$((I+1))", ["vm2"]),
    ("A=(vm1 vm2); az vm create -n ${A[1]}", ["vm2"]),
    ("A=(vm1 vm2); A+=(vm3); az vm create -n ${A[2]}", ["vm3"]),
    ("A=(a b c); az vm create -n vm${#A[@]}", ["vm3"]),
    ("A[0]=vm1; az vm create -n ${A[0]}", ["vm1"]),
    ("A=(a vm9); az vm create -n ${A[-1]}", ["vm9"]),
    ('declare -A S=([x]=vm1 [y]="vm2"); az vm create -n ${S[y]}', ["vm2"]),
    ("N=vm; N+=1; az vm create -n $N", ["vm1"]),
    ("( N=inner ); N=${N:-vm1}; az vm create -n $N", ["vm1"]),
]

LOOPS = [
    ("for i in 1 2 3; do az vm create -n vm$i; done", ["vm1", "vm2", "vm3"]),
    ("for i in {1..3}\ndo\n  az vm create -n vm$i\ndone", ["vm1", "vm2", "vm3"]),
    ("for i in {01..03}; do az vm create -n vm$i; done", ["vm01", "vm02", "vm03"]),
    ("for i in {a,b}; do az vm create -n vm$i; done", ["vma", "vmb"]),
    ("for i in vm{1..2}; do az vm create -n $i; done", ["vm1", "vm2"]),
    ("for i in $(seq 1 3); do az vm create -n vm$i; done", ["vm1", "vm2", "vm3"]),
    ("N=2; for i in $(seq $N); do az vm create -n vm$i; done", ["vm1", "vm2"]),
    ("for i in `seq 2`; do az vm create -n vm$i; done", ["vm1", "vm2"]),
    ("for ((i=1;i<=3;i++)); do az vm create -n vm$i; done", ["vm1", "vm2", "vm3"]),
    ('V="a b"; for v in $V; do az vm create -n $v; done', ["a", "b"]),
    ('A=(a "b c"); for v in "${A[@]}"; do az vm create -n "$v"; done', ["a", "b c"]),
    ("A=(a b); for i in ${!A[@]}; do az vm create -n ${A[$i]}$i; done", ["a0", "b1"]),
    ("for v in $(az vm list -o tsv); do az vm create -n $v; done", ["?"]),
    ("i=1; while [ $i -le 3 ]; do az vm create -n vm$i; i=$((i+1)); done", ["vm1", "vm2", "vm3"]),
    ("i=0; while (( i < 2 )); do az vm create -n vm$i; ((i++)); done", ["vm0", "vm1"]),
    ("i=0; until [[ $i == 2 ]]; do az vm create -n vm$i; let i++; done", ["vm0", "vm1"]),
    ("i=3; while [ $i -gt 0 ]; do az vm create -n vm$i; i=`expr $i - 1`; done", ["vm3", "vm2", "vm1"]),
    ("while read n; do az vm create -n $n; done < names.txt", ["?"]),
    ("while true; do az vm create -n vm1; done", ["vm1"]),
    ("for i in 1 2 3; do [ $i -eq 2 ] && continue; az vm create -n vm$i; done", ["vm1", "vm3"]),
    ("for i in 1 2 3; do if [ $i = 2 ]; then break; fi; az vm create -n vm$i; done", ["vm1"]),
    ("for i in 1 2; do for j in a b; do az vm create -n $i$j; done; done", ["1a", "1b", "2a", "2b"]),
    ("for i in $(printf 'vm%02d ' 7); do az vm create -n $i; done", ["vm07"]),
]

BRANCHES = [
    ("i=1; if [ $i -eq 1 ]; then N=a; else N=b; fi; az vm create -n $N", ["a"]),
    ("i=2; if [ $i -eq 1 ]; then N=a; elif (( i == 2 )); then N=b; else N=c; fi; az vm create -n $N", ["b"]),
    ("x=b; case $x in a) N=1;; b|c) N=2;; *) N=3;; esac; az vm create -n $N", ["2"]),
    ("if ! az vm show -n vm1; then az vm create -n vm1; fi", ["vm1"]),
    ("if az vm show -n vm1; then echo there; else az vm create -n vm1; fi", ["vm1"]),
    ('if [ -z "$1" ]; then echo usage; exit 1; fi\naz vm create -n vm1', ["vm1"]),
    ("az vm show -n a || az vm create -n vm1", ["vm1"]),
    ("az group create -n g && az vm create -n vm1", ["vm1"]),
    ("[ 1 -eq 2 ] && az vm create -n no", []),
    ("[[ a == a && 1 -lt 2 ]] && az vm create -n vm1", ["vm1"]),
    ("[[ ! a == b ]] && az vm create -n vm1", ["vm1"]),
    ("test x = x && az vm create -n vm1", ["vm1"]),
    ('if [ -n "$(az account show)" ]; then az vm create -n vm1; fi', ["vm1"]),
]

FUNCTIONS = [
    ("f() { az vm create -n $1; }; f vm1; f vm2", ["vm1", "vm2"]),
    ('function f { local n=$1; az vm create -n "$n"; }\nn=out; f vm1; az vm create -n $n', ["vm1", "out"]),
    ('f() { az vm create -n "$@"; }; f vm1 --image x', ["vm1"]),
    ("f() { shift; az vm create -n $1; }; f no vm1", ["vm1"]),
    ("f() { az vm create -n $1; return; az vm create -n no; }; f vm1", ["vm1"]),
    ("f() { az vm create -n no; }", []),
    ("f() { for i in $(seq $1); do az vm create -n vm$i; done; }; f 2", ["vm1", "vm2"]),
]


@pytest.mark.parametrize(("text", "names"), [*NAMES, *VARIABLES, *LOOPS, *BRANCHES, *FUNCTIONS])
def test_a_script_makes(text: str, names: list[str]) -> None:
    assert machines(text) == names


@pytest.mark.parametrize(
    ("text", "group", "options"),
    [
        ("az group create -g a -l b", ("group", "create"), {"resource-group": ("a",), "location": ("b",)}),
        ("az vm create --zone 1 2 --no-wait", ("vm", "create"), {"zone": ("1", "2"), "no-wait": ()}),
        ("az vm create --data-disk-sizes-gb 4 8", ("vm", "create"), {"data-disk-sizes-gb": ("4", "8")}),
        ("az vm list -o table", ("vm", "list"), {"output": ("table",)}),
        ("az vm availability-set create --Name av", ("vm", "availability-set", "create"), {"name": ("av",)}),
        ("az login", ("login",), {}),
        ("az disk update --size -1", ("disk", "update"), {"size": ("-1",)}),
    ],
)  # fmt: skip
def test_a_command_is_told(text: str, group: tuple[str, ...], options: dict[str, tuple[str, ...]]) -> None:
    (found,) = commands(text)
    assert (found.group, dict(found.options), found.unresolved) == (group, options, False)


def test_lines_are_those_of_the_file() -> None:
    text = "#!/bin/bash\n\nf() {\n  az vm create -n $1\n}\nf a\naz \\\n vm create -n b\n"
    assert [one.line for one in commands(text)] == [4, 7]


def test_what_only_a_run_would_tell_is_marked() -> None:
    (_, found) = commands("az vm create -n vm1 --image $(az image show -n i --query id)")
    assert (found.value("image"), found.unresolved) == (HOLE, True)
