"""Whatever the file holds, it is a roster or it is refused with reasons."""

from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bareme.errors import RosterError
from bareme.roster import RosterOptions, load_roster

SUB = "0a1b2c3d-4e5f-4789-abcd-ef0123456789"
OPTIONS = RosterOptions(subscription_id=SUB, resource_group_pattern="rg-{student_id}")
CELL = st.text(st.sampled_from("aE1+.é\"';,\t\r\n \u202e\ufeffأ=@/"), max_size=6)
TABLES = st.lists(st.lists(CELL, max_size=4), max_size=5).map(lambda rows: "\n".join(";".join(row) for row in rows))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.binary(max_size=200) | TABLES.map(lambda text: f"id;Nom;Prénom;subscription_id\n{text}".encode()))
def test_any_file(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "any.csv"
    file.write_bytes(content)
    try:
        students = load_roster(file, OPTIONS).students
    except RosterError:
        return
    assert all(student.id and student.slug and student.scope.subscription_id for student in students)
