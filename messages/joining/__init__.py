"""How people come into a cohort: windows, applications, standing, selection, the waiting list, the board."""
