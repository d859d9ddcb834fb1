"""What binds the outbox in a browser to one person and one inspection: a tag and a key that no other gets."""

import hmac
from base64 import b64encode
from collections.abc import Mapping
from hashlib import sha256

from flask import Flask, url_for
from flask_wtf.csrf import generate_csrf
from jinja2.utils import htmlsafe_json_dumps
from markupsafe import Markup

from inspect_app.fieldwork.permissions import Visitor
from inspect_app.web.visitors import current_visitor, setting


def use_outbox(app: Flask) -> None:
    """Lets templates give a page's script what it needs to send what is left in the outbox."""
    app.add_template_global(outbox_island)


def outbox_island(ref: str) -> Markup:
    """What opens the outbox of an inspection, as JSON for a script element."""
    return in_script(outbox_data(ref))


def outbox_data(ref: str) -> dict[str, str]:
    """What opens a person's outbox of an inspection, and lets its saves be sent."""
    visitor = current_visitor()
    return {
        "user": user_tag(visitor),
        "inspection": ref,
        "pass": url_for("inspectors.saves_pass", ref=ref),
        "csrf": generate_csrf(),
        "key": outbox_key(visitor, ref),
    }


def in_script(data: Mapping[str, object]) -> Markup:
    """Data as JSON that can stand in a script element."""
    return htmlsafe_json_dumps(data, ensure_ascii=False, separators=(",", ":"))


def user_tag(visitor: Visitor) -> str:
    """What stands for a person in the name of their outbox; it doesn't tell who they are.

    It isn't made of the server's secret: when that changes, what is left is found, and told to be unreadable.
    """
    return sha256(f"outbox\0tag\0{_name(visitor)}".encode()).hexdigest()[:16]


def outbox_key(visitor: Visitor, ref: str) -> str:
    """The key that a person's outbox of an inspection is encrypted with: 32 bytes, in Base64.

    It is made of the server's secret, so it is the same whenever they sign in, and stands in no database.
    """
    words = f"outbox\0key\0{_name(visitor)}\0{ref}"
    return b64encode(hmac.digest(setting().site.secret_key.encode(), words.encode(), sha256)).decode()


def _name(visitor: Visitor) -> str:
    return visitor.account or "owner"
