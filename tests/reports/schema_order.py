"""In which order the schema of WordprocessingML wants the children of an element, for every element that documents use here.

Word refuses or repairs a file that has them otherwise; python-docx and LibreOffice do not notice. Taken from ECMA-376, part 1.
"""

from collections.abc import Iterator

from lxml import etree

_EDGES = "top start left bottom end right insideH insideV tl2br tr2bl"
ORDERS = {
    "rPr": "rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint noProof snapToGrid vanish webHidden"
    " color spacing w kern position sz szCs highlight u effect bdr shd fitText vertAlign rtl cs em lang eastAsianLayout specVanish oMath",
    "pPr": "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr shd tabs suppressAutoHyphens"
    " kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE autoSpaceDN bidi adjustRightInd snapToGrid spacing ind contextualSpacing"
    " mirrorIndents suppressOverlap jc textDirection textAlignment textboxTightWrap outlineLvl divId cnfStyle rPr sectPr pPrChange",
    "pBdr": "top left bottom right between bar",
    "tbl": "tblPr tblGrid tr",
    "tblPr": "tblStyle tblpPr tblOverlap bidiVisual tblStyleRowBandSize tblStyleColBandSize tblW jc tblCellSpacing tblInd tblBorders shd"
    " tblLayout tblCellMar tblLook tblCaption tblDescription",
    "tblBorders": _EDGES,
    "tcBorders": _EDGES,
    "tblCellMar": "top start left bottom end right",
    "tcMar": "top start left bottom end right",
    "tr": "tblPrEx trPr tc",
    "tcPr": "cnfStyle tcW gridSpan hMerge vMerge tcBorders shd noWrap tcMar textDirection tcFitText vAlign hideMark",
    "sectPr": "headerReference footerReference footnotePr endnotePr type pgSz pgMar paperSrc pgBorders lnNumType pgNumType cols formProt"
    " vAlign noEndnote titlePg textDirection bidi rtlGutter docGrid printerSettings",
    "settings": "writeProtection view zoom embedTrueTypeFonts saveSubsetFonts mirrorMargins alignBordersAndEdges gutterAtTop proofState"
    " attachedTemplate trackRevisions documentProtection defaultTabStop autoHyphenation defaultTableStyle evenAndOddHeaders"
    " bookFoldPrinting drawingGridHorizontalSpacing drawingGridVerticalSpacing characterSpacingControl footnotePr endnotePr compat"
    " docVars rsids mathPr themeFontLang clrSchemeMapping shapeDefaults decimalSymbol listSeparator",
    "compat": "spaceForUL balanceSingleByteDoubleByteWidth noExtraLineSpacing doNotLeaveBackslashAlone ulTrailSpace"
    " doNotExpandShiftReturn adjustLineHeightInTable useFELayout compatSetting",
    "styles": "docDefaults latentStyles style",
    "docDefaults": "rPrDefault pPrDefault",
    "style": "name aliases basedOn next link autoRedefine hidden uiPriority semiHidden unhideWhenUsed qFormat locked personal rsid pPr rPr"
    " tblPr trPr tcPr tblStylePr",
    "font": "altName panose1 charset family notTrueType pitch sig embedRegular",
    "abstractNum": "nsid multiLevelType tmpl name styleLink numStyleLink lvl",
    "numbering": "numPicBullet abstractNum num numIdMacAtCleanup",
    "lvl": "start numFmt lvlRestart pStyle isLgl suff lvlText lvlPicBulletId legacy lvlJc pPr rPr",
    "anchor": "simplePos positionH positionV extent effectExtent wrapNone wrapSquare wrapTight wrapThrough wrapTopAndBottom docPr"
    " cNvGraphicFramePr graphic sizeRelH sizeRelV",
    "wsp": "cNvPr cNvSpPr cNvCnPr spPr style extLst txbx linkedTxbx bodyPr",
    "AlternateContent": "Choice Fallback",
}
# Children that may stand any number of times in any order among each other.
_TOGETHER = {"sectPr": {"headerReference", "footerReference"}}


def order_faults(root: etree._Element) -> Iterator[str]:
    """Children that stand where the schema does not allow them, cells that do not end with a paragraph, text after the last section."""
    for element in root.iter("*"):
        name = etree.QName(element).localname
        names = [etree.QName(child).localname for child in element]
        if name in ORDERS:
            order, together = ORDERS[name].split(), _TOGETHER.get(name, set())
            unknown = [child for child in names if child not in order]
            places = [0 if child in together else order.index(child) for child in names if child in order]
            if unknown:
                yield f"{name} has {unknown}"
            elif places != sorted(places):
                yield f"{name}: {names}"
        elif name in ("tc", "txbxContent", "hdr", "ftr") and (not names or names[-1] != "p"):
            yield f"{name} ends with {names[-1:]}"
        elif name == "body" and (names[-1] != "sectPr" or names.count("sectPr") != 1):
            yield "body does not end with its section"
        elif name in ("p", "r") and f"{name}Pr" in names[1:]:
            yield f"{name}: properties not first"
