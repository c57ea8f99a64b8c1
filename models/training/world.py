"""The world the pocket model is taught: every subject, motion, place, camera move, weather and style.

Order is part of the format: latents, labels and the probe refer to entries by index, so append, never reorder.
"""
from collections import namedtuple

Subject = namedtuple("Subject", "word zh measure emoji gait synonyms synonyms_zh", defaults=((), ()))
Motion = namedtuple("Motion", "word zh phrases phrases_zh")
Place = namedtuple("Place", "word zh prepositions synonyms synonyms_zh detail detail_zh")
Trait = namedtuple("Trait", "word zh phrases phrases_zh")


def _subjects(rows):
    return [Subject(w, zh, m, e, g, tuple(s.split(", ")) if s else (), tuple(z.split("、")) if z else ())
            for w, zh, m, e, g, s, z in rows]


# gait: how it gets from one side to the other; it picks the verb.
SUBJECTS = _subjects([
    ("mammoth", "猛犸", "只", "🦣", "walk", "woolly mammoth, wooly mammoth", "猛犸象"),
    ("cat", "猫", "只", "🐈", "walk", "kitty", "小猫"),
    ("dog", "狗", "只", "🐕", "walk", "hound", "小狗"),
    ("penguin", "企鹅", "只", "🐧", "walk", "", ""),
    ("turtle", "乌龟", "只", "🐢", "walk", "tortoise", "海龟"),
    ("butterfly", "蝴蝶", "只", "🦋", "fly", "", ""),
    ("fish", "鱼", "条", "🐠", "swim", "tropical fish", "小鱼"),
    ("robot", "机器人", "个", "🤖", "walk", "android", ""),
    ("car", "汽车", "辆", "🚗", "drive", "automobile", "小汽车"),
    ("rocket", "火箭", "枚", "🚀", "fly", "spaceship", "飞船"),
    ("balloon", "气球", "个", "🎈", "float", "", ""),
    ("pumpkin", "南瓜", "个", "🎃", "roll", "jack-o-lantern", "南瓜灯"),
    ("basketball", "篮球", "个", "🏀", "roll", "ball", ""),
    ("woman", "女人", "位", "💃", "walk", "lady, stylish woman", "女士"),
    ("tree frog", "青蛙", "只", "🐸", "walk", "frog", ""),
    ("octopus", "章鱼", "只", "🐙", "swim", "", ""),
    ("wolf", "狼", "只", "🐺", "walk", "gray wolf", "灰狼"),
    ("fox", "狐狸", "只", "🦊", "walk", "", ""),
    ("lion", "狮子", "头", "🦁", "walk", "", ""),
    ("tiger", "老虎", "只", "🐅", "walk", "", ""),
    ("horse", "马", "匹", "🐎", "walk", "", ""),
    ("cow", "奶牛", "头", "🐄", "walk", "", ""),
    ("pig", "猪", "头", "🐖", "walk", "", ""),
    ("sheep", "绵羊", "只", "🐑", "walk", "", ""),
    ("elephant", "大象", "头", "🐘", "walk", "", ""),
    ("camel", "骆驼", "头", "🐫", "walk", "", ""),
    ("giraffe", "长颈鹿", "只", "🦒", "walk", "", ""),
    ("rabbit", "兔子", "只", "🐇", "walk", "bunny", ""),
    ("bear", "熊", "只", "🐻", "walk", "", ""),
    ("panda", "熊猫", "只", "🐼", "walk", "", ""),
    ("kangaroo", "袋鼠", "只", "🦘", "walk", "", ""),
    ("rooster", "公鸡", "只", "🐓", "walk", "", ""),
    ("duck", "鸭子", "只", "🦆", "walk", "", ""),
    ("owl", "猫头鹰", "只", "🦉", "fly", "", ""),
    ("parrot", "鹦鹉", "只", "🦜", "fly", "", ""),
    ("flamingo", "火烈鸟", "只", "🦩", "walk", "", ""),
    ("crocodile", "鳄鱼", "条", "🐊", "walk", "", ""),
    ("snake", "蛇", "条", "🐍", "walk", "", ""),
    ("dragon", "龙", "条", "🐉", "fly", "", ""),
    ("dinosaur", "恐龙", "只", "🦕", "walk", "", ""),
    ("whale", "鲸鱼", "头", "🐳", "swim", "", ""),
    ("dolphin", "海豚", "只", "🐬", "swim", "", ""),
    ("shark", "鲨鱼", "条", "🦈", "swim", "", ""),
    ("crab", "螃蟹", "只", "🦀", "walk", "", ""),
    ("snail", "蜗牛", "只", "🐌", "walk", "", ""),
    ("bee", "蜜蜂", "只", "🐝", "fly", "", ""),
    ("ladybug", "瓢虫", "只", "🐞", "walk", "", ""),
    ("ghost", "幽灵", "个", "👻", "float", "", ""),
    ("snowman", "雪人", "个", "⛄", "walk", "", ""),
    ("dancer", "舞者", "位", "🕺", "walk", "dancing man", ""),
    ("bus", "公交车", "辆", "🚌", "drive", "", ""),
    ("truck", "卡车", "辆", "🚚", "drive", "", ""),
    ("tractor", "拖拉机", "辆", "🚜", "drive", "", ""),
    ("steam train", "火车", "列", "🚂", "drive", "train, locomotive", ""),
    ("bicycle", "自行车", "辆", "🚲", "drive", "bike", ""),
    ("airplane", "飞机", "架", "✈️", "fly", "plane", ""),
    ("helicopter", "直升机", "架", "🚁", "fly", "", ""),
    ("flying saucer", "飞碟", "个", "🛸", "fly", "ufo", ""),
    ("sailboat", "帆船", "艘", "⛵", "float", "boat", ""),
    ("apple", "苹果", "个", "🍎", "roll", "", ""),
    ("banana", "香蕉", "根", "🍌", "roll", "", ""),
    ("pineapple", "菠萝", "个", "🍍", "roll", "", ""),
    ("watermelon", "西瓜", "块", "🍉", "roll", "", ""),
    ("strawberry", "草莓", "颗", "🍓", "roll", "", ""),
    ("mushroom", "蘑菇", "朵", "🍄", "roll", "", ""),
    ("hamburger", "汉堡", "个", "🍔", "roll", "burger", ""),
    ("pizza", "披萨", "块", "🍕", "roll", "", ""),
    ("donut", "甜甜圈", "个", "🍩", "roll", "", ""),
    ("cake", "蛋糕", "个", "🎂", "roll", "", ""),
    ("football", "足球", "个", "⚽", "roll", "soccer ball", ""),
    ("guitar", "吉他", "把", "🎸", "float", "", ""),
    ("lantern", "灯笼", "盏", "🏮", "float", "", ""),
    ("crown", "皇冠", "顶", "👑", "float", "", ""),
    ("gift", "礼物", "个", "🎁", "roll", "present", ""),
    ("umbrella", "雨伞", "把", "☂️", "float", "", ""),
    ("clock", "时钟", "个", "⏰", "roll", "alarm clock", ""),
])

