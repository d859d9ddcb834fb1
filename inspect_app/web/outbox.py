"""What binds the outbox in a browser to one person and one inspection: a tag and a key that no other gets."""

import hmac
from base64 import b64encode
from hashlib import sha256

from inspect_app.fieldwork.permissions import Visitor
from inspect_app.web.visitors import setting


def user_tag(visitor: Visitor) -> str:
    """What stands for a person in the name of their outbox; it doesn't tell who they are."""
    return _derived("tag", visitor).hex()[:16]


def outbox_key(visitor: Visitor, ref: str) -> str:
    """The key that a person's outbox of an inspection is encrypted with: 32 bytes, in Base64.

    It is made of the server's secret, so it is the same whenever they sign in, and stands in no database.
    """
    return b64encode(_derived("key", visitor, ref)).decode()


def _derived(*parts: str | Visitor) -> bytes:
    words = "\0".join(part if isinstance(part, str) else part.account or "owner" for part in parts)
    return hmac.digest(setting().site.secret_key.encode(), f"outbox\0{words}".encode(), sha256)
