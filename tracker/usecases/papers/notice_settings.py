"""What the office says of its notices: when one is proposed, what it is called, whom the receivers ask."""

from dataclasses import asdict

from tracker.domain.notices import NoticeKind, NoticeRules, NoticeSetting
from tracker.domain.records import Changes
from tracker.errors import UserError
from tracker.storage.store import Store
from tracker.usecases.house.settings import NOTICES, set_setting, setting

__all__ = ["NoticeRules", "NoticeSetting", "notice_names", "notice_setting", "set_notice_setting"]

_LONGEST, _MOST_DAYS, _MOST_PERIODS = 40, 365, 24


def notice_setting(store: Store) -> NoticeSetting:
    """What was set, or the usual."""
    stored = setting(store, NOTICES, None)
    if stored is None:
        return NoticeSetting()
    return NoticeSetting(NoticeRules(**stored["rules"]), bool(stored["coloured"]), str(stored["contact"]), str(stored["phone"]))


def set_notice_setting(store: Store, wanted: NoticeSetting) -> Changes:
    """Change it. Raises UserError for rules by which a notice would be due before its cause, and for words too long for the form."""
    rules = wanted.rules
    days = (rules.remind_before, rules.remind_after, rules.supervise_after, rules.supervise_overdue)
    if any(not 0 <= day <= _MOST_DAYS for day in days) or rules.remind_after < 1:
        raise UserError("催办督办规则没有保存", f"天数要在 0 到 {_MOST_DAYS} 之间，逾期催办至少 1 天", "请改正天数")
    if not 1 <= rules.supervise_silent <= _MOST_PERIODS:
        raise UserError("催办督办规则没有保存", f"连续未报的期数要在 1 到 {_MOST_PERIODS} 之间", "请改正期数")
    if rules.supervise_overdue < rules.remind_after:
        raise UserError("催办督办规则没有保存", "督办比催办还早", "督办的逾期天数不能少于催办的")
    plain = NoticeSetting(rules, wanted.coloured, " ".join(wanted.contact.split()), " ".join(wanted.phone.split()))
    if max(len(plain.contact), len(plain.phone)) > _LONGEST:
        raise UserError("联系人或电话太长", f"超过 {_LONGEST} 个字，文书上放不下", "请写简短一些")
    return set_setting(store, NOTICES, None if plain == NoticeSetting() else asdict(plain))


def notice_names(store: Store) -> dict[str, str]:
    """What each kind of notice is called, by the name of its kind of document."""
    coloured = notice_setting(store).coloured
    return {kind.value: kind.called(coloured=coloured) for kind in NoticeKind}
