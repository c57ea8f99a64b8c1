"""Trains the text encoder and the transformer on encoded shards: nice -n 19 python train_dit.py --minutes 65

Short clips of 64 x 64 until subjects and motions are right, with images beside them; only then 17 frames of 96 x 96.
"""
import glob
import os
import random
import time
import torch
import torch.nn.functional as F
import checkpoint
import tokenizer as words
from captions import caption
from dit import PATCH, TextEncoder, Transformer, patchify
from encode_latents import POOL, add_shard
from muon import Ema, Optimizers
from render import Renderer
from runner import Clock, arguments, autocast, load_state, log, save_state, schedule

BATCH = {"image64": 128, "image96": 60, "clip64": 60, "tall": 40, "wide": 40, "clip96": 16}
# (until this progress, share of each bucket among the steps)
STAGES = [(.03, {"image64": .6, "clip64": .4}),
          (.38, {"image64": .10, "image96": .03, "clip64": .77, "tall": .01, "wide": .01, "clip96": .08}),
          (.60, {"image64": .06, "image96": .08, "clip64": .50, "tall": .02, "wide": .02, "clip96": .32}),
          (1.0, {"image64": .04, "image96": .08, "clip64": .36, "tall": .03, "wide": .03, "clip96": .46})]


class Pool:
    """Everything encoded so far; new shards are picked up as they appear."""

    def __init__(self, mean, std):
        self.mean, self.std, self.shards, self.names = mean, std, {b: [] for b in BATCH}, set()
        self.refresh()

    def refresh(self):
        for path in sorted(glob.glob(f"{POOL}/*.pt")):
            if path not in self.names:
                self.names.add(path)
                self.shards[os.path.basename(path).split("-")[0]].append(torch.load(path, weights_only=False))

    def batch(self, bucket, count, rng):
        """Normalised latents, coverage in 0..1 and plain scenes; the newest shards are drawn as often as the old ones."""
        while not self.shards[bucket]:
            time.sleep(2)
            self.refresh()
        shards = self.shards[bucket]
        if bucket == "image64" and self.shards["clip64"] and rng.random() < .6:  # a clip's first latent is a picture's
            return self.first_frames(self.batch("clip64", count, rng))
        picks = [self.pick(rng.choice(shards), rng) for _ in range(count)]
        latents = torch.stack([s["latents"][j] for s, j in picks]).float()
        coverage = torch.stack([s["coverage"][j] for s, j in picks]).float() / 255
        return (latents - self.mean) / self.std, coverage, [s["scenes"][j] for s, j in picks]

    @staticmethod
    def first_frames(batch):
        latents, coverage, scenes = batch
        return latents[:, :, :1], coverage[:, :1], [{**s, "frames": 1} for s in scenes]

    @staticmethod
    def pick(shard, rng):
        """Any scene of the shard; the subject of the product's default prompt about three times as often as the others."""
        index = rng.randrange(len(shard["scenes"]))
        if rng.random() < .04:
            favourites = [i for i, s in enumerate(shard["scenes"]) if s["subject"][0] == 0]
            index = rng.choice(favourites or [index])
        return shard, index


def known_frames(frames, rng):
    """Which latent frames are given: mostly none; else first, last, both ends, the first two, or any."""
    mask, form = torch.zeros(frames), rng.random()
    if frames == 1 or form < .64:
        return mask
    if form < .77:
        mask[0] = 1
    elif form < .83:
        mask[-1] = 1
    elif form < .89:
        mask[0] = mask[-1] = 1
    elif form < .95:
        mask[:2] = 1
    else:
        mask = (torch.rand(frames) < .5).float()
    if mask.all():
        mask[-1] = 0
    return mask


