"""The acceptance checks in PyTorch, judged by the probe: python evaluate.py [--count 200] [--only text,image] [--sheets folder]"""
import argparse
import json
import os
import random
import torch
from captions import scene_of
from card import EXAMPLES
from checkpoint import decode, encode, encode_text, load_model
from fixtures import dequantised
from probe import Probe, labels, prepare
from render import Renderer, sample_scenes
from runner import load_state
from sampler import sample, sigmas_of
from sheets import sheet
from train_vae import check, gradient
from world import EARLY, FULL, GO, MOTIONS, PLACES, SUBJECTS

SORA = ["Several giant wooly mammoths approach treading through a snowy meadow",
        "A stylish woman walks down a Tokyo street filled with warm glowing neon",
        "A cat waking up its sleeping owner demanding breakfast", "Five gray wolf pups frolicking", "Basketball through hoop then explodes"]
SHORT, LONG = (9, 64, 64), (17, 96, 96)  # frames, height, width


def prompt_of(scene):
    """One plain English sentence that names everything that is judged."""
    subject, motion, place = SUBJECTS[scene["subject"][0]], MOTIONS[scene["motion"][0]], PLACES[scene["place"]]
    noun = lambda word: word if word == "outer space" else ("an " if word[0] in "aeiou" else "a ") + word
    return f"{noun(subject.word)} {motion.phrases[0].format(go=GO[subject.gait][0][0])} {place.prepositions[0]} {noun(place.word)}"


def paraphrase_of(scene):
    """Wording and order that the training grammar never makes."""
    subject, motion, place = SUBJECTS[scene["subject"][0]], MOTIONS[scene["motion"][0]], PLACES[scene["place"]]
    return f"show me one {place.word}: here {motion.phrases[1].format(go=GO[subject.gait][0][0])} my {subject.word}"


def chinese_of(scene):
    subject, motion, place = SUBJECTS[scene["subject"][0]], MOTIONS[scene["motion"][0]], PLACES[scene["place"]]
    return f"一{subject.measure}{subject.zh}在{place.zh}里{motion.phrases_zh[0].format(go=GO[subject.gait][1][0])}"


