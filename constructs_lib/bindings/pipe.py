"""Talks to a kernel of jsii that runs already, and waits for an answer only where it is needed."""

from __future__ import annotations

import atexit
import base64
import json
import subprocess
import sys
import threading
from contextlib import suppress
from typing import IO, Any

import jsii
from jsii._kernel.providers.process import ProcessProvider, _NodeProcess, jdefault
from jsii._kernel.types import Callback, KernelRequest, LoadRequest, LoadResponse
from jsii._stack_trace import capture_stack_trace, is_enabled
from jsii.errors import ErrorType, JavaScriptError, JSIIError


def talk_to(node: subprocess.Popen[bytes]) -> None:
    """Have jsii use this node; to be called before its first package is imported.

    Args:
        node: Runs `kernel.cjs`, with all three of its streams piped.
    """
    jsii.kernel.provider = _Provider(node)


class _Process(_NodeProcess):
    """The node that runs the kernel, and how much of what it has to say is unheard yet."""

    def __init__(self, node: subprocess.Popen[bytes]) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self._process = node
        self._greeted = False
        self._loading = 0
        self.sink_thread = threading.Thread(target=_pass_on, args=(node.stderr,), daemon=True)
        self.sink_thread.start()
        atexit.register(self.stop)

    def stop(self) -> None:
        with suppress(BrokenPipeError):  # Ctrl-C of a terminal ends node, too, and often before us
            super().stop()

    def load_meanwhile(self, request: LoadRequest) -> None:
        """Have a package loaded; that it could not be shows before the next answer."""
        self._ask(request)
        self._loading += 1

    def send(self, request: KernelRequest, response_type: type[Any]) -> Any:
        if not self._greeted:
            self._greeted = True
            self.handshake()
        while self._loading:
            self._loading -= 1
            self._answer(LoadResponse)
        self._ask(request)
        return self._answer(response_type)

    def _ask(self, request: KernelRequest) -> None:
        asked = self._serializer.unstructure(request)
        if is_enabled() and (trace := capture_stack_trace()):
            asked["$jsii.stacktrace"] = trace
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps(asked, default=jdefault).encode() + b"\n")
        self._process.stdin.flush()

    def _answer(self, response_type: type[Any]) -> Any:
        answer = self._next_message()
        if "ok" in answer:
            return self._serializer.structure(answer["ok"], response_type)
        if "callback" in answer:
            return self._serializer.structure(answer["callback"], Callback)
        kind = JSIIError if answer["name"] == ErrorType.JSII_FAULT.value else RuntimeError
        raise kind(answer["error"]) from JavaScriptError(answer.get("stack"))  # type: ignore[no-untyped-call]


class _Provider(ProcessProvider):
    """jsii's way to its kernel, over our node."""

    def __init__(self, node: subprocess.Popen[bytes]) -> None:
        self._node = _Process(node)

    @property
    def _process(self) -> _Process:
        return self._node

    def load(self, request: LoadRequest) -> None:  # type: ignore[override]  # nobody looks at what it returns
        self._node.load_meanwhile(request)


def _pass_on(lines: IO[bytes]) -> None:
    """Print what code in node prints, each where it belongs; what node itself says is no JSON."""
    for line in lines:
        try:
            for name, text in json.loads(line).items():
                getattr(sys, name).buffer.write(base64.b64decode(text))
        except (ValueError, AttributeError):
            sys.stderr.write(line.decode(errors="replace"))
