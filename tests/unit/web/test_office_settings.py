from datetime import timedelta
from pathlib import Path

import pytest

from inspect_app.questionnaire.problems import UserError
from inspect_app.web.office_settings import SETTINGS, read_settings
from inspect_app.web.site import SingleSignOn

KEY = "GpVZ3-2xkq8fYw7nTdLr0sBmJcXh5aEu"
PASSWORD = "hunter-two"  # noqa: S105 - a canary of these tests
GOOD = {
    "INSPECT_DATABASE_URL": f"postgresql://inspect_web:{PASSWORD}@db.example.org/inspect",
    "INSPECT_SECRET_KEY": KEY,
    "INSPECT_PUBLIC_URL": "https://inspect.example.org",
    "INSPECT_OUTPUTS": "/var/lib/inspect-app",
    "PATH": "/usr/bin",
}
SINGLE = {
    "INSPECT_OIDC_ISSUER": "https://login.example.org",
    "INSPECT_OIDC_CLIENT_ID": "inspect",
    "INSPECT_OIDC_CLIENT_SECRET": "a secret of ours",
    "INSPECT_OIDC_NAME": "Example account",
}


def problems(changes: dict[str, str]) -> list[str]:
    """What is said about good settings with these changes, a line each."""
    with pytest.raises(UserError) as caught:
        read_settings({**GOOD, **changes})
    first, *lines = str(caught.value).splitlines()
    assert "can’t start" in first
    return [line.removeprefix("  * ") for line in lines]


def test_four_settings_are_enough() -> None:
    office = read_settings(GOOD)
    assert (office.bind, office.workers, office.threads) == ("127.0.0.1:8000", 2, 4)
    assert office.public_url == "https://inspect.example.org"
    assert office.site.hosts == {"inspect.example.org"}
    assert (office.site.secure, office.site.proxies, office.site.secret_key) == (True, 1, KEY)
    assert (office.site.rules.second_factor, office.site.rules.single_sign_on) == (True, None)


