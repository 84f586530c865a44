"""Invented names of people, courtyards, communities, villages and units."""

import numpy as np
import polars as pl

SURNAMES = tuple("王李张刘陈杨黄赵周吴徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡")
FEMALE_FIRST = tuple("秀玉桂春爱翠凤雪红素巧月兰瑞金美淑慧文晓丽海彩")
FEMALE_SECOND = tuple("英兰珍芳霞莲梅香荣琴云萍娟玲敏静燕花平娜丹琼洁")
MALE_FIRST = tuple("建国志永文德明金保新长海春学东广家红玉振卫")
MALE_SECOND = tuple("军民强华平伟林生亮峰涛成义杰辉胜利勇刚海")
PLACES = (
    "通桥", "文明", "育新", "建设", "中州", "八一", "大庆", "莲花", "工农", "七一", "交通", "庆丰", "周口",
    "汉阳", "滨河", "沙颍", "康乐", "和平", "前进", "东风", "光荣", "友谊", "胜利", "团结", "永丰", "富强",
    "民主", "新民", "兴隆", "振兴", "安居", "向阳", "平安", "长春", "人和", "清风", "双桥", "太昊",
    "关帝", "铁路",
)  # fmt: skip
COMMUNITY_ENDS = ("路", "街", "里", "苑", "桥", "园", "坊", "巷")
VILLAGE_ENDS = ("庄", "楼", "寨", "营", "湾", "岗", "堤", "洼", "堂", "集")
COURTYARD_ENDS = ("小区", "家属院", "花园", "公寓", "新村")
NUMERALS = ("", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二", "十三", "十四", "十五")


def person_names(rng: np.random.Generator, sex: pl.Series) -> pl.Series:
    """A name for each person, by sex."""
    count = len(sex)
    female = sex.to_numpy() == "2"
    first = np.where(female, _draw(rng, FEMALE_FIRST, count), _draw(rng, MALE_FIRST, count))
    second = np.where(female, _draw(rng, FEMALE_SECOND, count), _draw(rng, MALE_SECOND, count))
    parts = pl.DataFrame({"surname": _draw(rng, SURNAMES, count), "first": first, "second": second})
    return parts.select(pl.concat_str("surname", "first", "second")).to_series()


def place_names(ends: tuple[str, ...], stems: tuple[str, ...], count: int) -> list[str]:
    """`count` different names: every stem with the first end, then with the next."""
    names = []
    for number in range(count):
        end, stem = divmod(number, len(stems))
        generation, end = divmod(end, len(ends))
        names.append(f"{stems[stem]}{ends[end]}{NUMERALS[generation]}")
    return names


def _draw(rng: np.random.Generator, values: tuple[str, ...], count: int) -> np.ndarray:
    return np.asarray(values)[rng.integers(0, len(values), count)]
