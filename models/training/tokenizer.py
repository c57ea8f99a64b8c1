"""WordPiece for English and Chinese, trained on generated captions: python tokenizer.py <folder>"""
import json
import os
import random
import sys
import torch
from tokenizers import Tokenizer, models, normalizers, pre_tokenizers, trainers
from captions import FUNCTION_WORDS, caption, scene_of
from render import sample_scenes
from world import FULL

EVERYTHING = {"second": .2, "camera": .2, "weather": .2, "style": .2, "tint": .2}
LENGTH = 40  # model_max_length: ids are cut or padded with [PAD] = 0 to this
HERE = os.path.dirname(os.path.abspath(__file__))
FILE = os.path.join(HERE, "tokenizer.json")


def generated_captions(count, seed=3, world=FULL, traits=EVERYTHING):
    rng, words = torch.Generator().manual_seed(seed), random.Random(seed)
    for _ in range(count // 1000):
        scenes = sample_scenes(1000, world, rng, **traits)
        for i in range(1000):
            yield caption(scene_of(scenes, i, 9 if i % 4 else 1), words)


def train(count=60000):
    tokenizer = Tokenizer(models.WordPiece(unk_token="[UNK]"))
    tokenizer.normalizer = normalizers.BertNormalizer(lowercase=True, handle_chinese_chars=True, clean_text=True, strip_accents=True)
    tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    letters = [chr(c) for c in range(97, 123)] + [str(d) for d in range(10)]
    spelled = [" ".join(a + b for b in letters) for a in letters]  # so that every ##letter exists: unknown words fall to pieces
    trainer = trainers.WordPieceTrainer(vocab_size=2048, special_tokens=["[PAD]", "[UNK]"], initial_alphabet=letters, show_progress=False)
    tokenizer.train_from_iterator([*generated_captions(count), *FUNCTION_WORDS, *spelled], trainer)
    tokenizer.save(FILE)
    return tokenizer


def load():
    return Tokenizer.from_file(FILE)


def encode(tokenizer, texts):
    """Texts to int64 ids [B, LENGTH]; the empty text is all [PAD], which is the unconditional prompt."""
    ids = torch.zeros(len(texts), LENGTH, dtype=torch.long)
    for row, encoding in zip(ids, tokenizer.encode_batch(texts, add_special_tokens=False)):
        found = encoding.ids[:LENGTH]
        row[:len(found)] = torch.tensor(found, dtype=torch.long)
    return ids


def config():
    return {"tokenizer_class": "PreTrainedTokenizerFast", "model_max_length": LENGTH, "pad_token": "[PAD]", "unk_token": "[UNK]",
            "padding_side": "right", "do_lower_case": True}


if __name__ == "__main__":
    made = train()
    print(made.get_vocab_size(), "entries")
    for text in ("a mammoth walks through a snowy meadow", "一只猛犸在雪地里向右走，下着雪", "Several giant wooly mammoths approach treading"):
        print(made.encode(text).tokens)
    lengths = [len(made.encode(t).ids) for t in generated_captions(4000, 8)]
    print("longest", max(lengths), "mean", sum(lengths) / len(lengths))
    for i, text in zip(range(24), generated_captions(1000, 9)):
        print(text)
