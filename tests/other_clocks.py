"""Zone data as another release might have it: one zone under the rule of another. Nothing of it is remembered afterwards."""

import gc
import shutil
import zoneinfo
from collections.abc import Generator
from contextlib import contextmanager
from importlib import resources
from pathlib import Path

from domain.ground.times import zone


@contextmanager
def with_the_clocks_of(other: str, name: str, folder: Path) -> Generator[None]:
    """While this lasts, `name` has the rule of `other`, as in a process that was started with such data."""
    with resources.as_file(resources.files("tzdata") / "zoneinfo" / other) as rule:
        planted = folder / "zoneinfo" / name
        planted.parent.mkdir(parents=True)
        shutil.copy(rule, planted)
    try:
        _go_by(folder / "zoneinfo")
        yield
    finally:
        _go_by()


def _go_by(*paths: Path) -> None:
    zoneinfo.reset_tzpath(to=[str(path) for path in paths])
    zoneinfo.ZoneInfo.clear_cache()
    for one in gc.get_objects():
        if type(one) is type(zone) and str(one.__module__).startswith("domain."):
            one.cache_clear()
