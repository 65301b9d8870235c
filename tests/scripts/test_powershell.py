"""PowerShell as students write it: every spelling of an assignment, loops, tables, words glued from pieces."""

import pytest

from bareme.scripts import HOLE, read_script
from tests.scripts.reading import commands, machines

MAKE = "az vm create -n"

ASSIGNMENTS = [
    (f'$a="x"\n{MAKE} $a', ["x"]),
    (f'$a ="x"\n{MAKE} $a', ["x"]),
    (f'$a= "x";{MAKE} $a', ["x"]),
    (f"$a = 'x'\n{MAKE} $a", ["x"]),
    (f"$A = 'x'\n{MAKE} $a", ["x"]),
    (f"$a = 'it''s'\n{MAKE} $a", ["it's"]),
    (f'$a = "say `"x`""\n{MAKE} $a', ['say "x"']),
    (f"$a = 7\n{MAKE} vm$a", ["vm7"]),
    (f'${{a}}="x"\n{MAKE} ${{a}}', ["x"]),
    (f'${{my name}} = "x"\n{MAKE} ${{my name}}', ["x"]),
    (f'$script:a="x"\n{MAKE} $a', ["x"]),
    (f'$global:a="x"\n{MAKE} $global:a', ["x"]),
    (f'$env:A="x"\n{MAKE} $env:A', ["x"]),
    (f'$env:A="x"\n{MAKE} $A', ["?"]),
    (f'[string]$a="x"\n{MAKE} $a', ["x"]),
    (f'[string] $a = "x"\n{MAKE} $a', ["x"]),
    (f"[string[]]$a='x','y'\n{MAKE} $a[1]", ["y"]),
    (f'$a = [string]"x"\n{MAKE} $a', ["x"]),
    (f'$a="x";$a+="y"\n{MAKE} $a', ["xy"]),
    (f'$a = $b = "x"\n{MAKE} "$a$b"', ["xx"]),
    (f'$a, $b = "x", "y"\n{MAKE} "$b$a"', ["yx"]),
    (f"$a = 3; $a -= 1; $a *= 4\n{MAKE} vm$a", ["vm8"]),
    (f"$a = 1; $a++\n{MAKE} vm$a", ["vm2"]),
    (f'$a = @("x"); $a += "y"\n{MAKE} $a[-1]', ["y"]),
    (f'$a = @{{}}; $a.b = "x"; $a["c"] = "y"\n{MAKE} "$($a.b)$($a.c)"', ["xy"]),
    (f'$a = @{{}}; $a.Add("b", "x")\n{MAKE} $a.b', ["x"]),
    (f"$a = [System.Collections.ArrayList]@(); [void]$a.Add('x')\n{MAKE} $a[0]", ["x"]),
    (f'$a = @"\nx\n"@\n{MAKE} $a', ["x"]),
    (f'$b = "x"\n$a = @"\n$b-"1"\n"@\n{MAKE} $a', ['x-"1"']),
    (f"$a = @'\n$x\n'@\n{MAKE} $a", ["$x"]),
    (f"$a = if (1 -eq 1) {{ 'x' }} else {{ 'y' }}\n{MAKE} $a", ["x"]),
    (f"$a = az group show -n g --query name -o tsv\n{MAKE} $a", ["?"]),
    (f"$a = (az group show -n g | ConvertFrom-Json).name\n{MAKE} $a", ["?"]),
    (f'$région="é"\n{MAKE} vm-$région-à', ["vm-é-à"]),
    (f"$a = Get-Random\n{MAKE} vm$a", ["vm?"]),
    (f'$a = "x"\n{MAKE} "$a"', ["x"]),
]

