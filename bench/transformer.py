"""The transformer engine beside llama2.c's `run`: both on one thread, one after the other, in several rounds.

The peer is named by $LLAMA2C_RUN, built from github.com/karpathy/llama2.c with
`gcc -O3 -march=native -ffast-math run.c -lm -o run`; the models are in $EMBEDSCOPE_TEST_DATA/llama2c.
"""
import os
import re
import subprocess
from pathlib import Path

ROUNDS = 5
SOURCE = Path(__file__).resolve().parent.parent
DATA = Path(os.environ.get("EMBEDSCOPE_TEST_DATA") or SOURCE.parent / "shared/data") / "llama2c"


def peer_speed(run, model, tokenizer, count):
    """Tokens a second as `run` itself says."""
    done = subprocess.run([run, model, "-z", tokenizer, "-t", "0", "-n", str(count)], capture_output=True, check=True)
    return float(re.search(rb"achieved tok/s: ([\d.]+)", done.stderr).group(1))


def our_speeds(json_lines, build, model, tokenizer):
    """{work: tokens a second}"""
    lines, _ = json_lines([build / "bench/bench_transformer", model, tokenizer])
    return {line["work"]: line["tokens_per_second"] for line in lines}


def measure(json_lines, build, folder):
    """Rows {work, ours, peer, ratio} in tokens a second, the best of ROUNDS on both sides; memory of our process."""
    run = os.environ.get("LLAMA2C_RUN")
    if not run or not DATA.exists():
        return []
    random = folder / "random-15m.bin"
    subprocess.run([build / "bench/bench_transformer", "--random", random], check=True)
    rows = []
    for name, model, tokenizer, count in [("stories260K", DATA / "stories260K.bin", DATA / "tok512.bin", 256),
                                          ("random 15M", random, DATA / "tokenizer.bin", 64)]:
        peers, ours = [], []
        for _ in range(ROUNDS):
            peers.append(peer_speed(run, model, tokenizer, count))
            ours.append(our_speeds(json_lines, build, model, tokenizer))
        for work in ours[0]:
            mine, peer = max(one[work] for one in ours), max(peers)
            rows.append({"work": f"{name}, {work}", "ours": mine, "peer": peer, "ratio": mine / peer})
        lines, _ = json_lines([build / "bench/bench_transformer", "--memory", model, tokenizer])
        rows.append({"work": f"{name}, memory"} | lines[0])
    return rows


def print_rows(rows):
    for row in rows:
        if "ratio" in row:
            print(f"| {row['work']} | llama2.c run {row['peer']:.0f} tokens/s | {row['ours']:.0f} tokens/s | {row['ratio']:.2f} |")
        else:
            beyond = row["peak_mb"] - row["weights_mb"] - row["cache_mb"]
            print(f"| {row['work']} | weights {row['weights_mb']:.1f} MB, KV cache {row['cache_mb']:.1f} MB | "
                  f"peak {row['peak_mb']:.1f} MB | {beyond:.1f} MB beyond |")
