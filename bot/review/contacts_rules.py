"""What a way off the platform looks like once its text is folded: channels, their disguises, what gives one away.

A name that nobody writes but to hide it is enough. Any other needs a companion: an account, a number or a call to act
beside it, so that news about the messengers, and words that only sound like them, are left alone.
"""

from __future__ import annotations

import re
from enum import Enum, auto
from typing import Final, NamedTuple

LINK: Final = "有网址或域名，算站外引流"
MAIL: Final = "有邮箱"
HANDLE: Final = "有 @ 账号"
PHONE: Final = "有电话号码"
WECHAT: Final = "有微信号或加微信的说法"
OFFICIAL: Final = "有公众号引流的说法"
QQ: Final = "有 QQ 号或 QQ 群"
MESSENGER: Final = "有站外平台或通讯软件的账号"
FRIEND: Final = "有加好友的说法"
GROUP: Final = "有拉群的说法"
CODE: Final = "有扫码或二维码引导"
MESSAGE: Final = "有私信或主页引流的说法"
COUPON: Final = "有口令或邀请码"


class View(Enum):
    """How a text is read."""

    SHOWN = auto()
    """Folded, hearts kept."""
    PLAIN = auto()
    """Folded."""
    TIGHT = auto()
    """Folded, spaces and separators inside a word ignored."""
    COUNTED = auto()
    """Folded, every kind of digit written as 0 to 9."""
    TIGHT_COUNTED = auto()


class Rule(NamedTuple):
    """What is searched for in which view, and what is said of it."""

    message: str
    pattern: re.Pattern[str]
    view: View
    broken: bool = False
    """Whether only a word with something put into it counts: who does that hides it."""


_ENDINGS: Final = (
    "com net org cn io ai co me cc top xyz vip club shop site app dev link info edu gov tv im ly gg gl pw ltd tech "
    r"store online live pro wang icu us uk hk tw jp sg eu ru de fr ca au page wiki biz mobi asia ink cloud xn--\w+"
).replace(" ", "|")
_WORDLIKE_ENDINGS: Final = "so|is|it|in|to|be|at|no|am|by|la|my|st|sh|gd|do|fm"
"""These end a sentence as often as a domain: believed only before a path."""
_SPOKEN_ENDINGS: Final = "com|cn|net|org|cc|vip|xyz|io|co|me|tv|top|club|site"
"""What follows a 点 without a space and is no button of an app."""
_NAMED_LIKE_DOMAINS: Final = r"(?:(?:asp|ado|vb|ml)\.net|cs\.(?:ai|cc)|math\.co|stat\.me)(?![a-z0-9./-])"
"""Parts of .NET, and subjects of arXiv."""
_TAIL: Final = r"(?:[!-~]*[a-z0-9/=])"
_DOT: Final = r" *(?:点|。| \.(?!net)|[(\[{](?:\.|点|dot)[)\]}]| dot ) *"
"""A dot written so that no program sees it."""
_GAP: Final = r"[ .,·_*~|/—-]{0,3}"
_AMOUNT: Final = (
    r" *(?:[元块万亿兆人次个吨股年天秒页字颗件份辆台套户家株头只条张枚克升度倍级斤]|美元|[公千毫厘]?[米里克]|光年|平方)"
)
"""What makes a number a quantity."""
_ID: Final = r"[a-z0-9][a-z0-9_-]{4,}"
_MIXED: Final = r"(?=[a-z_-]{1,19}\d|[a-z]+[_-])[a-z][a-z0-9_-]{4,19}"
"""An account that no word looks like."""
_NUMBER: Final = rf"[1-9]\d{{4,10}}(?!\d|\.\d|{_AMOUNT})"
_WHOM: Final = r"(?:我|一下|下|个|客服|老师|小编|本人)?的?"
_ADD: Final = rf"(?:加(?<![增更参附叠外追].)|\+(?<![^\W的请可我需].)|伽(?<!瑜.)|茄|珈|jia){_WHOM}"
"""Before a name that is honest in itself: 抖音+微信 adds nobody."""
_ADD_HIDDEN: Final = rf"(?:加(?<![增更参附叠外追].)|\+(?<![a-z0-9].)|伽(?<!瑜.)|茄|珈|jia){_WHOM}"
_ENDED: Final = r"(?=$|[,。!、;\n]|[了吧咨领拿获备交进看聊]|一[起下])"
"""After a lone 微 that was to be added: the sentence ends, or says what for."""

