"""One-time codes from an authenticator app, how their secret is kept, and the recovery codes beside them."""

import base64
import hmac
import re
import secrets
from datetime import datetime
from hashlib import sha256

import pyotp
from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

ISSUER = "Inspect App"
STEP = 30
"""Seconds for which an app shows a code."""
DRIFT = 1
"""Steps by which a telephone's clock may be wrong, either way."""
RECOVERY_CODES = 10
_LIKE = str.maketrans("01", "ol")
_RECOVERY_BYTES = 10
"""80 bits: nobody guesses one, so a plain hash keeps it."""


class Seal:
    """Seals the secrets of authenticator apps with a key that follows from the site's secret.

    What is sealed for one account is no secret of any other.
    """

    def __init__(self, site_secret: str) -> None:
        derive = HKDF(SHA256(), length=32, salt=None, info=b"inspect-app: secrets of authenticator apps")
        self._fernet = Fernet(base64.urlsafe_b64encode(derive.derive(site_secret.encode())))

    def close(self, account: str, secret: str) -> str:
        """A secret as it is kept."""
        return self._fernet.encrypt(f"{account} {secret}".encode()).decode()

    def open(self, account: str, sealed: str) -> str | None:
        """The secret of an account; None when it was sealed for another, or with another site's secret."""
        try:
            opened = self._fernet.decrypt(sealed.encode())
        except InvalidToken:
            return None
        owner, _, secret = opened.decode().rpartition(" ")
        return secret if owner == account else None


def new_secret() -> str:
    """A secret of 160 bits, in the letters that people can type into an app."""
    return pyotp.random_base32()


def app_address(secret: str, email: str) -> str:
    """The address that tells an authenticator app the secret and whose it is."""
    return pyotp.TOTP(secret).provisioning_uri(name=email, issuer_name=ISSUER)


def step_of(secret: str, code: str, now: datetime, after: int | None) -> int | None:
    """The 30-second step that a code is good for; None when it is wrong or its step is not `after` the last.

    A code that was taken once is thus never taken again.
    """
    present = int(now.timestamp()) // STEP
    for step in range(present - DRIFT, present + DRIFT + 1):
        right = hmac.compare_digest(pyotp.HOTP(secret).at(step).encode(), digits(code).encode())
        if right and (after is None or step > after):
            return step
    return None


def digits(code: str) -> str:
    """A one-time code as apps show it, without the spaces that they put in."""
    return re.sub(r"\s", "", code)


def new_recovery_codes() -> list[str]:
    """Ten codes, each of which stands in once for a one-time code."""
    return [_recovery_code() for _ in range(RECOVERY_CODES)]


def recovery_hash(code: str) -> str:
    """What is kept of a recovery code, however it is typed: capitals, no hyphens, 1 for l, 0 for o."""
    plain = re.sub(r"[\s-]", "", code).lower().translate(_LIKE)
    return sha256(plain.encode()).hexdigest()


def _recovery_code() -> str:
    letters = base64.b32encode(secrets.token_bytes(_RECOVERY_BYTES)).decode().lower()
    return "-".join(letters[start : start + 4] for start in range(0, len(letters), 4))
