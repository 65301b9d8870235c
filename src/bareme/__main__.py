"""`python -m bareme` and the `bareme` command: where errors become sentences and exit codes."""

import sys
from collections.abc import Sequence
from contextlib import suppress

import click

from bareme.cli.click_messages import speaking
from bareme.cli.console_encoding import forgive
from bareme.cli.fault_report import fault_report
from bareme.cli.main import bareme
from bareme.cli.open_files import allow_files
from bareme.cli.signals import Interruption, stoppable
from bareme.cli.standard_streams import flush_output, secure_streams
from bareme.errors import BaremeError, ExitCode
from bareme.files.environment import fault_of
from bareme.files.garbage import relax_collector
from bareme.text.language import Speech, chosen
from bareme.text.message import Message, say
from bareme.text.sanitize import visible


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command.

    Returns:
        The exit code, one of `ExitCode`.
    """
    if arguments is None:
        relax_collector()
        secure_streams()
        allow_files()
    forgive()
    words = list(sys.argv[1:] if arguments is None else arguments)
    speech = Speech(chosen(_lang_option(words)))
    with speaking(speech.language), stoppable() as interruption:
        return _run(words, speech, interruption)


def _run(words: list[str], speech: Speech, interruption: Interruption) -> int:
    try:
        result = bareme.main(words, prog_name="bareme", standalone_mode=False)
        flush_output()
    except (click.exceptions.Abort, KeyboardInterrupt):
        told = say("Interrupted. What was done is kept; the same command continues.")
        return _fail(speech, told, interruption.code)
    except click.ClickException as error:
        error.show()
        return ExitCode.USAGE
    except BaremeError as error:
        return _fail(speech, error.message, error.exit_code, error.advice)
    except (OSError, MemoryError) as error:
        fault = fault_of(error)
        return _fail(speech, fault.message, fault.exit_code, fault.advice)
    except Exception as error:  # noqa: BLE001 - the one place: a fault of ours must not end with 1, which means a low grade
        _print(visible(fault_report(error)))
        told = say("This is a fault of bareme, not of the lab. What was graded is kept.")
        return _fail(speech, told, ExitCode.NOT_EVALUATED, say("Please report the lines above."))
    return result if isinstance(result, int) else ExitCode.DONE


def _fail(speech: Speech, message: Message, code: ExitCode, advice: Message | None = None) -> int:
    for sentence in (message, advice):
        if sentence is not None:
            _print(visible(speech.tell(sentence)))
    return code


def _print(line: str) -> None:
    """Say it on standard error; where that is gone, or full, the exit code alone tells."""
    with suppress(OSError):
        print(line, file=sys.stderr)  # noqa: T201 - this is where errors are printed


def _lang_option(words: list[str]) -> str | None:
    for number, word in enumerate(words):
        if word.startswith("--lang="):
            return word.partition("=")[2]
        if word == "--lang" and number + 1 < len(words):
            return words[number + 1]
    return None


if __name__ == "__main__":
    sys.exit(main())