# {go} is the subject's own verb: walks, flies, swims …
MOTIONS = [
    Motion("still", "静止", ("stands still", "is standing still", "stays still", "rests"), ("静止不动", "停着不动", "静静待着")),
    Motion("left", "向左", ("{go} to the left", "{go} left", "moves to the left"), ("向左{go}", "往左{go}", "向左移动")),
    Motion("right", "向右", ("{go} to the right", "{go} right", "moves to the right"), ("向右{go}", "往右{go}", "向右移动")),
    Motion("jump", "跳跃", ("jumps", "is jumping", "hops up and down", "bounces"), ("跳跃", "跳来跳去", "蹦蹦跳跳")),
    Motion("spin", "旋转", ("spins", "is spinning", "turns round and round", "rotates"), ("旋转", "转圈", "不停地转动")),
    Motion("grow", "变大", ("grows", "grows bigger", "comes closer", "approaches"), ("变大", "越来越大", "靠近")),
    Motion("rise", "上升", ("rises", "floats up", "goes up", "rises into the air"), ("上升", "向上飘", "升起")),
    Motion("fall", "下落", ("falls", "falls down", "drops", "comes down"), ("下落", "掉下来", "落下")),
    Motion("shrink", "变小", ("shrinks", "gets smaller", "goes away"), ("变小", "越来越小", "远去")),
    Motion("orbit", "绕圈", ("circles around", "moves in a circle", "flies in circles"), ("绕圈", "兜圈子")),
    Motion("sway", "摇摆", ("sways", "dances", "rocks from side to side"), ("摇摆", "跳舞", "左右摇晃")),
    Motion("shake", "抖动", ("shakes", "trembles", "shivers"), ("抖动", "发抖")),
]

GO = {"walk": (("walks", "is walking", "strolls"), ("走", "行走", "漫步")),
      "fly": (("flies", "is flying"), ("飞", "飞行")),
      "swim": (("swims", "is swimming"), ("游", "游动")),
      "drive": (("drives", "is driving", "rolls along"), ("开", "行驶")),
      "float": (("floats", "drifts"), ("飘", "飘动")),
      "roll": (("rolls", "is rolling"), ("滚", "滚动"))}

