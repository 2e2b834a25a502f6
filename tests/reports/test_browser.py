"""The page in a real browser: no request, no complaint, as wide as the screen, with filters."""

from __future__ import annotations

import html
import json
import re
import shutil
import subprocess

import pytest
from hostile import EVERYTHING, HOSTILE
from samples import SIGN, claim, report

from derivcheck.reports import Options, render
from derivcheck.reports.page import page as framed

CHROMIUM = next(
    filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), ""
)

#: of a small phone, a phone and a desk
WIDTHS = (320, 390, 1280)
DARK, LIGHT = (f"--blink-settings=preferredColorScheme={scheme}" for scheme in (0, 1))

pytestmark = pytest.mark.skipif(not CHROMIUM, reason="there is no Chromium on this machine")

#: a page that shows others at their widths and tells what it measures there; they hold no
#: script, so that only their frame can
HARNESS = """<!DOCTYPE html><meta charset="utf-8">{frames}<pre id="told"></pre><script>
addEventListener("load", () => {{
  const told = {{}};
  for (const frame of document.querySelectorAll("iframe")) {{
    const page = frame.contentDocument;
    const seen = (what) => [...page.querySelectorAll(what)].filter((e) => e.offsetParent).length;
    const counts = {{}};
    for (const radio of page.querySelectorAll("input[type=radio]")) {{
      radio.checked = true;
      counts[radio.id] = [seen(".claim"), seen(".file")];
    }}
    for (const all of page.querySelectorAll("#show-all")) all.checked = true;
    const box = (e) => e.getBoundingClientRect();
    told[frame.id] = {{
      width: page.documentElement.scrollWidth, counts, scripts: page.scripts.length,
      ground: getComputedStyle(page.body).backgroundColor,
      heights: [...page.querySelectorAll("math")].map((e) => box(e).height),
      raised: [...page.querySelectorAll("math msup")].map(
        (e) => box(e.firstElementChild).bottom - box(e.lastElementChild).bottom),
    }};
  }}
  document.getElementById("told").textContent = JSON.stringify(told);
}});
</script>"""
FRAME = (
    '<iframe id="{name}" src="{name}.html" style="width:{width}px;height:900px;border:0"></iframe>'
)


def chromium(folder, *wanted):
    """What the browser prints, and what it complains about."""
    done = subprocess.run(
        [
            CHROMIUM,
            *("--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars"),
            *("--disable-background-networking", "--no-first-run", "--disable-sync"),
            "--proxy-server=http://127.0.0.1:9",  # where nobody listens
            *("--allow-file-access-from-files", "--enable-logging=stderr"),
            f"--user-data-dir={folder / 'profile'}",
            f"--log-net-log={folder / 'net.json'}",
            *wanted,
        ],
        capture_output=True,
        text=True,
        timeout=120,
        check=True,
    )
    return done.stdout, re.findall(r"CONSOLE.*", done.stderr)


def measured(folder, pages, *flags):
    """What pages are like, of (text, width) by their names."""
    for name, (text, _) in pages.items():
        (folder / f"{name}.html").write_text(text, encoding="utf-8")
    frames = "".join(FRAME.format(name=name, width=width) for name, (_, width) in pages.items())
    (folder / "harness.html").write_text(HARNESS.format(frames=frames), encoding="utf-8")
    address = (folder / "harness.html").as_uri()
    printed, complaints = chromium(folder, "--dump-dom", *flags, address)
    assert complaints == []
    told = re.search(r'<pre id="told">(.*?)</pre>', printed, re.DOTALL)
    return json.loads(html.unescape(told[1]))


def initiators(folder):
    """Who asked for something from somewhere; what the browser itself asks for has no origin."""
    log = (folder / "net.json").read_text(encoding="utf-8")
    return set(re.findall(r'"initiator":"([^"]*)"', log)) - {"not an origin"}


@pytest.fixture(scope="module")
def samples():
    long = claim("a" * 90, claim="sum(a[i]*b[i] for i in 1..n) = " + " + ".join(["x^2"] * 60))
    wide = claim("w", claim=f"f = {'x' * 300}", quote="q" * 300, scope="every " + "y" * 300)
    claims = [*EVERYTHING.claims, *HOSTILE.claims, long, wide]
    return render(report(*claims, problems=EVERYTHING.problems), "html", Options())


@pytest.fixture(scope="module")
def told(samples, tmp_path_factory):
    """All pages measured in one run of the browser."""
    too_wide = framed("x", [], styles=("p { width: 500px }",)).replace("</body>", "<p>wide</p>")
    pages = {
        **{f"samples-{width}": (samples, width) for width in WIDTHS},
        "too-wide": (too_wide, 390),
        "all": (render(EVERYTHING, "html", Options()), 1280),
        "one": (render(report(SIGN), "html", Options()), 1280),
    }
    return measured(tmp_path_factory.mktemp("pages"), pages, LIGHT)


@pytest.mark.parametrize("width", WIDTHS)
def test_the_page_is_no_wider_than_the_screen(told, width):
    assert told[f"samples-{width}"]["width"] == width
    assert told[f"samples-{width}"]["scripts"] == 0


def test_the_check_of_the_width_sees_a_page_that_is_too_wide(told):
    assert told["too-wide"]["width"] > 390


def test_a_filter_shows_the_claims_of_its_kind_and_no_file_without_any(told):
    assert told["all"]["counts"] == {
        "show-all": [5, 4],
        "show-is-unexpected": [3, 3],
        "show-is-refuted": [2, 1],
        "show-is-ill-posed": [1, 1],
        "show-is-undecided": [0, 0],
        "show-is-supported": [0, 0],
        "show-is-proved": [2, 2],
        "show-is-erratum": [2, 2],
    }


def test_formulas_are_drawn(told):
    assert told["one"]["heights"]
    assert min(told["one"]["heights"]) > 5
    assert min(told["one"]["raised"]) > 3  # an exponent stands above the line of its base


def test_the_ground_follows_the_scheme_of_the_reader(told, tmp_path):
    dark = measured(tmp_path, {"all": (render(EVERYTHING, "html", Options()), 390)}, DARK)
    assert all(shade < 40 for shade in shades(dark["all"]["ground"]))
    assert all(shade > 240 for shade in shades(told["all"]["ground"]))


def shades(colour):
    return [int(shade) for shade in re.findall(r"\d+", colour)]


def test_a_picture_of_the_page_needs_nothing_from_anywhere(samples, tmp_path):
    file, picture = tmp_path / "page.html", tmp_path / "page.png"
    file.write_text(samples, encoding="utf-8")
    _, complaints = chromium(tmp_path, f"--screenshot={picture}", file.as_uri())
    assert complaints == []
    assert picture.read_bytes().startswith(b"\x89PNG")
    assert initiators(tmp_path) == set()


def test_the_checks_see_a_request_and_a_complaint(tmp_path):
    style = framed("x", []).replace("</body>", '<p style="color: red">x</p></body>')
    (tmp_path / "style.html").write_text(style, encoding="utf-8")
    asking = (
        '<!DOCTYPE html><iframe src="style.html"></iframe><img src="http://page.example/x.png">'
    )
    (tmp_path / "page.html").write_text(asking, encoding="utf-8")
    address = (tmp_path / "page.html").as_uri()
    _, complaints = chromium(tmp_path, f"--screenshot={tmp_path / 'page.png'}", address)
    assert "Content Security Policy" in complaints[0]
    assert initiators(tmp_path) == {"file://"}
