"""An interrupt ends the command with 130, also when cleaning up after it fails."""

import pytest

from cli import main as command
from graph.errors import ConnectionFailedError


def interrupted_while_connected(**_):
    try:
        raise KeyboardInterrupt
    finally:
        raise ConnectionFailedError("The connection broke.")


def broken(**_):
    raise ConnectionFailedError("The connection broke.")


@pytest.mark.parametrize(("work", "code"), [(interrupted_while_connected, 130), (broken, 1)])
def test_exit_code(monkeypatch, capsys, work, code):
    monkeypatch.setattr(command.typer.main, "get_command", lambda _: type("Command", (), {"main": staticmethod(work)}))
    with pytest.raises(SystemExit) as ended:
        command.main()
    assert ended.value.code == code
    assert ("broke" in capsys.readouterr().err) == (code == 1)