PLACES = [
    Place("snowy meadow", "雪地", ("through", "in", "across"), ("snow field", "snowy field", "snow-covered meadow"),
          ("雪原", "雪地草原"), "white snow and fir trees under a pale winter sky", "白雪和冷杉"),
    Place("forest", "森林", ("in", "through"), ("wood", "green forest"), ("树林",),
          "tall green trees and mossy ground", "高大的绿树"),
    Place("beach", "海滩", ("on", "along", "at"), ("sandy beach", "seaside"), ("沙滩", "海边"),
          "yellow sand, blue sea and a sunny sky", "黄沙和蓝色的大海"),
    Place("neon city", "霓虹城市", ("in", "through"), ("city at night", "tokyo street", "neon street"), ("夜晚的城市", "东京街头"),
          "dark buildings with glowing neon signs and lit windows", "高楼和发光的霓虹灯"),
    Place("outer space", "太空", ("in", "through"), ("space", "starry space"), ("宇宙", "星空"),
          "stars and a distant planet", "繁星和远处的行星"),
    Place("desert", "沙漠", ("in", "across"), ("sandy desert",), ("荒漠",), "orange dunes and cacti under a hot sky", "橙色的沙丘"),
    Place("mountains", "山地", ("in", "before"), ("mountain valley",), ("群山",), "grey peaks above a green valley", "灰色的山峰"),
    Place("deep sea", "海底", ("in", "through"), ("underwater world",), ("水下",), "blue water, seaweed and bubbles", "海草和气泡"),
    Place("room", "房间", ("in", "inside"), ("living room",), ("客厅",), "a window, wallpaper and a wooden floor", "窗户和木地板"),
    Place("green meadow", "草地", ("in", "across"), ("grass field", "summer meadow"), ("草原",), "green grass, flowers and white clouds", "绿草和鲜花"),
]

CAMERAS = [
    Trait("static", "固定镜头", ("the camera is still", "static shot"), ("镜头固定",)),
    Trait("pan left", "镜头左移", ("the camera pans left",), ("镜头向左移动",)),
    Trait("pan right", "镜头右移", ("the camera pans right",), ("镜头向右移动",)),
    Trait("zoom in", "镜头推近", ("the camera zooms in",), ("镜头推近",)),
    Trait("zoom out", "镜头拉远", ("the camera zooms out",), ("镜头拉远",)),
]
WEATHERS = [
    Trait("clear", "晴", ("clear weather",), ("天气晴朗",)),
    Trait("snow", "下雪", ("snow is falling", "it is snowing"), ("下着雪",)),
    Trait("rain", "下雨", ("rain is falling", "it is raining"), ("下着雨",)),
    Trait("fog", "有雾", ("in thick fog", "it is foggy"), ("大雾弥漫",)),
]
STYLES = [
    Trait("natural", "自然", ("natural colours",), ("自然色彩",)),
    Trait("pixel art", "像素风格", ("pixel art style", "as pixel art"), ("像素风格",)),
    Trait("sepia", "怀旧风格", ("sepia style", "old sepia film"), ("怀旧风格",)),
    Trait("sketch", "素描风格", ("pencil sketch style", "as a sketch"), ("素描风格",)),
    Trait("neon", "霓虹风格", ("neon style",), ("霓虹风格",)),
]
# Multiplied into the sprite's grey values.
TINTS = [Trait("red", "红色", (), ()), Trait("blue", "蓝色", (), ()), Trait("green", "绿色", (), ()),
         Trait("yellow", "黄色", (), ()), Trait("purple", "紫色", (), ()), Trait("white", "白色", (), ())]
TINT_RGB = [(1.0, .25, .2), (.3, .5, 1.1), (.35, .95, .35), (1.1, .95, .2), (.75, .35, 1.0), (1.15, 1.15, 1.15)]

# What the first weights were taught.
EARLY = {"subjects": list(range(14)), "motions": [0, 1, 2, 3, 4, 5, 6], "places": [0, 1, 2, 3, 4]}
# What comes next: subjects that a stranger can name at 64 pixels; shaking is too fast for latents of four frames.
WIDE = {"subjects": [*range(20), 22, 23, 24, 27, 29, 32, 34, 37, 40, 42, 43, 45, 46, 47, 48, 52, 55, 59, 60, 61, 63, 64, 65, 69, 72, 73, 74, 75],
        "motions": [0, 1, 2, 3, 4, 5, 6, 7, 8, 10], "places": list(range(len(PLACES)))}
WIDE_TRAITS = {"second": .1, "camera": .2, "weather": .2, "style": .06, "tint": .06}  # shares of scenes that have them
FULL = {"subjects": list(range(len(SUBJECTS))), "motions": list(range(len(MOTIONS))), "places": list(range(len(PLACES)))}


def held_out(subject, motion, place):
    """Combinations never shown to the DiT (about 11 %); they measure composition."""
    return (subject * 31 + motion * 17 + place * 7) % 9 == 4
