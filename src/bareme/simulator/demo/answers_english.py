"""The same answers by students who write English, for the class that is shown in that language."""

from collections.abc import Sequence

from bareme.simulator.demo.answers import Written

ANSWERS_ENGLISH: dict[str, Sequence[Written]] = {
    "E1-05": (
        Written("right", "Azure makes two machines and puts a number behind the name: VM1-Windows-1, VM1-Windows-2."),
        Written("half", "There is a number more."),
        Written("wrong", "The name must be unique in Azure."),
    ),
    "E1-07": (
        Written("right", "Yes, B1s: zones 1, 2, 3"),
        Written("half", "Yes, in zone 1."),
        Written("wrong", "No, I changed region."),
    ),
    "E1-09": (
        Written("right", "127 GiB"),
        Written("half", "126 GB as Windows shows it"),
        Written("wrong", "30 GB"),
    ),
    "E1-10": (
        Written("right", "Connected over RDP, see the screenshot."),
        Written("half", "Port 3389 is open."),
        Written("wrong", "It would not connect."),
    ),
    "E1-11": (
        Written("right", "C: (Windows, 126 GB) and D: Temporary Storage (4 GB)"),
        Written("half", "Two disks."),
        Written("wrong", "Only C:"),
    ),
    "E1-13": (
        Written("right", "2, since a B1s takes two at most."),
        Written("half", "2"),
        Written("wrong", "64"),
    ),
    "E1-14": (
        Written("right", "It is on F:, see the screenshot."),
        Written("half", "On D:"),
        Written("wrong", "On the desktop."),
    ),
    "E1-18": (
        Written("right", "CPU (5 % idle, 60 % while starting), network in, and disk reads."),
        Written("half", "CPU and network."),
        Written("wrong", "What it costs."),
    ),
    "E2-05": (Written("right", "See scripts/creer.sh"),),
    "E2-07": (
        Written(
            "right",
            "FD 0, 1, 0 and UD 0, 1, 2. A fault domain shares power and switch; an update domain restarts at once,"
            " one after the other.",
        ),
        Written("half", "FD: one rack. UD: restarted together."),
        Written("wrong", "They name machines."),
    ),
    "E3-02": (
        Written("right", "One model, equal instances, more or fewer of them by load, behind a balancer."),
        Written("half", "It makes several machines at once."),
        Written("wrong", "It costs more."),
    ),
}
