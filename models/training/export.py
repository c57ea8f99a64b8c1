"""Writes the model folder the editor loads: python export.py [--dev] [--date …]. Files are replaced one by one, atomically."""
import argparse
import hashlib
import json
import os
import shutil
import tempfile
import onnx
import torch
from torch import nn
import checkpoint
import tokenizer as words
from card import manifest, upscaler_manifest, vocabulary
from dit import CHANNELS, TEXT
from onnx_files import replace_file, store_half, store_int8, trace
from upscaler import Upscaler
from vae import Z

LIBRARY = os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), "library")
FOLDER = os.path.join(LIBRARY, "pocket-v1")


class EncodeVideo(nn.Module):
    def __init__(self, encoder):
        super().__init__()
        self.encoder = encoder

    def forward(self, sample):
        return self.encoder(sample.transpose(1, 2))[0].transpose(1, 2)


class DecodeVideo(nn.Module):
    def __init__(self, decoder):
        super().__init__()
        self.decoder = decoder

    def forward(self, latent_sample):
        return self.decoder(latent_sample.transpose(1, 2)).transpose(1, 2)


def write_json(path, value):
    os.makedirs(os.path.dirname(path), exist_ok=True)
    text = json.dumps(value, ensure_ascii=False, indent=2) + "\n"
    replace_file(path, lambda p: open(p, "w", encoding="utf-8").write(text))


def export_graphs(model, folder, scratch):
    for part in ("text_encoder", "transformer", "vae_encoder", "vae_decoder", "tokenizer", "scheduler", "preview"):
        os.makedirs(os.path.join(folder, part), exist_ok=True)
    model.text.exporting = model.transformer.exporting = True
    at = lambda name: os.path.join(scratch, name)
    graph = trace(model.text, (torch.ones(2, words.LENGTH, dtype=torch.long),), ["input_ids"], ["last_hidden_state"],
                  {"input_ids": {0: "B", 1: "L"}, "last_hidden_state": {0: "B", 1: "L"}}, at("text.onnx"))
    store_half(graph, os.path.join(folder, "text_encoder/model.onnx"))
    tokens = {0: "B", 1: "N"}
    graph = trace(model.transformer, (torch.randn(2, 12, CHANNELS), torch.randn(2, 12, CHANNELS), torch.zeros(2, 12, 1),
                                      torch.rand(12, 3), torch.rand(2), torch.randn(2, words.LENGTH, TEXT)),
                  ["hidden_states", "known", "mask", "positions", "timestep", "encoder_hidden_states"], ["velocity"],
                  {"hidden_states": tokens, "known": tokens, "mask": tokens, "positions": {0: "N"}, "timestep": {0: "B"},
                   "encoder_hidden_states": {0: "B", 1: "L"}, "velocity": tokens}, at("dit.onnx"))
    store_int8(graph, os.path.join(folder, "transformer"))
    video, latent = {0: "B", 2: "T", 3: "H", 4: "W"}, {0: "B", 2: "Tl", 3: "h", 4: "w"}
    graph = trace(EncodeVideo(model.vae.encoder), (torch.randn(2, 3, 9, 32, 48),), ["sample"], ["latent_mean"],
                  {"sample": video, "latent_mean": latent}, at("encoder.onnx"))
    store_half(graph, os.path.join(folder, "vae_encoder/model.onnx"))
    graph = trace(DecodeVideo(model.vae.decoder), (torch.randn(2, Z, 3, 4, 6),), ["latent_sample"], ["sample"],
                  {"latent_sample": latent, "sample": video}, at("decoder.onnx"))
    store_half(graph, os.path.join(folder, "vae_decoder/model.onnx"))
    model.text.exporting = model.transformer.exporting = False


