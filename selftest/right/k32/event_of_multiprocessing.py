"""Right: an Event that both processes share; the child sets it, whatever happened."""

from multiprocessing import Event, Pipe, Process


def run(work, item, writer, done):
    try:
        answer = True, work(item)
    except Exception as error:
        answer = False, str(error)
    done.set()  # before sending: what is too long for the pipe has to be read meanwhile
    writer.send(answer)


def result_of(work, item):
    reader, writer = Pipe(duplex=False)
    done = Event()
    child = Process(target=run, args=(work, item, writer, done))
    child.start()
    done.wait()
    went_well, value = reader.recv()
    child.join()
    if not went_well:
        raise RuntimeError(value)
    return value
