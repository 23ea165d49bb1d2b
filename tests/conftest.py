"""The vignettes are tests, whether or not the package is installed."""

from __future__ import annotations

import pytest


def pytest_configure(config: pytest.Config) -> None:
    from whence.vignettes import pytest_plugin

    if not config.pluginmanager.is_registered(pytest_plugin):
        config.pluginmanager.register(pytest_plugin, "whence")
