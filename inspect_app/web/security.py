"""What every response says about itself, and which hosts a request may name."""

import secrets

from flask import Flask, Response, abort, g, request

from inspect_app.web.site import Site


def protect(app: Flask, site: Site) -> None:
    """Refuse foreign host names on every request and set the protective headers on every response."""

    @app.before_request
    def refuse_foreign_hosts() -> None:
        # A page of another site whose name was re-pointed at this computer would arrive with that name.
        if request.environ.get("HTTP_HOST", "").lower() not in site.hosts:
            abort(
                400,
                "This address is not one the server answers to. Use the address it printed when it started.",
            )

    app.after_request(_set_headers)
    app.add_template_global(nonce, "nonce")


def nonce() -> str:
    """The random mark of this response's one inline script."""
    if "nonce" not in g:
        g.nonce = secrets.token_urlsafe(16)
    return str(g.nonce)


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
