"""The arena runs one call of one answer in a process tree of its own and watches it from outside.

::

    test process          preloaded process      supervisor (one a run)       the answer's tree
    ------------          -----------------      ----------------------       -----------------
    client.Arena ──order──▶ preloaded.serve ─fork─▶ supervisor.supervise ─fork─▶ runner.run ─▶ children
         ▲                        │                    ▲    │ watches /proc            │
         │                        └ ends what a dead   │    │ bounds, ends, reaps      │ probes,
         │                          supervisor left    │    ▼                          ▼ hello, result
         └──────────── Observation ────────────────────┴─── home socket ◀──────────────┘

Nothing of the answer is ever imported left of the last column. What crosses the home socket is
JSON and is believed only as far as the kernel vouches for its sender.

Modules, in the order of the flow: ``limits`` and ``observation`` (nouns), ``client``,
``preloaded``, ``supervisor`` (with ``steering`` for what the test asks, ``callers`` and ``rendezvous``
for what processes say, ``tree``, ``traces``, ``strikes``, ``bounds``, ``deadlock``, ``patience``,
``frames``, ``stacks`` and ``recorder`` for what is seen of them), ``runner`` (with ``confine``,
``instrument``),
``probes`` and ``home``; ``kernel`` reads /proc.

This file stays empty of imports: every Python process of a run passes through it.
"""
