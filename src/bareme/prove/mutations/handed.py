"""What was handed in, and the tool that was used."""

from dataclasses import replace

from bareme.prove.example import Example
from bareme.prove.mutation import mutation
from bareme.prove.rewrite import strings
from bareme.submission.model import ScriptFile
from bareme.text.message import say

_CLI = "04b07795-8ddb-461a-bbee-02f9e1bf7b46"
_PORTAL = "c44b4083-3bb0-49c1-b47d-974e53cbdf3c"
_NAMES = {"vm_deploy_": "CreateVm-", "av_set_deploy_": "Microsoft.AvailabilitySet-", "vmss_deploy_": "CreateVmss-"}


def no_answers(example: Example) -> Example:
    """Nothing written."""
    return replace(example, submission=replace(example.submission, answers={}))


def wrong_answers(example: Example) -> Example:
    """Something else written."""
    wrong = {name: replace(one, text="999", files=()) for name, one in example.submission.answers.items()}
    return replace(example, submission=replace(example.submission, answers=wrong))


def no_script(example: Example) -> Example:
    """No script handed in."""
    return replace(example, submission=replace(example.submission, scripts=()))


def by_hand(example: Example) -> Example:
    """Everything made in the portal."""

    def change(key: str, text: str) -> str:
        if text == _CLI:
            return _PORTAL
        for old, new in _NAMES.items():
            text = text.replace(old, new)
        return "Azure Portal" if key == "clientType" else text

    return strings(example, change)


def secret_script(example: Example) -> Example:
    """A script that gives the password away."""
    told = ScriptFile("scripts/secret.sh", "az vm create -n vm1 --admin-password 'Tr0is-Petits-Chats'\n")
    return replace(example, submission=replace(example.submission, scripts=(*example.submission.scripts, told)))


HANDED = (
    mutation("no-answers", say("no written answers"), no_answers, "answers"),
    mutation("wrong-answers", say("wrong answers"), wrong_answers, "answers"),
    mutation("no-script", say("no script handed in"), no_script, "scripts"),
    mutation("secret-script", say("a password in a script"), secret_script, "scripts:secrets"),
    mutation("by-hand", say("everything made in the portal"), by_hand, "deployments:name"),
)
