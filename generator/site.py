"""Builds the site: rules to Markdown, Markdown to HTML by MkDocs, and the calculator beside it.

MkDocs is held at arm's length: it gets plain files and a configuration, and runs once for each
language. Everything is built in `build/` and takes the place of the old site only when it is whole.
"""

from __future__ import annotations

import filecmp
import logging
import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import cast

import yaml
from mkdocs.commands.build import build as build_with_mkdocs
from mkdocs.config import load_config
from mkdocs.config.config_options import ExtraScriptValue
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, MkDocsException

from generator import bundle, exports, history, links
from generator.errors import BuildError
from generator.frames import placed_pages
from generator.hosted.compress import compress
from generator.hosted.offline import write_service_worker
from generator.lighter import lighten
from generator.notices import noted
from generator.pages import Page, render
from generator.prose import in_language
from generator.rawblocks import RawBlocks
from generator.searched import WithoutExcluded
from generator.shelf import Shelf, read_shelf
from generator.side_by_side import side_by_side
from generator.themes import KeptTemplates
from generator.words import LANGUAGES, Word, word_in

__all__ = ["PREFIX", "Options", "build", "configure", "rendered", "write_page"]

Say = Callable[[str], None]
PREFIX = {"ja": "", "en": "en/"}
"""Where each language stands below the root of the site."""

WRITTEN = ("about", "developers", "maintainers")
"""The pages written by hand in their order; others follow."""

UNUSED = (
    "**/assets/javascripts/lunr",
    "**/assets/javascripts/workers/search.*.min.js",
    "**/*.map",
    "*/_headers",
    "**/sitemap.xml.gz",
)


@dataclass(frozen=True)
class Options:
    """What a build reads, and where it writes."""

    rules: Path
    docs: Path
    out: Path
    site_url: str = ""
    hosted: bool = False
    """Whether a host gets it: with compressed copies, and a service worker."""
    alone: bool = False
    """Whether this process does nothing else, so that languages can be built side by side."""

    @property
    def work(self) -> Path:
        """The folder for everything on the way, beside the documents.

        What is built into a folder within it, to be served, goes another way: the site can be built
        while it is being served.
        """
        build = self.docs.resolve().parent / "build"
        return build / "serving" if self.out.resolve().parent == build else build

    def config(self, language: str) -> Path:
        """The configuration of MkDocs for a language, beside the documents."""
        name = "mkdocs.yml" if language == LANGUAGES[0] else f"mkdocs.{language}.yml"
        return self.docs.resolve().parent / name


def build(options: Options, say: Say) -> Shelf:
    """Build the site of every edition in both languages.

    Raises:
        BuildError: with one clear message; the site that stood before stays.
    """
    bundle.assets.cache_clear()
    shelf = read_shelf(options.rules)
    whole = options.work / "whole"
    shutil.rmtree(whole, ignore_errors=True)

    def pages(language: str) -> None:
        say(f"pages in {language}")
        write_pages(options, shelf, language)
        run_mkdocs(options, shelf, language)

    if options.alone:
        history.prepare(shelf)
        side_by_side(pages, LANGUAGES)
    else:
        for language in LANGUAGES:
            pages(language)
    for language in LANGUAGES:
        shutil.copytree(_built(options, language), whole / PREFIX[language], dirs_exist_ok=True)
    _prune(whole)
    for prefix in PREFIX.values():
        lighten(whole / prefix, bundle.MODULES)
    say("calculator")
    bundle.bundle(
        whole,
        {key: source.fields for key, source in shelf.sources.items()},
        status={key: shelf.status(key) for key in shelf.sources},
    )
    for path, content in exports.exports(shelf, options.site_url).items():
        _write_if_changed(whole / path, content)
    say("links")
    broken = links.broken(whole)
    if broken:
        raise BuildError(links.told(broken), "correct the links or the anchors")
    if options.hosted:
        write_service_worker(whole)
        say("compressed copies")
        compress(whole)
    _replace(options.out, whole)
    return shelf


def _prune(whole: Path) -> None:
    """Delete what the theme brings and no page uses: another search, source maps, headers twice."""
    for pattern in UNUSED:
        for path in sorted(whole.glob(pattern)):
            shutil.rmtree(path) if path.is_dir() else path.unlink()


def _replace(out: Path, whole: Path) -> None:
    """Put the new site in the place of the old one; a file that holds the same keeps its date."""
    old = whole.parent / "replaced"
    shutil.rmtree(old, ignore_errors=True)
    if out.exists():
        _keep_dates(out, whole)
        shutil.move(out, old)
    out.parent.mkdir(parents=True, exist_ok=True)
    shutil.move(whole, out)
    shutil.rmtree(old, ignore_errors=True)


def _keep_dates(old: Path, new: Path) -> None:
    """Give the files that did not change the dates that they had, which hosts and rsync go by."""
    for path in new.rglob("*"):
        before = old / path.relative_to(new)
        if path.is_file() and before.is_file() and filecmp.cmp(before, path, shallow=False):
            status = before.stat()
            os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))


