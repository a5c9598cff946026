"""A curriculum made together: topics proposed and chosen by members, arranged over the sessions with hosts, posted, and followed up."""
