"""Contact sheets: one clip a row, its caption underneath."""
import torch
from PIL import Image, ImageDraw


def strip(video, frames=6):
    """[T, 3, H, W] in 0..1 to one row of evenly chosen frames."""
    chosen = video[torch.linspace(0, len(video) - 1, min(frames, len(video))).round().long()]
    return Image.fromarray((chosen.clamp(0, 1) * 255).round().byte().permute(2, 0, 3, 1).flatten(1, 2).numpy())


def sheet(path, videos, captions=None, frames=6, columns=1, scale=1):
    """Writes a PNG; palette of 256 colours keeps it small."""
    rows = [strip(v, frames) for v in videos]
    rows = [r.resize((r.width * scale, r.height * scale), Image.LANCZOS) for r in rows] if scale > 1 else rows
    label = 14 if captions else 2
    width, height = rows[0].width + 4, rows[0].height + label
    lines = -(-len(rows) // columns)
    page = Image.new("RGB", (width * columns, height * lines), "white")
    for i, row in enumerate(rows):
        x, y = (i % columns) * width, (i // columns) * height
        page.paste(row, (x, y))
        if captions:
            ImageDraw.Draw(page).text((x + 2, y + row.height + 1), captions[i], fill="black")
    page.quantize(256, dither=Image.Dither.NONE).save(path, optimize=True)
