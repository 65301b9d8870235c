"""Batch files of Windows, and what was typed at its prompt."""

import pytest

from tests.scripts.reading import commands, machines

MAKE = "az vm create -n"

TABLE = [
    (f"set N=vm1\n{MAKE} %N%", ["vm1"]),
    (f"SET n=vm1\n{MAKE} %N%", ["vm1"]),
    (f'set "N=vm 1"\n{MAKE} "%N%"', ["vm 1"]),
    (f"set N=vm\nset N=%N%1\n{MAKE} %N%", ["vm1"]),
    (f"set N=vm1&& {MAKE} vm2", ["vm2"]),
    (f"set /a I=1+2\n{MAKE} vm%I%", ["vm3"]),
    (f"set I=1\nset /a I+=1, J=I*2\n{MAKE} vm%I%%J%", ["vm24"]),
    (f"set /p N=Name:\n{MAKE} %N%", ["?"]),
    (f"{MAKE} vm-%USERNAME%-1", ["vm-?-1"]),
    (f"{MAKE} %~1", ["?"]),
    (f"set N=vm1\n{MAKE} %N:~0,2%", ["?"]),
    (f"set RG=a\n{MAKE} %RG%-vm --resource-group=%RG%", ["a-vm"]),
    (f"setlocal EnableDelayedExpansion\nset N=a\n{MAKE} !N!", ["a"]),
    (f"@echo off\n@{MAKE} a", ["a"]),
    (f"rem {MAKE} no\n:: {MAKE} no\necho {MAKE} no\n{MAKE} a", ["a"]),
    (f"call {MAKE} a\ncall az.cmd vm create -n b\ncmd /c {MAKE} c", ["a", "b", "c"]),
    ("az vm create ^\n  -n a ^\n  --image x", ["a"]),
    ("az vm create ^ \n  -n a", ["a"]),
    (f"{MAKE} a & {MAKE} b && {MAKE} c || {MAKE} d", ["a", "b", "c", "d"]),
    (f'{MAKE} a > nul 2>&1\n{MAKE} b | find "x"', ["a", "b"]),
    (f"for /L %%i in (1,1,3) do {MAKE} vm%%i", ["vm1", "vm2", "vm3"]),
    (f"for /l %%I in (1, 2, 4) do (\n  echo %%I\n  {MAKE} vm%%I\n)", ["vm1", "vm3"]),
    (f"set N=2\nfor /L %%i in (1,1,%N%) do {MAKE} vm%%i", ["vm1", "vm2"]),
    (f"for %%v in (a, b;c) do (\n  call {MAKE} %%v-x\n)", ["a-x", "b-x", "c-x"]),
    (f'for %%v in (a b) do {MAKE} "%%v 1"', ["a 1", "b 1"]),
    (f"for %%a in (1 2) do for %%b in (x y) do {MAKE} %%a%%b", ["1x", "1y", "2x", "2y"]),
    (f'for /f "tokens=*" %%i in (names.txt) do {MAKE} %%i', ["?"]),
    (f"for /f %%i in ('{MAKE} a --query id') do set ID=%%i\n{MAKE} %ID%", ["a", "?"]),
    (f"for %i in (1 2) do {MAKE} vm%i", ["vm1", "vm2"]),
    (f"setlocal enabledelayedexpansion\nset I=0\nfor %%v in (a b) do (\n set /a I+=1\n {MAKE} %%v!I!\n)", ["a1", "b2"]),
    (f'set A=x\nif "%A%"=="x" ({MAKE} a) else ({MAKE} no)', ["a"]),
    (f'set A=x\nif /i not "%A%" == "X" (\n  {MAKE} no\n) else (\n  {MAKE} b\n)', ["b"]),
    (f"set /a I=2\nif %I% LSS 3 {MAKE} a\nif %I% GEQ 3 {MAKE} no", ["a"]),
    (f"if not exist x.txt {MAKE} a", ["a"]),
    (f"az group show -n g\nif %ERRORLEVEL% NEQ 0 (\n  {MAKE} a\n)", ["a"]),
    (f"if errorlevel 1 exit /b 1\n{MAKE} a", ["a"]),
    (f"call :make a\ncall :make b\ngoto :eof\n:make\n{MAKE} %1\nexit /b 0", ["a", "b"]),
    (f"set I=1\n:again\n{MAKE} vm%I%\nset /a I+=1\nif %I% LEQ 3 goto again", ["vm1", "vm2", "vm3"]),
    (f"goto end\n{MAKE} no\n:end\n{MAKE} a", ["a"]),
    (f"{MAKE} a || goto :fail\n{MAKE} b\n:fail\nexit /b 1", ["a", "b"]),
    (f"exit /b\n{MAKE} no", []),
    (f"powershell -NoProfile -File x.ps1\n{MAKE} a", ["a"]),
    (f"{MAKE} a )\n{MAKE} b", ["a", "b"]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "names"), TABLE)
def test_a_batch_file_makes(text: str, names: list[str]) -> None:
    assert machines(text, "lab.bat") == names


def test_lines_are_those_of_the_file() -> None:
    text = (
        "@echo off\n\naz vm create ^\n -n a\nset X=1&& az vm create -n b\nfor %%v in (c) do (\n  az vm create -n %%v\n)"
    )
    assert [one.line for one in commands(text, "lab.cmd")] == [3, 5, 7]


def test_options_are_told() -> None:
    (found,) = commands('az x --tags a=b "c=d e" --query "[].{n:name}" -o=tsv --yes', "lab.bat")
    assert dict(found.options) == {"tags": ("a=b", "c=d e"), "query": ("[].{n:name}",), "output": ("tsv",), "yes": ()}
