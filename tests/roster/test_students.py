"""What a good roster gives, whatever wrote it."""

from pathlib import Path

import pytest

from bareme.roster import Roster, RosterOptions, Scope, Student, load_roster

SUB = "0a1b2c3d-4e5f-4789-abcd-ef0123456789"
SUB2 = "1a1b2c3d-4e5f-4789-abcd-ef0123456789"
CANONICAL = "student_id,last_name,first_name,email,group,github,subscription_id,tenant_id,resource_group\n"


def load(folder: Path, content: str | bytes, **options: str | bool) -> Roster:
    file = folder / "roster.csv"
    file.write_bytes(content if isinstance(content, bytes) else content.encode())
    return load_roster(file, RosterOptions(**options))  # type: ignore[arg-type]


def only(folder: Path, content: str | bytes, **options: str | bool) -> Student:
    (student,) = load(folder, content, **options).students
    return student


def test_every_canonical_column(tmp_path: Path) -> None:
    row = f"E001,El Fassi,Zineb,z@ecole.example,G1,@zineb,{SUB.upper()},{SUB2},rg-zineb\n"
    assert only(tmp_path, CANONICAL + row) == Student(
        id="E001",
        slug="E001",
        scope=Scope(SUB, SUB2, "rg-zineb"),
        line=2,
        last_name="El Fassi",
        first_name="Zineb",
        email="z@ecole.example",
        group="G1",
        github="zineb",
    )


NAMED = f"Matricule;Nom;Prénom;Abonnement\nE1;Chraïbi;Œdipe;{SUB}\n"
ENCODINGS = ("utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-le", "utf-16-be")


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_encodings(tmp_path: Path, encoding: str) -> None:
    roster = load(tmp_path, NAMED.encode(encoding))
    assert [student.name for student in roster.students] == ["Œdipe Chraïbi"]
    assert bool(roster.warnings) is (encoding == "cp1252")


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
@pytest.mark.parametrize("announced", [False, True])
@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_separators_and_line_ends(tmp_path: Path, separator: str, newline: str, *, announced: bool) -> None:
    lines = ["id;Nom;subscription_id", f"E1;El Fassi;{SUB}", "", f"E2;Tazi;{SUB2}", ""]
    first = [f"sep={separator}"] if announced and newline != "\r" else []
    text = newline.join([*first, *(line.replace(";", separator) for line in lines)])
    roster = load(tmp_path, text)
    assert [(student.id, student.last_name) for student in roster.students] == [("E1", "El Fassi"), ("E2", "Tazi")]
    assert [student.line - len(first) for student in roster.students] == [2, 4]


LISTS = {
    "moodle participants": (
        "Prénom,Nom de famille,Adresse de courriel,Groupes\nZineb,El Fassi,z@e.example,TD1",
        ("z@e.example", "Zineb El Fassi", "TD1"),
    ),
    "moodle participants in english": (
        "First name,Last name,ID number,Email address,Groups\nZineb,El Fassi,E1,z@e.example,TD1",
        ("E1", "Zineb El Fassi", "TD1"),
    ),
    "moodle worksheet": (
        "Identifiant,Nom complet,Numéro d’identification,Statut,Note\nParticipant123,Zineb El Fassi,E1,Remis,",
        ("E1", "Zineb El Fassi", ""),
    ),
    "moodle worksheet without id numbers": (
        "Identifier,Full name,Email address,Grade\nParticipant123,Zineb El Fassi,z@e.example,",
        ("Participant123", "Zineb El Fassi", ""),
    ),
    "classroom 50": (
        "username,first_name,last_name,email,section,github_id\nzineb,Zineb,El Fassi,z@e.example,TD1,99",
        ("zineb", "Zineb El Fassi", "TD1"),
    ),
    "github classroom": (
        '"identifier","github_username","github_id","name"\n"E1","zineb","99","Zineb El Fassi"',
        ("E1", "Zineb El Fassi", ""),
    ),
    "github classroom grades": (
        "assignment_name,github_username,roster_identifier,points_awarded\nTP2,zineb,E1,3",
        ("E1", "E1", ""),
    ),
    "pronote": ("Élève;Classe;Matricule\nEL FASSI Zineb;TD1;E1", ("E1", "Zineb EL FASSI", "TD1")),
    "massar": ("Code Massar;النسب;الاسم;القسم\nG130012345;الفاسي;زينب;TD1", ("G130012345", "زينب الفاسي", "TD1")),
    "arabic": ("رمز مسار;الاسم الكامل;البريد الإلكتروني\nG1;زينب الفاسي;z@e.example", ("G1", "زينب الفاسي", "")),
    "excel": ("N° ÉTUDIANT;NOM;PRÉNOM;Groupe TD\n0012;El Fassi;Zineb;TD1", ("0012", "Zineb El Fassi", "TD1")),
    "capitals": ("CNE;Nom et prénom\n1;EL FASSI Zineb", ("1", "Zineb EL FASSI", "")),
    "ids alone": ("id\nE1", ("E1", "E1", "")),
}


@pytest.mark.parametrize(("text", "expected"), LISTS.values(), ids=LISTS)
def test_lists_in_the_wild(tmp_path: Path, text: str, expected: tuple[str, str, str]) -> None:
    student = only(tmp_path, text, subscription_id=SUB)
    assert (student.id, student.name, student.group) == expected


@pytest.mark.parametrize("name", ["classroom 50", "github classroom", "github classroom grades"])
def test_github_accounts_in_the_wild(tmp_path: Path, name: str) -> None:
    assert only(tmp_path, LISTS[name][0], subscription_id=SUB).github == "zineb"


