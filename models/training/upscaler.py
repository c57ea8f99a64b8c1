"""4x enlargement: a trainable bicubic base plus a small residual network, both ending in one PixelShuffle."""
import torch
from torch import nn
import torch.nn.functional as F

SCALE = 4


def bicubic_kernel():
    """Weights [48, 3, 5, 5] that interpolate each of the 16 sub-pixels of a pixel from its 5 x 5 neighbours."""
    def cubic(x):
        x = abs(x)
        return 1.5 * x ** 3 - 2.5 * x ** 2 + 1 if x < 1 else (-.5 * x ** 3 + 2.5 * x ** 2 - 4 * x + 2 if x < 2 else 0.0)

    rows = torch.tensor([[cubic(tap - 2 - ((phase + .5) / SCALE - .5)) for tap in range(5)] for phase in range(SCALE)])
    planes = torch.einsum("ay,bx->abyx", rows, rows).reshape(SCALE * SCALE, 5, 5)
    weight = torch.zeros(3, SCALE * SCALE, 3, 5, 5)
    for c in range(3):
        weight[c, :, c] = planes
    return weight.reshape(3 * SCALE * SCALE, 3, 5, 5)


class Upscaler(nn.Module):
    """[B, 3, H, W] in 0..1 to [B, 3, 4H, 4W] in 0..1, each image by itself: equal frames stay equal."""

    def __init__(self, width=48, blocks=4):
        super().__init__()
        self.base = nn.Conv2d(3, 48, 5, bias=False)
        self.base.weight.data = bicubic_kernel()
        self.first = nn.Conv2d(3, width, 5)
        self.blocks = nn.ModuleList(nn.Sequential(nn.Conv2d(width, width, 3, padding=1), nn.PReLU(width), nn.Conv2d(width, width, 3, padding=1))
                                    for _ in range(blocks))
        self.join = nn.Conv2d(width, width, 3, padding=1)
        self.last = nn.Sequential(nn.PReLU(width), nn.Conv2d(width, 48, 3, padding=1))
        nn.init.zeros_(self.last[1].weight)
        nn.init.zeros_(self.last[1].bias)

    def unclamped(self, image):
        padded = F.pad(image, (2, 2, 2, 2), mode="replicate")
        start = self.first(padded)
        x = start
        for block in self.blocks:
            x = x + block(x)
        return F.pixel_shuffle(self.base(padded) + self.last(start + self.join(x)), SCALE)

    def forward(self, image):
        return self.unclamped(image).clamp(0, 1)
