"""Set-up on a fresh machine, shared by `python3 main.py` and `python3 -m tests`. Standard library only: nothing is installed yet.

Steps, each skipped where it is already done: system libraries and a Chinese font (Linux, through apt), uv, the environment
`.venv` with the packages of `pyproject.toml`. Then the calling command starts again inside that environment. A stamp beside the
environment makes every later start cost two small file reads; what only the set-up needs is imported where it is used.
"""

import os
import sys
from pathlib import Path
from typing import NoReturn

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
TOOLS = ROOT / ".tools"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")

# Debian package for each shared library that Qt opens (checked on an empty Debian 12).
LIBRARIES = {
    "libglib-2.0.so.0": "libglib2.0-0",
    "libGL.so.1": "libgl1",
    "libEGL.so.1": "libegl1",
    "libfontconfig.so.1": "libfontconfig1",
    "libdbus-1.so.3": "libdbus-1-3",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libcups.so.2": "libcups2",
}
FONT_PACKAGE = "fonts-wqy-microhei"
FONT_FOLDERS = ("/usr/share/fonts", "/usr/local/share/fonts", "~/.local/share/fonts", "~/.fonts")
# Parts of file names of Chinese fonts on Debian, UOS and Kylin.
FONT_MARKS = ("wqy", "cjk", "sourcehan", "simsun", "simhei", "simfang", "msyh", "fangzheng", "fzfs", "fzsong", "droidsansfallback")


class PrepareError(Exception):
    """Set-up cannot go on; the text is Chinese and says what the user can do."""


def ensure(command: list[str], *, dev: bool = False) -> None:
    """Make sure that this process runs inside the prepared environment; else prepare it and start `command` there.

    `command` is what follows the interpreter (["main.py", "--db", …]). `dev` adds the tools for tests. Does not return when a
    new process was started: exits with its code.
    """
    if Path(sys.prefix).resolve() == VENV.resolve() and _stamp_is_current(dev):
        return
    try:
        prepare(dev=dev)
    except PrepareError as error:
        print(f"准备运行环境时停下了：{error}", file=sys.stderr)
        raise SystemExit(1) from None
    _start_again(command)


def prepare(*, dev: bool = False) -> None:
    """Install what is missing. Raises PrepareError with a Chinese sentence."""
    import subprocess

    if _stamp_is_current(dev):
        return
    if not (3, 11) <= sys.version_info[:2] < (3, 14):
        raise PrepareError(f"本程序需要 Python 3.11 到 3.13，现在是 {sys.version.split()[0]}，请换一个版本的 python3 再运行")
    if sys.platform.startswith("linux"):
        missing = missing_packages()
        if missing:
            _apt_install(missing)
    uv = _ensure_uv()
    print("正在准备运行环境（只在第一次运行时需要，约一两分钟）……", file=sys.stderr, flush=True)
    groups = ["--group", "dev"] if dev else ["--no-default-groups", "--inexact"]
    environment = {**os.environ, "UV_PROJECT_ENVIRONMENT": str(VENV), "UV_NO_PROGRESS": "1"}
    done = subprocess.run([*uv, "sync", "--quiet", "--project", str(ROOT), "--python", sys.executable, *groups], env=environment)
    if done.returncode != 0:
        raise PrepareError("组件没有装全（上面几行是原因），请确认能连上软件源、磁盘有 1 GB 以上空间，再运行一次")
    _stamp_file(dev).write_text(_fingerprint(), "utf-8")


def missing_packages() -> list[str]:
    """Debian packages for the shared libraries and the Chinese font that this Linux machine lacks."""
    missing = [package for library, package in LIBRARIES.items() if not _loads(library)]
    if not _has_chinese_font():
        missing.append(FONT_PACKAGE)
    return missing


def _loads(library: str) -> bool:
    import ctypes

    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def _has_chinese_font() -> bool:
    for folder in FONT_FOLDERS:
        for path in Path(folder).expanduser().rglob("*.[ot]t[fc]"):
            if any(mark in path.name.lower() for mark in FONT_MARKS):
                return True
    return False


def _apt_install(packages: list[str]) -> None:
    import shutil
    import subprocess

    listed = " ".join(packages)
    if shutil.which("apt-get") is None:
        raise PrepareError(f"系统缺少这些组件：{listed}；本机没有 apt，请管理员用系统的软件商店装上后再运行")
    prefix: list[str] = []
    if os.geteuid() != 0:
        if shutil.which("sudo") is None:
            raise PrepareError(f"系统缺少这些组件：{listed}；请管理员运行 apt-get install {listed} 后再运行")
        prefix = ["sudo"]
    print(f"正在安装系统组件：{listed} ……", file=sys.stderr, flush=True)
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    subprocess.run([*prefix, "apt-get", "update", "-qq"], env=environment, stdout=subprocess.DEVNULL)
    command = [*prefix, "apt-get", "install", "-y", "-qq", "--no-install-recommends", *packages]
    if subprocess.run(command, env=environment, stdout=subprocess.DEVNULL).returncode != 0:
        raise PrepareError(f"系统组件没有装上：{listed}；请确认能连上软件源并有管理员权限，或请管理员先装好这些组件")


def _ensure_uv() -> list[str]:
    """The command that starts uv: from PATH, from the tools folder, else fetched with pip into the tools folder."""
    import shutil
    import subprocess

    found = shutil.which("uv") or shutil.which("uv", path=str(TOOLS / "bin"))
    if found:
        return [found]
    if subprocess.run([sys.executable, "-m", "pip", "--version"], capture_output=True).returncode != 0:
        if not sys.platform.startswith("linux"):
            raise PrepareError("这个 Python 没有 pip，请从官网重新安装带 pip 的 Python 3.11")
        _apt_install(["python3-pip"])
    options = ["--quiet", "--no-input", "--root-user-action=ignore", "--target", str(TOOLS)]
    command = [sys.executable, "-m", "pip", "install", *options, "uv"]
    found = None if subprocess.run(command).returncode else shutil.which("uv", path=str(TOOLS / "bin"))
    if found is None:
        raise PrepareError("没有装上 uv（用来安装其余组件的工具），请确认能连上软件源、程序文件夹可以写入，再运行一次")
    return [found]


def _fingerprint() -> str:
    return (ROOT / "pyproject.toml").read_text("utf-8")


def _stamp_file(dev: bool) -> Path:
    return VENV / ("prepared-dev" if dev else "prepared")


def _stamp_is_current(dev: bool) -> bool:
    """Whether the environment was prepared for this pyproject.toml; one prepared for tests serves the app as well."""
    stamps = [_stamp_file(True)] if dev else [_stamp_file(False), _stamp_file(True)]
    fingerprint = _fingerprint()
    return PYTHON.exists() and any(stamp.exists() and stamp.read_text("utf-8") == fingerprint for stamp in stamps)


def _start_again(command: list[str]) -> NoReturn:
    arguments = [str(PYTHON), *command]
    if os.name == "nt":
        import subprocess

        raise SystemExit(subprocess.call(arguments))
    os.execv(arguments[0], arguments)
