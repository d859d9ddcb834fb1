"""The files that administrators copy agree with the programme and with one another."""

import configparser
import re
from pathlib import Path

import pytest
import yaml

from inspect_app.web.office_settings import SETTINGS

DOCS = Path(__file__).resolve().parents[2] / "docs" / "administrator"
COMPOSE = yaml.safe_load((DOCS / "compose.yaml").read_text(encoding="utf-8"))
SERVICES = COMPOSE["services"]
UNITS = {"inspect-app.service": "serve --office", "inspect-app-worker@.service": "worker"}


def test_workers_leave_files_where_the_pages_find_them() -> None:
    kept = {name: service["volumes"] for name, service in SERVICES.items() if name in ("web", "worker")}
    assert kept["web"] == kept["worker"] == [f"outputs:{SERVICES['web']['environment']['INSPECT_OUTPUTS']}"]
    for name in UNITS:
        text = (DOCS / name).read_text(encoding="utf-8")
        assert "Environment=INSPECT_OUTPUTS=%S/inspect-app\nStateDirectory=inspect-app\n" in text


def test_every_mounted_file_stands_beside_the_compose_file_or_is_named_in_the_text() -> None:
    mounts = [
        volume.partition(":")[0].removeprefix("./")
        for service in SERVICES.values()
        for volume in service.get("volumes", [])
        if volume.startswith("./")
    ]
    text = (DOCS / "office-server.md").read_text(encoding="utf-8")
    assert set(mounts) == {"roles.sql", "grants.sql", "nginx.conf", "certificates"}
    assert [name for name in mounts if not (DOCS / name).exists() and f"folder `{name}`" not in text] == []


def test_services_wait_for_services_that_there_are() -> None:
    waits = {name: set(service.get("depends_on", ())) for name, service in SERVICES.items()}
    assert waits == {
        "database": set(),
        "upgrade": {"database"},
        "grants": {"upgrade"},
        "web": {"grants"},
        "worker": {"grants"},
        "proxy": {"web"},
    }
    assert SERVICES["proxy"]["network_mode"] == "service:web"


def test_only_the_pages_are_reachable_and_their_container_can_change_nothing() -> None:
    assert {name for name, service in SERVICES.items() if "ports" in service} == {"web"}
    web = SERVICES["web"]
    assert (web["read_only"], web["cap_drop"], web["user"]) == (True, ["ALL"], "10001:10001")


@pytest.mark.parametrize("name", ["compose.yaml", *UNITS, "office-server.md"])
def test_no_other_setting_is_named(name: str) -> None:
    named = set(re.findall(r"INSPECT_[A-Z_]*[A-Z]", (DOCS / name).read_text(encoding="utf-8")))
    assert named <= {*SETTINGS, "INSPECT_DEBUG"}


def test_what_must_be_given_is_asked_for() -> None:
    text = (DOCS / "office-server.md").read_text(encoding="utf-8")
    asked = set(re.findall(r"\$\{(\w+):\?\}", (DOCS / "compose.yaml").read_text(encoding="utf-8")))
    assert len(asked) == 5
    assert [name for name in asked if f"`{name}`" not in text] == []


@pytest.mark.parametrize(("name", "command"), UNITS.items())
def test_the_services_are_confined(name: str, command: str) -> None:
    unit = configparser.ConfigParser(strict=False, interpolation=None, delimiters=("=",))
    unit.optionxform = str  # type: ignore[method-assign,assignment]  # the way the library documents
    unit.read(DOCS / name)
    service = unit["Service"]
    assert service["ExecStart"] == f"/opt/inspect-app/bin/inspect-app {command}"
    assert service["User"] == "inspect_web"
    assert service["ProtectSystem"] == "strict"
    assert service["RestartPreventExitStatus"] == "2"
    for setting in ("NoNewPrivileges", "PrivateTmp", "PrivateDevices", "ProtectHome"):
        assert service[setting] == "yes"


def test_the_proxy_sets_every_header_that_is_believed() -> None:
    text = (DOCS / "nginx.conf").read_text(encoding="utf-8")
    for header in ("For $remote_addr", "Proto $scheme", "Host $http_host"):
        assert f"proxy_set_header X-Forwarded-{header};" in text
    assert "$request_uri" not in text
    assert "$request " not in text
