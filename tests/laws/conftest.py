"""How many random cases a law is tried on: few by default, many with `-m long`."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, settings


@pytest.fixture(params=[pytest.param(40, id="short"), pytest.param(2000, id="long", marks=pytest.mark.long)])
def examples(request: pytest.FixtureRequest) -> Callable[[Any], Any]:
    """Hypothesis settings for a law. The short run is the same every time, the long one is not."""
    return _settings(request.param)


@pytest.fixture(params=[pytest.param(40, id="short"), pytest.param(10_000, id="long", marks=pytest.mark.long)])
def ten_thousand(request: pytest.FixtureRequest) -> Callable[[Any], Any]:
    """The same with a longer long run."""
    return _settings(request.param)


def _settings(count: int) -> Any:
    return settings(
        max_examples=count,
        derandomize=count == 40,
        deadline=None,
        database=None,
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
    )
