"""What a page says of itself, and what it does not say: a publication date is never guessed."""

from __future__ import annotations

import json
from datetime import date

import pytest
import trafilatura
from hypothesis import given
from hypothesis import strategies as st

from ghatana.sources.page_facts import PUBLISHED_METAS, PageFacts, page_facts

ZONE = "Asia/Kolkata"
THE_DAY = date(2024, 6, 13)


def facts(head: str = "", body: str = "<p>వార్త</p>", url: str | None = None) -> PageFacts:
    page = f"<!DOCTYPE html><html><head><title>వార్త</title>{head}</head><body>{body}</body></html>"
    return page_facts(trafilatura.load_html(page), url, ZONE)


def ld(*articles: object) -> str:
    return "".join(f'<script type="application/ld+json">{json.dumps(a)}</script>' for a in articles)


def article(day: object, **more: object) -> dict[str, object]:
    return {"@type": "NewsArticle", "datePublished": day, **more}


GIVEN = {
    "open graph": '<meta property="article:published_time" content="2024-06-13T09:30:00+05:30">',
    "capitals": '<META PROPERTY="Article:Published_Time" CONTENT=" 2024-06-13 ">',
    "name": '<meta name="publish-date" content="2024-06-13">',
    "itemprop": '<meta itemprop="datePublished" content="2024-06-13">',
    "rfc 2822": '<meta name="pubdate" content="Thu, 13 Jun 2024 09:30:00 +0530">',
    "json": ld(article("2024-06-13")),
    "json graph": ld({"@graph": [{"@type": "WebSite"}, article("2024-06-13T00:00:01+05:30")]}),
    "json list": ld([{"@type": ["Report", "Thing"], "datePublished": "2024-06-13"}]),
    "json main entity": ld({"@type": "WebPage", "mainEntity": article("2024-06-13")}),
    "json said twice": ld(article("2024-06-13"), article("2024-06-13T10:00:00Z")),
}


@pytest.mark.parametrize("head", GIVEN.values(), ids=list(GIVEN))
def test_metadata_gives_the_date(head: str) -> None:
    assert facts(head).published == THE_DAY


MARKED = {
    "itemprop": '<span itemprop="datePublished" content="2024-06-13">జూన్ 13</span>',
    "itemprop time": '<time itemprop="datePublished" datetime="2024-06-13T08:00">జూన్ 13</time>',
    "pubdate": '<p><time pubdate datetime="2024-06-13">జూన్ 13</time></p>',
    "wordpress": '<a href="/x"><time class="entry-date published" datetime="2024-06-13">జూన్ 13</time></a>',
    "bare": '<header><time datetime="2024-06-13">జూన్ 13</time></header>',
    "bare, said twice": '<div><time datetime="2024-06-13"></time><time datetime="2024-06-13T10:00"></time></div>',
}


@pytest.mark.parametrize("body", MARKED.values(), ids=list(MARKED))
def test_time_elements_give_the_date(body: str) -> None:
    assert facts(body=body).published == THE_DAY


NOT_GIVEN = {
    "text": ("", "<p>జూన్ 13, 2024</p><p>Published on 13 June 2024</p>"),
    "byline": ("", '<div class="post-date">2024-06-13</div><span id="published">13/06/2024</span>'),
    "copyright": ("", "<footer>© 2024</footer>"),
    "address": ('<link rel="canonical" href="https://a.in/2024/06/13/x">', ""),
    "image": (
        '<meta property="og:image" content="https://a.in/2024/06/13/x.jpg">',
        "<img src=/2024/06/13/x.jpg>",
    ),
    "modified": ('<meta property="article:modified_time" content="2024-06-13">', ""),
    "json modified": (ld({"@type": "NewsArticle", "dateModified": "2024-06-13"}), ""),
    "meta date": ('<meta name="date" content="2024-06-13">', ""),
    "last modified": ('<meta http-equiv="last-modified" content="Thu, 13 Jun 2024 09:30:00 GMT">', ""),
    "json of no article": (ld({"@type": "VideoObject", "datePublished": "2024-06-13"}), ""),
    "json of several articles": (ld(article("2024-06-13"), article("2024-06-12")), ""),
    "broken json": ('<script type="application/ld+json">{"datePublished": "2024-06-13"</script>', ""),
    "an event's time": ("", '<article><p>ప్రయోగం <time datetime="2024-06-13">జూన్ 13న</time></p></article>'),
    "a list of others": ("", '<ul><li><time datetime="2024-06-13"></time></li></ul>'),
    "side matter": ("", '<aside><time datetime="2024-06-13"></time></aside>'),
    "several times": (
        "",
        '<div><time datetime="2024-06-13"></time><time datetime="2024-06-12"></time></div>',
    ),
    "a time in words": ("", "<header><time>13 June 2024</time></header>"),
    "comment": ('<!-- <meta property="article:published_time" content="2024-06-13"> -->', ""),
}


