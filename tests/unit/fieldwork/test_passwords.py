import pytest

from inspect_app.fieldwork.passwords import hash_password, is_password, problem_with

LONG = "Åsa räknar 127 får på heden, " * 5


@pytest.mark.parametrize(
    "password",
    [
        "lower case and spaces",
        LONG[:64],
        LONG[:128],
        "путь через поле",
        "🐑🐏🐐🦙🐑🐏🐐🦙🐂🐃🐄🐖",
        "tabs\tand  two spaces",
    ],
)
def test_long_passwords_of_any_characters_are_taken_without_rules_of_composition(password: str) -> None:
    assert problem_with(password) is None


@pytest.mark.parametrize(
    ("password", "words"),
    [
        ("elevenchars", "at least 12"),
        (LONG[:129], "at most 128"),
        ("aaaaaaaaaaaaaaaa", "more different characters"),
        ("password12345", "common password"),
        ("PASSWORD!!!!!", "common password"),
        ("quill loves grey geese", "Leave your name"),
    ],
)
def test_what_is_guessed_soon_is_refused(password: str, words: str) -> None:
    assert words in str(problem_with(password, about=["Ada Quill", "ada.q@example.org"]))


def test_a_password_is_hashed_whole_with_a_salt_of_its_own() -> None:
    first, second = hash_password(LONG[:128]), hash_password(LONG[:128])
    assert first.startswith("$argon2id$v=19$m=65536,t=3,p=4$")
    assert first != second
    assert is_password(first, LONG[:128])
    assert not is_password(first, f"{LONG[:127]}x")
    assert not is_password(None, LONG[:128])
    assert not is_password("no hash", LONG[:128])
