"""PowerShell, batch files, Markdown pages and terminals copied as they were."""

import pytest

from bareme.scripts import Kind, read_script
from tests.scripts.reading import commands, machines

POWERSHELL = [
    ('foreach ($i in 1..3) { az vm create --name "vm$i" }', ["vm1", "vm2", "vm3"]),
    ("for ($i = 1; $i -le 2; $i++) { az vm create -n vm$i }", ["vm1", "vm2"]),
    ("$i = 0\nwhile ($i -lt 2) {\n  az vm create -n vm$i\n  $i += 1\n}", ["vm0", "vm1"]),
    ("1..2 | ForEach-Object { az vm create -n vm$_ }", ["vm1", "vm2"]),
    ('"a", "b" | % { az vm create -n $_ }', ["a", "b"]),
    ('$n = "vm1"\naz vm create `\n  --name $n `\n  --image x', ["vm1"]),
    ("$N = 'vm1'; az vm create -n $n", ["vm1"]),
    ('$names = @("a", "b")\nforeach ($x in $names) { az vm create -n $x }', ["a", "b"]),
    ('$v = @(\n @{name="a"; size="s"},\n @{name="b"}\n)\nforeach ($x in $v) { az vm create -n $x.name }', ["a", "b"]),
    ('$v = @{ name = "a" }; az vm create -n "$($v.name)-1"', ["a-1"]),
    ('$v = "a","b"; for ($k=0; $k -lt $v.Count; $k++) { az vm create -n $v[$k] }', ["a", "b"]),
    ('az vm create -n ("vm{0:D2}" -f 7)', ["vm07"]),
    ('az vm create -n ("vm" + 7)', ["vm7"]),
    ("param([string]$n = 'vm1')\naz vm create -n $n", ["vm1"]),
    ("function New-Lab($Name) { az vm create -n $Name }\nNew-Lab -Name a\nNew-Lab b", ["a", "b"]),
    ('function f { param([string]$Name, $Size = "s") az vm create -n $Name }\nf a', ["a"]),
    ("$i = 1; if ($i -eq 1) { az vm create -n a } else { az vm create -n b }", ["a"]),
    ("if (-not (az vm show -n a)) { az vm create -n a }", ["a"]),
    ("try { az vm create -n a } catch { az vm create -n no }", ["a"]),
    ("$a = @('--name', 'a')\naz vm create @a", ["a"]),
    ("<#\naz vm create -n no\n#>\n# az vm create -n no\naz vm create -n a # no", ["a"]),
    ('Write-Host "az vm create -n no"; az vm create -n a', ["a"]),
    ("az vm create -n $env:NAME", ["?"]),
    ("$n = Read-Host 'name'; az vm create -n $n", ["?"]),
    ("while ($true) { az vm create -n a }", ["a"]),
]

BATCH = [
    ("@echo off\nrem az vm create -n no\nset N=vm1\naz vm create -n %N%", ["vm1"]),
    ("for /L %%i in (1,1,3) do az vm create -n vm%%i", ["vm1", "vm2", "vm3"]),
    ("for %%v in (a b) do (\n  call az vm create -n %%v\n)", ["a", "b"]),
    ("az vm create ^\r\n  -n vm1\r\n", ["vm1"]),
    ("set /p N=name?\naz vm create -n %N%", ["?"]),
]

MARKDOWN = "az vm create -n no\n\n```bash\nN=vm1\n```\ntext\n~~~\naz vm create -n $N\n~~~\n```json\n{}\n```\n"

TERMINALS = [
    ('me@Azure:~$ az vm create -n a\n{\n  "id": "az vm create -n c"\n}\nme@Azure:~$ az vm create -n b', ["a", "b"]),
    ("$ az vm create \\\n>   -n vm1\nDone.", ["vm1"]),
    ("PS /home/salma> az vm create -n vm1", ["vm1"]),
    ("C:\\Users\\salma> az vm create -n vm1", ["vm1"]),
    ("salma@Azure:~$ for i in 1 2; do az vm create -n vm$i; done", ["vm1", "vm2"]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "names"), POWERSHELL)
def test_powershell_makes(text: str, names: list[str]) -> None:
    assert machines(text, "lab.ps1") == names


@pytest.mark.parametrize(("text", "names"), BATCH)
def test_a_batch_file_makes(text: str, names: list[str]) -> None:
    assert machines(text, "lab.bat") == names


@pytest.mark.parametrize(("text", "names"), TERMINALS)
def test_a_terminal_is_read_by_its_prompts(text: str, names: list[str]) -> None:
    assert machines(text, "lab.txt") == names


def test_only_the_code_of_a_page_counts_on_its_own_lines() -> None:
    assert [(one.value("name"), one.line) for one in commands(MARKDOWN, "README.md")] == [("vm1", 8)]


@pytest.mark.parametrize(
    ("name", "text", "kind"),
    [
        ("a.sh", "az login", Kind.BASH),
        ("a.azcli", "az login", Kind.BASH),
        ("a.txt", "$rg = 'x'\naz login", Kind.POWERSHELL),
        ("a.txt", "@echo off\naz login", Kind.BATCH),
        ("a.ps1", "az login", Kind.POWERSHELL),
        ("a.txt", "resource vm 'Microsoft.Compute/virtualMachines@2024-07-01' = {", Kind.BICEP),
        ("a.tf", "", Kind.TERRAFORM),
        ("a.txt", '{"type": "Microsoft.Compute/virtualMachines"}', Kind.TEMPLATE),
    ],
)
def test_what_a_file_is_written_in(name: str, text: str, kind: Kind) -> None:
    assert read_script(text, name).kind is kind


@pytest.mark.parametrize(
    ("name", "text", "tools"),
    [
        ("a.ps1", "New-AzVM -Name a", [("Azure PowerShell", "vm")]),
        ("a.ps1", "New-AzAvailabilitySet -Name b", [("Azure PowerShell", "availability-set")]),
        ("a.bicep", "resource a 'Microsoft.Compute/availabilitySets@2024-07-01' = {}", [("Bicep", "availability-set")]),
        ("a.bicep", "resource a 'Microsoft.Compute/virtualMachines@2024-07-01' existing = {}", []),
        ("a.bicep", "/*\nresource a 'Microsoft.Compute/virtualMachines@2024-07-01' = {}\n*/", []),
        ("a.tf", 'resource "azurerm_linux_virtual_machine" "a" {}', [("Terraform", "vm")]),
        ("a.tf", '/*\nresource "azurerm_linux_virtual_machine" "a" {}\n*/', []),
        ("a.sh", "az deployment group create -f main.bicep", [("ARM template", "template")]),
        ("a.sh", "terraform apply", [("Terraform", "template")]),
        ("a.sh", "az vm create -n a", []),
    ],
)  # fmt: skip
def test_other_tools_are_seen(name: str, text: str, tools: list[tuple[str, str]]) -> None:
    assert [(one.tool, one.what) for one in read_script(text, name).others] == tools