@pytest.mark.parametrize(("head", "body"), NOT_GIVEN.values(), ids=list(NOT_GIVEN))
def test_what_does_not_say_published_gives_no_date(head: str, body: str) -> None:
    assert facts(head, body).published is None
    assert facts(head, body, url="https://a.in/2024/06/13/x").published is None


def test_a_timestamp_is_dated_in_the_zone() -> None:
    late = '<meta property="article:published_time" content="2024-06-12T20:30:00Z">'
    assert facts(late).published == THE_DAY
    assert facts(ld(article("2024-06-12T20:30:00.000Z"))).published == THE_DAY


def test_metadata_comes_before_what_the_page_shows() -> None:
    head = GIVEN["open graph"] + ld(article("2020-01-01"))
    assert facts(head, '<time pubdate datetime="2021-01-01"></time>').published == THE_DAY
    assert facts(ld(article("2024-06-13")), MARKED["bare"].replace("13", "14")).published == THE_DAY


def test_of_several_articles_the_one_of_this_address_counts() -> None:
    others = [article("2024-06-12", url="https://a.in/other"), article("2024-06-11")]
    for own in ({"url": "https://a.in/x"}, {"mainEntityOfPage": {"@id": "https://a.in/x"}}):
        head = ld(*others, article("2024-06-13", **own))
        assert facts(head, url="https://a.in/x").published == THE_DAY
        assert facts('<link rel="canonical" href="https://a.in/x">' + head).published == THE_DAY
        assert facts(head, url="https://a.in/y").published is None


@pytest.mark.parametrize(
    "value", ["13/06/2024", "జూన్ 13", "2024-02-30", "2024-06", "1718236800", "0001-01-01"]
)
def test_a_date_that_cannot_be_read_is_carried_along(value: str) -> None:
    found = facts(f'<meta property="article:published_time" content="{value}">')
    assert (found.published, found.unread) == (None, value)
    readable = facts(f'<meta property="article:published_time" content="{value}">' + GIVEN["json"])
    assert (readable.published, readable.unread) == (THE_DAY, None)


def test_the_address_and_the_publisher() -> None:
    head = '<link rel="Canonical" href="https://a.in/x"><meta property="og:site_name" content="ఈనాడు">'
    assert (facts(head).url, facts(head).publisher) == ("https://a.in/x", "ఈనాడు")
    assert facts(head, url="https://b.in/y").url == "https://b.in/y"
    assert facts('<meta property="og:url" content="https://a.in/z">').url == "https://a.in/z"
    assert facts(ld(article(None, publisher={"@type": "Organization", "name": "సాక్షి"}))).publisher == "సాక్షి"
    assert facts(ld(article(None, publisher="సాక్షి"))).publisher == "సాక్షి"


@pytest.mark.parametrize("href", ["/x", "x.html", "javascript:void(0)", ""])
def test_an_address_that_is_no_web_address_is_none(href: str) -> None:
    assert facts(f'<link rel="canonical" href="{href}">').url is None


def test_a_publisher_is_not_made_from_the_address_or_the_title() -> None:
    page = "<html><head><title>వార్త | example.com</title></head><body><p>వార్త</p></body></html>"
    assert page_facts(trafilatura.load_html(page), "https://www.example.com/x", ZONE).publisher is None


def test_json_of_any_shape_is_survived() -> None:
    for value in (None, 5, "x", [], [[[[[[[[[[article("2024-06-13")]]]]]]]]]], {"@graph": 5}, {"@type": 5}):
        assert facts(ld(value)).published is None
    assert facts('<script type="application/ld+json">' + "[" * 50_000 + "</script>").published is None
    assert facts(ld(article({"@value": "2024-06-13"}, publisher=5, url=5))).published is None


JSON = st.recursive(
    st.none() | st.text(max_size=8) | st.integers(),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["@type", "@graph", "datePublished", "url", "publisher"]), inner, max_size=3
        )
    ),
    max_leaves=8,
)


@given(JSON)
def test_any_json_is_read_or_passed_over(value: object) -> None:
    script = f'<script type="application/ld+json">{json.dumps(value)}</script>'
    assert isinstance(facts(script), PageFacts)


@given(st.sampled_from(PUBLISHED_METAS), st.dates(date(1800, 1, 1), date(2199, 12, 31)))
def test_every_day_that_a_page_gives_is_read_back(name: str, day: date) -> None:
    """Also days after any clock's today: nothing here asks for one."""
    assert facts(f'<meta name="{name}" content="{day.isoformat()}">').published == day
