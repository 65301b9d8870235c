"""`bareme rubric prices FILE REGION`: costs are estimated in the lab's region, by today's list prices."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click

from bareme.cli.json_output import json_option, print_json
from bareme.cli.lazy_group import help_text
from bareme.cli.options import content_option, lang_option, speech_of
from bareme.errors import ExitCode, UsageError
from bareme.text.message import say


@click.command("prices", help=help_text(say("Put today's list prices of a region into a rubric")))
@click.argument("file", metavar="FILE", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.argument("region", metavar="REGION")
@click.option("--currency", metavar="CODE", default="USD", show_default=True, help=help_text(say("As USD or EUR.")))
@click.option("--endpoint", metavar="URL", envvar="BAREME_PRICES_ENDPOINT", help=help_text(say("Another price list.")))
@content_option
@json_option
@lang_option
def command(file: Path, region: str, lang: str | None, *, as_json: bool, **options: Any) -> int:
    """Read them, and write them; the rest of the file stays as it is."""
    from bareme.azure.retail_prices import retail_prices  # noqa: PLC0415 - nothing of Azure for --help
    from bareme.checking.catalogue import catalogue  # noqa: PLC0415 - the same
    from bareme.cli.output import console, tell  # noqa: PLC0415 - the same
    from bareme.files.atomic import whole  # noqa: PLC0415 - the same
    from bareme.reference.arm import region as wire_form  # noqa: PLC0415 - the same
    from bareme.reference.prices import bundled_prices  # noqa: PLC0415 - the same
    from bareme.rubric import load_rubric  # noqa: PLC0415 - the same
    from bareme.rubric.dump import with_prices  # noqa: PLC0415 - the same
    from bareme.rubric.prices import known_as_currency  # noqa: PLC0415 - the same

    try:
        currency = known_as_currency(options["currency"].upper())
    except ValueError as error:
        raise UsageError(error.args[0]) from error
    load_rubric(file, catalogue(options["content"]))
    prices = retail_prices(wire_form(region), currency, datetime.now(UTC).date(), options["endpoint"])
    changed = with_prices(file.read_bytes().decode("utf-8"), prices)
    with whole(file) as stream:
        stream.write(changed.encode())
    if as_json:
        print_json(prices)
        return ExitCode.DONE
    lacking = [name for name in bundled_prices().sizes if name not in prices["size"]]
    out, speech = console(), speech_of(lang)
    tell(out, speech, say("written: {path}", path=str(file)))
    tell(
        out,
        speech,
        say("{n} machine size(s), {kinds} kind(s) of disk", n=len(prices["size"]), kinds=len(prices["disk"])),
    )
    if lacking:
        tell(out, speech, say("not in this list: {names}", names=tuple(lacking)))
    return ExitCode.DONE
