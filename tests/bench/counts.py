#!/usr/bin/env python3
"""usage: tests/bench/counts.py LAKIPDF TOOLS BASELINE

Counts the instructions of small cases with callgrind and compares them with BASELINE: exits 1 where one has grown by
more than 5 percent. Unlike times they hardly depend on the machine: what libraries choose by the processor is switched
off. Writes TOOLS/counts.json; with UPDATE_REFERENCES set, BASELINE, too. TOOLS holds the built programs of tests/bench."""

import glob
import json
import os
import shutil
import subprocess
import sys

GROWTH = 0.05

# C library, OpenSSL and libjpeg have code for each kind of processor.
PLAIN = {
    "GLIBC_TUNABLES": "glibc.cpu.hwcaps=-AVX512F,-AVX512VL,-AVX512BW,-AVX2,-AVX,-BMI1,-BMI2,-LZCNT,-MOVBE,-RTM,-ERMS,"
                      "-FSRM,-SSE4_2,-SSE4_1,-SSSE3",
    "OPENSSL_ia32cap": "0:0",
    "JSIMD_FORCENONE": "1",
    "LC_ALL": "C",
}
PASSPHRASE = "Rahasia-uji 1"


def run(command, **settings):
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                   env={**os.environ, **settings})


def count(tools, command):
    """Instructions of the command and of the processes that it forks, all on one core: what threads wait for varies."""
    folder = f"{tools}/counts"
    shutil.rmtree(folder, ignore_errors=True)
    os.makedirs(folder)
    try:
        # A process that was forked begins with what its parent has counted.
        run(["valgrind", "--tool=callgrind", "--zero-before=worker_run", f"--callgrind-out-file={folder}/%p",
             *command], **PLAIN, LAKIPDF_PASSPHRASE=PASSPHRASE)
    except subprocess.CalledProcessError as error:
        sys.exit(f"counts: {' '.join(command)} ended with {error.returncode}")
    total = 0
    for name in glob.glob(f"{folder}/*"):
        with open(name, encoding="latin-1") as file:
            total += sum(int(line.split()[1]) for line in file if line.startswith("totals:"))
    return total


def cases(lakipdf, tools):
    """Name and command of each case; what the commands need is made."""
    job = f"{tools}/job-counts"
    run([f"{tools}/generate", "40", "150", job])
    with open(f"{job}/lakipdf.yaml", encoding="utf-8") as file:
        text = file.read()
    with open(f"{job}/arsip.yaml", "w", encoding="utf-8") as file:
        file.write(text.replace("arsip: tidak", "arsip: pdfa-1a").replace("tag: tidak", "tag: ya"))
    jobs = f"{tools}/jobs-counts"
    shutil.rmtree(jobs, ignore_errors=True)
    shutil.rmtree(f"{tools}/counted", ignore_errors=True)
    for i in range(10):
        shutil.copytree("templates/iku/awal", f"{jobs}/dinas-{i}")
    out = f"{tools}/counted.pdf"
    if os.path.exists(out):
        os.remove(out)  # signed, by the run before
    yield "document", [lakipdf, "build", f"{job}/lakipdf.yaml", "-o", out]
    yield "document, tagged PDF/A-1a", [lakipdf, "build", f"{job}/arsip.yaml", "-o", out]
    yield "example", [lakipdf, "build", "examples/lakip-2017/lakipdf.yaml", "-o", out]
    yield "calculation of 10,000 records", [f"{tools}/calculate", "10000"]
    yield "batch of 10 jobs", [lakipdf, "batch", jobs, "-o", f"{tools}/counted", "--jobs", "1"]
    key = f"{tools}/pki/kepala.p12"
    if not os.path.exists(key):
        run(["tests/pki.sh", f"{tools}/pki", PASSPHRASE])
    yield "sign", [lakipdf, "sign", f"{tools}/counted/dinas-0.pdf", "-o", out, "--p12", key, "--invisible",
                  "--replace-signed"]
    commands = subprocess.run([lakipdf, "--help"], check=True, capture_output=True, text=True).stdout
    if "\n  verify " in commands:
        yield "verify", [lakipdf, "verify", out, "--trust", f"{tools}/pki/root.pem"]


def main():
    os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    lakipdf, tools, baseline = sys.argv[1:]
    with open(baseline, encoding="utf-8") as file:
        known = json.load(file)
    counts = {}
    failed = False
    print(f"{'millions of instructions':32} {'baseline':>9} {'now':>9}  growth")
    for name, command in cases(lakipdf, tools):
        counts[name] = count(tools, command)
        before = known.get(name)
        growth = counts[name] / before - 1 if before else 0
        told = f"{before / 1e6:9.1f}" if before else f"{'-':>9}"
        failed = failed or growth > GROWTH
        print(f"{name:32} {told} {counts[name] / 1e6:9.1f} {growth * 100:+6.1f}%"
              f"{'  TOO MUCH' if growth > GROWTH else ''}", flush=True)
    for path in [f"{tools}/counts.json"] + ([baseline] if "UPDATE_REFERENCES" in os.environ else []):
        with open(path, "w", encoding="utf-8") as file:
            json.dump(counts, file, indent=2)
            file.write("\n")
    if failed and "UPDATE_REFERENCES" not in os.environ:
        sys.exit("counts: more than 5% growth; where that is meant, UPDATE_REFERENCES=1 make count writes it down")


main()
