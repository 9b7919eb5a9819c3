"""Shows results: on the screen, as JSON, as JUnit. Pure; nothing here changes a verdict."""
