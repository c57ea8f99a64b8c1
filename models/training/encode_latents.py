"""Renders scenes, encodes them with the finished VAE and stores shards for train_dit.py: python encode_latents.py --minutes 60

The first run also measures the latents: mean and standard deviation per channel, and the preview matrix.
"""
import glob
import os
import torch
import torch.nn.functional as F
import checkpoint
from captions import scene_of
from render import Renderer, sample_scenes
from runner import STATE, Clock, arguments, load_state, save_state, state_path, wait_while_paused
from vae import Z
from world import WIDE, WIDE_TRAITS

POOL = os.path.join(STATE, "pool")
# bucket: frames, height, width, scenes a shard, wanted shards
BUCKETS = {"image64": (1, 64, 64, 512, 24), "clip64": (9, 64, 64, 256, 200), "image96": (1, 96, 96, 256, 24),
           "clip96": (17, 96, 96, 64, 120), "tall": (9, 96, 64, 64, 12), "wide": (9, 64, 96, 64, 12)}
FIRST = ["image64", "image64", "clip64"] + (["clip64"] * 5 + ["image64"]) * 4  # what the transformer needs first


@torch.no_grad()
def encode(vae, render, scenes, frames, height, width):
    """Raw latents [B, 16, T', h, w], the video and the subjects' coverage per latent cell [B, T', h, w]."""
    video, alpha = render(scenes, frames, height, width)
    mean = torch.cat([vae.encoder(video[i:i + 8] * 2 - 1)[0] for i in range(0, len(video), 8)]).transpose(1, 2)
    cells = F.avg_pool2d(alpha[:, :, 0], 8)
    groups = [cells[:, :1]] + [cells[:, i:i + 4].mean(1, keepdim=True) for i in range(1, frames, 4)]
    return mean, video, torch.cat(groups, 1)


def measure(vae, render):
    """Statistics of the latents and the least-squares map from normalised latents to colours in -1..1."""
    rng, latents, colours, sums = torch.Generator().manual_seed(12), [], [], []
    for frames, size, count in ((1, 96, 64), (9, 64, 48), (17, 96, 12)):
        scenes = sample_scenes(count, WIDE, rng, **WIDE_TRAITS)
        mean, video, _ = encode(vae, render, scenes, frames, size, size)
        cells = F.avg_pool2d((video * 2 - 1).flatten(0, 1), 8).unflatten(0, video.shape[:2])
        groups = [cells[:, :1]] + [cells[:, i:i + 4].mean(1, keepdim=True) for i in range(1, frames, 4)]
        latents.append(mean.permute(0, 2, 3, 4, 1).reshape(-1, Z))
        colours.append(torch.cat(groups, 1).permute(0, 1, 3, 4, 2).reshape(-1, 3))
    latents, colours = torch.cat(latents), torch.cat(colours)
    mean, std = latents.mean(0), latents.std(0)
    inputs = torch.cat([(latents - mean) / std, torch.ones(len(latents), 1)], 1)
    solution = torch.linalg.lstsq(inputs, colours).solution
    print("std", std, "preview residual", (inputs @ solution - colours).pow(2).mean().sqrt().item(), flush=True)
    save_state("preview", weight=solution[:Z].clone(), bias=solution[Z].clone())
    save_state("stats", mean=mean, std=std)


def next_bucket():
    """The opening order first, then whichever bucket is furthest behind its wanted number; and how many it has."""
    counts = {b: len(glob.glob(f"{POOL}/{b}-*.pt")) for b in BUCKETS}
    done = sum(counts.values())
    name = FIRST[done] if done < len(FIRST) else min(BUCKETS, key=lambda b: counts[b] / BUCKETS[b][4])
    return (name, counts[name]) if counts[name] < BUCKETS[name][4] else (None, 0)


def add_shard(vae, render, seed, count=None):
    """Renders, encodes and stores the next shard; its path, or None when all are there."""
    name, number = next_bucket()
    if name is None:
        return None
    frames, height, width, size, _ = BUCKETS[name]
    rng = torch.Generator().manual_seed(seed * 100000 + list(BUCKETS).index(name) * 1000 + number)
    scenes = sample_scenes(count or size, WIDE, rng, **WIDE_TRAITS)
    parts = [encode(vae, render, scenes.part(slice(i, i + 32)), frames, height, width) for i in range(0, len(scenes.place), 32)]
    shard = {"latents": torch.cat([p[0] for p in parts]).half(), "coverage": (torch.cat([p[2] for p in parts]) * 255).byte(),
             "scenes": [scene_of(scenes, i, frames) for i in range(len(scenes.place))]}
    os.makedirs(POOL, exist_ok=True)
    path = f"{POOL}/{name}-{number:04d}.pt"
    torch.save(shard, path + ".part")
    os.replace(path + ".part", path)
    return path


def main():
    args = arguments(__doc__, 60).parse_args()
    torch.set_num_threads(1)
    vae, render, clock = checkpoint.load_vae(), Renderer(), Clock(args.minutes)
    if not os.path.exists(state_path("stats")):
        measure(vae, render)
    while clock.progress() < 1:
        wait_while_paused()
        path = add_shard(vae, render, args.seed, 8 if args.rehearse else None)
        if path is None:
            break
        print(f"{clock.now():.2f} min {path}", flush=True)


if __name__ == "__main__":
    main()
