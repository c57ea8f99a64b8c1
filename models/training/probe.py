"""A small judge that names subject, place and motion of a clip: python probe.py --minutes 15

Frames [B, 9, 3, 64, 64] in 0..1: nine frames in a row, or every second of seventeen; larger clips are resized to 64.
What and where is seen on three frames, motion on each frame with its change to the next. It learns from renders and
their VAE reconstructions and proves itself on held-out combinations.
"""
import os
import tempfile
import torch
from torch import nn
import torch.nn.functional as F
import checkpoint
from export import write_json
from fixtures import OUT
from muon import Optimizers
from onnx_files import store_half, trace
from render import Renderer, sample_scenes
from runner import STATE, Clock, arguments, load_state, log, save_state, schedule, state_path, wait_while_paused
from world import MOTIONS, PLACES, SUBJECTS, WIDE

FRAMES, SIZE = 9, 64


def eye(channels, widths, features):
    """Four convolutions of stride 2: a picture of 64 x 64 to a vector."""
    pairs = zip((channels, *widths), widths)
    layers = [layer for a, b in pairs for layer in (nn.Conv2d(a, b, 3, 2, 1), nn.ReLU())]
    return nn.Sequential(*layers, nn.Flatten(), nn.Linear(widths[-1] * (SIZE // 16) ** 2, features), nn.ReLU())


class Probe(nn.Module):
    def __init__(self):
        super().__init__()
        self.still, self.moving = eye(3, (32, 64, 96, 96), 160), eye(6, (16, 32, 48, 64), 64)
        self.subject, self.place = nn.Linear(160, len(WIDE["subjects"])), nn.Linear(160, len(WIDE["places"]))
        self.motion = nn.Sequential(nn.Linear((FRAMES - 1) * 64, 128), nn.ReLU(), nn.Linear(128, len(WIDE["motions"])))

    def forward(self, frames):
        seen = self.still(frames[:, ::4].flatten(0, 1)).unflatten(0, (-1, 3)).mean(1)
        changes = 4 * (frames[:, 1:] - frames[:, :-1])
        moved = self.moving(torch.cat([frames[:, :-1], changes], 2).flatten(0, 1)).unflatten(0, (-1, FRAMES - 1))
        return self.subject(seen), self.place(seen), self.motion(moved.flatten(1))


def prepare(video):
    """Any clip of 9 or more frames as the probe wants it; a single image is repeated."""
    if video.shape[1] == 1:
        video = video.expand(-1, FRAMES, -1, -1, -1)
    video = video[:, ::(video.shape[1] - 1) // (FRAMES - 1)][:, :FRAMES]
    small = F.interpolate(video.flatten(0, 1), (SIZE, SIZE), mode="area")
    return small.view(-1, FRAMES, *small.shape[1:])


def labels(scenes):
    index = lambda kind, values: torch.tensor([WIDE[kind].index(v) for v in values.tolist()])
    return [index("subjects", scenes.subject[:, 0]), index("places", scenes.place), index("motions", scenes.motion[:, 0])]


@torch.no_grad()
def draw(render, rng, count, long, vae=None, training=True):
    """Clips of 9 x 64 x 64 or, long, of 17 x 96 x 96, as the probe sees them; through the VAE when there is one."""
    scenes = sample_scenes(count, WIDE, rng, training=training)
    video, _ = render(scenes, 17 if long else 9, *((96, 96) if long else (64, 64)))
    if vae is not None:
        video = torch.cat([(vae.decoder(vae.encoder(v * 2 - 1)[0]) + 1) / 2 for v in video.split(4)]).clamp(0, 1)
    return prepare(video), labels(scenes)


def rebuilt_pool(render, vae, rng, short=360, long=120):
    """Reconstructions cost most, so they are made once, kept beside the state and seen many times."""
    path = os.path.join(STATE, "rebuilt.pt")
    if os.path.exists(path) and os.path.getmtime(path) > os.path.getmtime(state_path("stats")):  # of the same autoencoder
        return torch.load(path)
    parts = [draw(render, rng, 24, False, vae) for _ in range(short // 24)] + [draw(render, rng, 12, True, vae) for _ in range(long // 12)]
    pool = torch.cat([p[0] for p in parts]), [torch.cat(t) for t in zip(*(p[1] for p in parts))]
    torch.save(pool, path)
    return pool


@torch.no_grad()
def accuracy(probe, render, vae, rebuilt, count=144):
    """Share of right answers in percent on held-out combinations."""
    rng, right = torch.Generator().manual_seed(77), torch.zeros(3)
    for i in range(count // 24):
        frames, truth = draw(render, rng, 24, i % 2 == 1, vae if rebuilt else None, training=None)
        right += torch.tensor([(o.argmax(1) == t).sum() for o, t in zip(probe(frames), truth)])
    return {k: round(v, 1) for k, v in zip(("subject", "background", "motion"), (100 * right / count).tolist())}


def store(probe, checks, folder):
    os.makedirs(folder, exist_ok=True)
    outputs = ["subject_logits", "background_logits", "motion_logits"]
    with tempfile.TemporaryDirectory() as scratch:
        graph = trace(probe, (torch.rand(2, FRAMES, 3, SIZE, SIZE),), ["frames"], outputs, {n: {0: "B"} for n in ["frames", *outputs]},
                      os.path.join(scratch, "probe.onnx"))
    store_half(graph, os.path.join(folder, "probe.onnx"))
    words = lambda items, chosen: [items[i].word for i in chosen]
    write_json(os.path.join(folder, "probe.json"), {
        "input": {"name": "frames", "shape": ["B", FRAMES, 3, SIZE, SIZE], "range": [0, 1],
                  "about": "nine frames in a row, or frames 0, 2, …, 16 of seventeen; other sizes are resized to 64 x 64 by area averaging; "
                           "a still image is repeated nine times"},
        "outputs": {"subject_logits": words(SUBJECTS, WIDE["subjects"]), "background_logits": words(PLACES, WIDE["places"]),
                    "motion_logits": words(MOTIONS, WIDE["motions"])},
        "accuracy": checks})


def main():
    args = arguments(__doc__, 5).parse_args()
    torch.manual_seed(args.seed)
    torch.set_num_threads(1)
    rng, render, vae, probe = torch.Generator().manual_seed(args.seed), Renderer(), checkpoint.load_vae(), Probe()
    matrices = [p for part in (probe.still, probe.moving) for p in [p for p in part.parameters() if p.dim() == 4][1:]]
    chosen = set(matrices)
    optimizers = Optimizers(matrices, [p for p in probe.parameters() if p not in chosen], lr_matrices=2e-3, lr_others=1e-3)
    spent, step = 0.0, 0
    if args.resume:
        saved = load_state("probe")
        probe.load_state_dict(saved["model"])
        optimizers.load(saved["optimizers"])
        spent, step = saved["minutes"], saved["step"]
        rng.manual_seed(args.seed + step)
    clock = Clock(args.minutes, spent)

    def save():
        save_state("probe", model=probe.state_dict(), optimizers=optimizers.state(), minutes=clock.now(), step=step)

    pool, answers = rebuilt_pool(render, vae, rng, *((24, 12) if args.rehearse else ()))
    while clock.progress() < 1:
        if step % 3 == 2:
            chosen = torch.randint(len(pool), (32,), generator=rng)
            frames, truth = pool[chosen], [a[chosen] for a in answers]
        else:
            frames, truth = draw(render, rng, 32, step % 6 == 0)
        frames = (frames * (.9 + .2 * torch.rand(len(frames), 1, 1, 1, 1)) + .02 * torch.randn_like(frames)).clamp(0, 1)
        losses = [F.cross_entropy(o, t) for o, t in zip(probe(frames), truth)]
        sum(losses).backward()
        optimizers.step(schedule(clock.progress(), step, constant=.5))
        step += 1
        if step % 50 == 0:
            wait_while_paused()
            print(f"{clock.now():.2f} min step {step}", [round(l.item(), 3) for l in losses], flush=True)
            save()
    if clock.stopped:
        return save()
    checks = {"renders": accuracy(probe, render, vae, False), "reconstructions": accuracy(probe, render, vae, True)}
    save()
    for p in probe.parameters():
        p.data = p.data.half().float()
    store(probe, checks, os.path.join(STATE, "probe") if args.rehearse else OUT)
    print(checks) if args.rehearse else log("probe", clock.now(), {"step": step, **checks}, args.seed)


if __name__ == "__main__":
    main()
