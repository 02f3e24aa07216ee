"""An interrupt ends the command with 130, also when cleaning up after it fails."""

import os
import signal
import sys
import time

import pytest

from cli import main as command
from cli import sync
from cli.load_progress import note_interrupt
from graph.errors import ConnectionFailedError, FetchError


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


class Held:
    """Something whose finalizer does what it is told."""

    def __init__(self, work):
        self.work = work

    def __del__(self):
        self.work()


def test_an_interrupt_within_a_finalizer_is_noted_and_not_printed(monkeypatch):
    printed = []
    monkeypatch.setattr(sys, "unraisablehook", lambda unraisable: printed.append(unraisable.exc_type))

    def interrupt():
        os.kill(os.getpid(), signal.SIGINT)
        time.sleep(5)

    with note_interrupt() as interrupted:
        Held(interrupt)
        assert interrupted()
        assert printed == []
        Held(lambda: 1 / 0)
    Held(lambda: 1 / 0)
    assert printed == [ZeroDivisionError, ZeroDivisionError]


def test_watch_ends_where_an_interrupt_arrives_as_a_failed_fetch(monkeypatch):
    syncs = []

    def interrupted(*_, **__):
        syncs.append(1)
        if len(syncs) > 3:
            raise AssertionError("it goes on after the interrupt")
        try:
            os.kill(os.getpid(), signal.SIGINT)
            time.sleep(5)
        except KeyboardInterrupt as error:
            raise FetchError("The connection broke.") from error

    monkeypatch.setattr(sync, "_once", interrupted)
    monkeypatch.setattr(sync, "_pause", lambda *_: None)
    with pytest.raises(KeyboardInterrupt):
        sync.sync(watch=0.01)
    assert syncs == [1]
