"""`bareme invite`: what students need to let their subscriptions be read."""

import re
from pathlib import Path
from typing import Any
from uuid import UUID

import click

from bareme.cli.json_output import json_option, print_json
from bareme.cli.lazy_group import help_text
from bareme.cli.options import common, speech_of
from bareme.errors import ExitCode, UsageError
from bareme.text.language import Speech
from bareme.text.message import say

_ADDRESS = re.compile(r"https://[^\s'\"]+")


@click.command("invite", help=help_text(say("Ask students to let their subscriptions be read")))
@click.argument("roster", required=False, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "-r", "--rubric", metavar="R",
    help=help_text(say("The lab: with a roster, each student gets the number that Azure signs for him")),
)  # fmt: skip
@click.option(
    "--out", type=click.Path(file_okay=False, path_type=Path), default=Path("invitation"), show_default=True,
    help=help_text(say("Folder for the template and the pages")),
)  # fmt: skip
@click.option("--tenant", metavar="ID", help=help_text(say("Your tenant; without it, the signed-in account's.")))
@click.option(
    "--principal", metavar="ID",
    help=help_text(say("Object id of who reads, best of a group; without it, the signed-in account's.")),
)  # fmt: skip
@click.option("--principal-name", metavar="TEXT", default="", help=help_text(say("What students read of who reads")))
@click.option("--name", metavar="TEXT", default="bareme", help=help_text(say("What the offer is called: your course")))
@click.option(
    "--template-address", "address", metavar="URL", default="",
    help=help_text(say("Where students will find the template: https, public.")),
)  # fmt: skip
@click.option("--arm-endpoint", envvar="BAREME_ARM_ENDPOINT", help=help_text(say("Another Azure Resource Manager.")))
@json_option
@common
def command(
    roster: Path | None, out: Path, tenant: str | None, principal: str | None, lang: str | None, **options: Any
) -> int:
    """Write the template and the pages."""
    from bareme.azure.lighthouse.offer import Offer  # noqa: PLC0415 - not needed for --help
    from bareme.cli.output import console, tell  # noqa: PLC0415 - the same
    from bareme.report.invitation import write_invitation  # noqa: PLC0415 - the same

    speech = speech_of(lang)
    if options["address"] and not _ADDRESS.fullmatch(options["address"]):
        raise UsageError(say("“{text}” is no https address", text=options["address"]))
    tenant, principal = _who(tenant, principal, options["arm_endpoint"])
    offer = Offer(options["name"], tenant, principal, options["principal_name"])
    files = [*write_invitation(out, offer, speech, options["address"])]
    if roster and options["rubric"]:
        files.append(_write_numbers(out, roster, options["rubric"], speech))
    if options["as_json"]:
        print_json({"files": list(map(str, files)), "tenant": tenant, "principal": principal, "offer": offer.id})
    elif not options["quiet"]:
        for file in files:
            tell(console(), speech, say("written: {path}", path=str(file)))
        tell(console(), speech, say("Who did it is told by: bareme access ROSTER --delegated"))
    return ExitCode.DONE


def _write_numbers(out: Path, roster: Path, rubric: str, speech: Speech) -> Path:
    """The number of each student, for attested documents: his own, and this lab's."""
    from bareme.checking.catalogue import catalogue  # noqa: PLC0415 - the same
    from bareme.content import rubric_path  # noqa: PLC0415 - the same
    from bareme.handins.numbers_csv import write_numbers  # noqa: PLC0415 - the same
    from bareme.keys.collection_key import collection_key  # noqa: PLC0415 - the same
    from bareme.roster import RosterOptions, load_roster  # noqa: PLC0415 - the same
    from bareme.rubric import load_rubric  # noqa: PLC0415 - the same

    key = collection_key()
    if key is None:
        raise UsageError(say("No key can be kept in the configuration folder, and the numbers are made with it."))
    students = load_roster(roster, RosterOptions(needs_scope=False)).students
    lab = load_rubric(rubric_path(rubric), catalogue()).id
    return write_numbers(out, students, key, lab, speech)


def _who(tenant: str | None, principal: str | None, arm_endpoint: str | None) -> tuple[str, str]:
    """The two ids, those not given taken from the signed-in account."""
    if not (tenant and principal):
        from bareme.azure.lighthouse.delegations import signed_in  # noqa: PLC0415 - nothing of Azure where both are given
        from bareme.azure.settings import Settings  # noqa: PLC0415 - the same

        account = signed_in(Settings(arm_endpoint=arm_endpoint))
        tenant, principal = tenant or account.tenant_id, principal or account.object_id
    if not (tenant and principal):
        raise UsageError(
            say("The sign-in does not tell who you are."),
            say("Give --tenant and --principal; “az account show” and “az ad signed-in-user show” tell them."),
        )
    return _guid("--tenant", tenant), _guid("--principal", principal)


def _guid(option: str, text: str) -> str:
    try:
        return str(UUID(text))
    except ValueError as error:
        told = say("{option}: “{text}” is no id such as 6f1d0000-0000-0000-0000-000000000000", option=option, text=text)
        raise UsageError(told) from error