def loss_of(text_encoder, transformer, tokens, latents, coverage, scenes, rng, drop=.1, front=1.0):
    """Velocity error over unknown tokens, those with a subject weighing up to 1 + front; and the error of the coverage head."""
    b, _, t, h, w = latents.shape
    texts = ["" if rng.random() < drop else caption(s, rng) for s in scenes]
    x0, positions = patchify(latents)
    mask = torch.stack([known_frames(t, rng) for _ in range(b)]).repeat_interleave(h * w // PATCH ** 2, 1)[..., None]
    time_of = torch.sigmoid(torch.randn(b) + .1 + (.25 if x0.shape[1] > 100 else 0))
    noise, level = torch.randn_like(x0), time_of[:, None, None]
    noisy = torch.where(mask > 0, x0, (1 - level) * x0 + level * noise)
    velocity, cover = transformer(noisy, x0 * mask, mask, positions, time_of, text_encoder(words.encode(tokens, texts)))
    cells = coverage.reshape(b, t, h // PATCH, PATCH, w // PATCH, PATCH).permute(0, 1, 2, 4, 3, 5).reshape(b, -1, PATCH ** 2)
    weight = (1 - mask) * (1 + front * cells.mean(2, keepdim=True))
    loss = ((velocity - (noise - x0)).pow(2) * weight).sum() / (weight.sum() * x0.shape[2])
    aside = F.binary_cross_entropy_with_logits(cover, cells)
    return loss, aside


@torch.no_grad()
def validate(text_state, state, tokens, sets):
    """Velocity error of the running mean on fixed batches with fixed noise; the target's variance is about 2."""
    text, model = TextEncoder(tokens.get_vocab_size(), words.LENGTH), Transformer()
    text.load_state_dict(text_state)
    model.load_state_dict(state)
    kept, results = torch.get_rng_state(), {}
    for bucket, batch in sets.items():
        torch.manual_seed(5)
        results[bucket] = round(loss_of(text, model, tokens, *batch, random.Random(5), drop=0, front=0)[0].item(), 4)
    torch.set_rng_state(kept)
    return results


def main():
    parser = arguments(__doc__, 65)
    parser.add_argument("--rate", type=float, default=1.0, help="factor on the learning rates")
    parser.add_argument("--afresh", action="store_true", help="with --resume: keep the weights, begin a new schedule (a new world or autoencoder)")
    parser.add_argument("--encode", type=int, default=0, help="add a shard of latents every so many steps, where nothing else does")
    args = parser.parse_args()
    torch.manual_seed(args.seed)
    torch.set_num_threads(1)
    name, rng, tokens = args.name or "dit", random.Random(args.seed), words.load()
    text, model = TextEncoder(tokens.get_vocab_size(), words.LENGTH), Transformer()
    matrices = [p for m in (text, model) for b in m.blocks for n, p in b.named_parameters() if p.dim() == 2 and not n.endswith("table")]
    chosen = set(matrices)
    others = [p for m in (text, model) for p in m.parameters() if p not in chosen]
    optimizers = Optimizers(matrices, others, lr_matrices=3e-3 * args.rate, lr_others=1.5e-3 * args.rate, betas=(.9, .98))
    ema, text_ema = Ema(model, .99), Ema(text, .99)
    step, begin, spent, origin, seen = 0, 0, 0.0, 0.0, {b: 0 for b in BATCH}
    if args.resume:
        saved = load_state(name)
        model.load_state_dict(saved["model"])
        text.load_state_dict(saved["text"])
        ema.shadow, text_ema.shadow, step, spent, seen = saved["ema"], saved["text_ema"], saved["step"], saved["minutes"], saved["seen"]
        origin = spent if args.afresh else saved.get("origin", 0.0)
        if saved["optimizers"] and not args.afresh:
            optimizers.load(saved["optimizers"])
        else:  # new optimizers warm up again
            begin = step
        ema.steps = text_ema.steps = step - begin
        rng.seed(args.seed + step)
        torch.manual_seed(args.seed + step)
    vae, render = (checkpoint.load_vae(), Renderer()) if args.encode else (None, None)
    pool, clock, sets, running = Pool(*checkpoint.load_stats()), Clock(args.minutes, spent, origin), {}, {}

    while args.encode and not pool.shards["clip64"]:  # a new machine
        add_shard(vae, render, args.seed)
        pool.refresh()

    def save():
        save_state(name, model=model.state_dict(), text=text.state_dict(), ema=ema.shadow, text_ema=text_ema.shadow, step=step,
                   optimizers=optimizers.state(), minutes=clock.now(), origin=origin, budget=args.minutes, seen=seen, seed=args.seed)

    def milestone(stage):
        for bucket in ("image64", "clip64", "clip96"):
            if bucket not in sets and pool.shards[bucket]:
                sets[bucket] = pool.batch(bucket, 48 if bucket != "clip96" else 24, random.Random(4))
        checks = {"step": step, "seen": dict(seen), "velocity": validate(text_ema.shadow, ema.shadow, tokens, sets)}
        print(checks, flush=True) if args.rehearse else log(stage, clock.now(), checks, args.seed, args.bf16)

    while clock.progress() < 1:
        shares = next(s for until, s in STAGES if clock.progress() <= until)
        bucket = rng.choices(list(shares), list(shares.values()))[0]
        if not pool.shards[bucket]:  # without any, batch() waits for it
            bucket = next((b for b in ("clip64", "image64") if pool.shards[b]), bucket)
        latents, coverage, scenes = pool.batch(bucket, 4 if args.rehearse else BATCH[bucket], rng)
        with autocast(args):
            loss, aside = loss_of(text, model, tokens, latents, coverage, scenes, rng)
        (loss + .1 * aside).backward()
        optimizers.step(schedule(clock.progress(), step - begin, warmup=50, constant=.45))
        ema.update(model)
        text_ema.update(text)
        step, seen[bucket] = step + 1, seen[bucket] + len(scenes)
        running[bucket] = .95 * running.get(bucket, loss.item()) + .05 * loss.item()
        if step % 20 == 0:
            print(f"{clock.now():.2f} min step {step}", {b: round(v, 4) for b, v in running.items()}, f"aside {aside.item():.3f}", flush=True)
        if args.encode and step % args.encode == 0:
            add_shard(vae, render, args.seed)
        if clock.due("refresh", .5):
            pool.refresh()
        if clock.due("check", 5):
            milestone("dit")
        if clock.due("save", 2):
            save()
    save()
    if not clock.stopped:
        milestone("dit-done")


if __name__ == "__main__":
    main()
