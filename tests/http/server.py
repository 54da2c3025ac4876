"""A server that answers as its path asks, rightly and wrongly. usage: server.py FOLDER [tls]"""
import base64
import http.server
import json
import socketserver
import ssl
import sys
import time


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *_):
        pass

    def say(self, status, body, *headers, size=None, type_="text/plain; charset=utf-8"):
        self.send_response(status)
        for name, value in headers:
            self.send_header(name, value)
        if type_:
            self.send_header("Content-Type", type_)
        self.send_header("Content-Length", str(len(body) if size is None else size))
        self.end_headers()
        self.wfile.write(body)

    def echo(self):
        """What arrived, as JSON."""
        told = {
            "method": self.command,
            "path": self.path,
            "headers": {name.lower(): value for name, value in self.headers.items()},
            "body": self.body.decode("latin-1"),
            "user": base64.b64decode(self.headers.get("Authorization", "Basic ")[6:]).decode(),
        }
        self.say(200, json.dumps(told).encode(), type_="application/json")

    def answer(self):
        what, _, value = self.path[1:].partition("/")
        self.body = self.rfile.read(int(self.headers.get("Content-Length", "0")))
        if what == "status":
            where = [("Location", "https://lain.example/x")] if value.startswith("3") else []
            self.say(int(value), b"isi", *where)
        elif what == "slow":
            time.sleep(float(value))
            self.say(200, b"lambat")
        elif what == "cut":
            self.say(200, b"separuh", size=100)
            self.close_connection = True
        elif what == "nothing":
            self.close_connection = True
        elif what == "noise":
            self.wfile.write(b"\x00\x01 bukan HTTP\r\n\r\n")
            self.close_connection = True
        elif what == "big":
            self.say(200, b"x" * int(value))
        elif what == "endless":
            self.send_response(200)
            self.send_header("Connection", "close")
            self.end_headers()
            while True:
                self.wfile.write(b"x" * 65536)
        elif what == "headers":
            self.say(200, b"", *[("X-%d" % i, "y" * 1000) for i in range(int(value))])
        else:
            self.echo()

    def do_GET(self):
        try:
            self.answer()
        except OSError:
            self.close_connection = True

    do_POST = do_GET


class Server(socketserver.ThreadingMixIn, http.server.HTTPServer):
    daemon_threads = True

    def handle_error(self, *_):
        """A client that goes away is no news."""


server = Server(("127.0.0.1", 0), Handler)
if "tls" in sys.argv[1:]:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain("server.pem", "server.key")
    server.socket = context.wrap_socket(server.socket, server_side=True)
print(server.server_address[1], flush=True)
server.serve_forever()
