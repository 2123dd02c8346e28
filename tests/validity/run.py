#!/usr/bin/env python3
"""run.py HATSHY SOURCE LANGUAGE_TEST: every document that the tests make is valid.

The merged documents of tests/language, the letters of templates/ with their examples, and copies
with comments (check --annotate) are checked by docx_rules.py and odt_rules.py. With KEEP=DIR the
documents stay there, for soffice.py.
"""
import os
import subprocess
import sys
import tempfile
import zipfile

sys.dont_write_bytecode = True
import docx_rules
import odt_rules


def language(program, out):
    environment = {**os.environ, "HATSHY_OUTPUTS": out}
    subprocess.run([program], env=environment, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def letters(hatshy, source, out):
    """Each template with its example's data, merged and annotated."""
    for name in sorted(os.listdir(os.path.join(source, "templates"))):
        stem, ending = os.path.splitext(name)
        if ending not in (".docx", ".odt"):
            continue
        data = os.path.join("examples", "letters", stem + ".json")
        if not os.path.exists(os.path.join(source, data)):
            data = os.path.join("examples", "challenge", "letter-ru.json" if stem.endswith("-ru") else "letter.json")
        arguments = [os.path.join("templates", name), "-d", data]
        if "challenge" in data:
            arguments += ["-e", os.path.join("examples", "challenge", "entries.csv")]
        for command in (["generate"] + arguments + ["-o", os.path.join(out, "letter-" + name)],
                        ["check", "--annotate", os.path.join(out, "annotated-" + name)] + arguments[:1]):
            run = subprocess.run([hatshy] + command, cwd=source, capture_output=True, text=True)
            if run.returncode != 0:
                sys.exit(f"{command}: status {run.returncode}\n{run.stderr}")


def check(out):
    names = sorted(os.listdir(out))
    wrong = 0
    for name in names:
        rules = docx_rules if name.endswith(".docx") else odt_rules
        faults = rules.faults(os.path.join(out, name))
        wrong += bool(faults)
        for fault in faults:
            print(f"{name}: {fault}")
    print(f"{len(names)} documents, {wrong} not valid")
    return 1 if wrong or len(names) < 100 else 0


# one change each, which the rules must find: so that they are known to look
MUTANTS = {
    "letter-notice.docx": (
        ("word/document.xml", "</w:body>", "", "not well-formed"),
        ("word/document.xml", "<w:body>", '<w:body><x:y/>', "is not declared"),
        ("word/document.xml", "<w:tblGrid>", "<w:tblPr/><w:tblGrid>", "tblPr stands twice"),
        ("word/document.xml", '<w:pStyle w:val="', '<w:jc w:val="left"/><w:pStyle w:val="', "stands behind jc"),
        ("word/document.xml", "</w:tcPr>", "<w:tcW/></w:tcPr>", "tcW stands twice"),
        ("word/document.xml", "<w:tc>", "<w:tc><w:tcPr/></w:tc><w:tc>", "an empty tc"),
        ("word/document.xml", "<w:rPr>", "<w:rPr><w:u/><w:b/>", "b stands behind u"),
        ("word/document.xml", '<w:hyperlink r:id="', '<w:hyperlink r:id="x', "has no relationship"),
        ("word/document.xml", "<w:p>", '<w:p><w:bookmarkStart w:id="1" w:name="a"/>', "has only one end"),
        ("word/document.xml", "<w:r>", '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r>', "a field has no end"),
        ("word/document.xml", "<w:tr>", "<w:tr/><w:tr>", "a row without cells"),
        ("word/document.xml", '<w:pStyle w:val="', '<w:pStyle w:val="no', "does not exist"),
        ("[Content_Types].xml", 'PartName="/word/document.xml"', 'PartName="/word/no.xml"', "is not in the package"),
        ("word/_rels/document.xml.rels", 'Target="styles.xml"', 'Target="no.xml"', "is not in the package"),
    ),
    "letter-notice.odt": (
        ("content.xml", "<table:table-column ", '<table:table-column table:number-columns-repeated="9" ', "a row of"),
        ("content.xml", 'text:style-name="', 'text:style-name="no', "does not exist"),
        ("content.xml", "<text:p ", '<text:bookmark-start text:name="b"/><text:p ', "do not pair"),
        ("content.xml", "<table:table ", '<text:list/><table:table ', "an empty list"),
        ("META-INF/manifest.xml", 'full-path="content.xml"', 'full-path="no.xml"', "is not listed"),
    ),
}


def mutants(out):
    """How many of the changes the rules do not find."""
    missed = 0
    for name, changes in MUTANTS.items():
        rules = docx_rules if name.endswith(".docx") else odt_rules
        for part, old, new, wanted in changes:
            with tempfile.NamedTemporaryFile(suffix=name) as file, zipfile.ZipFile(os.path.join(out, name)) as archive:
                with zipfile.ZipFile(file, "w") as changed:
                    for entry in archive.namelist():
                        text = archive.read(entry)
                        changed.writestr(entry, text.replace(old.encode(), new.encode(), 1) if entry == part else text)
                found = rules.faults(file.name)
            if not any(wanted in fault for fault in found):
                missed += 1
                print(f"{name}: {part}: with {new} for {old} the rules should find: {wanted}; they found {found[:3]}")
    return missed


def main():
    hatshy, source, program = (os.path.abspath(argument) for argument in sys.argv[1:4])
    with tempfile.TemporaryDirectory() as temporary:
        out = os.path.abspath(os.environ.get("KEEP", temporary))
        os.makedirs(out, exist_ok=True)
        language(program, out)
        letters(hatshy, source, out)
        return check(out) or int(mutants(out) > 0)


if __name__ == "__main__":
    sys.exit(main())
