"""The words of an explanation, by language. Names and nouns come from the edition."""

from __future__ import annotations

from collections.abc import Mapping

__all__ = ["DAYS", "HEADINGS", "LANGUAGES", "MONTHS", "REFUSALS", "WORDS"]

LANGUAGES = ("ja", "en")

DAYS = {"ja": "{year}年{month}月{day}日", "en": "{day} {name} {year}"}
MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip

HEADINGS = frozenset(
    (
        *("person", "people", "name", "full name", "employee", "member", "user"),
        *("氏名", "名前", "姓名", "社員", "社員名", "担当者", "メンバー"),
    )
)
"""What the first column of a roster is called, so that a row of headings is no person."""

WORDS: Mapping[str, Mapping[str, str]] = {
    "ja": {
        "status.qualified": "要件を満たしています",
        "status.not-qualified": "要件を満たしていません",
        "status.depends-on-reading": "解釈によって判定が変わります",
        "status.incomplete": "未回答の項目によって判定が変わります",
        "state.met": "達成",
        "state.unmet": "未達",
        "state.open": "未確定",
        "points": "{points} / {maximum} ポイント",
        "points.number": "{points}ポイント",
        "points.number.one": "{points}ポイント",
        "points.open": "未確定 (最大 {maximum} ポイント)",
        "linear": "{noun} {amount} (基準値 {bound})、{points}",
        "linear.counted": "{noun} {amount} (基準値 {bound})、{points}",
        "linear.open": "{noun} は未確定 (基準値 {bound})、{points}",
        "linear.undefined": "{noun} は計算できないため、{points}",
        "read": "{noun}、{points}",
        "read.open": "{noun} は未回答、{points}",
        "gate.closed": "条件を満たさないため、{points}",
        "gate.open": "条件が未確定のため、{points}",
        "line": "{noun} {amount} (条件 {test}): {holds}",
        "line.counted": "{noun} {amount} (条件 {test}): {holds}",
        "line.open": "{noun} は未回答 (条件 {test})",
        "line.undefined": "{noun} は計算できません (条件 {test}): {holds}",
        "requirement": "{noun} {test}",
        "test.is": "{bound}",
        "test.in": "{bound} のいずれか",
        "test.at_least": "{bound}以上",
        "test.below": "{bound}未満",
        "test.more_than": "{bound}超",
        "count": "次のうち {bound} つ以上: {holds}",
        "holds.yes": "達成",
        "holds.no": "未達",
        "holds.open": "未確定",
        "derived.net": "{first} − {second} = {amount}",
        "derived.difference": "{first} − {second} = {amount}",
        "derived.growth": "({first} − {second}) ÷ {second} × 100 = {amount}",
        "derived.growth.undefined": "{second} からの伸びは計算できません",
        "table": "該当する行から {points}",
        "best_of": "多い方を採用して {points}",
        "sum": "合計 {points}",
        "member": "{title}: {sentence}",
        "yes": "はい",
        "no": "いいえ",
        "blocked.total": "合計が {test} に届きません",
        "blocked.metric": "「{title}」が {test} に届きません",
        "line-number": "{line}行目: {problem}",
        "unread": "名簿に読めないところが{count}か所あります。そのほかは数えています",
        "unread.one": "名簿に読めないところが1か所あります。そのほかは数えています",
        "counted": "{person}: {titles}",
        "counted.comma": "、",
        "counted.until": "{title} ({until}まで対象)",
        "counted.retires": "{title} ({retires}に廃止)",
        "counted.retires-until": "{title} ({retires}に廃止、{until}まで対象)",
        "not-counted.over": "{person}: {title} は{day}までの対象です",
        "not-counted.later": "{person}: {title} は{day}からの対象です",
    },
    "en": {
        "status.qualified": "The requirements are met",
        "status.not-qualified": "The requirements are not met",
        "status.depends-on-reading": "The verdict depends on the reading",
        "status.incomplete": "The verdict still depends on unanswered questions",
        "state.met": "met",
        "state.unmet": "unmet",
        "state.open": "open",
        "points": "{points} of {maximum} points",
        "points.number": "{points} points",
        "points.number.one": "{points} point",
        "points.open": "open (at most {maximum} points)",
        "linear": "{noun}: {amount} of {bound} needed, {points}",
        "linear.counted": "{amount} {noun} of {bound} needed, {points}",
        "linear.open": "{noun} still open, {bound} needed, {points}",
        "linear.undefined": "{noun} cannot be computed, {points}",
        "read": "{noun}: {points}",
        "read.open": "{noun} not answered, {points}",
        "gate.closed": "condition not met, {points}",
        "gate.open": "condition still open, {points}",
        "line": "{noun}: {amount}, {test} needed: {holds}",
        "line.counted": "{amount} {noun}, {test} needed: {holds}",
        "line.open": "{noun} not answered, {test} needed",
        "line.undefined": "{noun} cannot be computed, {test} needed: {holds}",
        "requirement": "{noun}: {test}",
        "test.is": "{bound}",
        "test.in": "one of {bound}",
        "test.at_least": "at least {bound}",
        "test.below": "below {bound}",
        "test.more_than": "more than {bound}",
        "count": "at least {bound} of these: {holds}",
        "holds.yes": "met",
        "holds.no": "not met",
        "holds.open": "open",
        "derived.net": "{first} − {second} = {amount}",
        "derived.difference": "{first} − {second} = {amount}",
        "derived.growth": "({first} − {second}) ÷ {second} × 100 = {amount}",
        "derived.growth.undefined": "there is no growth from {second}",
        "table": "{points} from the row that applies",
        "best_of": "the better one counts, {points}",
        "sum": "together {points}",
        "member": "{title}: {sentence}",
        "yes": "yes",
        "no": "no",
        "blocked.total": "the total stays short of {test}",
        "blocked.metric": "{title} stays short of {test}",
        "line-number": "line {line}: {problem}",
        "unread": "{count} places in the list cannot be read; the rest counts",
        "unread.one": "1 place in the list cannot be read; the rest counts",
        "counted": "{person}: {titles}",
        "counted.comma": ", ",
        "counted.until": "{title} (counts until {until})",
        "counted.retires": "{title} (retires on {retires})",
        "counted.retires-until": "{title} (retires on {retires}, counts until {until})",
        "not-counted.over": "{person}: {title} counts until {day} only",
        "not-counted.later": "{person}: {title} counts from {day} on",
    },
}

