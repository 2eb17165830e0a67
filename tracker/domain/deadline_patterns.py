"""The words and patterns of time limits, one width of characters assumed (`folding`); `deadline_words` says what each means."""

import re

N = r"[\d〇零○一二三四五六七八九十两]"

YEAR = r"(?P<year>(?:19|20)\d\d|[一二][〇零○九][〇零○一二三四五六七八九]{2})年度?"

MONTH = r"(?P<month>1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])月"

DAY = r"(?P<day>\d{1,2}|[一二三四五六七八九十]{1,3})[日号]"

BEFORE = r"(?:以前|之前|前|止|截止|内|之内|为止)"

PLAN_NO = r"[“\"]?(?P<plan>十[二三四五六七八]五|十[一二三四五六七八九]五)[”\"]?"

PLAN_START = {"十二五": 2011, "十三五": 2016, "十四五": 2021, "十五五": 2026, "十六五": 2031}

REACH = (
    r"(?:完成|实现|达到|达|建成|打造|力争|确保|新增|新建|新开工|开工|建设|培育|引进|创建|创成|基本|全面|全部"
    r"|全市|全县|全区|累计|初步|完工|竣工|投产|投入|投用|启动|形成|超过?"
    r"|突破|提升|提高|建立|出台|制定|改造|推广|组织|举办|安排(?!部署)|发展|覆盖|入库|净增|培训|争取|争创|消除|消灭|基本上|显著|总|年内|新|实施)"
)

DONE = (
    r"(?:(?:全部|全面|全线|基本|正式|顺利|如期|主体|初步|提前|集中)*(?:完成|完工|竣工|开工|动工|建成|投用|投产|投入|启用|启动|通车|通水"
    r"|通航|通气|合龙|合拢|封顶|贯通|交付|开园|开业|开馆|验收|达产|试运行|运行|上线|挂牌|开通|实现|办结|见效|到位|出台"
    r"|开学|报批|招生|首发|试营业|营业|运营|进场|摘牌|供地|签约|开播|开赛))"
)

# What is arranged for a month of the plan's year: 9月份组织应急演练.
ARRANGED = r"(?:组织|举办|开展|召开|启动|印发|出台|制定|发布|公布|实施|推出|建立|进行|安排)"

# The last day before a festival with a fixed date; what comes before New Year ends the year.
FESTIVALS = {"元旦": (12, 31), "五一": (4, 30), "六一": (5, 31), "七一": (6, 30), "八一": (7, 31), "十一": (9, 30), "国庆": (9, 30)}

# The first day of the lunar year; what is due before it is due the day before.
SPRING = {
    2021: (2, 12),
    2022: (2, 1),
    2023: (1, 22),
    2024: (2, 10),
    2025: (1, 29),
    2026: (2, 17),
    2027: (2, 6),
    2028: (1, 26),
    2029: (2, 13),
    2030: (2, 3),
    2031: (1, 23),
    2032: (2, 11),
    2033: (1, 31),
    2034: (2, 19),
    2035: (2, 8),
}

# Further festivals of the lunar year, and 清明 of the sun's: each its own day.
LUNAR = {
    "端午": {
        2021: (6, 14),
        2022: (6, 3),
        2023: (6, 22),
        2024: (6, 10),
        2025: (5, 31),
        2026: (6, 19),
        2027: (6, 9),
        2028: (5, 28),
        2029: (6, 16),
        2030: (6, 5),
    },
    "中秋": {
        2021: (9, 21),
        2022: (9, 10),
        2023: (9, 29),
        2024: (9, 17),
        2025: (10, 6),
        2026: (9, 25),
        2027: (9, 15),
        2028: (10, 3),
        2029: (9, 22),
        2030: (9, 12),
    },
    "清明": {2021: (4, 4), 2022: (4, 5), 2023: (4, 5), 2024: (4, 4), 2025: (4, 4), 2026: (4, 5), 2027: (4, 5), 2028: (4, 4)},
    "春节": SPRING,
}

