"""What ECMA-376 asks of a DOCX (Part 1 for WordprocessingML, Part 2 for the package), as far as
Word refuses or repairs documents for it: see faults(path)."""
import posixpath
import zipfile

from xmltree import parse

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
WP = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
W14 = "http://schemas.microsoft.com/office/word/2010/wordml"
TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
RELS = "http://schemas.openxmlformats.org/package/2006/relationships"


def w(local):
    return (W, local)


# Part 1, the sequences of the types named; rPr in the order that Word writes (the schema's choice)
RUN = """rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint noProof snapToGrid
vanish webHidden color spacing w kern position sz szCs highlight u effect bdr shd fitText vertAlign rtl cs em lang
eastAsianLayout specVanish oMath rPrChange"""
ORDERS = {
    "pPr": """pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr shd tabs
    suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE autoSpaceDN bidi adjustRightInd
    snapToGrid spacing ind contextualSpacing mirrorIndents suppressOverlap jc textDirection textAlignment
    textboxTightWrap outlineLvl divId cnfStyle rPr sectPr pPrChange""",
    "rPr": "ins del moveFrom moveTo " + RUN,
    "tblPr": """tblStyle tblpPr tblOverlap bidiVisual tblStyleRowBandSize tblStyleColBandSize tblW jc tblCellSpacing
    tblInd tblBorders shd tblLayout tblCellMar tblLook tblCaption tblDescription tblPrChange""",
    "tcPr": """cnfStyle tcW gridSpan hMerge vMerge tcBorders shd noWrap tcMar textDirection tcFitText vAlign hideMark
    headers cellIns cellDel cellMerge tcPrChange""",
    "sectPr": """headerReference footerReference footnotePr endnotePr type pgSz pgMar paperSrc pgBorders lnNumType
    pgNumType cols formProt vAlign noEndnote titlePg textDirection bidi rtlGutter docGrid printerSettings
    sectPrChange""",
    "tbl": "tblPr tblGrid tr",
    "tr": "tblPrEx trPr tc",
    "tc": "tcPr block",
    "sdt": "sdtPr sdtEndPr sdtContent",
    "tcBorders": "top start left bottom end right insideH insideV tl2br tr2bl",
    "tblBorders": "top start left bottom end right insideH insideV",
    "pBdr": "top left bottom right between bar",
    "tcMar": "top start left bottom end right",
    "tblCellMar": "top start left bottom end right",
    "numPr": "ilvl numId numberingChange ins",
    "body": "block sectPr",
}
MARKUP = set("""bookmarkStart bookmarkEnd commentRangeStart commentRangeEnd moveFromRangeStart moveFromRangeEnd
moveToRangeStart moveToRangeEnd customXmlInsRangeStart customXmlInsRangeEnd customXmlDelRangeStart customXmlDelRangeEnd
permStart permEnd proofErr ins del""".split())
BLOCKS = {"p", "tbl", "sdt", "customXml", "altChunk"}
STORIES = {"body", "hdr", "ftr", "footnote", "endnote", "comment", "txbxContent", "tc"}
PAIRS = {"bookmark": "bookmarkStart bookmarkEnd", "comment range": "commentRangeStart commentRangeEnd"}


class Document:
    def __init__(self, path):
        self.faults = []
        self.zip = zipfile.ZipFile(path)
        self.names = self.zip.namelist()
        self.trees = {}
        for name in self.names:
            if name.endswith((".xml", ".rels")):
                try:
                    self.trees[name] = parse(self.zip.read(name))
                except ValueError as error:
                    self.fault(name, str(error))

    def fault(self, part, text):
        self.faults.append(f"{part}: {text}")


# ---- the package ----

def content_types(document):
    tree = document.trees.get("[Content_Types].xml")
    if tree is None:
        return document.fault("[Content_Types].xml", "missing")
    defaults, overrides = {}, {}
    for node in tree.children:
        place, key = (defaults, "Extension") if node.name == (TYPES, "Default") else (overrides, "PartName")
        name = node.attributes[("", key)].lower() if key == "Extension" else node.attributes[("", key)]
        if name in place:
            document.fault("[Content_Types].xml", f"{name} stands twice")
        place[name] = node.attributes[("", "ContentType")]
    for name in document.names:
        if name != "[Content_Types].xml" and "/" + name not in overrides \
                and name.rpartition(".")[2].lower() not in defaults:
            document.fault(name, "has no content type")
    for name in overrides:
        if name[1:] not in document.names:
            document.fault("[Content_Types].xml", f"{name} is not in the package")


def relations_of(part):
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", name + ".rels")


