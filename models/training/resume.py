"""Carries training to another machine: python resume.py save | load

save: transformer and text encoder as float16 running means, and the places of all in the schedule, into resume/; they
may be further than the shipped weights. load: rebuilds the training state from there and takes autoencoder and upscaler
from their ONNX files in the library, which must be as far as resume/ says; the optimizers start again with a warm-up.
"""
import json
import os
import sys
import numpy as np
import onnx
import torch
from onnx import numpy_helper
import tokenizer as words
from dit import TextEncoder, Transformer
from export import LIBRARY, write_json
from runner import load_state, save_state
from upscaler import Upscaler
from vae import Vae

HERE = os.path.join(os.path.dirname(os.path.abspath(__file__)), "resume")
WEIGHTS, PLACE = os.path.join(HERE, "weights.npz"), os.path.join(HERE, "schedule.json")


def modules():
    return {"transformer": Transformer(), "text": TextEncoder(words.load().get_vocab_size(), words.LENGTH)}


def planes(value):
    """float16 with its high and low bytes apart, which a zip file makes a seventh smaller."""
    return value.half().flatten().numpy().view(np.uint8).reshape(-1, 2).T.copy()


def unplaned(stored, like):
    return torch.from_numpy(stored.T.copy().view(np.float16).astype(np.float32)).view(like.shape)


def save():
    os.makedirs(HERE, exist_ok=True)
    dit, vae, upscaler, stats, preview = (load_state(name) for name in ("dit", "vae", "upscaler", "stats", "preview"))
    means = {"transformer": dit["ema"], "text": dit["text_ema"]}
    np.savez_compressed(WEIGHTS, **{f"{part}.{k}": planes(v) for part, weights in means.items() for k, v in weights.items()})
    write_json(PLACE, {
        "dit": {k: dit[k] for k in ("step", "minutes", "origin", "budget", "seen", "seed")},
        "vae": {k: vae[k] for k in ("step", "minutes", "budget", "frames", "seed", "settled")},
        "upscaler": {k: upscaler[k] for k in ("step", "minutes")},
        "latents": {k: v.tolist() for k, v in stats.items()}, "preview": {k: v.tolist() for k, v in preview.items()}})
    print(os.path.getsize(WEIGHTS) / 1e6, "MB")


def exported(*path):
    """The graph of an exported file and its tensors by name, as float32."""
    graph = onnx.load(os.path.join(LIBRARY, *path, "model.onnx")).graph
    return graph, {t.name: torch.from_numpy(numpy_helper.to_array(t).astype("float32")) for t in graph.initializer}


def vae_weights():
    """Tensors keep their PyTorch names; the large ones are float16."""
    found = exported("pocket-v1", "vae_encoder")[1] | exported("pocket-v1", "vae_decoder")[1]
    return {k: found.get(k, found.get(k + "_half")) for k in Vae().state_dict()}


def upscaler_weights():
    """Tensors keep their PyTorch names, but for the PReLU slopes, which keep their order."""
    graph, found = exported("pocket-upscaler", "upscaler")
    slopes = iter([found[node.input[1]].flatten() for node in graph.node if node.op_type == "PRelu"])
    return {k: found[k] if k in found else next(slopes) for k in Upscaler().state_dict()}


def load():
    place, stored = json.load(open(PLACE)), np.load(WEIGHTS)
    found = {part: {k: unplaned(stored[f"{part}.{k}"], v) for k, v in module.state_dict().items()} for part, module in modules().items()}
    vae, transformer, text, upscaler = vae_weights(), found["transformer"], found["text"], upscaler_weights()
    save_state("vae", model=vae, ema=vae, optimizers=None, **place["vae"])
    save_state("dit", model=transformer, ema=transformer, text=text, text_ema=text, optimizers=None, **place["dit"])
    save_state("upscaler", model=upscaler, ema=upscaler, optimizers=None, **place["upscaler"])
    for name, key in (("stats", "latents"), ("preview", "preview")):
        save_state(name, **{k: torch.tensor(v) for k, v in place[key].items()})


if __name__ == "__main__":
    {"save": save, "load": load}[sys.argv[1]]()