# What is done over some months: 6—9月开展排查.
SPELL = (
    r"(?:[,]?(?:集中|全面|组织|分批|分阶段|持续|陆续|扎实|深入|在全[县市区省])*"
    r"(?:开展|组织|实施|完成|进行|推进|启动|举办|建设|整治|排查|攻坚))"
)

# 2025年任务：…2026年任务：…: the steps of a plan of several years; what is told behind one without a year lies in it.
OF_STEP = r"(?:主要|重点|工作|年度|阶段)*(?:任务|目标|计划|安排)"
YEAR_OF_STEP = re.compile(rf"(20\d\d)年度?{OF_STEP}:")

# A date word with everything that makes it one; tried from the most to the least said.
PATTERNS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("ymd", re.compile(rf"(?:{YEAR})?{MONTH}{DAY}\s*(?:2?\d[时点]\s*)?{BEFORE}")),
    ("months", re.compile(rf"(?:{YEAR})?(?:1[0-2]|0?[1-9])月?份?\s*[-—–~至到]+\s*{MONTH}份?(?:底|末)?(?={SPELL})")),
    ("ymd_by", re.compile(rf"(?:截至|截止到?|不迟于|最迟于?|至迟|务必于|务必在){YEAR}?{MONTH}{DAY}")),
    ("ymd_from", re.compile(rf"(?:即日|(?:印发|发布)之日)起?[至到](?:{YEAR})?{MONTH}{DAY}")),
    (
        "md_run",
        re.compile(
            rf"(?<![\d.年])(?:{YEAR})?(?P<month>1[0-2]|[1-9])(?P<day>[12]\d|3[01]|0[1-9])日(?:以前|之前|前|(?=[、和及]\d{{3,4}}日前))"
        ),
    ),
    ("ym_third", re.compile(rf"(?:{YEAR})?{MONTH}份?(?P<third>上|中|下)旬(?:末|底)?{BEFORE}?")),
    (
        "ym",
        re.compile(rf"(?:到|至)?(?:{YEAR}|(?P<this>今年|本年度?|当年|(?P<next>明年|次年)))?{MONTH}份?(?:(?:底|末|月底){BEFORE}?|{BEFORE})"),
    ),
    ("ymd_do", re.compile(rf"(?:到|于|在)?(?:{YEAR})?{MONTH}{DAY}(?={DONE})")),
    ("ym_do", re.compile(rf"(?:到|于|在)?{YEAR}{MONTH}份?(?={REACH}|{DONE})")),
    ("month_do", re.compile(rf"(?<![\d年至到\-—~–、第每])(?:于|在)?{MONTH}份?(?={DONE})")),
    ("month_of", re.compile(rf"(?:(?<=[,。;:])|^)(?:于|在)?{MONTH}份?[,]?(?=(?:集中|统一|分批|适时)?{ARRANGED})")),
    (
        "quarter",
        re.compile(
            rf"(?:到|至)?(?:{YEAR}|(?P<this>今年|本年度?|(?P<next>明年|次年)))?第?(?P<quarter>[一二三四1-4])季度(?:末|底)?{BEFORE}?"
        ),
    ),
    ("half", re.compile(rf"(?:到|至)?(?:{YEAR}|(?P<this>今年|本年度?|(?P<next>明年|次年)))?(?P<half>上半年|下半年)(?:末|底)?{BEFORE}?")),
    (
        "year_end",
        re.compile(
            rf"(?:到|至|在|于)?(?:{YEAR}|(?P<this>今年|本年度?|当年|(?P<next>明年|次年)))(?:年?(?:底|末|终)(?:{BEFORE}|完成前)?|全年|年内)"
        ),
    ),
    ("year_before", re.compile(rf"(?:到|至|在|于)?{YEAR}{BEFORE}")),
    ("to_ymd", re.compile(rf"(?<![\d年月日号天])(?:到|至){YEAR}{MONTH}{DAY}")),
    ("to_year", re.compile(rf"(?:到|至){YEAR}(?!\s*[-—–~至到]|\d{{1,2}}月)")),
    ("year_head", re.compile(rf"{YEAR}{OF_STEP}(?=:)")),
    (
        "this_year",
        re.compile(
            r"(?<![一二三四五六七八九十两\d几近当每去往历])(?:到)?(?:年底(?:以前|之前|前)?|年末(?:以前|之前|前)?|今年(?:内"
            r"|底前?)|本年度?(?:内|底前?)|年度内(?!同|累计|最多|只|仅|不)|年内(?!同[一类]|最多|只|仅)|全年)"
        ),
    ),
    (
        "festival",
        re.compile(
            rf"(?:{YEAR}|(?P<this>今年|(?P<next>明年|次年)))?[“\"]?(?P<festival>元旦|春节|五一|六一|七一|八一|十一|国庆|清明|端午|中秋)"
            rf"(?:国际|劳动|儿童|建军|建党)*(?:节|假期)?[”\"]?(?:节|假期)?(?:到来|来临)?(?:之|以)?前(?!夕|后)"
        ),
    ),
    ("plan_end", re.compile(r"(?:到|至|在)?(?:本)?(?:规划|计划|方案|行动)期(?:末|结束|终了)(?:前|时)?")),
    ("five", re.compile(rf"(?:到|至)?{PLAN_NO}(?:规划)?(?:期|时期)?(?:末|底|结束|收官)(?:{BEFORE})?")),
    ("five_in", re.compile(rf"{PLAN_NO}(?:期间|时期|期内)")),
    ("cell", re.compile(rf"{YEAR}{MONTH}份?(?:{DAY})?")),
    ("year", re.compile(rf"(?:力争|争取|确保|预计|计划|力求|拟于|在|于)?(?:到)?(?:{YEAR}|(?P<this>今年|(?P<next>明年)))(?!内|底|末|以来)")),
)
# A character without which a pattern cannot match: most texts name few kinds of time, and `in` is quick.
NEEDS = {"festival": "前", "plan_end": "期", "months": "月", "quarter": "季", "half": "半", "five": "五", "five_in": "五"} | dict.fromkeys(
    ("ymd", "ymd_by", "ymd_from", "ym_third", "ym", "ymd_do", "ym_do", "month_do", "month_of", "cell"), "月"
)
NEEDS["md_run"] = "日"

