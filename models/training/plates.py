"""Painted backgrounds: for every place a few plates of 384 x 768, with half and quarter copies."""
import os
import numpy as np
import torch
from PIL import Image, ImageDraw, ImageFilter
from sprites import CACHE, draw_emoji

HEIGHT, WIDTH, VARIANTS = 384, 768, 10
# colour at the top, at the horizon, ground far, ground near; horizon height as a fraction
PALETTES = {
    "snowy meadow": ((150, 190, 230), (228, 238, 248), (236, 242, 250), (205, 220, 240), .52),
    "forest": ((120, 190, 170), (170, 215, 160), (60, 120, 50), (35, 80, 35), .60),
    "beach": ((70, 170, 240), (190, 230, 250), (245, 220, 150), (235, 195, 110), .62),
    "neon city": ((15, 10, 40), (60, 25, 90), (45, 40, 65), (25, 22, 40), .80),
    "outer space": ((8, 8, 28), (20, 12, 50), (30, 15, 60), (10, 8, 30), 1.0),
    "desert": ((240, 150, 70), (255, 210, 130), (225, 150, 70), (200, 115, 45), .55),
    "mountains": ((110, 160, 220), (200, 220, 240), (110, 150, 80), (80, 120, 60), .65),
    "deep sea": ((40, 150, 200), (15, 90, 160), (20, 70, 120), (60, 90, 110), .85),
    "room": ((235, 215, 190), (235, 215, 190), (160, 105, 60), (125, 80, 45), .70),
    "green meadow": ((90, 170, 245), (190, 225, 250), (120, 200, 80), (80, 165, 55), .55),
}


def gradient(top, bottom, height):
    t = np.linspace(0, 1, max(height, 1))[:, None, None]
    return np.broadcast_to(np.array(top) * (1 - t) + np.array(bottom) * t, (max(height, 1), WIDTH, 3))


def hills(draw, rng, base, height, colour):
    x = np.arange(0, WIDTH + 8, 8)
    y = base - height * (.5 + .5 * np.sin(x / rng.uniform(60, 130) + rng.uniform(0, 6)) * np.cos(x / rng.uniform(150, 300)))
    draw.polygon([(0, HEIGHT), *zip(x.tolist(), y.tolist()), (WIDTH, HEIGHT)], fill=colour)


def paste_emoji(image, rng, emoji, count, size, low, high):
    for _ in range(count):
        n = int(rng.uniform(*size))
        glyph = draw_emoji(emoji, n)
        alpha = glyph[..., 3:]
        rgb = np.where(alpha > 0, glyph[..., :3] / np.maximum(alpha, 1e-3), 0)
        tile = Image.fromarray((np.concatenate([rgb, alpha], -1).clip(0, 1) * 255).astype(np.uint8))
        image.paste(tile, (int(rng.uniform(-n / 2, WIDTH - n / 2)), int(rng.uniform(low, high) - n)), tile)


def trees(draw, rng, base, count, colour, fir):
    for _ in range(count):
        x, h = rng.uniform(0, WIDTH), rng.uniform(70, 150)
        draw.rectangle([x - 6, base - h * .3, x + 6, base + 6], fill=(90, 60, 35))
        if fir:
            for k in range(3):
                top, w = base - h + k * h * .25, h * (.16 + .08 * k)
                draw.polygon([(x, top), (x - w, top + h * .38), (x + w, top + h * .38)], fill=colour)
        else:
            draw.ellipse([x - h * .34, base - h * 1.05, x + h * .34, base - h * .25], fill=colour)


def shade(rng, colour, spread=12):
    return tuple(int(np.clip(c + rng.uniform(-spread, spread), 0, 255)) for c in colour)


def skyline(draw, rng, ground):
    x = -20
    while x < WIDTH:
        w, h = rng.uniform(60, 110), rng.uniform(.35, .8) * HEIGHT
        draw.rectangle([x, ground - h, x + w, ground], fill=shade(rng, (35, 32, 62), 10))
        for wy in np.arange(ground - h + 16, ground - 30, 40):
            for wx in np.arange(x + 12, x + w - 20, 32):
                if rng.random() < .5:
                    draw.rectangle([wx, wy, wx + 16, wy + 22], fill=(255, 220, 120))
        neon = [(255, 40, 160), (40, 230, 255), (170, 60, 255), (80, 255, 120)][rng.integers(4)]
        top = ground - rng.uniform(.15, .8) * h
        draw.rectangle([x + w * .15, top, x + w * .85, top + 18], fill=neon)
        x += w + rng.uniform(4, 24)


