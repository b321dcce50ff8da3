#!/usr/bin/env python3
"""lint.py FILE...: what a notice must keep to, so that Outlook's Word engine,
Gmail, dark mode and a screen reader all do it justice (docs/design.md).

Reads .html files and .eml files (their text/html part; the text part must be
there too). Prints each fault as "file: fault"; exit 1 when there is one.
"""
import email
import email.policy
import html.parser
import re
import sys

SIZE_MAX = 100_000
FONT_MIN = 14
CONTRAST_MIN = 4.5

# Properties that Word, Gmail and Outlook.com all keep or harmlessly drop.
STYLES = {
    "background-color", "border", "border-bottom", "border-collapse",
    "border-radius", "border-top", "color", "font-family", "font-size",
    "font-weight", "height", "line-height", "margin", "max-width", "padding",
    "text-align", "text-decoration", "width", "word-break",
}
ELEMENTS = {
    "html", "head", "meta", "title", "style", "body", "table", "tr", "td",
    "th", "p", "h1", "h2", "h3", "ul", "li", "b", "i", "a", "span", "br",
    "img",
}
VOID = {"meta", "br", "img"}
LENGTH = re.compile(r"(0|-?\d+px)$")
COLOUR = re.compile(r"#[0-9a-f]{6}$")


class Node:
    def __init__(self, tag, attrs, parent):
        self.tag, self.attrs, self.parent = tag, dict(attrs), parent
        self.children, self.text = [], ""
        self.style = style_of(self.attrs.get("style") or "")

    def words(self):
        return self.text + "".join(c.words() for c in self.children)

    def walk(self):
        yield self
        for child in self.children:
            yield from child.walk()

    def above(self):
        node = self
        while node is not None:
            yield node
            node = node.parent


class Tree(html.parser.HTMLParser):
    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.root = self.at = Node("#document", [], None)
        self.faults = []

    def handle_starttag(self, tag, attrs):
        names = [name for name, _ in attrs]
        if len(names) != len(set(names)):
            self.faults.append(f"<{tag}> has an attribute twice")
        node = Node(tag, attrs, self.at)
        self.at.children.append(node)
        if tag not in VOID:
            self.at = node

    def handle_endtag(self, tag):
        if tag in VOID:
            return
        if self.at.tag != tag:
            self.faults.append(f"</{tag}> closes <{self.at.tag}>")
        for node in self.at.above():
            if node.tag == tag:
                self.at = node.parent
                return

    def handle_data(self, data):
        # Text before a child counts as before it: order does not matter here.
        self.at.text += data


def style_of(text):
    rows = (row.split(":", 1) for row in text.split(";") if ":" in row)
    return {name.strip(): value.strip() for name, value in rows}


def luminance(colour):
    parts = (int(colour[i:i + 2], 16) / 255 for i in (1, 3, 5))
    r, g, b = (c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4
               for c in parts)
    return 0.2126 * r + 0.7152 * g + 0.0722 * b