WORDS = [
    ("$x='a'; az vm create --name=$x", ["a"]),
    ("az vm create --name=vm1 --image x", ["vm1"]),
    ('az vm create --name="vm 1"', ["vm 1"]),
    (f"$x='a'; {MAKE} vm-$x-1", ["vm-a-1"]),
    (f"$x='a'; {MAKE} $x-vm", ["a-vm"]),
    (f"$x='a'; {MAKE} vm${{x}}b", ["vmab"]),
    (f"$x='a'; {MAKE} ${{x}}1", ["a1"]),
    (f"$x='a'; {MAKE} \"vm$x\"z", ["vmaz"]),
    (f"$x='a'; {MAKE} 'vm'$x", ["vma"]),
    (f"$x=@{{y='a'}}; {MAKE} vm$($x.y)z", ["vmaz"]),
    (f"$x=@{{y='a'}}; $i=1; {MAKE} \"$($x.y)-$i\"", ["a-1"]),
    (f"$x=@{{y='a'}}; {MAKE} $x.y", ["a"]),
    (f"$x=@{{y='a'}}; {MAKE} $x['y']", ["a"]),
    (f"$x=1; {MAKE} vm$($x+1)", ["vm2"]),
    (f"{MAKE} ('vm' + 1)", ["vm1"]),
    (f"{MAKE} (\"vm{{0:D2}}-{{1}}\" -f 7, 'a')", ["vm07-a"]),
    (f'$i = 3; $n = "vm{{0:00}}" -f $i; {MAKE} $n', ["vm03"]),
    (f"$i = 3; {MAKE} vm$($i.ToString('00'))", ["vm03"]),
    (f"$n = 'VM'; {MAKE} $n.ToLower()", ["vm"]),
    (f"{MAKE} `\n  vm1 `\n  --image x", ["vm1"]),
    (f"{MAKE} vm1`\n  --image x", ["vm1"]),
    (f"{MAKE} vm1 ` \n  --image x", ["vm1"]),
    (f"{MAKE} vm1 `\n\n{MAKE} vm2", ["vm1", "vm2"]),
    (f"{MAKE} vm1 --zone 1,2", ["vm1"]),
    (f"{MAKE} vm1 --nics a,b", ["vm1"]),
    ("az.cmd vm create -n vm1", ["vm1"]),
    ("az.exe vm create -n vm1", ["vm1"]),
    ("& az vm create -n vm1", ["vm1"]),
    ("& 'C:\\Program Files\\Azure\\az.cmd' vm create -n vm1", ["vm1"]),
    ("$az = 'az'; & $az vm create -n vm1", ["vm1"]),
    ("Invoke-Expression 'az vm create -n vm1'", ["vm1"]),
    ("$c = 'vm1'; iex \"az vm create -n $c\"", ["vm1"]),
    ("$a = '--name','vm1'\naz vm create @a", ["vm1"]),
    ("$a = @('vm', 'create', '--name', 'vm1')\n& az $a", ["vm1"]),
    ("az --% vm create -n vm1", ["vm1"]),
    (f"{MAKE} vm1 2>$null | Out-Null", ["vm1"]),
    (f"{MAKE} vm1 > log.txt", ["vm1"]),
    (f"$null = {MAKE} vm1", ["vm1"]),
    (f"[void]({MAKE} vm1)", ["vm1"]),
    (f"{MAKE} vm1 &", ["vm1"]),
    (f"{MAKE} vm1 && {MAKE} vm2", ["vm1", "vm2"]),
    (f"{MAKE} vm1 # {MAKE} no", ["vm1"]),
    (f"$j = {MAKE} vm1 | ConvertFrom-Json\n{MAKE} $j.name", ["vm1", "?"]),
    (f"{MAKE} vm1 --custom-data @file.txt", ["vm1"]),
]