REFUSALS: Mapping[str, Mapping[str, tuple[str, str]]] = {
    "ja": {
        "not-a-number": ("数として読めません", "数字で入力してください。例: 3、1,000、12.5、3万"),
        "extra-text": ("数以外の文字が入っています", "数だけを入力してください: {suggestion}"),
        "grouping": (
            "桁区切りの位置が合いません",
            "区切りは3桁ごとです。例: 1,000。小数点には . を使います。例: 12.7",
        ),
        "percent-sign": (
            "この質問はパーセントではありません",
            "% を付けずに入力してください: {suggestion}",
        ),
        "too-long": ("長すぎます", "{longest}文字以内で入力してください"),
        "negative": ("負の数は入力できません", "0 以上の数を入力してください"),
        "not-whole": ("整数ではありません", "0、1、2 のような整数を入力してください"),
        "above-highest": (
            "このサブカテゴリーの上限を超えています",
            "{highest} 以下の数を入力してください",
        ),
        "not-a-flag": ("はい・いいえの答えではありません", "true か false を指定してください"),
        "not-an-option": ("選択肢にありません", "次のいずれかです: {options}"),
        "not-text": (
            "{given} は受け付けられません",
            '整数か、"12.5" のような文字列で指定してください',
        ),
        "unknown-input": ("この分野にない質問です", "{suggestion} ではありませんか"),
        "unknown-certification": (
            "「{name}」という認定資格はありません",
            "{suggestion} ではありませんか",
        ),
        "both-typed-and-roster": (
            "人数と名簿の両方が入力されています",
            "どちらか一方にしてください",
        ),
        "both-typed-and-parts": (
            "値と内訳の両方が入力されています",
            "どちらか一方にしてください",
        ),
        "not-a-day": (
            "日付として読めません",
            "2026-07-01 のような、実在する日付を入力してください",
        ),
        "roster-too-long": ("名簿が長すぎます", "{longest}文字以内で入力してください"),
        "roster-no-person": ("名前がありません", "行の先頭に名前を書いてください"),
        "roster-no-certification": (
            "認定資格がありません",
            "名前の後に、コンマかタブで区切って認定資格を書いてください",
        ),
        "not-a-roster": (
            "名簿の形ではありません",
            '[{{"person": "A", "holds": ["認定資格のキー"]}}] の形で指定してください',
        ),
        "not-a-person": (
            "名簿に読めない人がいます",
            '{{"person": "A", "holds": ["認定資格のキー"]}} の形で指定してください',
        ),
    },
    "en": {
        "not-a-number": (
            "this cannot be read as a number",
            "type digits, such as 3, 1,000, 12.5 or 3万",
        ),
        "extra-text": ("there is more than a number here", "type the number alone: {suggestion}"),
        "grouping": (
            "the separators are not in threes",
            "write 1,000; a decimal takes a point, as in 12.7",
        ),
        "percent-sign": (
            "this question is not a percentage",
            "type it without the percent sign: {suggestion}",
        ),
        "too-long": ("this is too long", "use at most {longest} characters"),
        "negative": ("a negative number is not possible here", "type a number of 0 or more"),
        "not-whole": ("this is not a whole number", "type a whole number such as 0, 1 or 2"),
        "above-highest": (
            "this is more than the metric can earn",
            "type a number of at most {highest}",
        ),
        "not-a-flag": ("this is not a yes or no", "give true or false"),
        "not-an-option": ("this is not one of the options", "choose one of: {options}"),
        "not-text": ("a {given} is not accepted", 'give a whole number, or text such as "12.5"'),
        "unknown-input": ("this area has no such question", "did you mean {suggestion}?"),
        "unknown-certification": (
            "there is no certification '{name}'",
            "did you mean {suggestion}?",
        ),
        "both-typed-and-roster": (
            "given both as a number and by the roster",
            "give one of the two",
        ),
        "both-typed-and-parts": ("given both as a number and by its parts", "give one of the two"),
        "not-a-day": ("this is not a date", "give a day that exists, such as 2026-07-01"),
        "roster-too-long": ("this list is too long", "use at most {longest} characters"),
        "roster-no-person": ("there is no name", "begin the line with a name"),
        "roster-no-certification": (
            "there is no certification",
            "put the certifications after the name, with commas or tabs between them",
        ),
        "not-a-roster": (
            "this is not a roster",
            'give a list such as [{{"person": "A", "holds": ["certification-key"]}}]',
        ),
        "not-a-person": (
            "the roster has an entry that cannot be read",
            'give {{"person": "A", "holds": ["certification-key"]}}',
        ),
    },
}
