"""What ODF 1.3 asks of an ODT (Part 2 for the package, Part 3 for the content): see faults(path)."""
import zipfile

from xmltree import XML, parse

O = "urn:oasis:names:tc:opendocument:xmlns:"
OFFICE, TEXT, TABLE, STYLE, DRAW = (O + name + ":1.0" for name in ("office", "text", "table", "style", "drawing"))
MANIFEST = O + "manifest:1.0"
XLINK = "http://www.w3.org/1999/xlink"

# the family of the style that an attribute of an element names (Part 3, 19)
FAMILIES = {
    (TEXT, "style-name"): {"p": "paragraph", "h": "paragraph", "span": "text", "section": "section", "a": "text",
                           "list": "list", "ruby": "ruby"},
    (TEXT, "visited-style-name"): {"a": "text"},
    (DRAW, "style-name"): {"frame": "graphic", "custom-shape": "graphic", "rect": "graphic", "line": "graphic"},
    (DRAW, "text-style-name"): {"frame": "paragraph", "custom-shape": "paragraph"},
    (TABLE, "style-name"): {"table": "table", "table-column": "table-column", "table-row": "table-row",
                            "table-cell": "table-cell", "covered-table-cell": "table-cell"},
}
UNIQUE = {
    (XML, "id"): None,
    (TEXT, "id"): {"note"},
    (TABLE, "name"): {"table"},
    (DRAW, "name"): {"frame"},
    (TEXT, "name"): {"bookmark", "bookmark-start", "reference-mark", "reference-mark-start", "section"},
    (OFFICE, "name"): {"annotation"},
}
PAIRS = (("bookmark-start", "bookmark-end", TEXT), ("reference-mark-start", "reference-mark-end", TEXT))


def everything(node):
    yield node
    for child in node.children:
        yield from everything(child)


def package(archive, found):
    names = archive.namelist()
    entries = archive.infolist()
    first = entries[0]
    if first.filename != "mimetype" or first.compress_type != zipfile.ZIP_STORED or first.extra:
        found.append("mimetype: not the first entry, stored, without an extra field")
    if archive.read("mimetype").decode() != "application/vnd.oasis.opendocument.text":
        found.append("mimetype: wrong")
    if len(set(names)) != len(names):
        found.append("package: a name stands twice")
    manifest = parse(archive.read("META-INF/manifest.xml"))
    listed = [node.attributes[(MANIFEST, "full-path")] for node in manifest.children]
    if len(set(listed)) != len(listed):
        found.append("manifest: a name stands twice")
    files = {name for name in names if name != "mimetype" and not name.startswith("META-INF/") and name[-1] != "/"}
    folders = {name for name in listed if name.endswith("/")}
    for name in sorted(files ^ (set(listed) - folders)):
        found.append(f"manifest: {name} is {'not listed' if name in files else 'not in the package'}")
    if "/" not in folders:
        found.append("manifest: the document itself is not listed")


def styles_of(trees):
    """{part: {(family, name)}} of styles that the part can use."""
    def gather(node):
        names = set()
        for child in everything(node) if node is not None else ():
            name = child.attributes.get((STYLE, "name"))
            if child.name == (STYLE, "style"):
                names.add((child.attributes[(STYLE, "family")], name))
            elif child.name == (TEXT, "list-style"):
                names.add(("list", name))
            elif child.name == (STYLE, "default-style"):
                names.add((child.attributes[(STYLE, "family")], None))
        return names

    common = gather(trees["styles.xml"].first((OFFICE, "styles"))) if "styles.xml" in trees else set()
    return {part: common | gather(tree.first((OFFICE, "automatic-styles"))) for part, tree in trees.items()}


