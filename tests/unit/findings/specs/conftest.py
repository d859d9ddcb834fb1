from pathlib import Path

import pytest

from tests.unit.findings.specs.small_tables import Tables


@pytest.fixture
def tables(tmp_path: Path) -> Tables:
    return Tables(tmp_path)
