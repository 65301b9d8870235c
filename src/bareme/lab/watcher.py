"""What watches machines: alert rules, and data-collection rules."""

from dataclasses import dataclass
from functools import cached_property

from bareme.lab.noun import Noun
from bareme.reference.arm import Wire, dig, dig_list, fold
from bareme.text.message import say
from bareme.timeline import Fact

ALERT = "microsoft.insights/metricalerts"


@dataclass(frozen=True)
class MetricAlert(Noun):
    """An alert rule on metrics; what was seen last counts."""

    @cached_property
    def scopes(self) -> Fact[tuple[str, ...]]:
        """The folded ids of what it watches."""
        return self.latest(say("scope"), lambda one: _folded(dig_list(one.model, "properties", "scopes")) or None)

    @cached_property
    def metrics(self) -> Fact[tuple[str, ...]]:
        """The folded names of the metrics it looks at."""
        return self.latest(say("criteria"), lambda one: _metrics(one.model) or None)

    @cached_property
    def enabled(self) -> bool:
        """Whether it would tell anybody; an alert rule is enabled unless it says otherwise."""
        told = list(self.facts(lambda one: dig(one.model, "properties", "enabled")))
        return not told or told[-1].value is not False


def _folded(values: list[object]) -> tuple[str, ...]:
    return tuple(fold(value) for value in values)


def _metrics(model: Wire) -> tuple[str, ...]:
    found = (fold(dig(one, "metricName")) for one in dig_list(model, "properties", "criteria", "allOf"))
    return tuple(name for name in found if name)
