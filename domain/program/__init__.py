"""One organisation's program: set up, its facilitators and homes, who is on its server, its reports."""
