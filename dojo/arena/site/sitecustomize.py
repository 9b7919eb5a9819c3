"""Imported by every Python process that a run starts by exec, before anything of the answer."""

import os

if "DOJO_RUN" in os.environ:
    from dojo.arena import instrument

    instrument.install(os.environ["DOJO_RUN"])
    instrument.tell(b'["hello", "exec"]')
