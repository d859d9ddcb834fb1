"""Sends prepared requests as fast as they are answered, and notes how long each took.

One thread waits for all connections at once, so that the load costs little on the processors that the server
needs; what it costs is measured too.
"""

import selectors
import socket
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import count
from statistics import quantiles

END_OF_HEAD = b"\r\n\r\n"
LENGTH = b"content-length: "
CHUNK = 1 << 18
PATIENCE = 60
KEPT = 50
"""Requests that a connection is kept for at least, and less than twice as many."""
_STAGGER = count(step=7)


@dataclass
class Outcome:
    """What came of a load: the seconds that each answer took, and answers that were not what was wanted."""

    seconds: float = 0
    cpu: float = 0
    taken: list[float] = field(default_factory=list)
    unwanted: list[bytes] = field(default_factory=list)

    @property
    def rate(self) -> float:
        """Answers a second."""
        return len(self.taken) / self.seconds

    def after(self, per_cent: int) -> float:
        """Within how many seconds this per cent of the answers came."""
        return quantiles(self.taken, n=100)[per_cent - 1]

    def __str__(self) -> str:
        p50, p95 = (self.after(per_cent) * 1000 for per_cent in (50, 95))
        cost = 100 * self.cpu / self.seconds
        return (
            f"{self.rate:.0f} a second, p50 {p50:.1f} ms, p95 {p95:.1f} ms "
            f"({len(self.taken)} answers; the load itself took {cost:.0f} % of a core)"
        )


def request(method: str, path: str, host: str, headers: dict[str, str], body: bytes = b"") -> bytes:
    """A request, ready to be sent."""
    lines = [f"{method} {path} HTTP/1.1", f"Host: {host}"]
    lines += [f"{name}: {value}" for name, value in headers.items()]
    lines += ["Connection: keep-alive"]
    lines += [f"Content-Length: {len(body)}"] if body else []
    return "\r\n".join([*lines, "", ""]).encode() + body


class _Client:
    """Has one request on its way at a time, on a connection kept for a while, as the documented proxy does.

    A worker that is busy accepts late, so that new connections find the other one.
    """

    def __init__(self, port: int, requests: Iterator[bytes], wanted: bytes) -> None:
        self.socket = socket.socket()
        self._address = ("127.0.0.1", port)
        self._requests = requests
        self._wanted = wanted
        self._sent_at = 0.0
        self._got = b""
        self._left = 0

    def send(self) -> bool:
        """Sends the next request, if there is one."""
        prepared = next(self._requests, None)
        if prepared is None:
            return False
        self._got = b""
        self._sent_at = time.perf_counter()
        if self._left == 0:
            self.socket.close()
            self.socket = socket.create_connection(self._address)
            self._left = KEPT + next(_STAGGER) % KEPT
        self._left -= 1
        self.socket.sendall(prepared)
        return True

    def receive(self, outcome: Outcome) -> bool:
        """Reads what has come; whether the answer is complete, which `outcome` then holds."""
        piece = self.socket.recv(CHUNK)
        if not piece:
            raise ConnectionError(f"The server hung up after {self._got[:500]!r}")
        self._got += piece
        head, found, body = self._got.partition(END_OF_HEAD)
        if not found or len(body) < _length(head):
            return False
        outcome.taken.append(time.perf_counter() - self._sent_at)
        if b" 200 " not in head[:16] or self._wanted not in body:
            outcome.unwanted.append(self._got)
        return True


def _length(head: bytes) -> int:
    after = head.lower().partition(LENGTH)[2]
    return int(after.partition(b"\r\n")[0])


def load(port: int, clients: Sequence[Iterator[bytes]], seconds: float, wanted: bytes) -> Outcome:
    """Keeps every client busy for some seconds, or until one has nothing more to send.

    Each answer is 200 with `wanted` in its body, or is told apart.
    """
    outcome = Outcome()
    with selectors.DefaultSelector() as waiting:
        cpu, start = time.process_time(), time.perf_counter()

        def go_on(client: _Client) -> bool:
            over = time.perf_counter() - start > seconds
            if over or not client.send():
                return False
            waiting.register(client.socket, selectors.EVENT_READ, client)
            return True

        going = all(go_on(_Client(port, requests, wanted)) for requests in clients)
        while waiting.get_map():
            for key, _ in waiting.select(PATIENCE) or _late():
                if key.data.receive(outcome):
                    waiting.unregister(key.fileobj)
                    going = going and go_on(key.data)
                    if not going:
                        key.data.socket.close()
        outcome.seconds = time.perf_counter() - start
        outcome.cpu = time.process_time() - cpu
    return outcome


def _late() -> list[tuple[selectors.SelectorKey, int]]:
    raise TimeoutError(f"The server has not answered for {PATIENCE} seconds.")
