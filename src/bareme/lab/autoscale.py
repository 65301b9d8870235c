"""An autoscale setting: how many instances at least and at most, and when one is added or taken away."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from functools import cached_property

from bareme.lab.noun import Noun
from bareme.lab.scale_set import count
from bareme.reference.arm import Wire, dig, dig_list, dig_text, fold
from bareme.text.message import say
from bareme.timeline import Fact

TYPE = "microsoft.insights/autoscalesettings"


@dataclass(frozen=True, slots=True)
class ScaleRule:
    """One rule: beyond a threshold, over a window, so many instances more or less."""

    metric: str
    above: bool
    """Whether it acts above the threshold, rather than below it."""
    threshold: Decimal
    window: timedelta
    direction: str
    """`increase`, `decrease`, or `none` for an exact count."""
    step: int
    kind: str = "changecount"
    """What the step means, folded: `changecount`, `percentchangecount`, `exactcount`, `serviceallowednextvalue`."""
    aggregation: str = "average"


@dataclass(frozen=True, slots=True)
class ScaleProfile:
    """Limits with their rules; a scheduled one holds at set times."""

    minimum: int
    maximum: int
    rules: tuple[ScaleRule, ...]
    scheduled: bool


@dataclass(frozen=True)
class AutoscaleSetting(Noun):
    """A setting; what was seen last counts."""

    @cached_property
    def target(self) -> Fact[str]:
        """The folded id of what it scales."""
        path = ("properties", "targetResourceUri")
        return self.latest(say("target"), lambda one: fold(dig(one.model, *path)) or None)

    @cached_property
    def enabled(self) -> Fact[bool]:
        """Whether it acts at all."""
        return self.latest(say("state"), lambda one: _enabled(one.model))

    @cached_property
    def profiles(self) -> Fact[tuple[ScaleProfile, ...]]:
        """Its profiles, those left out that cannot be understood."""
        return self.latest(say("scaling rules"), lambda one: tuple(_profiles(one.model)) or None)


_ABOVE = {"greaterthan": True, "greaterthanorequal": True, "lessthan": False, "lessthanorequal": False}
"""Operators that a metric scales by; `Equals` and `NotEquals` are neither."""


def _enabled(model: Wire) -> bool | None:
    value = dig(model, "properties", "enabled")
    return value if isinstance(value, bool) else None


def _profiles(model: Wire) -> Iterator[ScaleProfile]:
    for profile in dig_list(model, "properties", "profiles"):
        low, high = (count(dig(profile, "capacity", name)) for name in ("minimum", "maximum"))
        if low is not None and high is not None:
            rules = tuple(rule for one in dig_list(profile, "rules") if (rule := _rule(one)))
            yield ScaleProfile(low, high, rules, bool(dig(profile, "recurrence") or dig(profile, "fixedDate")))


def _rule(wire: Wire) -> ScaleRule | None:
    trigger, action = dig(wire, "metricTrigger"), dig(wire, "scaleAction")
    threshold, step, window = dig(trigger, "threshold"), count(dig(action, "value")), _window(trigger)
    above = _ABOVE.get(fold(dig(trigger, "operator")))
    if not isinstance(threshold, int | float) or step is None or window is None or above is None:
        return None
    return ScaleRule(
        metric=dig_text(trigger, "metricName") or "",
        above=above,
        threshold=Decimal(str(threshold)),
        window=window,
        direction=fold(dig(action, "direction")) or "none",
        step=step,
        kind=fold(dig(action, "type")) or "changecount",
        aggregation=fold(dig(trigger, "timeAggregation")) or "average",
    )


def _window(trigger: Wire) -> timedelta | None:
    """`PT10M` is ten minutes."""
    from pydantic import TypeAdapter, ValidationError  # noqa: PLC0415 - only for a lab that scales by itself

    try:
        return TypeAdapter(timedelta).validate_python(dig_text(trigger, "timeWindow"))
    except ValidationError:
        return None
