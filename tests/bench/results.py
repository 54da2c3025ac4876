#!/usr/bin/env python3
"""usage: tests/bench/results.py LAKIPDF TOOLS

After tests/bench/run: times an example, a large calculation, a batch, signing and verifying, prints the figures and writes
them with those of tests/bench/run and counts.py to TOOLS/results.json."""

import json
import os
import re
import shutil
import subprocess
import sys

PASSPHRASE = "Rahasia-uji 1"
JOBS = 200
lakipdf, tools = sys.argv[1:]


def measure(runs, *commands):
    """Median wall and processor seconds and peak MB of each command, run by turns."""
    joined = [word for command in commands for word in ["--", *command]][1:]
    out = subprocess.run([f"{tools}/measure", str(runs), *joined], check=True, capture_output=True, text=True,
                         env={**os.environ, "LAKIPDF_PASSPHRASE": PASSPHRASE}).stdout
    figures = [line.split() for line in out.splitlines() if re.fullmatch(r"\d+ \d+ \d+", line)]
    return [{"seconds": int(wall) / 1e6, "processor_seconds": int(cpu) / 1e6, "peak_mb": round(int(peak) / 1024, 1)}
            for wall, cpu, peak in figures]


def documents():
    """What tests/bench/run has measured."""
    rows = []
    with open(f"{tools}/figures", encoding="ascii") as file:
        for line in file:
            size, *rest = line.split()
            pages, wall, cpu, peak, raw, raw_cpu, _, tagged, tagged_cpu, tagged_peak, plain_size, tagged_size, elements = \
                map(int, rest)
            rows.append({"size": float(size), "pages": pages, "seconds": wall / 1e6, "peak_mb": round(peak / 1024, 1),
                         "to_raw": round(wall / raw, 3), "to_raw_processor": round(cpu / raw_cpu, 3),
                         "tagged_seconds": tagged / 1e6, "tagged_to_raw": round(tagged / raw, 3),
                         "tagged_to_raw_processor": round(tagged_cpu / raw_cpu, 3),
                         "tagged_peak_mb": round(tagged_peak / 1024, 1), "bytes": plain_size,
                         "tagged_bytes": tagged_size, "elements": elements})
    return rows


def example():
    figures, = measure(11, [lakipdf, "build", "examples/lakip-2017/lakipdf.yaml", "-o", f"{tools}/lakip-2017.pdf"])
    print(f"example: {figures['seconds'] * 1e3:.1f} ms, peak {figures['peak_mb']:.1f} MB")
    return figures


def calculation():
    rows = []
    out = subprocess.run([f"{tools}/calculate"], check=True, capture_output=True, text=True).stdout
    for line in out.splitlines():
        count, loading, calculating = map(int, re.findall(r"\d+", line))
        rows.append({"records": count, "loading_seconds": loading / 1e3, "calculating_seconds": calculating / 1e3})
    small, large = (row["loading_seconds"] + row["calculating_seconds"] for row in rows)
    ratio = large / small / rows[1]["records"] * rows[0]["records"]
    print(out + f"  a record of the larger one takes {ratio:.2f} times as long")
    return rows


def batch():
    jobs, out = f"{tools}/jobs", f"{tools}/documents"
    for folder in (jobs, out):
        shutil.rmtree(folder, ignore_errors=True)
    for i in range(JOBS):
        shutil.copytree("templates/iku/awal", f"{jobs}/dinas-{i}")
    command = [lakipdf, "batch", jobs, "-o", out, "--jobs"]
    one, two, few, current, alone = measure(
        3, [*command, "1"], [*command, "2"], [*command, "2", "--shard", "0/10"], [*command, "2", "--resume"],
        [lakipdf, "build", f"{jobs}/dinas-0/lakipdf.yaml", "-o", f"{tools}/alone.pdf"])
    result = {"jobs": JOBS, "one": one, "two": two, "tenth": few, "current": current, "build": alone,
              "speed_up": round(one["seconds"] / two["seconds"], 2)}
    print(f"batch of {JOBS}: {one['seconds']:.2f} s, by two processes {two['seconds']:.2f} s "
          f"(speed-up {result['speed_up']:.2f}, of {os.cpu_count()} processors), up to date "
          f"{current['seconds']:.2f} s; peak {two['peak_mb']:.1f} MB, of a tenth of the jobs {few['peak_mb']:.1f} MB")
    print(f"  processor time of a job: {one['processor_seconds'] / JOBS * 1e3:.1f} ms, by build alone "
          f"{alone['processor_seconds'] * 1e3:.1f} ms")
    return result


def signatures():
    source, signed, key = f"{tools}/lakip-2017.pdf", f"{tools}/signed.pdf", f"{tools}/pki/kepala.p12"
    if not os.path.exists(key):
        subprocess.run(["tests/pki.sh", f"{tools}/pki", PASSPHRASE], check=True, capture_output=True)
    commands = {"sign": [lakipdf, "sign", source, "-o", signed, "--p12", key, "--invisible", "--replace-signed"],
                "verify": [lakipdf, "verify", signed, "--trust", f"{tools}/pki/root.pem"]}
    known = subprocess.run([lakipdf, "--help"], check=True, capture_output=True, text=True).stdout
    result = {}
    for name, command in commands.items():
        if f"\n  {name} " not in known:
            continue
        result[name], = measure(11, command)
        print(f"{name}: {result[name]['seconds'] * 1e3:.1f} ms, peak {result[name]['peak_mb']:.1f} MB")
    return result


results = {"documents": documents(), "example": example(), "calculation": calculation(), "batch": batch(), **signatures()}
if os.path.exists(f"{tools}/counts.json"):
    with open(f"{tools}/counts.json", encoding="ascii") as counts:
        results["instructions"] = json.load(counts)
with open(f"{tools}/results.json", "w", encoding="ascii") as written:
    json.dump(results, written, indent=2)
    written.write("\n")
print(f"results: {tools}/results.json")
