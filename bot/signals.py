"""What the operating system asks of the process."""

import asyncio
import signal


class Stop:
    """SIGTERM: once asks for an orderly end, twice ends at once."""

    def __init__(self) -> None:
        self.asked = asyncio.Event()
        loop = asyncio.get_running_loop()
        for name in (signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(name, self._signalled)

    def _signalled(self) -> None:
        if self.asked.is_set():
            raise SystemExit(1)
        self.asked.set()
