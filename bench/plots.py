"""The pictures of docs/performance.md: ratios to the peers, and how times grow with the table."""


def load():
    try:
        import matplotlib
    except ImportError:
        return None
    matplotlib.use("Agg")
    matplotlib.rcParams.update({"svg.hashsalt": "embedscope", "svg.fonttype": "none", "font.size": 9})
    from matplotlib import pyplot
    return pyplot


def save(figure, path):
    figure.tight_layout()
    figure.savefig(path, metadata={"Date": None})


def draw_ratios(pyplot, rows, path):
    """A bar for each peer, as long as the ratio; a tick where the goal is."""
    shown = [row for row in rows if row["ratio"]][::-1]
    figure, axes = pyplot.subplots(figsize=(8, 0.24 * len(shown) + 1))
    axes.barh(range(len(shown)), [row["ratio"] for row in shown],
              color=["#2a9d8f" if row["met"] is not False else "#d1495b" for row in shown])
    for place, row in enumerate(shown):
        if row["goal"]:
            axes.plot([row["goal"]] * 2, [place - 0.45, place + 0.45], color="black", linewidth=1.5)
    axes.axvline(1, color="gray", linewidth=0.8)
    axes.set_yticks(range(len(shown)), [f"{row['title']}: {row['peer']}" for row in shown])
    axes.set_xscale("log")
    axes.set_ylim(-0.8, len(shown) - 0.2)
    axes.xaxis.set_major_formatter("{x:g}")
    axes.set_xlabel("times faster (tick: goal; red: missed)")
    save(figure, path)


def draw_growth(pyplot, growth, path):
    """Milliseconds over rows, and peak memory over the table's own bytes, both on logarithmic axes."""
    works = list(dict.fromkeys(line["work"] for line in growth if "work" in line))
    figure, (times, memory) = pyplot.subplots(1, 2, figsize=(9, 4), width_ratios=(2, 1))
    for work in works:
        lines = sorted((line["rows"], line["ms"]) for line in growth if line.get("work") == work)
        times.plot(*zip(*lines), marker="o", markersize=3, label=work)
    times.set(xscale="log", yscale="log", xlabel="rows x 100 dimensions", ylabel="ms")
    times.legend(fontsize=7)
    peaks = sorted((line["rows"], line["peak_bytes"] / line["table_bytes"]) for line in growth if "peak_bytes" in line)
    memory.plot(*zip(*peaks), marker="o", markersize=3, color="#264653")
    memory.set(xscale="log", xlabel="rows x 100 dimensions", ylabel="peak memory / bytes of the rows", ylim=(0, 3))
    save(figure, path)
