"""What `bareme check` was asked to do, as values."""

from dataclasses import dataclass
from pathlib import Path

from bareme.files.report_target import STANDARD_OUTPUT
from bareme.text.language import Speech


@dataclass(frozen=True, slots=True, kw_only=True)
class Files:
    """Where a check's result is written, in which forms."""

    junit: Path | None = None
    junit_strict: bool = False
    json_path: Path | None = None
    html: Path | None = None
    markdown: Path | None = None
    pdf: Path | None = None
    sarif: Path | None = None
    code_quality: Path | None = None

    @property
    def any(self) -> bool:
        """Whether there is anything to write."""
        return any(self._all)

    @property
    def any_printed(self) -> bool:
        """Whether one of them is standard output."""
        return STANDARD_OUTPUT in self._all

    @property
    def _all(self) -> tuple[Path | None, ...]:
        return self.junit, self.json_path, self.html, self.markdown, self.pdf, self.sarif, self.code_quality


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckOptions:
    """A check of one subscription."""

    speech: Speech
    rubric: str | None = None
    """A name or a path; `None` where the lab repository is to tell."""
    content: Path | None = None
    subscription: str | None = None
    resource_group: str | None = None
    evidence: Path | None = None
    answers: Path | None = None
    repo: Path | None = None
    fail_under: str | None = None
    arm_endpoint: str | None = None
    files: Files = Files()
    quiet: bool = False
    criteria: tuple[str, ...] = ()
    """Only these are shown."""
    everything: bool = False
    no_history: bool = False
    lint: bool = False
    """Only tell what is wrong with answers and scripts."""
    watch: bool = False
    every: float = 30.0
    """Seconds between two looks."""
    allow_empty: bool = False
    """Whether a repository without evidence, as on the first push, is no error."""

    @property
    def kept_evidence(self) -> Path | None:
        """Where evidence is kept: as named, or in the repository."""
        return self.evidence or (self.repo / "evidence" if self.repo else None)

    @property
    def for_people(self) -> bool:
        """Whether the table is printed: not where a report takes its place."""
        return not self.quiet and not self.files.any_printed
