"""Addresses that a page's own script talks to: the one way such an address is registered."""

import functools
from collections.abc import Callable, Mapping, Sequence
from http import HTTPStatus
from typing import Any

from flask import Blueprint, Response, request

from inspect_app.fieldwork.permissions import Right, scope_of
from inspect_app.records.engine import confine, reading, transaction
from inspect_app.web.audiences import Work, check_open
from inspect_app.web.json_answers import as_json, refusal
from inspect_app.web.proof import must_set_up
from inspect_app.web.visitors import find_visitor, setting

Answer = tuple[Mapping[str, Any], int]
Exchange = Callable[..., Answer]

SIGNED_OUT = ("You are signed out", "Sign in again. What you typed is kept in this browser.")


def exchange(
    audience: Blueprint,
    rule: str,
    methods: Sequence[str] = ("POST",),
    *,
    needs: Right,
    only_reads: bool = False,
) -> Callable[[Exchange], Exchange]:
    """Registers a view that answers a JSON object and a status, inside one transaction.

    It is called with its `Work`, which finds only what is the visitor's. Where the address names an
    inspection, whoever lacks the right `needs` in it is refused before anything is read; where it does not,
    the use case asks. What `only_reads` keeps nobody else from writing, also when it is sent something.
    """

    def register(view: Exchange) -> Exchange:
        @functools.wraps(view)
        def in_transaction(**places: Any) -> Response:
            request.get_data()  # all of it, before a transaction waits for it
            opened = transaction if request.method == "POST" and not only_reads else reading
            with opened(setting().engine) as session:
                # Who it is is looked up in the same transaction: a page saves at every answer.
                visitor = find_visitor(session)
                if visitor is None or must_set_up(visitor):
                    return refusal(*SIGNED_OUT, HTTPStatus.UNAUTHORIZED)
                if "ref" in places:
                    check_open(visitor, needs, places["ref"])
                confine(session, scope_of(visitor))
                body, status = view(Work(session, visitor.actor, setting().clock), **places)
            return as_json(body, status)

        in_transaction.speaks_json = True  # type: ignore[attr-defined]  # a mark, read by `in_json`
        audience.add_url_rule(rule, endpoint=view.__name__, view_func=in_transaction, methods=list(methods))
        return view

    return register