_ABOUT_WECHAT: Final = (
    "支付|读书|公众|小程序|视频|搜|生态|团队|用户|登|群|好友|功能|入口|键|输入|朋友|聊天|红包|分享|客户端|版|平台"
)
"""What follows 微信 where the news is about the product."""
_WEI: Final = "微薇威维葳徽嶶溦崴唯围"
_WEI_HIDDEN: Final = "薇葳嶶溦崴"
_WEI_SOUNDS: Final = f"{_WEI}卫畏喂魏味伟胃伪渭炜玮蔚"
_XIN: Final = "信芯心馨鑫欣辛忻"
_WECHAT_HIDDEN: Final = (
    rf"(?<![蔷采紫])[{_WEI_HIDDEN}][信芯x](?![a-z笺])|(?<!安)徽信|[{_WEI}]x(?=同|号|:)|(?<![a-z0-9大])v[信芯](?![号任息心仰奉誓托片])"
    r"|(?<![a-z])wei信|[微薇]i?xin(?![a-z])|wxid_?[a-z0-9]{4,}"
)
_WECHAT_SOUNDS: Final = (
    rf"(?:微信|[{_WEI_SOUNDS}v][{_XIN}]|卫星|(?<![a-z])we?i?-?xi?n|wechat|"
    r"(?<![a-z0-9])[vw]x|(?<![a-z0-9])v(?=:))(?:号码?|id)?"
)
"""微信 and what sounds like it, honest words among them: 卫星, 威信, 维新."""

_CHANNEL: Final = (
    "绿泡泡|小?绿(?:书|标)|[绿蓝]色?(?:聊天)?(?:软件|图标|app|鸟)|小企鹅|企鹅|纸?小?飞机|小蓝鸟|[某x](?:信|微|音|博|鹅)"
    "|围脖|微博|渣浪|电[报抱宝暴]|(?<![a-z])(?:tg|vb|dy|wb|ins|line)|抖(?:音|y?in|因|阴)|蓝v|快手|bilibili|b站|小破站|视频号|知乎|豆瓣|头条号?|油管|youtube|推特|脸书|闲鱼|telegram|whatsapp|skype|signal|lineid|discord"
)
_CHANNEL_HIDDEN: Final = "绿泡泡|小?绿标|[绿蓝]色?(?:聊天)?(?:软件|图标|app)|纸飞机|某[信微鹅]|围脖|电[抱暴]"
_CALLED: Final = r"(?:群|号|账号|id|频道|用户名)*"

_OFFICIAL: Final = "公[众主]号|公号|gzh|gongzhonghao|g(?:ong)?众号"
_OFFICIAL_HIDDEN: Final = (
    "(?:[工供宫功攻恭弓][众重种粽仲钟]|公[重种粽仲钟])[号浩皓](?![召称码角])|公众[浩皓耗]|公[a-z]{1,2}号"
)
_SEARCH: Final = r"搜(?![救索寻查狐])"
_KOU: Final = "[扣蔻抠叩寇釦]"
_GROUPS: Final = r"(?:微信|粉丝|交流|福利|读者|q)?[群裙](?![众体岛山星居落英组子摆名主]|聊(?!聊))"
_METRICS: Final = "".join(
    f"(?<!{name}@)" for name in ("pass", "recall", "precision", "map", "ndcg", "top", "hit", "hits")
)
_UNWARNED: Final = "".join(f"(?<!{word})" for word in ("不要", "不", "别", "勿", "随便", "随意", "谨慎", "警惕"))
"""Not in a warning against it."""


def _rules(message: str, *patterns: str, view: View = View.TIGHT, broken: bool = False) -> tuple[Rule, ...]:
    return tuple(Rule(message, re.compile(pattern), view, broken) for pattern in patterns)


