"""Mail, mailboxes and saved pages: which part is read, and what the heads say."""

from __future__ import annotations

import io
import plistlib
from email.message import EmailMessage
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from framing.corpus.documents.mail import read_mail, read_webarchive
from framing.corpus.options import LoadOptions
from framing.corpus.raw import Raw
from framing.errors import FramingError

from .exports import BODIES, TITLES
from .loading import load, write

TITLE, BODY = TITLES[0], BODIES[0]
TEXT = "\n\n".join(BODY)
PAGE = (
    f"<html><head><title>{TITLE}</title></head><body><article><h1>{TITLE}</h1>"
    f"{''.join(f'<p>{paragraph}</p>' for paragraph in BODY)}</article></body></html>"
)


def _message(text: str, **heads: str) -> EmailMessage:
    message = EmailMessage()
    for name, value in heads.items():
        message[name.replace("_", "-")] = value
    message.set_content(text, cte="8bit")
    return message


def _raws(data: bytes) -> list[Raw]:
    found = read_mail(io.BufferedReader(io.BytesIO(data)), "a.mbox", LoadOptions())
    return [one for one in found if isinstance(one, Raw)]


@given(st.lists(st.text("abé .", min_size=1, max_size=9).filter(str.strip), min_size=1, max_size=5))
def test_every_message_of_a_mailbox_is_read_with_its_own_head(texts: list[str]) -> None:
    mailbox = b"".join(
        b"From someone@example.org Thu Mar  4 09:00:00 2021\n"
        + _message(text, Subject=f"Number {k}").as_bytes()
        + b"\n"
        for k, text in enumerate(texts)
    )
    found = _raws(mailbox)
    assert [str(one.values["text"]).strip() for one in found] == [text.strip() for text in texts]
    assert [one.values["title"] for one in found] == [f"Number {k}" for k in range(len(texts))]
    assert [one.row for one in found] == list(range(1, len(texts) + 1))


def test_a_line_of_a_message_that_begins_with_from_divides_nothing() -> None:
    text = "From here on all went well.\nFrom 1999 to 2001 it did not."
    found = _raws(b"From a@example.org Thu Mar  4 09:00:00 2021\n" + _message(text).as_bytes())
    assert [str(one.values["text"]).strip() for one in found] == [text]


def test_a_message_alone_has_no_number() -> None:
    (found,) = _raws(_message("Words.", Subject="S").as_bytes())
    assert found.row is None


def test_a_message_without_heads_tells_nothing_of_itself() -> None:
    (found,) = _raws(b"\n\nWords of a message.\n")
    assert {key for key, value in found.values.items() if value} == {"text"}


@pytest.mark.parametrize(
    ("sender", "outlet"),
    [
        ("Some Desk <news@theguardian.com>", "The Guardian"),  # the host is known
        ("Some Desk <news@harbourgazette.example.com>", "Some Desk"),
        ("news@harbourgazette.example.com", "example.com"),
        ("nobody", None),
    ],
)
def test_the_outlet_of_a_mail_is_its_senders(sender: str, outlet: str | None) -> None:
    data = f"From: {sender}\nSubject: S\n\nWords.\n".encode()
    (found,) = _raws(data)
    assert found.values["outlet"] == outlet


@pytest.mark.parametrize("charset", ["utf-8", "iso-8859-1", "cp1250", "koi8-r"])
def test_a_text_is_read_in_the_encoding_it_declares(charset: str) -> None:
    text = {"cp1250": "Žluťoučký kůň", "koi8-r": "Послы встретились"}.get(charset, "Café olé")
    head = f"Subject: S\nContent-Type: text/plain; charset={charset}\n"
    head += "MIME-Version: 1.0\nContent-Transfer-Encoding: 8bit\n\n"
    (found,) = _raws(head.encode() + text.encode(charset))
    assert str(found.values["text"]).strip() == text


def test_an_encoding_that_nobody_knows_is_guessed() -> None:
    head = b"Content-Type: text/plain; charset=x-none\nContent-Transfer-Encoding: 8bit\n\n"
    (found,) = _raws(head + "Café olé".encode())
    assert found.values["text"] == "Café olé"


