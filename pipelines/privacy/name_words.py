"""Words that tell the name of a person from those of places, bodies and papers.

Surnames are those of the 百家姓 and the commoner ones beside; patterns are read by DuckDB (RE2).
"""

DOT = "·•・‧∙⋅･ㆍ．."
# two to four Chinese letters, or more with a dot between them
NAME = rf"\s*(?:(?:\p{{Han}}[\s\x{{3000}}]*){{2,4}}|\p{{Han}}+[{DOT}][\p{{Han}}{DOT}]+)"
# of names of any length, whose dot was left out
SOUNDS = "(?:买买提|麦麦提|古丽|阿依|阿[不布]都|阿卜杜|吐尔[逊洪]|艾合买提|热合曼|木合塔尔|玉山江)"
COMPOUND_SURNAMES = (
    "欧阳", "上官", "司马", "司徒", "司空", "诸葛", "东方", "皇甫", "尉迟", "公孙", "令狐", "慕容", "宇文",
    "长孙", "夏侯", "轩辕", "端木", "百里", "南宫", "呼延", "申屠", "太史", "公羊", "澹台", "淳于", "单于",
    "独孤", "西门",
)  # fmt: skip
# what the names of places, bodies and papers begin or end with, and a person's, but of those, hardly does
SIDES = "东南西上"
OF_SIDES = "|".join(f"{name[0]}[^{name[1]}]" for name in COMPOUND_SURNAMES if name[0] in SIDES)
FIRST = f"(?:[北中下前后右第]|{OF_SIDES})"
PLACE_LETTERS = (
    "区县市镇乡村庄屯寨院园苑楼栋幢号座室组队街巷路里营湾岗桥店集坡沟坊庙寺铺棚塆垸坝坪畈圩埠堰塘洼峪厂矿场"
    "口罚裁册层片段局校所站馆库部处办委厅署司科班网"
)
LAST = (
    f"[{PLACE_LETTERS}]"
    "|单元|[一二三四五六七八九十][中小]|街道|新城|商城|单位|集团|学院|协会|工会|商会|学会|联社|供销社|合作社|旅行社|电视台|百货|超市|银行|政府"
    "|公安|个体户?|职业|[无待失]业|[退离]休|务农|农民|打工|经商|在家|下岗|学生|其[他它]|不详"
    "|通知|决定|意见|规定|条例|方案|通报|报告|批复|决定书|建议书|办法"
)
# what a name beside others begins with
SINGLE_SURNAMES = (
    "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏窦章苏潘葛奚范彭郎鲁韦昌马苗凤花方俞任袁柳酆鲍"
    "史唐费廉岑薛雷贺倪汤滕殷罗毕郝邬安常乐于时傅皮卞齐康伍余元卜顾孟平黄和穆萧尹姚邵湛汪祁毛禹狄米贝明臧戴谈宋茅庞熊纪舒屈项"
    "祝董梁杜阮蓝闵席季麻强贾路娄危江童颜郭梅盛林刁钟徐邱骆高夏蔡田樊胡凌霍虞万支柯昝管卢莫经房裘缪干解应宗丁宣贲邓郁单杭洪包"
    "诸左石崔吉钮龚程嵇邢滑裴陆荣翁荀羊於惠甄麴曲家封芮羿储靳汲邴糜松井段富巫乌焦巴弓牧隗山谷车侯宓蓬全郗班仰秋仲伊宫宁仇栾暴"
    "甘钭厉戎祖武符刘景詹束龙叶幸司韶郜黎蓟薄印宿白怀蒲邰从鄂索咸籍赖卓蔺屠蒙池乔阴胥能苍双闻莘党翟谭贡劳逄姬申扶堵冉宰郦雍郤"
    "郄璩桑桂濮牛寿通边扈燕冀郏浦尚农温别庄晏柴瞿阎充慕连茹习宦艾鱼容向古易慎戈廖庾终暨居衡步都耿满弘匡国文寇广禄阙东欧殳沃利"
    "肇揣禚仉苌郇呙妫谌鄢隽雒甯蔚越夔隆师巩厍聂晁勾敖融冷訾辛阚那简饶空曾毋沙乜养鞠须丰巢关蒯相查后荆红游竺权逯盖益桓公肖付覃"
    "涂岳帅缑亢况有琴商牟佘佴伯赏墨哈谯笪年爱阳佟尉令赫澹宇淳上闫代邸仝苑邝宛麦禤粟揭逢鹿冼续句缐展迟原么庹咎银凡来由候敬亓苟"
    "占南西"
)
SURNAME = f"[{SINGLE_SURNAMES}{''.join(name[0] for name in COMPOUND_SURNAMES)}]"
# what words of a number of three letters or four end with
OF_NUMBER = f"{PLACE_LETTERS}字第年月日通移证登页户批次期社道城生文发准转流位长政决复函征河湖江山岭"
KIN = (
    "[户主本人配偶夫妻丈妇子女儿媳婿孙外曾玄父母爸妈爹娘公婆岳祖爷奶兄弟哥姐妹侄甥姑姨舅叔伯嫂长次三四五二大小独"
    "养继前非亲属友戚保姆租客之的其他它同住无及和]"
)
# what tells of a name that it is one: before it, behind it, and behind it in a sentence
TITLE = "(?:姓名|户主|业主|房主|租客|本人|妇女|配偶|丈夫|妻子|联系人|经办人|填表人|采集人|登记人|[组楼院]长)"
ADDRESS = "(?:女士|小姐|先生|同志|阿姨|大姐|夫妇|夫妻|户主|之[妻夫女子媳]|之[长次三][女子])"
DOING = f"(?:{ADDRESS}|违法生育|计划外|超生|未婚先孕)"
NOT_OF_NAME = f"{PLACE_LETTERS}位员民众工属公道"