class Bench:
    def __init__(self, steps=20, guidance=3.0, shift=1.0, quantised=True, name="dit"):
        self.model, self.render, self.probe = load_model(name), Renderer(), Probe().eval()
        self.probe.load_state_dict(load_state("probe")["model"])
        if quantised:
            dequantised(self.model.transformer)
        self.guidance, self.sigmas = guidance, sigmas_of(steps, shift)

    def scenes(self, count, training=True, seed=21):
        return sample_scenes(count, EARLY, torch.Generator().manual_seed(seed), training=training)

    @torch.no_grad()
    def generate(self, prompts, shape, seed=1, known=None, known_frames=None, start=None, strength=1.0, batch=10):
        """Latents of the prompts; with start, video-to-video from strength down."""
        frames, height, width = shape
        size, rng = (16, (frames - 1) // 4 + 1, height // 8, width // 8), torch.Generator().manual_seed(seed)
        noise, empty = torch.randn(len(prompts), *size, generator=rng), encode_text(self.model, [""])
        sigmas = self.sigmas
        if start is not None:
            sigmas = self.sigmas[self.sigmas <= strength + 1e-6]
            noise = (1 - sigmas[0]) * start + sigmas[0] * noise
        found = []
        for i in range(0, len(prompts), batch):
            part, text = slice(i, i + batch), encode_text(self.model, prompts[i:i + batch])
            found.append(sample(self.model.transformer, text, empty.expand_as(text), noise[part], sigmas, self.guidance,
                                None if known is None else known[part], known_frames))
        return torch.cat(found)

    @torch.no_grad()
    def judge(self, video, scenes):
        answers = [o.argmax(1) == t for o, t in zip(self.probe(prepare(video)), labels(scenes))]
        return dict(zip(("subject", "background", "motion"), (round(100 * a.float().mean().item(), 1) for a in answers)))

    @torch.no_grad()
    def truth(self, scenes, shape):
        video = torch.cat([self.render(scenes.part(slice(i, i + 10)), *shape)[0] for i in range(0, len(scenes.place), 10)])
        return video, encode(self.model, video)


def plain(scenes, shape):
    return [scene_of(scenes, i, shape[0]) for i in range(len(scenes.place))]


def check_text(bench, count, shape, wording=prompt_of, training=True, seed=21):
    """Text to video: what the probe sees, and how sharp it is against reconstructions of true clips."""
    scenes = bench.scenes(count, training, seed)
    prompts = [wording(s) for s in plain(scenes, shape)]
    video = decode(bench.model, bench.generate(prompts, shape))
    original, latents = bench.truth(scenes.part(slice(0, 40)), shape)
    rebuilt = decode(bench.model, latents)
    result = {"n": count, **bench.judge(video, scenes), "sharpness": round(gradient(video) / gradient(rebuilt), 3),
              "reconstruction sharpness": round(gradient(rebuilt) / gradient(original), 3)}
    return result, video, prompts


def psnr(a, b):
    return round(-10 * (a - b).pow(2).mean().clamp(min=1e-12).log10().item(), 1)


def seam(video, border):
    """Change across a border of known and generated frames over the clip's median change; mean over clips."""
    steps = video.diff(dim=1).abs().mean((2, 3, 4))
    return round((steps[:, border - 1] / steps.median(1).values).mean().item(), 2)


def check_known(bench, count, shape=SHORT):
    scenes = bench.scenes(count, seed=31)
    prompts = [prompt_of(s) for s in plain(scenes, shape)]
    original, latents = bench.truth(scenes, shape)
    rebuilt, t, results = decode(bench.model, latents), latents.shape[2], {}
    cases = {"image to video": [0], "extend": [0, 1], "extend back": [t - 1], "connect": [0, t - 1]}
    for name, frames in cases.items():
        fixed = torch.zeros(t, dtype=torch.bool)
        fixed[frames] = True
        video = decode(bench.model, bench.generate(prompts, shape, known=latents, known_frames=fixed))
        results[name] = {**bench.judge(video, scenes)}
        if fixed[0]:
            results[name]["frame 0 vs reconstruction dB"] = psnr(video[:, 0], rebuilt[:, 0])
        if name == "extend":
            results[name]["seam"], results[name]["reconstruction seam"] = seam(video, 5), seam(rebuilt, 5)
        if name == "connect":
            results[name]["seam"], results[name]["reconstruction seam"] = seam(video, shape[0] - 4), seam(rebuilt, shape[0] - 4)
    return results


def check_change(bench, count, shape=SHORT, strength=.7):
    """Video to video with another subject in the prompt."""
    scenes = bench.scenes(count, seed=41)
    _, latents = bench.truth(scenes, shape)
    chosen = EARLY["subjects"]
    scenes.subject[:, 0] = torch.tensor([chosen[(chosen.index(s) + 5) % len(chosen)] for s in scenes.subject[:, 0].tolist()])
    video = decode(bench.model, bench.generate([prompt_of(s) for s in plain(scenes, shape)], shape, start=latents, strength=strength))
    return bench.judge(video, scenes)


def check_diversity(bench, shape=SHORT, seeds=8):
    """Pixel deviation over seeds of one prompt against renders of the same scene; mean of six prompts."""
    ratios = []
    for i in range(6):
        scenes = bench.scenes(seeds, seed=51 + i)
        for field in ("subject", "motion", "place"):
            getattr(scenes, field)[:] = getattr(scenes, field)[:1].clone()
        video = decode(bench.model, bench.generate([prompt_of(s) for s in plain(scenes, shape)], shape, seed=61 + i))
        original = bench.render(scenes, *shape)[0]
        ratios.append((video.std(0).mean() / original.std(0).mean()).item())
    return round(sum(ratios) / len(ratios), 2)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=200)
    parser.add_argument("--long", type=int, default=100, help="prompts at 17 frames of 96 x 96")
    parser.add_argument("--few", type=int, default=40, help="prompts of the other checks")
    parser.add_argument("--only", default="vae,text,long,heldout,words,known,change,diversity")
    parser.add_argument("--guidance", type=float, default=3.0)
    parser.add_argument("--shift", type=float, default=1.0)
    parser.add_argument("--sheets", default="/opt/train/sheets")
    args = parser.parse_args()
    torch.set_num_threads(1)
    random.seed(0)
    bench, only, report = Bench(guidance=args.guidance, shift=args.shift), args.only.split(","), {}

    def note(name, value):
        report[name] = value
        with open(os.path.join(args.sheets, "evaluation.json"), "w") as file:
            json.dump(report, file, indent=1)
        print(name, json.dumps(value), flush=True)

    if "show" in only:
        for name, prompts in (("samples-96", [e for e, _ in EXAMPLES] + [z for _, z in EXAMPLES[:4]]), ("samples-sora", SORA)):
            captions = [p if p.isascii() else next(e for e, z in EXAMPLES if z == p) + " (asked in Chinese)" for p in prompts]
            sheet(os.path.join(args.sheets, name + ".png"), decode(bench.model, bench.generate(prompts, LONG, seed=3)), captions, frames=5, columns=2)
    if "vae" in only:
        note("vae 17x64x64", check(bench.model.vae, bench.render, count=48))
        note("vae 17x96x96", check(bench.model.vae, bench.render, count=24, size=96))
        note("vae full world 17x64x64", check(bench.model.vae, bench.render, FULL, count=48))
    if "text" in only:
        result, video, prompts = check_text(bench, args.count, SHORT)
        note("text 9x64x64", result)
        sheet(os.path.join(args.sheets, "text-64.png"), video[:24], prompts, columns=2)
    if "long" in only:
        result, video, prompts = check_text(bench, args.long, LONG)
        note("text 17x96x96", result)
        sheet(os.path.join(args.sheets, "text-96.png"), video[:24], prompts, columns=2, frames=5)
    if "heldout" in only:
        note("held-out combinations 9x64x64", check_text(bench, args.few, SHORT, training=None, seed=22)[0])
    if "words" in only:
        note("paraphrases 9x64x64", check_text(bench, args.few, SHORT, paraphrase_of)[0])
        note("Chinese 9x64x64", check_text(bench, args.few, SHORT, chinese_of)[0])
    if "known" in only:
        note("known frames 9x64x64", check_known(bench, args.few))
    if "change" in only:
        note("video to video 0.7", check_change(bench, args.few))
    if "diversity" in only:
        note("diversity", check_diversity(bench))


if __name__ == "__main__":
    main()
