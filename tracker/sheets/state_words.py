"""The words in which units report how a task stands, for three states, five states and everything between.

Five names come out: the four stored states and `delayed`, which is 推进中 with a shade: whether a task is late is worked out from
dates, but what a unit says of itself is told as it was said.
"""

import re
import unicodedata
from functools import lru_cache

from tracker.domain.terms import State

DELAYED = "delayed"

_WORDS: dict[str, str] = {
    "completed": """
        完成 已完成 已经完成 全部完成 已全部完成 全面完成 圆满完成 顺利完成 按期完成 按时完成 如期完成 提前完成
        超期完成 逾期完成 超额完成 完成验收 完成任务 已完成任务 任务完成 完工 已完工 全部完工 完成完工 竣工
        已竣工 办结 已办结 全部办结 按期办结 逾期办结 超期办结 完结 已完结 结束 已结束 销号 已销号 完成销号
        申请销号 已整改 整改完成 完成整改 已完成整改 整改到位 已整改到位 建成 已建成 建成投用 已投用 已建成投用
        已落实 落实到位 已落实到位 已验收 通过验收 验收通过 已通过验收 完成并验收 已实现 已达标 已交付 达到目标
        已达到目标 完成目标 已办理 办理完毕 完毕 已完毕 结项 已结项
    """,
    "in_progress": """
        进行中 推进中 正在推进 实施中 按计划推进 正常推进 有序推进 稳步推进 加快推进 扎实推进 积极推进 全力推进
        顺利推进 按序推进 序时推进 按序时推进 按进度推进 按序时进度推进 正在进行 正在实施 正在办理 正在建设
        正在施工 办理中 建设中 施工中 整改中 落实中 开展中 在建 在办 正在整改 正在落实 正在开展 未完成 尚未完成
        未办结 未销号 未完工 部分完成 部分办结 阶段性完成 阶段完成 已启动 已开工 已开展 已动工 启动 开工 推进
        已部署 进展顺利 进展正常 正常 达进度 达序时 达序时进度 已达序时进度 符合序时进度 超进度 超序时 超序时进度
        超前 快于序时进度 按期推进 按时推进 正按计划推进 已启动实施 前期工作 前期工作中 前期 筹备中 正在筹备
        正推进 按计划实施 按计划进行 按方案推进 进度正常 正常进行 正常实施 有序进行 稳步实施 持续推进中 处理中
        执行中 跟进中 未完结 未整改到位
    """,
    "not_started": """
        未启动 未开始 未开工 未开展 未实施 未推进 未动工 未进行 没有开始 没有启动 尚未启动 尚未开始 尚未开工
        尚未开展 尚未实施 尚未动工 还未启动 还未开始 还未开展 还没开始 暂未启动 暂未开始 暂未开展 暂未实施 待启动
        待开始 待开工 待实施 待开展 未落实 尚未落实 未着手 未办理 尚未办理 尚未进行 没开始 没启动 未安排 待推进
        尚未推进
    """,
    "ongoing": """
        长期坚持 长期 长期任务 长期工作 长期推进 长期开展 长期实施 长期性工作 长期性任务 常态化 常态化推进
        常态化开展 常态化实施 常态化工作 常态化坚持 常态推进 常态 持续坚持 常年坚持 常年 日常工作 坚持推进
        常年推进 全年推进 全年坚持 每月推进 长效 长效推进 长期坚持推进 按月推进 持续 长期持续推进 持续常态化推进
    """,
    "delayed": """
        滞后 进度滞后 推进滞后 进展滞后 严重滞后 轻微滞后 推进缓慢 进展缓慢 进度缓慢 缓慢 欠进度 欠序时
        欠序时进度 未达进度 未达序时 未达序时进度 低于序时进度 慢于序时进度 滞后序时进度 落后序时进度 落后 进度落后
        逾期 逾期未完成 超期 超期未完成 已逾期 已超期 逾期未办结 超期未办结 延期 延迟 延误 未按期完成 未按时完成
        超时限 超时限未完成 受阻 推进受阻 停滞 停滞不前 滞后推进 推进较慢 进展较慢 进度较慢 进度偏慢 较慢
        推进困难 落后进度 滞后于序时进度
    """,
}
_BY_WORD = {word: state for state, words in _WORDS.items() for word in words.split()}
_TICKED = re.compile(r"[√✓✔☑☒■●◉]\s*([^√✓✔☑☒■●◉□☐○◯\s]+)|([^√✓✔☑☒■●◉□☐○◯\s/、|,;]+)\s*[√✓✔☑■●◉](?![^\s□☐○◯/、|,;])")
_BOXES = re.compile(r"[√✓✔☑☒■●◉□☐○◯]")
_EDGE = " \t\r\n.。,，;；、:：!！()（）[]【】<>“”\"'*-—~+"
_BRACKET = re.compile(r"[(\[][^()\[\]]*[)\]]")
_NUMBER = re.compile(r"^(?:\d+|[A-Za-z]|[①-⑩]|\([A-Za-z\d]\))\s*[.、:)\-—]?(?=[\u4e00-\u9fff])")
_LEAD_IN = re.compile(r"^(?:目前|当前|现|现已|本月|状态|工作|任务|项目|整体|总体|该项|此项|基本处于|处于)(?:为|是|:)?")
_UNTRUE = re.compile(r"接近|基本|即将|预计|计划|准备|争取|力争|大部分|多数|部分|不|如|若|或|暂停|停工|终止|中止|取消|拟")

