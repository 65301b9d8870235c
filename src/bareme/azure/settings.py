"""What to collect, and how hard Azure may be asked."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from bareme.azure.credentials.permissions import Rights
from bareme.evidence import Source
from bareme.evidence.declared import NOTHING_DECLARED, Declared
from bareme.reference.arm import Wire

SIZES = (
    "Standard_D2s_v3",
    "Standard_D2s_v4",
    "Standard_D2s_v5",
    "Standard_D2as_v5",
    "Standard_DS1_v2",
    "Standard_F1s",
    "Standard_A1_v2",
)
"""Sizes whose description is kept beside the whole B series: what students are offered when B1s is refused."""

LOG_WINDOW = timedelta(days=89)
"""Azure keeps 90 days and refuses a longer request."""


@dataclass(frozen=True, slots=True)
class Target:
    """One student's scope."""

    key: str
    """The student's id: the folder of his evidence."""
    subscription_id: str
    resource_group: str | None = None
    tenant_id: str | None = None
    """Where the token must come from when it is not the credential's own tenant."""
    tag: str | None = None
    """`name=value` of the student's resource group, where only a tag tells which it is."""


@dataclass(frozen=True, slots=True)
class RequestLimits:
    """How hard Azure may be asked. The defaults are far below its documented limits.

    "Understand how Azure Resource Manager throttles requests" gives 250 reads at once and 25 a second to each
    subscription; a student needs about 30.
    """

    students: int = 48
    """Students collected at the same time."""
    per_subscription: int = 10
    in_flight: int = 256
    """Requests at the same time over the whole class."""
    request_seconds: float = 30.0
    probe_seconds: float = 12.0
    """For the first request of a student: a server that hangs is told from it, not from thirty others."""
    deadline_seconds: float = 150.0
    """For one student, waits included."""
    longest_wait: float = 60.0
    """Waits that Azure asks for one request, added up; beyond it nothing is slept: the source is `throttled`."""
    backoff: tuple[float, ...] = (0.3, 1.0, 2.5)
    """Waits between attempts after a transient failure."""
    throttle_backoff: tuple[float, ...] = (1.0, 2.0, 4.0, 8.0)
    """The same after a 429 without `Retry-After`."""
    pages: int = 500
    page_bytes: int = 48 * 2**20
    student_bytes: int = 192 * 2**20


@dataclass(frozen=True, slots=True)
class Settings:
    """How to collect."""

    arm_endpoint: str | None = None
    """Another Azure Resource Manager than the public one."""
    stage: str | None = None
    regions: tuple[str, ...] = ("francecentral",)
    """Regions whose sizes are described even when nothing is there any more."""
    sizes: tuple[str, ...] = SIZES
    declared: Declared = NOTHING_DECLARED
    """What the rubric asks for beyond the lists."""
    only: frozenset[Source] | None = None
    """Read these sources and no other: for a look at whether something changed. Nothing is asked for before them."""
    log_window: timedelta = LOG_WINDOW
    """How far back the log is read."""
    peek: bool = False
    """Read only the first page of everything: for a pre-flight."""
    on_rights: Callable[["Target", Rights], None] | None = None
    """Told what the credential may do in each scope; not asked for unless somebody wants to know."""
    on_unseen: Callable[["Target", tuple[str, ...]], None] | None = None
    """Told the subscription's groups where nothing shows that the target's own ever was."""
    attested: tuple[Wire, ...] = ()
    """Documents that Azure signed of one's own machines, which go along; nobody is asked for them."""
    limits: RequestLimits = field(default_factory=RequestLimits)
    now: Callable[[], datetime] = lambda: datetime.now(UTC)
