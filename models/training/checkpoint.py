"""The model as one object, loaded from the training state: weights are the running means (EMA)."""
import os
from types import SimpleNamespace
import torch
import tokenizer as words
from dit import TextEncoder, Transformer
from runner import load_state, state_path
from vae import Vae, Z


def half_precision(module):
    """Rounds every weight to what a float16 file can hold, so that stored files and this module agree."""
    for p in module.parameters():
        p.data = p.data.half().float()
    return module


def load_vae(name="vae"):
    vae = Vae()
    if os.path.exists(state_path(name)):
        vae.load_state_dict(load_state(name)["ema"])
    return vae.eval().requires_grad_(False)


def load_stats():
    """Mean and standard deviation of raw latents per channel, as [16, 1, 1, 1]."""
    stats = load_state("stats") if os.path.exists(state_path("stats")) else {"mean": torch.zeros(Z), "std": torch.ones(Z)}
    return stats["mean"].view(Z, 1, 1, 1), stats["std"].view(Z, 1, 1, 1)


def load_model(name="dit"):
    torch.manual_seed(0)
    tokens = words.load()
    text, transformer = TextEncoder(tokens.get_vocab_size(), words.LENGTH), Transformer()
    minutes = 0.0
    if os.path.exists(state_path(name)):
        saved = load_state(name)
        transformer.load_state_dict(saved["ema"])
        text.load_state_dict(saved["text_ema"])
        minutes = saved["minutes"]
    else:  # an untrained stand-in whose every path does something
        for layer in (transformer.modulation, transformer.final, transformer.output):
            torch.nn.init.normal_(layer.weight, std=.02)
    mean, std = load_stats()
    freeze = lambda module: module.eval().requires_grad_(False)
    return SimpleNamespace(vae=load_vae(), text=freeze(text), transformer=freeze(transformer), mean=mean, std=std, tokens=tokens, minutes=minutes)


def encode_text(model, prompts):
    return model.text(words.encode(model.tokens, prompts))


def decode(model, latents):
    """Normalised latents [B, 16, T, h, w] to video [B, T', 3, H, W] in 0..1."""
    raw = (latents * model.std + model.mean).transpose(1, 2)
    return ((torch.cat([model.vae.decoder(raw[i:i + 4]) for i in range(0, len(raw), 4)]) + 1) / 2).clamp(0, 1)


def encode(model, video):
    """Video [B, T, 3, H, W] in 0..1 to normalised latents [B, 16, T', h, w]."""
    raw = torch.cat([model.vae.encoder(video[i:i + 4] * 2 - 1)[0] for i in range(0, len(video), 4)])
    return (raw.transpose(1, 2) - model.mean) / model.std