def contrast(a, b):
    light, dark = sorted((luminance(a), luminance(b)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def dark_rules(css):
    """class -> {property: value} of the prefers-color-scheme block."""
    rules = {}
    start = css.find("prefers-color-scheme")
    for names, body in re.findall(r"([.\w,\- ]+)\{([^{}]*)\}", css[start:]):
        for name in names.split(","):
            style = style_of(body.replace("!important", ""))
            rules.setdefault(name.strip().lstrip("."), {}).update(style)
    return rules if start >= 0 else {}


def colour_of(node, prop, dark):
    for n in node.above():
        for name in (n.attrs.get("class") or "").split():
            if dark and prop in dark.get(name, {}):
                return dark[name][prop]
        if prop in n.style:
            return n.style[prop]
    return None


def check_contrast(root, dark, name):
    for node in root.walk():
        if not node.text.strip() or node.tag in ("style", "title"):
            continue
        ink = colour_of(node, "color", dark)
        paper = colour_of(node, "background-color", dark)
        if not ink or not paper:
            yield f"{name}: <{node.tag}> has no colour or no background"
        elif contrast(ink, paper) < CONTRAST_MIN:
            yield (f"{name}: <{node.tag}> {ink} on {paper} is "
                   f"{contrast(ink, paper):.1f}:1")


def check_style(node):
    for prop, value in node.style.items():
        if prop not in STYLES:
            yield f"<{node.tag}> style {prop} is not on the list"
        if prop in ("margin", "padding", "height", "font-size", "line-height",
                    "max-width", "border-radius"):
            for part in value.split():
                if not LENGTH.match(part):
                    yield f"<{node.tag}> {prop}: {value} is not in px"
        if prop == "width" and value != "100%" and not LENGTH.match(value):
            yield f"<{node.tag}> width: {value} is not in px"
        if "color" in prop and not COLOUR.match(value):
            yield f"<{node.tag}> {prop}: {value} is not #rrggbb"
        if "url(" in value:
            yield f"<{node.tag}> style loads {value}"


def check_node(node):
    attrs = node.attrs
    if node.tag not in ELEMENTS and node.tag != "#document":
        yield f"<{node.tag}> is not on the list"
    for name in attrs:
        if name.startswith("on") or name in ("background", "srcset"):
            yield f"<{node.tag}> has {name}="
    width = attrs.get("width")
    if width and width != "100%" and not width.isdigit():
        yield f"<{node.tag}> width={width} is not in px"
    if node.tag == "table" and attrs.get("role") != "presentation":
        if not any(n.tag == "th" for n in node.walk()):
            yield "a table without th is not role=presentation"
    if node.tag == "table" and attrs.get("role") == "presentation":
        own = (n for n in node.walk() if n.tag == "th"
               and next(t for t in n.above() if t.tag == "table") is node)
        if any(own):
            yield "a layout table has th"
    if node.tag == "th" and attrs.get("scope") not in ("col", "row"):
        yield "th without scope"
    if node.tag == "img" and ("alt" not in attrs or
                              not attrs.get("src", "").startswith("cid:")):
        yield "img without alt, or not inline"
    if node.tag == "a" and not attrs.get("href", "").startswith("mailto:"):
        yield f"link to {attrs.get('href')}"
    size = node.style.get("font-size")
    if size and int(size[:-2]) < FONT_MIN and node.words().strip("\xa0 \n"):
        yield f"<{node.tag}> text of {size}"
    yield from check_style(node)


def check_links(root):
    seen = {}
    for node in root.walk():
        if node.tag != "a":
            continue
        words = " ".join(node.words().split())
        href = node.attrs.get("href", "")
        if not words:
            yield "a link without text"
        if seen.setdefault(words, href) != href:
            yield f"two links say \"{words}\""
        if not href.isascii() or len(href) > 2000:
            yield f"link \"{words}\" is not short ASCII"


def check_outline(root):
    level = 0
    for node in root.walk():
        if not re.match(r"h[1-6]$", node.tag):
            continue
        here = int(node.tag[1])
        if here > level + 1:
            yield f"<{node.tag}> after a heading of level {level}"
        if not node.words().strip():
            yield f"empty <{node.tag}>"
        level = here
    if sum(n.tag == "h1" for n in root.walk()) != 1:
        yield "not exactly one h1"


def check_html(text):
    if len(text.encode()) > SIZE_MAX:
        yield f"{len(text.encode())} bytes"
    # Word's own conditional comments hold tables that only Word sees.
    tree = Tree()
    tree.feed(text)
    tree.close()
    yield from tree.faults
    root = tree.root
    if not any(n.tag == "html" and n.attrs.get("lang") in ("nl", "en")
               for n in root.walk()):
        yield "no lang"
    title = [n for n in root.walk() if n.tag == "title"]
    if not title or not title[0].words().strip():
        yield "no title"
    for node in root.walk():
        yield from check_node(node)
    yield from check_links(root)
    yield from check_outline(root)
    css = "".join(n.words() for n in root.walk() if n.tag == "style")
    if "url(" in css or "@import" in css:
        yield "the style element loads something"
    yield from check_contrast(root, None, "light")
    dark = dark_rules(css)
    if not dark:
        yield "no rules for dark mode"
    yield from check_contrast(root, dark, "dark")


def check_mail(data):
    mail = email.message_from_bytes(data, policy=email.policy.default)
    if re.search(rb"(?<!\r)\n", data):
        yield "a line end without CR"
    if max(len(line) for line in data.split(b"\r\n")) > 998:
        yield "a line over 998 octets"
    if mail.get_content_type() not in ("multipart/alternative",
                                       "multipart/mixed"):
        yield f"is {mail.get_content_type()}"
    for name, value in (("Auto-Submitted", "auto-generated"),
                        ("X-Auto-Response-Suppress", "All")):
        if mail[name] != value:
            yield f"{name}: {mail[name]}"
    for name in ("From", "To", "Subject", "Date", "Message-ID"):
        if len(mail.get_all(name, [])) != 1:
            yield f"not exactly one {name}"
    plain = mail.get_body(("plain",))
    page = mail.get_body(("html",))
    if plain is None or not plain.get_content().strip():
        yield "no text part"
    if page is None:
        yield "no HTML part"
    else:
        yield from check_html(page.get_content())


def main():
    bad = 0
    for name in sys.argv[1:]:
        with open(name, "rb") as file:
            data = file.read()
        faults = (check_mail(data) if name.endswith(".eml")
                  else check_html(data.decode()))
        for fault in faults:
            print(f"{name}: {fault}")
            bad += 1
    print(f"{len(sys.argv) - 1} files, {bad} faults")
    return 1 if bad or len(sys.argv) < 2 else 0


if __name__ == "__main__":
    sys.exit(main())
