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

pytestmark = pytest.mark.skipif(not CHROMIUM, reason="there is no Chromium on this machine")

#: a page that shows another one at a width and tells what it measures there; the other one
#: holds no script, so that only its frame can
HARNESS = """<!DOCTYPE html><meta charset="utf-8"><iframe id="f" src="page.html"
 style="width:{width}px;height:900px;border:0"></iframe><pre id="told"></pre><script>
addEventListener("load", () => {{
  const page = document.getElementById("f").contentDocument, root = page.documentElement;
  const seen = (what) => [...page.querySelectorAll(what)].filter((e) => e.offsetParent).length;
  const counts = {{}};
  for (const radio of page.querySelectorAll("input[type=radio]")) {{
    radio.checked = true;
    counts[radio.id] = [seen(".claim"), seen(".file")];
  }}
  for (const all of page.querySelectorAll("#show-all")) all.checked = true;
  document.getElementById("told").textContent = JSON.stringify({{
    width: root.scrollWidth, counts, ground: getComputedStyle(page.body).backgroundColor,
    scripts: page.scripts.length, texts: page.body.textContent.length,
    heights: [...page.querySelectorAll("math")].map((e) => e.getBoundingClientRect().height),
    raised: [...page.querySelectorAll("math msup")].map((e) =>
      e.firstElementChild.getBoundingClientRect().bottom
      - e.lastElementChild.getBoundingClientRect().bottom),
  }});
}});
</script>"""


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


def measured(folder, text, width, *flags):
    """What the page is like at a width."""
    (folder / "page.html").write_text(text, encoding="utf-8")
    (folder / "harness.html").write_text(HARNESS.format(width=width), encoding="utf-8")
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
    return report(*EVERYTHING.claims, *HOSTILE.claims, long, wide, problems=EVERYTHING.problems)


@pytest.mark.parametrize("width", [320, 390, 1280])
def test_the_page_is_no_wider_than_the_screen(samples, width, tmp_path):
    told = measured(tmp_path, render(samples, "html", Options()), width)
    assert told["width"] == width
    assert told["scripts"] == 0


def test_the_check_of_the_width_sees_a_page_that_is_too_wide(tmp_path):
    style = "p { width: 500px }"
    told = measured(
        tmp_path, framed("x", [], styles=(style,)).replace("</body>", "<p>wide</p>"), 390
    )
    assert told["width"] > 390


def test_a_filter_shows_the_claims_of_its_kind_and_no_file_without_any(tmp_path):
    told = measured(tmp_path, render(EVERYTHING, "html", Options()), 1280)
    assert told["counts"] == {
        "show-all": [5, 4],
        "show-is-unexpected": [3, 3],
        "show-is-refuted": [2, 1],
        "show-is-ill-posed": [1, 1],
        "show-is-undecided": [0, 0],
        "show-is-supported": [0, 0],
        "show-is-proved": [2, 2],
        "show-is-erratum": [2, 2],
    }


def test_formulas_are_drawn(tmp_path):
    told = measured(tmp_path, render(report(SIGN), "html", Options()), 1280)
    assert told["heights"]
    assert min(told["heights"]) > 5
    assert min(told["raised"]) > 3  # an exponent stands above the line of its base


@pytest.mark.parametrize(("scheme", "light"), [("0", False), ("1", True)])
def test_the_ground_follows_the_scheme_of_the_reader(scheme, light, tmp_path):
    flag = f"--blink-settings=preferredColorScheme={scheme}"
    told = measured(tmp_path, render(EVERYTHING, "html", Options()), 390, flag)
    shades = [int(shade) for shade in re.findall(r"\d+", told["ground"])]
    assert all(shade > 240 for shade in shades) if light else all(shade < 40 for shade in shades)


def test_a_picture_of_the_page_needs_nothing_from_anywhere(samples, tmp_path):
    file, picture = tmp_path / "page.html", tmp_path / "page.png"
    file.write_text(render(samples, "html", Options()), encoding="utf-8")
    _, complaints = chromium(tmp_path, f"--screenshot={picture}", file.as_uri())
    assert complaints == []
    assert picture.read_bytes().startswith(b"\x89PNG")
    assert initiators(tmp_path) == set()


def test_the_check_of_requests_sees_one(tmp_path):
    file = tmp_path / "page.html"
    file.write_text('<!DOCTYPE html><img src="http://page.example/x.png">', encoding="utf-8")
    chromium(tmp_path, f"--screenshot={tmp_path / 'page.png'}", file.as_uri())
    assert initiators(tmp_path) == {"file://"}


def test_the_check_of_complaints_sees_a_style_that_the_policy_forbids(tmp_path):
    text = framed("x", []).replace("</body>", '<p style="color: red">x</p></body>')
    file = tmp_path / "page.html"
    file.write_text(text, encoding="utf-8")
    _, complaints = chromium(tmp_path, "--dump-dom", file.as_uri())
    assert "Content Security Policy" in complaints[0]
