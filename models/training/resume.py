"""Carries training to another machine: python resume.py save | load

save: the transformer and text encoder (and the upscaler) as float16 running means, and their place in the schedule,
into resume/. load: rebuilds the training state from resume/ and from the VAE's ONNX files in the library; the
optimizers start again with a warm-up.
"""
import json
import os
import sys
import onnx
import torch
from onnx import numpy_helper
from export import FOLDER, write_json
from runner import load_state, save_state
from vae import Vae

HERE = os.path.join(os.path.dirname(os.path.abspath(__file__)), "resume")
WEIGHTS, PLACE = os.path.join(HERE, "weights.pt"), os.path.join(HERE, "schedule.json")


def save():
    os.makedirs(HERE, exist_ok=True)
    dit, vae, upscaler = load_state("dit"), load_state("vae"), load_state("upscaler")
    half = lambda weights: {k: v.half() for k, v in weights.items()}
    torch.save({"transformer": half(dit["ema"]), "text": half(dit["text_ema"]), "upscaler": half(upscaler["ema"])}, WEIGHTS)
    stats = load_state("stats")
    write_json(PLACE, {
        "dit": {k: dit[k] for k in ("step", "minutes", "budget", "seen", "seed")},
        "vae": {k: vae[k] for k in ("step", "minutes", "budget", "frames", "seed", "settled")},
        "upscaler": {k: upscaler[k] for k in ("step", "minutes")},
        "latents": {k: v.tolist() for k, v in stats.items()}})
    print(os.path.getsize(WEIGHTS) / 1e6, "MB")


def vae_weights():
    """The VAE's weights out of the exported graphs; they keep their PyTorch names."""
    found = {}
    for part in ("vae_encoder", "vae_decoder"):
        for tensor in onnx.load(os.path.join(FOLDER, part, "model.onnx")).graph.initializer:
            found[tensor.name.removesuffix("_half")] = torch.from_numpy(numpy_helper.to_array(tensor).copy()).float()
    return {k: found[k] for k in Vae().state_dict()}


def load():
    place, weights, vae = json.load(open(PLACE)), torch.load(WEIGHTS), vae_weights()
    full = lambda values: {k: v.float() for k, v in values.items()}
    save_state("vae", model=vae, ema=vae, optimizers=None, **place["vae"])
    transformer, text, upscaler = (full(weights[k]) for k in ("transformer", "text", "upscaler"))
    save_state("dit", model=transformer, ema=transformer, text=text, text_ema=text, optimizers=None, **place["dit"])
    save_state("upscaler", model=upscaler, ema=upscaler, optimizers=None, **place["upscaler"])
    save_state("stats", **{k: torch.tensor(v) for k, v in place["latents"].items()})


if __name__ == "__main__":
    {"save": save, "load": load}[sys.argv[1]]()
