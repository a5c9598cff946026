"""Deliveries and turns: planned, attempted, sent, settled; and the unit in which everything that changes is done."""
