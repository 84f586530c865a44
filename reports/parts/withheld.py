"""Which numbers the pages withhold and which they tell, in the words that stand wherever either is shown."""

from reports.parts.labels import Label

MARK = "*"
# nothing that is published says which of the reasons holds: it would tell that a number is small
MARK_MEANS = Label(
    "隐去：这个数，或能由它推算出的另一个数太小；或者它是考核比率背后的人数。",
    "withheld: this number, or another that could be worked out from it, is small; or it is a count of "
    "persons behind an assessed rate.",
)
SUM_MARK = "≥"
SUM_MEANS = Label("只加了可公布的部分，另有隐去的数。", "the sum of what may be published; more is withheld.")
SMALL_COUNTS = Label(
    "隐去的数：妇女人数（分类、构成、增减、核查发现）少于最小公布人数（出厂设为 5）的，能推算出这种数的，"
    "以及背后人少的移交率、告知率，都以 * 代替，0 照写；"
    "考核指标中计人的分子、分母不论大小都隐去，只公布比率和得分。"
    "小也公布的数：分母就是档案数的指标（分类准确、漏档、重档、社区的管理证明），分子、分母都公布，"
    "其中小的分子看得到，隐去的也可能推算得出；单位、岗位、金额、通报单、来件和督查所见，照记录公布。",
    "Withheld, as *: counts of women (classes, composition, movements, findings) below the smallest number "
    "set to be published, 5 as shipped, with those from which such a one could be worked out, and rates of "
    "hand-overs and explanations behind which few women stand; 0 is shown. Of assessed indicators that count "
    "persons numerators and denominators are withheld whatever their size, and only rates and points told. "
    "Told even where it is small: both numbers of an indicator whose denominator is the number of files "
    "itself (files in the right class, missing and duplicate files, a community's certificates), so that a "
    "small numerator is seen, and a withheld one may be worked out; and units, posts, money, slips, "
    "deliveries and what inspections found, as recorded.",
)
