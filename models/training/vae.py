"""Causal video autoencoder built from Conv2D only: 8x in space, 4x in time, frame 0 is a latent of its own.

Tensors are [B, T, C, H, W] between blocks; spatial mixing is a 2-D convolution over B*T images, temporal
mixing is a 1x1 convolution over the frames t-2, t-1, t stacked on the channel axis (the past of frame 0 is
frame 0). So T frames of 4k+1 become k+1 latents and a prefix encodes and decodes to exactly the same values.
"""
import torch
from torch import nn
import torch.nn.functional as F

Z = 16


def per_frame(module, x):
    b, t = x.shape[:2]
    y = module(x.flatten(0, 1))
    return y.view(b, t, *y.shape[1:])


def stack_past(x, stride=1):
    """Frames t-2, t-1, t on the channel axis, at every stride-th t."""
    first = x[:, :1]
    padded = torch.cat([first, first, x], 1)
    t = x.shape[1]
    return torch.cat([padded[:, 0:t:stride], padded[:, 1:t + 1:stride], padded[:, 2:t + 2:stride]], 2)


class Rms(nn.Module):
    def __init__(self, channels):
        super().__init__()
        self.gain = nn.Parameter(torch.ones(channels, 1, 1))

    def forward(self, x):
        return x / torch.sqrt(x.pow(2).mean(1, keepdim=True) + 1e-6) * self.gain


class Res(nn.Module):
    def __init__(self, c, convs=1):
        super().__init__()
        layers = []
        for _ in range(convs):
            layers += [Rms(c), nn.SiLU(), nn.Conv2d(c, c, 3, padding=1)]
        self.body = nn.Sequential(*layers, Rms(c), nn.SiLU())
        self.mix = nn.Conv2d(3 * c, c, 1)
        nn.init.zeros_(self.mix.weight)
        nn.init.zeros_(self.mix.bias)

    def forward(self, x):
        return x + per_frame(self.mix, stack_past(per_frame(self.body, x)))


class TimeDown(nn.Module):
    def __init__(self, c):
        super().__init__()
        self.mix = nn.Conv2d(3 * c, c, 1)

    def forward(self, x):
        return per_frame(self.mix, stack_past(x, 2))


class TimeUp(nn.Module):
    def __init__(self, c):
        super().__init__()
        self.split = nn.Conv2d(c, 2 * c, 1)

    def forward(self, x):
        b, t, c, h, w = x.shape
        return per_frame(self.split, x).reshape(b, 2 * t, c, h, w)[:, 1:]


class Each(nn.Module):
    """A per-frame module as a layer of the 5-D chain."""

    def __init__(self, *modules):
        super().__init__()
        self.body = nn.Sequential(*modules)

    def forward(self, x):
        return per_frame(self.body, x)


class DepthToSpace(nn.Module):
    """ONNX DepthToSpace in CRD order = PixelShuffle."""

    def __init__(self, factor):
        super().__init__()
        self.factor = factor

    def forward(self, x):
        return F.pixel_shuffle(x, self.factor)


class Encoder(nn.Module):
    def __init__(self, c1=64, c2=128):
        super().__init__()
        self.body = nn.Sequential(
            Each(nn.Conv2d(3, c1, 8, stride=4, padding=2)), Res(c1), Res(c1), TimeDown(c1), Res(c1), TimeDown(c1),
            Each(nn.Conv2d(c1, c2, 3, stride=2, padding=1)), Res(c2, 2), Res(c2, 2),
            Each(Rms(c2), nn.SiLU(), nn.Conv2d(c2, 2 * Z, 3, padding=1)))

    def forward(self, video):
        """[B, T, 3, H, W] in -1..1 to mean and log-variance, each [B, T', 16, H/8, W/8]."""
        mean, logvar = self.body(video).chunk(2, 2)
        return mean, logvar.clamp(-12, 4)


class Decoder(nn.Module):
    def __init__(self, c1=64, c2=128):
        super().__init__()
        self.body = nn.Sequential(
            Each(nn.Conv2d(Z, c2, 3, padding=1)), Res(c2, 2), Res(c2, 2), TimeUp(c2),
            Each(nn.Conv2d(c2, 4 * c1, 3, padding=1), DepthToSpace(2)), Res(c1), Res(c1), TimeUp(c1),
            Res(c1, 2), Res(c1, 2), Each(Rms(c1), nn.SiLU(), nn.Conv2d(c1, 48, 3, padding=1), DepthToSpace(4)))

    def forward(self, latents):
        return self.body(latents)


class Vae(nn.Module):
    def __init__(self, c1=64, c2=128):
        super().__init__()
        self.encoder, self.decoder = Encoder(c1, c2), Decoder(c1, c2)

    def forward(self, video):
        mean, logvar = self.encoder(video)
        latents = mean + torch.randn_like(mean) * (0.5 * logvar).exp()
        return self.decoder(latents), mean, logvar
