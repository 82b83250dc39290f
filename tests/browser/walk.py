"""Walks a house from its first page, and finds one page of each kind that a user can reach."""

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from playwright.sync_api import Error, Page, Response

MOST = 40  # kinds of pages; more means that an address holds what should stand behind a question mark
NOT_PAGES = re.compile(r"\.(csv|xlsx|pdf|svg|txt)$|/(fil|hamta|export|utskrift|pdf|csv|xlsx)/|logga-ut")
ID = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}|/\d+/|(?<=/matt)/[a-z0-9-]+/")  # a number, or a measure of the figures


def kind_of(address: str) -> str:
    """An address without its ids and its filters."""
    return ID.sub("/…/", urlsplit(address).path)


def links(page: Page) -> list[str]:
    """The addresses in this house that a page leads to, without downloads."""
    found = page.eval_on_selector_all(
        "a[href]", "all => all.filter(a => !a.hasAttribute('download')).map(a => a.getAttribute('href'))"
    )
    return [address.split("#")[0] for address in found if address.startswith("/") and not NOT_PAGES.search(address)]


def opened(page: Page, address: str) -> Response | None:
    """What a page answered; None when it was a file to keep."""
    try:
        return page.goto(address)
    except Error as fault:
        if "Download is starting" in fault.message:
            return None
        raise


def pages(page: Page, first: str = "/") -> Iterator[str]:
    """One address of each kind, each open in the page when it is given."""
    waiting, seen = [first], {kind_of(first)}
    while waiting and len(seen) <= MOST:
        address = waiting.pop(0)
        answer = opened(page, address)
        if answer is None or "text/html" not in answer.headers.get("content-type", ""):
            continue
        assert answer.ok, f"{kind_of(address)} answered {answer.status}"
        onward = links(page)
        yield address
        for found in onward:
            if kind_of(found) not in seen:
                seen.add(kind_of(found))
                waiting.append(found)
