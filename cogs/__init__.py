"""What people press, choose and type: one file for each noun. A cog reads, asks a service, and replies."""
