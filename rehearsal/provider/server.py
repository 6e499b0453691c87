"""A provider as a plugin process: handshake, gRPC server, end."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import sys
import tempfile
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import grpc

from rehearsal.protocol.messages import CLASSES, WireMessage
from rehearsal.provider.service import METHODS, ProviderService

_PLUGIN_SERVICE = "tfplugin6.Provider"
_CONTROLLER = "plugin.GRPCController"
_MESSAGE_LIMIT = 256 * 1024 * 1024
_PARENT_SECONDS = 1.0
# At once; the call to stop must find room beside as many as can hang.
_CALLS = 64
# A provider's folder is called after its process: lm-4711-x1y2z3/s.
_PREFIX, _SOCKET = "lm-", "s"


def serve(service: ProviderService) -> None:
    """Serve until Terraform says to stop, or is gone."""
    # Before anything that takes time: a Terraform that dies meanwhile is noticed by another process in its place.
    parent = os.getppid()
    # Ctrl-C reaches the whole process group; when to stop is Terraform's decision.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    done = threading.Event()
    signal.signal(signal.SIGTERM, lambda *_: done.set())
    sockets = _socket_folder()
    _sweep(sockets)
    folder = tempfile.mkdtemp(prefix=f"{_PREFIX}{os.getpid()}-", dir=sockets)
    try:
        server = grpc.server(
            ThreadPoolExecutor(max_workers=_CALLS),
            options=[
                ("grpc.max_receive_message_length", _MESSAGE_LIMIT),
                ("grpc.max_send_message_length", _MESSAGE_LIMIT),
            ],
        )
        server.add_generic_rpc_handlers((_provider_handlers(service), _controller_handlers(done)))
        path = Path(folder, _SOCKET)
        server.add_insecure_port(f"unix:{path}")
        server.start()
        sys.stdout.write(f"1|6|unix|{path}|grpc|\n")
        sys.stdout.flush()
        _wait(done, parent)
        service.stop()
        server.stop(0.2).wait()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _sweep(sockets: str) -> None:
    """Remove what providers that were killed have left: their process is gone and nobody answers."""
    for folder in Path(sockets).glob(f"{_PREFIX}*-*"):
        pid = folder.name.removeprefix(_PREFIX).partition("-")[0]
        if pid.isdecimal() and not _alive(int(pid)) and not _answers(folder / _SOCKET):
            shutil.rmtree(folder, ignore_errors=True)


def _alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True


def _answers(path: Path) -> bool:
    with socket.socket(socket.AF_UNIX) as client:
        return client.connect_ex(str(path)) == 0


def _socket_folder() -> str:
    """Socket paths are short (108 bytes, 104 on macOS): a deep temporary folder will not do."""
    asked = os.environ.get("PLUGIN_UNIX_SOCKET_DIR") or tempfile.gettempdir()
    return asked if len(asked) < 80 else "/tmp"


def _wait(done: threading.Event, parent: int) -> None:
    while not done.wait(_PARENT_SECONDS):
        if os.getppid() != parent:
            return


def _provider_handlers(service: ProviderService) -> grpc.GenericRpcHandler:
    def handler(method: str) -> grpc.RpcMethodHandler:
        return grpc.unary_unary_rpc_method_handler(
            lambda request, _context: service.answer(method, request),
            request_deserializer=CLASSES[f"{method}Request"].FromString,
            response_serializer=_serialize,
        )

    return grpc.method_handlers_generic_handler(_PLUGIN_SERVICE, {method: handler(method) for method in METHODS})


def _controller_handlers(done: threading.Event) -> grpc.GenericRpcHandler:
    def shutdown(_request: WireMessage, _context: grpc.ServicerContext) -> WireMessage:
        # The answer goes out first.
        threading.Timer(0.01, done.set).start()
        return CLASSES["Empty"]()

    handler = grpc.unary_unary_rpc_method_handler(
        shutdown, request_deserializer=CLASSES["Empty"].FromString, response_serializer=_serialize
    )
    return grpc.method_handlers_generic_handler(_CONTROLLER, {"Shutdown": handler})


def _serialize(message: WireMessage) -> bytes:
    data = message.SerializeToString()
    assert isinstance(data, bytes)
    return data
