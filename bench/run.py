#!/usr/bin/env python3
"""Runs every benchmark and its peers, one after the other, and prints one table; scripts/bench builds first.

Usage: run.py BUILD_DIR [--quick]   writes BUILD_DIR/bench/results.json, and the plots beside docs/performance.md
--quick: without the table of GPT-3's size and without growth.
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

import goals
import plots
import transformer

SOURCE = Path(__file__).resolve().parent.parent
DEFAULT_TABLE = SOURCE / "assets/words/glove-100d.safetensors"
FULL_TABLE = (Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local/share") /
              "embedscope/words/glove-100d-full.safetensors")
PYTHON = "/usr/bin/python3"  # Debian's: the peers are Debian packages
GROWTH_ROWS = (50_000, 341_000, 1_000_000, 3_000_000)
GROWTH_ROUNDS = 3
GROWTH_WORKS = ("neighbors cosine", "stream the rows once", "slice", "frame in motion: opening scene")
TITLES = {"pca": "PCA, 3 components", "slice": "projection on a new slice", "open glove-text": "open GloVe text",
          "open word2vec-binary": "open word2vec binary", "open safetensors": "open our container"}


def json_lines(command):
    """The objects that a program prints, and the first line that it says on standard error."""
    done = subprocess.run([str(part) for part in command], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
                          check=False)
    if done.returncode != 0:
        sys.exit(f"bench: {command[0]} failed: {done.stderr.strip()}")
    said = done.stderr.strip().splitlines()
    return [json.loads(line) for line in done.stdout.splitlines()], said[0] if said else ""


def timed_process(command):
    """(milliseconds, peak resident bytes) of a process from its start to its end."""
    start = time.perf_counter()
    child = subprocess.Popen([str(part) for part in command], stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode != 0:
        sys.exit(f"bench: {command[0]} failed")
    return (time.perf_counter() - start) * 1e3, usage.ru_maxrss * 1024


def first_picture(program, table, rows, folder):
    """From the start of the process to its end, a picture of the opening scene written; without the colours, which the
    window, too, shows only after its first picture."""
    picture = folder / "first.png"
    command = [program, table, "--headless", "--fresh-settings", "-e", "color none", "-e", f"screenshot {picture} 1280x800"]
    times = []
    for _ in range(8):
        picture.unlink(missing_ok=True)
        times.append(timed_process(command)[0])
        if not picture.exists():
            sys.exit(f"bench: {program} wrote no picture")
    return {"work": "start to first picture", "rows": rows, "ms": statistics.median(times[1:])}


def peak_memory(program, table, rows, dims, folder):
    """The most memory while the table is open, asked, sliced and drawn."""
    _, peak = timed_process([program, table, "--headless", "--fresh-settings", "-e", "neighbors king - man + woman",
                             "-e", "slice random 1", "-e", "neighbors tower", "-e",
                             f"screenshot {folder / 'memory.png'} 1280x800"])
    most = goals.memory_goal(rows * dims * 4)
    return {"work": "peak memory", "rows": rows, "bytes": peak, "goal_bytes": most, "met": peak <= most}


def measure(build, table, folder, others):
    """(ours, peers, about the machine) for one table; `others`: the same table as GloVe text and word2vec binary."""
    ours, _ = json_lines([build / "bench/bench_math", table])
    lines, _ = json_lines([PYTHON, SOURCE / "bench/peers.py", table, *others])
    peers = [line for line in lines if "peer" in line]
    stream = next(line for line in ours if line.get("work") == "stream the rows once")
    peers.append({"work": "slice", "rows": stream["rows"], "peer": "ours, streaming the rows once", "ms": stream["ms"]})
    about = {"missing": [line["missing"] for line in lines if "missing" in line],
             "peers_blas": next((", ".join(line["blas"]) for line in lines if "blas" in line), "none")}
    return ours, peers, about


def measure_words(build, table, folder):
    """A table of words: also its files, its pictures and its memory."""
    others = [folder / "glove.txt", folder / "word2vec.bin"]
    (rows, dims), = json_lines([PYTHON, SOURCE / "bench/tables.py", "others", table, *others])[0]
    ours, peers, about = measure(build, table, folder, others)
    ours += json_lines([build / "bench/bench_open", table, *others])[0]
    frames, about["driver"] = json_lines([build / "bench/bench_frames", table])
    ours += frames
    ours.append(first_picture(build / "embedscope", table, rows, folder))
    ours.append(peak_memory(build / "embedscope", table, rows, dims, folder))
    return ours, peers, about


def measure_wide(build, folder):
    path = folder / "wide.safetensors"
    json_lines([PYTHON, SOURCE / "bench/tables.py", "wide", path, goals.WIDE, 12_288])
    found = measure(build, path, folder, [])
    path.unlink()
    return found


def measure_growth(build):
    """Medians of rounds that go through all sizes: what else the machine does must not fall on one size alone."""
    times, peaks = {}, {}
    for _ in range(GROWTH_ROUNDS):
        for rows in GROWTH_ROWS:
            found = json_lines([build / "bench/bench_math", "--rows", rows])[0]
            found += json_lines([build / "bench/bench_frames", "--synthetic", rows])[0]
            for line in found:
                if "peak_bytes" in line:
                    peaks[rows] = line
                elif line["work"] in GROWTH_WORKS:
                    times.setdefault((line["work"], rows), []).append(line["ms"])
    return [{"work": work, "rows": rows, "ms": statistics.median(all_ms), "rounds_ms": all_ms}
            for (work, rows), all_ms in times.items()] + list(peaks.values())


def joined(ours, peers):
    """Rows of the table: every work with each of its peers, or with none."""
    for one in ours:
        if "ms" not in one:
            continue
        work, rows = one["work"], one["rows"]
        beside = [p for p in peers if (p["work"], p["rows"]) == (work, rows)]
        most = goals.TIMES.get((work, rows))
        for peer in beside or [None]:
            ratio = peer and peer["ms"] / one["ms"]
            goal = goals.ratio_goal(work, rows, peer and peer["peer"])
            met = ratio >= goal if goal else one["ms"] <= most if most else None
            yield {"title": f"{TITLES.get(work, work)}, {rows:,}", "work": work, "rows": rows, "ours_ms": one["ms"],
                   "peer": peer and peer["peer"], "peer_ms": peer and peer["ms"], "ratio": ratio, "goal": goal,
                   "goal_ms": most, "met": met}


def number(value):
    return "-" if value is None else f"{value:.0f}" if value >= 100 else f"{value:.1f}" if value >= 10 else f"{value:.2f}"


def goal_text(row):
    text = f">= {number(row['goal'])}x" if row["goal"] else f"<= {number(row['goal_ms'])} ms" if row["goal_ms"] else "-"
    return text if row["met"] is None else text + (", met" if row["met"] else ", **missed**")


def print_table(rows):
    lines = [("work", "peer", "peer ms", "ours ms", "ratio", "goal")]
    lines += [(r["title"], r["peer"] or "-", number(r["peer_ms"]), number(r["ours_ms"]), number(r["ratio"]), goal_text(r))
              for r in rows]
    widths = [max(len(line[i]) for line in lines) for i in range(6)]
    lines.insert(1, tuple("-" * width for width in widths))
    for line in lines:
        cells = [line[i].rjust(widths[i]) if i in (2, 3, 4) else line[i].ljust(widths[i]) for i in range(6)]
        print("| " + " | ".join(cells) + " |")


def print_others(ours, peers):
    for line in ours:
        if line.get("work") == "peak memory":
            print(f"peak memory, {line['rows']:,} rows: {line['bytes'] / 1e6:.0f} MB, goal <= {line['goal_bytes'] / 1e6:.0f} MB, "
                  + ("met" if line["met"] else "MISSED"))
        if "captured" in line:
            theirs = [f"{p['peer']} {p['captured']:.6f}" for p in peers if p["rows"] == line["rows"] and "captured" in p]
            print(f"variance captured by three components, {line['rows']:,} rows: ours {line['captured']:.6f}, {', '.join(theirs)}")


def print_growth(growth):
    """Each work's time for a row, beside that of the largest table: linear where it stays within 15 %."""
    for work in GROWTH_WORKS:
        lines = sorted((line["rows"], line["ms"]) for line in growth if line.get("work") == work)
        if lines:
            base = lines[-1][1] / lines[-1][0]
            shares = ", ".join(f"{rows:,}: {ms:.2f} ms ({ms / rows / base:.2f})" for rows, ms in lines)
            print(f"growth, {work} (time a row beside that of the largest): {shares}")
    for line in growth:
        if "peak_bytes" in line:
            print(f"growth, memory, {line['rows']:,} rows: {line['peak_bytes'] / line['table_bytes']:.2f} x the rows")


