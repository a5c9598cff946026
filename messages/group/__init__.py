"""The group that meets: the dates of its series, its sessions, the texts for its rounds."""
