"""How the pages are served: to whom, under which names, and how long people stay signed in."""

import secrets
from dataclasses import dataclass, field
from datetime import timedelta

LOOPBACK_NAMES = ("localhost", "127.0.0.1", "[::1]")


@dataclass(frozen=True)
class SingleSignOn:
    """An OpenID Connect provider: its issuer's address, our client there, and the name on the button."""

    issuer: str
    client_id: str
    client_secret: str = field(repr=False)
    name: str = "single sign-on"


@dataclass(frozen=True)
class SignInRules:
    """How people sign in and for how long.

    They stay signed in for `idle` without a page and for `longest` at all; a proof of who they are is good
    for weighty acts while it is `fresh`, and a link to choose a password works for `invitation`.
    """

    idle: timedelta = timedelta(minutes=30)
    longest: timedelta = timedelta(hours=12)
    fresh: timedelta = timedelta(minutes=15)
    invitation: timedelta = timedelta(days=7)
    second_factor: bool = True
    single_sign_on: SingleSignOn | None = None


@dataclass(frozen=True)
class Site:
    """The hosts that requests may name (as sent, with the port), and what signs cookies.

    `secure` says that browsers come by HTTPS; `proxies` is how many trusted proxies stand in front.
    """

    hosts: frozenset[str]
    secret_key: str = field(default_factory=lambda: secrets.token_urlsafe(32), repr=False)
    secure: bool = False
    proxies: int = 0
    rules: SignInRules = SignInRules()


def loopback_site(port: int | None = None, secret_key: str | None = None) -> Site:
    """This computer alone. Without a port its names are answered without one, as behind a test client.

    Without a key a random one is made, so forms opened before a restart have to be sent again.
    """
    hosts = frozenset(name if port in (None, 80) else f"{name}:{port}" for name in LOOPBACK_NAMES)
    return Site(hosts, secret_key) if secret_key else Site(hosts)
