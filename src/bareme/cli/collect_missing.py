"""Collecting what a class lacks, before it is graded."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bareme.cli.output import console, tell
from bareme.errors import AccessError, EvidenceError
from bareme.evidence import Collection, Origin, load_chain
from bareme.evidence.declared import NOTHING_DECLARED, Declared
from bareme.evidence.files import evidence_paths
from bareme.evidence.vouchers import KnownKey, register_collector, write_vouched
from bareme.files.environment import TO_WRITE, reason_of
from bareme.grading.evaluate import Job
from bareme.grading.ownership import parted
from bareme.text.language import Speech
from bareme.text.message import say

if TYPE_CHECKING:
    from bareme.keys.collection_key import CollectionKey


@dataclass(frozen=True, slots=True)
class Gatherer:
    """Collects the students of a class of whom nothing was read yet; what they exported themselves does not count."""

    speech: Speech
    endpoint: str | None = None
    quiet: bool = False

    def __call__(self, jobs: Iterable[Job], declared: Declared = NOTHING_DECLARED) -> None:
        """Collect; without a credential the class is still graded on what there is, and everybody is in the results."""
        missing = [job for job in jobs if job.student.scope.subscription_id and not has_evidence(job)]
        if not missing:
            return
        try:
            self._collect(missing, declared)
        except AccessError as error:
            for sentence in (error.message, error.advice):
                if sentence:
                    tell(console(error=True), self.speech, sentence)

    def _collect(self, jobs: Sequence[Job], declared: Declared) -> None:
        from bareme.azure import Settings  # noqa: PLC0415 - nothing of Azure when not collecting
        from bareme.azure.collection.collect import collect_many  # noqa: PLC0415 - nothing of Azure when not collecting
        from bareme.azure.collection.targets import target_of  # noqa: PLC0415 - the same
        from bareme.cli.collection_progress import collection_progress  # noqa: PLC0415 - the same
        from bareme.keys.collection_key import collection_key  # noqa: PLC0415 - the same

        key = collection_key()
        register_collector(jobs[0].evidence.parent, KnownKey.of(key), always=key is None)
        by_key = {job.student.slug: job for job in jobs}
        targets = [target_of(job.student) for job in jobs]
        with collection_progress(len(targets), self.speech, quiet=self.quiet) as watch:
            collect_many(
                targets,
                Settings(arm_endpoint=self.endpoint, declared=declared),
                lambda target, collection: _keep(by_key[target.key], collection, key, self.speech),
                watch,
            )


def has_evidence(job: Job) -> bool:
    """Whether anything was read of a student's own scope; a damaged file counts, since a person put it there.

    What he exported himself is his word: who can be read is read.
    """
    paths = evidence_paths(job.evidence)
    try:
        own, _ = parted(load_chain(paths), job.student.scope)
        came = job.vouchers.as_they_came(own) if job.vouchers else own
        return any(one.readable and one.origin is Origin.COLLECTED for one in came)
    except EvidenceError:
        return True


def _keep(job: Job, collection: Collection, key: "CollectionKey | None", speech: Speech) -> None:
    """Write one student's evidence; a full or locked folder must not stop the others.

    What tells of refusals alone is kept once: it is why his page has no grade, and a second one tells nothing more.
    """
    if not collection.readable and evidence_paths(job.evidence):
        return
    try:
        write_vouched(job.evidence, collection, key)
    except OSError as error:
        reason = reason_of(error, TO_WRITE)
        told = say("{id}: the evidence could not be written: {reason}", id=job.student.id, reason=reason)
        tell(console(error=True), speech, told)
