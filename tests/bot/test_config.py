"""What an operator writes is understood, or refused in words that say what to change."""

import re
import tomllib
from pathlib import Path

import msgspec
import pytest

from bot.config import Config, ConfigError, Discord, Storage, load

EXAMPLE = Path(__file__).parents[2] / "config.example.toml"


def written(folder: Path, text: str) -> Path:
    path = folder / "config.toml"
    path.write_text(text, encoding="utf-8")
    return path


def refusal(path: Path | None, env: dict[str, str] | None = None) -> str:
    with pytest.raises(ConfigError) as caught:
        load(path, env or {})
    return str(caught.value)


def test_an_operator_who_writes_nothing_gets_the_defaults() -> None:
    assert load(None, {}) == Config()


def test_the_example_loads_and_keeps_every_default() -> None:
    assert load(EXAMPLE, {}) == Config()


def test_the_example_explains_every_setting_once() -> None:
    text = EXAMPLE.read_text(encoding="utf-8")
    shown = {(section, key) for section, keys in tomllib.loads(text).items() for key in keys}
    known = {(s.name, key.name) for s in msgspec.structs.fields(Config) for key in msgspec.structs.fields(s.type)}
    assert shown == known
    lines = text.splitlines()
    for number, line in enumerate(lines):
        if re.match(r"\w+ =", line):
            assert lines[number - 1].startswith("# "), f"no word about {line}"


def test_the_environment_wins_over_the_file_and_is_read_in_the_right_type(tmp_path: Path) -> None:
    path = written(tmp_path, '[storage]\nbackups_kept = 3\n[log]\nformat = "json"\n')
    config = load(path, {"SHAMASH_STORAGE__BACKUPS_KEPT": "9", "PATH": "/bin"})
    assert (config.storage.backups_kept, config.log.format) == (9, "json")


def test_other_tools_may_use_names_that_begin_like_ours() -> None:
    assert load(None, {"SHAMASH_OPENAPI": "openapi.json"}) == Config()


def test_calendars_have_an_address_where_they_are_served_and_said_to_be_reached() -> None:
    reached = {"SHAMASH_WEB__PUBLIC_URL": "https://shamash.example.org/"}
    assert load(None, {"SHAMASH_WEB__PORT": "8080"}).web.feeds_at == ""
    assert load(None, reached).web.feeds_at == ""
    assert load(None, reached | {"SHAMASH_WEB__PORT": "8080"}).web.feeds_at == "https://shamash.example.org"


def test_a_trailing_slash_in_the_api_address_does_no_harm() -> None:
    assert load(None, {"SHAMASH_DISCORD__API_URL": "http://localhost:8080/api/v10/"}).discord.api_url.endswith("/v10")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("[discord]\ntokn = 'x'\n", ["discord.tokn", "config.toml", "did you mean token?"]),
        ("[dscord]\ntoken = 'x'\n", ["dscord", "config.toml"]),
        ("[weather]\n", ["[weather]", "it knows discord, storage, log, health, web, privacy."]),
        ("token = 'x'\n", ["token", "outside a section"]),
        ("[storage]\nbackups_kept = 0\n", ["storage.backups_kept", "whole number", "not 0"]),
        ("[storage]\nbackups_kept = '3'\n", ["storage.backups_kept", "whole number", 'not "3"']),
        ("[storage]\nbackups = 3\n", ["storage.backups", "text in quotes", "not 3"]),
        ("[log]\nformat = 'xml'\n", ["log.format", '"console" or "json"', 'not "xml"']),
        ("[discord]\napi_url = 'discord.com'\n", ["discord.api_url", "https://"]),
        ("[privacy]\nbackup_days = 0.5\n", ["privacy.backup_days", "whole number of days", "not 0.5"]),
        ("[web]\nport = 70000\n", ["web.port", "from 1 to 65535, or 0 for none", "not 70000"]),
        ("[web]\npublic_url = 'shamash.example.org'\n", ["web.public_url", "https://"]),
        ("[storage\n", ["config.toml", "not valid TOML", "line 1"]),
    ],
)
def test_a_setting_that_cannot_be_used_is_refused_by_name(tmp_path: Path, text: str, words: list[str]) -> None:
    sentence = refusal(written(tmp_path, text))
    for word in words:
        assert word in sentence
    assert "\n" not in sentence
    assert sentence[-1] in ".?"