LOOPS = [
    (f"foreach ($i in 1..3) {{ {MAKE} vm$i }}", ["vm1", "vm2", "vm3"]),
    (f"foreach($i in 1,2){{{MAKE} vm$i}}", ["vm1", "vm2"]),
    (f"foreach ($i in @('a', 'b'))\n{{\n  {MAKE} $i\n}}", ["a", "b"]),
    (f"foreach ($i in 1..2) {{ {MAKE} --size x --name=vm$i }}", ["vm1", "vm2"]),
    (f"$n = 2; foreach ($i in 1..$n) {{ {MAKE} vm$i }}", ["vm1", "vm2"]),
    (f"1..3 | ForEach-Object {{ {MAKE} vm$_ }}", ["vm1", "vm2", "vm3"]),
    (f"1..3|%{{{MAKE} vm$_}}", ["vm1", "vm2", "vm3"]),
    (f"1..2 | ForEach-Object -Parallel {{ {MAKE} vm$_ }} -ThrottleLimit 2", ["vm1", "vm2"]),
    (f"1..2 | ForEach-Object -Begin {{}} -Process {{ {MAKE} vm$_ }}", ["vm1", "vm2"]),
    (f"(1..2).ForEach({{ {MAKE} vm$_ }})", ["vm1", "vm2"]),
    (f"'a','b' | ForEach {{ {MAKE} $PSItem }}", ["a", "b"]),
    (f"'a','b' | Where-Object {{ $_ -ne 'a' }} | % {{ {MAKE} $_ }}", ["b"]),
    (f'$v = 1..2 | % {{ "vm$_" }}\nforeach ($x in $v) {{ {MAKE} $x }}', ["vm1", "vm2"]),
    (f'$v = foreach ($i in 1..2) {{ "vm$i" }}\n$v | % {{ {MAKE} $_ }}', ["vm1", "vm2"]),
    (f"for ($i=1; $i -le 2; $i++) {{ {MAKE} vm$i }}", ["vm1", "vm2"]),
    (f"for ($i = 2; $i -gt 0; $i--)\n{{\n {MAKE} vm$i\n}}", ["vm2", "vm1"]),
    (f"$v = 'a','b'; for ($i = 0; $i -lt $v.Length; $i++) {{ {MAKE} $v[$i] }}", ["a", "b"]),
    (f"$i = 1; while ($i -le 2) {{ {MAKE} vm$i; $i++ }}", ["vm1", "vm2"]),
    (f"$i = 1; do {{ {MAKE} vm$i; $i++ }} while ($i -le 2)", ["vm1", "vm2"]),
    (f"$i = 1; do {{ {MAKE} vm$i; $i++ }} until ($i -gt 2)", ["vm1", "vm2"]),
    (f"foreach ($i in 1..3) {{ if ($i -eq 2) {{ continue }}; {MAKE} vm$i }}", ["vm1", "vm3"]),
    (f"foreach ($i in 1..3) {{ if ($i -eq 2) {{ break }} {MAKE} vm$i }}", ["vm1"]),
    (f"foreach ($r in Import-Csv vms.csv) {{ {MAKE} $r.Name }}", ["?"]),
    (f'Import-Csv .\\vms.csv | ForEach-Object {{ {MAKE} "vm-$($_.Name)" }}', ["vm-?"]),
    (f"$rows = Import-Csv vms.csv\nforeach ($r in $rows) {{ {MAKE} $r.Name }}", ["?"]),
    (f"Get-Content n.txt | % {{ {MAKE} $_ }}", ["?"]),
    (f"foreach ($v in @(@{{n='a'}}, @{{n='b'}})) {{ {MAKE} $v.n }}", ["a", "b"]),
    (f"foreach ($v in [PSCustomObject]@{{n='a'}}, [PSCustomObject]@{{n='b'}}) {{ {MAKE} $v.n }}", ["a", "b"]),
    (f"$h = @{{ a = 'x'; b = 'y' }}; foreach ($k in $h.Keys) {{ {MAKE} $k-$($h[$k]) }}", ["a-x", "b-y"]),
    (f"$h = @{{ a = 'x'; b = 'y' }}; foreach ($v in $h.Values) {{ {MAKE} $v }}", ["x", "y"]),
    (f"foreach ($a in 1..2) {{ foreach ($b in 'x','y') {{ {MAKE} $a$b }} }}", ["1x", "1y", "2x", "2y"]),
]

BRANCHES = [
    (f"$i = 2; if ($i -eq 1) {{ $n='a' }} elseif ($i -eq 2) {{ $n='b' }} else {{ $n='c' }}\n{MAKE} $n", ["b"]),
    (f"if ($true -and -not $false) {{ {MAKE} a }}", ["a"]),
    (f"if (!(az vm show -n a)) {{ {MAKE} a }}", ["a"]),
    (f"if ($LASTEXITCODE -ne 0) {{ throw 'x' }}\n{MAKE} a", ["a"]),
    (f"try {{ {MAKE} a }}\ncatch {{ {MAKE} no }}\nfinally {{ {MAKE} b }}", ["a", "b"]),
    (f"switch ('b') {{\n 'a' {{ {MAKE} no }}\n 'b' {{ {MAKE} b }}\n default {{ {MAKE} no }}\n}}", ["b"]),
    (f"switch ($x) {{\n 'a' {{ {MAKE} a }}\n default {{ {MAKE} b }}\n}}", ["a"]),
    (f"{MAKE} a\nexit\n{MAKE} no", ["a"]),
    (f"Start-Job {{ {MAKE} a }}", ["a"]),
    (f"& {{ {MAKE} a }}", ["a"]),
]

