"""Builds a single page, for `saiten serve`: the page that someone looks at comes first.

The one place that uses MkDocs' inner functions, which the lockfile pins; a full build follows and
never comes through here.
"""

from __future__ import annotations

from pathlib import Path

from mkdocs.commands.build import _build_page, _populate_page
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import get_files
from mkdocs.structure.nav import get_navigation

from generator.templating import COMPILED

__all__ = ["build_page"]


def build_page(config: MkDocsConfig, path: str) -> Path | None:
    """Build the page of the Markdown file `path`; its HTML file, None if there is no such page."""
    config = config.plugins.on_config(config)
    files = get_files(config)
    env = config.theme.get_env()
    env.bytecode_cache = COMPILED
    files.add_files_from_theme(env, config)
    files = config.plugins.on_files(files, config=config)
    navigation = get_navigation(files, config)
    file = files.get_file_from_path(path)
    if file is None or file.page is None:
        return None
    _populate_page(file.page, config, files)
    _build_page(file.page, config, files.documentation_pages(), navigation, env)
    return Path(file.abs_dest_path)
