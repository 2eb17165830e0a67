"""The language of templates: Jinja in a sandbox, and its faults told in Chinese with the place where they stand.

A template is somebody's file: it can neither reach into the program nor change what it is given, and a name that does not exist is a
fault instead of a gap in the paper.
"""

import re
from collections.abc import Callable
from typing import Any

from tracker.errors import UserError

_NAME = re.compile(r"'([^']+)' is undefined|has no attribute '([^']+)'|No filter named '([^']+)'|Encountered unknown tag '([^']+)'")
_ADVICE = "请照字段说明改正模板后再试"


def environment() -> Any:
    """A sandbox where unknown names are faults."""
    from jinja2 import StrictUndefined
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    return ImmutableSandboxedEnvironment(undefined=StrictUndefined, autoescape=False)


def faults() -> tuple[type[Exception], ...]:
    """What a faulty template can raise while it is filled."""
    from jinja2 import TemplateError

    return (TemplateError, ArithmeticError, TypeError, ValueError, LookupError, AttributeError, RecursionError)


def told(error: Exception, template: str, find: Callable[[str], str]) -> UserError:
    """The fault in one sentence. `find`: where in the template a word stands (第 3 段), "" where it is not found."""
    from jinja2 import TemplateSyntaxError, UndefinedError
    from jinja2.exceptions import SecurityError

    found = _NAME.search(str(error))
    name = next((part for part in found.groups() if part), "") if found else ""
    place = find(name) if name else ""
    where = f"（{place}）" if place else ""
    if isinstance(error, SecurityError):
        return UserError(f"模板“{template}”没有填写", f"里面有不允许的写法{where}", "请只用字段说明里的写法")
    if isinstance(error, UndefinedError) and name:
        return UserError(f"模板“{template}”没有填写", f"没有“{name}”这个字段{where}", _ADVICE)
    if isinstance(error, TemplateSyntaxError):
        return UserError(f"模板“{template}”没有填写", f"{_syntax(str(error), name)}{where}", _ADVICE)
    return UserError(f"模板“{template}”没有填写", f"里面的算式或写法算不出结果{where}", _ADVICE)


def _syntax(words: str, name: str) -> str:
    if "endfor" in words and "looking for" in words:
        return "有“for”没有配上“endfor”"
    if "endif" in words and "looking for" in words:
        return "有“if”没有配上“endif”"
    if name in ("endfor", "endif", "else", "elif"):
        return f"“{name}”前面没有配对的“for”或“if”"
    if name:
        return f"没有“{name}”这种写法"
    return "有一处大括号里的写法不完整"