FUNCTIONS = [
    (f"param($n = 'vm1', [int]$c = 2)\n{MAKE} $n$c", ["vm12"]),
    (f"[CmdletBinding()]\nparam(\n  [Parameter(Mandatory = $true)] [string] $n = 'a'\n)\n{MAKE} $n", ["a"]),
    (f"function New-Lab($Name) {{ {MAKE} $Name }}\nNew-Lab a\nNew-Lab -Name b", ["a", "b"]),
    (f"function f {{ param([string]$Name) {MAKE} $Name }}\nf a", ["a"]),
    (f"function f {{\n  param(\n    [string]$n,\n    $s = 'z'\n  )\n  {MAKE} $n$s\n}}\nf -n a", ["az"]),
    (f"function f {{ process {{ {MAKE} a }} }}\nf", ["a"]),
    (f"function f {{ {MAKE} $args[0] }}\nf a", ["a"]),
    (f"function f($n) {{ {MAKE} $n; return; {MAKE} no }}\nf a", ["a"]),
    (f"function f($n, $s) {{ {MAKE} $n$s }}\n$p = @{{ s = 'b'; n = 'a' }}\nf @p", ["ab"]),
    (f"function f {{ {MAKE} no }}", []),
]

BROKEN = [
    (f'{MAKE} a\n$x = "unended\n{MAKE} b', ["a", "b"]),
    (f"{MAKE} a\nVoici l'étape 2, à faire\n{MAKE} b", ["a", "b"]),
    (f"{MAKE} a )\n{MAKE} b", ["b"]),
    (f"if ($x) {{\n{MAKE} a", ["a"]),
    (f"{MAKE} a\n}}\n{MAKE} b", ["a", "b"]),
    (f"{MAKE} 'a\n{MAKE} b\n{MAKE} c", ["b", "c"]),
]

TABLE = [*ASSIGNMENTS, *WORDS, *LOOPS, *BRANCHES, *FUNCTIONS, *BROKEN]


@pytest.mark.parametrize(("text", "names"), TABLE)
def test_a_script_makes(text: str, names: list[str]) -> None:
    assert machines(text, "lab.ps1") == names


@pytest.mark.parametrize("name", ["lab.ps1", "lab.txt", "lab.azcli", "lab.sh", "lab"])
def test_an_assignment_without_blanks_is_no_prompt(name: str) -> None:
    (found,) = commands('$rg="a"\naz group create -n $rg -l b', name)
    assert (found.group, found.value("name"), found.value("location")) == (("group", "create"), "a", "b")


@pytest.mark.parametrize(("text", "names"), BROKEN)
def test_what_is_not_read_is_told(text: str, names: list[str]) -> None:
    assert any("could not be understood" in str(note.message) for note in read_script(text, "lab.ps1").warnings)


@pytest.mark.parametrize(("text", "names"), [*ASSIGNMENTS, *WORDS, *LOOPS, *BRANCHES, *FUNCTIONS])
def test_a_whole_script_is_read_whole(text: str, names: list[str]) -> None:
    assert not [note for note in read_script(text, "lab.ps1").warnings if "understood" in str(note.message)]


def test_lines_are_those_of_the_file() -> None:
    text = "$n = @'\na\nb\n'@\n\naz vm create `\n  --name=vm$($n)x\nforeach ($i in 1..2) {\n  az vm create -n $i\n}"
    assert [one.line for one in commands(text, "lab.ps1")] == [6, 9, 9]


@pytest.mark.parametrize(
    ("text", "options"),
    [
        ("az x --zone 1,2 --yes", {"zone": ("1", "2"), "yes": ()}),
        ("az x --tags a=b c=$d 'e=f g'", {"tags": ("a=b", f"c={HOLE}", "e=f g")}),
        ("az x --query \"[?name=='x'].id\" -o tsv", {"query": ("[?name=='x'].id",), "output": ("tsv",)}),
        ("$p = 22,80; az x --ports $p 8080", {"ports": ("22", "80", "8080")}),
        ("az x --scope /subscriptions/$s/y -l:b", {"scope": (f"/subscriptions/{HOLE}/y",), "location": ("b",)}),
        ("az x --password 'S3cret'", {"password": ("***",)}),
    ],
)
def test_options_are_told(text: str, options: dict[str, tuple[str, ...]]) -> None:
    assert dict(commands(text, "lab.ps1")[0].options) == options


@pytest.mark.parametrize(
    "text",
    [
        "New-AzVM -Name a",
        "$p = @{ Name = 'a' }\nNew-AzVM @p",
        "1..2 | % { New-AzVM -Name vm$_ }",
        "$v=New-AzVM -Name a",
    ],
)
def test_a_cmdlet_is_another_tool(text: str) -> None:
    assert {(one.tool, one.what) for one in read_script(text, "lab.ps1").others} == {("Azure PowerShell", "vm")}
