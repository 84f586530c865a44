"""What a kept text may not hold: a person's number, her home or her name, which came into a wrong column."""

import re

import duckdb

from pipelines.contracts.catalog import Column
from pipelines.reading.person_numbers import (
    AFTER,
    BEFORE,
    DIGIT,
    FOLDED,
    LONG_NUMBER,
    MARKS,
    ONE_MARK,
    PHONE_DIGITS,
    PLAIN_TYPED,
    local_phone,
    long_id,
    phone,
    short_id,
    short_id_anyhow,
)

YOUNGEST = 10  # years: a document number of place, day and serial looks like the ID of a child
FINDING_ID = "^[0-9a-f]{16}$"
# two to four Chinese letters, or more with a dot between them
NAME = r"\s*(?:(?:\p{Han}[\s\x{3000}]*){2,4}|\p{Han}+[·•・‧．.][\p{Han}·•・‧．.]+)"
# what the names of places, bodies and papers begin or end with, and a person's hardly does
FIRST = "(?:[北中下前后右第]|东[^方]|南[^宫]|西[^门]|上[^官])"  # but compound surnames
LAST = (
    "[区县市镇乡村庄屯寨院园苑楼栋幢号座室组队街巷路里营湾岗桥店集坡沟坊庙寺铺棚塆垸坝坪畈圩埠堰塘洼峪厂矿场"
    "册层片段局校所站馆库部处办委厅署司科班网]"
    "|单元|[一二三四五六七八九十][中小]|街道|新城|商城|单位|集团|学院|协会|工会|商会|学会|联社|供销社|合作社|旅行社|电视台|百货|超市|银行|政府"
    "|公安|个体户?|职业|[无待失]业|[退离]休|务农|农民|打工|经商|在家|下岗|学生|其[他它]|不详"
    "|通知|决定|意见|规定|条例|方案|通报|报告|批复|决定书|建议书|办法"
)
# what a name in a number begins with, and what words of a number of three letters or four end with
SURNAME = (
    "[赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏窦章苏潘葛奚范彭郎鲁韦昌马苗凤花方俞任袁柳酆鲍"
    "史唐费廉岑薛雷贺倪汤滕殷罗毕郝邬安常乐于时傅皮卞齐康伍余元卜顾孟平黄和穆萧尹姚邵湛汪祁毛禹狄米贝明臧戴谈宋茅庞熊纪舒屈项"
    "祝董梁杜阮蓝闵席季麻强贾路娄危江童颜郭梅盛林刁钟徐邱骆高夏蔡田樊胡凌霍虞万支柯昝管卢莫经房裘缪干解应宗丁宣贲邓郁单杭洪包"
    "诸左石崔吉钮龚程嵇邢滑裴陆荣翁荀羊於惠甄麴曲家封芮羿储靳汲邴糜松井段富巫乌焦巴弓牧隗山谷车侯宓蓬全郗班仰秋仲伊宫宁仇栾暴"
    "甘钭厉戎祖武符刘景詹束龙叶幸司韶郜黎蓟薄印宿白怀蒲邰从鄂索咸籍赖卓蔺屠蒙池乔阴胥能苍双闻莘党翟谭贡劳逄姬申扶堵冉宰郦雍郤"
    "郄璩桑桂濮牛寿通边扈燕冀郏浦尚农温别庄晏柴瞿阎充慕连茹习宦艾鱼容向古易慎戈廖庾终暨居衡步都耿满弘匡国文寇广禄阙东欧殳沃利"
    "蔚越夔隆师巩厍聂晁勾敖融冷訾辛阚那简饶空曾毋沙乜养鞠须丰巢关蒯相查后荆红游竺权逯盖益桓公肖付覃涂岳帅缑亢况有琴商牟佘佴伯"
    "赏墨哈谯笪年爱阳佟尉令赫澹宇淳上闫代邸仝苑邝宛麦禤粟揭逢鹿冼续句缐展迟原么庹咎银凡来由候敬亓苟占南西]"
)
OF_NUMBER = (
    "字号第年月日通裁移证登册页户组队批次期区县市镇乡村庄社道街路里院园苑楼栋幢城生委办局所站文发准转流岗位长"
)
KIN = (
    "[户主本人配偶夫妻丈妇子女儿媳婿孙外曾玄父母爸妈爹娘公婆岳祖爷奶兄弟哥姐妹侄甥姑姨舅叔伯嫂长次三四五二大小独"
    "养继前非亲属友戚保姆租客之的其他它同住无及和]"
)
MASK = "#"
ROAD = "(?:[路街巷弄道]|胡同|号院|小区|家园|花园)"
OF_HOME = r"\s*(?:室|栋|幢|单元|号楼|号院)"  # behind a number of an address
NOBODY = r"\b\B"  # a pattern that no text holds
OF_ROOM = f"{DIGIT}+(\\s*室)"
USUAL = "[\\x00-\\x7F\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]"


