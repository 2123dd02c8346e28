"""A part of a package as a tree in which names are resolved and prefixes are kept.

    tree = parse(b'<w:p xmlns:w="W"><w:r>a</w:r></w:p>')
    tree.name == ("W", "p"), tree.children[0].text == "a", tree.prefixes == {"w": "W"}

Raises ValueError where the bytes are not well-formed or a prefix is not declared.
"""
import xml.parsers.expat

XML = "http://www.w3.org/XML/1998/namespace"


class Node:
    __slots__ = ("name", "attributes", "children", "parent", "prefixes", "text")

    def __init__(self, parent, prefixes):
        self.parent, self.prefixes = parent, prefixes
        self.children, self.attributes, self.text = [], {}, ""

    def all(self, *names):
        """Every element below with one of the names, in order."""
        for child in self.children:
            if child.name in names:
                yield child
            yield from child.all(*names)

    def first(self, name):
        return next((child for child in self.children if child.name == name), None)

    def within(self, name):
        node = self.parent
        while node is not None and node.name != name:
            node = node.parent
        return node is not None


def resolve(name, prefixes, default):
    prefix, colon, local = name.partition(":")
    if not colon:
        return (default, name)
    if prefix not in prefixes:
        raise ValueError(f"the prefix of {name} is not declared")
    return (prefixes[prefix], local)


def parse(data):
    holder = []
    stack = []

    def start(name, pairs):
        declared = {key[6:]: value for key, value in pairs.items() if key.startswith("xmlns:")}
        if "xmlns" in pairs:
            declared[""] = pairs["xmlns"]
        around = stack[-1].prefixes if stack else {"xml": XML}
        node = Node(stack[-1] if stack else None, {**around, **declared} if declared else around)
        node.name = resolve(name, node.prefixes, node.prefixes.get("", ""))
        for key, value in pairs.items():
            if key != "xmlns" and not key.startswith("xmlns:"):
                resolved = resolve(key, node.prefixes, "")
                if resolved in node.attributes:
                    raise ValueError(f"the attribute {key} stands twice")
                node.attributes[resolved] = value
        (stack[-1].children if stack else holder).append(node)
        stack.append(node)

    def text(characters):
        stack[-1].text += characters

    parser = xml.parsers.expat.ParserCreate()
    parser.StartElementHandler = start
    parser.EndElementHandler = lambda name: stack.pop()
    parser.CharacterDataHandler = text
    try:
        parser.Parse(data, True)
    except xml.parsers.expat.ExpatError as error:
        raise ValueError(f"not well-formed: {error}") from error
    return holder[0]
