"""Trains the upscaler on renders at 384 pixels: python train_upscaler.py --minutes 10 [--resume]

The small image is the render averaged 4 x 4; half of them go through the VAE first (when its state exists) or are
blurred a little, so that generated clips, which are softer than renders, come out sharp too.
"""
import os
import numpy as np
import torch
import torch.nn.functional as F
from PIL import Image
import checkpoint
from muon import Ema, Optimizers
from render import Renderer, sample_scenes
from runner import Clock, arguments, load_state, log, save_state, schedule, state_path, wait_while_paused
from train_vae import gradient
from upscaler import Upscaler
from world import EARLY, FULL


def soften(small, rng):
    """A random small Gaussian blur per batch."""
    sigma = .3 + .6 * torch.rand((), generator=rng)
    taps = torch.exp(-torch.arange(-2., 3.) ** 2 / (2 * sigma ** 2))
    taps = (taps / taps.sum())[None, None].expand(3, 1, 5)
    padded = F.pad(small, (2, 2, 2, 2), mode="replicate")
    return F.conv2d(F.conv2d(padded, taps[..., None, :], groups=3), taps[..., :, None], groups=3)


@torch.no_grad()
def draw(render, vae, rng, count=4, patches=3, patch=44):
    """Small and large patches [count * patches, 3, …]."""
    early = torch.rand((), generator=rng) < .6
    scenes = sample_scenes(count, EARLY if early else FULL, rng, **({} if early else dict(second=.2, weather=.2, style=.05, tint=.1)))
    large = render(scenes, 1, 384, 384)[0][:, 0].clamp(0, 1)
    small, form = F.avg_pool2d(large, 4), torch.rand((), generator=rng)
    if form < .5 and vae is not None:
        small = ((vae.decoder(vae.encoder(small[:, None] * 2 - 1)[0])[:, 0] + 1) / 2).clamp(0, 1)
    elif form < .65:
        small = soften(small, rng)
    smalls, larges = [], []
    for _ in range(patches):
        y, x = (int(torch.randint(96 - patch + 1, (), generator=rng)) for _ in range(2))
        smalls.append(small[:, :, y:y + patch, x:x + patch])
        larges.append(large[:, :, 4 * y:4 * (y + patch), 4 * x:4 * (x + patch)])
    return torch.cat(smalls), torch.cat(larges)


def lanczos(images):
    planes = [[torch.from_numpy(np.array(Image.fromarray(c.numpy()).resize((c.shape[1] * 4, c.shape[0] * 4), Image.LANCZOS)))
               for c in image] for image in images]
    return torch.stack([torch.stack(p) for p in planes]).clamp(0, 1)


@torch.no_grad()
def check(network, render, vae=None, count=16):
    """PSNR against Lanczos on held-out renders, and on their VAE reconstructions."""
    scenes = sample_scenes(count, FULL, torch.Generator().manual_seed(98), training=None)
    large = render(scenes, 1, 384, 384)[0][:, 0].clamp(0, 1)
    psnr = lambda found: round((-10 * (found - large).pow(2).mean((1, 2, 3)).log10()).mean().item(), 3)
    small = F.avg_pool2d(large, 4)
    inputs = {"render": small}
    if vae is not None:
        inputs["reconstruction"] = ((vae.decoder(vae.encoder(small[:, None] * 2 - 1)[0])[:, 0] + 1) / 2).clamp(0, 1)
    results = {}
    for name, image in inputs.items():
        found, plain = network(image), lanczos(image)
        results[name] = {"psnr": psnr(found), "lanczos": psnr(plain), "sharpness": round(gradient(found) / gradient(large), 3)}
    return results


def main():
    args = arguments(__doc__, 10).parse_args()
    torch.manual_seed(args.seed)
    torch.set_num_threads(1)
    rng, render, network = torch.Generator().manual_seed(args.seed), Renderer(), Upscaler()
    vae = checkpoint.load_vae() if os.path.exists(state_path("stats")) else None  # stats are written once the VAE is done
    special = {network.base.weight, network.first.weight, network.last[1].weight}
    matrices = [p for p in network.parameters() if p.dim() == 4 and p not in special]
    optimizers = Optimizers(matrices, [p for p in network.parameters() if p.dim() != 4 or p in special], lr_matrices=1.5e-3, lr_others=1e-3)
    ema, step, spent = Ema(network, .995), 0, 0.0
    if args.resume:
        saved = load_state("upscaler")
        network.load_state_dict(saved["model"])
        if saved["optimizers"]:
            optimizers.load(saved["optimizers"])
        ema.shadow, ema.steps, step, spent = saved["ema"], saved["step"], saved["step"], saved["minutes"]
        rng.manual_seed(args.seed + step)
    clock, begin = Clock(args.minutes, spent), step
    save = lambda: save_state("upscaler", model=network.state_dict(), ema=ema.shadow, optimizers=optimizers.state(), step=step, minutes=clock.now())
    while clock.progress() < 1:
        small, large = draw(render, vae, rng, 2 if args.rehearse else 4)
        found = network.unclamped(small)
        loss = ((found - large).pow(2) + 1e-5).sqrt().mean()
        for axis in (-1, -2):
            loss = loss + .3 * (found.diff(dim=axis) - large.diff(dim=axis)).abs().mean()
        loss.backward()
        optimizers.step(schedule(clock.progress(), step - begin, constant=.5))
        ema.update(network)
        step += 1
        if step % 50 == 0:
            wait_while_paused()
            print(f"{clock.now():.2f} min step {step} loss {loss.item():.4f}", flush=True)
        if clock.due("save", 1):
            save()
    save()
    network.load_state_dict(ema.shadow)
    checks = {"step": step, **check(network, render, vae)}
    print(checks) if args.rehearse else log("upscaler", clock.now(), checks, args.seed)


if __name__ == "__main__":
    main()
