"""Scale sets that grow and shrink on their own."""

from collections.abc import Iterable, Iterator
from datetime import timedelta
from decimal import Decimal

from bareme import (
    HALF,
    AutoscaleSetting,
    Finding,
    Lab,
    Message,
    ScaleProfile,
    ScaleRule,
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

SETTINGS = (Source.AUTOSCALE_SETTINGS, Source.ACTIVITY_LOG)
NO_SETTING = say("no autoscale setting of a scale set")


@check(
    "autoscale.rule",
    reads=SETTINGS,
    looks_at=("Microsoft.Insights/autoscalesettings",),
)
def rule(  # noqa: PLR0913 - the fields of the portal's form
    lab: Lab,
    *,
    minimum: int = 1,
    maximum: int = 4,
    metric: str = "Percentage CPU",
    above: Decimal = Decimal(75),
    below: Decimal = Decimal(25),
    minutes: int = 10,
    step: int = 1,
) -> Finding:
    """A scale set grows and shrinks by a metric, within limits."""
    expected = say(
        "{low} to {high} instances; {metric} above {above} for {minutes} min: {step} more; below {below}: {step} less",
        low=minimum, high=maximum, metric=metric, above=above, minutes=minutes, step=step, below=below,
    )  # fmt: skip
    more = ScaleRule(metric, True, above, timedelta(minutes=minutes), "increase", step)
    less = ScaleRule(metric, False, below, timedelta(minutes=minutes), "decrease", step)
    wanted = ScaleProfile(minimum, maximum, (more, less), scheduled=False)

    def judge(setting: AutoscaleSetting) -> Finding:
        if not setting.enabled.value:
            return unmet(expected, say("{name}: switched off", name=setting.name), setting.enabled)
        own = min((tuple(_differences(wanted, one)) for one in setting.profiles.value), key=len)
        found = say("{name}: {facts}", name=setting.name, facts=tuple(map(_told, setting.profiles.value)))
        if not own:
            return met(expected, found, setting.profiles, setting.enabled)
        remark = say("otherwise than asked for: {differences}", differences=own)
        return partial(HALF, expected, found, setting.profiles, remark=remark)

    return best(expected, _of_scale_sets(lab.autoscale), judge, NO_SETTING)


@check(
    "autoscale.schedule",
    reads=SETTINGS,
    looks_at=("Microsoft.Insights/autoscalesettings",),
)
def schedule(lab: Lab) -> Finding:
    """A scale set grows and shrinks by a schedule."""
    expected = say("an autoscale profile with set times")

    def judge(setting: AutoscaleSetting) -> Finding:
        found = say("{name}: {facts}", name=setting.name, facts=tuple(map(_told, setting.profiles.value)))
        on = setting.enabled.value and any(one.scheduled for one in setting.profiles.value)
        return met(expected, found, setting.profiles) if on else unmet(expected, found, setting.profiles)

    return best(expected, _of_scale_sets(lab.autoscale), judge, NO_SETTING)


def _of_scale_sets(settings: Iterable[AutoscaleSetting]) -> list[AutoscaleSetting]:
    """App Service plans and other things scale on their own too."""
    return [one for one in settings if resource_type(one.target.value) == "microsoft.compute/virtualmachinescalesets"]


def _differences(wanted: ScaleProfile, own: ScaleProfile) -> Iterator[Message]:
    if own.minimum != wanted.minimum:
        yield say("at least {n} instances", n=own.minimum)
    if own.maximum != wanted.maximum:
        yield say("at most {n} instances", n=own.maximum)
    for one in wanted.rules:
        rules = [rule for rule in own.rules if rule.direction == one.direction]
        if not rules:
            yield _LACKING[one.direction]
        elif not any(_fits(rule, one) for rule in rules):
            yield _rule_told(rules[0])


def _fits(own: ScaleRule, wanted: ScaleRule) -> bool:
    """The portal's form has one duration, for growing: that of shrinking is free."""
    same = fold(own.metric) == fold(wanted.metric) and own.above == wanted.above and own.step == wanted.step
    timely = wanted.direction == "decrease" or own.window == wanted.window
    counted = own.kind == wanted.kind and own.aggregation == wanted.aggregation
    return same and timely and counted and own.threshold == wanted.threshold


def _told(profile: ScaleProfile) -> Message:
    limits = say("{low} to {high} instances", low=profile.minimum, high=profile.maximum)
    kind = say("by schedule") if profile.scheduled else say("by metric")
    return say("{parts}", parts=(limits, kind, *map(_rule_told, profile.rules)))


def _rule_told(rule: ScaleRule) -> Message:
    minutes = int(rule.window.total_seconds() // 60)
    sign = ">" if rule.above else "<"
    change: str | Message = f"{_SIGNS.get(rule.direction, '=')}{rule.step}{'%' * (rule.kind == 'percentchangecount')}"
    if rule.kind == "serviceallowednextvalue":
        change = say("the next size allowed")
    if rule.aggregation != "average":
        change = say("{change}, by {aggregation}", change=change, aggregation=rule.aggregation)
    return say("{metric} {sign} {threshold} ({minutes} min): {change}", metric=rule.metric, sign=sign,
               threshold=rule.threshold, minutes=minutes, change=change)  # fmt: skip


_SIGNS = {"increase": "+", "decrease": "-"}
_LACKING = {"increase": say("no rule adds instances"), "decrease": say("no rule takes instances away")}
