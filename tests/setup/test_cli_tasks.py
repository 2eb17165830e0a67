"""Tasks from the command line: lights with their reasons, lights set by hand and lifted."""

from tests.setup.test_cli_import import Console, console

__all__ = ["console"]  # the fixture, under its own name


def test_a_light_is_set_and_lifted(console: Console) -> None:
    first, *_rest = console("task", "list", "--plan", "1")["tasks"]
    assert first["light"] and first["light_reason"] and first["light_set"] is None
    done = console("task", "light", "1", "2", "--plan", "1", "--set", "red", "--reason", "县长点名", "--by", "周督查")
    assert done["name"] == "把 2 项任务定为红灯" and [task["light"] for task in done["tasks"]] == ["red", "red"]
    now = console("task", "list", "--plan", "1")["tasks"]
    assert [task["light_reason"] for task in now[:2]] == ["人工定灯：县长点名"] * 2
    assert now[0]["light_set"]["by"] == "周督查" and now[0]["light_why"].startswith("人工定灯为红灯：县长点名（周督查，")
    lifted = console("task", "light", "1", "--plan", "1", "--lift")
    assert lifted["tasks"][0]["light"] == first["light"]
    console("undo")
    assert console("task", "list", "--plan", "1")["tasks"][0]["light"] == "red"
