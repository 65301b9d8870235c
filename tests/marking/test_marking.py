"""A teacher marks: what is decided is kept at once, each student's with his own basis, and everything follows."""

import json
import re
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from bareme.__main__ import main
from bareme.marking.desk import sid
from bareme.marking.item import State
from bareme.marks import Kind, MarkStore
from tests.answered import IDS, SAME, answer_again
from tests.marking.conftest import Sitting

Said = Callable[[str], str]


def kept(folder: Path) -> list[tuple[str, str, str, str]]:
    """What another process finds in the file."""
    with closing(MarkStore(folder, to_read=True)) as store:
        return [(one.student, one.criterion, one.kind.value, str(one.points)) for one in store.history()]


def result(folder: Path, student: str, criterion: str) -> dict[str, object]:
    told = json.loads((folder / "results.json").read_text(encoding="utf-8"))["students"]
    own = next(one for one in told if one["id"] == student)
    return next(one for one in own["criteria"] if one["id"] == criterion)


def test_answers_that_say_the_same_are_one_group_and_empty_ones_another(sitting: Sitting) -> None:
    groups = sitting.desk.question("E1-05").groups.values()
    assert sorted(sorted(item.student for item in group.items) for group in groups) == [
        ["E001", "E002", "E003"],
        ["E004", "E005"],
        ["E006"],
    ]


def test_a_group_is_one_decision_a_student_each_with_his_own_basis_and_kept_before_the_answer(sitting: Sitting) -> None:
    answer = sitting.mark("E1-05", "E001", "E002", "E003", comment="well seen")
    assert sorted(kept(sitting.folder)) == [(one, "E1-05", "mark", "0.25") for one in ("E001", "E002", "E003")]
    assert len({sitting.item(one, "E1-05").decision.basis for one in ("E001", "E002", "E003")}) == 3  # type: ignore[union-attr]
    assert answer.headers["location"].startswith("/q/E1-05?after=")


def test_grade_page_table_and_manifest_follow_and_grading_again_changes_nothing(sitting: Sitting) -> None:
    sitting.mark("E1-05", "E001", "E002", points="0,25", comment="well seen")
    sitting.carry_out()
    assert result(sitting.folder, "E001", "E1-05")["points"] == 0.25
    assert "well seen" in (sitting.folder / "students" / "E001.html").read_text(encoding="utf-8")
    row = next(one for one in sitting.rows() if (one["student_id"], one["criterion"]) == ("E001", "E1-05"))
    assert (row["points"], row["comment"]) == ("0.25", "well seen")
    assert main(["verify", str(sitting.folder), "-q"]) == 0
    before = (sitting.folder / "results.json").read_bytes()
    sitting.grade()
    assert (sitting.folder / "results.json").read_bytes() == before


def test_a_mark_withdrawn_on_the_page_stays_withdrawn(sitting: Sitting) -> None:
    sitting.mark("E1-05", "E001")
    sitting.carry_out()
    sitting.post("/undo")
    sitting.carry_out()
    sitting.grade()
    assert sitting.item("E001", "E1-05").state is State.OPEN
    assert result(sitting.folder, "E001", "E1-05")["outcome"] == "pending"


@pytest.mark.parametrize("points", ["", "a lot", "-1", "0.3", "1", "nan", "1e999", "0.25.1"])
def test_points_that_are_none_are_told_and_nothing_is_kept(sitting: Sitting, points: str) -> None:
    answer = sitting.post("/mark", *sitting.tokens("E1-05", "E001"), criterion="E1-05", points=points, code=422)
    assert "That did not work" in answer.text
    assert kept(sitting.folder) == []


def test_two_tabs_that_contradict_each_other_are_both_kept_and_shown(sitting: Sitting, said: Said) -> None:
    seen = sitting.tokens("E1-05", "E001")
    sitting.post("/mark", *seen, criterion="E1-05", points="0.25", marker="Ann")
    second = sitting.post("/mark", *seen, criterion="E1-05", points="0", comment="no", marker="Ben")
    assert second.headers["location"].startswith("/contested")
    assert sitting.item("E001", "E1-05").state is State.CONTESTED
    page = said(sitting.get("/contested"))
    assert "Ann" in page
    assert "Ben" in page
    sitting.post("/mark", *sitting.tokens("E1-05", "E001"), criterion="E1-05", points="0.25", marker="Ben")
    assert sitting.item("E001", "E1-05").state is State.DECIDED
    assert len(kept(sitting.folder)) == 3


