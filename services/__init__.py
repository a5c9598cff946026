"""What people may do, and what happens by itself: each act is checked for rights, done in one transaction, and answered with a value."""
