from __future__ import annotations

import contextlib
import os
import shutil
import signal
import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psutil
import psycopg2
import pytest
from celery import Celery

from tests.tracker.local_servers.conftest import PROJECT, run, start, use_var
from tracker import local_servers
from tracker.local_servers import broker, daemons, paths, postgres, processes

pytestmark = pytest.mark.processes


@contextlib.contextmanager
def database() -> Iterator[Any]:
    there = local_servers.database_settings()
    connection = psycopg2.connect(host=there["HOST"], port=there["PORT"], user=there["USER"], dbname=there["NAME"])
    connection.autocommit = True
    with contextlib.closing(connection), connection.cursor() as cursor:
        yield cursor


def celery_reaches(url: str) -> bool:
    with Celery(broker=url, set_as_current=False).connection_for_write() as connection:
        connection.ensure_connection(max_retries=1)
        return bool(connection.connected)


def servers() -> dict[str, int | None]:
    return {"postgres": postgres.running_pid(paths.postgres_home() / "postgres"), "broker": broker.running_pid()}


def one_line(done: subprocess.CompletedProcess[str]) -> str:
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    lines = (done.stdout + done.stderr).strip().splitlines()
    assert len(lines) == 1, lines
    return lines[0]


def test_servers_start_serve_on_and_stop(var: Path) -> None:
    assert start().returncode == 0
    first = servers()
    with database() as cursor:
        cursor.execute("SELECT lower('É') || current_setting('listen_addresses')")
        assert cursor.fetchone() == ("é",)
    assert None not in first.values()
    for pid in first.values():
        process = psutil.Process(pid)
        assert process.terminal() is None
        assert os.getsid(process.pid) == process.pid
        assert not [one for one in process.net_connections() if one.status == psutil.CONN_LISTEN and one.laddr.port]
    assert start().returncode == 0
    assert servers() == first
    assert run("-m", "tracker.local_servers", "stop").returncode == 0
    assert not [pid for pid in first.values() if pid and daemons.lives(pid)]


def test_four_that_start_at_once_start_one_server(var: Path) -> None:
    starters = [
        subprocess.Popen([sys.executable, "-m", "tracker.local_servers", "start"], cwd=PROJECT) for _ in range(4)
    ]
    assert [starter.wait(60) for starter in starters] == [0, 0, 0, 0]
    assert (var / "log" / "postgres.log").read_text().count("starting PostgreSQL") == 1
    assert (var / "log" / "broker.log").read_text().count("is starting") == 1


def test_data_survive_a_kill_of_both_servers(var: Path) -> None:
    start()
    with database() as cursor:
        cursor.execute("CREATE TABLE kept (word text); INSERT INTO kept VALUES ('gebleven')")
    broker._ask("RPUSH queue task")
    for pid in servers().values():
        os.kill(pid or 0, signal.SIGKILL)
    assert start().returncode == 0
    with database() as cursor:
        cursor.execute("SELECT word FROM kept")
        assert cursor.fetchone() == ("gebleven",)
    assert broker._ask("LLEN queue").strip() == ":1"


def test_a_number_that_another_program_has_now_is_not_taken_for_ours(var: Path) -> None:
    start()
    numbers = (paths.postgres_home() / "postgres" / "postmaster.pid", var / "broker" / "broker.pid")
    kept = [path.read_text() for path in numbers]
    for pid in servers().values():
        os.kill(pid or 0, signal.SIGKILL)
    with subprocess.Popen(["sleep", "60"]) as stranger:
        for path, text in zip(numbers, kept, strict=True):
            path.write_text("\n".join([str(stranger.pid), *text.split("\n")[1:]]))
        local_servers.stop()
        assert stranger.poll() is None
        assert start().returncode == 0
        assert stranger.pid not in servers().values()
        local_servers.stop()
        assert stranger.poll() is None
        stranger.kill()


def test_the_callers_own_postgres_variables_bend_nothing(var: Path) -> None:
    done = run("-m", "tracker.local_servers", "start", PGPORT="1", PGHOST="nowhere", PGDATA="/nowhere", LC_ALL="xx_XX")
    assert done.returncode == 0, done.stderr
    assert start().returncode == 0


