"""The facts of deliveries: each subject declares what it carries, and it is the same when it comes back from the database."""

import json
from typing import Any, get_args, get_origin, get_type_hints

from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec import convert, to_builtins

from domain.ground.ids import PersonId
from domain.sending.deliveries import Facts, Subject
from domain.sending.facts import CARRIES, OfLeaver, Said, Unreadable
from tests.for_each import for_each

MOST = 2**63 - 1  # of what Discord and the database number
PLAIN = st.dictionaries(st.sampled_from(("text", "rows", "x")), st.none() | st.booleans() | st.text(max_size=9))


def kinds(base: type[Facts] = Facts) -> set[type[Facts]]:
    """All types of facts."""
    return {one for kind in base.__subclasses__() for one in (kind, *kinds(kind))}


def values(hint: Any) -> st.SearchStrategy[Any]:
    """What a field of that type may hold."""
    if hint == dict[str, Any]:
        return PLAIN
    if get_origin(hint) is tuple:
        parts = get_args(hint)
        if parts[-1] is not ...:
            return st.tuples(*map(values, parts))
        return st.lists(values(parts[0]), max_size=3).map(tuple)  # of any length
    parts = [getattr(part, "__supertype__", part) for part in get_args(hint) or (hint,)]
    return st.one_of(*(st.integers(0, MOST) if part is int else st.from_type(part) for part in parts))


def facts_of(kind: type[Facts]) -> st.SearchStrategy[Facts]:
    """Any value of that type, also with fields left at their defaults."""
    fields = {name: values(hint) for name, hint in get_type_hints(kind).items() if name in kind.__struct_fields__}
    needed = kind.__struct_fields__[: len(kind.__struct_fields__) - len(kind.__struct_defaults__)]
    return st.fixed_dictionaries(
        {name: fields[name] for name in needed}, optional={name: fields[name] for name in fields.keys() - set(needed)}
    ).map(lambda given_: kind(**given_))


def test_every_subject_carries_a_type_of_facts_and_each_type_is_carried() -> None:
    assert CARRIES.keys() == set(Subject)
    assert set(CARRIES.values()) == kinds() - {Unreadable}


@for_each(sorted(set(CARRIES.values()), key=lambda kind: kind.__name__))
def test_facts_come_back_from_json_as_they_were(kind: type[Facts]) -> None:
    @settings(max_examples=30)
    @given(facts_of(kind))
    def same(facts: Facts) -> None:
        assert convert(json.loads(json.dumps(to_builtins(facts))), kind) == facts

    same()


def test_a_fact_that_is_left_out_is_not_stored_and_one_that_is_nobody_is() -> None:
    assert to_builtins(Said({"text": "x"})) == {"said": {"text": "x"}}
    assert to_builtins(OfLeaver(PersonId(3))) == {"who": 3, "by": None}
    assert convert({"who": 3}, OfLeaver).by is None, "an earlier version did not store it"
