"""A cohort's life from draft to its end: made, copied, ended, members taken out of it."""
