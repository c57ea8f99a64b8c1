"""Stores PyTorch's outputs for every exported part, and checks the files against them: python fixtures.py"""
import json
import os
import numpy as np
import onnxruntime as ort
import torch
import checkpoint
import tokenizer as words
from dit import CHANNELS, patchify
from export import FOLDER, write_json
from onnx_files import SMALL, quantise, replace_file
from sampler import sample, sigmas_of

HERE = os.path.dirname(os.path.abspath(__file__))
OUT = os.path.join(HERE, "..", "..", "test", "fixtures", "pocket-v1")
PROMPT = "a mammoth walks through a snowy meadow"
SHAPES = {"5x64x64": (5, 64, 64), "9x64x96": (9, 64, 96), "1x64x64": (1, 64, 64)}


def wave(*shape, rate=.37, scale=1.0):
    """The inputs: element i of the flattened tensor is scale * sin(rate * i), in float64, then float32."""
    return torch.from_numpy((scale * np.sin(rate * np.arange(int(np.prod(shape))))).astype(np.float32)).reshape(shape)


def dequantised(transformer):
    """The transformer with the weights that the int8 files hold."""
    for layer in transformer.modules():
        if isinstance(layer, torch.nn.Linear) and layer.weight.numel() >= 4 * SMALL:
            codes, scale = quantise(layer.weight.detach().numpy().T)
            layer.weight.data = torch.from_numpy((codes * scale).T.copy())
    return transformer


class Tensors:
    """All arrays of the fixture in one float32 (or int32) file, described by name, shape and offset."""

    def __init__(self):
        self.blob, self.index = bytearray(), {}

    def add(self, name, value):
        array = np.ascontiguousarray(value.detach().numpy().astype(np.float32))
        self.index[name] = {"shape": list(array.shape), "offset": len(self.blob), "length": array.nbytes}
        self.blob += array.tobytes()
        return name


def session(path):
    options = ort.SessionOptions()
    options.intra_op_num_threads = 1
    return ort.InferenceSession(os.path.join(FOLDER, path), options, providers=["CPUExecutionProvider"])


@torch.no_grad()
def main():
    model = checkpoint.load_model()
    for module in (model.vae, model.text, model.transformer):
        checkpoint.half_precision(module)
    dequantised(model.transformer)
    tensors, cases, worst = Tensors(), [], {}

    def case(part, name, inputs, expected, formula=None):
        """inputs: {input: tensor or formula}. Runs the file and keeps the largest difference."""
        feed = {k: v.numpy() for k, v in inputs.items()}
        for file in (["model.onnx", "model_q8d.onnx"] if part == "transformer" else ["model.onnx"]):
            found = torch.from_numpy(session(f"{part}/{file}").run(None, feed)[0])
            key, gap = f"{part}/{file}", (found - expected).abs().max().item()
            relative = ((found - expected).norm() / expected.norm().clamp(min=1e-9)).item()
            worst[key] = [max(a, b) for a, b in zip(worst.get(key, [0, 0]), (gap, relative))]
        stored = {k: formula[k] if formula and k in formula else
                  {"int64": v.tolist()} if v.dtype == torch.long else {"tensor": tensors.add(f"{part}.{name}.{k}", v)} for k, v in inputs.items()}
        cases.append({"part": part, "name": name, "inputs": stored, "output": tensors.add(f"{part}.{name}.output", expected)})

    ids = words.encode(model.tokens, [PROMPT, ""])
    text = model.text(ids)
    case("text_encoder", "prompt-and-empty", {"input_ids": ids}, text)
    for name, (t, h, w) in SHAPES.items():
        video = wave(1, 3, t, h, w)
        latents = model.vae.encoder(video.transpose(1, 2))[0].transpose(1, 2)
        case("vae_encoder", name, {"sample": video}, latents, {"sample": {"sine": {"shape": [1, 3, t, h, w], "rate": .37, "scale": 1}}})
        case("vae_decoder", name, {"latent_sample": latents}, model.vae.decoder(latents.transpose(1, 2)).transpose(1, 2))
        tokens, positions = patchify(wave(2, 16, (t - 1) // 4 + 1, h // 8, w // 8, rate=.71))
        mask = torch.zeros(2, tokens.shape[1], 1)
        mask[1, :tokens.shape[1] // ((t - 1) // 4 + 1)] = 1
        inputs = {"hidden_states": tokens, "known": tokens * mask, "mask": mask, "positions": positions,
                  "timestep": torch.tensor([.9, .3]), "encoder_hidden_states": text}
        case("transformer", name, inputs, model.transformer(*inputs.values())[0])
    shift, steps, guidance = 1.0, 4, 3.0
    noise = torch.randn(1, 16, 2, 8, 8, generator=torch.Generator().manual_seed(7))
    sigmas = sigmas_of(steps, shift)
    found = sample(model.transformer, text[:1], text[1:], noise, sigmas, guidance)
    write_json(os.path.join(OUT, "parity.json"), {
        "about": "PyTorch's outputs for every part of models/library/pocket-v1. Arrays lie in parity.bin, little-endian float32, at byte offsets. "
                 "A sine input is scale * sin(rate * i) over the flattened tensor. The transformer's reference holds the int8 files' dequantised weights; "
                 "VAE and text weights are rounded to float16.",
        "tolerance": {"model.onnx": 1e-4, "model_q8d.onnx": "relative L2 of 0.03"},
        "tokenizer": [{"text": t, "ids": model.tokens.encode(t).ids} for t in
                      (PROMPT, "A Mammoth, walks?", "一只猛犸在雪地里行走", "在森林里，一个pumpkin旋转", "Several giant wooly mammoths 🦣 approach", "")],
        "cases": cases,
        "sample": {"prompt": PROMPT, "negative": "", "steps": steps, "guidance": guidance, "shift": shift, "frames": 5, "width": 64, "height": 64,
                   "sigmas": sigmas.tolist(), "timestep": "the sigma itself; sigmas are linspace(1, 1/steps, steps), shifted, then 0; "
                   "x += (sigma_next - sigma) * velocity; velocity = empty + guidance * (prompt - empty)",
                   "noise": tensors.add("sample.noise", noise), "latents": tensors.add("sample.latents", found), "tolerance": 2e-2,
                   "layout": "[1, 16, T', h, w], normalised"},
        "tensors": tensors.index})
    replace_file(os.path.join(OUT, "parity.bin"), lambda p: open(p, "wb").write(bytes(tensors.blob)))
    print(len(tensors.blob) / 1e6, "MB;  max abs, relative L2:", json.dumps(worst, indent=1))
    return worst


if __name__ == "__main__":
    main()
