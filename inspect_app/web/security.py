"""What every response says about itself, and which hosts a request may name."""

import secrets

from flask import Flask, Response, abort, g, request

from inspect_app.web.site import Site

ASKED_BY_ADDRESS = frozenset({"everybody.health", "everybody.ready"})
"""What load balancers ask, by whatever address a server has and without TLS."""
YEAR = 365 * 24 * 60 * 60


def protect(app: Flask, site: Site) -> None:
    """Refuse foreign host names on every request and set the protective headers on every response."""

    @app.before_request
    def refuse_other_addresses() -> None:
        if request.endpoint in ASKED_BY_ADDRESS:
            return
        # A page of another site whose name was re-pointed at this computer would arrive with that name.
        if request.environ.get("HTTP_HOST", "").lower() not in site.hosts:
            abort(
                400,
                "This address is not one the server answers to. Use the address it printed when it started.",
            )
        if site.secure and not request.is_secure:
            abort(400, "This server answers to HTTPS alone. Use the address that begins with https://.")

    app.before_request(_refuse_impossible_addresses)
    app.after_request(_set_headers)
    if site.secure:
        app.after_request(_insist_on_tls)
    app.add_template_global(nonce, "nonce")


def nonce() -> str:
    """The random mark of this response's one inline script."""
    if "nonce" not in g:
        g.nonce = secrets.token_urlsafe(16)
    return str(g.nonce)


def _refuse_impossible_addresses() -> None:
    """No page has an address with a character that no text in a database can hold."""
    asked = (request.path, *request.args.keys(), *request.args.values())
    if any("\0" in part for part in asked):
        abort(404)


def _set_headers(response: Response) -> Response:
    headers = response.headers
    headers["Content-Security-Policy"] = content_security_policy(nonce())
    headers["X-Content-Type-Options"] = "nosniff"
    headers["X-Frame-Options"] = "DENY"
    headers["Referrer-Policy"] = "same-origin"
    headers["Cross-Origin-Opener-Policy"] = "same-origin"
    headers["Cross-Origin-Resource-Policy"] = "same-origin"
    headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=()"
    if request.endpoint != "static":
        headers["Cache-Control"] = "no-store"
        # Whatever is no page is saved as a file: nothing uploaded is ever shown as a page of ours.
        kept = headers.get("Content-Disposition", "").startswith("attachment")
        if not kept and response.mimetype != "text/html" and request.endpoint not in ASKED_BY_ADDRESS:
            headers["Content-Disposition"] = "attachment"
    return response


def _insist_on_tls(response: Response) -> Response:
    response.headers["Strict-Transport-Security"] = f"max-age={YEAR}"
    return response


def content_security_policy(mark: str) -> str:
    """Everything from this server alone, no inline style, and no inline script without the mark."""
    return "; ".join(
        (
            "default-src 'none'",
            f"script-src 'self' 'nonce-{mark}'",
            "style-src 'self'",
            "img-src 'self'",
            "connect-src 'self'",
            "form-action 'self'",
            "base-uri 'none'",
            "frame-ancestors 'none'",
        )
    )
