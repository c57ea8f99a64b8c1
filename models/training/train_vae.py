"""Trains the causal VAE on the whole rendered world: nice -n 19 python train_vae.py --minutes 40"""
import torch
from muon import Ema, Optimizers
from render import Renderer, sample_scenes
from runner import Clock, arguments, autocast, load_state, log, save_state, schedule
from vae import Vae
from world import EARLY, FULL, WIDE

# (share, clips, frames, size): about equal work per step
BATCHES = [(.26, 8, 9, 64), (.12, 13, 5, 64), (.04, 40, 1, 64), (.24, 4, 17, 64), (.20, 4, 9, 96), (.05, 18, 1, 96), (.09, 2, 17, 96)]


def draw(render, rng, clips, frames, size):
    """Mostly the world the transformer will be taught, the rest of everything; video in -1..1 and coverage."""
    world = WIDE if torch.rand((), generator=rng) < .7 else FULL
    scenes = sample_scenes(clips, world, rng, second=.15, camera=.2, weather=.2, style=.1, tint=.1)
    video, alpha = render(scenes, frames, size, size)
    return video * 2 - 1, alpha


def loss_of(output, video, alpha, mean, logvar):
    """Absolute error, mean PSNR and slopes.

    Until minute 257 the squared error stood in for PSNR, and moving subjects weighed more: 1 + 6 alpha with half a
    square until minute 166, 1 + 3 alpha with four until 225, 1 + alpha with eight until 257.
    """
    weight = 1 + .5 * alpha
    error = output - video
    squares = (weight * error.pow(2)).mean((1, 2, 3, 4))
    loss = (weight * error.abs()).mean() + .08 * (squares + 1e-4).log().mean()
    for axis in (-1, -2):
        slope = output.diff(dim=axis) - video.diff(dim=axis)
        loss = loss + .5 * (weight.narrow(axis, 1, slope.shape[axis]) * slope.abs()).mean()
    divergence = .5 * (mean.pow(2) + logvar.exp() - 1 - logvar).mean()
    return loss + 2e-4 * divergence


def gradient(video):
    return (video.diff(dim=-1).abs().mean() + video.diff(dim=-2).abs().mean()).item() / 2


@torch.no_grad()
def check(vae, render, world=EARLY, count=24, frames=17, size=64):
    """Mean PSNR, foreground PSNR and sharpness on held-out combinations with a fixed seed."""
    rng = torch.Generator().manual_seed(99)
    scenes = sample_scenes(count, world, rng, training=None)
    psnr, front, sharp = [], [], []
    for i in range(0, count, 4):
        video, alpha = render(scenes.part(slice(i, i + 4)), frames, size, size)
        output = ((vae.decoder(vae.encoder(video * 2 - 1)[0]) + 1) / 2).clamp(0, 1)
        error = (output - video).pow(2)
        inside = (alpha > .5).float()
        psnr += (-10 * error.mean((1, 2, 3, 4)).log10()).tolist()
        front += (-10 * ((error * inside).sum((1, 2, 3, 4)) / (3 * inside.sum((1, 2, 3, 4)))).log10()).tolist()
        sharp.append(gradient(output) / gradient(video))
    mean = lambda values: round(sum(values) / len(values), 3)
    return {"psnr": mean(psnr), "foreground": mean(front), "sharpness": mean(sharp)}


def main():
    parser = arguments(__doc__, 36)
    parser.add_argument("--settle", type=float, default=31, help="CPU minute after which the encoder rests; the DiT may start then")
    parser.add_argument("--threads", type=int, default=1, help="their CPU time counts together")
    args = parser.parse_args()
    torch.manual_seed(args.seed)
    torch.set_num_threads(args.threads)
    name, rng, render, vae = args.name or "vae", torch.Generator().manual_seed(args.seed), Renderer(), Vae()
    special = {vae.encoder.body[0].body[0].weight, vae.decoder.body[-1].body[2].weight}
    matrices = [p for p in vae.parameters() if p.dim() == 4 and p not in special]
    optimizers = Optimizers(matrices, [p for p in vae.parameters() if p.dim() != 4 or p in special])
    ema, step, frames_seen, spent, settled = Ema(vae, .996), 0, 0, 0.0, False
    if args.resume:
        saved = load_state(name)
        vae.load_state_dict(saved["model"])
        if saved["optimizers"]:
            optimizers.load(saved["optimizers"])
        ema.shadow, ema.steps, step, frames_seen, spent = saved["ema"], saved["step"], saved["step"], saved["frames"], saved["minutes"]
        settled = saved.get("settled", False)
        rng.manual_seed(args.seed + step)
    begin = step if args.resume and not saved["optimizers"] else 0  # new optimizers warm up again
    clock, shares = Clock(args.minutes, spent), torch.tensor([b[0] for b in BATCHES])
    test = Vae()

    def save():
        save_state(name, model=vae.state_dict(), ema=ema.shadow, optimizers=optimizers.state(), step=step, frames=frames_seen,
                   minutes=clock.now(), budget=args.minutes, seed=args.seed, settled=settled)

    def milestone(stage):
        test.load_state_dict(ema.shadow)
        checks = {"step": step, "frames": frames_seen, "early": check(test, render), "wide": check(test, render, WIDE)}
        if args.rehearse:
            print(checks, flush=True)
        else:
            log(stage, clock.now(), checks, args.seed, args.bf16)

    while clock.progress() < 1:
        _, clips, frames, size = BATCHES[torch.multinomial(shares, 1, generator=rng)]
        if args.rehearse:
            clips = 2
        video, alpha = draw(render, rng, clips, frames, size)
        if not settled and clock.now() > args.settle:  # from here on only the decoder learns, without the sampling noise
            settled = True
            vae.encoder.load_state_dict({k[8:]: v for k, v in ema.shadow.items() if k.startswith("encoder.")})
            save()
        with autocast(args):
            if settled:
                with torch.no_grad():
                    mean, logvar = vae.encoder(video)
                output = vae.decoder(mean)
            else:
                output, mean, logvar = vae(video)
        loss = loss_of(output.float(), video, alpha, mean.float(), logvar.float())
        loss.backward()
        optimizers.step(schedule(clock.progress(), step - begin))
        ema.update(vae)
        step, frames_seen = step + 1, frames_seen + clips * frames
        if step % 20 == 0:
            print(f"{clock.now():.2f} min step {step} frames {frames_seen} {frames}x{size} loss {loss.item():.4f}", flush=True)
        if clock.due("check", 5):
            milestone("vae")
        if clock.due("save", 2):
            save()
    save()
    if not clock.stopped:
        milestone("vae-done")


if __name__ == "__main__":
    main()