def test_the_plain_text_is_read_before_the_page_and_the_page_where_there_is_none(
    tmp_path: Path,
) -> None:
    message = _message("The plain words.\r\nOf it.", Subject="Of the mail")
    message.add_alternative(PAGE, subtype="html")
    (article,), _ = load(write(tmp_path / "a.eml", message.as_bytes()))
    assert article.text.split() == ["The", "plain", "words.", "Of", "it."]
    only = EmailMessage()
    only["Subject"], only["To"] = "Of the mail", "a@example.org"
    only["Date"] = "Thu, 04 Mar 2021 09:00:00 +0000"
    only["From"] = "Some Desk <news@harbourgazette.example.com>"
    only.set_content(PAGE, subtype="html")
    (article,), _ = load(write(tmp_path / "b.eml", only.as_bytes()))
    assert article.text == f"{TITLE}\n\n{TEXT}"
    # The page's own title counts; what it does not say is the mail's.
    assert (article.title, article.published) == (TITLE, "2021-03-04")
    assert article.outlet == "Some Desk"


def test_attachments_are_named_and_never_read_as_the_text(tmp_path: Path) -> None:
    message = _message("The words.", Subject="S")
    message.add_attachment("Other words.", filename="other.txt")
    message.add_attachment(b"x", maintype="image", subtype="png", filename="x.png")
    (article,), (said,) = load(write(tmp_path / "a.eml", message.as_bytes()))
    assert article.text.strip() == "The words."
    assert "other.txt" in said.reason
    assert "x.png" not in said.reason
    empty = EmailMessage()
    empty["Subject"] = "S"
    empty.add_attachment("Other words.", filename="other.txt")
    articles, said_of_it = load(write(tmp_path / "b.eml", empty.as_bytes()))
    assert articles == []
    assert any("without text" in one.reason for one in said_of_it)


@pytest.mark.parametrize("name", ["Snapshot-Content-Location", "Content-Location"])
def test_a_saved_page_has_the_address_it_was_saved_from(tmp_path: Path, name: str) -> None:
    saved = EmailMessage()
    saved.set_content(PAGE, subtype="html")
    saved.make_related()
    saved[name] = "https://www.harbourgazette.com/a"
    (article,), _ = load(write(tmp_path / "a.mhtml", saved.as_bytes()))
    assert article.url == "https://www.harbourgazette.com/a"
    assert article.text == f"{TITLE}\n\n{TEXT}"


@pytest.mark.parametrize(
    "opening", ["<html>", "<HTML>", "<!DOCTYPE html><html>", "<!doctype HTML>"]
)
@pytest.mark.parametrize("closing", ["</html>", "</HTML>"])
def test_a_web_archive_that_lost_its_contents_still_holds_its_page(
    tmp_path: Path, opening: str, closing: str
) -> None:
    page = PAGE.replace("<html>", opening).replace("</html>", closing)
    data = plistlib.dumps(
        {"WebMainResource": {"WebResourceData": page.encode()}}, fmt=plistlib.FMT_BINARY
    )
    broken = data[: data.index(page.encode()[-20:]) + 20] + b"\x00Some words behind the page"
    (article,), _ = load(write(tmp_path / "a.webarchive", broken))
    assert article.text == f"{TITLE}\n\n{TEXT}"


@pytest.mark.parametrize("data", [b"bplist00 nothing", b"</html> <html>", b"<html> never ends"])
def test_a_web_archive_without_a_page_is_refused(data: bytes) -> None:
    with pytest.raises(FramingError, match="no readable web archive"):
        list(read_webarchive(io.BufferedReader(io.BytesIO(data)), "a.webarchive", LoadOptions()))


def test_a_file_that_begins_like_a_mailbox_and_is_none_is_one_message() -> None:
    (raw,) = _raws(b"From me to you: grain\n\nThe ship left on Monday.\n")
    assert "The ship left on Monday." in raw.values["text"]


def test_what_stands_before_the_first_message_of_a_mailbox_is_read() -> None:
    first = b"From the archive\nSubject: One\n\nThe ship left.\n\n"
    second = b"From roe@example.org Mon Jan  2 10:00:00 2012\nSubject: Two\n\nThe ship came.\n"
    read = _raws(first + second)
    assert ["The ship left." in read[0].values["text"], len(read)] == [True, 2]
    assert "The ship came." in read[1].values["text"]
