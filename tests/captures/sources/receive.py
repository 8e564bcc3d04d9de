"""Keeps what OTLP/HTTP clients send to port 4318: one file per request, the body as received after its Content-Encoding is undone.

Usage: receive.py FOLDER [--packed]. With `--packed` the Content-Encoding stays.
"""

import gzip
import sys
import zlib
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Lock

SIGNALS = {"/v1/traces": "traces", "/v1/metrics": "metrics", "/v1/logs": "logs"}
UNDO = {"": bytes, "identity": bytes, "gzip": gzip.decompress, "deflate": zlib.decompress}

folder = Path(sys.argv[1])
folder.mkdir(parents=True, exist_ok=True)
counts = dict.fromkeys(SIGNALS.values(), 0)
lock = Lock()


class Receiver(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def body(self):
        if self.headers.get("Transfer-Encoding", "").lower() != "chunked":
            return self.rfile.read(int(self.headers.get("Content-Length", 0)))
        chunks = []
        while size := int(self.rfile.readline().split(b";")[0], 16):
            chunks.append(self.rfile.read(size))
            self.rfile.readline()
        self.rfile.readline()
        return b"".join(chunks)

    def do_POST(self):
        is_packed = "--packed" in sys.argv
        body = self.body()
        if not is_packed:
            body = UNDO[self.headers.get("Content-Encoding", "").lower()](body)
        json = "json" in self.headers.get("Content-Type", "")
        with lock:
            signal = SIGNALS[self.path]
            name = f"{signal}-{counts[signal]}.{'json' if json else 'pb'}{'.gz' if is_packed else ''}"
            counts[signal] += 1
        (folder / name).write_bytes(body)
        answer = b"{}" if json else b""
        self.send_response(200)
        self.send_header("Content-Type", "application/json" if json else "application/x-protobuf")
        self.send_header("Content-Length", str(len(answer)))
        self.end_headers()
        self.wfile.write(answer)

    def log_message(self, format, *args):
        print(self.headers.get("User-Agent"), self.path, self.headers.get("Content-Encoding"), flush=True)


ThreadingHTTPServer(("127.0.0.1", 4318), Receiver).serve_forever()
