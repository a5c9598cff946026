"""The operator's settings: config.toml, each also by environment, all of them checked before anything starts.

A setting that cannot be used is a refusal to start: one sentence that names the key, what is wrong and where it stands.
Secrets (the token, the database's address) appear neither in those sentences nor in any `repr`.
"""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Final, Literal, cast

import msgspec
from msgspec import Meta
from msgspec.structs import FieldInfo

from domain.ground.values import Value

DISCORD: Final = "https://discord.com/api/v10"
PREFIX: Final = "SHAMASH_"

Secret = Annotated[str, Meta(extra={"secret": True})]
HttpUrl = Annotated[str, Meta(pattern=r"\Ahttps?://[^\s/]+(/\S*)?\Z", description="an http:// or https:// address")]
OwnUrl = Annotated[
    str, Meta(pattern=r"\A(https?://[^\s/`]+(/[^\s`]*)?)?\Z", description="an http:// or https:// address, or empty"),
]  # fmt: skip
Port = Annotated[int, Meta(ge=0, le=65535, description="a port from 1 to 65535, or 0 for none")]
StoreUrl = Annotated[
    str,
    Meta(
        pattern=r"\A(sqlite:///\S|postgresql://\S)",
        description="sqlite:///a/file.sqlite or postgresql://user:password@host/database",
        extra={"secret": True},
    ),
]
Days = Annotated[int, Meta(ge=1, le=3650, description="a whole number of days, 1 to 3650")]
Kept = Annotated[int, Meta(ge=1, le=1000, description="a whole number, 1 to 1000")]


class ConfigError(Exception):
    """A setting that cannot be used; its text is one sentence for the operator."""


