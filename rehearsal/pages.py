"""The one page that a transcript is: no script, nothing from elsewhere, readable on a phone, in the dark and on paper."""

from importlib import resources


def page(title: str, body: str) -> str:
    """One HTML document with its style in it."""
    style = (resources.files("rehearsal") / "transcript.css").read_text("utf-8")
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">'
        f"<title>{title}</title><style>{style}</style></head><body><main>{body}</main></body></html>\n"
    )


def table(heads: list[str], rows: list[str], kind: str = "") -> str:
    """A table that scrolls by itself where the screen is narrow; `rows` are cells that are escaped already."""
    head = "".join(f"<th scope=col>{one}</th>" for one in heads)
    body = "".join(f"<tr>{row}</tr>" for row in rows)
    return f'<div class=wide><table class="{kind}"><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>'
