"""Samples from the transformer as it stands, judged and drawn: python look.py --out sheet.png [--count 40] [--frames 9] [--size 64]

A quick look while training goes on; the acceptance checks are `npm run model:eval` on an exported folder.
"""
import argparse
import torch
from captions import scene_of
from checkpoint import decode, encode_text, load_model
from exam import plain
from probe import Probe, labels, prepare
from render import sample_scenes
from runner import load_state
from sampler import sample, sigmas_of
from sheets import sheet
from world import WIDE


@torch.no_grad()
def generate(model, prompts, frames, size, steps, guidance, batch=10):
    """Videos [B, T, 3, H, W] in 0..1, one for every prompt."""
    rng, empty, sigmas, found = torch.Generator().manual_seed(1), encode_text(model, [""]), sigmas_of(steps), []
    noise = torch.randn(len(prompts), 16, (frames - 1) // 4 + 1, size // 8, size // 8, generator=rng)
    for i in range(0, len(prompts), batch):
        text = encode_text(model, prompts[i:i + batch])
        latents = sample(model.transformer, text, empty.expand_as(text), noise[i:i + batch], sigmas, guidance)
        found.append(decode(model, latents))
    return torch.cat(found)


@torch.no_grad()
def verdict(video, scenes):
    """Percent of right subjects, places and motions, and which motions were missed for which."""
    probe = Probe().eval()
    probe.load_state_dict(load_state("probe")["model"])
    said, truth = [o.argmax(1) for o in probe(prepare(video))], labels(scenes)
    names = [WIDE["motions"][i] for i in said[2].tolist()]
    missed = [(scenes.motion[i, 0].item(), n) for i, n in enumerate(names) if scenes.motion[i, 0] != n]
    return [round(100 * (a == t).float().mean().item(), 1) for a, t in zip(said, truth)], missed


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", default="/opt/train/look.png")
    for name, value in (("--count", 40), ("--frames", 9), ("--size", 64), ("--steps", 20)):
        parser.add_argument(name, type=int, default=value)
    parser.add_argument("--guidance", type=float, default=3.0)
    args = parser.parse_args()
    torch.set_num_threads(1)
    model, scenes = load_model(), sample_scenes(args.count, WIDE, torch.Generator().manual_seed(21))
    prompts = [plain(scene_of(scenes, i, args.frames)) for i in range(args.count)]
    video = generate(model, prompts, args.frames, args.size, args.steps, args.guidance)
    sheet(args.out, video, prompts, frames=min(6, args.frames), columns=2)
    print(f"{model.minutes:.1f} min: subject, background, motion {verdict(video, scenes)}", flush=True)


if __name__ == "__main__":
    main()
