"""Asks an OpenID Connect provider who somebody is, and believes only what it signed for us just now."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, NamedTuple, TypedDict

from authlib.common.errors import AuthlibBaseError
from authlib.integrations.flask_client import FlaskIntegration, FlaskOAuth2App
from flask import current_app
from joserfc.errors import JoseError
from requests import RequestException

from inspect_app.fieldwork.recognise_identity import Identity
from inspect_app.web.site import SingleSignOn

TIMEOUT = 10
"""Seconds to wait for the provider."""
LEEWAY = 60
"""Seconds by which the provider's clock may differ from ours."""
SIGNATURES = frozenset(
    ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA", "Ed25519")
)
"""Those made with a key that only the provider has; never "none", never one made with our own secret."""
ENDPOINTS = ("authorization_endpoint", "token_endpoint", "jwks_uri")
NOT_BELIEVED = (
    *(AuthlibBaseError, JoseError, RequestException),
    # What a reply of another form than the protocol's ends in.
    *(ValueError, KeyError, TypeError, AttributeError, RuntimeError, OSError, OverflowError),
)


class ProviderTrouble(Exception):
    """The provider can't be reached, or what it says can't be believed."""


class Asked(TypedDict):
    """What has to be known of a question when its answer comes: kept in the browser's signed cookie."""

    state: str
    nonce: str
    code_verifier: str


class Proof(NamedTuple):
    """Who somebody is, and when they last proved it to the provider; None when it doesn't say."""

    identity: Identity
    proved_at: datetime | None


class Provider(FlaskOAuth2App):
    """A provider, with what it publishes about itself."""

    def __init__(self, chosen: SingleSignOn) -> None:
        super().__init__(
            FlaskIntegration("single_sign_on"),
            "single_sign_on",
            client_id=chosen.client_id,
            client_secret=chosen.client_secret,
            server_metadata_url=f"{chosen.issuer.rstrip('/')}/.well-known/openid-configuration",
            client_kwargs={
                "scope": "openid email",
                "code_challenge_method": "S256",
                "default_timeout": TIMEOUT,
            },
        )
        self.issuer = chosen.issuer

    def load_server_metadata(self) -> dict[str, Any]:
        """What the provider publishes, once it is seen to be its own and safe to use."""
        published: dict[str, Any] = super().load_server_metadata()
        if published.get("issuer") != self.issuer:
            raise ValueError("it publishes another issuer")
        if self.issuer.startswith("https:"):
            for name in ENDPOINTS:
                if not str(published[name]).startswith("https:"):
                    raise ValueError(f"its {name} is not https")
        # The library lets a provider say with what it signs; what it may say is up to us.
        offered = published.get("id_token_signing_alg_values_supported") or ["RS256"]
        published["id_token_signing_alg_values_supported"] = sorted(SIGNATURES.intersection(offered))
        if not published["id_token_signing_alg_values_supported"]:
            raise ValueError("it signs in no way that can be believed")
        return published

    def ask(self, back: str, *, again: bool) -> tuple[str, Asked]:
        """Where to send somebody to say who they are, and what to keep until they come `back`.

        `again` asks for a proof even of somebody who is signed in there.
        """
        proof = {"prompt": "login", "max_age": "0"} if again else {}
        made = self.create_authorization_url(back, **proof)
        kept = Asked(state=made["state"], nonce=made["nonce"], code_verifier=made["code_verifier"])
        return str(made["url"]), kept

    def identify(self, asked: Asked, code: str, back: str) -> Proof:
        """Who somebody is who came back with a code."""
        token = self.fetch_access_token(redirect_uri=back, code=code, code_verifier=asked["code_verifier"])
        claims = self.parse_id_token(
            token,
            nonce=asked["nonce"],
            claims_options={
                "iss": {"essential": True, "value": self.issuer},
                "aud": {"essential": True, "value": self.client_id},
            },
            leeway=LEEWAY,
        )
        return read_claims(claims)


def provider(chosen: SingleSignOn) -> Provider:
    """The application's provider; what it publishes is asked for once."""
    made: Provider = current_app.extensions.setdefault("inspect_app.identity_provider", Provider(chosen))
    return made


def read_claims(claims: Mapping[str, Any]) -> Proof:
    """What the checked claims of a token say."""
    subject, email, proved = claims["sub"], claims.get("email"), claims.get("auth_time")
    if not isinstance(subject, str) or not subject:
        raise ValueError("it names nobody")
    # A provider that let people type any address would otherwise open any account.
    verified = email if claims.get("email_verified") is True and isinstance(email, str) else None
    moment = datetime.fromtimestamp(proved, UTC) if isinstance(proved, int) else None
    return Proof(Identity(claims["iss"], subject, verified), moment)
