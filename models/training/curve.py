"""Draws log.jsonl as curve.png: the VAE's foreground PSNR and the transformer's velocity error over CPU minutes."""
import json
import os
from PIL import Image, ImageDraw
from runner import LOG

WIDTH, HEIGHT, EDGE = 460, 276, 40
COLOURS = ["#c0392b", "#2471a3", "#1e8449", "#b7950b", "#7d3c98", "#566573"]


def series():
    """{panel: {line: [(minutes, value)]}}"""
    panels = {"VAE, held-out 17-frame clips, dB": {}, "transformer, velocity error (EMA)": {}}
    vae, dit = panels.values()
    for entry in map(json.loads, open(LOG)):
        if entry["stage"].startswith("vae"):
            for world in [w for w in ("early", "full", "wide") if w in entry["checks"]]:
                for key in ("psnr", "foreground"):
                    vae.setdefault(f"{world} {key}", []).append((entry["minutes"], entry["checks"][world][key]))
        if entry["stage"].startswith("dit"):
            for key, value in entry["checks"]["velocity"].items():
                dit.setdefault(key, []).append((entry["minutes"], value))
    return panels


def draw_panel(draw, left, title, lines):
    points = [p for line in lines.values() for p in line]
    (x1, y0, y1) = max(p[0] for p in points), min(p[1] for p in points), max(p[1] for p in points)
    place = lambda x, y: (left + EDGE + x / x1 * (WIDTH - 2 * EDGE), HEIGHT - EDGE - (y - y0) / (y1 - y0) * (HEIGHT - 2 * EDGE))
    draw.text((left + EDGE, 8), title, fill="black")
    draw.rectangle([left + EDGE, EDGE, left + WIDTH - EDGE, HEIGHT - EDGE], outline="#bbbbbb")
    for value in (y0, (y0 + y1) / 2, y1):
        draw.text((left + 4, place(0, value)[1] - 6), f"{value:.3g}", fill="black")
    for value in (0, x1 / 2, x1):
        draw.text((place(value, y0)[0] - 8, HEIGHT - EDGE + 2), f"{value:.0f} min", fill="black")
    for i, (name, line) in enumerate(lines.items()):
        draw.line([place(*p) for p in line], fill=COLOURS[i % 6], width=2)
        draw.text((left + EDGE + i % 3 * 130, HEIGHT - 25 + i // 3 * 10), name, fill=COLOURS[i % 6])


if __name__ == "__main__":
    page = Image.new("RGB", (2 * WIDTH, HEIGHT), "white")
    for i, (title, lines) in enumerate(series().items()):
        draw_panel(ImageDraw.Draw(page), i * WIDTH, title, lines)
    page.quantize(64).save(os.path.join(os.path.dirname(LOG), "curve.png"), optimize=True)
