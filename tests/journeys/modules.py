"""Opens the pages' script modules in a browser by themselves, without a server."""

from pathlib import Path

from playwright.sync_api import BrowserContext, Page, Route

STATIC = Path(__file__).resolve().parents[2] / "inspect_app" / "web" / "static"
ORIGIN = "http://localhost"
"""Browsers trust it as they trust https, which encryption needs."""


def open_modules(context: BrowserContext, page: str = "<!doctype html><title>Modules</title>") -> Page:
    """A page of ORIGIN from which the modules can be imported ("/conditions.js"); nothing else is there."""

    def answer(route: Route) -> None:
        name = route.request.url.removeprefix(f"{ORIGIN}/")
        if name.endswith(".js"):
            route.fulfill(path=STATIC / name)
        else:
            route.fulfill(body=page, content_type="text/html")

    context.route(f"{ORIGIN}/**", answer)
    opened = context.new_page()
    opened.goto(f"{ORIGIN}/")
    return opened
