"""What a student's page says first: what to correct, what is open, why there is no grade."""

import re
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from types import SimpleNamespace

import pytest

from bareme.report.commands import with_commands
from bareme.report.corrections import SHOWN, corrections
from bareme.report.student_files import student_page
from bareme.results.rendering import Teller
from bareme.rubric import Rubric
from bareme.text.language import Language, Speech
from tests.labs import records_of

Rows = list[SimpleNamespace]


def row(name: str, outcome: str, lost: str, *needs: str) -> SimpleNamespace:
    criterion = SimpleNamespace(needs=[SimpleNamespace(criterion=one) for one in needs])
    return SimpleNamespace(id=name, outcome=outcome, lost=Decimal(lost), criterion=criterion)


@pytest.mark.parametrize(
    ("rows", "wanted"),
    [
        ([row("a", "met", "0"), row("b", "unmet", "1"), row("c", "partial", "2")], [("c", "2", []), ("b", "1", [])]),
        (
            [row("a", "unmet", "1"), row("b", "unmet", "1.5"),
             row("c", "blocked", "1", "a"), row("d", "blocked", "1", "c")],
            [("a", "3", ["c", "d"]), ("b", "1.5", [])],
        ),
        ([row("a", "partial", "0"), row("b", "blocked", "1", "a")], [("b", "1", [])]),
        ([row("a", "unmet", "1"), row("b", "unmet", "1")], [("a", "1", []), ("b", "1", [])]),
        ([row("a", "pending", "0")], []),
    ],
)  # fmt: skip
def test_what_rests_on_another_criterion_is_no_correction_of_its_own(rows: Rows, wanted: object) -> None:
    assert [(one.row.id, str(one.lost), [other.id for other in one.frees]) for one in corrections(rows)] == wanted


@pytest.fixture(scope="module")
def page(demo_run: Callable[[str], Path], tp2: Rubric) -> Callable[..., str]:
    records = {one["id"]: one for one in records_of(demo_run("en"))}

    def shown(student: str, **changes: object) -> str:
        record = {**records[student], **changes}
        return student_page(record, Teller(tp2, Speech(Language.ENGLISH)))  # type: ignore[arg-type]

    return shown


def test_every_correction_is_named_and_linked_and_those_that_are_folded_are_counted(page: Callable[..., str]) -> None:
    text = page("E013")
    fix = text[text.index('id="fix"') : text.index('id="s-E1"')]
    shown, folded = fix.split('<details class="more">')
    links = re.findall(r'<h3><a href="#([EH]\d-\d\d)">\1</a>', fix)
    assert len(links) == len(set(links)) == 14, "each once"
    assert shown.count("<h3>") == SHOWN
    assert re.search(r"<summary>11 more \(−[\d.]+\)</summary>", folded)
    assert [one for one in links if f'id="{one}"' not in text] == []
    lost = [float(one) for one in re.findall(r"\(−([\d.]+)\)</span>", fix)]
    assert lost == sorted(lost, reverse=True)
    assert fix.count("it rests on") == 0, "blocked criteria stand beside what they rest on"
    assert text.count("found: as for E1-01") == 10, "what was found is told once"


def test_on_a_final_grade_nothing_is_to_be_fixed(page: Callable[..., str]) -> None:
    assert ("What to fix first" in page("E009"), "Where points were lost" in page("E009")) == (True, False)
    final = page("E009", status="final")
    assert ("What to fix first" in final, "Where points were lost" in final) == (False, True)


def test_who_is_not_gradable_reads_why_and_what_to_do_in_one_card(page: Callable[..., str]) -> None:
    text = page("E011")
    main = text[text.index("<main") : text.index("</main>")]
    assert main.count("<section") == 2, "the card, and where the grade comes from"
    for sentence in ("This is not a zero", "az role assignment create", "Give the right to read"):
        assert main.count(sentence) == 1
    assert "access denied (AuthorizationFailed) (36 sources)" in main
    assert re.findall(r"\b0 / |How to fix|not met", main) == []
    assert "Hand in the evidence again" in page("E015")


def test_open_points_are_no_zero_and_sums_tell_them(page: Callable[..., str]) -> None:
    text = page("E003")
    assert '<span class="points">– / 0.25</span>' in text
    assert "0 / 0.25" not in text
    assert "– / 12 – 3.75 still open" in page("E013")
    assert "8.25 / 12 – 3.75 still open" in text


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Avec az : az vm delete.", 'Avec az : <code class="command">az vm delete</code>.'),
        ("(az vm stop laisse)", '(<code class="command">az vm stop</code> laisse)'),
        ("az vm list-skus --zone, puis", '<code class="command">az vm list-skus --zone</code>, puis'),
        ("az vm create --image <id>", '<code class="command">az vm create --image</code> &lt;id&gt;'),
        ("Donnez à --image l'identifiant", "Donnez à <code>--image</code> l&#39;identifiant"),
        ("--zone 1 puis --zone 2.", "<code>--zone 1</code> puis <code>--zone 2</code>."),
        ("Run: az role assignment create --role Reader --scope /subscriptions/1-2",
         'Run: <code class="command">az role assignment create --role Reader --scope /subscriptions/1-2</code>'),
        ("gaz <b>", "gaz &lt;b&gt;"),
    ],
)  # fmt: skip
def test_commands_in_a_sentence_are_code_and_the_rest_is_escaped(text: str, told: str) -> None:
    assert with_commands(text) == told


def test_what_costs_is_a_table_of_amounts_told_once(page: Callable[..., str]) -> None:
    text = page("E016")
    bill = text[text.index('<table class="bill">') :].partition("</table>")[0]
    assert re.findall(r'<td class="n">([\d.]+) USD</td>', bill) == ["9.60", "9.60", "3.65", "3.65", "0.30"]
    assert "VM1-Windows-1_OsDisk_1<" in bill, "what Azure generates is left out"
    assert "East US; other regions differ, 2026-11-24" in text
    assert text.count("Remote desktop and SSH closed to the Internet") == 1, "advice is told once"
    assert text.index('id="H-03"') < text.index('id="s-E1"')


def test_a_student_has_no_way_to_the_class_page(page: Callable[..., str]) -> None:
    for student in ("E001", "E011"):
        assert "index.html" not in page(student)
