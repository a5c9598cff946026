"""The proof by stories of joining, short: the same code, with a few of them. `make prove` runs it whole."""

from rehearsal.prove.joining import tell_stories


def test_people_who_join_in_any_order_find_the_rules_kept(migrated_url: str) -> None:
    many = migrated_url.startswith("sqlite")
    seen = tell_stories(migrated_url, seed=8, stories=16 if many else 4)
    assert seen["published"] > 0
    assert not many or min(seen["offered out of the line"], seen["lapsed"], seen["called off"]) > 0
