"""A server's place, and how to call it."""

from __future__ import annotations

import json
import shlex
import socket

from personadata.errors import UserError


def require_free(host: str, port: int) -> None:
    """Raise :class:`UserError` when nobody can listen at *host* and *port*; ms-swift would silently take another port."""
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind, protocol) as listener:
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            listener.bind(address)
    except OSError as error:
        raise UserError(
            f"cannot listen at {host}:{port}: {error.strerror or error}", help="give another --port"
        ) from None


def how_to_call(name: str, host: str, port: int) -> str:
    """A request to paste into a shell, for the model *name*."""
    near = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}.get(host, f"[{host}]" if ":" in host else host)  # noqa: S104
    body = json.dumps({"model": name, "messages": [{"role": "user", "content": "你是谁？"}]}, ensure_ascii=False)
    header = "Content-Type: application/json"
    request = shlex.join(["curl", f"http://{near}:{port}/v1/chat/completions", "-H", header, "-d", body])
    return f"ready in half a minute or more; then call it from another terminal, Ctrl-C here ends it:\n  {request}"
