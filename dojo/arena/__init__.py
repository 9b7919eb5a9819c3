"""The arena runs one call of one answer in a process tree of its own and watches it from outside.

::

    test process        preloaded process     a world of its own, where the kernel grants one
    ------------        -----------------     -----------------------------------------------
                                              supervisor (process 1)      the answer's tree
    client.Arena ─order─▶ preloaded.serve ─fork─▶ supervisor.supervise ─fork─▶ runner.run ─▶ children
         ▲                      │                   ▲    │ watches /proc           │
         │                      └ tells of a        │    │ bounds, ends, reaps     │ probes, hello,
         │                        supervisor that   │    ▼                         ▼ result, rare calls
         └─────── Observation ─── was killed ───────┴─── home socket ◀─────────────┘

Nothing of the answer is ever imported left of the last column. What crosses the home socket is JSON,
is believed only as far as the kernel vouches for its sender, and is checked and bounded.

Modules, in the order of the flow: ``limits`` and ``observation`` (nouns), ``client``, ``preloaded``
(with ``world`` for the namespaces, ``folders`` where there are none), ``supervisor`` (with ``steering``
for what the test asks, ``callers``, ``messages`` and ``rendezvous`` for what processes say, ``notices``
for what the kernel says, ``tree``, ``traces``, ``strikes``, ``bounds``, ``deadlock``, ``wakers`` and
``sockets``, ``patience``, ``frames``, ``stacks`` and ``recorder`` for what is seen of them, ``system``
for what is amiss without them), ``runner`` (with ``confine``, ``streams``, ``instrument``), ``probes``
and ``home``; ``protections`` puts in words what a system grants; ``kernel`` makes system calls and
reads /proc.

This file stays empty of imports: every Python process of a run passes through it.
"""
