"""Signs a PDF as a service does: a new field behind its end, in a file whose tables are not streams."""
import re
import subprocess
import time

ROOM = 16384  # hexadecimal digits of a signature


class Pdf:
    def __init__(self, data):
        self.data = data
        self.places = {}
        self.start = int(re.findall(rb"startxref\s+(\d+)", data)[-1])
        at = self.start
        self.trailer = None
        while at is not None:
            end = data.index(b"trailer", at)
            self.read_table(data[at:end])
            trailer = data[end : data.index(b"startxref", end)]
            self.trailer = self.trailer or trailer
            previous = re.search(rb"/Prev\s+(\d+)", trailer)
            at = int(previous[1]) if previous else None
        self.root = int(re.search(rb"/Root\s+(\d+)", self.trailer)[1])
        self.size = int(re.search(rb"/Size\s+(\d+)", self.trailer)[1])

    def read_table(self, table):
        words = table.split()[1:]
        while words:
            first, count = int(words[0]), int(words[1])
            for i in range(count):
                at, _, kind = words[2 + 3 * i : 5 + 3 * i]
                if kind == b"n":
                    self.places.setdefault(first + i, int(at))
            words = words[2 + 3 * count :]

    def body(self, number):
        at = self.data.index(b"obj", self.places[number]) + 3
        return self.data[at : self.data.index(b"endobj", at)].strip()

    def pages(self, number=None):
        """The numbers of the page objects, in order."""
        if number is None:
            number = int(re.search(rb"/Pages\s+(\d+)", self.body(self.root))[1])
        kids = re.search(rb"/Kids\s*\[([^]]*)\]", self.body(number))
        if not kids:
            return [number]
        return [page for kid in re.findall(rb"(\d+)\s+\d+\s+R", kids[1]) for page in self.pages(int(kid))]

    def media(self, number):
        while True:
            body = self.body(number)
            box = re.search(rb"/MediaBox\s*\[([^]]*)\]", body)
            if box:
                return [float(side) for side in box[1].split()]
            number = int(re.search(rb"/Parent\s+(\d+)", body)[1])


def insert(body, key, item):
    """The dictionary with one more item in the array under the key, or the key of the object that holds it."""
    array = re.search(rb"/%s\s*\[" % key, body)
    if array:
        return body[: array.end()] + item + b" " + body[array.end() :]
    return body[: body.rindex(b">>")] + b"/%s [%s]" % (key, item) + b">>"


def sign(data, page, box, reason, signer):
    """box: left, bottom, right, top in the page's own coordinates; signer: certificate, key, chain."""
    pdf = Pdf(data)
    value, field = pdf.size, pdf.size + 1
    target = pdf.pages()[page - 1]
    new = {
        value: b"<</Type/Sig/Filter/Adobe.PPKLite/SubFilter/ETSI.CAdES.detached/M(%s)/Reason(%s)"
        b"/ByteRange[0 %s]/Contents<%s>>>"
        % (time.strftime("D:%Y%m%d%H%M%SZ", time.gmtime()).encode(), reason, b"?" * 40, b"0" * ROOM),
        field: b"<</Type/Annot/Subtype/Widget/FT/Sig/T(sig_%d)/F 132/Rect[%s]/P %d 0 R/V %d 0 R>>"
        % (value, b" ".join(b"%.3f" % side for side in box), target, value),
    }
    reference = b"%d 0 R" % field
    page_body = pdf.body(target)
    held = re.search(rb"/Annots\s+(\d+)\s+0\s+R", page_body)
    if held:
        array = int(held[1])
        new[array] = pdf.body(array)[:-1] + b" " + reference + b"]"
    else:
        new[target] = insert(page_body, b"Annots", reference)
    catalog = pdf.body(pdf.root)
    form = re.search(rb"/AcroForm\s+(\d+)\s+0\s+R", catalog)
    if form:
        new[int(form[1])] = insert(pdf.body(int(form[1])), b"Fields", reference)
    elif b"/AcroForm" in catalog:
        new[pdf.root] = insert(catalog, b"Fields", reference)
    else:
        new[pdf.root] = catalog[: catalog.rindex(b">>")] + b"/AcroForm<</SigFlags 3/Fields[%s]>>>>" % reference
    return fill(append(pdf, new), len(data), signer)


def append(pdf, new):
    out = pdf.data if pdf.data.endswith(b"\n") else pdf.data + b"\n"
    places = {}
    for number, body in new.items():
        places[number] = len(out)
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n"
    for number in sorted(places):
        out += b"%d 1\n%010d 00000 n \n" % (number, places[number])
    kept = b"".join(re.findall(rb"/ID\s*\[[^]]*\]|/Info\s+\d+\s+\d+\s+R", pdf.trailer))
    out += b"trailer\n<</Size %d/Root %d 0 R/Prev %d%s>>\nstartxref\n%d\n%%%%EOF\n" % (
        max(pdf.size, max(places) + 1),
        pdf.root,
        pdf.start,
        kept,
        start,
    )
    return out


def fill(out, since, signer):
    """Puts the signature into its gap."""
    gap = out.index(b"/Contents<0", since) + len(b"/Contents")
    behind = gap + ROOM + 2
    covered = b"%d %d %d" % (gap, behind, len(out) - behind)
    out = out.replace(b"?" * 40, covered.ljust(40), 1)
    certificate, key, chain = signer
    made = subprocess.run(
        ["openssl", "cms", "-sign", "-binary", "-cades", "-md", "sha256", "-nosmimecap", "-outform", "DER"]
        + ["-signer", certificate, "-inkey", key, "-certfile", chain],
        input=out[:gap] + out[behind:],
        capture_output=True,
        check=True,
    ).stdout
    return out[: gap + 1] + made.hex().encode().ljust(ROOM, b"0") + out[behind - 1 :]
