"""Stands in for an E-Sign Client Service, versions 1 and 2 (src/bsre/bsre.h says how they behave).

usage: service.py PKI [tls]
The first part of an address' path may name what goes wrong: http://127.0.0.1:PORT/kuota/api/sign/pdf. What arrived
is written to the file `arrived`, without passphrases, a line of JSON for each request.
"""
import base64
import email.parser
import email.policy
import http.server
import json
import os
import socketserver
import ssl
import sys
import time
from urllib.parse import unquote

import signer as pdf_signer

USER, PASSWORD = "esign", "kata-sandi-API"
NIK, EMAIL, PASSPHRASE, CODE = "0803202100007062", "kepala@contoh.go.id", 'Frasa "uji" 1\\', "654321"
PKI = sys.argv[1]
SIGNER = [os.path.join(PKI, name) for name in ("kepala.pem", "kepala.key.pem", "chain.pem")]
FAULTS = {
    "kuota": (400, {"error": "Kuota tanda tangan telah habis", "status_code": 2099}),
    "kedaluwarsa": (400, {"error": "Sertifikat pengguna telah kadaluarsa", "status_code": 2041}),
    "gema": (400, {"error": "Gagal: '%s' '%s'" % (PASSPHRASE, PASSWORD), "status_code": 2000}),
    "spring": (500, {"timestamp": 1, "status": 500, "error": "Internal Server Error", "path": "/api"}),
    "tag": (400, {"error": "tag koordinat tidak ditemukan", "status_code": 2060}),
    "galat200": (200, {"error": "Passphrase anda salah", "status_code": 2031}),
    "kosong": (200, {"time": 12, "file": []}),
    "pesan": (422, {"message": "dokumen ditolak", "success": False}),
}
kept = {}  # signed by version 1, until they are fetched


class Refusal(Exception):
    def __init__(self, status, text, code=None):
        super().__init__(text)
        self.status = status
        self.told = {"error": text}
        if code:
            self.told["status_code"] = code


def whole(fields, name):
    """A number that a form gives."""
    if not fields.get(name, "").isdigit():
        raise Refusal(400, "%s is no whole number" % name, 1001)
    return int(fields[name])


def is_image(data):
    return data[:4] in (b"\x89PNG", b"\xff\xd8\xff\xe0", b"\xff\xd8\xff\xe1", b"\xff\xd8\xff\xdb")


def check_person(nik, passphrase):
    if nik not in (NIK, EMAIL):
        raise Refusal(400, "User tidak terdaftar", 2011)
    if passphrase != PASSPHRASE:
        raise Refusal(400, "Passphrase anda salah", 2031)


def box_one(fields, data):
    """Version 1: corners from below."""
    if "tag_koordinat" in fields:
        if len(fields["tag_koordinat"]) != 1:
            raise Refusal(400, "tag_koordinat must be one character", 1001)
        return 1, [100, 100, 100 + whole(fields, "width"), 100 + whole(fields, "height")]
    return whole(fields, "page"), [whole(fields, name) for name in ("xAxis", "yAxis", "width", "height")]


