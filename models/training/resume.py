"""Carries training to another machine: python resume.py save | load

save: transformer, text encoder and autoencoder as float16 running means, and their places in the schedule, into
resume/; they may be further than the shipped weights. load: rebuilds the training state from there and takes the
upscaler from its ONNX file in the library; the optimizers start again with a warm-up.
"""
import json
import os
import sys
import onnx
import torch
from onnx import numpy_helper
from export import LIBRARY, write_json
from runner import load_state, save_state
from upscaler import Upscaler

HERE = os.path.join(os.path.dirname(os.path.abspath(__file__)), "resume")
WEIGHTS, PLACE = os.path.join(HERE, "weights.pt"), os.path.join(HERE, "schedule.json")


def save():
    os.makedirs(HERE, exist_ok=True)
    dit, vae, upscaler, stats, preview = (load_state(name) for name in ("dit", "vae", "upscaler", "stats", "preview"))
    half = lambda weights: {k: v.half() for k, v in weights.items()}
    torch.save({"transformer": half(dit["ema"]), "text": half(dit["text_ema"]), "vae": half(vae["ema"])}, WEIGHTS)
    write_json(PLACE, {
        "dit": {k: dit[k] for k in ("step", "minutes", "origin", "budget", "seen", "seed")},
        "vae": {k: vae[k] for k in ("step", "minutes", "budget", "frames", "seed", "settled")},
        "upscaler": {k: upscaler[k] for k in ("step", "minutes")},
        "latents": {k: v.tolist() for k, v in stats.items()}, "preview": {k: v.tolist() for k, v in preview.items()}})
    print(os.path.getsize(WEIGHTS) / 1e6, "MB")


def upscaler_weights():
    """Out of the exported graph: tensors keep their PyTorch names, but for the PReLU slopes, which keep their order."""
    graph = onnx.load(os.path.join(LIBRARY, "pocket-upscaler", "upscaler", "model.onnx")).graph
    found = {t.name: torch.from_numpy(numpy_helper.to_array(t).copy()) for t in graph.initializer}
    slopes = iter([found[node.input[1]].flatten() for node in graph.node if node.op_type == "PRelu"])
    return {k: found[k] if k in found else next(slopes) for k in Upscaler().state_dict()}


def load():
    place, weights = json.load(open(PLACE)), torch.load(WEIGHTS)
    full = lambda values: {k: v.float() for k, v in values.items()}
    vae, transformer, text, upscaler = full(weights["vae"]), full(weights["transformer"]), full(weights["text"]), upscaler_weights()
    save_state("vae", model=vae, ema=vae, optimizers=None, **place["vae"])
    save_state("dit", model=transformer, ema=transformer, text=text, text_ema=text, optimizers=None, **place["dit"])
    save_state("upscaler", model=upscaler, ema=upscaler, optimizers=None, **place["upscaler"])
    for name, key in (("stats", "latents"), ("preview", "preview")):
        save_state(name, **{k: torch.tensor(v) for k, v in place[key].items()})


if __name__ == "__main__":
    {"save": save, "load": load}[sys.argv[1]]()
