"""The long proofs: the bot is killed at any instant, and driven by people who mean it no good."""
