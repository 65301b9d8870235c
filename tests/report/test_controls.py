"""A page holds no control character, whatever a resource is called."""

from bareme.text.sanitize import printable


def test_escape_bytes_reach_no_page() -> None:
    assert printable("a\x1b[2Jb\x9bc\td\ne") == "a�[2Jb�c\td\ne"
