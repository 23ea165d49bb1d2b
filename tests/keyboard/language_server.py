"""A yaml-language-server driven over stdio, as an editor's program drives it (Language Server Protocol 3.17).

It knows the protocol's framing and the six messages an editor needs; it refuses to know what a schema should say.
"""

from __future__ import annotations

import json
import queue
import subprocess
import threading
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

#: Seconds after which an answer that has not come will not come.
PATIENCE = 60


class LanguageServer:
    """One running server for one folder; `settings` is what its editor has under `yaml`. A context manager."""

    def __init__(self, command: Sequence[str], root: Path, settings: Mapping[str, Any]) -> None:
        self._root = root
        self._settings = settings
        self._process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, cwd=root
        )
        self._asked = False
        self._last = 0
        self._answers: dict[int, Any] = {}
        self._news: queue.Queue[dict[str, Any] | None] = queue.Queue()
        self._findings: dict[str, list[dict[str, Any]]] = {}
        self._told = 0
        self._versions: dict[str, int] = {}
        self._reader = threading.Thread(target=self._listen, daemon=True)

    def __enter__(self) -> LanguageServer:
        self._reader.start()
        folder = {"uri": self._root.as_uri(), "name": self._root.name}
        capabilities = {
            "workspace": {"configuration": True, "workspaceFolders": True},
            "textDocument": {
                "completion": {"completionItem": {"snippetSupport": True, "documentationFormat": ["markdown"]}},
                "hover": {"contentFormat": ["markdown"]},
                "publishDiagnostics": {"versionSupport": True},
            },
        }
        self.ask(
            "initialize",
            {"processId": None, "rootUri": folder["uri"], "workspaceFolders": [folder], "capabilities": capabilities},
        )
        self._tell("initialized", {})
        self._tell("workspace/didChangeConfiguration", {"settings": {"yaml": self._settings}})
        while not self._asked:  # a file opened before the server knows the schemas would be found clean
            self._take()
        self.ask("textDocument/hover", self._at("nothing.yaml", 1, 1))
        return self

    def __exit__(self, *_: object) -> None:
        try:
            self.ask("shutdown", None)
            self._tell("exit", None)
            self._process.wait(PATIENCE)
        finally:
            self._process.kill()
            self._process.wait()
            self._reader.join()
            for pipe in (self._process.stdin, self._process.stdout):
                assert pipe is not None
                pipe.close()

    def open(self, path: str, text: str | None = None) -> None:
        """Show the server a file below the root: as it is on disk, or as `text` while somebody is typing in it.

        Waits for what it finds in it. It does not say to which version of a text its findings belong, and leaves out
        those of a text that changes again at once; so there is one text at a time.
        """
        before = self._told
        uri, shown = self._uri(path), (self._root / path).read_text(encoding="utf-8") if text is None else text
        version = self._versions[uri] = self._versions.get(uri, 0) + 1
        if version == 1:
            document = {"uri": uri, "languageId": "yaml", "version": version, "text": shown}
            self._tell("textDocument/didOpen", {"textDocument": document})
        else:
            change = {"textDocument": {"uri": uri, "version": version}, "contentChanges": [{"text": shown}]}
            self._tell("textDocument/didChange", change)
        while self._told == before:
            self._take()

    def findings(self, path: str) -> list[tuple[int, int, str]]:
        """What the server finds in the text shown last: line and column (from 1), and its sentence; in order."""
        starts = [(each["range"]["start"], each["message"]) for each in self._findings[self._uri(path)]]
        return sorted((start["line"] + 1, start["character"] + 1, said) for start, said in starts)

    def completions(self, path: str, line: int, column: int) -> dict[str, str]:
        """What may be typed before this place (line and column from 1): label -> what is said of it."""
        answer = self.ask("textDocument/completion", self._at(path, line, column))
        items = answer["items"] if isinstance(answer, dict) else answer or []
        return {item["label"]: _words(item.get("documentation")) for item in items}

    def hover(self, path: str, line: int, column: int) -> str:
        """What is shown while the mouse rests on this place (line and column from 1)."""
        answer = self.ask("textDocument/hover", self._at(path, line, column))
        return _words(answer["contents"]) if answer else ""

    def ask(self, method: str, params: Any) -> Any:
        """Send a request and wait for its answer; an error of the server is an AssertionError."""
        self._last += 1
        number = self._last
        self._send({"id": number, "method": method, "params": params})
        while number not in self._answers:
            self._take()
        return self._answers.pop(number)

    def _tell(self, method: str, params: Any) -> None:
        self._send({"method": method, "params": params})

    def _at(self, path: str, line: int, column: int) -> dict[str, Any]:
        return {"textDocument": {"uri": self._uri(path)}, "position": {"line": line - 1, "character": column - 1}}

    def _uri(self, path: str) -> str:
        return (self._root / path).as_uri()

    def _send(self, message: Mapping[str, Any]) -> None:
        content = json.dumps({"jsonrpc": "2.0", **message}).encode()
        assert self._process.stdin is not None
        self._process.stdin.write(b"Content-Length: %d\r\n\r\n" % len(content) + content)
        self._process.stdin.flush()

    def _listen(self) -> None:
        """Put every message of the server into the queue; None when it has gone."""
        stream = self._process.stdout
        assert stream is not None
        while header := stream.readline():
            length = 0
            while header.strip():
                name, _, value = header.partition(b":")
                length = int(value) if name.lower() == b"content-length" else length
                header = stream.readline()
            self._news.put(json.loads(stream.read(length)))
        self._news.put(None)

    def _take(self) -> None:
        """Take one message: an answer of ours, a question to answer, or news."""
        message = self._news.get(timeout=PATIENCE)
        assert message is not None, "the language server has ended"
        if "method" not in message:
            assert "error" not in message, message["error"]
            self._answers[message["id"]] = message["result"]
        elif message["method"] == "workspace/configuration":
            sections = [item.get("section") for item in message["params"]["items"]]
            self._send({"id": message["id"], "result": [self._settings if s == "yaml" else {} for s in sections]})
            self._asked = True
        elif message["method"] == "textDocument/publishDiagnostics":
            self._findings[message["params"]["uri"]] = message["params"]["diagnostics"]
            self._told += 1
        elif "id" in message:
            self._send({"id": message["id"], "result": None})


def _words(contents: Any) -> str:
    """The text of hover contents or documentation, in whichever of the protocol's forms it comes."""
    if isinstance(contents, list):
        return "\n".join(_words(each) for each in contents)
    return contents.get("value", "") if isinstance(contents, dict) else contents or ""