def relationships(document):
    """Ids by part; faults of relationships that lead nowhere."""
    ids = {}
    for rels, tree in document.trees.items():
        if not rels.endswith(".rels"):
            continue
        folder = posixpath.dirname(posixpath.dirname(rels))
        source = posixpath.join(folder, posixpath.basename(rels)[:-5]) if rels != "_rels/.rels" else ""
        if source and source not in document.names:
            document.fault(rels, "belongs to no part")
        known = ids.setdefault(source, {})
        for node in tree.children:
            attributes = {key[1]: value for key, value in node.attributes.items()}
            if attributes["Id"] in known:
                document.fault(rels, f"the id {attributes['Id']} stands twice")
            known[attributes["Id"]] = attributes
            if attributes.get("TargetMode") != "External":
                target = attributes["Target"]
                full = target[1:] if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
                if full.split("#")[0] not in document.names:
                    document.fault(rels, f"{target} is not in the package")
    for part, tree in document.trees.items():
        for node in everything(tree) if not part.endswith(".rels") else ():
            for (space, local), value in node.attributes.items():
                if space == R and value not in ids.get(part, {}):
                    document.fault(part, f"{local}={value} on {node.name[1]} has no relationship")
    return ids


def everything(node):
    yield node
    for child in node.children:
        yield from everything(child)


def ignorable(document):
    for part, tree in document.trees.items():
        for node in everything(tree):
            for key in ("Ignorable", "MustUnderstand"):
                for prefix in node.attributes.get((MC, key), "").split():
                    if prefix not in node.prefixes:
                        document.fault(part, f"mc:{key} names {prefix}, which is not declared")
            for prefix in node.attributes.get(("", "Requires"), "").split() if node.name == (MC, "Choice") else ():
                if prefix not in node.prefixes:
                    document.fault(part, f"Requires names {prefix}, which is not declared")


# ---- WordprocessingML ----

def expected(parent, local):
    """What a child counts as in its parent's order; None: any place."""
    if local in MARKUP and not (parent == "rPr" and local in ("ins", "del")) and parent != "numPr":
        return None
    if parent in ("tc", "body") and local in BLOCKS:
        return "block"
    if parent in ("tbl", "tr") and local in ("sdt", "customXml"):
        return "tr" if parent == "tbl" else "tc"
    return "headerReference" if local == "footerReference" else local


def orders(document, part, tree):
    for node in everything(tree):
        if node.name[0] != W or node.name[1] not in ORDERS:
            continue
        wanted = ORDERS[node.name[1]].split()
        last = -1
        seen = set()
        for child in node.children:
            local = expected(node.name[1], child.name[1]) if child.name[0] == W else None
            if local is None:
                continue
            if local not in wanted:
                document.fault(part, f"{local} cannot stand in {node.name[1]}")
                continue
            at = wanted.index(local)
            if at < last:
                document.fault(part, f"in {node.name[1]} {local} stands behind {wanted[last]}")
            if local in seen and local not in ("block", "tr", "tc", "headerReference"):
                document.fault(part, f"{local} stands twice in {node.name[1]}")
            seen.add(local)
            last = max(last, at)


def first_children(document, part, tree):
    """Properties come first; stories and cells hold a paragraph, cells end with one."""
    for node in everything(tree):
        if node.name[0] != W:
            continue
        local = node.name[1]
        properties = {"p": "pPr", "r": "rPr"}.get(local)
        if properties and any(child.name == w(properties) for child in node.children[1:]):
            document.fault(part, f"{properties} is not the first in {local}")
        blocks = [child for child in node.children if child.name[0] == W and child.name[1] in BLOCKS]
        if local in STORIES and not blocks:
            document.fault(part, f"an empty {local}")
        elif local in ("tc", "txbxContent") and blocks[-1].name[1] not in ("p", "sdt"):
            document.fault(part, f"{local} does not end with a paragraph")
        if local == "tbl":
            table(document, part, node)
        if local == "p" and node.within(w("p")) and not node.within(w("txbxContent")):
            document.fault(part, "a paragraph in a paragraph")
        if local == "hyperlink" and node.within(w("hyperlink")) and not node.within(w("txbxContent")):
            document.fault(part, "a link in a link")
        if local in ("t", "tab", "br", "delText", "instrText") and node.parent.name != w("r") \
                and not (local == "tab" and node.parent.name == w("tabs")):
            document.fault(part, f"{local} is not in a run")


def span(cell):
    properties = cell.first(w("tcPr"))
    node = properties.first(w("gridSpan")) if properties is not None else None
    return int(node.attributes[w("val")]) if node is not None else 1


def skipped(row):
    properties = row.first(w("trPr"))
    found = [properties.first(w(name)) for name in ("gridBefore", "gridAfter")] if properties is not None else []
    return sum(int(node.attributes[w("val")]) for node in found if node is not None)


def table(document, part, node):
    grid = node.first(w("tblGrid"))
    rows = list(own(node, "tr", "tbl"))
    if not rows:
        document.fault(part, "a table without rows")
    if node.first(w("tblPr")) is None or grid is None:
        return document.fault(part, "a table without tblPr or tblGrid")
    columns = len(grid.children) - (grid.first(w("tblGridChange")) is not None)
    for row in rows:
        cells = list(own(row, "tc", "tr"))
        if not cells:
            document.fault(part, "a row without cells")
        elif columns and sum(span(cell) for cell in cells) + skipped(row) > columns:
            document.fault(part, f"a row of more than {columns} columns")


