"""What a terminal showed: prompts, commands, and the answers between them."""

import pytest

from bareme.scripts import read_script
from tests.scripts.reading import commands, machines

WINDOWS_TERMINAL = """\
Windows PowerShell
Copyright (C) Microsoft Corporation. All rights reserved.

PS C:\\Users\\salma> $rg="a"
PS C:\\Users\\salma> az group create -n $rg -l b
{
  "id": "/subscriptions/x/resourceGroups/a",
  "tags": "it's az vm create -n no"
}
PS C:\\Users\\salma> foreach ($i in 1..2) {
>>   az vm create -n vm$i `
>>     --size s
>> }
- Running ..
(QuotaExceeded) Operation couldn't be completed. Try:
az vm create -n no
PS C:\\Users\\salma> az vm create -n "vm-$rg"
"""

TRANSCRIPT = """\
**********************
Windows PowerShell transcript start
Start time: 20261120101010
Username: LAPTOP\\salma
Machine: LAPTOP (Microsoft Windows NT 10.0.19045.0)
Host Application: C:\\Windows\\System32\\WindowsPowerShell\\v1.0\\powershell.exe
PSCompatibleVersions: 1.0, 2.0, 3.0, 4.0, 5.0, 5.1.19041.1
**********************
Transcript started, output file is C:\\Users\\salma\\t.txt
PS C:\\Users\\salma> az vm create -n vm1
{ "powerState": "VM running" }
PS C:\\Users\\salma>Stop-Transcript
**********************
Windows PowerShell transcript end
"""

CMD = """\
Microsoft Windows [Version 10.0.22631]
(c) Microsoft Corporation. All rights reserved.

C:\\Users\\salma>set N=vm1

C:\\Users\\salma>az vm create -n %N% ^
More? --image x
{ "id": "it's" }

C:\\Users\\salma>for %i in (2 3) do az vm create -n vm%i
"""

BASH = """\
Welcome to Azure Cloud Shell
(venv) salma@Azure:~$ n=vm1
(venv) salma@Azure:~$ az vm create -n $n \\
> --image x
{ "id": "it's" }
[salma@host ~]$ for i in 2 3
> do
>   az vm create -n vm$i
> done
salma@host:~/tp2$
"""

WITHOUT_MARKS = """\
PS /home/salma> foreach ($i in 1..2) {
  az vm create -n vm$i
}
Done: 2
PS /home/salma> az vm create -n vm3
"""

SCRIPT_AND_TERMINAL = """\
$n = "vm1"
az vm create -n $n
PS C:\\> az vm create -n vm2
"""

SCRIPT_WITH_A_TEXT = """\
$n = "vm1"
<#
PS C:\\> az vm create -n no
#>
$help = @"
PS C:\\> az vm create -n no
PS C:\\> az vm create -n no
"@
az vm create -n $n
"""

BASH_WITH_A_TEXT = """\
cat > notes.txt <<EOF
$ az vm create -n no
$ az vm create -n no
EOF
n=vm1
az vm create -n $n
"""

TRANSCRIPTS = {
    "Windows Terminal": (WINDOWS_TERMINAL, ["vm1", "vm2", "vm-a"]),
    "Start-Transcript": (TRANSCRIPT, ["vm1"]),
    "cmd": (CMD, ["vm1", "vm2", "vm3"]),
    "bash": (BASH, ["vm1", "vm2", "vm3"]),
    "without marks": (WITHOUT_MARKS, ["vm1", "vm2", "vm3"]),
    "a script before": (SCRIPT_AND_TERMINAL, ["vm1", "vm2"]),
    "a prompt in a text": (SCRIPT_WITH_A_TEXT, ["vm1"]),
    "a prompt in a here-document": (BASH_WITH_A_TEXT, ["vm1"]),
    "bare dollars": ("$ n=vm1\n$ az vm create -n $n\nDone.\n$ az vm create -n vm2", ["vm1", "vm2"]),
    "a variable is no prompt": ("$n='vm1'\n$az='az'\naz vm create -n $n", ["vm1"]),
}


@pytest.mark.parametrize(("text", "names"), TRANSCRIPTS.values(), ids=TRANSCRIPTS.keys())
def test_only_what_was_typed_counts(text: str, names: list[str]) -> None:
    assert machines(text, "lab.txt") == names


@pytest.mark.parametrize(("text", "names"), TRANSCRIPTS.values(), ids=TRANSCRIPTS.keys())
def test_on_a_page_too(text: str, names: list[str]) -> None:
    assert machines(f"# TP\n\n```console\n{text}\n```\n", "README.md") == names


@pytest.mark.parametrize("text", [WINDOWS_TERMINAL, TRANSCRIPT, CMD, BASH])
def test_answers_are_nothing_to_complain_of(text: str) -> None:
    assert read_script(text, "lab.txt").warnings == ()


def test_lines_are_those_of_the_file() -> None:
    assert [one.line for one in commands(WINDOWS_TERMINAL, "lab.txt")] == [5, 11, 11, 17]
