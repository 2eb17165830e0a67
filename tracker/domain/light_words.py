"""Why a light shows what it shows, at length: the rules that fired with their figures; and what an office's table of rules says."""

from collections.abc import Sequence
from datetime import date

from tracker.domain.lights import Cause, Figures, LightRule, LightRules, fires
from tracker.domain.terms import Light

CAUSES = {
    Cause.OVERDUE: "逾期",
    Cause.DAYS_LEFT: "临近时限",
    Cause.POINTS: "欠序时进度点数",
    Cause.SHARE: "欠序时进度比例",
    Cause.SILENT: "连续未报送",
    Cause.SILENT_ENDLESS: "长期、周期性工作连续未报送",
}
# For each cause the least and the greatest limit.
BOUNDS = {
    Cause.OVERDUE: (1, 999),
    Cause.DAYS_LEFT: (0, 365),
    Cause.POINTS: (0, 100),
    Cause.SHARE: (1, 100),
    Cause.SILENT: (1, 99),
    Cause.SILENT_ENDLESS: (1, 99),
}
_AROUND = {
    Cause.OVERDUE: ("逾期", "天以上"),
    Cause.DAYS_LEFT: ("剩", "天以内"),
    Cause.POINTS: ("欠", "点以上"),
    Cause.SHARE: ("欠", "% 以上"),
    Cause.SILENT: ("满", "期"),
    Cause.SILENT_ENDLESS: ("满", "期"),
}


def why(seen: Figures, rules: LightRules, due: date | None = None, unheard: Sequence[str] = ()) -> str:
    """One sentence: every rule that fired for the light that shows, with its figures; where none did, the figures alone.

    `unheard`: the periods without a report, for the rules that count them.
    """
    fired = [rule for rule in rules.rows if fires(rule, seen)]
    shown = [_fired(rule, seen, due, unheard) for rule in fired if rule.light is fired[0].light]
    if shown:
        return "；".join(shown)
    facts = [_limit(seen, due), _pace(seen), f"连续 {seen.silent} 期未报送" if seen.silent else ""]
    told = "；".join(fact for fact in facts if fact)
    return f"{told}，没有达到亮灯的界线" if told else "没有确定的时限日期，无从判断早晚" if not seen.endless else "没有截止的一天"


def _fired(rule: LightRule, seen: Figures, due: date | None, unheard: Sequence[str]) -> str:
    line = f"{rule.light.label}线 {_plain(rule.limit)}"
    if rule.cause is Cause.OVERDUE:
        return f"{_limit(seen, due)}，达到{line} 天"
    if rule.cause is Cause.DAYS_LEFT:
        return f"{_limit(seen, due)}，在{line} 天以内"
    if rule.cause is Cause.POINTS:
        return f"{_pace(seen)}，{'超过' if rule.light is Light.RED else '达到'}{line} 点"
    if rule.cause is Cause.SHARE:
        return f"{_pace(seen)}，是序时进度的 {_plain(100.0 * (seen.short or 0.0) / (seen.expected or 1.0))}%，达到{line}%"
    names = f"（{'、'.join(unheard)}）" if unheard else ""
    return f"连续 {seen.silent} 期未报送{names}，达到{line} 期"


def _limit(seen: Figures, due: date | None) -> str:
    """When it is due and how far off that is."""
    if seen.left is None or due is None:
        return ""
    how_far = f"逾期 {-seen.left} 天" if seen.left < 0 else f"还剩 {seen.left} 天" if seen.left else "今天到期"
    return f"时限 {due:%Y-%m-%d}，{how_far}"


def _pace(seen: Figures) -> str:
    """How the percentage stands to 序时进度."""
    if seen.expected is None:
        return ""
    if seen.percent is None or seen.short is None:
        return f"序时进度 {_plain(seen.expected)}%，还没有报过进度，不判断快慢"
    stand = f"欠 {_plain(seen.short)} 点" if seen.short > 0 else f"超 {_plain(-seen.short)} 点" if seen.short < 0 else "正好"
    return f"序时进度 {_plain(seen.expected)}%，已报 {_plain(seen.percent)}%，{stand}"


def _plain(value: float) -> str:
    """A figure with one decimal where it has one, so that 30.2 is not told as 30 beside a limit of 30."""
    return f"{value:.1f}".removesuffix(".0")


def around(rule: LightRule) -> tuple[str, str]:
    """What stands before the limit of a row and behind it."""
    return ("欠超过", "点") if rule.cause is Cause.POINTS and rule.light is Light.RED else _AROUND[rule.cause]


def rule_words(rule: LightRule) -> str:
    """What a row says: 逾期 1 天以上, 欠超过 30 点, 序时进度欠 50% 以上."""
    before, after = around(rule)
    words = f"{before} {_plain(rule.limit)} {after}".replace(" %", "%")
    return f"序时进度{words}" if rule.cause is Cause.SHARE else words


def fault_in(rules: LightRules) -> tuple[str, str] | None:
    """What is wrong with these rules and what to do; None where all is well."""
    for rule in rules.rows:
        least, most = BOUNDS[rule.cause]
        if rule.on and not least <= rule.limit <= most:
            return f"“{CAUSES[rule.cause]}”的{rule.light.label}线应在 {least} 到 {most} 之间", "请改正后再保存"
    for cause in Cause:
        red, amber = rules.limit(Light.RED, cause), rules.limit(Light.AMBER, cause)
        if red is None or amber is None:
            continue
        never = red > amber if cause is Cause.DAYS_LEFT else red < amber
        if never:
            side = "小于" if cause is Cause.DAYS_LEFT else "大于"
            return f"“{CAUSES[cause]}”的黄灯永远亮不了：黄灯线不能{side}红灯线", "请改正后再保存"
    return None
