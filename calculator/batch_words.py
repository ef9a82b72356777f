"""The words about a file of many partners, in Japanese and English."""

from __future__ import annotations

from collections.abc import Mapping

__all__ = ["BATCH", "NO", "PARTNER", "PROBLEMS", "YES"]

PARTNER = frozenset(
    (
        *("partner", "partner name", "company", "company name", "name", "account", "organization"),
        *(
            "パートナー",
            "パートナー名",
            "会社",
            "会社名",
            "企業名",
            "名前",
            "名称",
            "取引先",
            "取引先名",
        ),
    )
)
"""What the column of partners may be called, besides the word that the template gives it."""

YES = frozenset(("true", "yes", "y", "1", "はい", "○", "〇", "有", "あり"))
NO = frozenset(("false", "no", "n", "0", "いいえ", "×", "無", "なし"))

BATCH: Mapping[str, Mapping[str, str]] = {
    "ja": {
        "partner": "パートナー",
        "line": "行",
        "status": "status",
        "verdict": "判定",
        "level": "認定レベル",
        "no-level": "どのレベルにも届かない",
        "track": "トラック",
        "points": "ポイント",
        "metric": "{title} (最大{maximum})",
        "missing": "未回答の質問",
        "blocked": "届かない条件",
        "problem": "読めない理由",
        "unread": "読めない行",
        "list": "、",
        "place": "{line}行目 {column}列目 ({heading}): {problem}",
        "place.line": "{line}行目: {problem}",
        "hint": " ({hint})",
        "and": " / ",
        "band": "{low}以上{high}未満",
        "band.last": "{low}以上",
    },
    "en": {
        "partner": "Partner",
        "line": "Line",
        "status": "status",
        "verdict": "Verdict",
        "level": "Level",
        "no-level": "No level reached",
        "track": "Track",
        "points": "Points",
        "metric": "{title} (at most {maximum})",
        "missing": "Unanswered questions",
        "blocked": "What falls short",
        "problem": "Why it cannot be read",
        "unread": "Cannot be read",
        "list": "; ",
        "place": "Line {line}, column {column} ({heading}): {problem}",
        "place.line": "Line {line}: {problem}",
        "hint": " ({hint})",
        "and": " / ",
        "band": "{low} to below {high}",
        "band.last": "{low} and more",
    },
}

PROBLEMS: Mapping[str, Mapping[str, tuple[str, str]]] = {
    "ja": {
        "empty": ("ファイルに見出しの行がありません", "ひな形の1行目を入れてください"),
        "workbook": (
            "表計算ソフトのブックは読めません",
            "「CSV UTF-8 (コンマ区切り)」の形式で保存し直してください",
        ),
        "binary": (
            "文字のファイルではありません",
            "CSV ファイルを選ぶか、ひな形を保存して使ってください",
        ),
        "no-columns": (
            "質問の列が見つかりません",
            "1行目に、質問の名前またはキーを見出しとして入れてください",
        ),
        "no-rows": ("見出しの下に行がありません", "パートナーごとに1行を入れてください"),
        "unknown-column": (
            "「{heading}」という質問はありません。この列は読みませんでした",
            "「{suggestion}」でしょうか",
        ),
        "ambiguous-column": (
            "「{heading}」という質問は複数あります。この列は読みませんでした",
            "キーで指定してください: {keys}",
        ),
        "repeated-column": (
            "「{heading}」の列が複数あります (先の列は{first}列目)",
            "どちらか一方を消してください",
        ),
        "cells": (
            "セルが{found}個あります。見出しは{wanted}個です",
            "区切り文字と引用符を確かめてください",
        ),
        "quote": ('引用符 (") が閉じていません', "引用符を閉じるか、消してください"),
        "malformed": ('引用符 (") の使い方が正しくありません', "セル全体を引用符で囲んでください"),
        "long": ("セルが長すぎます", "セルは13万文字までです"),
        "broken": ("読めない文字があります", "UTF-8 または Shift_JIS で保存し直してください"),
        "not-a-flag": (
            "「はい」か「いいえ」ではありません",
            "はい、いいえ、true、false のどれかにしてください",
        ),
    },
    "en": {
        "empty": ("the file has no row of headings", "begin with the first row of the template"),
        "workbook": (
            "this is a spreadsheet's own file",
            "save it as 'CSV UTF-8 (Comma delimited)'",
        ),
        "binary": (
            "this is not a text file",
            "choose a CSV file, or save the template and begin with that",
        ),
        "no-columns": (
            "no column belongs to a question",
            "head the columns of the first row with the questions' names or keys",
        ),
        "no-rows": ("there is no row below the headings", "add a row for each partner"),
        "unknown-column": (
            "there is no question '{heading}'; this column was not read",
            "did you mean '{suggestion}'?",
        ),
        "ambiguous-column": (
            "several questions are called '{heading}'; this column was not read",
            "name one by its key: {keys}",
        ),
        "repeated-column": (
            "there are several columns '{heading}' (the first is column {first})",
            "delete one of them",
        ),
        "cells": (
            "this row has {found} cells, the headings are {wanted}",
            "check the separators and quotation marks",
        ),
        "quote": ('a quotation mark (") is not closed', "close it, or delete it"),
        "malformed": ('a quotation mark (") stands within a cell', "quote the whole cell"),
        "long": ("a cell is too long", "a cell may have 130,000 characters"),
        "broken": ("some characters cannot be read", "save the file anew as UTF-8 or Shift_JIS"),
        "not-a-flag": ("this is neither yes nor no", "write yes, no, true or false"),
    },
}
"""Why a file, a row or a cell cannot be read, and what to do; what is not here says `words`."""
