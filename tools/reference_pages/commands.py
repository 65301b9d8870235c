"""Every command with its arguments, options and an example, from Click."""

from collections.abc import Iterator

import click

from bareme.cli.click_messages import speaking
from bareme.cli.main import bareme
from bareme.cli.placeholders import in_language
from bareme.text.language import Speech
from tools.reference_pages.examples import EXAMPLES
from tools.reference_pages.markdown import Both, table

TITLE = Both("Commands", "Commandes")
LEAD = Both(
    "Every command tells the same of itself with `--help`. Exit codes are on [their own page](exit-codes.md), what a"
    " run writes on [another](run-files.md).",
    "Chaque commande dit la même chose d’elle-même avec `--help`. Les codes de sortie ont [leur page](exit-codes.md),"
    " les fichiers écrits par une notation [la leur](run-files.md).",
)
COLUMNS = (Both("option", "option"), Both("what it does", "ce qu’elle fait"))
DEFAULT, VARIABLE = Both("default: {text}", "par défaut : {text}"), Both("also {text}", "aussi {text}")
REQUIRED, SEVERAL = Both("required", "obligatoire"), Both("may be given several times", "plusieurs fois possible")


def page(speech: Speech) -> str:
    """The page."""
    with speaking(speech.language):
        context = click.Context(bareme, info_name="bareme")
        parts = [f"# {TITLE.of(speech)}\n", LEAD.of(speech) + "\n"]
        for name, command, own in _leaves(bareme, context):
            parts += _command(name, command, own, speech)
    return "\n".join(parts)


def _leaves(group: click.Group, context: click.Context) -> Iterator[tuple[str, click.Command, click.Context]]:
    """Commands that do something, in the order of the work, by their whole name."""
    for verb in group.list_commands(context):
        command = group.get_command(context, verb)
        if command is None:
            continue
        own = click.Context(command, parent=context, info_name=verb)
        if isinstance(command, click.Group):
            yield from _leaves(command, own)
        else:
            yield own.command_path, command, own


def _command(name: str, command: click.Command, context: click.Context, speech: Speech) -> Iterator[str]:
    yield f"## {name}\n"
    yield f"{(command.help or '').strip().rstrip('.')}.\n"
    usage = in_language(" ".join([name, *command.collect_usage_pieces(context)]))
    yield f"```text\n{usage}\n```\n"
    rows = [row for one in command.get_params(context) if (row := _option(one, context, speech))]
    yield table([one.of(speech) for one in COLUMNS], rows)
    yield "```sh\n" + "".join(f"{line}\n" for line in EXAMPLES[name]) + "```\n"


def _option(param: click.Parameter, context: click.Context, speech: Speech) -> tuple[str, str] | None:
    """Its names with what stands for its value, and what it does; the help option is the same everywhere."""
    if not isinstance(param, click.Option) or param.hidden or "--help" in param.opts:
        return None
    names = ", ".join(f"`{one}`" for one in sorted((*param.opts, *param.secondary_opts), key=len))
    value = "" if param.is_flag or param.count else in_language(param.make_metavar(context)).replace("|", "/")
    more = [
        REQUIRED.of(speech) if param.required else "",
        SEVERAL.of(speech) if param.multiple else "",
        VARIABLE.of(speech).format(text=f"`{param.envvar}`") if param.envvar else "",
        DEFAULT.of(speech).format(text=f"`{param.default}`") if param.show_default and param.default else "",
    ]
    told = " ".join([(param.help or "").strip(), f"({'; '.join(filter(None, more))})" if any(more) else ""])
    return f"{names} `{value}`" if value else names, told
