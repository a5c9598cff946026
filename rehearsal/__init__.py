"""A local Discord to run the bot on, people played by scripts, and a clock moved by hand."""
