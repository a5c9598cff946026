"""What all cogs share: rendering a message as Discord, the one road for buttons and forms, and the one error surface."""
