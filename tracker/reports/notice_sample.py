"""A notice that shows the office's wording while it is being written: an invented unit with matters that are late."""

from collections.abc import Mapping
from datetime import date

from tracker.domain.notice_words import NoticeWords, fill
from tracker.domain.notices import NoticeKind
from tracker.reports.content import Document
from tracker.reports.notices import NoticeFacts, NoticeMatter, notice

_DAY = date(2026, 9, 16)
_UNIT = "县水利局"
SAMPLE: Mapping[str, str] = {
    "单位": _UNIT,
    "项数": "2",
    "期限": "9月21日",
    "周期": "每月25日前",
    "日期": "2026年9月16日",
    "方案": "全县水环境治理年度方案",
}
"""What the fields become in the sample."""
_MATTERS = (
    NoticeMatter(3, "清理北渠淤泥", _UNIT, "县财政局", "2026年8月底前", "", "牵头", "逾期16天", "推进中，完成60%。"),
    NoticeMatter(8, "改造老旧泵站", _UNIT, "", "2026年9月15日前", "", "牵头", "逾期1天", "推进中，完成80%。"),
)


def notice_sample(kind: NoticeKind, words: NoticeWords, name: str, issuer: str, contact: str, phone: str) -> Document:
    """A notice of this kind in these words, called so and sent by this office."""
    opening, wants, note = (fill(text, SAMPLE) for text in words)
    return notice(
        NoticeFacts(
            kind=kind,
            issuer=issuer or "（本单位名称）",
            day=_DAY,
            matters=_MATTERS,
            basis=f"《{SAMPLE['方案']}》",
            wants=wants,
            back="请于签收后2个工作日内退回交办单位",
            number="办〔2026〕1号",
            receiver=_UNIT,
            due=f"2026年{SAMPLE['期限']}前",
            cycle=SAMPLE["周期"],
            contact=contact,
            phone=phone,
            note=note,
            called=name,
            opening=opening,
        )
    )
