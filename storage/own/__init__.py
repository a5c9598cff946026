"""One's own corner: what a person sees and sets for themselves, and what is kept about them."""
