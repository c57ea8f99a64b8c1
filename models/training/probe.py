"""A small judge that names subject, place and motion of a clip: python probe.py --minutes 5

Frames [B, 9, 3, 64, 64] in 0..1: nine frames in a row, or every second of seventeen; larger clips are resized to 64.
It learns from renders and their VAE reconstructions and proves itself on held-out combinations.
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
from runner import Clock, arguments, load_state, log, save_state, schedule, wait_while_paused
from world import EARLY, MOTIONS, PLACES, SUBJECTS

FRAMES, SIZE = 9, 64


class Probe(nn.Module):
    def __init__(self):
        super().__init__()
        widths = (3, 24, 48, 64, 64)
        self.eye = nn.Sequential(*(layer for a, b in zip(widths, widths[1:]) for layer in (nn.Conv2d(a, b, 3, 2, 1), nn.ReLU())),
                                 nn.Flatten(), nn.Linear(1024, 128), nn.ReLU())
        self.subject, self.place = nn.Linear(128, len(EARLY["subjects"])), nn.Linear(128, len(EARLY["places"]))
        self.motion = nn.Sequential(nn.Linear(FRAMES * 128, 128), nn.ReLU(), nn.Linear(128, len(EARLY["motions"])))

    def forward(self, frames):
        seen = self.eye(frames.flatten(0, 1)).view(-1, FRAMES, 128)
        mean = seen.mean(1)
        return self.subject(mean), self.place(mean), self.motion(seen.flatten(1))


def prepare(video):
    """Any clip of 9 or more frames as the probe wants it; a single image is repeated."""
    if video.shape[1] == 1:
        video = video.expand(-1, FRAMES, -1, -1, -1)
    video = video[:, ::(video.shape[1] - 1) // (FRAMES - 1)][:, :FRAMES]
    small = F.interpolate(video.flatten(0, 1), (SIZE, SIZE), mode="area")
    return small.view(-1, FRAMES, *small.shape[1:])


def labels(scenes):
    index = lambda kind, values: torch.tensor([EARLY[kind].index(v) for v in values.tolist()])
    return [index("subjects", scenes.subject[:, 0]), index("places", scenes.place), index("motions", scenes.motion[:, 0])]


@torch.no_grad()
def draw(render, rng, count, long, vae=None, training=True):
    """Clips of 9 x 64 x 64 or, long, of 17 x 96 x 96, as the probe sees them; through the VAE when there is one."""
    scenes = sample_scenes(count, EARLY, rng, training=training)
    video, _ = render(scenes, 17 if long else 9, *((96, 96) if long else (64, 64)))
    if vae is not None:
        video = torch.cat([(vae.decoder(vae.encoder(v * 2 - 1)[0]) + 1) / 2 for v in video.split(4)]).clamp(0, 1)
    return prepare(video), labels(scenes)


def rebuilt_pool(render, vae, rng, short=240, long=84):
    """Reconstructions cost most, so they are made once and seen many times."""
    parts = [draw(render, rng, 24, False, vae) for _ in range(short // 24)] + [draw(render, rng, 12, True, vae) for _ in range(long // 12)]
    return torch.cat([p[0] for p in parts]), [torch.cat(t) for t in zip(*(p[1] for p in parts))]


@torch.no_grad()
def accuracy(probe, render, vae, rebuilt, count=144):
    """Share of right answers in percent on held-out combinations."""
    rng, right = torch.Generator().manual_seed(77), torch.zeros(3)
    for i in range(count // 24):
        frames, truth = draw(render, rng, 24, i % 2 == 1, vae if rebuilt else None, training=None)
        right += torch.tensor([(o.argmax(1) == t).sum() for o, t in zip(probe(frames), truth)])
    return {k: round(v, 1) for k, v in zip(("subject", "background", "motion"), (100 * right / count).tolist())}


def store(probe, checks):
    os.makedirs(OUT, exist_ok=True)
    outputs = ["subject_logits", "background_logits", "motion_logits"]
    with tempfile.TemporaryDirectory() as scratch:
        graph = trace(probe, (torch.rand(2, FRAMES, 3, SIZE, SIZE),), ["frames"], outputs, {n: {0: "B"} for n in ["frames", *outputs]},
                      os.path.join(scratch, "probe.onnx"))
    store_half(graph, os.path.join(OUT, "probe.onnx"))
    words = lambda items, chosen: [items[i].word for i in chosen]
    write_json(os.path.join(OUT, "probe.json"), {
        "input": {"name": "frames", "shape": ["B", FRAMES, 3, SIZE, SIZE], "range": [0, 1],
                  "about": "nine frames in a row, or frames 0, 2, …, 16 of seventeen; other sizes are resized to 64 x 64 by area averaging; "
                           "a still image is repeated nine times"},
        "outputs": {"subject_logits": words(SUBJECTS, EARLY["subjects"]), "background_logits": words(PLACES, EARLY["places"]),
                    "motion_logits": words(MOTIONS, EARLY["motions"])},
        "accuracy": checks})


def main():
    args = arguments(__doc__, 5).parse_args()
    torch.manual_seed(args.seed)
    torch.set_num_threads(1)
    rng, render, vae, probe = torch.Generator().manual_seed(args.seed), Renderer(), checkpoint.load_vae(), Probe()
    matrices = [p for p in probe.eye.parameters() if p.dim() == 4][1:]
    chosen = set(matrices)
    optimizers = Optimizers(matrices, [p for p in probe.parameters() if p not in chosen], lr_matrices=2e-3, lr_others=1e-3)
    clock, step = Clock(args.minutes), 0
    if args.resume:
        probe.load_state_dict(load_state("probe")["model"])
        rng.manual_seed(args.seed + 1)
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
            save_state("probe", model=probe.state_dict())
    checks = {"renders": accuracy(probe, render, vae, False), "reconstructions": accuracy(probe, render, vae, True)}
    save_state("probe", model=probe.state_dict())
    for p in probe.parameters():
        p.data = p.data.half().float()
    store(probe, checks)
    print(checks) if args.rehearse else log("probe", clock.now(), {"step": step, **checks}, args.seed)


if __name__ == "__main__":
    main()