@pytest.mark.parametrize("variable", ["SHAMASH_DISCORD__TOKN", "SHAMASH_DISCRD__TOKEN", "SHAMASH_discord__token", "SHAMASH___TOKEN"])
def test_a_variable_that_is_nearly_a_setting_is_refused_by_name(variable: str) -> None:
    assert variable in refusal(None, {variable: "x"})


def test_a_value_from_the_environment_is_refused_with_the_name_of_its_variable() -> None:
    sentence = refusal(None, {"SHAMASH_PRIVACY__BACKUP_DAYS": "soon"})
    assert "SHAMASH_PRIVACY__BACKUP_DAYS" in sentence
    assert '"soon"' in sentence


def test_a_configuration_file_that_is_not_there_is_a_refusal(tmp_path: Path) -> None:
    assert "config.example.toml" in refusal(tmp_path / "nowhere.toml")


def test_a_file_that_is_not_text_is_a_refusal(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    path.write_bytes(b"\xff\xfe\x00")
    assert "UTF-8" in refusal(path)


def test_secrets_are_not_in_what_is_shown(tmp_path: Path) -> None:
    config = Config(discord=Discord(token="sesame"), storage=Storage(url="postgresql://me:sesame@db/shamash"))
    assert "sesame" not in repr(config) + str(config) + f"{config.discord}"
    assert "sesame" not in refusal(written(tmp_path, "[storage]\nurl = 'mysql://me:sesame@db/shamash'\n"))
    assert "sesame" not in refusal(written(tmp_path, "[discord]\ntoken = ['sesame']\n"))


def test_the_token_may_come_from_a_file_of_its_own(tmp_path: Path) -> None:
    (tmp_path / "token").write_text("sesame\n", encoding="utf-8")
    path = written(tmp_path, f"[discord]\ntoken_file = '{tmp_path / 'token'}'\n")
    assert load(path, {}).require_token() == "sesame"
    assert load(None, {"SHAMASH_DISCORD__TOKEN_FILE": str(tmp_path / "token")}).require_token() == "sesame"


def test_a_token_in_the_environment_wins_over_a_token_file_in_the_file(tmp_path: Path) -> None:
    path = written(tmp_path, "[discord]\ntoken_file = 'nowhere'\n")
    assert load(path, {"SHAMASH_DISCORD__TOKEN": "sesame"}).require_token() == "sesame"


def test_a_token_file_in_the_environment_wins_over_a_token_in_the_file(tmp_path: Path) -> None:
    (tmp_path / "token").write_text("new", encoding="utf-8")
    path = written(tmp_path, "[discord]\ntoken = 'old'\n")
    assert load(path, {"SHAMASH_DISCORD__TOKEN_FILE": str(tmp_path / "token")}).require_token() == "new"


def test_a_token_and_a_token_file_in_one_place_are_a_doubt_and_refused(tmp_path: Path) -> None:
    sentence = refusal(written(tmp_path, "[discord]\ntoken = 'sesame'\ntoken_file = 'token'\n"))
    assert "both set" in sentence
    assert "sesame" not in sentence


def test_a_token_file_that_is_missing_or_empty_is_refused(tmp_path: Path) -> None:
    (tmp_path / "empty").write_text("\n", encoding="utf-8")
    assert "cannot be read" in refusal(None, {"SHAMASH_DISCORD__TOKEN_FILE": str(tmp_path / "nowhere")})
    assert "is empty" in refusal(None, {"SHAMASH_DISCORD__TOKEN_FILE": str(tmp_path / "empty")})


def test_a_missing_token_says_the_three_ways_to_give_it() -> None:
    with pytest.raises(ConfigError, match=r"config\.toml.*SHAMASH_DISCORD__TOKEN.*token_file"):
        Config().require_token()
