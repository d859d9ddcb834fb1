import pytest

from inspect_app.questionnaire.problems import UserError
from inspect_app.web.server import bracketed, check_loopback


@pytest.mark.parametrize("host", ["127.0.0.1", "127.1.2.3", "localhost", "::1"])
def test_this_computer_may_be_served(host: str) -> None:
    check_loopback(host)


EVERYWHERE = "0.0.0.0"  # noqa: S104  # it must be refused


@pytest.mark.parametrize(
    "host", [EVERYWHERE, "::", "192.168.1.5", "example.org", "", "localhost.example.org"]
)
def test_any_other_address_is_refused(host: str) -> None:
    with pytest.raises(UserError, match="not a loopback address"):
        check_loopback(host)


@pytest.mark.parametrize(("host", "written"), [("127.0.0.1", "127.0.0.1"), ("::1", "[::1]")])
def test_addresses_are_written_as_browsers_take_them(host: str, written: str) -> None:
    assert bracketed(host) == written
