"""Writes models/library/pocket-v1/README.md from the word lists and evaluation.json: python write_card.py"""
import json
import os
from card import EXAMPLES
from export import FOLDER
from onnx_files import replace_file

HERE = os.path.dirname(os.path.abspath(__file__))

TEMPLATE = """# Pocket v1

A text-to-video model small enough to ship with the editor: {size:.1f} MB, runs on any CPU. It was trained from nothing by the scripts in
`models/training`, on a world that they draw themselves.

**Path: in the background, on a CPU.** One thread, float32 and in the end bfloat16 products, no GPU: {vae:.0f} CPU minutes for the autoencoder and {dit:.0f} for the transformer (the
first 78 of them on a smaller world). The training goes on, see `models/training`.

{remark}

![Text to video, 17 frames of 96 x 96](samples-96.png)

## What it knows

| kind | trained | in the vocabulary, not trained yet |
|---|---|---|
{lists}

It reads English and Chinese. A word that was not taught gives a random subject; `vocabulary.json` has every word that was, so that the
editor marks the others, and a prompt of only such words is refused.

Prompts that work: {examples}.

## What it cannot do

Anything else: other subjects, counts, people (but one dancing woman), text, sound. Two subjects in one clip are a matter of luck, see the
table; camera moves, weather, styles and colours of subjects were seen rarely and come out weakly. The prompts known from Sora, as they
come out:

![Prompts known from Sora, whatever they look like](samples-sora.png)

## Use

17 frames of 96 x 96 at 8 frames a second, 20 Euler steps, guidance 3, shift {shift}. Sizes are multiples of 16 pixels, lengths 4k + 1 frames.
Known latent frames (first, last, any) go in through `known` and `mask`: image to video, extending, connecting. Prompts are padded with 0 to
40 ids; the unconditional prompt is 40 zeros. `timestep` is the sigma, 1 = noise.

| file | input | output |
|---|---|---|
| `text_encoder/model.onnx` | `input_ids` int64 [B, L] | `last_hidden_state` [B, L, 192] |
| `transformer/model.onnx`, `model_q8d.onnx` | `hidden_states`, `known` [B, N, 64], `mask` [B, N, 1], `positions` [N, 3] (t, y, x in tokens), `timestep` [B], `encoder_hidden_states` | `velocity` [B, N, 64] |
| `vae_encoder/model.onnx` | `sample` [B, 3, T, H, W] in -1..1 | `latent_mean` [B, 16, T', H/8, W/8], raw |
| `vae_decoder/model.onnx` | `latent_sample`, raw | `sample` |

The transformer's 8-bit weights lie once in `transformer/weights.data`: `model.onnx` turns them into floats at load, `model_q8d.onnx`
multiplies integers. They are stored as code + 128 (uint8), because int8 weights saturate in ONNX Runtime on CPUs without VNNI.
Text encoder and autoencoder are float16 files that run in float32.

## Acceptance checks

`npm run model:eval` runs them through the editor's own engine, judged by `test/fixtures/pocket-v1/probe.onnx`, whose own accuracy is the
ceiling. The goals are those for training on a CPU in the background; three figures are subject / background / motion. {note}

| | check | measured | goal |
|---|---|---|---|
{table}

## Licence

Weights: MIT, with the rest of the project. The sprites it learnt from are Google's Noto Color Emoji (font: SIL OFL 1.1, images: Apache-2.0).
"""


REMARK = """By eye, on the sheet below: places, motions, colours and sizes are right nearly always; shapes are rough. A car, a fox, a duck, a penguin,
a strawberry or a hamburger can be named; a fish comes out striped like a bee, a shark, an elephant, a wolf or the mammoth hardly. Blind test: one
pair of fresh eyes (a language model that was told nothing of the world) named the subject in 29 of 40 clips (72.5 %, goal 60 %):
[sheet](blind-test.png), answers in `models/training/blind-test.json`."""


def lists(words):
    """Every word list, what was taught beside what the tokenizer only knows."""
    rows = []
    for kind in ("subjects", "motions", "backgrounds", "cameras", "weathers", "styles", "tints"):
        names = lambda keep: ", ".join(f"{item['word']} {item['zh']}" for item in words[kind] if item["trained"] == keep)
        rows.append(f"| {kind} | {names(True)} | {names(False)} |")
    return "\n".join(rows)


def table(rows):
    return "\n".join(f"| {'✓' if row['passed'] else '✗'} | {row['check']} | {row['found']} | {row['goal']} |" for row in rows)


def main():
    report = json.load(open(os.path.join(HERE, "evaluation.json")))
    manifest = json.load(open(os.path.join(FOLDER, "manifest.json")))
    text = TEMPLATE.format(size=sum(f["bytes"] for f in manifest["files"]) / 1e6, **report["settings"]["minutes"],
                           lists=lists(json.load(open(os.path.join(FOLDER, "vocabulary.json")))), table=table(report["table"]), remark=REMARK, note=report["settings"].get("note", ""), shift=manifest["defaults"]["shift"],
                           examples="; ".join(f"“{en}”, “{zh}”" for en, zh in EXAMPLES))
    replace_file(os.path.join(FOLDER, "README.md"), lambda p: open(p, "w", encoding="utf-8").write(text))


if __name__ == "__main__":
    main()
