"""The commands that faults.py hinders, each in a folder of its own."""

import os
import re
import shutil
import subprocess

TOP = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
PASSPHRASE = "Rahasia-uji 1"
OLDER = b"%PDF-1.4\nan older file\n"

# Small, so that each of its calls can fail.
TINY = {
    "lakipdf.yaml": "templat: lakip\ntahun: 2020\njudul: Uji\ndata: [data.yaml]\nurutan: [uji]\nbab: {uji: uji.md}\n",
    "data.yaml": "instansi: {nama: Dinas Contoh, singkatan: DC, wilayah: Kota,\n"
                 "  kedudukan: Kota, bidang: percontohan, kepala_daerah: Wali Kota}\n"
                 "kepala: {jabatan: Kepala Dinas, nama: NAMA}\n",
    "uji.md": "# Uji\n\nSebuah paragraf **tebal** dan pertanggungjawaban.\n\n1. satu\n2. *dua*\n",
}


def put(folder, name, content):
    path = os.path.join(folder, name)
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "wb") as file:
        file.write(content if isinstance(content, bytes) else content.encode())


def tiny(folder, more=""):
    for name, content in TINY.items():
        put(folder, name, content + (more if name == "lakipdf.yaml" else ""))


def copy_job(name, folder):
    shutil.copytree(os.path.join(TOP, name), folder, dirs_exist_ok=True)


def run(program, folder, *arguments):
    environment = dict(os.environ, SOURCE_DATE_EPOCH="1795264200", LAKIPDF_PASSPHRASE=PASSPHRASE)
    subprocess.run([program, *arguments], cwd=folder, check=True, env=environment, stdout=subprocess.DEVNULL)


class Case:
    name = ""
    arguments = []
    environment = {}
    status = 0
    most = None   # of each kind of calls; None for all
    again = True  # after it was killed the same command succeeds

    def prepare(self, program, top, folder):
        """Writes into the folder what the command needs."""

    def is_left(self, before, after, now):
        """Whether the files are as they must be after a failure."""
        return now in (before, after)

    def is_same(self, now, after):
        return now == after

    def timeless(self, text):
        """What is printed, but for how long it took."""
        return text

    def may_lie(self, path):
        """Whether a file may be half written when the program was killed."""
        return False


class BuildTiny(Case):
    name = "build-tiny"
    arguments = ["build", "lakipdf.yaml", "-o", "out.pdf"]

    def prepare(self, program, top, folder):
        tiny(folder)
        put(folder, "out.pdf", OLDER)


class BuildTinyXml(Case):
    name = "layout-xml"
    arguments = ["build", "lakipdf.yaml", "-f", "layout", "-o", "out.txt"]

    def prepare(self, program, top, folder):
        tiny(folder)
        run(program, folder, "convert", "data.yaml", "-o", "data.xml")
        put(folder, "lakipdf.yaml", TINY["lakipdf.yaml"].replace("data.yaml", "data.xml"))


class BuildEmbed(BuildTiny):
    name = "build-a3"

    def prepare(self, program, top, folder):
        tiny(folder, "arsip: pdfa-3a\n")
        put(folder, "out.pdf", OLDER)


class BuildSmall(BuildTiny):
    name = "build"
    most = 100

    def prepare(self, program, top, folder):
        copy_job("tests/jobs/dinas-contoh", folder)
        put(folder, "out.pdf", OLDER)


class BuildLarge(BuildTiny):
    name = "build-large"
    most = 25

    def prepare(self, program, top, folder):
        copy_job("tests/jobs/siksa", folder)
        put(folder, "out.pdf", OLDER)


class Check(Case):
    name = "check"
    most = 80
    arguments = ["check", "lakipdf.yaml"]

    def prepare(self, program, top, folder):
        copy_job("tests/jobs/dinas-contoh", folder)


class Calc(Check):
    name = "calc"
    arguments = ["calc", "lakipdf.yaml", "--json"]


class Fields(Case):
    name = "fields"
    most = 80
    arguments = ["fields", "lakip"]


class ToXml(Case):
    name = "to-xml"
    arguments = ["convert", "data.yaml", "-o", "data.xml"]

    def prepare(self, program, top, folder):
        tiny(folder)


