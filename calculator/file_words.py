"""What is told about a file of answers, by language."""

from __future__ import annotations

from collections.abc import Mapping

__all__ = ["FILE_REFUSALS", "FILE_WORDS", "HEADINGS", "NO", "YES"]

HEADINGS = frozenset(("key", "キー", "質問", "input", "question"))
"""What the first column of a table of answers is called, so that a row of headings is no answer."""

YES = frozenset(("true", "yes", "はい"))
NO = frozenset(("false", "no", "いいえ"))

FILE_WORDS: Mapping[str, Mapping[str, str]] = {
    "ja": {"at": "{line} 行目 ({key}): {problem}", "line": "{line} 行目: {problem}"},
    "en": {"at": "line {line} ({key}): {problem}", "line": "line {line}: {problem}"},
}

FILE_REFUSALS: Mapping[str, Mapping[str, tuple[str, str]]] = {
    "ja": {
        "file-too-long": (
            "ファイルが大きすぎます",
            "1つの分野の回答だけを入れてください (最大 {longest} 文字)",
        ),
        "file-binary": (
            "文字のファイルではありません",
            "このページで保存した JSON か CSV を選んでください",
        ),
        "file-empty": ("回答がありません", "このページで保存した JSON か CSV を選んでください"),
        "file-broken": ("JSON として読めません", "{column} 文字目の近くを確かめてください"),
        "file-too-deep": ("数が長すぎるか、入れ子が深すぎます", ""),
        "file-no-object": (
            "回答の一覧ではありません",
            '{{"customers": "3"}} のように書いてください',
        ),
        "file-twice": ("同じ質問に2度答えています。はじめの回答を使います", ""),
        "file-one-cell": (
            "回答の列がありません",
            "質問のキーと回答を、コンマで区切って書いてください",
        ),
        "file-quotes": ("引用符が閉じていません", '引用符 " の数を確かめてください'),
    },
    "en": {
        "file-too-long": (
            "this file is too large",
            "give the answers of one area only (at most {longest} characters)",
        ),
        "file-binary": ("this is not a text file", "choose a JSON or CSV file saved on this page"),
        "file-empty": ("there are no answers", "choose a JSON or CSV file saved on this page"),
        "file-broken": ("this cannot be read as JSON", "look near column {column}"),
        "file-too-deep": ("a number is too long, or lists lie too deep", ""),
        "file-no-object": (
            "this is not a set of answers",
            'write them such as {{"customers": "3"}}',
        ),
        "file-twice": ("this is answered twice; the first answer is used", ""),
        "file-one-cell": (
            "there is no column with the answer",
            "write the key of the question and the answer, with a comma between them",
        ),
        "file-quotes": ("a quotation mark is not closed", 'look at the marks " in this row'),
    },
}
