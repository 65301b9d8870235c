"""What Azure refused to this subscription is no fault of the student: the record of the refusal excuses it."""

from bareme import (
    HALF,
    Fact,
    Finding,
    Lab,
    Message,
    Missing,
    Operation,
    Proof,
    Source,
    Wire,
    dig,
    dig_list,
    fold,
    met,
    named_sizes,
    partial,
    region,
    required,
    resource_type,
    say,
)

SIZE_CODES = {
    "skunotavailable",
    "zonalallocationfailed",
    "allocationfailed",
    "overconstrainedallocationrequest",
    "overconstrainedzonalallocationrequest",
    "quotaexceeded",
    "operationnotallowed",
    "invalidtemplatedeployment",
}
PLACE_CODES = {
    "requestdisallowedbyazure",
    "requestdisallowedbypolicy",
    "invalidtemplatedeployment",
    "locationnotavailableforresourcetype",
    "skunotavailable",
}
ABOUT_PLACES = {"requestdisallowedbyazure", "locationnotavailableforresourcetype"}
"""Codes that are about a region by nature, also where the text names none."""
MACHINES = ("microsoft.compute/virtualmachines", "microsoft.compute/virtualmachinescalesets")
MADE_BY = (*MACHINES, "microsoft.resources/deployments")
"""What a size may be refused to."""


def size_refused(lab: Lab, size: str, place: str) -> Proof | None:
    """The proof that Azure refused this size here: a failed attempt, or the restriction in the list of sizes."""
    failed = (one.proof for one in lab.refusals if _refuses_size(lab, one, size))
    return next(failed, None) or _restricted(lab, size, place)


def place_refused(lab: Lab, place: str) -> Proof | None:
    """The proof that this region was closed to the student: a failed attempt, or the policy on regions."""
    failed = (one.proof for one in lab.refusals if _refuses_place(lab, one, place))
    return next(failed, None) or _policy(lab, place)


def open_zones(lab: Lab, size: str) -> set[str] | None:
    """The zones where this subscription may have the size; `None` where that was not collected."""
    entry = lab.size(size)
    if entry is None:
        return None
    zones = {str(zone) for place in dig_list(entry, "locationInfo") for zone in dig_list(place, "zones")}
    closed = {
        str(zone) for one in dig_list(entry, "restrictions") for zone in dig_list(one, "restrictionInfo", "zones")
    }
    everywhere = any(fold(dig(one, "type")) == "location" for one in dig_list(entry, "restrictions"))
    return set() if everywhere else zones - closed


def known_open_zones(lab: Lab, size: str) -> set[str]:
    """The zones where this subscription may have the size.

    Raises:
        Missing: that was not collected.
    """
    unknown = say("the list of sizes was not collected, so that the zones of {size} are not known", size=size)
    return required(open_zones(lab, size), unknown)


def excused(refusal: Proof, what: str) -> Message:
    """The remark beside a substitute that is accepted."""
    return say("accepted: Azure refused {what} to this subscription ({proof})", what=what, proof=refusal.detail)


def in_place(lab: Lab, where: Fact[str], wanted: str, finding: Finding) -> Finding:
    """A met finding, if it is in the wanted region or that region was closed to the student; else half of it."""
    if where.value == region(wanted):
        return finding
    refused = place_refused(lab, wanted)
    if refused:
        return met(finding.expected, finding.found, *finding.proofs, refused, remark=excused(refused, wanted))
    reason = say("in {place} instead", place=where.value)
    return partial(HALF, finding.expected, finding.found, where, remark=reason, slip=region_slip(where.value))


def region_slip(place: str) -> str:
    """The slip that several criteria suffer from: everything made in one wrong region is one decision."""
    return f"region={place}"


def _refuses_size(lab: Lab, refusal: Operation, size: str) -> bool:
    """Whether Azure refused this very size: what was asked for decides, else what the answer names."""
    if not (resource_type(refusal.resource_id).startswith(MADE_BY) and _is_about_size(refusal)):
        return False
    asked = lab.asked(refusal).sizes or named_sizes(refusal.detail)
    return not asked or fold(size) in asked


def _is_about_size(refusal: Operation) -> bool:
    """By the innermost code; older answers say it in words alone."""
    told = {fold(refusal.error), *(fold(one.code) for one in refusal.reasons)}
    wrong = any(fold(one.code) == "invalidparameter" and fold(one.target).endswith("vmsize") for one in refusal.reasons)
    text = fold(refusal.detail)
    return bool(told & SIZE_CODES) or wrong or ("requested size" in text and "not available" in text)


def _refuses_place(lab: Lab, refusal: Operation, place: str) -> bool:
    """Whether this region was closed: a quota of cores closes none, and a policy may be about something else."""
    codes = {fold(refusal.error), *(fold(one.code) for one in refusal.reasons)} & PLACE_CODES
    text = fold(refusal.detail)
    if not codes or ("invalidtemplatedeployment" in codes and "quota" in text):
        return False
    asked = lab.asked(refusal).places
    if asked and region(place) not in asked:
        return False
    return not text or region(place) in region(text) or bool(codes & ABOUT_PLACES)


def _restricted(lab: Lab, size: str, place: str) -> Proof | None:
    zones = open_zones(lab, size)
    if zones is None or zones:
        return None
    detail = say("the list of sizes says that {size} is not offered to this subscription", size=size)
    return Proof(Source.SKUS, f"{place}/{size}", lab.read_at, detail)


def _policy(lab: Lab, place: str) -> Proof | None:
    try:
        assignments = lab.resources(Source.POLICY_ASSIGNMENTS)
    except Missing:
        return None
    closing = (one for one in assignments if _closes(one.wire, place))
    return next((one.proof for one in closing), None)


def _closes(assignment: Wire, place: str) -> bool:
    """Whether a policy's list of allowed regions leaves this one out."""
    parameters = dig(assignment, "properties", "parameters")
    for name, value in parameters.items() if isinstance(parameters, dict) else ():
        allowed = {region(one) for one in dig_list(value, "value")}
        if ("location" in fold(name) or "region" in fold(name)) and allowed and region(place) not in allowed:
            return True
    return False