class ToYaml(Case):
    name = "to-yaml"
    arguments = ["convert", "data.xml", "-o", "other.yaml"]

    def prepare(self, program, top, folder):
        tiny(folder)
        run(program, folder, "convert", "data.yaml", "-o", "data.xml")


class New(Case):
    name = "new"
    arguments = ["new", "lakip", "baru"]
    again = False

    def may_lie(self, path):
        return path.startswith("baru")


class Extract(Case):
    name = "extract"
    arguments = ["extract", "out.pdf", "isi"]
    again = False

    def prepare(self, program, top, folder):
        tiny(folder, "arsip: pdfa-3a\n")
        run(program, folder, "build", "lakipdf.yaml", "-o", "out.pdf")

    def may_lie(self, path):
        return path.startswith("isi")


def keys(top):
    """A folder of keys and certificates, made once."""
    folder = os.path.join(os.path.dirname(top), "pki")
    if not os.path.exists(os.path.join(folder, "kepala.p12")):
        shutil.rmtree(folder, ignore_errors=True)
        subprocess.run([os.path.join(TOP, "tests/pki.sh"), folder, PASSPHRASE], check=True,
                       stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return folder


class Sign(Case):
    name = "sign"
    most = 400
    environment = {"LAKIPDF_PASSPHRASE": PASSPHRASE}
    arguments = ["sign", "a.pdf", "-o", "b.pdf", "--p12", "kepala.p12", "--invisible", "--signer", "kepala",
                 "--replace-signed"]

    def prepare(self, program, top, folder):
        pki = keys(top)
        for name in ("kepala.p12", "root.pem", "crl.pem"):
            shutil.copy(os.path.join(pki, name), folder)
        tiny(folder)
        run(program, folder, "build", "lakipdf.yaml", "-o", "a.pdf")
        put(folder, "b.pdf", OLDER)


class SignSeen(Sign):
    name = "sign-seen"
    most = 80
    arguments = ["sign", "a.pdf", "-o", "b.pdf", "--p12", "kepala.p12", "--at", "20,20,60x30", "--qr", "uji",
                 "--signer", "kepala", "--replace-signed"]


class Verify(Sign):
    name = "verify"
    arguments = ["verify", "b.pdf", "--trust", "root.pem", "--crl", "crl.pem"]

    def prepare(self, program, top, folder):
        super().prepare(program, top, folder)
        run(program, folder, *Sign.arguments)


class Copies(Case):
    name = "copies"
    most = 60
    again = False
    arguments = ["print", "out.pdf", "--salinan", "-n", "2", "-o", "hasil"]

    def prepare(self, program, top, folder):
        tiny(folder)
        run(program, folder, "build", "lakipdf.yaml", "-o", "out.pdf")
        os.mkdir(os.path.join(folder, "hasil"))

    def may_lie(self, path):
        return path.startswith("hasil")


class Batch(Case):
    name = "batch"
    most = 60
    arguments = ["batch", "a", "b", "-o", "hasil", "--jobs", "1", "--summary", "hasil.json"]

    def prepare(self, program, top, folder):
        for name in ("a", "b"):
            tiny(os.path.join(folder, name))
        put(folder, "hasil/a.pdf", OLDER)

    def is_left(self, before, after, now):
        return all(path in after and (self.may_lie(path) or now[path] in (after[path], before.get(path, b"")))
                   for path in now) and set(now) >= set(before)

    def is_same(self, now, after):
        return set(now) == set(after) and all(self.may_lie(path) or now[path] == after[path] for path in now)

    def timeless(self, text):
        return sorted(re.sub(r"(in )?[0-9]+[.][0-9]+ s|^\[[0-9]+/[0-9]+\]", "", text, flags=re.M).splitlines())

    def may_lie(self, path):
        return path.endswith((".json", ".state"))


# Those that take longest come first.
CASES = [kind() for kind in (Batch, BuildSmall, BuildLarge, BuildEmbed, BuildTiny, Check, BuildTinyXml, Sign, SignSeen,
                             Verify, Copies, Fields, Calc, ToXml, ToYaml, New, Extract)]
