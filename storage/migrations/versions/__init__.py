"""The database's revisions, each from the one before it. A revision that was released is never changed."""
