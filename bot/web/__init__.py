"""The only way out to an address that a user gave."""