def export_configs(model, folder, shift):
    layers, width = len(model.transformer.blocks), model.transformer.input.out_features
    write_json(f"{folder}/transformer/config.json", {
        "_class_name": "PocketTransformer3DModel", "in_channels": Z, "patch_size": [1, 2, 2], "mask_channels": 1,
        "hidden_size": width, "num_layers": layers, "text_dim": TEXT})
    write_json(f"{folder}/text_encoder/config.json", {"_class_name": "PocketTextEncoder", "hidden_size": TEXT, "vocab_size": model.tokens.get_vocab_size(),
                                                       "max_position_embeddings": words.LENGTH})
    for part in ("vae_encoder", "vae_decoder"):
        write_json(f"{folder}/{part}/config.json", {
            "_class_name": "AutoencoderPocket", "z_dim": Z, "latents_mean": [round(v, 5) for v in model.mean.flatten().tolist()],
            "latents_std": [round(v, 5) for v in model.std.flatten().tolist()], "scale_factor_temporal": 4, "scale_factor_spatial": 8})
    write_json(f"{folder}/scheduler/scheduler_config.json", {
        "_class_name": "FlowMatchEulerDiscreteScheduler", "num_train_timesteps": 1000, "shift": shift, "use_dynamic_shifting": False})
    write_json(f"{folder}/model_index.json", {
        "_class_name": "PocketPipeline", "scheduler": ["diffusers", "FlowMatchEulerDiscreteScheduler"],
        "text_encoder": ["reelgraph", "PocketTextEncoder"], "tokenizer": ["transformers", "PreTrainedTokenizerFast"],
        "transformer": ["reelgraph", "PocketTransformer3DModel"], "vae_encoder": ["reelgraph", "AutoencoderPocket"],
        "vae_decoder": ["reelgraph", "AutoencoderPocket"]})
    write_json(f"{folder}/tokenizer/tokenizer_config.json", words.config())
    replace_file(f"{folder}/tokenizer/tokenizer.json", lambda p: shutil.copyfile(words.FILE, p))
    preview = checkpoint.load_state("preview") if os.path.exists(checkpoint.state_path("preview")) else {"weight": torch.zeros(Z, 3), "bias": torch.zeros(3)}
    write_json(f"{folder}/preview/latent-to-rgb.json", {k: [[round(x, 5) for x in row] for row in v.tolist()] if v.dim() == 2 else
                                                        [round(x, 5) for x in v.tolist()] for k, v in preview.items()})


def export_upscaler(folder):
    """The enlarger's folder, when it has been trained."""
    network = Upscaler()
    network.load_state_dict(checkpoint.load_state("upscaler")["ema"])
    os.makedirs(os.path.join(folder, "upscaler"), exist_ok=True)
    image, large = {0: "B", 2: "H", 3: "W"}, {0: "B", 2: "H4", 3: "W4"}
    with tempfile.TemporaryDirectory() as scratch:
        graph = trace(network.eval(), (torch.rand(2, 3, 24, 32),), ["image"], ["image_upscaled"], {"image": image, "image_upscaled": large},
                      os.path.join(scratch, "upscaler.onnx"))
    replace_file(os.path.join(folder, "upscaler/model.onnx"), lambda p: onnx.save(graph, p))
    write_json(f"{folder}/manifest.json", upscaler_manifest(listing(folder)))


def listing(folder):
    """Path, size and SHA-256 of every file but the manifest itself and the card with its pictures."""
    found = sorted(os.path.relpath(os.path.join(root, name), folder) for root, _, names in os.walk(folder) for name in names)
    skip = ("manifest.json", "DEV-ONLY", "README.md")
    return [{"path": p, "bytes": os.path.getsize(os.path.join(folder, p)),
             "sha256": hashlib.sha256(open(os.path.join(folder, p), "rb").read()).hexdigest()}
            for p in found if p not in skip and not p.endswith((".part", ".png"))]


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--dev", action="store_true", help="mark the folder as unfinished")
    parser.add_argument("--shift", type=float, default=1.0)
    parser.add_argument("--folder", default=FOLDER)
    args = parser.parse_args()
    model = checkpoint.load_model()
    for module in (model.vae, model.text, model.transformer):
        checkpoint.half_precision(module)
    os.makedirs(args.folder, exist_ok=True)
    note = os.path.join(args.folder, "DEV-ONLY")
    if args.dev:
        open(note, "w").write("Unfinished weights, for development only: do not commit this folder.\n")
    with tempfile.TemporaryDirectory() as scratch:
        export_graphs(model, args.folder, scratch)
    export_configs(model, args.folder, args.shift)
    write_json(f"{args.folder}/vocabulary.json", vocabulary())
    write_json(f"{args.folder}/manifest.json", manifest(listing(args.folder), args.shift))
    if os.path.exists(checkpoint.state_path("upscaler")):
        export_upscaler(os.path.join(os.path.dirname(args.folder), "pocket-upscaler"))
    if not args.dev and os.path.exists(note):
        os.remove(note)
    print(sum(f["bytes"] for f in listing(args.folder)) / 1e6, "MB in", args.folder)


if __name__ == "__main__":
    main()