RECURRING = re.compile(
    r"每(?:隔)?(?P<apart>[两二三四五六七八九双单]|[2-9])?(?:(?P<half_year>半年)"
    r"|(?P<half_month>半(?:个)?月)|(?P<ten_days>(?:个)?旬)|(?P<year>年度?)|(?P<quarter>(?:个)?季度?)|(?P<month>(?:个)?月)"
    r"|(?P<week>(?:个)?(?:周|星期))|(?P<day>天|日)|(?P<term>(?:个)?学期))"
)

# 按月调度, 逐季通报; 月调度、季通报: said without 每.
_REPORTED = r"调度|通报|报送|上报|公布|公示|分析|研判|考核|考评|评估|检查|督查|督导|统计|更新|汇总|反馈|监测|会商"
_TOLD = r"点评|评比|例会|报告|晾晒|排名|总结|召开|编发|推送|发布|开展"
REPORTED = rf"(?:{_REPORTED}|{_TOLD})"
IN_TURN = re.compile(
    rf"(?:按|逐)(?:年度?|季度?|月度?|旬|周|日)(?={REPORTED})"
    r"|(?:按|逐)[月季周]度?(?=(?:足额|及时|按时|准时|定期|精准|如数|有序|据实)*(?:发放|拨付|兑付|兑现|支付|结算|缴纳|征收|推进|落实|走访|巡查|会办|召集|组织|通知|编制|提交))"
    rf"|(?<![\d一二三四五六七八九十每按逐本当上下])[年季月周日](?={REPORTED}[、,][年季月周日]{REPORTED})"
)

# 一季一通报, 一年一评估.
ONCE_EACH = re.compile(
    rf"(?<![第每\d一二三四五六七八九十])一(?:个)?(?P<turn>[年季月周日旬])度?一(?:次|个)?(?={REPORTED}|[\u4e00-\u9fff]{{2}})(?!体|次性)"
)