def style_names(part, tree, known, found):
    for node in everything(tree):
        for key, families in FAMILIES.items():
            name, family = node.attributes.get(key), families.get(node.name[1])
            if name is not None and family is not None and node.name[0] == key[0] and (family, name) not in known:
                found.append(f"{part}: the {family} style {name} does not exist")
        parent = node.attributes.get((STYLE, "parent-style-name"))
        if node.name == (STYLE, "style") and parent and (node.attributes[(STYLE, "family")], parent) not in known:
            found.append(f"{part}: the parent style {parent} does not exist")
        listed = node.attributes.get((STYLE, "list-style-name"))
        if listed and ("list", listed) not in known:
            found.append(f"{part}: the list style {listed} does not exist")


def unique(part, tree, found):
    seen = set()
    for node in everything(tree):
        for key, elements in UNIQUE.items():
            value = node.attributes.get(key)
            if value is None or (elements is not None and node.name[1] not in elements):
                continue
            kind = "bookmark" if node.name[1].startswith("bookmark") else node.name[1] if elements else ""
            if (key, kind, value) in seen:
                found.append(f"{part}: {key[1]} {value} is not unique")
            seen.add((key, kind, value))
    for start, end, space in PAIRS:
        starts = sorted(node.attributes[(space, "name")] for node in tree.all((space, start)))
        ends = sorted(node.attributes[(space, "name")] for node in tree.all((space, end)))
        if starts != ends:
            found.append(f"{part}: {start} and {end} do not pair: {starts[:3]} {ends[:3]}")


def cells(row):
    count = 0
    for cell in row.children:
        if cell.name[1] in ("table-cell", "covered-table-cell"):
            count += int(cell.attributes.get((TABLE, "number-columns-repeated"), 1))
    return count


def own(node, name):
    for child in node.children:
        if child.name == (TABLE, name):
            yield child
        elif child.name[0] == TABLE and child.name[1] not in ("table", "table-cell", "table-row"):
            yield from own(child, name)


def structure(part, tree, found):
    for node in everything(tree):
        if node.name == (TABLE, "table"):
            columns = sum(int(c.attributes.get((TABLE, "number-columns-repeated"), 1)) for c in own(node, "table-column"))
            rows = list(own(node, "table-row"))
            if not rows or columns == 0:
                found.append(f"{part}: a table without rows or columns")
            for row in rows:
                if cells(row) != columns:
                    found.append(f"{part}: a row of {cells(row)} cells in a table of {columns} columns")
        elif node.name in ((TEXT, "list"), (TEXT, "note-body"), (DRAW, "text-box"), (TEXT, "note")) and not node.children:
            found.append(f"{part}: an empty {node.name[1]}")
        elif node.name in ((TEXT, "p"), (TEXT, "h")):
            nested = node.parent
            while nested is not None and nested.name not in ((TEXT, "p"), (TEXT, "h"), (DRAW, "text-box"),
                                                            (TEXT, "note-body"), (OFFICE, "annotation")):
                nested = nested.parent
            if nested is not None and nested.name[1] in ("p", "h"):
                found.append(f"{part}: a paragraph in a paragraph")
        elif node.name == (TEXT, "a") and any(True for _ in node.all((TEXT, "a"))):
            found.append(f"{part}: a link in a link")


def links(part, tree, names, found):
    for node in everything(tree):
        target = node.attributes.get((XLINK, "href"), "")
        if node.name == (DRAW, "image") and "://" not in target and target.replace("./", "", 1) not in names:
            found.append(f"{part}: {target} is not in the package")


def faults(path):
    found, trees = [], {}
    with zipfile.ZipFile(path) as archive:
        try:
            package(archive, found)
            for name in archive.namelist():
                if name.endswith(".xml"):
                    trees[name] = parse(archive.read(name))
        except (ValueError, KeyError) as error:
            return found + [f"{path}: {error}"]
        trees = {name: tree for name, tree in trees.items() if name in ("content.xml", "styles.xml")}
        known = styles_of(trees)
        for part, tree in trees.items():
            style_names(part, tree, known[part], found)
            unique(part, tree, found)
            structure(part, tree, found)
            links(part, tree, set(archive.namelist()), found)
    return found
