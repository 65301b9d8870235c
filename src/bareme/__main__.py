"""`python -m bareme` and the `bareme` command: where errors become sentences and exit codes."""

import sys
import traceback
from collections.abc import Sequence

import click

from bareme.cli.click_messages import speaking
from bareme.cli.console_encoding import forgive
from bareme.cli.main import bareme
from bareme.errors import BaremeError, ExitCode
from bareme.text.language import Speech, chosen
from bareme.text.message import Message, say
from bareme.text.sanitize import visible


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command.

    Returns:
        The exit code, one of `ExitCode`.
    """
    forgive()
    words = list(sys.argv[1:] if arguments is None else arguments)
    speech = Speech(chosen(_lang_option(words)))
    with speaking(speech.language):
        return _run(words, speech)


def _run(words: list[str], speech: Speech) -> int:
    try:
        result = bareme.main(words, prog_name="bareme", standalone_mode=False)
    except click.exceptions.Abort:
        return _fail(
            speech, say("Interrupted. What was done is kept; the same command continues."), ExitCode.INTERRUPTED
        )
    except KeyboardInterrupt:
        return _fail(
            speech, say("Interrupted. What was done is kept; the same command continues."), ExitCode.INTERRUPTED
        )
    except click.ClickException as error:
        error.show()
        return ExitCode.USAGE
    except BaremeError as error:
        return _fail(speech, error.message, error.exit_code, error.advice)
    except Exception:  # noqa: BLE001 - the one place: a fault of ours must not end with 1, which means a low grade
        print(_faultless(traceback.format_exc()), file=sys.stderr)  # noqa: T201 - this is where errors are printed
        told = say("This is a fault of bareme, not of the lab. What was graded is kept.")
        return _fail(speech, told, ExitCode.NOT_EVALUATED, say("Please report the lines above."))
    return result if isinstance(result, int) else ExitCode.DONE


def _fail(speech: Speech, message: Message, code: ExitCode, advice: Message | None = None) -> int:
    for sentence in (message, advice):
        if sentence is not None:
            print(visible(speech.tell(sentence)), file=sys.stderr)  # noqa: T201 - this is where errors are printed
    return code


def _faultless(report: str) -> str:
    """A traceback that may be sent to anybody: an exception may hold a piece of what was being read."""
    from bareme.evidence.scrub import clean  # noqa: PLC0415 - only where something went wrong

    return visible(clean(report))


def _lang_option(words: list[str]) -> str | None:
    for number, word in enumerate(words):
        if word.startswith("--lang="):
            return word.partition("=")[2]
        if word == "--lang" and number + 1 < len(words):
            return words[number + 1]
    return None


if __name__ == "__main__":
    sys.exit(main())