# In the plan of one month: 月底前, 中旬, 15日前; elsewhere nobody knows of which month.
IN_MONTH = re.compile(
    rf"(?<![\d一二三四五六七八九十月每个当上下两几半满跨年])(?:(?P<last>(?:本月|当月|月)(?:底|末|内)(?:以前|之前|前)?)|(?:本月)?(?P<third>[上中下])旬(?:末|底)?{BEFORE}?"
    rf"|(?:本月)?(?P<day>[12]\d|3[01]|[1-9])[日号](?:(?:以前|之前|前)|(?={DONE})))"
)

CHAINED = re.compile(rf"{REPORTED}[、,](?P<turn>[年季月周日])(?={REPORTED})")

# The dates of a list before its last one.
MONTH_OF_LIST = re.compile(r"(?<!\d)(1[0-2]|[1-9]|十[一二]?|[一二三四五六七八九])月?(?=(?:份|底|末)?(?:前)?[、和及])")
MONTHS_BEFORE = re.compile(
    r"(?<![\d.])(?:(?P<year>20\d\d)年)?(?:(?:1[0-2]|[1-9]|十[一二]?|[一二三四五六七八九])月(?:份)?(?:底|末)?(?:前)?[、和及])+$"
)
YEAR_OF_LIST = re.compile(r"(20\d\d)(?:年)?(?=(?:底|末)?(?:前)?[、和及])")
YEARS_BEFORE = re.compile(r"(?<![\d.])(?:(?:到)?20\d\d(?:年(?:底|末)?(?:前)?)?[、和及])+(?:到)?$")

# 上、下半年各组织一次: the first half is a limit too.
HALF_BEFORE = re.compile(r"上[、和及]$")
YEARS_AFTER = re.compile(r"(?:[、和及]20\d\d年(?:底|末)?(?:前)?)+(?=[,]|分别|各)")
YEAR_OF_LIST_END = re.compile(r"(?<=[、和及])(20\d\d)年(?:底|末)?(?:前)?")

# 汛期前, 开学前: the year has such times, but no calendar fixes their day.
SEASON = re.compile(
    r"(?:(?:20\d\d年|今年|明年|当年)?(?:\d{1,2}月份?)?(?:春季|秋季)?(?:新?学期|新学年)?开学"
    r"|(?:主?汛|雨|旱|台风|森林防火|防火|防灭火|供暖|供热|采暖|封冻|丰水|枯水|用电高峰|农忙|插秧|春播|秋播|春灌|冬灌|休渔|开渔)[期季]?"
    r"|入[汛冬夏秋春梅]|封冻|上冻|冻土|春耕|备耕|春播|夏收|秋收|麦收|收割|夏种|秋种|三夏|三秋|双抢|开犁|播种|寒假|暑假|高考|中考|两会"
    r"|“?[两双]节”?|(?<=[,。;:])节日?)"
    r"(?:来临|到来|开始|启动|结束)?(?:之|以)?前(?!的|后|期|夕|、|[\u4e00-\u9fff]{0,2}阶段)"
)
# 8月前: before the month begins, or before it ends; offices write it in both senses.
MONTH_BEFORE = re.compile(r"(?:月份?|季度)(?:以前|之前|前)$")
YEAR_BEFORE = re.compile(r"\d年度?(?:以前|之前|前)$")

AFTER_YEAR = re.compile(rf"(?:的)?(?:{MONTH}(?:份)?(?:{DAY})?)?(?:底|末|初)?(?:以前|之前|前)?")

AFTER_SPAN = re.compile(rf"(?:末|底|终了?|结束|初)?(?:月底)?(?:{DAY})?(?:以前|之前|前)?")

STANDING = re.compile(
    r"长期(?:坚持|推进|实施|开展|抓好|落实)|立行立改|立即(?:整改|落实|执行)?(?=$|[,;、。)])|贯穿(?:全年|始终)"
    r"|全年坚持|持续坚持|即知即改|立知立改|常年坚持"
)

STANDING_ONLY = re.compile(
    r"长期|持续(?:推进|实施|开展|落实|坚持)?|常态化?(?:推进|开展|坚持|实施)?|全年推进|立行立改|立即|即时|及时"
    r"|随时|按(?:序时)?进度|按时间节点|按要求|根据.{0,10}要求|日常|全过程"
)

