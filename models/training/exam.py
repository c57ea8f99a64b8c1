"""Writes what `npm run model:eval` asks the shipped model: prompts with their answers, and true clips: python exam.py

exam.json holds prompts by kind, the clips' scenes and how much renders of one scene differ; clips.webp has a held-out
clip of 17 x 64 x 64 a row, losslessly, and coverage.webp where its subject is; stills.webp has held-out pictures of 384 x 384. All of it is drawn from card.TRAINED.
"""
import os
import torch
from PIL import Image
from captions import scene_of
from card import EXAMPLES, TRAINED
from export import write_json
from fixtures import OUT
from onnx_files import replace_file
from render import Renderer, sample_scenes
from world import GO, MOTIONS, PLACES, SUBJECTS

FRAMES, SIZE, CLIPS = 17, 64, 32
STILLS, LARGE = 6, 96  # pictures of 384 x 384 for the upscaler
SORA = ["Several giant wooly mammoths approach treading through a snowy meadow",
        "A stylish woman walks down a Tokyo street filled with warm glowing neon",
        "A cat waking up its sleeping owner demanding breakfast", "Five gray wolf pups frolicking", "Basketball through hoop then explodes"]


def noun(word):
    articles = {"outer space": "", "mountains": "the ", "deep sea": "the "}
    return articles.get(word, "an " if word[0] in "aeiou" else "a ") + word


def at(place):
    return f"{'on' if 'on' in place.prepositions else 'in'} {noun(place.word)}"


def parts(scene, k=0):
    return SUBJECTS[scene["subject"][k]], MOTIONS[scene["motion"][k]], PLACES[scene["place"]]


def plain(scene):
    """One simple English sentence that names everything that is judged."""
    subject, motion, place = parts(scene)
    return f"{noun(subject.word)} {motion.phrases[0].format(go=GO[subject.gait][0][0])} {at(place)}"


def paraphrase(scene):
    """Wording and order that the training grammar never makes."""
    subject, motion, place = parts(scene)
    return f"show me one {place.word}: here {motion.phrases[1].format(go=GO[subject.gait][0][0])} my {subject.word}"


def chinese(scene):
    subject, motion, place = parts(scene)
    return f"一{subject.measure}{subject.zh}在{place.zh}里{motion.phrases_zh[0].format(go=GO[subject.gait][1][0])}"


def two(scene):
    (left, does, place), (right, acts, _) = parts(scene), parts(scene, 1)
    say = lambda subject, motion: f"{noun(subject.word)} {motion.phrases[0].format(go=GO[subject.gait][0][0])}"
    return f"{say(left, does)} on the left and {say(right, acts)} on the right {at(place)}"


def answers(scene):
    subject, motion, place = parts(scene)
    return {"subject": subject.word, "background": place.word, "motion": motion.word}


def questions(count, seed, wording, training=True, second=0.0):
    scenes = sample_scenes(count, TRAINED, torch.Generator().manual_seed(seed), second=second, training=training)
    for i in range(count):
        scene = scene_of(scenes, i, 9)
        other = {"second": SUBJECTS[scene["subject"][1]].word} if second else {}
        yield {"prompt": wording(scene), **answers(scene), **other}


def changed(scene):
    """The same scene with another subject, five further in the list."""
    known = TRAINED["subjects"]
    return {**scene, "subject": [known[(known.index(scene["subject"][0]) + 5) % len(known)], -1]}


def deviation(render, seed, frames=9, count=8):
    """A prompt and how far renders of it lie apart: the mean over pixels of the standard deviation over scenes."""
    scenes = sample_scenes(count, TRAINED, torch.Generator().manual_seed(seed))
    for field in ("subject", "motion", "place"):
        getattr(scenes, field)[:] = getattr(scenes, field)[:1].clone()
    return {"prompt": plain(scene_of(scenes, 0, frames)), "deviation": round(render(scenes, frames, SIZE, SIZE)[0].std(0).mean().item(), 5)}


def strips(video):
    """[B, T, C, H, W] in 0..1 as one picture, a clip a row."""
    b, t, c, h, w = video.shape
    pixels = (video * 255).round().byte().permute(0, 3, 1, 4, 2).reshape(b * h, t * w, c)
    return Image.fromarray(pixels.squeeze(-1).numpy())


def main():
    torch.set_num_threads(1)
    render = Renderer()
    scenes = sample_scenes(CLIPS, TRAINED, torch.Generator().manual_seed(99), training=None)
    video, coverage = render(scenes, FRAMES, SIZE, SIZE)
    save = lambda name, image: replace_file(os.path.join(OUT, name), lambda p: image.save(p, "WEBP", lossless=True, quality=100, method=6))
    save("clips.webp", strips(video.clamp(0, 1)))
    stills = sample_scenes(STILLS, TRAINED, torch.Generator().manual_seed(98), training=None)
    save("stills.webp", strips(render(stills, 1, 4 * LARGE, 4 * LARGE)[0].clamp(0, 1)))
    save("coverage.webp", strips((coverage > .5).float()).convert("RGB"))
    rows = [scene_of(scenes, i, FRAMES) for i in range(CLIPS)]
    write_json(os.path.join(OUT, "exam.json"), {
        "prompts": {"plain": list(questions(200, 21, plain)), "heldOut": list(questions(48, 22, plain, training=None)),
                    "paraphrase": list(questions(48, 21, paraphrase)), "chinese": list(questions(48, 21, chinese)),
                    "two": list(questions(32, 24, two, second=1.0))},
        "clips": [{"prompt": plain(s), **answers(s), "changed": {"prompt": plain(changed(s)), **answers(changed(s))}} for s in rows],
        "diversity": [deviation(render, 51 + i) for i in range(6)], "examples": [text for pair in EXAMPLES for text in pair], "sora": SORA})
    print({f: os.path.getsize(os.path.join(OUT, f)) for f in ("exam.json", "clips.webp", "coverage.webp", "stills.webp")})


if __name__ == "__main__":
    main()
