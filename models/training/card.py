"""The facts the editor shows about the model: word lists, examples and the manifest."""
import re
import captions
from tokenizer import generated_captions
from world import CAMERAS, GO, MOTIONS, PLACES, STYLES, SUBJECTS, TINTS, WEATHERS, WIDE, WIDE_TRAITS

# What the weights in the library were taught.
TRAINED, TRAITS = WIDE, WIDE_TRAITS
EXAMPLES = [
    ("a mammoth walks through a snowy meadow", "一只猛犸在雪地里行走"),
    ("a rocket rises into the air in outer space", "一枚火箭在太空里上升"),
    ("a turtle walks to the right on a beach", "一只乌龟在海滩上向右走"),
    ("a penguin jumps in a snowy meadow", "一只企鹅在雪地里跳跃"),
    ("a car drives to the left through a neon city", "一辆汽车在霓虹城市里向左行驶"),
    ("in a forest, a pumpkin spins", "在森林里，一个南瓜旋转"),
    ("a basketball rolls to the right on a beach", "一个篮球在海滩上向右滚"),
    ("a butterfly flies to the left in a forest", "一只蝴蝶在森林里向左飞"),
]


def entry(item, trained):
    return {"word": item.word, "zh": item.zh, "synonyms": list(getattr(item, "synonyms", getattr(item, "phrases", ()))),
            "synonymsZh": list(getattr(item, "synonyms_zh", getattr(item, "phrases_zh", ()))), "trained": trained}


def spoken(motion):
    """A motion's phrases with every verb it can be said with."""
    verbs, verbs_zh = zip(*GO.values())
    fill = lambda phrases, gos: list(dict.fromkeys(p.format(go=g) for p in phrases for group in gos for g in group))
    return {"synonyms": fill(motion.phrases, verbs), "synonymsZh": fill(motion.phrases_zh, verbs_zh)}


def vocabulary():
    """The words the editor suggests, and those it does not mark: only what was taught, so that nothing becomes chance silently."""
    rows = lambda items, trained: [entry(item, i in trained) for i, item in enumerate(items)]
    traits = lambda items, name: rows(items, range(len(items)) if TRAITS.get(name) else [0])
    motions = [{**entry(m, i in TRAINED["motions"]), **spoken(m)} for i, m in enumerate(MOTIONS)]
    taught = [text.lower() for text in generated_captions(40000, 11, TRAINED, TRAITS)]
    lists = {"subjects": rows(SUBJECTS, TRAINED["subjects"]), "motions": motions, "backgrounds": rows(PLACES, TRAINED["places"]),
             "cameras": traits(CAMERAS, "camera"), "weathers": traits(WEATHERS, "weather"), "styles": traits(STYLES, "style"),
             "tints": rows(TINTS, range(len(TINTS)) if TRAITS.get("tint") else [])}
    taught += [row["word"] for items in lists.values() for row in items if row["trained"]]
    return {**lists, "functionWords": captions.FUNCTION_WORDS, "words": sorted({w for text in taught for w in re.findall(r"[a-z'-]+", text)}),
            "characters": "".join(sorted({c for text in taught for c in text if "\u4e00" <= c <= "\u9fff"})),
            "examples": [{"en": en, "zh": zh} for en, zh in EXAMPLES]}


SUMMARY = {"en": "A tiny text-to-video model that ships with Reelgraph: {s} subjects, {m} motions, {p} places, trained on a CPU.",
           "zh-CN": "随 Reelgraph 附带的微型文生视频模型：{s} 种主体、{m} 种动作、{p} 个场景，在 CPU 上训练。"}


def manifest(files, shift, first="int8-portable"):
    parts = lambda transformer: {"text_encoder": "text_encoder/model.onnx", "transformer": f"transformer/{transformer}",
                                 "vae_encoder": "vae_encoder/model.onnx", "vae_decoder": "vae_decoder/model.onnx"}
    variants = [{"id": "int8-portable", "precision": "int8", "devices": ["*", "cpu"], "parts": parts("model.onnx")},
                {"id": "int8-dynamic", "precision": "int8", "devices": ["cpu"], "parts": parts("model_q8d.onnx")}]
    counts = {"s": len(TRAINED["subjects"]), "m": len(TRAINED["motions"]), "p": len(TRAINED["places"])}
    return {"format": "reelgraph-model", "version": 1, "id": "pocket-v1", "name": "Pocket v1", "kind": "video-diffusion", "family": "pocket",
            "licence": "MIT", "summary": {k: v.format(**counts) for k, v in SUMMARY.items()},
            "defaults": {"width": 96, "height": 96, "frames": 17, "fps": 8, "steps": 20, "guidance": 3, "shift": shift},
            "trained": [{"width": 64, "height": 64, "frames": 9}, {"width": 96, "height": 96, "frames": 17}],
            "variants": sorted(variants, key=lambda v: v["id"] != first), "files": files}


def upscaler_manifest(files):
    return {"format": "reelgraph-model", "version": 1, "id": "pocket-upscaler", "name": "Pocket upscaler", "kind": "upscaler",
            "family": "image-upscaler", "licence": "MIT", "scale": 4,
            "summary": {"en": "Enlarges the pocket model's clips four times, frame by frame.", "zh-CN": "把口袋模型的视频逐帧放大四倍。"},
            "variants": [{"id": "fp32", "precision": "fp32", "devices": ["*"], "parts": {"upscaler": "upscaler/model.onnx"}}], "files": files}
