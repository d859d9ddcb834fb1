"""Asks for a report in the pages, does what a worker does, and fetches the files."""

import re
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest

from inspect_app.cli.job_worker import Worker
from tests.integration.web.conftest import Browser, form_of

FIGURES_ALONE = {"language": ""}
"""What the page of outputs is sent by its form that is about no frozen edition."""


def ask_for_outputs(browser: Browser, inspection: str, page: str = "outputs", **fields: str) -> str:
    """Asks on a page of the inspection at a path, by default for its report; answers the job's path."""
    path = f"{inspection}{page}"
    response = browser.client.post(path, data={**form_of(browser.get(path)), **FIGURES_ALONE, **fields})
    assert response.status_code == 302, response.get_data(as_text=True)
    return response.location


@contextmanager
def outputs_kept() -> Iterator[Path]:
    """The folder in which outputs are kept meanwhile."""
    with tempfile.TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        patch.setenv("INSPECT_OUTPUTS", folder)
        yield Path(folder)


def make_outputs(browser: Browser, inspection: str, page: str = "outputs", **fields: str) -> dict[str, bytes]:
    """The files that are made of the inspection at a path when a page is asked, by their names."""
    with outputs_kept() as folder:
        job = ask_for_outputs(browser, inspection, page, **fields)
        engine = browser.client.application.extensions["inspect_app"].engine
        assert Worker(engine, lambda: datetime.now(UTC), folder).work_once()
        html = browser.get(job)
        found = {}
        for path in re.findall(rf'action="({job}/files/[^"]+)"', html):
            response = browser.post(path, form_of(html))
            assert response.headers["Content-Disposition"].startswith("attachment; filename=")
            found[path.rpartition("/")[2]] = response.data
        return found
