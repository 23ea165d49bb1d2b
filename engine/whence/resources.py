"""What comes with this program: where its knowledge and schemas are, and which version of it runs.

They are inside the installed package, else in the checkout around it. It refuses to know what is in them.
"""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path


def knowledge_root() -> Path:
    """The folder `knowledge`. Raises FileNotFoundError where neither the package nor a checkout has one."""
    return _folder("knowledge")


def schemas_root() -> Path:
    """The folder `schemas`. Raises FileNotFoundError where neither the package nor a checkout has one."""
    return _folder("schemas")


def version() -> str:
    """The version of this program; `0+unknown` where it is run without being installed."""
    from importlib.metadata import PackageNotFoundError
    from importlib.metadata import version as installed_version

    try:
        return installed_version("whence")
    except PackageNotFoundError:
        return "0+unknown"


def _folder(name: str) -> Path:
    package = Path(str(files("whence")))
    shipped = package / "_data" / name
    if shipped.is_dir():
        return shipped
    checkout = package.parent.parent / name  # engine/whence -> the checkout
    if checkout.is_dir():
        return checkout
    raise FileNotFoundError(f"no folder '{name}' in {shipped.parent} nor in {checkout.parent}")
