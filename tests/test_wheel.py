"""What users install: the wheel, built through the sdist, alone in a clean environment, used outside the checkout."""

import json
import os
import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]

pytestmark = pytest.mark.slow


def run(*words: str | Path, folder: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "PYTEST", "COV"))}
    return subprocess.run(
        [str(word) for word in words],
        cwd=folder,
        env={**clean, **environment},
        capture_output=True,
        text=True,
        check=True,
    )


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("dist")
    run(sys.executable, "-m", "build", "--no-isolation", "--outdir", out, ROOT, folder=out)
    return next(out.glob("*.whl"))


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An environment with the wheel and, linked in, the dependencies installed here; nothing of the checkout."""
    place = tmp_path_factory.mktemp("venv")
    venv.create(place, with_pip=False)
    python = place / "bin" / "python"
    target = run(python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))", folder=place).stdout.strip()
    run(sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--target", target, wheel, folder=place)
    here = run(
        sys.executable, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))", folder=place
    ).stdout.strip()
    dependencies = Path(target) / "dependencies"
    dependencies.mkdir()
    for entry in Path(here).iterdir():
        if not entry.name.startswith(("bareme", "_editable", "__editable")) and entry.suffix != ".pth":
            (dependencies / entry.name).symlink_to(entry)
    (Path(target) / "dependencies.pth").write_text(f"{dependencies}\n", encoding="utf-8")
    return python


def test_the_wheel_holds_all_content(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    for folder, pattern in (("checks", "*.py"), ("rubrics", "*.yaml"), ("reports/templates", "*.*")):
        for path in (ROOT / folder).rglob(pattern):
            assert f"bareme/content/{folder}/{path.relative_to(ROOT / folder).as_posix()}" in names
    for path in (ROOT / "src" / "bareme" / "reference" / "data").glob("*.toml"):
        assert f"bareme/reference/data/{path.name}" in names
    assert {"bareme/py.typed", "bareme/plugin/pytest.ini", "bareme/locale/fr/LC_MESSAGES/bareme.mo"} <= names
    assert not [name for name in names if name.startswith(("tests/", "checks/", "conftest"))]


def test_the_demo_runs_outside_the_checkout(installed: Path, tmp_path: Path) -> None:
    (tmp_path / "conftest.py").write_text("raise RuntimeError('not mine')", encoding="utf-8")
    (tmp_path / "pytest.ini").write_text("[pytest]\naddopts = --nonsense\n", encoding="utf-8")
    done = run(installed, "-m", "bareme", "demo", "--out", "d", "--lang", "en", folder=tmp_path, PYTEST_ADDOPTS="--odd")
    assert "Class page" in done.stdout
    results = json.loads((tmp_path / "d" / "results.json").read_text(encoding="utf-8"))
    assert len(results["students"]) == 16
    where = run(installed, "-c", "import bareme.content as c; print(c.root())", folder=tmp_path).stdout
    assert str(ROOT) not in where
