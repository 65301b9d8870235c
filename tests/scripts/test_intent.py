"""What scripts mean to make."""

import pytest

from tests.scripts.reading import intent

SET = "az vm availability-set create -n avset-tp2 -g rg\n"
LOOP = "for n in vm-win-1 vm-linux-1 vm-linux-2; do az vm create -n $n --availability-set avset-tp2; done\n"


@pytest.mark.parametrize(
    ("text", "count"),
    [
        (SET + LOOP, 3),
        ("az vm create -n a --availability-set s --count 3", 3),
        ("az vm create -n a --availability-set s\naz vm create -n b --availability-set t", 1),
        ("az vm create -n a\naz vm create -n b", 0),
        ("for i in 1 2 3; do az vm create -n a$i --availability-set /subscriptions/x/availabilitySets/s; done", 3),
        ("for i in 1 2 3; do az vm create -n a$i --availability-set $S; done", 3),
    ],
)
def test_machines_in_a_set_are_counted_not_words(text: str, count: int) -> None:
    assert intent(text).in_a_set == count


def test_a_draft_and_the_final_script_make_a_machine_once() -> None:
    assert intent(SET + LOOP, LOOP).in_a_set == 3


def test_the_same_command_twice_in_one_script_is_told_twice() -> None:
    assert len(intent("az vm create -n a\naz vm create -n a").machines) == 2