def test_two_tabs_that_agree_are_no_contradiction(sitting: Sitting) -> None:
    seen = sitting.tokens("E1-05", "E001")
    for name in ("Ann", "Ben"):
        sitting.post("/mark", *seen, criterion="E1-05", points="0.25", marker=name)
    assert sitting.item("E001", "E1-05").state is State.DECIDED


def test_a_spreadsheet_filled_in_meanwhile_is_taken_in_and_its_contradictions_shown(sitting: Sitting) -> None:
    rows = sitting.rows()
    sitting.mark("E1-05", "E001", points="0.25")
    for row in rows:
        if row["criterion"] == "E1-05" and row["student_id"] in {"E001", "E002"}:
            row["points"] = "0"
    sitting.save(rows)
    sitting.get("/")
    assert sitting.item("E001", "E1-05").state is State.CONTESTED
    assert sitting.item("E002", "E1-05").state is State.DECIDED
    assert {"E001", "E002"} <= sitting.orders.students


def test_a_spreadsheet_with_a_slip_is_told_and_stops_nobody(sitting: Sitting, said: Said) -> None:
    rows = sitting.rows()
    rows[0]["points"] = "many"
    sitting.save(rows)
    assert "marks.csv:2" in said(sitting.get("/"))
    sitting.mark("E1-05", "E001")
    assert kept(sitting.folder)


def test_another_server_on_the_same_folder_is_seen(sitting: Sitting) -> None:
    other = Sitting(sitting.folder)
    other.mark("E1-05", "E001")
    other.close()
    sitting.get("/")
    assert sitting.item("E001", "E1-05").state is State.DECIDED


def test_a_server_that_starts_grades_what_a_killed_one_had_only_kept(sitting: Sitting) -> None:
    sitting.mark("E1-05", "E001")
    sitting.orders.students.clear()
    sitting.close()
    sitting.open()
    sitting.get("/")
    assert sitting.orders.students == {"E001"}


def test_undo_goes_back_step_by_step_and_never_over_somebody_else(sitting: Sitting) -> None:
    sitting.mark("E1-05", "E001", "E002", points="0.25", marker="Ann")
    sitting.mark("E1-05", "E001", "E002", points="0", marker="Ann")
    sitting.post("/undo", marker="Ann")
    assert str(sitting.item("E001", "E1-05").decision.points) == "0.25"  # type: ignore[union-attr]
    sitting.mark("E1-05", "E002", points="0", comment="mine", marker="Ben")
    answer = sitting.post("/undo", marker="Ann")
    assert "n=1" in answer.headers["location"]
    assert sitting.item("E001", "E1-05").state is State.OPEN
    assert sitting.item("E002", "E1-05").decision.comment == "mine"  # type: ignore[union-attr]


def test_the_journal_tells_everything_and_takes_an_entry_back(sitting: Sitting, said: Said) -> None:
    sitting.mark("E1-05", "E001", points="0.25", comment="first", marker="Ann")
    sitting.mark("E1-11", "E001", points="0.5", comment="second", marker="Ann")
    page = sitting.get("/journal")
    assert "first" in said(page)
    entry = re.findall(r'name="entry" value="([^"]+)"', page)[-1]
    sitting.post("/undo", entry=entry, criterion="E1-05", marker="Ben")
    assert sitting.item("E001", "E1-05").state is State.OPEN
    assert sitting.item("E001", "E1-11").state is State.DECIDED


def test_an_excuse_needs_its_reason_and_may_be_for_the_class(sitting: Sitting) -> None:
    sitting.post("/mark", *sitting.tokens("E1-05", "E001"), criterion="E1-05", kind="waive", code=422)
    sitting.post(
        "/mark", *sitting.tokens("E1-05", "E001"), criterion="E1-05", kind="waive", comment="strike", scope="class"
    )
    sitting.carry_out()
    assert {str(result(sitting.folder, one, "E1-05")["outcome"]) for one in IDS} == {"waived"}


def test_sure_proposals_are_accepted_each_with_its_own_points(sitting: Sitting, said: Said) -> None:
    page = sitting.get("/q/E1-09/accept")
    tokens = [("member", token) for token in re.findall(r'name="member" value="([^"]+)"', page)]
    assert tokens
    sitting.post("/accept", *tokens, criterion="E1-09")
    assert {one[3] for one in kept(sitting.folder)} == {"0.00"}
    assert "nothing to accept" in said(sitting.get("/q/E1-09/accept"))


