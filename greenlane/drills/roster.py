"""Who works in the demo county: names are invented, trades are those of playbook A.

Every password and PIN of a demo is known to everybody; that is what a demo is for.
"""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

SEED = "Biyang"
YEAR = 2022


@dataclass(frozen=True)
class Member:
    """One login. `skills` are those shown by a certificate; no skill, no field work."""

    username: str
    name_zh: str
    name_en: str
    role: str
    skills: str = ""
    pool: str = "field"

    @property
    def password(self) -> str:
        return f"{self.username}-biyang-{YEAR}"

    @property
    def pin(self) -> str:
        """Four digits, the same ones in every demo."""
        digits = Random(f"{SEED} {self.username}")
        return str(digits.randint(2100, 2990))


STAFF = (
    Member("wang", "王敏", "Wang Min", "duty_officer", "intake"),
    Member("zhao", "赵强", "Zhao Qiang", "dispatcher", "dispatch", "office"),
    Member("chen", "陈立", "Chen Li", "survey_engineer", "survey engineer"),
    Member("sun", "孙浩", "Sun Hao", "issuer", "issuer"),
    Member("song", "宋佳", "Song Jia", "issuer", "issuer"),
    Member("li", "李建国", "Li Jianguo", "permitter", "permit survey"),
    Member("hou", "侯斌", "Hou Bin", "permitter", "permit"),
    Member("liu", "刘海波", "Liu Haibo", "leader", "leader survey"),
    Member("ma", "马晓东", "Ma Xiaodong", "leader", "leader"),
    Member("cai", "蔡明", "Cai Ming", "leader", "leader"),
    Member("shen", "沈涛", "Shen Tao", "leader", "leader"),
    Member("he", "何军", "He Jun", "switching", "switch survey"),
    Member("gao", "高峰", "Gao Feng", "switching", "switch"),
    Member("yu", "于洋", "Yu Yang", "switching", "switch"),
    Member("qian", "钱进", "Qian Jin", "tester", "test"),
    Member("pan", "潘悦", "Pan Yue", "tester", "test"),
    Member("cui", "崔健", "Cui Jian", "tester", "test"),
    Member("wu", "吴刚", "Wu Gang", "inspector", "inspect"),
    Member("dong", "董洁", "Dong Jie", "inspector", "inspect"),
    Member("deng", "邓丽", "Deng Li", "meter", "meter"),
    Member("fu", "傅强", "Fu Qiang", "meter", "meter"),
    Member("guo", "郭燕", "Guo Yan", "stores", "stores"),
    Member("tian", "田野", "Tian Ye", "stores", "stores"),
    Member("fang", "方圆", "Fang Yuan", "stores", "stores"),
    Member("ye", "叶青", "Ye Qing", "stores", "stores"),
    Member("bai", "白雪", "Bai Xue", "watcher", "switch"),
    Member("tang", "唐师傅", "Master Tang", "site_electrician", pool="site"),
    Member("zheng", "郑安", "Zheng An", "safety_supervisor", pool="office"),
    Member("feng", "冯伟", "Feng Wei", "commander", pool="office"),
    Member("shi", "石磊", "Shi Lei", "auditor", pool="office"),
    Member("lin", "林晓", "Lin Xiao", "volunteer", pool="volunteer"),
    Member("root", "管理员", "Administrator", "system_administrator", pool="office"),
    Member("yan", "严守", "Yan Shou", "security_administrator", pool="office"),
)
# As many as playbook A asks for at its peak.
_FAMILIES = (
    ("周", "Zhou"),
    ("许", "Xu"),
    ("张", "Zhang"),
    ("黄", "Huang"),
    ("徐", "Xu"),
    ("朱", "Zhu"),
    ("胡", "Hu"),
    ("罗", "Luo"),
    ("梁", "Liang"),
    ("谢", "Xie"),
    ("韩", "Han"),
    ("曹", "Cao"),
    ("彭", "Peng"),
    ("曾", "Zeng"),
    ("萧", "Xiao"),
    ("袁", "Yuan"),
    ("程", "Cheng"),
    ("吕", "Lü"),
    ("苏", "Su"),
    ("卢", "Lu"),
    ("蒋", "Jiang"),
    ("贾", "Jia"),
    ("丁", "Ding"),
    ("魏", "Wei"),
    ("薛", "Xue"),
    ("余", "Yu"),
)
_GIVEN = (
    ("勇", "Yong"),
    ("平", "Ping"),
    ("磊", "Lei"),
    ("亮", "Liang"),
    ("波", "Bo"),
    ("超", "Chao"),
    ("鹏", "Peng"),
    ("辉", "Hui"),
    ("斌", "Bin"),
    ("凯", "Kai"),
    ("旭", "Xu"),
    ("涛", "Tao"),
    ("杰", "Jie"),
)


def _also(number: int) -> str:
    """High-voltage joints, live work and the crane: each in one gang."""
    if 16 <= number <= 19:
        return " hvjoint"
    if 20 <= number <= 22:
        return " livework"
    return " crane" if number >= 23 else ""


def crew() -> tuple[Member, ...]:
    """Linemen and fitters w01 … w26: cable, joints, plant."""
    made = []
    for place, (family_zh, family_en) in enumerate(_FAMILIES):
        first_zh, first_en = _GIVEN[place % len(_GIVEN)]
        name, number = (family_zh + first_zh, f"{family_en} {first_en}"), place + 1
        skills = "cable joint install" + _also(number)
        made.append(Member(f"w{number:02}", *name, "crew", skills))
    return tuple(made)


def everybody() -> tuple[Member, ...]:
    return STAFF + crew()


def rows() -> list[tuple[str, str, str, str]]:
    """(login, password, PIN, role) of everybody, in the order of a case."""
    return [(m.username, m.password, m.pin, m.role) for m in everybody()]
