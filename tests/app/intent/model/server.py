"""A real HTTP server on loopback that speaks the chat completions API, well or badly, as a test tells it."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Behaviour = Callable[["Handler"], None]

ANSWER: dict[str, Any] = {
    "team": "vision",
    "environment": "dev",
    "workload_type": "ml",
    "blueprint": None,
    "region": None,
    "features": ["gpu"],
    "unwanted_features": [],
    "data_volume_gb": None,
    "data_volume_daily": False,
    "users": None,
    "hours_a_month": None,
    "deadline": None,
    "cost_limit_usd": None,
    "additional_requirements": [],
}


class Handler(BaseHTTPRequestHandler):
    """Answers each request by the next behaviour; the last one goes on."""

    server: ModelServer
    protocol_version = "HTTP/1.1"

    def do_POST(self) -> None:
        size = int(self.headers.get("Content-Length", 0))
        self.body = json.loads(self.rfile.read(size))
        headers = {name.lower(): value for name, value in self.headers.items()}
        with self.server.lock:
            self.server.asked.append({"path": self.path, "headers": headers, **self.body})
            behaviours = self.server.behaviours
            behaviour = behaviours.pop(0) if len(behaviours) > 1 else behaviours[0]
        behaviour(self)

    def reply(self, status: int, data: bytes, headers: dict[str, str] | None = None) -> None:
        self.send_response(status)
        for name, value in {"Content-Type": "application/json", **(headers or {})}.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, format: str, *args: object) -> None:
        """Nothing: tests look at `asked`."""


class ModelServer(ThreadingHTTPServer):
    """The server; `asked` holds every request's path, headers and body."""

    def __init__(self, behaviours: list[Behaviour]) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.behaviours = behaviours
        self.asked: list[dict[str, Any]] = []
        self.lock = threading.Lock()
        self.released = threading.Event()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"


@contextmanager
def serving(*behaviours: Behaviour) -> Iterator[ModelServer]:
    """Serve until the block ends."""
    with ModelServer(list(behaviours)) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        try:
            yield server
        finally:
            server.released.set()
            server.shutdown()
            thread.join()


def completion(message: dict[str, Any], finish: str = "stop") -> bytes:
    choice = {"index": 0, "finish_reason": finish, "message": {"role": "assistant", **message}}
    return json.dumps(
        {"id": "x", "object": "chat.completion", "created": 1, "model": "m", "choices": [choice]}
    ).encode()


def says(content: object, finish: str = "stop") -> Behaviour:
    """Answers with a text, or with an object as JSON."""
    text = content if isinstance(content, str) else json.dumps(content)
    return lambda handler: handler.reply(200, completion({"content": text}, finish))


def calls(arguments: object) -> Behaviour:
    """Answers by calling the function it was offered."""

    def behave(handler: Handler) -> None:
        name = handler.body["tools"][0]["function"]["name"]
        call = {"id": "1", "type": "function", "function": {"name": name, "arguments": json.dumps(arguments)}}
        handler.reply(200, completion({"content": None, "tool_calls": [call]}, "tool_calls"))

    return behave


def refuses(text: str) -> Behaviour:
    return lambda handler: handler.reply(200, completion({"content": None, "refusal": text}))


def fails(status: int, message: str = "no", headers: dict[str, str] | None = None) -> Behaviour:
    """Answers with an error."""
    body = json.dumps({"error": {"message": message, "type": "x", "param": None, "code": None}}).encode()
    return lambda handler: handler.reply(status, body, headers)


def hangs(handler: Handler) -> None:
    """Says nothing until the test ends."""
    handler.server.released.wait(30)
    handler.close_connection = True


def cuts(handler: Handler) -> None:
    """Announces more than it sends."""
    handler.send_response(200)
    handler.send_header("Content-Type", "application/json")
    handler.send_header("Content-Length", "1000")
    handler.end_headers()
    handler.wfile.write(b'{"id": ')
    handler.close_connection = True
