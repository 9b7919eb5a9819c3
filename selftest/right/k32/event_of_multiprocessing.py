"""Right: an Event that both processes share; the child sets it, whatever happened."""

from multiprocessing import Event, Pipe, Process


def run(work, item, writer, done):
    try:
        writer.send((True, work(item)))
    except Exception as error:
        writer.send((False, str(error)))
    finally:
        done.set()


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
