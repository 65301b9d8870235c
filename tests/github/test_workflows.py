"""What GitHub reads of this repository: of the form it asks for, with no more rights than are needed, pinned."""

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.schemas import complaints

ROOT = Path(__file__).parents[2]
GITHUB = ROOT / ".github"
SCHEMAS = [
    ("workflows/*.yml", "vendor.github-workflows"),
    ("workflows/*.yml", "custom.github-workflows-require-timeout"),
    ("dependabot.yml", "vendor.dependabot"),
    ("ISSUE_TEMPLATE/config.yml", "vendor.github-issue-config"),
    ("ISSUE_TEMPLATE/[!c]*.yml", "vendor.github-issue-forms"),
]
WORKFLOWS = {path.name: yaml.safe_load(path.read_text(encoding="utf-8")) for path in GITHUB.glob("workflows/*.yml")}
FORMS = {
    path.name: yaml.safe_load(path.read_text(encoding="utf-8")) for path in GITHUB.glob("ISSUE_TEMPLATE/[!c]*.yml")
}
pytestmark = pytest.mark.skipif(not GITHUB.is_dir(), reason="a source distribution holds nothing for GitHub")
JOBS = [(name, job) for name, workflow in WORKFLOWS.items() for job in workflow["jobs"]]
PUBLISH = {
    "pypa/gh-action-pypi-publish@": {"id-token": "write"},
    "actions/deploy-pages@": {"id-token": "write", "pages": "write"},
}


def steps(name: str, job: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = WORKFLOWS[name]["jobs"][job]["steps"]
    return found


def uses() -> Iterator[tuple[str, str]]:
    """Every line that names an action, with its file."""
    for path in [ROOT / "action.yml", *GITHUB.glob("workflows/*.yml")]:
        for line in re.findall(r"(?m)uses: (.*)$", path.read_text(encoding="utf-8")):
            yield path.name, line


@pytest.mark.parametrize(("files", "schema"), SCHEMAS)
def test_every_file_is_what_github_asks_for(files: str, schema: str) -> None:
    found = list(GITHUB.glob(files))
    assert found
    assert [told for told in (complaints(file, schema) for file in found) if told] == []


@pytest.mark.parametrize(
    ("schema", "text", "told"),
    [
        ("custom.github-workflows-require-timeout", "jobs: {one: {runs-on: x, steps: [{run: ls}]}}", "timeout-minutes"),
        ("vendor.dependabot", "version: 2\nupdates: [{package-ecosystem: cobol}]", "cobol"),
        ("vendor.github-issue-config", "contact_links: [{name: a}]", "url"),
        ("vendor.github-issue-forms", "name: a\ndescription: b\nbody: [{type: textbox}]", "textbox"),
    ],
)
def test_the_schemas_would_complain(tmp_path: Path, schema: str, text: str, told: str) -> None:
    wrong = tmp_path / "wrong.yml"
    wrong.write_text(text, encoding="utf-8")
    assert told in complaints(wrong, schema)


def test_every_action_is_pinned_to_a_commit_and_says_its_version() -> None:
    assert [one for one in uses() if not re.fullmatch(r"[\w.-]+/[\w.-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+", one[1])] == []


def test_an_action_is_pinned_to_one_commit_everywhere() -> None:
    pins = {line for _, line in uses()}
    assert len(pins) == len({line.partition("@")[0] for line in pins})


@pytest.mark.parametrize(("name", "job"), JOBS)
def test_a_job_may_read_and_only_publishing_more(name: str, job: str) -> None:
    rights = WORKFLOWS[name]["jobs"][job].get("permissions", WORKFLOWS[name]["permissions"])
    used = [step.get("uses", "") for step in steps(name, job)]
    needed = [right for action, right in PUBLISH.items() if any(one.startswith(action) for one in used)]
    assert rights == (needed[0] if needed else {"contents": "read"})


@pytest.mark.parametrize(("name", "job"), JOBS)
def test_who_may_publish_runs_nothing_of_the_repository(name: str, job: str) -> None:
    if WORKFLOWS[name]["jobs"][job].get("permissions", {}).get("id-token"):
        assert [step for step in steps(name, job) if "run" in step or "checkout" in step["uses"]] == []


@pytest.mark.parametrize(("name", "job"), JOBS)
def test_no_token_stays_and_nothing_becomes_a_command(name: str, job: str) -> None:
    for step in steps(name, job):
        assert "${{" not in step.get("run", "")
        if "actions/checkout@" in step.get("uses", ""):
            assert step["with"]["persist-credentials"] is False


@pytest.mark.parametrize("name", WORKFLOWS)
def test_runs_of_one_branch_do_not_overlap_and_a_release_is_never_cut_short(name: str) -> None:
    concurrency = WORKFLOWS[name]["concurrency"]
    assert "github.ref" in concurrency["group"]
    assert concurrency["cancel-in-progress"] is False or "pull_request" in concurrency["cancel-in-progress"]


def test_every_python_we_promise_is_tested_and_no_other() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    promised = re.findall(r"Python :: (\d\.\d+)", "\n".join(project["classifiers"]))
    for name, job in (("ci.yml", "test"), ("release.yml", "test")):
        assert WORKFLOWS[name]["jobs"][job]["strategy"]["matrix"]["python"] == promised
    script = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    assert f"for version in {' '.join(reversed(promised))}; do" in script


def test_what_is_published_was_built_once_and_tested() -> None:
    jobs = WORKFLOWS["release.yml"]["jobs"]
    assert (jobs["publish"]["needs"], jobs["test"]["needs"]) == ("test", "build")
    building = [job for job in jobs for step in steps("release.yml", job) if "make dist" in step.get("run", "")]
    assert building == ["build"]


def test_ci_runs_what_everybody_runs() -> None:
    assert [step["run"] for step in steps("ci.yml", "test") if "run" in step] == ["bash .ci/run"]


@pytest.mark.parametrize("name", FORMS)
def test_a_form_asks_in_both_languages_and_warns_of_personal_data(name: str) -> None:
    first, *fields = FORMS[name]["body"]
    for word in ("public", "subscription id", "publique", "identifiants? d'abonnement"):
        assert re.search(word, re.sub(r"\s+", " ", first["attributes"]["value"]))
    labels = [one["attributes"]["label"] for one in fields]
    assert [label for label in labels if " / " not in label and label != "Version"] == []


def test_a_wrong_verdict_comes_with_what_is_needed_to_find_it() -> None:
    form = FORMS["verdict.yml"]["body"]
    assert "bareme pseudonymise" in form[0]["attributes"]["value"]
    required = {one["id"] for one in form if one.get("validations", {}).get("required")}
    assert required == {"criterion", "got", "expected", "record", "version"}