RULES: Final = (
    *_rules(
        MAIL,
        r"(?<![a-z0-9_.+-])[a-z0-9_.+-]+ *(?:@|艾特|[(\[{]at[)\]}]|#(?=qq|1[26]\d|gmail|foxmail)) *"
        rf"[a-z0-9-]+(?:(?: *\. *|{_DOT})[a-z]{{2,}})+",
        view=View.PLAIN,
    ),
    *_rules(
        LINK,
        rf"(?:https?|hxxps?|ftp|tg|weixin|tbopen|mailto|magnet) *: *(?:/ */|\?)(?:{_TAIL}|[^\s,。]+)",
        rf"(?<![a-z0-9])www *[.。] *[a-z0-9]{_TAIL}",
        rf"(?<![a-z0-9_@.-])(?!{_NAMED_LIKE_DOMAINS})(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+(?:{_ENDINGS})"
        rf"(?![a-z0-9-]|\.[a-z0-9])(?::\d+)?(?:/{_TAIL}?)?",
        rf"(?<![a-z0-9_.-])(?:[a-z0-9-]+\.)+(?:{_WORDLIKE_ENDINGS})/{_TAIL}",
        rf"(?<![a-z0-9-])[a-z0-9][a-z0-9-]*{_DOT}(?:com|cn|net|org|cc|vip|xyz)(?![a-z0-9])",
        rf"(?<![a-z0-9-])(?=\d*[a-z])[a-z0-9-]+点(?:{_SPOKEN_ENDINGS})(?![a-z0-9])",
        rf"(?<![a-z0-9-])[a-z][a-z0-9-]*{_DOT}(?:{_ENDINGS}|{_WORDLIKE_ENDINGS}) ?/ ?{_TAIL}",
        r"(?<![a-z0-9-])[a-z0-9][a-z0-9-]+\. (?:com|cn)(?![a-z0-9])",
        rf"(?<![\d.])\d{{1,3}}(?:\.\d{{1,3}}){{3}}(?::\d{{2,5}}|/[a-z0-9]{_TAIL}?)",
        view=View.PLAIN,
    ),
    *_rules(HANDLE, rf"@{_METRICS}(?=[^\W_])(?!\d+ *(?:fps|hz|ghz|mm))[\w.-]+", view=View.PLAIN),
    *_rules(
        PHONE,
        rf"(?<![\d.百千万亿十])(?:\+?86{_GAP})?1[3-9]\d{_GAP}\d{{4}}{_GAP}\d{{4}}(?!\d|\.\d|[百千十]|{_AMOUNT})",
        r"(?<!\d)1[ .·_*~—-]+[3-9](?:[ .·_*~—-]+\d){9}(?!\d)",
        r"(?<![\d.])1[3-9]\d(?:(?:[ ·_*~—-]\d\d){4}|\d[ ·_*~—-]\d{4}[ ·_*~—-]\d{3})(?!\d| \d)",
        view=View.COUNTED,
    ),
    *_rules(
        PHONE,
        r"(?<![\d.])\(?0\d{2,3}\)?[ -]\d{7,8}(?!\d)|(?<![\d.])[48]00[ -]\d{3}[ -]?\d{4}(?!\d)",
        r"(?<![\w)])\+\d{1,3}[ (-]{1,2}\d{2,4}[ )-]{1,2}\d{3,4}[ -]?\d{3,4}(?!\d)",
        r"(?<![a-z0-9])(?=(?:[olis]*\d){4})[1li][3-9](?=\d*[olis])[\dolis]{9}(?![a-z0-9])",
        r"(?:电话|[手首][机鸡几]|热线|(?<![a-z])tel|致电|联系方式)号?码?[是: ]*(?!(?:19|20)\d\d[ -])\d[\d -]{5,}\d",
        view=View.PLAIN,
    ),
    *_rules(
        WECHAT,
        rf"{_ADD}(?:微信(?!{_ABOUT_WECHAT})|卫星(?![通导定遥数互联网链天图])|wechat|weixin)",
        rf"{_ADD_HIDDEN}(?:(?!微信)(?:[{_WEI}v][信芯馨]|[{_WEI}vw]x(?![a-z]))"
        rf"|[v薇葳][:号]*(?=[a-z_-]{{0,20}}\d|:){_ID}|v(?![a-z0-9认用博大账])|[{_WEI}](?:[:号]*{_ID}|{_ENDED}))",
        _WECHAT_HIDDEN,
        rf"{_WECHAT_SOUNDS}(?:[:【「(]@?(?!wechat|weixin|iphone|ios|mac){_ID}|[是为=]{_MIXED}|同[^\W\d_]{{0,2}}[号名])",
        rf"(?:微信|v信)(?:号|id)[是为=]?{_ID}|(?<![a-z0-9])[vw]x[号=+]?(?=[a-z_-]{{0,20}}\d){_ID}",
        rf"(?:[{_WEI_SOUNDS}v](?!芯)[{_XIN}]|[vw][心芯])(?:号|id)?{_MIXED}",
        rf"(?:微信|[{_WEI_HIDDEN}]信|(?<![a-z0-9])[vw]x)(?:号|id)?在(?:这[里儿:,。]|简介|主页|评论)",
        r"(?:留|丢|扔|甩)(?:下|个|一?下)?你?的?(?:[v薇葳](?![a-z0-9])|微(?=[,。!我]|$)|vx|qq号?(?=[,。!我]|$)|微信号?(?=[,。!我]|$))",
        rf"(?<![\w])[{_WEI}信]?[{_WEI}v][:号]+{_MIXED}|(?<![a-z0-9])[vw]同号|(?<![a-z0-9])v我(?!50|们)",
    ),
    *_rules(WECHAT, rf"(?<![轻细显稀低些略])[{_WEI}][ :]+{_MIXED}", view=View.PLAIN),
    *_rules(
        WECHAT,
        rf"[{_WEI}卫v]♥+ *(?:[:号]|{_ID}|同)|[{_WEI}]♥+(?=$|[,。!\n])|(?:加|\+)我?[{_WEI}卫vw]♥",
        view=View.SHOWN,
    ),
    *_rules(WECHAT, "微信|公众号|二维码|私信|手机号|加好友|[加进]群", broken=True),
    *_rules(
        OFFICIAL,
        _OFFICIAL_HIDDEN,
        rf"关注(?:我们|我|一下)?的?(?:微信)?(?:{_OFFICIAL})|(?:{_OFFICIAL})(?:后台)?回复|后台回复",
        rf"搜索?(?:微信)?(?:{_OFFICIAL})[:「“\"]|(?:{_OFFICIAL})(?:{_SEARCH}|同名|里?自?领|[:【「“\"]{_MIXED})",
        r"公主号(?=[:【「“\"]|里[有领发]|看|发)",
    ),
    *_rules(
        QQ,
        rf"(?:qq|{_KOU}{{2}}|企鹅|秋秋|球球|扣(?=:?\d{{7}}))(?:交流|粉丝)?[群号]*[是为:]?{_NUMBER}",
        rf"扣扣(?![子搜索])|{_KOU}{{2}}(?:[群号:]|同号)|(?<![a-z])q[群裙]|企鹅[群号]|(?<![a-z])q[:号]+{_NUMBER}",
        view=View.TIGHT_COUNTED,
    ),
    *_rules(
        QQ,
        rf"{_ADD}(?:qq|{_KOU}{{2}}(?!子)|企鹅|q(?![a-z0-9]))(?!音乐|空间|浏览|邮箱|登|季|群[聊组])",
    ),
    *_rules(
        MESSENGER,
        r"(?:(?<![a-z])tg|飞机|电报)(?:群|号|频道:)|(?<![a-z])tg:@?[a-z]\w{4,}",
        r"(?:telegram|电报|whatsapp|skype|signal|lineid)(?:号|id|频道)?:\+?(?=[a-z_]*\d)[a-z0-9]\w{4,}",
        rf"(?:{_CHANNEL}){_CALLED}(?:[:=]@?{_MIXED}|同[^\W\d_]{{0,2}}[号名])",
        rf"(?:{_CHANNEL_HIDDEN}|小绿书|(?<![a-z])(?:tg|dy|vb|ins)){_CALLED}(?:{_SEARCH}|[:=]@?[a-z]{{5}}|找我|联系|[群号]|{_MIXED}|{_NUMBER})",
        rf"(?:{_ADD_HIDDEN}|上|去|找)(?:{_CHANNEL_HIDDEN})",
        r"(?<![a-z])公号同[号名]|视频号也有",
    ),
    *_rules(FRIEND, rf"(?:{_ADD_HIDDEN}(?:为?好友)?|找我)[:]?{_MIXED}"),
    *_rules(
        GROUP,
        rf"(?:进(?<![走推促改先行跟引迈].)|加(?<![增更参附叠外追].)|\+(?<!\w.)|入(?<![深融投陷涌输插].)){_GROUPS}",
        rf"拉(?:你|您|大家)(?:进|入)?{_GROUPS}",
    ),
    *_rules(GROUP, r"裙里[找领聊看]|来[群裙]里|[群裙]码(?!头)"),
    *_rules(GROUP, rf"(?<![人种族])[群裙][号:]*(?:码|是)?{_NUMBER}", view=View.TIGHT_COUNTED),
    *_rules(
        CODE,
        r"扫(?:一下|一扫|描)?(?:二维|下方)?码(?!支付|付款|点[单餐]|登[录陆]|乘|骑|枪|器|开锁|购|收款|租|仪|设备|功能|核|入[园场馆]|进[站馆园]|取[票药]|签到|填|查|缴|挂号|就诊|报名|参[观会]|通行|预约|开门|借|挪车|报修|投票|答题|反馈|评价)",
        rf"{_UNWARNED}(?:长按|识别|扫描?)(?![^。\n]{{0,6}}(?:陌生|不明|可疑))[^。\n]{{0,6}}(?:二维码|图中码|小程序码|qr码|的码)",
        r"长按识别|扫一扫(?=添加|加|关注|下|上|图|进)",
        r"二维码(?=在|见|放|如下|已放|进群|关注|领)|(?!二维码)[二2贰儿尔][维惟唯围微][码马玛]",
    ),
    *_rules(
        MESSAGE,
        r"(?:[私厶丝思斯]信|私聊|小窗)(?:我|扣|回复|发你|发我|留言领|领|获取|拿|要|咨询|即可|免费|链接|进|取|[【「\[]|\d{1,3}(?!\d))",
        r"(?<![隐自无走营公有民])私我(?!们)|私你(?!们)|私发(?:你|给你|我)|(?:资料|清单|链接|完整版)私发|滴滴我|私戳|小窗[敲戳]|[滴嘀]我(?!们|答)|[踢敲戳]我(?:一下|下)?(?=[拿领拉要进发取]|获取|链接)|(?<![a-z])(?:dd|sx)我",
        r"戳[主煮猪][页叶]|[主煮猪]叶(?=有|见|简介|里|置顶)|煮页|(?:戳|见|看|点|进)我的?主页|戳我的?头像|点我的?头像(?=进|加|找|关注)|见(?:主页|简介)|[看戳点]我的?(?:简介|签名|置顶)",
        r"主页(?:有|见|放|置顶|简介)[^。\n]{0,6}(?:链接|联系|方式|微|码)|链接(?:在|见|放)(?:评论|主页|置顶)",
        r"评论(?:区?里?留|区?下方留)(?:下|个)?(?:你的?)?(?:邮箱|联系|微信|手机|方式)|[点看](?:头像|简介)[看加](?:我|简介|好友|联系)|评论区(?:领取?|扣\d|(?:留|放|发|见|有|置顶)[^。\n]{0,4}(?:链接|邮箱|联系|微信|手机|方式))",
    ),
    *_rules(
        COUPON,
        r"(?:邀请码|优惠码|优惠券码?|兑换码|推荐码|口令|暗号)[是为: ]*[「【“\"]?(?=[a-z]{0,20}\d)[a-z0-9]{4,}",
        r"[¥€$] *(?=\d{0,12}[a-z])[a-z0-9]{8,13} *[¥€$]",
        view=View.PLAIN,
    ),
)