def test_a_remark_changed_later_changes_all_who_have_it_and_nobody_else(sitting: Sitting, said: Said) -> None:
    sitting.mark("E1-11", "E001", points="0.25", comment="which ones?", bank="1")
    sitting.mark("E1-11", "E002", points="0.25", comment="good\nwhich ones?")
    sitting.mark("E1-11", "E003", points="0.25", comment="something else")
    (remark,) = sitting.desk.remarks.values()
    page = sitting.get(f"/remark/{remark.id}")
    tokens = [("member", token) for token in re.findall(r'name="member" value="([^"]+)" checked', page)]
    assert "2 copies have it" in said(page)
    sitting.post("/remark", *tokens, id=remark.id, text="which disks?", points="0.5")
    decisions = {one: sitting.item(one, "E1-11").decision for one in ("E001", "E002", "E003")}
    assert {one: (str(own.points), own.comment) for one, own in decisions.items() if own} == {
        "E001": ("0.5", "which disks?"),
        "E002": ("0.5", "good\nwhich disks?"),
        "E003": ("0.25", "something else"),
    }


def test_an_answer_that_changed_comes_back_with_what_changed(sitting: Sitting) -> None:
    sitting.mark("E1-05", "E001", "E002")
    answer_again(sitting.folder, "E001", E1_05={"answer": SAME.replace("deux", "trois")})
    sitting.grade()
    sitting.get("/")
    assert sitting.item("E001", "E1-05").state is State.AGAIN
    assert sitting.item("E002", "E1-05").state is State.DECIDED
    page = sitting.page("E001", "E1-05")
    assert "<del>deux</del>" in page
    assert "<ins>trois</ins>" in page
    sitting.mark("E1-05", "E001")
    assert sitting.item("E001", "E1-05").state is State.DECIDED


def test_a_picture_that_was_replaced_comes_back_too(sitting: Sitting, said: Said) -> None:
    student = next(one for one in IDS if sitting.item(one, "E1-14").files)
    sitting.mark("E1-14", student)
    file = sitting.item(student, "E1-14").files[0]
    assert file.path is not None
    file.path.write_bytes(file.path.read_bytes() + b"\0")
    sitting.close()
    sitting.open()
    assert sitting.item(student, "E1-14").state is State.AGAIN
    assert file.name in said(sitting.page(student, "E1-14"))


def test_a_second_marker_sees_nothing_of_the_first_and_both_agree_on_a_mark(sitting: Sitting, said: Said) -> None:
    sitting.mark("E1-05", "E001", points="0.25", comment="secret of Ann", marker="Ann")
    blind = {"bareme-marker": "Ben", "bareme-blind": "1"}
    assert "secret of Ann" not in sitting.page("E001", "E1-05", **blind)
    item = sitting.item("E001", "E1-05")
    seen = ("member", f"{item.sid}:{item.one['basis']}:0")
    sitting.post("/mark", seen, criterion="E1-05", points="0", comment="too short", marker="Ben", blind="1")
    page = said(sitting.get("/double"))
    assert "secret of Ann" in page
    assert "too short" in page
    token = re.findall(r'name="member" value="([^"]+)"', sitting.get("/double"))[0]
    sitting.post("/mark", ("member", token), criterion="E1-05", other="0.25", agree="1", who="Ann & Ben", marker="Ann")
    settled = sitting.item("E001", "E1-05")
    assert settled.state is State.DECIDED
    assert [one.who for one in settled.history] == ["Ann", "Ben", "Ann & Ben"]


def test_a_word_to_the_student_stands_on_his_page_alone(sitting: Sitting) -> None:
    sitting.post("/note", sid=sid("E001"), note="Bravo & <merci>")
    sitting.carry_out()
    assert "Bravo &amp; &lt;merci&gt;" in (sitting.folder / "students" / "E001.html").read_text(encoding="utf-8")
    assert "Bravo" not in (sitting.folder / "students" / "E002.html").read_text(encoding="utf-8")
    sitting.post("/note", sid=sid("E001"), note="")
    sitting.carry_out()
    assert "Bravo" not in (sitting.folder / "students" / "E001.html").read_text(encoding="utf-8")


def test_what_could_not_be_verified_is_settled_here(sitting: Sitting) -> None:
    names = {one.criterion.id for one in sitting.desk.questions()}
    assert {"E1-05", "E1-10", "E1-18", "E2-07", "E3-02"} <= names
    assert all(one.criterion.points > 0 for one in sitting.desk.questions())


