"""The pocket transformer: a diffusion transformer over latent patches, and its text encoder.

The host cuts latents into tokens (see patchify) and gives each token's place; everything else, rotary angles
included, is computed here, so any size, length and aspect ratio is just another number of tokens.
"""
import math
import torch
from torch import nn
import torch.nn.functional as F
from vae import Z

PATCH = 2
CHANNELS = Z * PATCH * PATCH
TEXT = 192


def patchify(latents):
    """[B, 16, T, h, w] to tokens [B, N, 64] ordered (channel, dy, dx) inside and t, y, x outside; positions [N, 3]."""
    b, c, t, h, w = latents.shape
    x = latents.reshape(b, c, t, h // PATCH, PATCH, w // PATCH, PATCH).permute(0, 2, 3, 5, 1, 4, 6)
    grid = torch.meshgrid(*(torch.arange(float(n)) for n in (t, h // PATCH, w // PATCH)), indexing="ij")
    return x.reshape(b, -1, c * PATCH * PATCH), torch.stack(grid, -1).reshape(-1, 3)


def unpatchify(tokens, t, h, w):
    b = tokens.shape[0]
    x = tokens.reshape(b, t, h // PATCH, w // PATCH, Z, PATCH, PATCH).permute(0, 4, 1, 2, 5, 3, 6)
    return x.reshape(b, Z, t, h, w)


def rms(x):
    return x * torch.rsqrt(x.pow(2).mean(-1, keepdim=True) + 1e-6)


class SwiGlu(nn.Module):
    def __init__(self, width, hidden):
        super().__init__()
        self.up, self.down = nn.Linear(width, 2 * hidden, bias=False), nn.Linear(hidden, width, bias=False)

    def forward(self, x):
        gate, value = self.up(x).chunk(2, -1)
        return self.down(F.silu(gate) * value)


def attend(q, k, v, exporting):
    """[B, heads, N, d] each; spelled out as MatMul, Softmax, MatMul for the export."""
    if exporting:
        return torch.softmax(q @ k.transpose(-1, -2) * q.shape[-1] ** -.5, -1) @ v
    return F.scaled_dot_product_attention(q, k, v)


def heads(x, count):
    return x.unflatten(-1, (count, -1)).transpose(1, 2)


class TextBlock(nn.Module):
    def __init__(self, width, count):
        super().__init__()
        self.count, self.qkv = count, nn.Linear(width, 3 * width, bias=False)
        self.out, self.mlp = nn.Linear(width, width, bias=False), SwiGlu(width, 2 * width)

    def forward(self, x, exporting):
        q, k, v = (heads(part, self.count) for part in self.qkv(rms(x)).chunk(3, -1))
        x = x + self.out(attend(rms(q), rms(k), v, exporting).transpose(1, 2).flatten(2))
        return x + self.mlp(rms(x))


class TextEncoder(nn.Module):
    """Padding is an ordinary token and there is no mask; the empty prompt is all padding."""

    def __init__(self, vocabulary, length, width=TEXT, layers=3):
        super().__init__()
        self.exporting = False
        self.words, self.places = nn.Embedding(vocabulary, width), nn.Parameter(torch.randn(length, width) * .02)
        nn.init.normal_(self.words.weight, std=.5)
        self.blocks = nn.ModuleList(TextBlock(width, 4) for _ in range(layers))
        self.gain = nn.Parameter(torch.ones(width))

    def forward(self, input_ids):
        x = self.words(input_ids) + self.places[:input_ids.shape[1]]
        for block in self.blocks:
            x = block(x, self.exporting)
        return rms(x) * self.gain


def rotary_table(size, theta=100.0):
    """[3, size/2]: which axis turns which pair, and how fast: 1/4 of the pairs for t, 3/8 each for y and x."""
    pairs = size // 2
    counts = (pairs // 4, 3 * pairs // 8, pairs - pairs // 4 - 3 * pairs // 8)
    table, start = torch.zeros(3, pairs), 0
    for axis, n in enumerate(counts):
        table[axis, start:start + n] = theta ** (-torch.arange(n) / n)
        start += n
    return table


def rotate(x, cos, sin):
    a, b = x.chunk(2, -1)
    return torch.cat([a * cos - b * sin, a * sin + b * cos], -1)


class Block(nn.Module):
    """Video tokens attend to each other and to the text; the text itself stays as the encoder left it."""

    def __init__(self, width, count, hidden):
        super().__init__()
        self.count = count
        self.qkv, self.text = nn.Linear(width, 3 * width, bias=False), nn.Linear(TEXT, 2 * width, bias=False)
        self.out, self.mlp = nn.Linear(width, width, bias=False), SwiGlu(width, hidden)
        table = torch.zeros(6, width)
        table[2], table[5] = .3, .3  # gates
        self.table = nn.Parameter(table)

    def forward(self, x, text, modulation, cos, sin, exporting):
        shift1, scale1, gate1, shift2, scale2, gate2 = (modulation + self.table).unsqueeze(2).unbind(1)
        q, k, v = (heads(part, self.count) for part in self.qkv(rms(x) * (1 + scale1) + shift1).chunk(3, -1))
        q, k = rotate(rms(q), cos, sin), rotate(rms(k), cos, sin)
        text_k, text_v = (heads(part, self.count) for part in self.text(text).chunk(2, -1))
        k, v = torch.cat([rms(text_k), k], 2), torch.cat([text_v, v], 2)
        x = x + gate1 * self.out(attend(q, k, v, exporting).transpose(1, 2).flatten(2))
        return x + gate2 * self.mlp(rms(x) * (1 + scale2) + shift2)


class Transformer(nn.Module):
    def __init__(self, width=256, layers=8, count=4, hidden=672):
        super().__init__()
        self.exporting, self.middle = False, layers // 2
        self.input = nn.Linear(2 * CHANNELS + 1, width)
        self.place = nn.Linear(21, width)
        self.register_buffer("angles", rotary_table(width // count), persistent=False)
        self.register_buffer("speeds", torch.exp(torch.linspace(0, math.log(200), 64)), persistent=False)
        self.register_buffer("waves", math.pi * torch.tensor([1.0, 2.0, 4.0]), persistent=False)
        self.time = nn.Sequential(nn.Linear(128, width), nn.SiLU(), nn.Linear(width, width))
        self.pooled = nn.Linear(TEXT, width)
        self.modulation = nn.Linear(width, 6 * width)
        self.blocks = nn.ModuleList(Block(width, count, hidden) for _ in range(layers))
        self.final = nn.Linear(width, 2 * width)
        self.output = nn.Linear(width, CHANNELS)
        self.coverage = nn.Linear(width, PATCH * PATCH)  # training only: where the subject is
        for layer in (self.modulation, self.final, self.output):
            nn.init.zeros_(layer.weight)
            nn.init.zeros_(layer.bias)

    def where(self, positions):
        """The frame's own coordinates: rotary angles are relative, but the ground must be below."""
        extent = positions.max(0, keepdim=True).values + 1
        inside = ((positions + .5) / extent).unsqueeze(-1) * self.waves
        features = torch.cat([inside.sin().flatten(1), inside.cos().flatten(1), extent.log().expand_as(positions)], 1)
        return self.place(features)

    def forward(self, hidden_states, known, mask, positions, timestep, encoder_hidden_states):
        text = encoder_hidden_states
        wave = timestep.unsqueeze(1) * self.speeds
        condition = F.silu(self.time(torch.cat([wave.sin(), wave.cos()], 1)) + self.pooled(text.mean(1)))
        modulation = self.modulation(condition).unflatten(1, (6, -1))
        x = self.input(torch.cat([hidden_states, known, mask], -1)) + self.where(positions)
        angle = positions @ self.angles
        cos, sin = angle.cos(), angle.sin()
        coverage = None
        for i, block in enumerate(self.blocks):
            x = block(x, text, modulation, cos, sin, self.exporting)
            if i == self.middle and not self.exporting:
                coverage = self.coverage(rms(x))
        shift, scale = self.final(condition).unsqueeze(1).chunk(2, -1)
        velocity = self.output(rms(x) * (1 + scale) + shift)
        return velocity if self.exporting else (velocity, coverage)
