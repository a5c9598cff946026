"""What an operator types is done, or refused with one sentence and a status that a supervisor understands."""

import subprocess
import sys
from pathlib import Path

import pytest

from bot import cli
from rehearsal.postgres import PostgresHost

ROOT = Path(__file__).parents[2]
pytestmark = pytest.mark.usefixtures("logging_as_it_was")


def settings(folder: Path, text: str = "") -> str:
    path = folder / "config.toml"
    path.write_text(f"[storage]\nurl = 'sqlite:///{folder}/shamash.sqlite'\nbackups = '{folder}/backups'\n{text}")
    return str(path)


def python(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, *arguments]
    return subprocess.run(command, cwd=ROOT, env={}, capture_output=True, text=True, check=False)  # noqa: S603 - our own words


def test_the_help_names_every_command_and_what_a_status_means() -> None:
    done = python("-m", "bot", "--help")
    assert done.returncode == cli.DONE
    for word in ("run", "check", "migrate", "backup", "restore", "Exit status: 0 done; 1 something went wrong"):
        assert word in done.stdout


def test_a_command_that_does_not_exist_is_refused() -> None:
    done = python("-m", "bot", "dance")
    assert done.returncode == cli.REFUSED
    assert "dance" in done.stderr


def test_the_command_line_answers_without_loading_what_it_does_not_need() -> None:
    heavy = "{'discord', 'sqlalchemy', 'alembic', 'apscheduler', 'aiohttp'}"
    done = python("-c", f"import sys, bot.cli; print(sorted({heavy} & set(sys.modules)))")
    assert done.stdout.strip() == "[]"


def test_a_token_with_a_line_break_is_said_to_be_that(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    config = settings(tmp_path, '[discord]\ntoken = "a.good\\ntoken"\n')
    assert cli.main(["run", "--config", config], env={}) == cli.REFUSED
    assert "holds a space or a line break" in capsys.readouterr().err


def test_a_bot_without_a_token_does_not_start(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["run", "--config", settings(tmp_path)], env={}) == cli.REFUSED
    said = capsys.readouterr()
    assert said.err.startswith("shamash: discord.token is missing")
    assert said.err.count("\n") == 1
    assert said.out == ""


def test_a_setting_that_cannot_be_used_is_a_refusal(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["check", "--config", settings(tmp_path, "[log]\nlevel = 'loud'")], env={}) == cli.REFUSED
    assert "log.level" in capsys.readouterr().err


@pytest.mark.parametrize("command", ["migrate", "backup"])
@pytest.mark.parametrize("address", ["nobody@/postgres?{host}", "postgres@/no_such_database?{host}"])
def test_a_postgresql_that_does_not_let_us_in_is_one_sentence(
    postgres: PostgresHost, tmp_path: Path, capsys: pytest.CaptureFixture[str], command: str, address: str
) -> None:
    url = f"postgresql://{address.format(host=postgres.url('postgres').partition('?')[2])}"
    (tmp_path / "config.toml").write_text(f"[storage]\nurl = '{url}'\nbackups = '{tmp_path}'\n")
    assert cli.main([command, "--config", str(tmp_path / "config.toml")], env={}) == cli.REFUSED
    assert capsys.readouterr().err.count("\n") == 1


def test_a_postgresql_that_does_not_run_yet_is_tried_again_by_a_supervisor(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "config.toml").write_text("[storage]\nurl = 'postgresql://nobody@127.0.0.1:1/none'\n")
    assert cli.main(["migrate", "--config", str(tmp_path / "config.toml")], env={}) == cli.WRONG
    assert capsys.readouterr().err.count("\n") == 1


def test_a_configuration_file_that_was_named_must_be_there(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["migrate", "--config", "nowhere.toml"], env={}) == cli.REFUSED
    assert "nowhere.toml" in capsys.readouterr().err


def test_config_toml_is_read_where_there_is_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    settings(tmp_path, "[log]\nlevel = 'loud'")
    monkeypatch.chdir(tmp_path)
    assert cli.main(["check"], env={}) == cli.REFUSED
    assert "log.level, in config.toml" in capsys.readouterr().err


def test_check_finds_what_is_wrong_and_says_so_by_its_status(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["check", "--config", settings(tmp_path)], env={}) == cli.WRONG
    said = capsys.readouterr().out
    assert "!!  no token is set" in said
    assert "ok  time zones are those of IANA" in said
    assert list(tmp_path.iterdir()) == [tmp_path / "config.toml"], "it changed nothing"


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["restore", "nothing.sqlite"], "Give the path of a file that `shamash backup` wrote."),
        (["backup"], "mount or restore it"),
        (["migrate"], "discord.token is missing"),
        (["restore", "config.toml", "--overwrite"], "is damaged"),
    ],
)
def test_a_refusal_on_the_command_line_says_what_to_do(
    arguments: list[str], says: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    settings(tmp_path)
    monkeypatch.chdir(tmp_path)
    assert cli.main(arguments, env={}) == cli.REFUSED
    assert says in capsys.readouterr().err