def test_a_substitute_for_one_student_is_a_new_version_of_the_rubric(sitting: Sitting) -> None:
    lost = result(sitting.folder, "E006", "E1-08")
    assert lost["outcome"] == "unmet"
    sitting.post(
        "/substitute", *sitting.tokens("E1-08", "E006"), criterion="E1-08", parameter="os_disk_sku",
        value="Premium_LRS", reason="the school's image",
    )  # fmt: skip
    sitting.carry_out()
    assert result(sitting.folder, "E006", "E1-08")["outcome"] == "met"
    assert result(sitting.folder, "E001", "E1-08")["outcome"] == "met"
    text = (sitting.folder / "tp2-vm.yaml").read_text(encoding="utf-8")
    assert 'version: "2"' in text
    assert "# What a teacher may change." in text, "its comments stay"
    assert "the school's image" in (sitting.folder / "students" / "E006.html").read_text(encoding="utf-8").replace(
        "&#39;", "'"
    )


def test_flags_come_and_go(sitting: Sitting, said: Said) -> None:
    for text in ("E1-05 Observation", "There are none"):
        sitting.post("/flag", *sitting.tokens("E1-05", "E001"), criterion="E1-05")
        assert text in said(sitting.get("/flagged"))


def test_names_are_hidden_question_by_question_and_the_order_is_another_each_time(sitting: Sitting) -> None:
    orders = set()
    for one in sitting.desk.questions():
        for key in one.groups:
            page = sitting.get(f"/q/{one.criterion.id}/{key}")
            assert not re.search(r"NomE\d+|\bE00\d\b", page)
        if len(one.items) == len(IDS):
            orders.add(tuple(item.student for item in one.items))
    assert len(orders) > 2
    assert "NomE001" in sitting.page("E001", "E1-05")
    hidden = {"bareme-names": "hidden"}
    assert "NomE001" not in sitting.page("E001", "E1-05", **hidden)
    assert "NomE006" in sitting.get(sitting.group("E1-05", "E006"), **{"bareme-names": "shown"})


def test_an_answer_is_text_and_nothing_but_text(sitting: Sitting) -> None:
    for page in (sitting.page("E006", "E1-05"), sitting.get(sitting.group("E1-05", "E006"))):
        assert "<script>document" not in page
        assert "&lt;script&gt;document" in page


@pytest.mark.parametrize(
    "path",
    ["/q/none", "/q/E1-05/none", "/s/none", "/s/none/E1-05", "/remark/none", "/file/none/E1-05/0", "/static/../mark.js",
     "/file/{sid}/E1-14/99", "/file/{sid}/none/0", "/static/none"],
)  # fmt: skip
def test_what_is_not_there_is_not_served(sitting: Sitting, path: str) -> None:
    assert sitting.asked("GET", path.replace("{sid}", sid("E001"))).status_code in {303, 404}


def test_pictures_are_served_as_what_they_are_and_nothing_more(sitting: Sitting) -> None:
    student = next(one for one in IDS if sitting.item(one, "E1-14").files)
    answer = sitting.asked("GET", f"/file/{sid(student)}/E1-14/0")
    assert answer.headers["content-type"] == "image/png"
    assert "sandbox" in answer.headers["content-security-policy"]
    assert (answer.headers["x-content-type-options"], answer.headers["cache-control"]) == ("nosniff", "no-store")


def test_whoever_is_not_of_the_class_cannot_be_marked(sitting: Sitting) -> None:
    sitting.post("/mark", ("member", "nobody:aaa:0"), criterion="E1-05", points="0", code=422)
    sitting.post("/mark", *sitting.tokens("E1-05", "E001"), criterion="none", points="0", code=404)
    assert kept(sitting.folder) == []


def test_no_form_leads_elsewhere(sitting: Sitting) -> None:
    answer = sitting.mark("E1-05", "E001", back="//evil.example/x")
    assert answer.headers["location"].startswith("/evil.example")


def test_a_comment_without_points_is_kept_for_whoever_decides(sitting: Sitting) -> None:
    sitting.post("/mark", *sitting.tokens("E1-05", "E001"), criterion="E1-05", kind="open", comment="ask him")
    item = sitting.item("E001", "E1-05")
    assert (item.state, item.decision.comment if item.decision else "") == (State.OPEN, "ask him")
    assert item.decision is not None
    assert item.decision.kind is Kind.OPEN
