"""From conditions on resources to a finding: what each asks for, what was found, how to correct it."""

from collections.abc import Sequence
from dataclasses import replace

from bareme.checking.check import TypesRead
from bareme.checking.finding import ALL, NOTHING, Finding, met, partial, unmet, unverifiable
from bareme.conditions.judge import Excuses, no_excuse
from bareme.conditions.model import Condition, Plain
from bareme.conditions.told import fix, found, named, told
from bareme.conditions.verdict import Candidate, Query, candidates, earned
from bareme.lab import Lab
from bareme.lab.noun import Noun
from bareme.reference.arm import region
from bareme.text.message import Message, Value, say

_NAMED = 4
"""Resources that a sentence names."""


def judge(query: Query, lab: Lab, excuses: Excuses = no_excuse) -> Finding:
    """What is to be said of a question about resources.

    Raises:
        Missing: nothing was collected at the stage that is asked for.
    """
    expected = _expected(query)
    if query.count.max == 0 and not lab.has_work:
        return unmet(expected, say("nothing was made"))
    ones = candidates(query, lab, excuses)
    share, most = earned(query, ones), earned(query, ones, at_most=True)
    proofs = tuple(proof for one in _counted(query, ones) for proof in one.proofs)
    seen = _found(query, ones) if ones else _none(query, lab)
    silent = _silent(query, lab) if query.count.max is not None and share == ALL else ()
    if silent:
        return unverifiable(expected, say("it cannot be concluded that there are no more: {why}", why=silent), *proofs)
    if share == ALL:
        return met(expected, seen, *proofs, remark=_excused(ones))
    if most > share:
        return replace(unverifiable(expected, seen, *proofs), share=share)
    remark, slip = _remark(query, ones), _slip(query, ones)
    if share > NOTHING:
        return partial(share, expected, seen, *proofs, remark=remark or say("not all of it"), slip=slip)
    return unmet(expected, seen, *proofs, remark=remark, slip=slip)


def types_of(query: Query) -> TypesRead:
    """What a question about resources rests on."""
    leaves = [leaf for one in (*query.where, *query.half) for leaf in one.leaves]
    targets = [leaf.ref.folded for leaf in leaves if isinstance(leaf, Condition) and leaf.ref is not None]
    types = tuple(dict.fromkeys([query.selection.folded, *targets]))
    is_present = query.moment == "end" or query.moment.startswith("stage")
    return TypesRead(types, whole=bool(query.where or query.changed), past=not is_present)


def _silent(query: Query, lab: Lab) -> tuple[Message, ...]:
    """Why there may be more than is seen: an upper bound rests on silence."""
    read = types_of(query)
    return tuple(lab.history.unread_types(read.types, whole=read.whole, past=read.past))


def _expected(query: Query) -> Message:
    what: Value = named(query.selection)
    if query.count.max == 0:
        what = say("no {what}", what=what)
    elif query.each:
        what = say("every {what}", what=what)
    elif (query.count.min or 1) > 1:
        what = say("{n} × {what}", n=query.count.min or 1, what=what)
    asked = (
        *(told(one) for one in query.where),
        *((told(query.changed),) if query.changed else ()),
        *_when(query.moment),
    )
    return say("{what}: {conditions}", what=what, conditions=asked) if asked else say("{what}", what=what)


def _when(moment: str) -> tuple[Value, ...]:
    if moment.startswith("stage"):
        return (say("at the stage “{stage}”", stage=moment.partition(":")[2].strip()),)
    words = {
        "end": say("there at the end"),
        "gone": say("deleted afterwards"),
        "before-deletion": say("as last seen"),
    }
    return (words[moment],) if moment in words else ()


def _counted(query: Query, ones: Sequence[Candidate]) -> Sequence[Candidate]:
    """The candidates that the finding is about."""
    if query.count.max == 0:
        return [one for one in ones if one.most == ALL][:_NAMED]
    return ones if query.each else ones[: max(query.count.min or 1, 1)]


def _none(query: Query, lab: Lab) -> Message:
    """Nothing is there that is meant; what else there is of the type, is told."""
    others = tuple(Noun(life).name for life in lab.history.lives(query.selection.folded))
    what = named(query.selection)
    if others:
        return say("no {what}; there is {others}", what=what, others=_few(others))
    return say("no {what}", what=what)


def _found(query: Query, ones: Sequence[Candidate]) -> Message:
    counted = _counted(query, ones)
    if not counted:
        return say("{names}: none of them so", names=_few(tuple(one.name for one in ones)))
    each = tuple(_of_one(one, query) for one in counted[:_NAMED])
    missing = (query.count.min or 1) - len(ones)
    if missing > 0:
        return say("{each}; {n} missing", each=each, n=missing)
    return say("{each}", each=each)


def _of_one(one: Candidate, query: Query) -> Message:
    if one.trouble is not None:
        return one.trouble
    results = one.failing or one.results
    facts = tuple(found(result) for result in results)
    if query.changed and one.change is not True:
        facts = (*facts, say("not seen: {condition}", condition=told(query.changed)))
    return say("{name}: {facts}", name=one.name, facts=facts) if facts else say("{name}", name=one.name)


def _remark(query: Query, ones: Sequence[Candidate]) -> Message | None:
    counted = _counted(query, ones)
    fixes = [fix(result.condition) for one in counted for result in one.failing]
    fixes += [fix(query.changed) for one in counted if query.changed and one.change is not True]
    if any(one.is_half for one in counted):
        return say("half: {fixes}", fixes=tuple(dict.fromkeys(fixes)))
    if fixes:
        return say("to correct: {fixes}", fixes=tuple(dict.fromkeys(fixes)))
    fitting = sum(one.share == ALL for one in ones)
    if query.count.max is not None and fitting > query.count.max:
        return say("{n} of them, {most} at most are asked for", n=fitting, most=query.count.max)
    return None


def _excused(ones: Sequence[Candidate]) -> Message | None:
    return next((excuse.remark for one in ones for excuse in one.excuses), None)


def _slip(query: Query, ones: Sequence[Candidate]) -> str:
    """The one decision that all of the loss comes of: everything in one wrong region."""
    failing = [result for one in _counted(query, ones) for result in one.failing]
    places = {region(value) for one in failing if _is_place(one.condition) for value in one.values}
    is_all = failing and all(_is_place(one.condition) for one in failing) and not any(one.trouble for one in ones)
    return f"region={places.pop()}" if is_all and len(places) == 1 else ""


def _is_place(condition: Plain) -> bool:
    return condition.path is not None and condition.place.last == "location"


def _few(names: tuple[str, ...]) -> tuple[str, ...]:
    return names if len(names) <= _NAMED else (*names[:_NAMED], f"… +{len(names) - _NAMED}")