def kept_text(column: Column, text: str, day: str) -> str:
    """SQL, what is kept of a text expression in a column, by its `text_shape`; `day` is the run's.

    `words` are the name of a place or body, with fewer digits than a phone. `kinship` has the letters of
    words of kin alone. In place of both is #, where they may be a person's name: the cell is not blank, and
    it names nobody. A `label` is any text that is neither her number nor like a name, `number` one with a
    digit, since a name has none, and no name of three letters or four beside. `document_number` is one of
    words and a year with a few digits more, and no address. `finding_id` is one that a worklist told. None of
    them is an address with the number of a room.
    """
    names = "may_name_persons" if column.kind == "text_list" else "may_name_person"
    may_name = {"words": f"{names}({text})", "kinship": f"not is_of_kin({text})"}.get(column.text_shape)
    is_kept = {
        "words": f"not holds_long_number({text})",
        "kinship": f"not holds_long_number({text})",
        "label": f"not (may_name_person({text}) or holds_persons_number({text}, {day}))",
        "number": f"has_digit({text}) and not (names_beside({text}) or holds_persons_number({text}, {day}))",
        "document_number": f"has_digit({text}) and not (holds_long_number({text}) "
        f"or holds_local_phone({text}) or holds_address({text}))",
        "finding_id": f"regexp_matches({text}, '{FINDING_ID}')",
    }[column.text_shape]
    told = f"case when {may_name} then '{MASK}' else {text} end" if may_name else text
    return f"case when {is_kept} and not holds_home({text}) then {told} end"


def create_macros(connection: duckdb.DuckDBPyConnection) -> None:
    """Make what the SQL of staging, and of the names of files and sheets, asks of texts."""
    for signature, body in _macros().items():
        connection.execute(f"create or replace macro {signature} as ({body})")


