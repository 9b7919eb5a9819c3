"""Draws what the processes of one run did: in the terminal, as SVG or HTML, as a trace. Pure."""
