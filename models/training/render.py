"""Draws scenes of the world as video tensors. Every motion is a closed form of time, so any length works.

Units: the short side of the frame is 1; times are seconds; 8 frames a second.
"""
import math
from dataclasses import dataclass
import torch
import torch.nn.functional as F
from plates import VARIANTS, HEIGHT, load_plates
from sprites import load_atlas
from world import MOTIONS, PLACES, SUBJECTS, TINT_RGB, held_out

FPS = 8
SHOWN = 5  # of a place's variants, those that scenes are set in
GROUNDED = torch.tensor([s.gait in ("walk", "drive", "roll") for s in SUBJECTS])


@dataclass
class Scenes:
    """Tensors over the batch; subject-like fields are [B, K] with subject -1 = absent, tint -1 = own colours."""
    place: torch.Tensor
    variant: torch.Tensor
    camera: torch.Tensor
    weather: torch.Tensor
    style: torch.Tensor
    window: torch.Tensor
    start: torch.Tensor
    subject: torch.Tensor
    motion: torch.Tensor
    tint: torch.Tensor
    x: torch.Tensor
    y: torch.Tensor
    size: torch.Tensor
    phase: torch.Tensor
    speed: torch.Tensor
    flip: torch.Tensor

    def part(self, index):
        return Scenes(**{k: v[index] for k, v in vars(self).items()})


def sample_scenes(count, world, rng, second=0.0, camera=0.0, weather=0.0, style=0.0, tint=0.0, training=True):
    """Random scenes; held-out combinations are avoided in training and only those drawn when training is None."""
    def uniform(low, high, *shape):
        return torch.rand(*shape, generator=rng) * (high - low) + low

    def pick(items, *shape):
        return torch.tensor(items)[torch.randint(len(items), shape, generator=rng)]

    def rare(share, high, *shape):
        return torch.where(torch.rand(*shape, generator=rng) < share, torch.randint(1, high, shape, generator=rng), 0)

    subject, motion, place = pick(world["subjects"], count, 2), pick(world["motions"], count, 2), pick(world["places"], count)
    if training is not False:
        for _ in range(60):
            out = held_out(subject[:, 0], motion[:, 0], place)
            wrong = out if training else ~out
            if not wrong.any():
                break
            n = int(wrong.sum())
            subject[wrong, 0], motion[wrong, 0], place[wrong] = (pick(world["subjects"], n), pick(world["motions"], n), pick(world["places"], n))
    two = torch.rand(count, generator=rng) < second
    subject[~two, 1] = -1
    size = torch.where(two[:, None], uniform(.38, .48, count, 2), uniform(.54, .70, count, 2))
    x = uniform(-.10, .10, count, 2)
    x = torch.where(two[:, None], x * .3 + torch.tensor([-.26, .26]), x)
    grounded = GROUNDED[subject.clamp(min=0)]
    y = torch.where(grounded, .40 - size / 2 + uniform(-.02, .04, count, 2), uniform(-.08, .06, count, 2))
    return Scenes(place, torch.randint(SHOWN, (count,), generator=rng), rare(camera, 5, count), rare(weather, 4, count),
                  rare(style, 5, count), uniform(0, 1, count), uniform(-.15, .15, count), subject, motion,
                  torch.where(torch.rand(count, 2, generator=rng) < tint, torch.randint(6, (count, 2), generator=rng), -1),
                  x, y, size, uniform(0, 1, count, 2), uniform(.85, 1.15, count, 2),
                  torch.rand(count, 2, generator=rng) < .2)


