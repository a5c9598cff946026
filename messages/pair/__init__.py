"""Two who study together: matched, asked how it went, understood when they write back."""
