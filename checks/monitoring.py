"""Machines that are watched. Looking at charts leaves no trace; rules and agents do."""

from collections.abc import Callable, Iterator

from bareme import (
    HALF,
    Finding,
    Lab,
    MetricAlert,
    Missing,
    Operation,
    Outcome,
    Proof,
    Source,
    best,
    check,
    fold,
    met,
    partial,
    resource_type,
    say,
    unmet,
)

COMPUTE = ("microsoft.compute/virtualmachines", "microsoft.compute/virtualmachinescalesets")

_ASSOCIATION = "microsoft.insights/datacollectionruleassociations/write"
_EXTENSION = "microsoft.compute/virtualmachines/extensions/write"


@check(
    "monitoring.alert",
    reads=(Source.METRIC_ALERTS, Source.ACTIVITY_LOG),
    looks_at=("Microsoft.Insights/metricAlerts",),
)
def alert(lab: Lab, *, metrics: tuple[str, ...] = ()) -> Finding:
    """An alert rule watches a machine or a scale set."""
    expected = say("an alert rule on {metrics}", metrics=metrics) if metrics else say("an alert rule")
    wanted = {fold(one) for one in metrics}

    def judge(rule: MetricAlert) -> Finding:
        found = say("{rule}: {metrics}", rule=rule.name, metrics=rule.metrics.value)
        if not any(resource_type(one) in COMPUTE for one in rule.scopes.value) or not rule.enabled:
            return unmet(expected, say("{rule}: watches no machine, or is off", rule=rule.name), rule.scopes)
        fits = not wanted or wanted & set(rule.metrics.value)
        return met(expected, found, rule.metrics, rule.scopes) if fits else unmet(expected, found, rule.metrics)

    return best(expected, lab.metric_alerts, judge, say("no alert rule was ever made"))


@check(
    "monitoring.collection",
    reads=(Source.DATA_COLLECTION_RULES, Source.DATA_COLLECTION_RULE_ASSOCIATIONS, Source.ACTIVITY_LOG),
    looks_at=("Microsoft.Insights/dataCollectionRuleAssociations",),
)
def collection(lab: Lab) -> Finding:
    """A data-collection rule gathers what the agent inside a machine measures."""
    expected = say("a data-collection rule associated with a machine")
    associated = next(_associations(lab), None)
    agent = next(_agents(lab), None)
    if associated:
        return met(expected, say("a rule is associated with a machine"), associated, agent)
    if agent:
        reason = say("the agent gathers nothing without a rule")
        return partial(HALF, expected, say("the agent alone"), agent, remark=reason)
    return unmet(expected, say("no data-collection rule"))


def _associations(lab: Lab) -> Iterator[Proof]:
    yield from _logged(lab, lambda one: one.name == _ASSOCIATION)
    try:
        yield from (one.proof for one in lab.resources(Source.DATA_COLLECTION_RULE_ASSOCIATIONS))
    except Missing:
        return


def _agents(lab: Lab) -> Iterator[Proof]:
    return _logged(lab, lambda one: one.name == _EXTENSION and "azuremonitor" in one.resource_id)


def _logged(lab: Lab, fits: Callable[[Operation], bool]) -> Iterator[Proof]:
    done = (one for one in lab.history.operations if one.outcome is Outcome.DONE)
    return (one.proof for one in done if fits(one))