def pose(scenes, k, times):
    """x, y (from the centre), size, angle over time and the mirror flag of subject k. times: [B, T], 0 = mid clip."""
    m, f = scenes.motion[:, k, None], scenes.phase[:, k, None] * 2 * math.pi
    u = times * scenes.speed[:, k, None]
    x, y, size = (v[:, k, None].expand_as(u) for v in (scenes.x, scenes.y, scenes.size))
    zero = torch.zeros_like(u)

    def when(name, value, otherwise):
        index = next(i for i, motion in enumerate(MOTIONS) if motion.word == name)
        return torch.where(m == index, value, otherwise)

    bob = .025 * (5 * u + f).sin().abs()
    x = when("left", x - .30 * u, when("right", x + .30 * u, x))
    y = when("left", y - bob, when("right", y - bob, y))
    y = when("jump", y + .04 - .24 * (math.pi * 1.0 * u + f).sin().abs(), y)
    y = when("rise", y - .26 * u, when("fall", y + .26 * u, y))
    x, y = when("orbit", .2 * (3.6 * u + f).cos(), x), when("orbit", .16 * (3.6 * u + f).sin(), y)
    x = when("shake", x + .035 * (22 * u + f).sin(), x)
    angle = when("spin", 2.4 * u + f, when("sway", .32 * (4.5 * u + f).sin(), zero))
    size = when("grow", size * (.5 * u).exp(), when("shrink", size * (-.5 * u).exp(), size))
    flip = when("right", zero + 1, when("left", zero, scenes.flip[:, k, None].float() + zero))
    return x, y, size, angle, flip > .5


class Renderer:
    def __init__(self, device="cpu"):
        self.atlas = {n: a.to(device) for n, a in load_atlas(SUBJECTS).items()}
        self.plates = {h: p.to(device) for h, p in load_plates(PLACES).items()}
        self.tints = torch.tensor(TINT_RGB, device=device)

    def __call__(self, scenes, frames, height, width):
        """Video [B, T, 3, H, W] in 0..1 and the subjects' coverage [B, T, 1, H, W]."""
        times = (torch.arange(frames) - (frames - 1) / 2) / FPS + scenes.start[:, None]
        video = self.background(scenes, times, height, width)
        alpha = torch.zeros_like(video[:, :, :1])
        for k in range(scenes.subject.shape[1]):
            if not (scenes.subject[:, k] >= 0).any():
                continue
            rgb, a = self.sprite(scenes, k, times, height, width)
            video, alpha = video * (1 - a) + rgb, torch.maximum(alpha, a)
        return stylise(falling(video, scenes, times), scenes), alpha

    def background(self, scenes, times, height, width):
        short = min(height, width)
        level = min((h for h in self.plates if h >= short), default=HEIGHT)
        plate = self.plates[level][scenes.place * VARIANTS + scenes.variant].float() / 255
        b, t = times.shape
        zoom = torch.where(scenes.camera == 3, 1 - .12 * times.T, torch.where(scenes.camera == 4, 1 + .12 * times.T, torch.ones_like(times.T))).T
        span = torch.full_like(zoom, min(1.0, height / max(width / 2, height))) / zoom.clamp(.8, 1.25).reciprocal() * .8
        half = span * (width / height) / 2  # half window in units where the plate is 2 wide and 1 high
        pan = torch.where(scenes.camera == 1, -.22, torch.where(scenes.camera == 2, .22, 0.0))[:, None] * times
        centre = half + (2 - 2 * half) * (.2 + .6 * scenes.window[:, None]) + pan
        still = bool((scenes.camera == 0).all())
        n = 1 if still else t
        gx = (torch.arange(width) + .5) / width * 2 - 1
        gy = (torch.arange(height) + .5) / height * 2 - 1
        px = centre[:, :n, None] + half[:, :n, None] * gx  # 0..2
        py = .55 + span[:, :n, None] * gy / 2 - .05 * (1 - span[:, :n, None])
        grid = torch.stack([(px - 1)[:, :, None, :].expand(b, n, height, width),
                            (py * 2 - 1)[:, :, :, None].expand(b, n, height, width)], -1)
        out = F.grid_sample(plate, grid.reshape(b, n * height, width, 2), padding_mode="reflection", align_corners=False)
        out = out.view(b, 3, n, height, width).transpose(1, 2)
        return out.expand(b, t, 3, height, width) if n < t else out

    def sprite(self, scenes, k, times, height, width):
        short = min(height, width)
        x, y, size, angle, flip = pose(scenes, k, times)
        y = y * height / short
        cell = next((n for n in sorted(self.atlas) if n >= .6 * short), max(self.atlas))
        picture = self.atlas[cell][scenes.subject[:, k].clamp(min=0)]
        tint = scenes.tint[:, k]
        if (tint >= 0).any():
            grey = picture[:, :3].mean(1, keepdim=True) * self.tints[tint.clamp(min=0)][:, :, None, None] * 1.25
            coloured = torch.cat([torch.minimum(grey, picture[:, 3:]), picture[:, 3:]], 1)
            picture = torch.where((tint >= 0)[:, None, None, None], coloured, picture)
        b, t = times.shape
        gx = ((torch.arange(width) + .5 - width / 2) / short)[None, None, None] - x[:, :, None, None]
        gy = ((torch.arange(height) + .5 - height / 2) / short)[None, None, :, None] - y[:, :, None, None]
        c, s = (angle.cos() / size * 2)[:, :, None, None], (angle.sin() / size * 2)[:, :, None, None]
        sx, sy = c * gx + s * gy, c * gy - s * gx
        sx = torch.where(flip[:, :, None, None], -sx, sx)
        out = F.grid_sample(picture, torch.stack([sx, sy], -1).reshape(b, t * height, width, 2), align_corners=False)
        out = out.view(b, 4, t, height, width).transpose(1, 2)
        out = out * (scenes.subject[:, k] >= 0)[:, None, None, None, None]
        return out[:, :, :3], out[:, :, 3:]


