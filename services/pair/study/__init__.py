"""What a pair studies in a round, what is heard of it, and what its members keep."""
