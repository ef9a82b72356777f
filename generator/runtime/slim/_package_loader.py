"""In place of pyodide/_package_loader.py: where packages would be, and that there are none."""

from __future__ import annotations

from sys import version_info

# Unused, as in webloop.py.
from pyodide_js import loadedPackages  # type: ignore[import-not-found]

__all__ = ["DSO_DIR", "SITE_PACKAGES", "init_loaded_packages", "loadedPackages"]


class _Folder:
    """A folder that JavaScript asks for its path; a text itself would not stay a Python object."""

    def __init__(self, path: str) -> None:
        self._path = path

    def __str__(self) -> str:
        return self._path


SITE_PACKAGES = _Folder(f"/lib/python{version_info.major}.{version_info.minor}/site-packages")
DSO_DIR = _Folder("/usr/lib")


def init_loaded_packages() -> None:
    """Nothing was installed."""