def machine():
    model = [line.split(":")[1].strip() for line in Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
             if line.startswith("model name")]
    return {"processor": model[0] if model else platform.processor(), "cores": os.cpu_count(),
            "system": platform.platform(), "date": datetime.now(timezone.utc).isoformat(timespec="seconds")}


def measure_all(build, folder, quick):
    ours, peers, about = [], [], {"missing": []}
    for table in (DEFAULT_TABLE, FULL_TABLE):
        if not table.exists():
            print(f"bench: {table} is not there: scripts/get-words makes it", file=sys.stderr)
            continue
        found = measure_words(build, table, folder)
        ours, peers, about = ours + found[0], peers + found[1], about | found[2]
    ours += json_lines([build / "bench/bench_columns"])[0]
    if not quick:
        found = measure_wide(build, folder)
        ours, peers, about = ours + found[0], peers + found[1], about | found[2]
    return ours, peers, about


def main():
    build, quick = Path(sys.argv[1]).resolve(), "--quick" in sys.argv
    load = [os.getloadavg()[0]]
    with tempfile.TemporaryDirectory(prefix="embedscope-bench-") as name:
        ours, peers, about = measure_all(build, Path(name), quick)
        growth = [] if quick else measure_growth(build)
        writing = transformer.measure(json_lines, build, Path(name))
    load.append(os.getloadavg()[0])  # what is above 1 or so before is other people's work
    results = list(joined(ours, peers))
    about = machine() | about | {"load": load}
    print_table(results)
    print_others(ours, peers)
    print_growth(growth)
    transformer.print_rows(writing)
    print(f"\nratio = peer / ours: above 1 ours is faster. Medians.\n{about['processor']}, {about['cores']} cores, "
          f"{about.get('driver')}; peers on {about.get('peers_blas')}; load {load[0]:.1f} before and {load[1]:.1f} after the run; "
          f"{about['date']}")
    if about["missing"]:
        print(f"peers not installed: {', '.join(about['missing'])}")
    target = build / "bench/results.json"
    target.write_text(json.dumps({"machine": about, "results": results, "ours": ours, "growth": growth,
                                  "transformer": writing}, indent=1), encoding="utf-8")
    print(f"written to {target}")
    pyplot = plots.load()
    if pyplot and not quick:
        plots.draw_ratios(pyplot, results, SOURCE / "docs/pictures/performance-ratios.svg")
        plots.draw_growth(pyplot, growth, SOURCE / "docs/pictures/performance-growth.svg")
    elif not pyplot:
        print("plots are not drawn: python3-matplotlib is not installed")


main()
