"""The program behind the katas: it finds them, runs answers in an arena, judges, and reports."""
