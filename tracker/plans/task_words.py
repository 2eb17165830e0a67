"""Words that tell chapters of duties from chapters of purposes and safeguards, and what closes a plan."""

import re

NO_DUTY = re.compile(
    r"指导思想|基本原则|工作原则|总体(?:要求|目标|思路|安排|思想)|(?:工作|主要|发展|行动|预期|任务|阶段|具体"
    r"|创建|建设)目标|目标(?:要求|任务)?$|背景|基础与|发展基础|现状|形势|意义|依据|适用范围|名词解释"
    r"|工作思路|规划期|发展环境|发展原则|主要指标|成效|存在问题|附则|总则"
)
# 优化发展环境, 巩固脱贫成效: a duty, though its words also name chapters of background.
DOES = re.compile(
    r"完成(?!情况)|加强|推进|推动|优化|提升|提高|巩固|改善|完善|强化|加快|深化|营造|打造|健全|落实|实施|扩大|创新|大力|着力|持续|全面|切实|扎实|构建|培育|建设|壮大"
)
SAFEGUARD = re.compile(
    r"保障措施|组织(?:实施|保障|领导)|工作要求|保障机制|(?:工作|组织|政策|要素|制度)保障$|有关要求|相关要求"
    r"|工作机制|实施保障|强化保障|监督(?:考核|检查)|督导考核|推进机制|实施步骤|方法步骤|时间安排|步骤安排|"
    r"工作步骤|实施要求|职责分工$|组织机构|附件$"
)

# 强化统筹协调, 建立联席会议制度: who leads there leads the plan.
OF_WHOLE_PLAN = re.compile(r"组织|领导|统筹|协调|协同|责任|制度|机制|调度|总结|动员|部署|职责")
# 严格督查考核: so does who checks it, unless the office that does it and those that help are told (县应急局会同有关部门开展评估).
OF_CHECKS = re.compile(r"督[查导促办]|考[核评]|监督|监测评估|宣传")
# 落实责任，确保质量: what a letter asks of all offices in a document that names none.
CALLS = re.compile(
    r"(?:落实|明确|压实|夯实|强化|靠实)(?:[\u4e00-\u9fff]{0,2})责任|(?:密切|协调|加强|强化|搞好|主动)(?:协调|沟通|协作)?配合|(?:加强|强化|严格|严肃)(?:督[查导促办]|考核|检查|监督|领导|问责)"
    r"|(?:提高|统一|深化)(?:思想|政治)?认识|(?:及时|按时|定期)(?:报送|反馈|总结|汇报)|高度重视"
)

TO_ALL = re.compile(
    r"(?:请)?各(?:地|级|有关|相关|责任|牵头|主办|承办|协办|配合|参与|项目|部门|单位|县|市|区|镇|乡|街道|成员)[^。]{0,30}(?:要|应当|须)"
    r"|(?:[省市州盟县区旗镇]?(?:委|政府)?(?:[^。,;]{0,4}[、和])?)?[省市州盟县区旗镇]?(?:委|政府)?(?:督查|督办|督考|督导)[^。,;]{0,6}?[室局办组科](?:将|要|每|定期|对|负责对|会同)"
    r"|[省市州盟县区旗镇](?:委|政府)办公?室?将"
    r"|(?:根据|按照|对照|围绕)[^。]{4,60},(?:各地各部门|各(?:地|级|有关|相关|责任|牵头)?(?:部门|单位))[^。,]{0,12}要"
    r"|请各|以上(?:任务|工作|各项)|本(?:方案|意见|措施|要点|计划)(?:自|由)"
)

# 附注：… behind the last item speaks of all of them.
REMARKS = re.compile(r"(?:附注|注|说明|备注):")
HEADED = re.compile(r"([\u4e00-\u9fff]{4,10}):")
IN_FORCE = re.compile(
    r"^(?:本|该|此)[\u4e00-\u9fff]{2,8}(?:自|由|从|未尽|有效期|与)|有效期(?:至|为|\d|[一二三四五])|自(?:印发|发布|公布)之日起(?:施行|实施|执行)"
)
SENTENCE = re.compile(r"(?=[^。]{25,}。)[^。]*,[^。]*。")
MEASURES = re.compile(r"(?:具体|主要|重点|工作)*(?:措施|任务|举措|内容|事项)(?:如下)?:")
BULLET = re.compile(r"\s*(?:[—–\-]{1,2}|[●•◆■★▪])\s*(?=[\u4e00-\u9fff“])")
COUNTED = re.compile(r"(?:\(\d{1,3}[项条件个]\))?:$|\(\d{1,3}[项条件个]\)$")  # 县发改局（3项）：
OFFICE = re.compile(r"[\u4e00-\u9fff](?:局|人民政府|[县区市旗镇乡]政府|办事处|管委会)$")
ANNEXED = re.compile(r"附则|其他(?:事项|规定)?$|施行|有关事项")

# 以下任务由县农业农村局牵头：, 本章工作由…负责。 above the items that it speaks of.
BELOW = re.compile(
    r"(?:以下|下列|本(?:章|节|部分|项|专项|行动))(?:各项|所有|全部|重点|\d{1,2}项|[一二三四五六七八九十]项)*(?:任务|工作|措施|事项|内容|行动)*(?:,?均|,?都|统一)?(?P<by>由)"
)
# 任务分工：…总牵头 in a chapter: said of all its items.
DIVIDES = re.compile(r"(?:任务|责任|职责|工作)分工:|[^。:]{2,40}总牵头|总牵头(?:单位|部门)?:")
LONGEST_UNITS = 60
LONGEST_CHAPTER = 40
LEAST_DUTY = 8
LEAST_SENTENCE = 6
