"""What the machine does not give, as a sentence: which file, what is wrong, what to do."""

import errno

from bareme.errors import MachineError
from bareme.text.message import Message, say

AGAIN = say("Then run the same command again: it continues where it stopped.")

_FULL = (say("the disk is full"), say("Make room there, or give another folder."))
_QUOTA = (say("your quota is used up"), say("Make room there, or give another folder."))
_RIGHTS = (
    say("this is not permitted"),
    say("Close the program it is open in (Excel?), see to the rights there, or give another folder."),
)
_READ_ONLY = (say("the disk may only be read"), say("Give another folder."))
_FILES = (say("too many files are open"), say("Allow more (“ulimit -n 4096”), or use fewer --workers."))
_HELD = (say("another program holds it"), say("Close it there (Excel?), or wait."))
_FOLDER = (say("a folder stands in its place"), say("Move it away."))
_NO_FOLDER = (say("a file stands where a folder should be"), say("Move it away, or give another folder."))
_SILENT = (say("the disk does not answer as it should"), say("See to the disk or the network drive."))
_MEMORY = (say("memory ran out"), say("Close other programs, raise “ulimit -v”, or use fewer --workers."))
_CLOSED = (say("it is closed: nothing can be shown there"), say("Leave it open, send it to a file, or use --quiet."))

TO_READ = frozenset({errno.EMFILE, errno.ENFILE})
TO_WRITE = TO_READ | {errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.ENOMEM, errno.EIO, errno.ESTALE}
"""What is no matter of one file when it is read or written: the next one would meet it too."""

_TOLD: dict[int, tuple[Message, Message]] = {
    errno.ENOSPC: _FULL,
    errno.EDQUOT: _QUOTA,
    errno.EROFS: _READ_ONLY,
    errno.EACCES: _RIGHTS,
    errno.EPERM: _RIGHTS,
    errno.EMFILE: _FILES,
    errno.ENFILE: _FILES,
    errno.EBUSY: _HELD,
    errno.ETXTBSY: _HELD,
    errno.EFBIG: _QUOTA,
    errno.EISDIR: _FOLDER,
    errno.ENOTDIR: _NO_FOLDER,
    errno.EIO: _SILENT,
    errno.ESTALE: _SILENT,
    errno.ETIMEDOUT: _SILENT,
    errno.ENOMEM: _MEMORY,
    errno.EBADF: _CLOSED,
}


def reason_of(error: OSError, stopping: frozenset[int] = TO_READ) -> str:
    """Why one file, which others can do without, cannot be used.

    Raises:
        OSError: the same one, where it is no matter of this file.
    """
    if error.errno in stopping:
        raise error
    return error.strerror or str(error)


def fault_of(error: OSError | MemoryError) -> MachineError:
    """The error of the operating system as one of ours."""
    if isinstance(error, MemoryError):
        return MachineError(say("memory ran out"), _with_again(_MEMORY[1]))
    other = say("{reason}", reason=error.strerror or str(error) or type(error).__name__)
    reason, advice = _TOLD.get(error.errno or 0, (other, say("See to it.")))
    name = error.filename2 or error.filename
    if name is None or isinstance(name, int):
        return MachineError(reason, _with_again(advice))
    return MachineError(say("{file}: {reason}", file=str(name), reason=reason), _with_again(advice))


def _with_again(advice: Message) -> Message:
    return say("{advice} {more}", advice=advice, more=AGAIN)