def box_two(look, data):
    """Version 2: upper left corner from above, and a size."""
    if "tag" in look or "tag_koordinat" in look:
        return 1, [100, 100, 100 + look["width"], 100 + look["height"]]
    pdf = pdf_signer.Pdf(data)
    media = pdf.media(pdf.pages()[look["page"] - 1])
    left = media[0] + look["originX"]
    top = media[3] - look["originY"]
    return look["page"], [left, top - look["height"], left + look["width"], top]


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *_):
        pass

    def say(self, status, body, type_="application/json", headers=(), size=None):
        if isinstance(body, (dict, list)):
            body = json.dumps(body).encode()
        self.send_response(status)
        self.send_header("Content-Type", type_)
        self.send_header("Content-Length", str(len(body) if size is None else size))
        for name, value in headers:
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def note(self, told):
        with open("arrived", "a", encoding="utf-8") as file:
            file.write(json.dumps(told, sort_keys=True) + "\n")

    def form(self):
        """Fields and files of multipart/form-data."""
        head = b"Content-Type: " + self.headers["Content-Type"].encode() + b"\r\n\r\n"
        message = email.parser.BytesParser(policy=email.policy.HTTP).parsebytes(head + self.body)
        fields, files = {}, {}
        for part in message.iter_parts():
            name = part.get_param("name", header="content-disposition")
            data = part.get_payload(decode=True)
            if part.get_filename():
                files[name] = data
            else:
                fields[name] = data.decode()
        return fields, files

    # --- Version 1

    def sign_one(self):
        fields, files = self.form()
        known = {name: value for name, value in fields.items() if name != "passphrase"}
        self.note({"path": self.path, "fields": known, "files": {name: len(data) for name, data in files.items()}})
        check_person(fields.get("nik"), fields.get("passphrase"))
        data = files["file"]
        if fields["tampilan"] == "invisible":
            page, box = 1, [0, 0, 0, 0]
        elif fields["tampilan"] == "visible":
            if fields["image"] == "true" and not is_image(files.get("imageTTD", b"")):
                raise Refusal(400, "imageTTD wajib diisi", 1001)
            if fields["image"] == "false" and not fields.get("linkQR"):
                raise Refusal(400, "linkQR wajib diisi", 1001)
            page, box = box_one(fields, data)
        else:
            raise Refusal(400, "tampilan salah", 1001)
        signed = self.signed(data, page, box, fields.get("reason", ""))
        number = "dok/%d 1" % len(kept)
        kept[number] = signed
        headers = [("id_dokumen", number)]
        if self.fault == "potong":
            self.say(200, signed[:1000], "application/pdf", headers, size=len(signed))
            self.close_connection = True
        elif self.fault == "json":
            told = {"base64_signed_file": base64.b64encode(signed).decode(), "id_dokumen": number}
            self.say(200, json.dumps(told).replace("/", "\\/").encode())
        elif self.fault == "hanya-nomor":
            self.say(200, {"message": "Dokumen berhasil"}, headers=headers)
        else:
            self.say(200, signed, "application/pdf", headers)

    def fetch(self, number):
        self.note({"path": self.path})
        signed = kept.pop(number, None)
        if signed is None:
            raise Refusal(404, "Dokumen tidak ditemukan", 2070)
        self.say(200, signed, "application/pdf")

    # --- Version 2

    def sign_two(self):
        told = json.loads(self.body)
        look, files = told["signatureProperties"][0], told["file"]
        shown = {name: value for name, value in look.items() if name != "imageBase64"}
        names = sorted(set(told) - {"signatureProperties"})
        self.note({"path": self.path, "names": names, "look": shown, "signer": told.get("nik") or told.get("email")})
        if told.get("totp") != CODE or "passphrase" in told:
            check_person(told.get("nik") or told.get("email"), told.get("passphrase"))
        if len(files) != 1 or len(told["signatureProperties"]) != 1:
            raise Refusal(400, "jumlah file salah", 1001)
        data = base64.b64decode(files[0], validate=True)
        if look["tampilan"] == "INVISIBLE":
            page, box = 1, [0, 0, 0, 0]
        elif look["tampilan"] == "VISIBLE" and is_image(base64.b64decode(look["imageBase64"], validate=True)):
            with open("image", "wb") as file:
                file.write(base64.b64decode(look["imageBase64"]))
            page, box = box_two(look, data)
        else:
            raise Refusal(400, "imageBase64 wajib diisi", 1001)
        signed = self.signed(data, page, box, look.get("reason", ""))
        body = json.dumps({"time": 15, "file": [base64.b64encode(signed).decode()]}).encode()
        size = len(body)
        if self.fault == "potong":
            self.close_connection = True
            body = body[:500]
        self.say(200, body, size=size)

    # --- Both

    def signed(self, data, page, box, reason):
        if self.fault == "sama":
            return data
        if self.fault == "rusak":
            return b"%PDF-1.4\nbukan PDF\n"
        if self.fault == "tulis-ulang":
            data = data[:10] + b"#" + data[11:]  # in the comment behind the header: all places stay
        return pdf_signer.sign(data, page, box, reason.encode("ascii", "replace"), SIGNER)

    def status(self, nik):
        self.note({"path": self.path, "signer": nik})
        if self.fault.startswith("status-"):
            self.say(200, {"status": self.fault[7:], "message": "-"})
        elif nik not in (NIK, EMAIL):
            self.say(404, {"status_code": 1110, "status": "NOT_REGISTERED", "message": "User tidak terdaftar"})
        else:
            self.say(200, {"status_code": 1111, "status": "ISSUE", "message": "User terdaftar"})

    def send_code(self):
        told = json.loads(self.body)
        self.note({"path": self.path, "told": told})
        self.say(200, {"success": True, "message": "TOTP berhasil dikirim", "data": None})

    def answer(self):
        first, _, rest = self.path[1:].partition("/")
        self.fault, path = ("", self.path[1:]) if first == "api" else (first, rest)
        self.body = self.rfile.read(int(self.headers.get("Content-Length", "0")))
        wanted = "Basic " + base64.b64encode(("%s:%s" % (USER, PASSWORD)).encode()).decode()
        signs = path.endswith("sign/pdf")
        if self.headers.get("Authorization") != wanted:
            self.say(401, {"timestamp": 1, "status": 401, "error": "Unauthorized", "path": "/" + path})
        elif self.fault in FAULTS and signs:
            self.say(*FAULTS[self.fault])
        elif self.fault == "html":
            self.say(200, b"<html>Router</html>", "text/html; charset=utf-8")
        elif self.fault == "gerbang" and signs:
            self.say(502, b"<html>Bad Gateway</html>", "text/html")
        elif self.fault == "lambat" and signs:
            time.sleep(5)
        elif self.fault == "pindah":
            self.say(302, b"", headers=[("Location", "https://lain.example/")])
        elif self.fault == "bukan" and signs:
            self.say(200, b"bukan PDF", "application/pdf")
        elif self.fault.startswith("tanpa-status") and "status" in path or self.fault.startswith("tanpa-v") and signs:
            self.say(404, {"timestamp": 1, "status": 404, "error": "Not Found", "path": "/" + path})
        else:
            self.route(path)

    def route(self, path):
        if self.command == "POST" and path == "api/sign/pdf":
            self.sign_one()
        elif self.command == "GET" and path.startswith("api/sign/download/"):
            self.fetch(unquote(path[len("api/sign/download/") :]))
        elif self.command == "GET" and path.startswith("api/user/status/"):
            self.status(path[len("api/user/status/") :])
        elif self.command == "POST" and path == "api/v2/sign/pdf":
            self.sign_two()
        elif self.command == "POST" and path == "api/v2/user/check/status":
            told = json.loads(self.body)
            self.status(told.get("nik") or told.get("email"))
        elif self.command == "POST" and path == "api/v2/sign/get/totp":
            self.send_code()
        else:
            self.say(404, b"<html>Not Found</html>", "text/html")

    def do_GET(self):
        try:
            self.answer()
        except Refusal as refusal:
            self.say(refusal.status, refusal.told)
        except OSError:
            self.close_connection = True
        except (KeyError, IndexError, ValueError, TypeError) as error:
            self.say(400, {"error": "Bad Request", "message": "stand-in: %r" % error})

    do_POST = do_GET


class Server(socketserver.ThreadingMixIn, http.server.HTTPServer):
    daemon_threads = True

    def handle_error(self, *_):
        """A client that goes away is no news."""


server = Server(("127.0.0.1", 0), Handler)
if "tls" in sys.argv[2:]:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain("server.pem", "server.key")
    server.socket = context.wrap_socket(server.socket, server_side=True)
print(server.server_address[1], flush=True)
server.serve_forever()
