"""Text of an answer, made safe to show: in a terminal, in a file, in a page."""

_KEPT = "\n\t"
_CONTROL = (*range(0x20), *range(0x7F, 0xA0))  # C0, DEL and C1: they move cursors and set titles
_UNSEEN = (
    *(0x61C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A)),  # reorder a line
    *(0x2028, 0x2029),  # end a line or a paragraph
    *range(0xD800, 0xE000),  # halves of surrogate pairs, which no file can hold
    *(0xFFFE, 0xFFFF),  # no characters, which XML refuses
)
_IN_A_LINE = {code: f"\\x{code:02x}" for code in _CONTROL} | {n: f"\\u{n:04x}" for n in _UNSEEN}
_IN_A_TEXT = {code: shown for code, shown in _IN_A_LINE.items() if chr(code) not in _KEPT}


def visible(text: str) -> str:
    r"""The text, with control characters as escapes such as ``\x1b``; line ends and tabs stay."""
    return text if text.isprintable() else text.translate(_IN_A_TEXT)


def in_a_line(text: str) -> str:
    r"""The same, with line ends and tabs as escapes, too."""
    return text if text.isprintable() else text.translate(_IN_A_LINE)
