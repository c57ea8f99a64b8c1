"""Sprite atlas cut out of Noto Color Emoji (Apache-2.0 / OFL), premultiplied alpha, three sizes."""
import os
import numpy as np
import torch
from PIL import Image, ImageDraw, ImageFont

FONT = "/usr/share/fonts/truetype/noto/NotoColorEmoji.ttf"
STRIKE = 109  # the font's only bitmap size
SIZES = (40, 72, 144)
CACHE = os.environ.get("REELGRAPH_TRAIN_CACHE", "/opt/train/cache")


def draw_emoji(text, size):
    """One emoji as a size x size RGBA array in 0..1, colour premultiplied, fitted to the square."""
    font = ImageFont.truetype(FONT, STRIKE)
    canvas = Image.new("RGBA", (170, 170))
    ImageDraw.Draw(canvas).text((15, 15), text, font=font, embedded_color=True)
    glyph = np.asarray(canvas.crop(canvas.getbbox()), np.float32) / 255
    glyph[..., :3] *= glyph[..., 3:]
    side = max(glyph.shape[:2])
    square = np.zeros((side, side, 4), np.float32)
    top, left = (side - glyph.shape[0]) // 2, (side - glyph.shape[1]) // 2
    square[top:top + glyph.shape[0], left:left + glyph.shape[1]] = glyph
    inner = size - 2  # one empty pixel all round, so that sampling fades out at the border
    planes = [Image.fromarray(square[..., c]).resize((inner, inner), Image.LANCZOS) for c in range(4)]
    return np.pad(np.stack(planes, -1).clip(0, 1), ((1, 1), (1, 1), (0, 0)))


def load_atlas(subjects):
    """{size: float tensor [K, 4, size, size]} for every subject of the world."""
    key = "".join(s.emoji for s in subjects)
    path = os.path.join(CACHE, "atlas.pt")
    if os.path.exists(path):
        saved = torch.load(path)
        if saved["key"] == key:
            return saved["atlas"]
    atlas = {n: torch.from_numpy(np.stack([draw_emoji(s.emoji, n) for s in subjects])).permute(0, 3, 1, 2).contiguous()
             for n in SIZES}
    os.makedirs(CACHE, exist_ok=True)
    torch.save({"key": key, "atlas": atlas}, path)
    return atlas
