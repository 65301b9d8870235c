"""The GitHub action, its steps run by bash as a runner runs them."""

import base64
import hashlib
import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
import yaml

from bareme.__main__ import main
from bareme.evidence import Source, Status, write_collection
from bareme.simulator import Plan
from tests.labs import lab_done, without

ROOT = Path(__file__).parents[2]
ACTION = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
STEPS = {step["id"]: step for step in ACTION["runs"]["steps"] if "id" in step}


@dataclass
class Done:
    code: int
    log: str
    summary: str
    outputs: dict[str, str]

    @property
    def errors(self) -> list[str]:
        """What the runner takes for commands: nothing between stop and restart."""
        active = re.sub(r"(?s)^::stop-commands::(\w+)$.*?^::\1::$", "", self.log, flags=re.MULTILINE)
        return [line for line in active.splitlines() if line.startswith("::")]


Act = Callable[..., Done]


@pytest.fixture(scope="module")
def evidence(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("evidence")
    write_collection(folder, lab_done(Plan(os_disk="Premium_LRS"))[-1])
    return folder


@pytest.fixture
def act(tmp_path: Path) -> Act:
    return acting(tmp_path, 'exec "{python}" "$@"')


def acting(folder: Path, python: str, **values: object) -> Act:
    """Runs the step that checks, with inputs as a workflow gives them."""

    def run(**given: str) -> Done:
        inputs = {name: str(one.get("default", "")) for name, one in ACTION["inputs"].items()}
        inputs |= {"rubric": "tp2-vm", "lang": "en"} | {name.replace("_", "-"): text for name, text in given.items()}
        environment = {
            name: re.sub(r"\$\{\{ inputs\.([\w-]+) }}", lambda found: inputs[found[1]], value)
            for name, value in STEPS["check"]["env"].items()
        }
        return bash("check", folder, environment)

    _python(folder, python.format(python=sys.executable, **values))
    return run


def bash(step: str, folder: Path, environment: dict[str, str]) -> Done:
    repo, files = folder / "repo", {name: folder / name for name in ("GITHUB_STEP_SUMMARY", "GITHUB_OUTPUT")}
    repo.mkdir(exist_ok=True)
    done = subprocess.run(
        ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", STEPS[step]["run"]],
        cwd=repo,
        env={**os.environ, **environment, "RUNNER_TEMP": str(folder), **{name: str(p) for name, p in files.items()}},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    summary, output = (path.read_text(encoding="utf-8") if path.exists() else "" for path in files.values())
    return Done(done.returncode, done.stdout, summary, _outputs(output))


def _python(folder: Path, line: str) -> None:
    """In place of the environment that the first step makes."""
    python = folder / "bareme-venv" / "bin" / "python"
    python.parent.mkdir(parents=True)
    python.write_text(f"#!/bin/sh\n{line}\n", encoding="utf-8")
    python.chmod(0o755)


def _outputs(text: str) -> dict[str, str]:
    return {name: value for name, _, value in re.findall(r"(?ms)^([\w-]+)<<(\S+)\n(.*?)\n\2\n", text)}


def test_a_graded_lab(act: Act, evidence: Path) -> None:
    done = act(evidence=str(evidence))
    assert done.code == 0
    assert done.summary.startswith("### 12.75 / 20 – provisional\n")
    assert "#### Exercise 1&#58; a Windows virtual machine" in done.summary
    assert "| E1-08 Standard SSD LRS OS disk | ✘ not met | 0 / 0.5 |" in done.summary
    assert (done.outputs["grade"], done.outputs["low"]) == ("12.75", "12.75")
    assert Path(done.outputs["report-path"]).read_text(encoding="utf-8").startswith("<!doctype html>")
    assert Path(done.outputs["junit-path"]).is_file()
    result = json.loads(base64.b64decode(done.outputs["result"]))
    assert (result["version"], result["status"], result["max_score"]) == (3, "pass", 20)
    assert set(done.outputs) == set(ACTION["outputs"])


def test_below_the_threshold_ends_with_1(act: Act, evidence: Path) -> None:
    done = act(evidence=str(evidence), fail_under="13")
    assert done.code == 1
    assert done.summary.startswith("### ✘ 12.75 / 20")
    assert done.outputs["grade"] == "12.75"


def test_what_could_not_be_read_ends_with_3_and_is_no_grade(act: Act, tmp_path: Path) -> None:
    write_collection(tmp_path / "denied", without(lab_done(), Source, Status.DENIED)[-1])
    done = act(evidence=str(tmp_path / "denied"), fail_under="10")
    assert done.code == 3
    assert "this is not a grade" in done.summary
    assert "0 / 20" not in done.summary.splitlines()[0]
    assert (done.outputs["grade"], done.outputs["high"]) == ("", "")
    assert done.outputs["result"] == ""  # a result without tests is published as 0 points
    assert [line.partition(" (")[0] for line in done.errors] == ["::error::Nothing could be read: access denied"]


def test_a_first_push_without_evidence_is_told_and_is_not_red(act: Act, tmp_path: Path) -> None:
    (tmp_path / "none").mkdir()
    done = act(evidence=str(tmp_path / "none"), fail_under="10", allow_empty="true")
    assert done.code == 0, done.log
    assert done.summary.startswith("### Nothing to grade yet")
    assert done.errors == ["::notice::Nothing to grade yet: there is no evidence file."]
    assert (done.outputs["grade"], done.outputs["result"]) == ("", "")


def test_the_summary_names_the_rubric_by_its_hash(act: Act, evidence: Path) -> None:
    own = hashlib.sha256((ROOT / "rubrics/tp2-vm.yaml").read_bytes()).hexdigest()[:12]
    said = act(evidence=str(evidence)).summary
    assert (
        f"Rubric&#58; tp2-vm, version 1 (SHA-256 {own}" in said or f"Rubric: tp2-vm, version 1 (SHA-256 {own}" in said
    )


def test_no_evidence_ends_with_3_and_says_so(act: Act) -> None:
    done = act(evidence=".")
    assert done.code == 3
    assert [line for line in done.errors if "holds no evidence file" in line]
    assert "holds no evidence file" in done.summary


COLLECTING = """case "$*" in *"bareme collect"*)
    for word in "$@"; do case "$word" in --evidence=*) place="${{word#--evidence=}}";; esac; done
    echo "asked: $*"; {does}; exit {code};; esac
exec "{python}" "$@\""""


def test_a_subscription_joins_the_committed_evidence(tmp_path: Path, evidence: Path) -> None:
    act, before = acting(tmp_path, COLLECTING, does='ls "$place"', code=0), sorted(evidence.iterdir())
    done = act(evidence=str(evidence), subscription_id="dca5679f")
    assert (done.code, done.outputs["grade"]) == (0, "12.75")
    assert "bareme collect --subscription=dca5679f" in done.log
    assert before[0].name in done.log
    assert sorted(evidence.iterdir()) == before


def test_azure_that_cannot_be_read_ends_with_3(tmp_path: Path, evidence: Path) -> None:
    done = acting(tmp_path, COLLECTING, does="echo No credential. >&2", code=3)(
        evidence=str(evidence), subscription_id="x"
    )
    assert (done.code, done.outputs["grade"]) == (3, "")
    assert "No credential." in done.summary


def test_a_wrong_rubric_is_shown_at_its_line(act: Act, evidence: Path, tmp_path: Path) -> None:
    (tmp_path / "repo").mkdir()
    (tmp_path / "repo" / "rubric.yaml").write_text("schema: x\nid: 3\n", encoding="utf-8")
    done = act(rubric="rubric.yaml", evidence=str(evidence))
    assert done.code == 2
    assert any(line.startswith("::error file=rubric.yaml,line=2,col=5::") for line in done.errors)


def test_annotations_point_at_the_answers_and_never_at_the_rubric(act: Act, evidence: Path, tmp_path: Path) -> None:
    repo = tmp_path / "repo"
    repo.mkdir()
    (repo / "lab.yaml").write_bytes((ROOT / "rubrics" / "tp2-vm.yaml").read_bytes())
    (repo / "answers.yaml").write_text("rubric: lab.yaml\nanswers:\n  E1-08: {answer: x}\n", encoding="utf-8")
    told = act(rubric="lab.yaml", evidence=str(evidence)).log.splitlines()
    assert any(one.startswith("::warning file=answers.yaml,line=3,title=E1-08 ") for one in told)
    (repo / "answers.yaml").unlink()
    told = act(rubric="lab.yaml", evidence=str(evidence)).log.splitlines()
    assert any(one.startswith("::warning title=E1-08 ") for one in told)


def test_nothing_of_the_repository_is_imported(act: Act, evidence: Path, tmp_path: Path) -> None:
    repo = tmp_path / "repo"
    (repo / "bareme").mkdir(parents=True)
    (repo / "bareme" / "__init__.py").write_text("raise SystemExit(0)", encoding="utf-8")
    (repo / "json.py").write_text("raise SystemExit(0)", encoding="utf-8")
    assert act(evidence=str(evidence), fail_under="13").code == 1


@pytest.mark.parametrize("hostile", ["$(touch pwned)", "`touch pwned`", '"; touch pwned; "', "x\n::error::pwned"])
def test_inputs_are_data(act: Act, evidence: Path, tmp_path: Path, hostile: str) -> None:
    done = act(evidence=str(evidence), rubric=hostile, answers=hostile)
    assert done.code == 2
    assert not (tmp_path / "repo" / "pwned").exists()
    assert "::error::pwned" not in done.errors


def test_inputs_never_stand_in_a_script() -> None:
    for step in STEPS.values():
        assert "${{" not in step["run"]


@pytest.mark.parametrize(("version", "wanted"), [("", "/the/action"), ("0.1.0", "bareme==0.1.0")])
def test_what_is_installed(tmp_path: Path, version: str, wanted: str) -> None:
    (tmp_path / "bin").mkdir()
    fake = tmp_path / "bin" / "python"
    fake.write_text("#!/bin/sh\n:\n", encoding="utf-8")
    fake.chmod(0o755)
    _python(tmp_path, 'for word in "$@"; do echo "$word"; done')
    path = f"{tmp_path / 'bin'}:{os.environ['PATH']}"
    done = bash("install", tmp_path, {"VERSION": version, "GITHUB_ACTION_PATH": "/the/action", "PATH": path})
    assert (done.code, done.log.splitlines()[-1]) == (0, wanted)


def test_the_artifact_is_kept_whatever_happens() -> None:
    (upload,) = (step for step in ACTION["runs"]["steps"] if "upload-artifact" in step.get("uses", ""))
    assert upload["if"] == "always()"


@pytest.mark.parametrize("service", ["github", "classroom"])
def test_the_workflow_of_a_lab_repository_gives_known_inputs(tmp_path: Path, service: str) -> None:
    assert main(["init", "-r", "tp2-vm", str(tmp_path), "--ci", service, "--install", "x", "-q"]) == 0
    file = next((tmp_path / ".github/workflows").iterdir())
    (job,) = yaml.safe_load(file.read_text(encoding="utf-8"))["jobs"].values()
    (step,) = (one for one in job["steps"] if one.get("uses", "").startswith("bareme/bareme@"))
    assert set(step["with"]) <= set(ACTION["inputs"])


def test_pre_commit_hooks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    rubrics, answers = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    assert [one["language"] for one in (rubrics, answers)] == ["python", "python"]
    wanted = {"answers.yaml": True, "lab/reponses.yml": True, "scripts/tp2.sh": True, "other.yaml": False}
    assert {name: bool(re.search(answers["files"], name)) for name in wanted} == wanted
    monkeypatch.chdir(tmp_path)
    (tmp_path / "anything.yaml").write_text("id: x\nsections:\n  - criteria: []\n", encoding="utf-8")
    (tmp_path / "compose.yaml").write_text("services: [\n", encoding="utf-8")
    assert main([*rubrics["entry"].split()[1:], "anything.yaml", "compose.yaml"]) == 2
    assert "compose" not in capsys.readouterr().out
    main(["init", "--rubric", "tp2-vm", "."])
    assert main(answers["entry"].split()[1:]) == 0