# Words that mean a standing duty where the task is one, and ordinary work where it is not.
EITHER = frozenset(["持续推进", "持续实施", "持续开展", "持续进行", "持续落实", "持续加强", "不断推进", "深入推进", "坚持"])

TICKS = frozenset(["√", "✓", "✔", "☑", "是", "●", "■", "◉", "1", "v", "V", "y", "Y", "有", "对", "√√", "★", "*"])
NO_TICKS = frozenset(["×", "✗", "✘", "否", "□", "☐", "○", "◯", "0", "—", "-", "/", "无", "x", "X", "n", "N", "没有"])


def is_tick(text: str) -> bool:
    """Whether a cell of a tick column is ticked."""
    return "".join(text.split()) in TICKS


@lru_cache(maxsize=8192)
def state_of(text: str) -> str | None:
    """`completed`, `in_progress`, `not_started`, `ongoing` or `delayed`; None where the words are none of these for sure."""
    folded = unicodedata.normalize("NFKC", text)
    if _BOXES.search(folded):
        ticked = [one or other for one, other in _TICKED.findall(folded)]
        if len(ticked) == 1:
            return state_of(ticked[0])
        if ticked or re.search(r"[□☐○◯]", folded):
            return None
        folded = _BOXES.sub("", folded)
    words = "".join(folded.split())
    bare = _BRACKET.sub("", words).strip(_EDGE)
    words = words.strip(_EDGE)
    return _known(words) or _known(bare) or _shortened(bare)


def is_plain_state(text: str) -> bool:
    """Whether a text is a state and nothing more; brackets behind it are no more than a remark."""
    words = "".join(unicodedata.normalize("NFKC", text).split())
    return bool(_BOXES.search(words)) or _known(words.strip(_EDGE)) is not None or _known(_BRACKET.sub("", words).strip(_EDGE)) is not None


def _known(words: str) -> str | None:
    found = _BY_WORD.get(words)
    if found is None:
        found = _BY_WORD.get(_LEAD_IN.sub("", _NUMBER.sub("", words.strip(_EDGE))).strip(_EDGE))
    return found


def _shortened(words: str) -> str | None:
    """The first clause where it is a state by itself and the rest does not take it back: 进行中，完成80%."""
    head, sign, rest = _first_clause(words)
    if not sign or len(words) > 30 or _UNTRUE.search(rest):
        return None
    found = _known(head)
    other = {_known(part) for part in re.split(r"[,;。、/]", rest)} - {None, found}
    return None if other else found


def _first_clause(words: str) -> tuple[str, str, str]:
    match = re.search(r"[,;。、:/]", words)
    return (words, "", "") if match is None else (words[: match.start()], match.group(), words[match.end() :])


def stored_state(name: str) -> State:
    """The stored state of a name of `state_of`."""
    return State.IN_PROGRESS if name == DELAYED else State(name)
