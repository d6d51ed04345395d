"""The contact sheet, looked at in a browser."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import pytest

from operasure.cli import run
from operasure.core import keeping, writing
from operasure.database.target import target
from operasure.looks.files.directory import Directory
from operasure.looks.files.look import FilesLook, FilesOptions, look
from operasure.matching.identity import Identity
from operasure.reports.evidence import contact
from support.browser import Pages, barriers
from support.databases import MakeDatabase
from support.instances import reduced
from support.storage import NAME, Site, docx, pdf, picture
from support.storage import run as letters

EVIL = "<img src=x onerror=alert(1)>&\"'\u202e.jpg"
DAY = date(2030, 1, 31)


@pytest.fixture
def site(make_database: MakeDatabase, tmp_path: Path) -> Iterator[Site]:
    made = Site(make_database(reduced("after")), tmp_path / "files")
    made.root.mkdir()
    made.clear()
    yield made
    made.close()


def full(site: Site) -> None:
    """Something of every kind that is to be looked at."""
    colours = ("teal", "maroon", "goldenrod", "slategray", "olive")
    for number, colour in enumerate(colours):
        size = (900, 600) if number % 2 else (500, 900)
        site.add(f"photo {number}.jpg", picture(size=size, colour=colour, gps=not number), author=3)
    site.add(EVIL, picture("PNG"), author=3)
    site.add("scan.tif", picture("TIFF")[:60], author=3)
    site.add("left over.png", picture("PNG", colour="navy"), row=False)
    site.add("secret.pdf", pdf(NAME, password="x"))
    site.add("minutes.docx", docx(letters(f"Present: {NAME}, and others")))
    site.add("report.pdf", pdf("x", author=NAME))
    site.add("Zoe Mueller CV.txt", b"-")


@contextmanager
def looked(site: Site) -> Iterator[FilesLook]:
    options = FilesOptions(
        Identity.of([NAME], user_ids=[42]),
        thumbnails=True,
        processes=1,
        base_url="https://openproject.example.org",
    )
    with look(target(site.url, {}), Directory(site.root), options) as seen:
        yield seen


def write(seen: FilesLook, path: Path, per_page: int = 200) -> list[Path]:
    made = []
    for page in contact.sheet(seen, path, per_page, DAY):
        writing.write(page.path, page.content)
        made.append(page.path)
    return made


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_sheet_shows_everything_and_asks_for_nothing(
    site: Site, tmp_path: Path, pages: Pages, scheme: str
) -> None:
    full(site)
    with looked(site) as seen:
        [path] = write(seen, tmp_path / "sheet.html")
    assert path.stat().st_mode & 0o777 == 0o600
    assert keeping.head(path) == keeping.Head("contact sheet", DAY)
    page = pages.open(path, color_scheme=scheme, viewport={"width": 1200, "height": 900})
    assert barriers(page) == []
    assert page.locator("section h2").all_inner_texts() == [
        "Pictures", "Files to open", "Text that names the person",
        "Properties that name the person", "File names that name the person",
    ]  # fmt: skip
    pictures = page.locator("section .grid article")
    assert pictures.count() == 8
    for image in page.locator(".shown img").all():
        image.scroll_into_view_if_needed()
    broken = "all => all.filter(i => !i.complete || i.naturalWidth < 40).length"
    assert page.locator(".shown img").evaluate_all(broken) == 0
    assert page.locator(".shown img").count() == 7
    assert page.get_by_text("can’t be shown here").count() == 1
    assert page.get_by_text("says where it was taken (GPS)").count() == 1
    assert page.get_by_text("no row explains it").count() == 1
    assert page.get_by_text("it is encrypted").count() == 1
    assert page.locator("mark").all_inner_texts()[0] == NAME
    shown = page.locator("article", has_text="onerror").locator(".name").inner_text()
    assert shown == EVIL.replace("\u202e", "") or shown.endswith(EVIL.replace("\u202e", ""))
    links = page.locator("h3 a").evaluate_all("all => all.map(a => a.href)")
    assert all(re.fullmatch(r"https://openproject\.example\.org/attachments/\d+", a) for a in links)


def test_decisions_on_the_sheet_come_back(
    site: Site, tmp_path: Path, pages: Pages, capsys: pytest.CaptureFixture[str]
) -> None:
    site.add("photo.jpg", picture(), author=3)
    site.add("what.bin", b"\x00\x01\x02\x03" * 20)
    sheet, review = tmp_path / "sheet.html", tmp_path / "review.json"
    where = ["files", "--attachments-dir", str(site.root), "--database-url", site.url]
    who = ["--user-id", "42", "--name", NAME, "--jobs", "1"]
    assert run([*where, *who, "--contact-sheet", str(sheet)]) == 3
    page = pages.open(sheet, accept_downloads=True)
    page.locator("#reviewer").fill("Data protection officer")
    for item in page.locator("main li").all():
        item.get_by_role("button", name="Not the person").click()
    assert page.locator("#counter").inner_text() == "0 of 2 open, 2 shown"
    with page.expect_download() as download:
        page.get_by_role("button", name="Export decisions").click()
    download.value.save_as(review)
    capsys.readouterr()
    assert run([*where, *who, "--reviewed", str(review), "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out)["review"]["not_the_person"] == 2


def test_many_go_to_several_pages(site: Site, tmp_path: Path, pages: Pages) -> None:
    full(site)
    with looked(site) as seen:
        made = write(seen, tmp_path / "my sheet.html", per_page=5)
    assert [path.name for path in made] == [
        "my sheet.html", "my sheet-2.html", "my sheet-3.html"
    ]  # fmt: skip
    ids = [re.findall(r'<li id="m([0-9a-f]{32})"', path.read_text()) for path in made]
    assert [len(each) for each in ids] == [5, 5, 2]
    assert len({i for each in ids for i in each}) == 12
    page = pages.open(made[0])
    assert barriers(page) == []
    links = page.locator("nav").first.locator("a")
    assert links.evaluate_all("all => all.map(a => a.getAttribute('href'))") == [
        "my%20sheet-2.html", "my%20sheet-3.html"
    ]  # fmt: skip
    pages.faults.clear()


def test_nothing_to_look_at(site: Site, tmp_path: Path, pages: Pages) -> None:
    site.add("a.txt", b"text")
    with looked(site) as seen:
        [path] = write(seen, tmp_path / "sheet.html")
    assert pages.open(path).get_by_text("There is nothing to look at.").is_visible()