@pytest.mark.parametrize("name", ["x" * 100, "een map, met 'n komma", '"haken" %20 é #?'])
def test_a_path_too_long_or_too_odd_for_a_socket_gets_one_elsewhere(
    folder: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for var in use_var(folder / name, monkeypatch):
        done = start()
        assert done.returncode == 0, done.stderr
        assert done.stderr.count("socket is in /tmp/standpunt-") == 2
        for inside in (paths.postgres_socket_dir(), paths.broker_socket().parent):
            assert stat.S_IMODE(inside.stat().st_mode) == 0o700
        with database() as cursor:
            cursor.execute("SELECT current_setting('data_directory')")
            assert cursor.fetchone() == (str(var / "postgres"),)
        assert celery_reaches(local_servers.broker_url())


def test_a_path_with_a_space_serves_as_it_is(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for var in use_var(folder / "een map" / "v=1", monkeypatch):
        done = start()
        assert (done.returncode, done.stderr) == (0, "")
        assert paths.broker_socket() == var / "broker" / "broker.sock"
        assert celery_reaches(local_servers.broker_url())


def test_a_folder_that_cannot_be_written_gets_one_line(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / "file").write_text("")
    monkeypatch.setenv("STANDPUNT_VAR", str(folder / "file" / "var"))
    assert "Cannot write in" in one_line(start())


@pytest.mark.skipif(sys.platform != "linux", reason="a file system that refuses root as well")
def test_a_file_system_that_refuses_gets_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("STANDPUNT_VAR", "/proc/standpunt")
    assert "Cannot write in /proc/standpunt" in one_line(start())


def test_a_full_disk_is_named(var: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(postgres, "NEEDED_BYTES", 1 << 60)
    with pytest.raises(local_servers.EmbeddedError, match="The disk is full"):
        local_servers.ensure_running(database=True, broker=False)


def test_data_of_another_version_are_left_alone(var: Path) -> None:
    (var / "postgres").mkdir(parents=True)
    (var / "postgres" / "PG_VERSION").write_text("12\n")
    assert "were made by PostgreSQL 12" in one_line(start())


def test_what_the_server_complains_of_is_the_line(var: Path) -> None:
    start()
    local_servers.stop()
    (paths.postgres_home() / "postgres" / "global" / "pg_control").unlink()
    assert "PostgreSQL does not start: could not find the database system" in one_line(start())


@pytest.mark.skipif(os.geteuid() != 0, reason="as root alone")
def test_a_folder_that_only_root_may_enter_stays_closed(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    closed = folder / "closed"
    closed.mkdir(mode=0o700)
    for var in use_var(closed / "var", monkeypatch):
        done = start()
        assert done.returncode == 0, done.stderr
        assert len(done.stderr.splitlines()) == 1 and f"cannot enter {var}" in done.stderr
        assert stat.S_IMODE(closed.stat().st_mode) == 0o700
        home = paths.postgres_home()
        assert home != var and home.stat().st_uid == 0
        pid = servers()["postgres"]
        assert pid and psutil.Process(pid).uids().real == (home / "postgres").stat().st_uid != 0
        with database() as cursor:
            cursor.execute("SELECT 1")


@pytest.mark.skipif(os.geteuid() != 0, reason="as root alone")
def test_data_kept_elsewhere_follow_a_var_that_moves_but_not_its_copy(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    closed = folder / "closed"
    closed.mkdir(mode=0o700)
    for var in use_var(closed / "var", monkeypatch):
        start()
        local_servers.stop()
        home = paths.postgres_home()
        shutil.copytree(var, closed / "copy")
        monkeypatch.setenv("STANDPUNT_VAR", str(closed / "copy"))
        assert paths.postgres_home() != home
        var.rename(closed / "moved")
        monkeypatch.setenv("STANDPUNT_VAR", str(closed / "moved"))
        assert paths.postgres_home() == home
        assert start().returncode == 0


def test_stop_ends_whoever_runs_here(var: Path) -> None:
    code = (
        "import time; from tracker import local_servers as e; e.ensure_for_environment();"
        " print(flush=True); time.sleep(99)"
    )
    with subprocess.Popen([sys.executable, "-c", code], cwd=PROJECT, stdout=subprocess.PIPE) as member:
        assert member.stdout and member.stdout.readline()
        assert [one.pid for one in processes.members()] == [member.pid]
        assert run("-m", "tracker.local_servers", "stop").returncode == 0
        assert member.wait(5) == -signal.SIGTERM
    assert processes.members() == []


def test_who_was_killed_is_no_member(var: Path) -> None:
    code = (
        "import time; from tracker.local_servers import processes as p;"
        " p.register('web'); print(flush=True); time.sleep(99)"
    )
    with subprocess.Popen([sys.executable, "-c", code], cwd=PROJECT, stdout=subprocess.PIPE) as member:
        assert member.stdout and member.stdout.readline()
        member.kill()
        member.wait()
        assert list((var / "run").iterdir())
        assert processes.members() == []


def test_the_secret_is_one_for_all_and_for_its_owner_alone(var: Path) -> None:
    code = "from tracker import local_servers; print(local_servers.secret_key())"
    callers = [
        subprocess.Popen([sys.executable, "-c", code], cwd=PROJECT, stdout=subprocess.PIPE, text=True) for _ in range(4)
    ]
    assert {caller.communicate()[0].strip() for caller in callers} == {local_servers.secret_key()}
    assert len(local_servers.secret_key()) >= 50
    assert stat.S_IMODE((var / "secret-key").stat().st_mode) == 0o600


@pytest.mark.parametrize("arguments", [["help"], ["migrate", "--help"], ["--version"], []])
def test_help_starts_nothing(var: Path, arguments: list[str]) -> None:
    assert run("manage.py", *arguments).returncode == 0
    assert not (var / "postgres").exists()


def test_a_command_starts_what_it_needs(var: Path) -> None:
    done = run("manage.py", "migrate", "--plan")
    assert done.returncode == 0, done.stderr
    assert None not in servers().values()