def own(node, local, stop):
    for child in node.children:
        if child.name == w(local):
            yield child
        elif child.name[1] not in (stop, "tbl", "p"):
            yield from own(child, local, stop)


def merges(document, part, tree):
    """A cell that continues a vertical merge has a merged cell above it."""
    for node in tree.all(w("tbl")):
        open_at = set()
        for row in own(node, "tr", "tbl"):
            at, now = 0, set()
            properties = row.first(w("trPr"))
            before = properties.first(w("gridBefore")) if properties is not None else None
            at += int(before.attributes[w("val")]) if before is not None else 0
            for cell in own(row, "tc", "tr"):
                merge = cell.first(w("tcPr")).first(w("vMerge")) if cell.first(w("tcPr")) is not None else None
                if merge is not None:
                    now.add(at)
                    if merge.attributes.get(w("val"), "continue") == "continue" and at not in open_at:
                        document.fault(part, "a vertical merge that has no beginning")
                at += span(cell)
            open_at = now


def in_fallback(node):
    return node.within((MC, "Fallback"))


def ids(document, part, tree, seen):
    for what, names in PAIRS.items():
        start, end = (w(name) for name in names.split())
        starts = [node.attributes[w("id")] for node in tree.all(start) if not in_fallback(node)]
        ends = [node.attributes[w("id")] for node in tree.all(end) if not in_fallback(node)]
        if len(set(starts)) < len(starts) or len(set(ends)) < len(ends):
            document.fault(part, f"a {what} id stands twice")
        if set(starts) != set(ends):
            document.fault(part, f"a {what} has only one end: {sorted(set(starts) ^ set(ends))[:3]}")
    for node in everything(tree):
        if in_fallback(node):
            continue
        key = None
        if node.name == (WP, "docPr"):
            key = ("docPr", node.attributes[("", "id")])
        elif node.name == w("bookmarkStart"):
            key = ("bookmark", node.attributes[w("name")].lower())
        elif node.name == w("id") and node.parent.name == w("sdtPr"):
            key = ("sdt", node.attributes[w("val")])
        if key is not None:
            if key in seen:
                document.fault(part, f"{key[0]} {key[1]} is not unique")
            seen.add(key)
        paragraph = node.attributes.get((W14, "paraId"))
        if paragraph is not None:
            if (part, paragraph) in seen or int(paragraph, 16) >= 0x80000000:
                document.fault(part, f"paraId {paragraph} is not unique or too large")
            seen.add((part, paragraph))


def fields(document, part, tree):
    """begin, separate and end of complex fields pair within a story."""
    depth = 0
    for node in tree.all(w("fldChar")):
        if in_fallback(node):
            continue
        kind = node.attributes[w("fldCharType")]
        depth += (kind == "begin") - (kind == "end")
        if depth < 0:
            return document.fault(part, "a field ends that has not begun")
    if depth != 0:
        document.fault(part, "a field has no end")


def names_of(document, part, element, key):
    tree = document.trees.get(part)
    return {node.attributes.get(w(key)) for node in tree.all(w(element))} if tree is not None else set()


def references(document, part, tree):
    known = {
        "pStyle": names_of(document, "word/styles.xml", "style", "styleId"),
        "numId": names_of(document, "word/numbering.xml", "num", "numId") | {"0"},
        "footnoteReference": names_of(document, "word/footnotes.xml", "footnote", "id"),
        "endnoteReference": names_of(document, "word/endnotes.xml", "endnote", "id"),
        "commentReference": names_of(document, "word/comments.xml", "comment", "id"),
    }
    known["rStyle"] = known["tblStyle"] = known["pStyle"]
    for node in everything(tree):
        if node.name[0] == W and node.name[1] in known and node.parent.name[1] != "abstractNum":
            key = "id" if node.name[1].endswith("Reference") else "val"
            if node.attributes.get(w(key)) not in known[node.name[1]]:
                document.fault(part, f"{node.name[1]} {node.attributes.get(w(key))} does not exist")


def faults(path):
    document = Document(path)
    if len(set(name.lower() for name in document.names)) != len(document.names):
        document.fault("package", "a name stands twice")
    content_types(document)
    relationships(document)
    ignorable(document)
    seen = set()
    for part, tree in document.trees.items():
        if tree.name[0] != W or tree.name[1] in ("styles", "numbering", "settings", "fonts", "webSettings"):
            if tree.name[0] == W:
                orders(document, part, tree)
            continue
        for rule in (orders, first_children, merges, fields, references):
            rule(document, part, tree)
        ids(document, part, tree, seen)
    return document.faults
