#!/usr/bin/env python3
"""Draws what a terminal showed as an SVG that is readable on dark and on light pages.

    script -qec './assistant demo --yes' /dev/null | docs/media/picture.py > docs/media/demo.svg

Reads standard input: text with SGR escapes (colours, bold, dim); every other escape is dropped, and a carriage return begins the line anew.
"""
import html
import re
import sys
import unicodedata

COLUMNS = 80
CELL, LINE, SIZE = 8.43, 19, 14  # one column, one line and the letters, in pixels
MARGIN, BAR = 20, 36
COLOURS = {"c1", "c2", "c3", "c4", "c6"}

# Ink by meaning, each at least 4.5 : 1 on its background (WCAG 2.2, 1.4.3).
STYLE = """
  .page { fill: #ffffff; stroke: #d0d7de } .bar { fill: #f6f8fa } .dot { fill: #d0d7de }
  text { fill: #1f2328; font: %dpx ui-monospace, SFMono-Regular, Menlo, Consolas, 'DejaVu Sans Mono', monospace; white-space: pre }
  .b { font-weight: 600 } .d { fill: #59636e } .c1 { fill: #b3261e } .c2 { fill: #116329 } .c3 { fill: #7d4e00 } .c4 { fill: #0550ae } .c6 { fill: #0a5c66 }
  @media (prefers-color-scheme: dark) {
    .page { fill: #0d1117; stroke: #3d444d } .bar { fill: #151b23 } .dot { fill: #3d444d }
    text { fill: #e6edf3 } .d { fill: #9198a1 } .c1 { fill: #ff9492 } .c2 { fill: #7ee787 } .c3 { fill: #f2cc60 } .c4 { fill: #a5d6ff } .c6 { fill: #76d9e6 }
  }
""" % SIZE


def lines(text):
    text = re.sub(r"\x1b\][^\x07\x1b]*(\x07|\x1b\\)", "", text)
    text = re.sub(r"\x1b\[[0-9;?]*[A-LN-Za-ln-z]|\x1b[=>()][0-9A-B]?", "", text)
    for line in text.replace("\r\n", "\n").split("\n"):
        yield line.rsplit("\r", 1)[-1]


def spans(line, state):
    """The line as (text, classes), carrying the style on to the next line as a terminal does."""
    for part in re.split(r"(\x1b\[[0-9;]*m)", line):
        if part.startswith("\x1b["):
            for code in map(int, filter(None, part[2:-1].split(";") if part != "\x1b[m" else ["0"])):
                if code == 0:
                    state.clear()
                elif code in (1, 2):
                    state.add("b" if code == 1 else "d")
                elif code == 22:
                    state.difference_update("bd")
                elif 30 <= code <= 37 or 90 <= code <= 97:
                    state.difference_update(COLOURS)
                    state.add("c%d" % (code % 10))
                elif code == 39:
                    state.difference_update(COLOURS)
        elif part:
            yield part, " ".join(sorted(state & ({"b", "d"} | COLOURS)))


def width(text):
    return sum(0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


def main():
    rows, state = [], set()
    for line in lines(sys.stdin.read().rstrip() + "\n"):
        rows.append(list(spans(line, state)))
    while rows and not rows[-1]:
        rows.pop()
    wide, high = MARGIN * 2 + COLUMNS * CELL, BAR + MARGIN * 2 + len(rows) * LINE
    title = sys.argv[1] if len(sys.argv) > 1 else "./assistant demo"
    print(f'<svg xmlns="http://www.w3.org/2000/svg" width="{wide:.0f}" height="{high}" viewBox="0 0 {wide:.0f} {high}" role="img" aria-label="{html.escape(title)} in a terminal">')
    print(f"<style>{STYLE}</style>")
    print(f'<rect class="page" x="0.5" y="0.5" width="{wide - 1:.0f}" height="{high - 1}" rx="8"/>')
    print(f'<path class="bar" d="M1 {BAR} V9 a8 8 0 0 1 8 -8 H{wide - 9:.0f} a8 8 0 0 1 8 8 V{BAR} Z"/>')
    for dot in range(3):
        print(f'<circle class="dot" cx="{MARGIN + 6 + dot * 18}" cy="{BAR / 2:g}" r="6"/>')
    print(f'<text class="d" x="{wide / 2:.0f}" y="{BAR / 2 + 5:g}" text-anchor="middle">{html.escape(title)}</text>')
    for number, row in enumerate(rows):
        column, y = 0, BAR + MARGIN + number * LINE + SIZE
        for text, classes in row:
            # Two spaces or more are a gap: viewers disagree on whether they keep them.
            for shown in re.split(r"( {2,})", text):
                if shown.strip():
                    at = column + len(shown) - len(shown.lstrip(" "))
                    word = shown.strip(" ")
                    name = f' class="{classes}"' if classes else ""
                    print(f'<text{name} x="{MARGIN + at * CELL:.1f}" y="{y}" textLength="{width(word) * CELL:.1f}" lengthAdjust="spacingAndGlyphs">{html.escape(word)}</text>')
                column += width(shown)
    print("</svg>")


main()
