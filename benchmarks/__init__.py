"""What Shamash costs, as ratios against a bare discord.py bot on the same local Discord, in one run."""