SCOPES = {
    "own subscription": (f"id,subscription\nE1,{SUB}", {}, Scope(SUB)),
    "pasted with braces": (f"id,subscription\nE1,{{{SUB}}}", {}, Scope(SUB)),
    "pasted as resource id": (f"id,subscription\nE1,/subscriptions/{SUB}", {}, Scope(SUB)),
    "shared with group": (f"id,subscription,rg\nE1,{SUB},rg-1", {}, Scope(SUB, None, "rg-1")),
    "default subscription": ("id,rg\nE1,rg-1", {"subscription_id": SUB}, Scope(SUB, None, "rg-1")),
    "own before default": (f"id,subscription\nE1,{SUB2}", {"subscription_id": SUB}, Scope(SUB2)),
    "pattern": (
        "id\nE1",
        {"subscription_id": SUB, "resource_group_pattern": "rg-tp2-{student_id}"},
        Scope(SUB, None, "rg-tp2-E1"),
    ),
    "own group before pattern": (
        "id,rg\nE1,mine",
        {"subscription_id": SUB, "resource_group_pattern": "rg-{student_id}"},
        Scope(SUB, None, "mine"),
    ),
    "tag": ("id\nE1", {"subscription_id": SUB, "tag": "student"}, Scope(SUB, tag="student=E1")),
    "own group before tag": ("id,rg\nE1,mine", {"subscription_id": SUB, "tag": "student"}, Scope(SUB, None, "mine")),
    "tenant": ("id\nE1", {"subscription_id": SUB, "tenant_id": SUB2}, Scope(SUB, SUB2)),
}


@pytest.mark.parametrize(("text", "options", "expected"), SCOPES.values(), ids=SCOPES)
def test_scopes(tmp_path: Path, text: str, options: dict[str, str | bool], expected: Scope) -> None:
    assert only(tmp_path, text, **options).scope == expected


CELLS = {
    "spaces of every kind": ("\u00a0 El\u202f  Fassi\t", "El Fassi"),
    "direction marks": ("\u202eFassi\u202c\u200f", "Fassi"),
    "composed": ("Chrai\u0308bi", "Chraïbi"),
    "a line break": ("El\nFassi", "El Fassi"),
    "an escape": ("El\x1b Fassi", "El Fassi"),
    "a formula": ("=1+1", "=1+1"),
    "braces": ("{name}", "{name}"),
}


@pytest.mark.parametrize(("cell", "expected"), CELLS.values(), ids=CELLS)
def test_cells_are_cleaned(tmp_path: Path, cell: str, expected: str) -> None:
    assert only(tmp_path, f'id;Nom;Prénom\nE1;"{cell}";Z', subscription_id=SUB).last_name == expected


def test_other_columns_are_kept(tmp_path: Path) -> None:
    student = only(tmp_path, "id,Téléphone,\nE1,0600,\n", subscription_id=SUB)
    assert dict(student.extra) == {"Téléphone": "0600"}


def test_order_is_that_of_the_file(tmp_path: Path) -> None:
    ids = [f"E{number}" for number in (3, 1, 2)]
    roster = load(tmp_path, "id,rg\n" + "".join(f"{one},rg-{one}\n" for one in ids), subscription_id=SUB)
    assert [student.id for student in roster.students] == ids


def test_pairs_may_share_a_scope_where_allowed(tmp_path: Path) -> None:
    roster = load(tmp_path, f"id,subscription_id\nE1,{SUB}\nE2,{SUB}\n", allow_shared=True)
    assert len(roster.students) == 2


def test_a_mistaken_header_is_warned_of(tmp_path: Path) -> None:
    roster = load(tmp_path, f"id,subscription_id,resource_grup\nE1,{SUB},x\n")
    (warning,) = roster.warnings
    assert "“resource_grup”" in str(warning)
    assert "“resource_group”" in str(warning)


def test_an_address_standing_in_for_the_id_is_told(tmp_path: Path) -> None:
    (warning,) = load(tmp_path, LISTS["moodle participants"][0], subscription_id=SUB).warnings
    assert "“Adresse de courriel” is used instead" in str(warning)


def test_an_excel_workbook(tmp_path: Path) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.Workbook()
    for row in (["Matricule", "Nom", "subscription_id"], [12.0, "Chraïbi", SUB], [None, None, None]):
        book.active.append(row)
    book.save(tmp_path / "roster.xlsx")
    (student,) = load_roster(tmp_path / "roster.xlsx").students
    assert (student.id, student.last_name, student.line) == ("12", "Chraïbi", 2)


def test_students_told_apart_by_a_tag_share_nothing(tmp_path: Path) -> None:
    roster = load(tmp_path, "id\nE1\nE2\n", subscription_id=SUB, tag="student")
    assert [str(one.scope) for one in roster.students] == [f"{SUB} (student=E1)", f"{SUB} (student=E2)"]


def test_names_alone_are_enough_where_no_scope_is_needed(tmp_path: Path) -> None:
    roster = load(tmp_path, "id,nom,abonnement\nE1,Tazi,\nE2,Fassi,\n", needs_scope=False)
    assert [one.last_name for one in roster.students] == ["Tazi", "Fassi"]


def test_a_class_is_a_sequence_of_students(tmp_path: Path) -> None:
    students = load(tmp_path, f"id,subscription,Téléphone\nE1,{SUB},0600\nE2,{SUB2},\n").students
    assert len(students) == 2
    assert students[1] == list(students)[1]
    assert students[0].extra == {"Téléphone": "0600"}
