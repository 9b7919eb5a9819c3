"""Memory is not shared. The place in an open file is.

``read_parts(path, parts, ready, deliver)`` reads parts of a file, each in a process of its own. A
part is a pair ``(start, length)``. Its reader goes to ``start``, calls ``ready(start)`` there, then
reads ``length`` bytes and calls ``deliver(start, data)``. ``read_parts`` returns when all readers
have ended.

    read_parts("alphabet.txt", [(20, 3), (4, 2)], print, print)
        prints, in some order:   20   4   20 b'uvw'   4 b'ef'

However long ``ready`` takes, and whatever the others do meanwhile, each gets the bytes of its part.
"""

from multiprocessing import Process


def read_parts(path, parts, ready, deliver):
    readers = [Process(target=read_part, args=(path, *part, ready, deliver)) for part in parts]
    for reader in readers:
        reader.start()
    for reader in readers:
        reader.join()


def read_part(path, start, length, ready, deliver):
    with open(path, "rb") as file:
        file.seek(start)
        ready(start)
        deliver(start, file.read(length))
