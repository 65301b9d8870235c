"""The hand-ins of the demonstration class: an answers file, screenshots and a script for each student."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import yaml

from bareme.simulator.demo.answers import ANSWERS, PARTIAL_SCRIPT, SCRIPT, WRONG_SCRIPT, Written
from bareme.simulator.demo.pictures import screenshot

_DESKTOP = ("Server Manager", "Computer name: VM1-Windows-1", "Windows Server 2016 Datacenter", "Local user: etudiant")
_DRIVES = ("Windows (C:)", "112 GB free of 126 GB", "Temporary Storage (D:)", "3.5 GB free of 4.0 GB")
_FILES = {
    "right": ("F:\\", "notes.txt   1 KB   Text Document", "New Volume (F:)", "3.9 GB free of 4.0 GB"),
    "half": ("D:\\", "notes.txt   1 KB   Text Document", "Temporary Storage (D:)", "3.5 GB free of 4.0 GB"),
    "wrong": ("C:\\Users\\etudiant\\Desktop", "notes.txt   1 KB   Text Document", "Windows (C:)", "112 GB free"),
}
_FORMS = {"PNG": "png", "JPEG": "jpg", "WEBP": "webp", "PDF": "pdf"}


@dataclass(frozen=True, slots=True)
class HandIn:
    """How one student answers: how well, from which place of the lists, whom he copied from."""

    number: int
    strength: int
    """Of ten questions, how many are answered rightly."""
    empty: frozenset[str] = frozenset()
    answers: Mapping[str, Sequence[Written]] = field(default_factory=lambda: ANSWERS)
    draws: bool = True
    """Whether there are screenshots."""

    def write(self, folder: Path) -> None:
        """Write the hand-in into a folder that has none."""
        (folder / "captures").mkdir(parents=True, exist_ok=True)
        (folder / "scripts").mkdir(exist_ok=True)
        answers = {name: self._answer(folder, name, place) for place, name in enumerate(self.answers)}
        text = yaml.safe_dump({"answers": answers}, allow_unicode=True, sort_keys=False, width=200)
        (folder / "reponses.yaml").write_text(text, encoding="utf-8")

    def _answer(self, folder: Path, name: str, place: int) -> dict[str, object]:
        if name in self.empty:
            return {"answer": ""}
        chosen = self._chosen(name, place)
        named = self._files(name, chosen.worth) if self.draws or name == "E2-05" else ()
        return {"answer": chosen.text, "files": [self._kept(folder, *one) for one in named]}

    def _chosen(self, name: str, place: int) -> Written:
        worth = self._worth(place)
        fitting = [one for one in self.answers[name] if one.worth == worth] or list(self.answers[name])
        return fitting[(self.number * 5 + place) % len(fitting)]

    def _worth(self, place: int) -> str:
        luck = (self.number * 7 + place * 3) % 10
        return "right" if luck < self.strength else "half" if luck < self.strength + 2 else "wrong"

    def _files(self, name: str, worth: str) -> Iterator[tuple[str, bytes]]:
        form = tuple(_FORMS)[self.number % 7] if self.number % 7 < len(_FORMS) else "PNG"
        if name == "E1-10" and worth != "wrong":
            yield f"captures/rdp.{_FORMS[form]}", self._picture("VM1-Windows-1 - Remote Desktop", _DESKTOP, form)
        if name == "E1-11" and self.number % 3 == 0:
            yield "captures/ce-pc.png", self._picture("This PC", _DRIVES)
        if name == "E1-14":
            yield "captures/fichier.png", self._picture("File Explorer", _FILES[worth])
            if self.number % 4 == 0:
                yield "captures/disques.png", self._picture("Disk Management", _DRIVES)
        if name == "E2-05":
            scripts = {"right": SCRIPT, "half": PARTIAL_SCRIPT, "wrong": WRONG_SCRIPT}
            yield "scripts/creer.sh" if worth != "wrong" else "scripts/creer.ps1", scripts[worth].encode()

    def _picture(self, title: str, lines: tuple[str, ...], form: str = "PNG") -> bytes:
        return screenshot(title, lines, whose=self.number, form=form)

    @staticmethod
    def _kept(folder: Path, name: str, content: bytes) -> str:
        (folder / name).write_bytes(content)
        return name
