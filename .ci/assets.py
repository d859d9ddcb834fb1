"""Copies the front-end files the pages need out of node_modules, without the parts we may not use.

GDS Transport and the royal crest are licensed for GOV.UK alone, so the stylesheet loses both.
"""

import json
import re
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "node_modules" / "govuk-frontend"
STATIC = ROOT / "inspect_app" / "web" / "static" / "govuk"

FONT_FACE = re.compile(r"(/\*![^*]*\*/)?@font-face\{[^}]*\}")
FONT_STACK = re.compile(r"GDS Transport,arial,sans-serif", re.IGNORECASE)
CREST = re.compile(r"url\(/assets/images/govuk-crest\.svg\)")
SOURCE_MAP = re.compile(r"/\*# sourceMappingURL=.*?\*/|//# sourceMappingURL=.*")
COPYRIGHT = re.compile(r"^Copyright .*$", re.MULTILINE)


def stylesheet(css: str) -> str:
    """The published stylesheet in Arial, asking for no file but itself."""
    css = FONT_FACE.sub("", css)
    css = FONT_STACK.sub('Arial,"Liberation Sans",sans-serif', css)
    css = CREST.sub("none", css)
    css = SOURCE_MAP.sub("", css)
    for unwanted in ("GDS Transport", "url(/"):
        if unwanted in css:
            raise SystemExit(f"{unwanted} is still in the stylesheet: mend .ci/assets.py for this release")
    return css


def licence(version: str) -> str:
    """The MIT licence as govuk-frontend grants it; its package carries no copy of its own."""
    text = (ROOT / "LICENSE").read_text(encoding="utf-8")
    owner = "Copyright (c) 2017 Crown Copyright (Government Digital Service)"
    return f"govuk-frontend {version}, fonts and crest removed\n\n{COPYRIGHT.sub(owner, text)}"


def outputs() -> dict[str, str]:
    """Every file to write, by name."""
    published = PACKAGE / "dist" / "govuk"
    version = json.loads((PACKAGE / "package.json").read_text(encoding="utf-8"))["version"]
    css = (published / "govuk-frontend.min.css").read_text(encoding="utf-8")
    script = (published / "govuk-frontend.min.js").read_text(encoding="utf-8")
    return {
        "govuk-frontend.min.css": stylesheet(css),
        "govuk-frontend.min.js": SOURCE_MAP.sub("", script),
        "LICENSE.txt": licence(version),
    }


def main() -> None:
    """Write what differs from what is there."""
    STATIC.mkdir(parents=True, exist_ok=True)
    for name, text in outputs().items():
        target = STATIC / name
        if not target.exists() or target.read_text(encoding="utf-8") != text:
            target.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