def paint(place, seed):
    """One plate of a place as a uint8 array [384, 768, 3]."""
    rng = np.random.default_rng(seed)
    top, horizon, far, near, level = PALETTES[place]
    y = int(HEIGHT * min(level + rng.uniform(-.03, .03), 1))
    rows = np.concatenate([gradient(shade(rng, top), shade(rng, horizon), y), gradient(far, near, HEIGHT - y)])[:HEIGHT]
    image = Image.fromarray(rows.astype(np.uint8))
    draw = ImageDraw.Draw(image)
    if place == "snowy meadow":
        hills(draw, rng, y + 6, 40, shade(rng, (215, 228, 244), 6))
        trees(draw, rng, y + 10, 7, shade(rng, (50, 100, 80)), True)
        hills(draw, rng, y + 40, 22, shade(rng, (240, 245, 252), 4))
    elif place == "forest":
        for depth, colour in ((-6, (75, 140, 70)), (20, (45, 110, 50))):
            trees(draw, rng, y + depth, 12, shade(rng, colour), False)
    elif place == "beach":
        draw.rectangle([0, y - 70, WIDTH, y], fill=shade(rng, (30, 130, 200)))
        sun = rng.uniform(60, WIDTH - 60)
        draw.ellipse([sun - 30, 30, sun + 30, 90], fill=(255, 240, 140))
        paste_emoji(image, rng, "🌴", 3, (120, 190), y + 10, y + 50)
    elif place == "neon city":
        skyline(draw, rng, y)
        image = image.filter(ImageFilter.GaussianBlur(1.2))
    elif place == "outer space":
        for _ in range(70):
            sx, sy, r = rng.uniform(0, WIDTH), rng.uniform(0, HEIGHT), rng.uniform(1.6, 3.6)
            draw.ellipse([sx - r, sy - r, sx + r, sy + r], fill=shade(rng, (230, 230, 240), 25))
        for centre in (rng.uniform(40, 340), rng.uniform(420, 720)):
            r, py = rng.uniform(30, 60), rng.uniform(50, 170)
            draw.ellipse([centre - r, py - r, centre + r, py + r], fill=shade(rng, (170, 110, 150), 60))
    elif place == "desert":
        hills(draw, rng, y + 40, 60, shade(rng, (235, 165, 85)))
        paste_emoji(image, rng, "🌵", 4, (70, 130), y + 30, y + 70)
    elif place == "mountains":
        for _ in range(7):
            x, h, w = rng.uniform(0, WIDTH), rng.uniform(110, 210), rng.uniform(90, 150)
            draw.polygon([(x, y - h), (x - w, y + 8), (x + w, y + 8)], fill=shade(rng, (120, 125, 140)))
            draw.polygon([(x, y - h), (x - w * .25, y - h * .75), (x + w * .25, y - h * .75)], fill=(245, 248, 252))
    elif place == "deep sea":
        for _ in range(60):
            bx, by, r = rng.uniform(0, WIDTH), rng.uniform(0, HEIGHT), rng.uniform(2, 7)
            draw.ellipse([bx - r, by - r, bx + r, by + r], outline=(170, 220, 245), width=2)
        paste_emoji(image, rng, "🌿", 8, (60, 120), HEIGHT - 10, HEIGHT + 10)
    elif place == "room":
        for x in range(int(rng.uniform(0, 60)), WIDTH, 64):
            draw.rectangle([x, 0, x + 20, y], fill=shade(rng, (225, 195, 165), 5))
        for x in (rng.uniform(40, 240), rng.uniform(430, 640)):
            draw.rectangle([x, 70, x + 110, 190], fill=(150, 205, 245), outline=(255, 255, 255), width=9)
    elif place == "green meadow":
        for _ in range(6):
            cx, cy = rng.uniform(0, WIDTH), rng.uniform(30, 120)
            for k in range(3):
                draw.ellipse([cx + 28 * k, cy - 14 * (k == 1), cx + 28 * k + 50, cy + 34], fill=(250, 252, 255))
        for _ in range(90):
            fx, fy = rng.uniform(0, WIDTH), rng.uniform(y + 10, HEIGHT)
            draw.ellipse([fx - 4, fy - 4, fx + 4, fy + 4], fill=[(250, 220, 60), (250, 250, 250), (240, 90, 120)][rng.integers(3)])
    return np.asarray(image)


def load_plates(places):
    """{height: uint8 tensor [place * VARIANTS, 3, height, 2 * height]}."""
    path, key = os.path.join(CACHE, "plates.pt"), [p.word for p in places] + [VARIANTS]
    if os.path.exists(path):
        saved = torch.load(path)
        if saved["key"] == key:
            return saved["plates"]
    painted = [Image.fromarray(paint(p.word, 1000 * i + v)) for i, p in enumerate(places) for v in range(VARIANTS)]
    plates = {h: torch.from_numpy(np.stack([np.asarray(p.resize((2 * h, h), Image.BOX)) for p in painted])).permute(0, 3, 1, 2).contiguous()
              for h in (HEIGHT, HEIGHT // 2, HEIGHT // 4)}
    torch.save({"key": key, "plates": plates}, path)
    return plates
