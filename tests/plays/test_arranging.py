"""The proof by stories of a curriculum, short: the same code, with a few of them. `make prove` runs it whole."""

from rehearsal.prove.arranging import tell_stories


def test_topics_hosts_and_sessions_in_any_order_keep_the_rules(migrated_url: str) -> None:
    many = migrated_url.startswith("sqlite")
    seen = tell_stories(migrated_url, seed=18, stories=25 if many else 4)
    assert min(seen["proposed"], seen["arranged"], seen["tapped"]) > 0
    assert not many or min(seen[what] for what in ("published", "moved", "called off", "withdrawn", "freed", "left")) > 0
    assert not many or min(seen["told that they host"], seen["told that they do so no more"], seen["posts brought up to date"]) > 0