class Section(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One [section] of the file. Its `repr` shows *** where a secret stands."""

    def __repr__(self) -> str:
        shown = (f"{f.name}={'***' if _is_secret(f) else repr(getattr(self, f.name))}" for f in _fields(type(self)))
        return f"{type(self).__name__}({', '.join(shown)})"


class Discord(Section, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How to reach Discord, and as whom."""

    token: Secret = ""
    token_file: str = ""
    api_url: HttpUrl = DISCORD


class Storage(Section, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Where the data is, and where its backups go. Relative paths start at the working directory."""

    url: StoreUrl = "sqlite:///shamash.sqlite"
    backups: str = "backups"
    backups_kept: Kept = 7


class Log(Section, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What the log looks like."""

    format: Literal["console", "json"] = "console"
    level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = "INFO"


class Health(Section, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Where others read how the bot is."""

    file: str = ""


class Web(Section, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Where others read how the bot is, and calendar programs their calendars; nowhere while there is no port."""

    port: Port = 0
    host: str = "127.0.0.1"
    public_url: OwnUrl = ""

    @property
    def feeds_at(self) -> str:
        """Where people reach the addresses of their calendars; empty where they cannot."""
        return self.public_url if self.port else ""


class Privacy(Section, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How long things are kept, in days."""

    backup_days: Days = 30
    removed_server_days: Days = 30


class Config(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Everything an operator decides."""

    discord: Discord = Discord()
    storage: Storage = Storage()
    log: Log = Log()
    health: Health = Health()
    web: Web = Web()
    privacy: Privacy = Privacy()

    def require_token(self) -> str:
        """The bot's token. Raises ConfigError where none is set: only some commands speak to Discord."""
        if not self.discord.token:
            raise ConfigError(
                "discord.token is missing: set it in config.toml, or SHAMASH_DISCORD__TOKEN in the environment, "
                "or name a file that holds it in discord.token_file."
            )
        if any(letter.isspace() for letter in self.discord.token):
            raise ConfigError("discord.token holds a space or a line break: give the token alone, as Discord's Developer Portal shows it.")
        return self.discord.token


class Given(Value):
    """One value as an operator wrote it: which setting it is for, and where it stands."""

    section: str
    key: str
    value: object
    place: str
    from_environment: bool = False

    @property
    def name(self) -> str:
        """The setting's full name, as documented."""
        return f"{self.section}.{self.key}"


def load(path: Path | None, env: Mapping[str, str]) -> Config:
    """The settings of a file and of the environment, which wins. Raises ConfigError at the first that cannot be used.

    `path` None means defaults and environment alone.
    """
    given = _from_file(path) if path is not None else {}
    given |= _from_environment(env)
    given = _with_token_read(given)
    values: dict[str, dict[str, object]] = {}
    for setting in given.values():
        values.setdefault(setting.section, {})[setting.key] = _checked(setting)
    return msgspec.convert(values, Config)


def _from_file(path: Path) -> dict[str, Given]:
    import tomllib  # a container has its settings in its environment

    try:
        content = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise ConfigError(f"There is no configuration file {path}: copy config.example.toml to it.") from None
    except OSError as problem:
        raise ConfigError(f"{path} cannot be read: {problem.strerror}.") from None
    except UnicodeDecodeError:
        raise ConfigError(f"{path} cannot be read: it is not UTF-8 text.") from None
    except tomllib.TOMLDecodeError as problem:
        raise ConfigError(f"{path} is not valid TOML: {problem}.") from None
    given: dict[str, Given] = {}
    for section, keys in content.items():
        if not isinstance(keys, dict):
            raise ConfigError(f"{section} in {path} stands outside a section: put it under one of {_listed(_SECTIONS)}.")
        for key, value in cast("dict[str, object]", keys).items():
            setting = Given(section, key, value, str(path))
            given[setting.name] = setting
        if section not in _SECTIONS:
            raise ConfigError(f"[{section}] in {path} is not a section of Shamash; {_closest(section, _SECTIONS)}")
    return given


def _from_environment(env: Mapping[str, str]) -> dict[str, Given]:
    """Variables of the form SHAMASH_SECTION__KEY; others that begin with SHAMASH_ belong to other tools."""
    given: dict[str, Given] = {}
    for variable, value in sorted(env.items()):
        if variable.startswith(PREFIX) and "__" in variable:
            section, _, key = variable.removeprefix(PREFIX).lower().partition("__")
            setting = Given(section, key, value, f"the environment variable {variable}", from_environment=True)
            if section not in _SECTIONS or variable != variable.upper():
                raise ConfigError(f"{setting.name}, from {setting.place}, is not a setting of Shamash.")
            given[setting.name] = setting
    return given


def _with_token_read(given: dict[str, Given]) -> dict[str, Given]:
    """The token read from its file, where one is named. The environment wins over the file; both at once is a doubt."""
    token, file = given.get("discord.token"), given.get("discord.token_file")
    if file is None or not file.value:
        return given
    if token is not None and token.value:
        if token.from_environment == file.from_environment:
            raise ConfigError("discord.token and discord.token_file are both set: keep one of them.")
        if token.from_environment:
            return given
    path = Path(str(_checked(file)))
    try:
        read = path.read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError):
        raise ConfigError(f"discord.token_file, in {file.place}, names {path}, which cannot be read.") from None
    if not read:
        raise ConfigError(f"discord.token_file, in {file.place}, names {path}, which is empty.")
    return given | {"discord.token": Given("discord", "token", read, str(path))}


def _checked(setting: Given) -> object:
    """The value with its right type."""
    fields = {field.name: field for field in _fields(_SECTIONS[setting.section])}
    field = fields.get(setting.key)
    if field is None:
        raise ConfigError(f"{setting.name}, in {setting.place}, is not a setting of Shamash; {_closest(setting.key, fields)}")
    value = setting.value.strip() if isinstance(setting.value, str) else setting.value
    if setting.key in {"api_url", "public_url"} and isinstance(value, str):
        value = value.rstrip("/")
    try:
        return msgspec.convert(value, field.type, strict=not setting.from_environment)
    except msgspec.ValidationError:
        found = "" if _is_secret(field) else f", not {json.dumps(value, default=str, ensure_ascii=False)}"
        raise ConfigError(f"{setting.name}, in {setting.place}, must be {_wanted(field)}{found}.") from None


def _wanted(field: FieldInfo) -> str:
    """What a setting takes, in words."""
    kind = msgspec.inspect.type_info(field.type)
    if isinstance(kind, msgspec.inspect.Metadata):
        words = cast("dict[str, str]", kind.extra_json_schema or {})
        if "description" in words:
            return words["description"]
        kind = kind.type
    if isinstance(kind, msgspec.inspect.LiteralType):
        return " or ".join(f'"{value}"' for value in kind.values)
    return "text in quotes"


def _is_secret(field: FieldInfo) -> bool:
    kind = msgspec.inspect.type_info(field.type)
    return isinstance(kind, msgspec.inspect.Metadata) and "secret" in cast("dict[str, object]", kind.extra or {})


def _closest(word: str, known: Mapping[str, object]) -> str:
    """A guess at what was meant, to end a sentence with."""
    import difflib  # only after a slip

    close = difflib.get_close_matches(word, known, n=1)
    return f"did you mean {close[0]}?" if close else f"it knows {_listed(known)}."


def _listed(names: Mapping[str, object]) -> str:
    return ", ".join(names)


def _fields(section: type[Section]) -> tuple[FieldInfo, ...]:
    return msgspec.structs.fields(section)


_SECTIONS: Final[dict[str, type[Section]]] = {field.name: cast("type[Section]", field.type) for field in msgspec.structs.fields(Config)}
