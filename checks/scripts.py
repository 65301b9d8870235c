"""Scripts handed in, read and never run."""

from bareme import (
    HALF,
    Finding,
    Lab,
    Message,
    Missing,
    Source,
    check,
    compare_with_lab,
    intended,
    met,
    partial,
    read_script,
    say,
    unmet,
)

from .virtual_machines import MACHINES


@check("script.azure_cli", reads=(*MACHINES, Source.DEPLOYMENTS, Source.AVAILABILITY_SETS))
def azure_cli(lab: Lab, *, count: int = 3) -> Finding:
    """An Azure CLI script creates the availability set and its machines, and it was run."""
    expected = say(
        "a script that makes the set and {count} machines in it, and the record that it was run", count=count
    )
    if not lab.submission.is_read:
        raise Missing(say("no lab repository was handed in"))
    done = compare_with_lab(intended(read_script(one.text, one.name) for one in lab.submission.scripts), lab)
    names = tuple(one.name for one in lab.submission.scripts) or say("no script")
    planned, made = done.intent.in_a_set, len(done.by_cli)
    found = say("{scripts}: {n} machines in the script, {made} made with az", scripts=names, n=planned, made=made)
    written, run = done.is_written(count), done.was_run(count)
    if written and run:
        return met(expected, found, *done.proofs)
    if written or run or done.is_otherwise:
        return partial(HALF, expected, found, *done.proofs, remark=_lacking(written=written, run=run))
    return unmet(expected, found, *done.proofs)


@check("answer.no_secrets", reads=())
def no_secrets(lab: Lab) -> Finding:
    """No script that was handed in holds a password."""
    expected = say("scripts that ask for the password")
    if not lab.submission.is_read or not lab.submission.scripts:
        raise Missing(say("no script was handed in"))
    read = [(file.name, note) for file in lab.submission.scripts for note in read_script(file.text, file.name).secrets]
    if read:
        places = tuple(f"{name}:{note.line}" for name, note in read)
        remark = say("change the password, and let az ask for it: the history of a repository keeps it")
        return unmet(expected, say("a password in {places}", places=places), remark=remark)
    return met(expected, say("no password in {scripts}", scripts=tuple(one.name for one in lab.submission.scripts)))


def _lacking(*, written: bool, run: bool) -> Message:
    if written:
        return say("nothing shows that the script was run: the machines were made in another way")
    if run:
        return say("the machines were made with az, but no script that makes them was handed in")
    return say("made with another tool than the Azure CLI")
