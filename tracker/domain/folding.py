"""One width for every character: patterns then need to know one kind of bracket, comma, colon and digit only."""

_FOLD = str.maketrans(
    (
        "（〔［【﹝[）〕］】﹞]，：；．％～！？＋＝＞＜－∶﹒﹑﹐﹕﹔　\u00a0\u2002\u2003\u2009\t０１２３４５６７８９ＡＢＣ"
        "ＤＥＦＧＨＩＪＫＬＭＮＯＰＱＲＳＴＵＶＷＸＹＺ"
    ),
    "(((((())))))" + ",:;.%~!?+=><-:.、,:;" + "      " + "0123456789" + "ABCDEFGHIJKLMNOPQRSTUVWXYZ",
)


def fold(text: str) -> str:
    """The text with brackets, punctuation, blanks, digits and capitals in one width; the same length, so that offsets hold."""
    return text.translate(_FOLD)
