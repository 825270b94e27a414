"""Invented people: the same names in every demo, in Chinese and as they are spelt."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

_FAMILIES = (
    ("王", "Wang"), ("李", "Li"), ("张", "Zhang"), ("刘", "Liu"), ("陈", "Chen"),
    ("杨", "Yang"), ("赵", "Zhao"), ("黄", "Huang"), ("周", "Zhou"), ("吴", "Wu"),
    ("徐", "Xu"), ("孙", "Sun"), ("胡", "Hu"), ("朱", "Zhu"), ("高", "Gao"),
    ("林", "Lin"), ("何", "He"), ("郭", "Guo"), ("马", "Ma"), ("罗", "Luo"),
    ("梁", "Liang"), ("宋", "Song"), ("郑", "Zheng"), ("谢", "Xie"), ("韩", "Han"),
    ("唐", "Tang"), ("冯", "Feng"), ("于", "Yu"), ("董", "Dong"), ("程", "Cheng"),
)  # fmt: skip
_GIVEN = (
    ("国", "guo"), ("建", "jian"), ("文", "wen"), ("志", "zhi"), ("明", "ming"),
    ("军", "jun"), ("海", "hai"), ("春", "chun"), ("秀", "xiu"), ("丽", "li"),
    ("红", "hong"), ("伟", "wei"), ("芳", "fang"), ("娜", "na"), ("强", "qiang"),
    ("敏", "min"), ("静", "jing"), ("磊", "lei"), ("洋", "yang"), ("艳", "yan"),
    ("勇", "yong"), ("杰", "jie"), ("娟", "juan"), ("涛", "tao"), ("超", "chao"),
    ("平", "ping"), ("刚", "gang"), ("桂", "gui"), ("玉", "yu"), ("兰", "lan"),
)  # fmt: skip


def invented(seed: str) -> Iterator[tuple[str, str]]:
    """(Chinese, English) without end."""
    draw = Random(seed)
    while True:
        family, first, second = (
            draw.choice(_FAMILIES),
            draw.choice(_GIVEN),
            draw.choice(_GIVEN),
        )
        spelt = f"{family[1]} {(first[1] + second[1]).capitalize()}"
        yield family[0] + first[0] + second[0], spelt
