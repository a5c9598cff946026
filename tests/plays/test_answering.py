"""The proof by stories of studying, short: the same code, with a few of them. `make prove` runs it whole."""

from rehearsal.prove.answering import tell_stories


def test_partners_who_answer_in_any_order_find_the_rules_kept(migrated_url: str) -> None:
    seen = tell_stories(migrated_url, seed=5787, stories=12 if migrated_url.startswith("sqlite") else 3)
    assert seen["answered"] + seen["wrote"] > 0
