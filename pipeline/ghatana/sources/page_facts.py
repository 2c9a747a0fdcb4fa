"""What a web page says of itself: its publication date, address and publisher.

The date is the page's metadata and nothing else. trafilatura's (htmldate's) falls back on the address, on dates in
the text and on the copyright line, prefers the last change, and drops the time zone, so that "2024-06-12T20:30Z"
would be the 12th in Kolkata; no option turns that off. So the marks that say "published on" are read here:

1. `<meta>`: the Open Graph article vocabulary (https://ogp.me/#type_article) and the like;
2. JSON-LD: `datePublished` of an article (https://schema.org/datePublished);
3. elements marked `itemprop="datePublished"` or `pubdate`, or a `<time>` with the class `published`;
4. any other `<time datetime>` that stands apart from running text, lists and side matter.

Each is heard in turn; one that names several days says nothing, for the page lists other articles as well.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from ghatana.errors import ReadError
from ghatana.sources.record import parse_published

if TYPE_CHECKING:
    from lxml.html import HtmlElement

# Names that say "published"; "date" and "last-modified" do not, and often hold the day the page was fetched.
PUBLISHED_METAS = (
    "article:published_time",
    "og:article:published_time",
    "article:published",
    "og:published_time",
    "datepublished",
    "publishdate",
    "publish-date",
    "publish_date",
    "published_date",
    "published-date",
    "pubdate",
    "publication_date",
    "citation_publication_date",
    "dc.date.issued",
    "dcterms.issued",
    "parsely-pub-date",
    "sailthru.date",
)
SITE_METAS = ("og:site_name", "publisher", "dc.publisher", "dcterms.publisher")
# Types of schema.org that are news besides those that end in "Article".
OTHER_ARTICLES = {"blogposting", "liveblogposting", "report"}
# A time in these is an event's, or another article's.
APART = ("p", "li", "aside", "nav", "footer", "blockquote", "table", "a")
UNREAD_LENGTH = 100
JSON_DEPTH = 6


@dataclass(frozen=True, slots=True)
class PageFacts:
    """What a page says of itself; `unread` is a publication date that could not be read as one."""

    published: date | None
    url: str | None
    publisher: str | None
    unread: str | None


def page_facts(tree: HtmlElement, url: str | None, timezone: str) -> PageFacts:
    """What the metadata of a parsed page gives.

    Args:
        tree: the page, by lxml.
        url: where it was fetched, if that is known; else the page's own word for it is taken.
        timezone: where a timestamp with an offset is dated.

    >>> import lxml.html
    >>> page = '<html><head><meta property="article:published_time" content="2024-06-12T20:30Z"></head></html>'
    >>> page_facts(lxml.html.fromstring(page), None, "Asia/Kolkata").published
    datetime.date(2024, 6, 13)

    """
    metas = _metas(tree)
    own = _own_address(tree, metas)
    articles = list(_articles(tree))
    unread: list[str] = []

    def days(values: Iterable[object]) -> list[date]:
        return _days(values, timezone, unread)

    published = _first_that_agrees(
        lambda: days(metas[n] for n in PUBLISHED_METAS if n in metas)[:1],
        lambda: days(a.get("datePublished") for a in articles),
        lambda: days(a.get("datePublished") for a in articles if _is_about(a, {url, own})),
        lambda: days(_marked_times(tree)),
        lambda: days(_bare_times(tree)),
    )
    return PageFacts(
        published=published,
        url=url or own,
        publisher=next((metas[n] for n in SITE_METAS if n in metas), None) or _publisher(articles),
        unread=unread[0][:UNREAD_LENGTH] if unread and not published else None,
    )


def _first_that_agrees(*sources: Callable[[], list[date]]) -> date | None:
    """The day of the first source that names one and only one."""
    for source in sources:
        if len(found := set(source())) == 1:
            return found.pop()
    return None


def _days(values: Iterable[object], timezone: str, unread: list[str]) -> list[date]:
    out = []
    for value in values:
        if not isinstance(value, str) or not value.strip():
            continue
        try:
            day = parse_published(value.strip(), timezone)
        except ReadError:
            unread.append(value.strip())
            continue
        if day:
            out.append(day)
    return out


def _metas(tree: HtmlElement) -> dict[str, str]:
    """The content of each `<meta>` by its name in lower case; the first of each name."""
    out: dict[str, str] = {}
    for meta in tree.iter("meta"):
        content = (meta.get("content") or "").strip()
        for key in ("property", "name", "itemprop"):
            if content and (name := (meta.get(key) or "").strip().lower()):
                out.setdefault(name, content)
    return out


def _own_address(tree: HtmlElement, metas: dict[str, str]) -> str | None:
    links = (e.get("href") or "" for e in tree.iter("link") if (e.get("rel") or "").lower() == "canonical")
    for address in (*links, metas.get("og:url", "")):
        if address.strip().lower().startswith(("http://", "https://")):
            return address.strip()
    return None


def _articles(tree: HtmlElement) -> Iterator[dict[str, Any]]:
    """The articles in the JSON-LD of a page; a block that is not JSON is passed over."""
    for script in tree.iter("script"):
        if (script.get("type") or "").strip().lower() == "application/ld+json" and script.text:
            try:
                yield from _articles_in(json.loads(script.text.strip().rstrip(";"), strict=False), JSON_DEPTH)
            except (ValueError, RecursionError):
                continue


def _articles_in(value: object, depth: int) -> Iterator[dict[str, Any]]:
    if isinstance(value, list) and depth:
        for item in value:
            yield from _articles_in(item, depth - 1)
    elif isinstance(value, dict):
        kinds = value.get("@type")
        names = [k.lower() for k in (kinds if isinstance(kinds, list) else [kinds]) if isinstance(k, str)]
        if any(name.endswith("article") or name in OTHER_ARTICLES for name in names):
            yield value
        if depth:
            for key in ("@graph", "mainEntity"):
                yield from _articles_in(value.get(key), depth - 1)


def _is_about(article: dict[str, Any], addresses: set[str | None]) -> bool:
    """True if an article says that one of the addresses is its own."""
    named = [article.get("url"), article.get("@id"), article.get("mainEntityOfPage")]
    named = [n.get("@id") if isinstance(n, dict) else n for n in named]
    return any(isinstance(n, str) and n in addresses for n in named)


def _publisher(articles: Iterable[dict[str, Any]]) -> str | None:
    for article in articles:
        publisher = article.get("publisher")
        name = publisher.get("name") if isinstance(publisher, dict) else publisher
        if isinstance(name, str) and name.strip():
            return name.strip()
    return None


def _marked_times(tree: HtmlElement) -> Iterator[str]:
    for element in tree.iter():
        if not isinstance(element.tag, str) or element.tag == "meta":
            continue
        marked = (element.get("itemprop") or "").lower() == "datepublished" or "pubdate" in element.attrib
        if marked or (element.tag == "time" and "published" in (element.get("class") or "").lower().split()):
            yield element.get("datetime") or element.get("content") or ""


def _bare_times(tree: HtmlElement) -> Iterator[str]:
    for element in tree.iter("time"):
        if element.get("datetime") and not any(a.tag in APART for a in element.iterancestors()):
            yield element.get("datetime") or ""