def falling(video, scenes, times):
    """Snow (dots), rain (streaks) and fog."""
    if not (scenes.weather > 0).any():
        return video
    b, t, _, h, w = video.shape
    short, rng = min(h, w), torch.Generator().manual_seed(5)
    drops = torch.rand(45, 3, generator=rng)
    gx, gy = torch.arange(w)[None, None, None] / short, torch.arange(h)[None, None, :, None] / short
    rain, snow = (scenes.weather == n for n in (2, 1))
    shade = torch.zeros(b, t, h, w)
    wet = (rain | snow).nonzero().flatten()
    for dx, dy, dv in drops.tolist():
        speed = torch.where(rain[wet], 2.2 + dv, .35 + .25 * dv)[:, None]
        px, py = dx * (w / short), (dy * 1.2 + times[wet] * speed + scenes.window[wet, None]) % 1.15 * (h / short) - .05
        ex = (gx - px) / torch.where(rain[wet], .008, .014)[:, None, None, None]
        ey = (gy - py[:, :, None, None]) / torch.where(rain[wet], .045, .014)[:, None, None, None]
        shade[wet] = torch.maximum(shade[wet], (-(ex * ex + ey * ey)).exp())
    colour = torch.where(rain[:, None], torch.tensor([.65, .75, .95]), torch.ones(3))[:, None, :, None, None]
    shade = shade[:, :, None] * torch.where(rain, .7, .95)[:, None, None, None, None]
    shade = torch.where((scenes.weather == 3)[:, None, None, None, None], torch.full_like(shade, .45), shade)
    return video * (1 - shade) + colour * shade


def stylise(video, scenes):
    style = scenes.style[:, None, None, None, None]
    if not (style > 0).any():
        return video
    b, t, c, h, w = video.shape
    flat = video.reshape(b * t, c, h, w)
    cell = max(min(h, w) // 24, 2)
    pixel = F.interpolate(F.avg_pool2d(flat, cell, ceil_mode=True), scale_factor=cell)[:, :, :h, :w].reshape(b, -1, c, h, w)
    luma = (video * torch.tensor([.3, .59, .11])[:, None, None]).sum(2, keepdim=True)
    edge = (F.pad(luma.diff(dim=-1).abs(), (0, 1)) + F.pad(luma.diff(dim=-2).abs(), (0, 0, 0, 1))) * (min(h, w) / 96)
    sepia = (luma * torch.tensor([1.08, .86, .62])[:, None, None]).clamp(0, 1)
    sketch = (1 - 2.2 * edge).clamp(0, 1).expand_as(video)
    neon = (video * (.25 + 3 * edge)).clamp(0, 1)
    for index, value in ((1, pixel), (2, sepia), (3, sketch), (4, neon)):
        video = torch.where(style == index, value, video)
    return video