def _macros() -> dict[str, str]:
    """Each after those it calls."""
    usual = {character: digit for character, digit in FOLDED.items() if re.match(USUAL, character)}
    others = " or ".join(
        [
            _matches("one_mark(words)", f"(?:{short_id(ONE_MARK)}|{phone(ONE_MARK)})"),
            _if_parted("[\\s,，]", short_id(ONE_MARK)),  # which part no numbers of places and serials
            _if_parted("[\\r\\n]", phone(ONE_MARK)),  # where a cell is too narrow for it
        ]
    )
    # of two IDs that one mark parts, each has one of its own
    parted = "regexp_replace(one_mark(words), '[^0-9]', '\\0\\0', 'g')"
    years = f"regexp_extract_all({parted}, '{BEFORE}{long_id(ONE_MARK)}{AFTER}', 2)"
    plain_years = f"list_transform({years}, lambda y: cast(regexp_replace(y, '[^0-9]', '', 'g') as integer))"
    return {
        # the fewer characters are looked for, the faster
        "folded_digits(words)": f"case when strlen(words) = length(words) then words "
        f"when regexp_matches(words, '^{USUAL}*$') then {_translated(usual)} else {_translated(FOLDED)} end",
        "plain_digits(words)": _with_typed("folded_digits(words)"),
        "one_mark(words)": f"regexp_replace(plain_digits(words), '{MARKS}+', '{ONE_MARK}', 'g')",
        "has_digit(words)": f"regexp_matches(words, '{DIGIT}|十')",
        "holds_address(words)": f"regexp_matches(words, '{DIGIT}{OF_HOME}')",
        "holds_home(words)": f"regexp_matches(words, '{ROAD}.*{DIGIT}\\s*室')",
        "may_name_person(words)": f"regexp_matches(words, '^(?:{NAME})$') "
        f"and not regexp_matches(words, '^\\s*(?:{FIRST}|.*(?:{LAST})\\s*$)')",
        "names_beside(words)": "regexp_matches(words, "
        f"'(?:^|\\P{{Han}}){SURNAME}\\p{{Han}}{{1,2}}[^\\P{{Han}}{OF_NUMBER}](?:\\P{{Han}}|$)')",
        "may_name_persons(list)": "len(list_filter(string_split(list, ';'), w -> may_name_person(w))) > 0",
        "is_of_kin(words)": f"regexp_matches(words, '^(?:{KIN}|[^\\p{{L}}])*$')",
        "holds_long_number(words)": _if_long("true"),
        "holds_local_phone(words)": "coalesce("
        f"regexp_matches(one_mark(words), '{local_phone(ONE_MARK)}'), false)",
        # whether a check digit fits does not matter: a mistyped ID is hers as well
        "holds_persons_number(words, day)": _if_long(
            f"{others} or coalesce(list_min({plain_years}) <= year(day) - {YOUNGEST}, false)"
        ),
        "masked_numbers(words)": "case when "
        + _if_long(f"{others} or {_matches('one_mark(words)', long_id(ONE_MARK))}")
        + f" then {_masked('plain_digits(words)')} else words end",
        "masked_name(words)": f"regexp_replace(masked_numbers(words), '{OF_ROOM}', '{MASK}\\1', 'g')",
        # persons are a pattern, or none
        "masked_of_persons(words, persons)": f"regexp_replace(masked_name(words), "
        f"coalesce(persons, '{NOBODY}'), '{MASK}', 'g')",
    }


def _matches(text: str, form: str) -> str:
    return f"regexp_matches({text}, '{BEFORE}{form}{AFTER}')"


def _if_parted(mark: str, form: str) -> str:
    """Of a text without those marks, if it has any."""
    joined = f"one_mark(regexp_replace(words, '{mark}+', '', 'g'))"
    return f"case when regexp_matches(words, '{mark}') then {_matches(joined, form)} else false end"


def _if_long(condition: str) -> str:
    """Unlike `and`, a case looks at none but the few long texts."""
    return (
        f"case when length(words) >= {PHONE_DIGITS} then "
        f"case when regexp_matches(words, '{LONG_NUMBER}') then {condition} else false end else false end"
    )


def _with_typed(text: str) -> str:
    """With a digit for every plain letter typed in place of one, if a digit or another such is beside it."""
    for digit, letters in PLAIN_TYPED.items():
        for _ in range(2):  # a match takes in what is beside it
            text = f"regexp_replace({text}, '([0-9])[{letters}]', '\\1{digit}', 'g')"
            text = f"regexp_replace({text}, '[{letters}]([0-9])', '{digit}\\1', 'g')"
    return text


def _translated(digits: dict[str, str]) -> str:
    return f"translate(words, '{''.join(digits)}', '{''.join(digits.values())}')"


def _masked(text: str) -> str:
    """With # for every ID and phone, whatever the birth date; what stands between stays as it is."""
    for form, after in ((long_id(MARKS), 3), (short_id_anyhow(MARKS), 2), (phone(MARKS), 2)):
        for _ in range(2):  # of two that one mark parts, it belongs to the first
            text = f"regexp_replace({text}, '{BEFORE}{form}{AFTER}', '\\1{MASK}\\{after}', 'g')"
    return text
