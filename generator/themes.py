"""Lets the theme use templates that were compiled before."""

from __future__ import annotations

import jinja2
from mkdocs.plugins import BasePlugin

from generator.templating import COMPILED

__all__ = ["KeptTemplates"]


class KeptTemplates(BasePlugin):  # type: ignore[no-untyped-call,type-arg]
    """Gives MkDocs' templates the cache of our own."""

    def on_env(self, env: jinja2.Environment, /, **_others: object) -> None:
        """Set the cache before the first template is read."""
        env.bytecode_cache = COMPILED