def write_pages(options: Options, shelf: Shelf, language: str) -> None:
    """Write the Markdown of a language: the hand-written pages, and those of every edition."""
    folder = _docs(options, language)
    pages = dict(_hand_written(options.docs / language)) | {
        path: render_page().encode() for path, render_page in rendered(shelf, language)
    }
    for path, content in pages.items():
        _write_if_changed(folder / path, content)
    for left in sorted(folder.rglob("*")):
        if left.is_file() and left.relative_to(folder).as_posix() not in pages:
            left.unlink()


def write_page(options: Options, language: str, path: str, content: bytes) -> None:
    """Write one Markdown page of a language."""
    _write_if_changed(_docs(options, language) / path, content)


def rendered(shelf: Shelf, language: str) -> Iterator[tuple[str, Callable[[], str]]]:
    """Every page made from the rules: the path of its Markdown file, and how to render it."""
    root = "../" * PREFIX[language].count("/")
    for bare in placed_pages(shelf, language, root):
        placed = noted(shelf, bare)
        yield placed.tree.path + placed.page.file, partial(render, *placed)
    yield from history.pages(shelf, language, root)


def _hand_written(folder: Path) -> Iterator[tuple[str, bytes]]:
    for path in sorted(folder.rglob("*")):
        if path.is_file() and not path.name.startswith("."):
            yield path.relative_to(folder).as_posix(), path.read_bytes()


def _write_if_changed(path: Path, content: bytes) -> None:
    if path.is_file() and path.read_bytes() == content:
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)


def _docs(options: Options, language: str) -> Path:
    return options.work / "docs" / language


def _built(options: Options, language: str) -> Path:
    return options.work / "site" / language


def configure(options: Options, shelf: Shelf, language: str) -> MkDocsConfig:
    """MkDocs' configuration for one language of this build."""
    source = shelf.sources[shelf.current]
    word = word_in(language, source.fields)
    config = load_config(
        str(options.config(language)),
        docs_dir=str(_docs(options, language)),
        site_dir=str(_built(options, language)),
        site_url=_site_url(options, language),
        nav=_navigation(_unversioned(shelf, language), word, options.docs / language),
    )
    assets = bundle.assets()
    saiten = config.extra["saiten"]
    # For pages that belong to no edition; those of an edition say their own.
    saiten["notice"] = in_language(source.fields["notice"], language)
    saiten["checked"] = word("site.checked", date=source.fields["checked"])
    saiten["offline"] = options.hosted
    saiten["ahead"] = assets._asdict()
    up = "../" * PREFIX[language].count("/")
    config.extra_css.append(f"{up}{assets.style}")
    module = ExtraScriptValue(f"{up}{assets.script}")
    module.type = "module"
    config.extra_javascript.append(module)
    config.markdown_extensions.append(cast(str, RawBlocks()))  # MkDocs hands it to Markdown.
    config.plugins["saiten/searched"] = WithoutExcluded()
    config.plugins["saiten/themes"] = KeptTemplates()
    return config


def _unversioned(shelf: Shelf, language: str) -> list[Page]:
    """The pages whose address names no edition."""
    return [placed.page for placed in placed_pages(shelf, language, "") if not placed.tree.path]


def _site_url(options: Options, language: str) -> str:
    return f"{options.site_url.rstrip('/')}/{PREFIX[language]}" if options.site_url else ""


def _navigation(pages: list[Page], word: Word, docs: Path) -> list[dict[str, object]]:
    """The navigation: the pages in their order, with the areas in a section of their own."""
    navigation: list[dict[str, object]] = []
    areas: list[dict[str, str]] = []
    for page in pages:
        entry = {page.title if page.path else word("site.home"): page.file}
        if page.area is None:
            navigation.append(dict(entry))
        else:
            if not areas:
                navigation.append({word("site.areas"): areas})
            areas.append(entry)
    navigation.append({word("changes.editions"): "editions/index.md"})
    navigation += [{_title(path): path.name} for path in _own_pages(docs)]
    return navigation


def _own_pages(docs: Path) -> list[Path]:
    """The pages written by hand, those that every site has first."""
    rank = {name: place for place, name in enumerate(WRITTEN)}
    pages = docs.glob("[!.]*.md")
    return sorted(pages, key=lambda path: (rank.get(path.stem, len(rank)), path.name))


def _title(path: Path) -> str:
    """The title in the front matter of a page written by hand, otherwise its name."""
    _, _, front = path.read_text(encoding="utf-8").partition("---\n")
    try:
        meta = yaml.safe_load(front.partition("\n---")[0])
    except yaml.YAMLError as error:
        raise BuildError(f"{path}: {error}", "correct what stands between the --- lines") from None
    return str(meta.get("title", path.stem)) if isinstance(meta, dict) else path.stem


def run_mkdocs(options: Options, shelf: Shelf, language: str) -> None:
    """Run MkDocs for one language, in strict mode.

    Raises:
        BuildError: with everything that MkDocs complained about.
    """
    complaints = _Complaints()
    logger = logging.getLogger("mkdocs")
    logger.addHandler(complaints)
    try:
        build_with_mkdocs(configure(options, shelf, language))
    except (Abort, MkDocsException) as error:
        problem = "\n".join(complaints.messages) or str(error)
        raise BuildError(problem, f"while building the pages in '{language}'") from error
    finally:
        logger.removeHandler(complaints)


class _Complaints(logging.Handler):
    """Keeps what MkDocs warns about."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.messages: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.messages.append(record.getMessage())
