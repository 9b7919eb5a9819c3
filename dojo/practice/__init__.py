"""What helps a learner on: hints, reasons, solutions, a way back, and how far one has come."""
