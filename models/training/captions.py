"""What people might write for a scene: short, inverted, long and relational captions in English and Chinese."""
from world import CAMERAS, GO, MOTIONS, PLACES, STYLES, SUBJECTS, TINTS, WEATHERS

FUNCTION_WORDS = ("a an the one two there is are and with in on at of that which while it video clip shot wide close-up film photo "
                  "picture scene showing small big left side right").split()
MIDDLE = .62  # a subject of this size is neither big nor small
ZH_SUFFIX = {"beach": "上", "green meadow": "上", "deep sea": ""}


def article(noun, rng):
    if noun.endswith("mountains") or rng.random() < .12:
        return "the " + noun
    return ("an " if noun[0] in "aeiou" else "a ") + noun


def tells_size(scene, k):
    """Alone and clearly bigger or smaller than most."""
    return scene["subject"][1] < 0 and abs(scene["size"][k] - MIDDLE) > .04


def english_subject(scene, k, rng):
    subject = SUBJECTS[scene["subject"][k]]
    noun = subject.word if rng.random() < .7 else rng.choice((subject.word,) + subject.synonyms)
    if scene["tint"][k] >= 0:
        noun = TINTS[scene["tint"][k]].word + " " + noun
    if rng.random() < .2 and tells_size(scene, k):
        noun = ("big " if scene["size"][k] > MIDDLE else "small ") + noun
    return article(noun, rng)


def english_motion(scene, k, rng):
    subject, motion = SUBJECTS[scene["subject"][k]], MOTIONS[scene["motion"][k]]
    go = rng.choice(GO[subject.gait][0])
    if motion.word in ("left", "right") and rng.random() < .3:
        return go
    return rng.choice(motion.phrases).format(go=go)


def english_place(scene, rng, bare=False):
    place = PLACES[scene["place"]]
    noun = place.word if rng.random() < .65 else rng.choice((place.word,) + place.synonyms)
    noun = noun if noun in ("outer space", "space", "starry space") else article(noun, rng)
    return noun if bare else rng.choice(place.prepositions) + " " + noun


def english_traits(scene, rng, keep):
    traits = [(WEATHERS, scene["weather"]), (CAMERAS, scene["camera"]), (STYLES, scene["style"])]
    said = [rng.choice(table[i].phrases) for table, i in traits if (i > 0 and rng.random() < .85) or (i == 0 and rng.random() < keep)]
    return said


def english(scene, rng):
    still_image, traits = scene["frames"] == 1, english_traits(scene, rng, .04)
    who, place = english_subject(scene, 0, rng), english_place(scene, rng)
    does = "" if still_image else " " + english_motion(scene, 0, rng)
    if scene["subject"][1] >= 0:
        other, acts = english_subject(scene, 1, rng), "" if still_image else " " + english_motion(scene, 1, rng)
        text = rng.choice([f"{who}{does} and {other}{acts} {place}", f"{who}{does} on the left and {other}{acts} on the right {place}",
                           f"{place}, {who}{does} while {other}{acts}"])
    else:
        form = rng.random()
        if form < .42:
            text = f"{who}{does} {place}"
        elif form < .52:
            text = f"{who}{does}" if rng.random() < .6 else f"{who} {place}"
        elif form < .70:
            text = f"{place}, {who}{does}"
        elif form < .80:
            text = f"a {rng.choice(('photo', 'picture') if still_image else ('video', 'clip', 'film'))} of {who} {place}" + (f" that{does}" if does else "")
        elif form < .86:
            text = f"{place} there is {who}" + (f" which{does}" if does else "")
        else:
            detail = PLACES[scene["place"]].detail
            text = f"{rng.choice(('a wide shot of', 'a scene showing'))} {english_place(scene, rng, True)} with {detail}. {who}{does}" + ("" if does else " is there")
    return rng.choice((", ", ". ")).join([text] + traits)


def chinese_subject(scene, k, rng):
    subject = SUBJECTS[scene["subject"][k]]
    noun = subject.zh if rng.random() < .75 else rng.choice((subject.zh,) + subject.synonyms_zh)
    tint = TINTS[scene["tint"][k]].zh + "的" if scene["tint"][k] >= 0 else ""
    count = "一" + subject.measure if rng.random() < .8 else ""
    size = ("大" if scene["size"][k] > MIDDLE else "小") if count and rng.random() < .1 and tells_size(scene, k) else ""
    return count + tint + size + noun


def chinese_motion(scene, k, rng):
    subject, motion = SUBJECTS[scene["subject"][k]], MOTIONS[scene["motion"][k]]
    go = rng.choice(GO[subject.gait][1])
    if motion.word in ("left", "right") and rng.random() < .3:
        return go
    return rng.choice(motion.phrases_zh).format(go=go)


def chinese(scene, rng):
    place_entry, still_image = PLACES[scene["place"]], scene["frames"] == 1
    name = rng.choice((place_entry.zh, place_entry.zh) + place_entry.synonyms_zh)
    place = name + ZH_SUFFIX.get(place_entry.word, "里")
    who, does = chinese_subject(scene, 0, rng), "" if still_image else chinese_motion(scene, 0, rng)
    traits = [rng.choice(t[i].phrases_zh) for t, i in ((WEATHERS, scene["weather"]), (CAMERAS, scene["camera"]), (STYLES, scene["style"]))
              if i > 0 and rng.random() < .85]
    if scene["subject"][1] >= 0:
        other, acts = chinese_subject(scene, 1, rng), "" if still_image else chinese_motion(scene, 1, rng)
        text = f"{place}，左边{who}{does}，右边{other}{acts}"
    else:
        text = rng.choice([f"{who}在{place}{does}", f"在{place}，{who}{does}", f"{place}有{who}{does}", f"{who}{does}",
                           f"{place}，{place_entry.detail_zh}。{who}{does}"])
    return "，".join([text] + traits)


def caption(scene, rng, chinese_share=.2):
    """scene: plain numbers of one scene (see scene_of). rng: random.Random."""
    return chinese(scene, rng) if rng.random() < chinese_share else english(scene, rng)


def scene_of(scenes, i, frames):
    """One scene of a batch as the plain numbers that captions need."""
    pick = lambda name: getattr(scenes, name)[i].tolist()
    return {"frames": frames, **{name: pick(name) for name in ("subject", "motion", "tint", "size", "place", "camera", "weather", "style")}}
