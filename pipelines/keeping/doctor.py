"""A look at the whole of a home, which changes nothing in it."""

from pipelines.home import Home
from pipelines.keeping import guarded, inventory, machine
from pipelines.keeping.databases import databases, written_by
from pipelines.keeping.findings import OK, Finding


def examine(home: Home) -> list[Finding]:
    """A finding of every check that can be made now, in the order of `remedies.csv`.

    While a run writes, or before one ever has, nothing can be said of databases and files.
    """
    lock = machine.lock(home)
    found = [guarded.rights(home), guarded.keys(home), guarded.settings(home), machine.disk(home), lock]
    if lock.state != OK or not home.identified.exists():
        return [*found, machine.versions(None)]
    read = databases(home)
    found += [machine.versions(written_by(home)), read, inventory.record(home), inventory.files(home)]
    # the ledger itself may be what cannot be read
    return [*found, inventory.originals(home), inventory.leftovers(home)] if read.state == OK else found
