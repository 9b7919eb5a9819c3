"""For those who look after the set: each module is a `make` target of the same name."""
