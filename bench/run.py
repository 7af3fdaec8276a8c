#!/usr/bin/env python3
"""Runs every benchmark and its peers, one after the other, and prints one table; scripts/bench builds first.

Usage: run.py BUILD_DIR   writes BUILD_DIR/bench/results.json
"""
import json
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from datetime import datetime, timezone
from pathlib import Path

import transformer

SOURCE = Path(__file__).resolve().parent.parent
DEFAULT_TABLE = SOURCE / "assets/words/glove-100d.safetensors"
FULL_TABLE = (Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local/share") /
              "embedscope/words/glove-100d-full.safetensors")
PYTHON = "/usr/bin/python3"  # Debian's: the peers are Debian packages
TITLES = {"neighbors": "10 neighbours of a - b + c", "pca": "PCA, 3 of 100 components", "slice": "projection on a slice",
          "open safetensors": "open a table, safetensors", "open GloVe text": "open a table, GloVe text"}


def json_lines(command):
    """The objects that a program prints, and the last line that it says on standard error."""
    done = subprocess.run([str(part) for part in command], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
                          check=False)
    if done.returncode != 0:
        sys.exit(f"bench: {command[0]} failed: {done.stderr.strip()}")
    said = done.stderr.strip().splitlines()
    return [json.loads(line) for line in done.stdout.splitlines()], said[-1] if said else ""


def first_picture(program, table, rows, folder):
    """From the start of the process to its end, a picture of the opening scene written."""
    picture = folder / "first.png"
    command = [program, table, "--headless", "--fresh-settings", "-e", f"screenshot {picture} 1280x800"]
    times = []
    for _ in range(8):
        picture.unlink(missing_ok=True)
        start = time.perf_counter()
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        times.append((time.perf_counter() - start) * 1e3)
        if not picture.exists():
            sys.exit(f"bench: {program} wrote no picture")
    return {"work": "start to first picture", "rows": rows, "ms": statistics.median(times[1:])}


def measure(build, table, folder, with_text):
    """(ours, peers, missing packages, driver and BLAS) for one table."""
    text = [folder / "glove.txt"] if with_text else []
    ours, _ = json_lines([build / "bench/bench_math", table, *text])
    frames, driver = json_lines([build / "bench/bench_frames", table])
    start = first_picture(build / "embedscope", table, ours[0]["rows"], folder)
    lines, _ = json_lines([PYTHON, SOURCE / "bench/peers.py", table, *text])
    peers = [line for line in lines if "peer" in line]
    missing = [line["missing"] for line in lines if "missing" in line]
    blas = next((", ".join(line["blas"]) for line in lines if "blas" in line), "none")
    return [start, *frames, *ours], peers, missing, {"driver": driver, "peers_blas": blas}


def joined(ours, peers):
    """Rows of the table: every work with each of its peers, or with none."""
    for one in ours:
        beside = [p for p in peers if (p["work"], p["rows"]) == (one["work"], one["rows"])]
        for peer in beside or [None]:
            yield {"work": one["work"], "rows": one["rows"], "ours_ms": one["ms"], "peer": peer and peer["peer"],
                   "peer_ms": peer and peer["ms"], "ratio": peer and peer["ms"] / one["ms"]}


def number(value):
    return "-" if value is None else f"{value:.0f}" if value >= 100 else f"{value:.1f}" if value >= 10 else f"{value:.2f}"


def print_table(rows):
    lines = [("work", "peer", "peer ms", "ours ms", "ratio")]
    lines += [(f"{TITLES.get(r['work'], r['work'])}, {r['rows']:,} words", r["peer"] or "-", number(r["peer_ms"]),
               number(r["ours_ms"]), number(r["ratio"])) for r in rows]
    widths = [max(len(line[i]) for line in lines) for i in range(5)]
    lines.insert(1, tuple("-" * width for width in widths))
    for line in lines:
        left = [line[i].ljust(widths[i]) for i in (0, 1)]
        right = [line[i].rjust(widths[i]) for i in (2, 3, 4)]
        print("| " + " | ".join(left + right) + " |")


def machine():
    model = [line.split(":")[1].strip() for line in Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
             if line.startswith("model name")]
    return {"processor": model[0] if model else platform.processor(), "cores": os.cpu_count(),
            "system": platform.platform(), "date": datetime.now(timezone.utc).isoformat(timespec="seconds")}


def main():
    build = Path(sys.argv[1]).resolve()
    results, missing, software = [], [], {}
    load = [os.getloadavg()[0]]
    writing = []
    with tempfile.TemporaryDirectory(prefix="embedscope-bench-") as name:
        for table in (DEFAULT_TABLE, FULL_TABLE):
            if not table.exists():
                print(f"bench: {table} is not there: scripts/get-words makes it", file=sys.stderr)
                continue
            ours, peers, missing, software = measure(build, table, Path(name), table == DEFAULT_TABLE)
            results += joined(ours, peers)
        writing = transformer.measure(json_lines, build, Path(name))
    load.append(os.getloadavg()[0])  # what is above 1 or so in it is other people's work
    if not results:
        sys.exit("bench: no table to measure with")
    about = machine() | software | {"load": load}
    print_table(results)
    transformer.print_rows(writing)
    print(f"\nratio = peer / ours: above 1 ours is faster. Medians.\n{about['processor']}, {about['cores']} cores, "
          f"{about['driver']}; peers on {about['peers_blas']}; load {load[0]:.1f} before and {load[1]:.1f} after the run; {about['date']}")
    if missing:
        print(f"peers not installed: {', '.join(missing)}")
    target = build / "bench/results.json"
    target.write_text(json.dumps({"machine": about, "missing": missing, "results": results, "transformer": writing}, indent=1), encoding="utf-8")
    print(f"written to {target}")


main()
