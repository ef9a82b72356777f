"""The comparison of two editions as Markdown, for `saiten diff`."""

from __future__ import annotations

from collections.abc import Iterator

from generator.comparison.changes import Group, Said, describe, titles_of
from generator.comparison.verdicts import Verdict, shared_ranges, verdicts
from generator.references import mapping
from generator.source import Source
from generator.words import Word, word_in

__all__ = ["as_markdown"]


def as_markdown(old: Source, new: Source, language: str) -> str:
    """All that a comparison's page says, as Markdown."""
    word = word_in(language, new.fields)
    titles = titles_of(old, new, language)
    groups = describe(old, new, language)
    lines = [f"# {word('changes.title', before=titles[0], after=titles[1])}", ""]
    lines += [word("changes.not-compared"), ""] if groups else [word("changes.same"), ""]
    lines += _summary(groups, word)
    lines += _verdicts(verdicts(old, new, language), word)
    for group in groups:
        lines += _group(group, old, new, word)
    return "\n".join(lines)


def _summary(groups: list[Group], word: Word) -> Iterator[str]:
    for group in groups:
        counts = word("site.list-comma").join(
            f"{each.label} {each.number}" for each in group.counts
        )
        yield f"- {_plain(group.title)}{word('site.colon')}{group.number} ({counts})"
    yield ""


def _verdicts(found: list[Verdict], word: Word) -> Iterator[str]:
    if not found:
        return
    heads = ("area", "both", "only_old", "only_new", "neither", "changed")
    yield f"## {word('changes.verdicts')}"
    yield ""
    yield word("changes.verdicts-lead")
    yield ""
    yield "| " + " | ".join(word(f"changes.verdict-{head}") for head in heads) + " |"
    yield "|---|" + "---:|" * (len(heads) - 1)
    for each in found:
        if each.cells:
            cells = [f"{cell.number} ({cell.share})" for cell in each.cells]
            yield f"| {_plain(each.title)} | {' | '.join(cells)} | {each.changed} |"
        else:
            yield f"| {_plain(each.title)} | {_plain(each.reason)} | | | | |"
    yield ""
    for titles, ranges in shared_ranges(found):
        named = _plain(word("site.list-comma").join(titles))
        yield f"- {named}{word('site.colon')}{_plain('; '.join(ranges))}"
    yield ""


def _group(group: Group, old: Source, new: Source, word: Word) -> Iterator[str]:
    yield f"## {_plain(group.title)}"
    yield ""
    for section in group.sections:
        yield f"### {_plain(section.title)}"
        yield ""
        for each in section.changes:
            track = f" ({_plain(each.track)})" if each.track else ""
            way = f", {word('changes.' + each.direction)}" if each.direction else ""
            yield f"- **{_plain(each.title)}**{track}, {each.label}{way}"
            for line in each.lines:
                if line.before is not None:
                    yield f"  - {word('changes.was')}{word('site.colon')}{_said(line.before, old)}"
                if line.after is not None:
                    yield f"  - {word('changes.is')}{word('site.colon')}{_said(line.after, new)}"
        yield ""


def _said(said: Said, source: Source) -> str:
    places = mapping(mapping(source.fields["sources"])["places"])
    named = [
        f"{each} ({mapping(places[each])['heading']})" if each in places else each
        for each in said.cite
    ]
    return _plain(said.text) + (f" [{_plain('; '.join(named))}]" if named else "")


def _plain(text: str) -> str:
    """A text that Markdown shows as it is, on one line."""
    for mark in "\\`*_[]<>|#":
        text = text.replace(mark, f"\\{mark}")
    return " ".join(text.split())