RELATIVE = re.compile(
    rf"(?:(?:自|从|在)?(?:本[\u4e00-\u9fff]{{0,4}})?(?:收到|接到|接收|受理|印发|发布|公布|会议?|检查|发现|验收"
    rf"|批复|立案|签订|文件下发|下发|交办)[\u4e00-\u9fff]{{0,8}}?(?:之日起?|后|起)[的]?)\s*(?P<n>{N}{{1,3}})\s*个?(?P<work>工作日"
    rf"|天|日|月|小时)(?:以内|之内|内)?"
    rf"|(?P<n2>{N}{{1,3}})个?工作日(?:以内|之内|内)"
)

SHORTENED = re.compile(r"(?:压缩|缩短|压减|缩减|提速|减少|控制|优化)(?:至|到|为|在)?$|不超过$")

TITLES = re.compile(r"《[^《》]{0,120}》|〔\d{4}〕|\(\d{4}\)\s*\d+号|\[\d{4}\]")

BASE = re.compile(r"(?P<base>20\d\d)年(?:(?!20\d\d年)[^,;。]){0,30}(?:的)?基础上")

SPAN_FROM_BASE = re.compile(
    r"(?<![\d第近这])(?P<n>[两一二三四五六七八九十\d]{1,2})年(?=内?(?:超|翻|达|破|突破|实现|增长|增加|净增|倍增|完成))内?"
)

HISTORY_AFTER = re.compile(
    r"^(?:以来|起|开始|始|期间|建成的|认定的|以前(?:建|的)|前建|以后"
    r"|后|底以来|的基础|基础上|相比|同比|水平|度?(?:全国|全省)(?:会议|文件))"
)

# What happened in a year, unless the words set a limit themselves: 2022年出台的…, but 6月底前出台….
EVENT_AFTER = re.compile(r"^(?:出台|印发|发布|召开|成立|评选|获|荣获)")

RANGE_AFTER = re.compile(r"^\s*(?:[-—–~至到]+)\s*(?:(?:20)?\d\d年|\d{1,2}月|[一二三四五六七八九十]{1,2}月)")

NAME_AFTER = re.compile(
    r"^(?:度|[\u4e00-\u9fff“”\"、·—-]{0,24}?)(?:行动计划|实施方案|工作方案|规划|计划|要点|纲要|方案|指标体系"
    r"|标准(?![化地厂])|目录|清单|版|会议精神|工作报告)(?![\u4e00-\u9fff]{0,4}(?:编制|制定|出台|修订|报|印发))"
)

# A verb and its figure: 2025年接待游客20万人次; the figure stands at the end, where a duty has it.
_COUNTED = (
    r"(?:达|到|至|超过?|突破)?\d[\d.]*(?:%|[万亿千百]*(?:元|人次|人|个"
    r"|家|公里|亩|万亩|户|所|座|处|项|吨|套|场|件|条|头|辆|台|张|平方米))"
    r"(?:以上|左右|以内)?"
)
FIGURE_DUE = re.compile(rf"(?!度)[A-Za-z\u4e00-\u9fff“”\"()、]{{4,30}}?{_COUNTED}(?:[、和及][\u4e00-\u9fff“”]{{2,20}}?{_COUNTED}){{0,4}}$")

# 2023年，…；2024年，…；2025年，…: what is due year by year.
SCHEDULE = re.compile(r"(?:^|[;。:])(20\d\d)年度?(?=,)")

RANGE_START = re.compile(
    r"(?:20\d\d年(?:\d{1,2}月(?:份)?(?:\d{1,2}[日号])?)?|[\d一二三四五六七八九十]{1,2}月(?:份)?(?:\d{1,2}[日号])?)"
    r"\s*[-—–~至到]+\s*(?=[\d一二三四五六七八九十]|今年|年底|长期)"
    r"|20\d\d(?:[./]\d{1,2})*\s*[-—–~至到]+\s*(?=20\d\d|长期)"
)
