"""A time stamp authority over `openssl ts`, right and wrong as its path asks. usage: tsa.py PKI

/good answers as it should; /wrong is for another digest, /old answers an earlier question, /refused says no, /forged has
a bit of its signature turned, /noise is no time stamp, /html is of another type, /large brings ten certificates along."""
import http.server
import os
import socketserver
import subprocess
import sys
import tempfile

pki = sys.argv[1]
folder = tempfile.mkdtemp(dir=".")


def path(name):
    return os.path.join(os.getcwd(), folder, name)


def run(*command):
    subprocess.run(command, cwd=pki, check=True, stderr=subprocess.DEVNULL)


def stamp(query, *options):
    with open(path("query"), "wb") as file:
        file.write(query)
    run("openssl", "ts", "-reply", "-config", path("tsa.cnf"), "-queryfile", path("query"), "-out", path("reply"), *options)
    with open(path("reply"), "rb") as file:
        return file.read()


class Handler(http.server.BaseHTTPRequestHandler):
    earlier = None

    def log_message(self, *_):
        pass

    def answer(self, query, what):
        if what == "wrong":
            with open(path("data"), "wb") as file:
                file.write(b"lain")
            run("openssl", "ts", "-query", "-data", path("data"), "-sha256", "-cert", "-out", path("other"))
            with open(path("other"), "rb") as file:
                return stamp(file.read())
        if what == "old":
            Handler.earlier = Handler.earlier or stamp(query)
            return Handler.earlier
        if what == "refused":
            # status 2, rejection, with a reason in words
            text = "Kuota habis".encode()
            inner = b"\x02\x01\x02\x30" + bytes([len(text) + 2]) + b"\x0c" + bytes([len(text)]) + text
            return b"\x30" + bytes([len(inner) + 2]) + b"\x30" + bytes([len(inner)]) + inner
        if what == "forged":
            reply = bytearray(stamp(query))
            reply[-10] ^= 1
            return bytes(reply)
        if what == "noise":
            return b"bukan stempel waktu"
        if what == "large":
            return stamp(query, "-chain", path("many.pem"))
        return stamp(query)

    def do_POST(self):
        query = self.rfile.read(int(self.headers.get("Content-Length", "0")))
        what = self.path.strip("/")
        right = self.headers.get("Content-Type") == "application/timestamp-query"
        body = self.answer(query, what) if right else b""
        self.send_response(200 if right else 415)
        self.send_header("Content-Type", "text/html" if what == "html" else "application/timestamp-reply")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


# The configuration of the authority, with a serial number of this server's own.
with open(os.path.join(pki, "ca.cnf")) as file:
    text = file.read()
with open(path("tsa.cnf"), "w") as file:
    file.write(text.replace("serial = tsa.serial", "serial = " + path("serial")))
with open(path("serial"), "w") as file:
    file.write("01\n")
with open(path("many.pem"), "w") as file:
    for name in ("inter", "root", "kepala", "sekretaris", "auditor", "gubernur", "tsa", "ocsp", "bukan", "dicabut",
                 "kedaluwarsa", "mendatang"):
        with open(os.path.join(pki, name + ".pem")) as certificate:
            file.write(certificate.read())

server = socketserver.TCPServer(("127.0.0.1", 0), Handler)
print(server.server_address[1], flush=True)
server.serve_forever()