def test_every_setting_has_its_effect(tmp_path: Path) -> None:
    (tmp_path / "key").write_text(f"{KEY}\n", encoding="utf-8")
    office = read_settings(
        {
            **SINGLE,
            "INSPECT_DATABASE_URL": GOOD["INSPECT_DATABASE_URL"],
            "INSPECT_SECRET_KEY": "",
            "INSPECT_SECRET_KEY_FILE": str(tmp_path / "key"),
            "INSPECT_PUBLIC_URL": "https://Localhost:8443/",
            "INSPECT_OUTPUTS": str(tmp_path),
            "INSPECT_BIND": "[::1]:9000",
            "INSPECT_WORKERS": "3",
            "INSPECT_THREADS": "15",
            "INSPECT_PROXIES": "2",
            "INSPECT_IDLE_MINUTES": "20",
            "INSPECT_SESSION_HOURS": "8",
            "INSPECT_SECOND_FACTOR": "optional",
            "INSPECT_DEBUG": "1",
        }
    )
    assert (office.bind, office.workers, office.threads) == ("[::1]:9000", 3, 15)
    assert (office.public_url, office.site.hosts) == ("https://localhost:8443", {"localhost:8443"})
    assert (office.site.secret_key, office.site.proxies) == (KEY, 2)
    rules = office.site.rules
    assert (rules.idle, rules.longest) == (timedelta(minutes=20), timedelta(hours=8))
    assert not rules.second_factor
    assert rules.single_sign_on == SingleSignOn(*SINGLE.values())


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"INSPECT_DATABASE_URL": ""}, "INSPECT_DATABASE_URL is missing"),
        ({"INSPECT_DATABASE_URL": "sqlite:///x"}, "must name a PostgreSQL database"),
        ({"INSPECT_DATABASE_URL": "postgresql://db:none/x"}, "not an address that can be read"),
        ({"INSPECT_SECRET_KEY": ""}, "INSPECT_SECRET_KEY is missing"),
        ({"INSPECT_SECRET_KEY": KEY[:31]}, "easy to guess"),
        ({"INSPECT_SECRET_KEY": "a" * 40}, "easy to guess"),
        ({"INSPECT_SECRET_KEY_FILE": "/nowhere"}, "both given"),
        ({"INSPECT_SECRET_KEY": "", "INSPECT_SECRET_KEY_FILE": "/nowhere"}, "can’t be read"),
        ({"INSPECT_PUBLIC_URL": ""}, "must be the address at which browsers come"),
        ({"INSPECT_PUBLIC_URL": "inspect.example.org"}, "must be the address at which browsers come"),
        ({"INSPECT_PUBLIC_URL": "https://example.org/inspect"}, "nothing after it"),
        ({"INSPECT_PUBLIC_URL": "https://example.org?a"}, "nothing after it"),
        ({"INSPECT_PUBLIC_URL": "https://me@example.org"}, "must be the address"),
        ({"INSPECT_PUBLIC_URL": "https://example.org:none"}, "must be the address"),
        ({"INSPECT_PUBLIC_URL": "https://exämple.org"}, "must be the address"),
        ({"INSPECT_PUBLIC_URL": "http://example.org"}, "must begin with https://"),
        ({"INSPECT_OUTPUTS": ""}, "INSPECT_OUTPUTS must be the whole path"),
        ({"INSPECT_OUTPUTS": "outputs"}, "INSPECT_OUTPUTS must be the whole path"),
        ({"INSPECT_BIND": "8000"}, "INSPECT_BIND must be an address"),
        ({"INSPECT_BIND": "127.0.0.1:70000"}, "INSPECT_BIND must be an address"),
        ({"INSPECT_BIND": "unix:/run/x"}, "INSPECT_BIND must be an address"),
        ({"INSPECT_WORKERS": "0"}, "INSPECT_WORKERS must be a whole number from 1 to 64"),
        ({"INSPECT_THREADS": "16"}, "INSPECT_THREADS must be a whole number from 1 to 15"),
        ({"INSPECT_PROXIES": "-1"}, "INSPECT_PROXIES must be a whole number from 0 to 5"),
        ({"INSPECT_PROXIES": "0"}, "needs a proxy that ends TLS"),
        ({"INSPECT_IDLE_MINUTES": "half"}, "INSPECT_IDLE_MINUTES must be a whole number"),
        ({"INSPECT_SESSION_HOURS": "25"}, "INSPECT_SESSION_HOURS must be a whole number from 1 to 24"),
        ({"INSPECT_SECOND_FACTOR": "yes"}, "INSPECT_SECOND_FACTOR must be"),
        ({**SINGLE, "INSPECT_OIDC_NAME": ""}, "INSPECT_OIDC_NAME is missing"),
        ({**SINGLE, "INSPECT_OIDC_ISSUER": "http://login.example.org"}, "must begin with https://"),
        ({"INSPECT_WORKRES": "3"}, "INSPECT_WORKRES is no setting"),
    ],
)
def test_what_is_wrong_is_one_sentence(changes: dict[str, str], said: str) -> None:
    (problem,) = problems(changes)
    assert said in problem
    assert problem.endswith((".", "…."))


def test_everything_wrong_is_named_at_once_and_no_secret_with_it() -> None:
    wrong = {name: PASSWORD for name in SETTINGS if name != "INSPECT_SECRET_KEY_FILE"}
    found = problems({**wrong, "INSPECT_OIDC_CLIENT_SECRET": "", "INSPECT_TYPO": PASSWORD})
    assert len(found) == 14
    assert PASSWORD not in "\n".join(found)


@pytest.mark.parametrize("secret", [KEY, PASSWORD, "a secret of ours"])
def test_settings_are_shown_without_their_secrets(secret: str) -> None:
    assert secret not in repr(read_settings({**GOOD, **SINGLE}))


def test_a_try_out_on_this_computer_needs_no_tls() -> None:
    office = read_settings({**GOOD, "INSPECT_PUBLIC_URL": "http://localhost:80", "INSPECT_PROXIES": "0"})
    assert (office.public_url, office.site.hosts) == ("http://localhost", {"localhost"})
    assert not office.site.secure


def test_every_setting_is_documented() -> None:
    root = Path(__file__).resolve().parents[3]
    text = (root / "docs" / "administrator" / "office-server.md").read_text(encoding="utf-8")
    assert [name for name in SETTINGS if f"`{name}`" not in text] == []
