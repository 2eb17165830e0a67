"""One window per database: a second start raises the first window and ends."""

from collections.abc import Callable
from pathlib import Path
from zlib import crc32

from PySide6.QtCore import QLockFile, QObject, QThread

_WAIT_MS = 1000
_TURNS, _PAUSE_MS = 15, 100


class SingleStart(QObject):
    """Holds the lock beside the database for as long as the window lives."""

    def __init__(self, db: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._name = "renwu-taizhang-" + f"{crc32(str(db).encode()):08x}"
        self._lock = QLockFile(str(db) + ".window.lock")
        self._lock.setStaleLockTime(0)
        self._server: QObject | None = None

    def is_first(self) -> bool:
        """True where no other window has this database open. A folder that cannot be written counts as first: the store says why."""
        return self._lock.tryLock(0) or self._lock.error() is not QLockFile.LockError.LockFailedError

    def raise_first(self) -> bool:
        """Ask the first window to come to the front, waiting a little for one that is just starting; False where it does not answer."""
        from PySide6.QtNetwork import QLocalSocket

        for _turn in range(_TURNS):
            socket = QLocalSocket()
            socket.connectToServer(self._name)
            if socket.waitForConnected(_WAIT_MS):
                socket.write(b"raise\n")
                return socket.waitForBytesWritten(_WAIT_MS)
            QThread.msleep(_PAUSE_MS)
        return False

    def listen(self, raised: Callable[[], None]) -> None:
        """From now on call `raised`, and nothing else, whenever somebody starts the program again with this database."""
        from PySide6.QtNetwork import QLocalServer

        if self._server is not None:
            self._server.deleteLater()
        server = QLocalServer(self)
        server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        QLocalServer.removeServer(self._name)

        def come() -> None:
            connection = server.nextPendingConnection()
            connection.disconnected.connect(connection.deleteLater)
            raised()

        server.newConnection.connect(come)
        server.listen(self._name)
        self._server = server

    def release(self) -> None:
        """Let the next start be the first."""
        self._lock.unlock()
