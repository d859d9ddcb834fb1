"""Reads an office server's settings from the environment, and names everything wrong with them at once."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit

from inspect_app.questionnaire.problems import UserError
from inspect_app.records.engine import open_engine
from inspect_app.web.site import LOOPBACK_NAMES, SignInRules, SingleSignOn, Site

SETTINGS = (
    *("INSPECT_DATABASE_URL", "INSPECT_SECRET_KEY", "INSPECT_SECRET_KEY_FILE", "INSPECT_PUBLIC_URL"),
    *("INSPECT_OUTPUTS", "INSPECT_BIND", "INSPECT_WORKERS", "INSPECT_THREADS", "INSPECT_PROXIES"),
    *("INSPECT_IDLE_MINUTES", "INSPECT_SESSION_HOURS", "INSPECT_SECOND_FACTOR"),
    *("INSPECT_OIDC_ISSUER", "INSPECT_OIDC_CLIENT_ID", "INSPECT_OIDC_CLIENT_SECRET", "INSPECT_OIDC_NAME"),
)
OTHERS = frozenset({"INSPECT_DEBUG"})
"""What begins like a setting and is one of the whole programme."""

SHORTEST_KEY = 32
FEWEST_CHARACTERS = 8
"""How many different ones a key has at least; a random one has many more."""
MOST_THREADS = 15
"""The database is asked over this many connections at once by one worker, and no more."""
PLAIN_HOST = re.compile(r"[a-z0-9]([a-z0-9.-]*[a-z0-9])?|\[[0-9a-f:.]+\]")
BIND = re.compile(r"(?P<host>[A-Za-z0-9.-]+|\[[0-9A-Fa-f:.]+\]):(?P<port>[0-9]{1,5})")
LAST_PORT = 65535


@dataclass(frozen=True)
class Office:
    """Where an office server keeps its data and listens, with how many processes, and what it serves."""

    database_url: str = field(repr=False)
    public_url: str
    bind: str
    workers: int
    threads: int
    site: Site


def read_settings(environment: Mapping[str, str]) -> Office:
    """The settings in an environment; UserError with a sentence for each thing that is wrong."""
    reader = _Reader(environment)
    office = reader.office()
    if reader.problems:
        lines = "\n".join(f"  * {problem}" for problem in reader.problems)
        raise UserError(f"the office server can’t start with these settings:\n{lines}")
    return office


class _Reader:
    """Reads one setting after another; where one is wrong it notes the problem and goes on."""

    def __init__(self, environment: Mapping[str, str]) -> None:
        # An empty setting is none: compose files and environment files leave them like that.
        self._given = {name: text.strip() for name, text in environment.items() if text.strip()}
        self.problems: list[str] = []

    def office(self) -> Office:
        self._check_names()
        database_url = self._database_url()
        secret_key = self._secret_key()
        public_url, host = self._public_url()
        secure = public_url.startswith("https:")
        self._check_outputs()
        bind = self._bind()
        workers = self._number("INSPECT_WORKERS", 2, 1, 64)
        threads = self._number("INSPECT_THREADS", 4, 1, MOST_THREADS)
        proxies = self._number("INSPECT_PROXIES", 1, 0, 5)
        if secure and proxies == 0:
            self._wrong("INSPECT_PROXIES is 0, but a public address with https needs a proxy that ends TLS.")
        site = Site(frozenset({host}), secret_key, secure, proxies, self._rules())
        return Office(database_url, public_url, bind, workers, threads, site)

    def _wrong(self, problem: str) -> None:
        self.problems.append(problem)

    def _check_names(self) -> None:
        known = {*SETTINGS, *OTHERS}
        for name in sorted(name for name in self._given if name.startswith("INSPECT_")):
            if name not in known:
                self._wrong(f"{name} is no setting of inspect-app. Check its spelling, or take it out.")

    def _database_url(self) -> str:
        url = self._given.get("INSPECT_DATABASE_URL", "")
        if not url:
            self._wrong(
                "INSPECT_DATABASE_URL is missing. Give the address of a PostgreSQL database, such as "
                "postgresql://inspect_web@localhost/inspect."
            )
        elif not url.startswith(("postgresql:", "postgresql+psycopg:")):
            self._wrong("INSPECT_DATABASE_URL must name a PostgreSQL database: postgresql://….")
        else:
            try:
                open_engine(url)
            except UserError:
                self._wrong("INSPECT_DATABASE_URL is not an address that can be read. Check its form.")
        return url

    def _secret_key(self) -> str:
        key, path = (self._given.get(f"INSPECT_SECRET_KEY{end}") for end in ("", "_FILE"))
        if key and path:
            self._wrong("INSPECT_SECRET_KEY and INSPECT_SECRET_KEY_FILE are both given. Keep one of them.")
        elif path:
            try:
                key = Path(path).read_text(encoding="utf-8").strip()
            except (OSError, ValueError):
                self._wrong("The file that INSPECT_SECRET_KEY_FILE names can’t be read. Check its rights.")
                return ""
        elif not key:
            self._wrong("INSPECT_SECRET_KEY is missing, and so is INSPECT_SECRET_KEY_FILE. Give one of them.")
            return ""
        if key and (len(key) < SHORTEST_KEY or len(set(key)) < FEWEST_CHARACTERS):
            self._wrong(
                f"The secret key is easy to guess. Make a random one of at least {SHORTEST_KEY} characters."
            )
        return key or ""

    def _public_url(self) -> tuple[str, str]:
        """The address without anything after the host, and the host with its port as browsers send it."""
        url = self._given.get("INSPECT_PUBLIC_URL", "")
        try:
            parts = urlsplit(url.lower())
            host, port = parts.netloc.removesuffix(f":{parts.port}"), parts.port
        except ValueError:
            parts, host, port = urlsplit(""), "", None
        only_host = parts.path in ("", "/") and not parts.query and not parts.fragment
        if parts.scheme not in ("https", "http") or not PLAIN_HOST.fullmatch(host) or not only_host:
            self._wrong(
                "INSPECT_PUBLIC_URL must be the address at which browsers come, such as "
                "https://inspect.example.org, with a port if it has one and nothing after it."
            )
        elif parts.scheme == "http" and host not in LOOPBACK_NAMES:
            self._wrong("INSPECT_PUBLIC_URL must begin with https://; http is for a try-out on localhost.")
        usual = {"https": 443, "http": 80}.get(parts.scheme)
        named = host if port in (None, usual) else f"{host}:{port}"
        return f"{parts.scheme}://{named}", named

    def _check_outputs(self) -> None:
        """Where they lie is read where it is used, which is in the workers, too."""
        if not Path(self._given.get("INSPECT_OUTPUTS", "")).is_absolute():
            self._wrong(
                "INSPECT_OUTPUTS must be the whole path of the folder in which workers leave what they make, "
                "such as /var/lib/inspect-app."
            )

    def _bind(self) -> str:
        given = self._given.get("INSPECT_BIND", "127.0.0.1:8000")
        found = BIND.fullmatch(given)
        if not found or not 0 < int(found["port"]) <= LAST_PORT:
            self._wrong(
                "INSPECT_BIND must be an address of this computer and a port, such as 127.0.0.1:8000."
            )
        return given

    def _rules(self) -> SignInRules:
        idle = timedelta(minutes=self._number("INSPECT_IDLE_MINUTES", 30, 5, 480))
        longest = timedelta(hours=self._number("INSPECT_SESSION_HOURS", 12, 1, 24))
        second_factor = self._given.get("INSPECT_SECOND_FACTOR", "required")
        if second_factor not in ("required", "optional"):
            self._wrong("INSPECT_SECOND_FACTOR must be “required” or “optional”.")
        return SignInRules(
            idle=idle,
            longest=longest,
            second_factor=second_factor == "required",
            single_sign_on=self._single_sign_on(),
        )

    def _single_sign_on(self) -> SingleSignOn | None:
        names = [name for name in SETTINGS if name.startswith("INSPECT_OIDC_")]
        missing = [name for name in names if name not in self._given]
        if len(missing) == len(names):
            return None
        for name in missing:
            self._wrong(f"{name} is missing; single sign-on needs all of {', '.join(names)}, or none.")
        issuer, client_id, client_secret, name = (self._given.get(name, "") for name in names)
        if issuer and not issuer.startswith("https://"):
            self._wrong("INSPECT_OIDC_ISSUER must begin with https://.")
        return SingleSignOn(issuer, client_id, client_secret, name)

    def _number(self, name: str, usual: int, lowest: int, highest: int) -> int:
        given = self._given.get(name, str(usual))
        if given.isascii() and given.isdecimal() and lowest <= int(given) <= highest:
            return int(given)
        self._wrong(f"{name} must be a whole number from {lowest} to {highest}.")
        return usual
