"""First names of people: a word of which nothing more needs to be known. One that is not here is not known to be one."""

import re
from functools import cache, lru_cache

from domain.ground.spoken import plainly
from domain.ground.spoken.days import MONTHS, WEEKDAYS
from domain.pair.understanding.english_words import COMMON
from domain.pair.understanding.hebrew import NAME as HEBREW_NAME

_NAMES = """
aaron abby abe abigail ada adam adina aharon akiva alan alex alexandra alice aliza alon amanda amir amit amy andrew andy anna annie ari
ariel ariela arik arlene asher ashley aviva avi avigail aviad avital avner avraham ayelet barbara barry batsheva becca becky ben
benjamin benny bess beth boaz bonnie brad brenda brian bruce carl carol caroline chana chanan charlie chaya chaim cheryl cindy claire
dafna dalia dan dana daniel daniella danny dara dave david debbie deborah debra devorah diana dina dori doron dov dvora ed edie efrat
ehud eitan elana eli eliana elias eliezer elijah elisha elizabeth ella ellen elliot emily emma erez eric erica esther ethan eva evan eve
ezra faye felicia fran frank fred gabe gabi gabriel gabriella gail galit gary george gideon gil gila gilad glenn hadar hadas hannah
harold harriet harry heather helen henry herschel hila hillel howard ian idan ilan ilana ira irene iris irit isaac isabel itai itamar
jack jackie jacob jake james jamie jan jane janet jared jason jay jeff jen jennifer jeremy jeri jerry jess jesse jessica jill jim jo
joan joanna joe joel joey jon jonah jonathan jordan josh joshua judith judy julia julie karen kate kathy katie keith ken kim lara larry
laura lauren lea leah lee lena leo leora lesley leslie lev levi liat lila lily linda lior lisa liz louis lucy lynn malka manny marc
marcia margaret maria marilyn mark marla marsha marshall martha martin marvin max maya megan meir melissa menachem mendel michael michal
michelle mike miri miriam mitch mitchell molly mona mordechai moshe nachum nadav nadia nancy naomi natalie nate nathan nathaniel nava
neil nessa nina nir nira noa noah noam nomi norman nurit ofer ofra ora oren orly osnat paul pam pamela peter phil philip pinchas rachel
rafi ralph raphael rav rebecca reut rich richard rick rina rivka rob robert robin roger ron rona roni rosalie rose ruben russ ruth ryan
sally sam samantha samuel sandra sandy sara sarah sari scott sean seth shai shana shani sharon shaul shayna shelly shimon shira shlomo
shmuel shoshana shuli simcha simon sivan sol solomon sonia sophie stacey stan stephanie stephen steve steven stuart sue susan susie
sydney sylvia tal tali talia talya tamar tami tara ted tehila tess theo tim tirza toby todd tom tova tracy tzipi tzvi uri uriel valerie
vered vicki victoria vivian walter wendy will william yael yair yakov yaakov yardena yehuda yehudit yisrael yitzchak yitz yocheved yoni
yonah yonatan yoram yosef yossi yuval zac zach zahava zara zev zoe zvi
"""
_HEBREW = """
נועה דנה אבי מירי מרים יעל רחל לאה שרה רבקה חנה תמר רות אסתר נעמי מיכל אביגיל דבורה שירה טל טלי רוני נועם דוד דויד משה אהרן אברהם יצחק
יעקב יוסף שמואל שלמה דניאל גבי גיל אורי איתן אלי אליהו אריאל עמית ענת עידית הילה הדס גלית ליאת ליאור מאיר נתן עדי עדה צבי רון שי שמעון
תום יונתן יהודה בנימין אפרת אורית אורלי סיגל דורית חיים יואב יואל
"""
_TITLE = r"(?:rabbi|rav|cantor|chazzan|hazzan|reb|dr|rabba|rabbanit|maharat)"
_MEANS_MORE = re.compile(rf"{COMMON}|{_TITLE}|partner|pair|buddy|chevruta|trio|met|skip|help|done|zoom|set|pause|stop|person")
_WORD = rf"(?!(?:{COMMON}|partner|pair|buddy|chevruta|trio)\b)[a-z]{{2,14}}"
_OTHERS = re.compile(
    rf"(?<![\w§])(?:{_TITLE} )?{_WORD}(?=(?:(?:, and|,| and) (?:{_WORD}|§[fo]))? and (?:i|me)\b)|(?<=\bme and ){_WORD}|"
    rf"(?<=אני ו){HEBREW_NAME}|(?<![א-ת]){HEBREW_NAME}(?= ואני)"
)
_NEVER = frozenset(["i", "will", "may", "mark", "rose", "hope", "joy", "grace", "faith"]) | frozenset(MONTHS) | frozenset(WEEKDAYS)


@cache
def _known() -> re.Pattern[str]:
    names = [name for name in (_NAMES + _HEBREW).split() if name not in _NEVER]
    return re.compile(rf"(?<![\w§׳])(?:{_TITLE} )?(?:{'|'.join(sorted(names, key=len, reverse=True))})(?![\w׳])")


def named(plain: str, partners: tuple[str, ...] | None = None) -> str:
    """A plain text with "§f" in place of each name of a partner, and "§o" of anybody else who is named where a partner would be.

    `partners`: how those are called whom the writer studies with. Where that is not known (None), every first name may be one.
    """
    if partners is None:
        marked = _known().sub("§f", plain)
    else:
        own = _called(partners)
        marked = _OTHERS.sub("§o", _known().sub("§o", plain if own is None else own.sub(r"\1§f", plain)))
    return re.sub(r"(§[fo])(?: \1)+", r"\1", marked)


@lru_cache(maxsize=256)
def _called(partners: tuple[str, ...]) -> re.Pattern[str] | None:
    """The parts of their names, but for those that mean something else in an answer: someone may call themselves May, or Not."""
    parts = {part for name in partners for part in re.findall(r"[a-z'-]{2,}|[א-ת׳-]{2,}", plainly(name))}
    own = sorted(part for part in parts - _NEVER if _MEANS_MORE.fullmatch(part) is None)
    return re.compile(rf"(?<![\w§׳])(?:{_TITLE} )?(ו?)(?:{'|'.join(map(re.escape, own))})(?![\w׳])") if own else None
