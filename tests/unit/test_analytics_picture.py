"""Pictures: the layout, the page, and, where Chromium is there, the page as a browser runs it."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from typing import TYPE_CHECKING

import numpy as np
import pytest
from random_networks import random_network
from scipy.sparse import coo_array

from graph.analytics.charts import awards_over_time, concentration_curve, shared_tenders
from graph.analytics.layout import SPACE, positions
from graph.analytics.network import Edges, Network, Nodes
from graph.analytics.overlap import overlap
from graph.analytics.picture import MOST, draw, draw_projection
from graph.errors import UsageError

if TYPE_CHECKING:
    from pathlib import Path

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome", "chrome"))), None)

# What a person does: searches, chooses, hovers, clicks, filters, closes; then says what was seen.
SCENARIO = """
<script>
const wait = (ms) => new Promise((done) => setTimeout(done, ms));
const seen = {};
window.addEventListener("error", (event) => { seen.error = String(event.message); });
(async () => {
  const { cy, state } = window.picture;
  const visible = () => cy.nodes().filter((n) => !n.hasClass("out")).length;
  await wait(300);
  seen.counts = document.getElementById("counts").textContent;
  const labels = window.picture.labels();
  seen.labels = labels.length;
  const half = (n) => n.renderedWidth() / 2;
  seen.covered = cy.nodes().filter((n) => cy.nodes().some((o) => o.id() > n.id() &&
    Math.hypot(n.renderedPosition("x") - o.renderedPosition("x"), n.renderedPosition("y") - o.renderedPosition("y"))
    < half(n) + half(o) - 1)).length;
  seen.overlaps = labels.filter((a, i) => labels.some((b, j) => j > i &&
    a.x < b.x + b.w && b.x < a.x + a.w && a.y < b.y + b.h && b.y < a.y + a.h)).length;
  const search = document.getElementById("search");
  search.value = "TARGET";
  search.dispatchEvent(new Event("input"));
  seen.found = [...document.querySelectorAll("#found button")].map((b) => b.textContent);
  document.querySelector("#found button")?.click();
  await wait(500);
  seen.focus = document.getElementById("focus-name").textContent;
  seen.neighbours = document.querySelectorAll("#focus-list li").length;
  seen.unfaded = cy.nodes().filter((n) => !n.hasClass("faded")).length;
  document.getElementById("close").click();
  seen.closed = document.getElementById("focus").hidden && cy.nodes(".faded").length === 0;
  cy.nodes()[0].emit("mouseover");
  seen.tip = document.getElementById("tip").textContent;
  cy.nodes()[0].emit("mouseout");
  cy.nodes()[0].emit("tap");
  seen.clicked = state.focus === 0;
  window.picture.focusOn(null);
  const weight = document.getElementById("weight");
  weight.value = weight.max;
  weight.dispatchEvent(new Event("input"));
  seen.heavy = visible();
  weight.value = "0";
  weight.dispatchEvent(new Event("input"));
  const cpv = document.getElementById("cpv");
  seen.divisions = [...cpv.options].map((o) => o.value);
  cpv.value = cpv.options[cpv.options.length - 1].value;
  cpv.dispatchEvent(new Event("change"));
  seen.division = visible();
  seen.legend = document.querySelectorAll("#communities button").length;
})().catch((error) => { seen.error = String(error); }).finally(() => {
  const verdict = Object.assign(document.createElement("pre"), { id: "verdict", textContent: JSON.stringify(seen) });
  document.body.append(verdict);
});
</script>
"""


def small_market() -> Network:
    rows, columns = np.array([0, 0, 1, 1, 2]), np.array([0, 1, 1, 2, 3])
    names = (
        Nodes.of("buyer", "ABC", ["Ashford", "Burnley </script><b>", "Cardiff \u2028"]),
        Nodes.of("supplier", "wxyz"),
    )
    return Network.build(*names, Edges.counted(rows, columns, np.array([1, 5, 2, 1, 1])))


def grown(buyers: int, suppliers: int, links: int) -> Network:
    rng = np.random.default_rng(1)
    rows, columns = (rng.zipf(1.6, links * 3) % size for size in (buyers, suppliers))
    ends = (
        Nodes.of("buyer", (f"Council number {n}" for n in range(buyers))),
        Nodes.of("supplier", (f"Supplier {n} Ltd" for n in range(suppliers))),
    )
    extra = np.arange(suppliers)
    edges = Edges.counted(np.concatenate([rows, extra % buyers]), np.concatenate([columns, extra]))
    return Network.build(*ends, edges).at_least(1)


def in_browser(page: Path, target: str, tmp_path: Path) -> dict:
    """What the scenario saw; any word on the console fails."""
    copy = tmp_path / "scenario.html"
    text = page.read_text(encoding="utf-8").replace("</body>", SCENARIO.replace("TARGET", target) + "</body>")
    copy.write_text(text, encoding="utf-8")
    done = subprocess.run(
        [CHROMIUM, "--headless=new", "--no-sandbox", "--disable-gpu", "--enable-logging=stderr",
         "--window-size=1400,900",
         f"--user-data-dir={tmp_path / 'profile'}", "--virtual-time-budget=20000", "--dump-dom", copy.as_uri()],
        capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip
    said = [line for line in done.stderr.splitlines() if "CONSOLE" in line]
    assert not said, said
    verdict = re.search(r'<pre id="verdict">(.*?)</pre>', done.stdout, re.DOTALL)
    assert verdict, done.stderr[-2000:]
    told = verdict[1].replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
    return json.loads(told)


def test_nodes_lie_apart_and_the_same_seed_gives_the_same_place():
    ring = np.arange(40)
    adjacency = coo_array(
        (np.ones(80), (np.r_[ring, (ring + 1) % 40], np.r_[(ring + 1) % 40, ring])), shape=(43, 43)
    ).tocsr()
    place = positions(adjacency)
    assert np.array_equal(place, positions(adjacency))
    gaps = np.sqrt(((place[:, None] - place[None]) ** 2).sum(axis=2)) + np.eye(43) * 1e9
    assert gaps.min() > SPACE * 0.4
    assert np.isfinite(place).all()


def test_the_page_asks_nothing_of_any_address(tmp_path):
    page = draw(small_market(), tmp_path / "n.html").read_text(encoding="utf-8")
    assert "default-src 'none'" in page
    assert not re.findall(r"""(?:src|href)\s*=\s*["']?(?!data:)[a-z]*:?//""", page)
    assert "url(http" not in page
    assert "@import" not in page
    data = re.search(r'<script id="data" type="application/json">(.*?)</script>', page, re.DOTALL)
    found = json.loads(data[1])
    assert [node["name"] for node in found["nodes"]][:3] == ["Ashford", "Burnley </script><b>", "Cardiff \u2028"]
    assert found["links"][1][:3] == [0, 4, 5]


def test_only_the_largest_are_drawn_and_it_says_so(tmp_path):
    network = grown(40, MOST + 200, 20)
    page = draw(network, tmp_path / "n.html").read_text(encoding="utf-8")
    assert f"The {MOST:,} of {MOST + 240:,} nodes with most awards are drawn." in page


@pytest.mark.parametrize("ending", ["svg", "png"])
def test_still_pictures(tmp_path, ending):
    network = random_network(7)
    for number, made in enumerate((
        draw(network, tmp_path / f"1.{ending}"), concentration_curve(network, tmp_path / f"2.{ending}"),
        awards_over_time(network, tmp_path / f"3.{ending}"), shared_tenders(network, tmp_path / f"4.{ending}"),
    ), 1):  # fmt: skip
        assert made.name == f"{number}.{ending}"
        start = made.read_bytes()[:60]
        assert b"<?xml" in start if ending == "svg" else start.startswith(b"\x89PNG")


def test_months_without_an_award_stand_as_gaps_and_the_undated_are_told(tmp_path):
    top, bottom = Nodes.of("period", ["2026-02", "2026-05"]), Nodes.of("supplier", "xyz")
    network = Network.build(top, bottom, Edges.counted(np.array([0, 0, 1]), np.array([0, 1, 2])))
    counted = {"2026-02": {"GBP": (1, 5.0)}, "2026-05": {None: (1, 0.0)}}
    chart = awards_over_time(network, tmp_path / "t.svg", counted, undated=7).read_text(encoding="utf-8")
    assert [f">{month}<" in chart for month in ("2026-02", "2026-03", "2026-04", "2026-05")] == [True] * 4
    assert "7 awards without a date are not in it" in chart
    assert ">2<" not in chart, "one award to two suppliers is one award"


def test_a_still_picture_has_a_legend(tmp_path):
    chart = draw(small_market(), tmp_path / "n.svg").read_text(encoding="utf-8")
    assert ">buyer<" in chart
    assert ">supplier<" in chart
    assert ">around Burnley" in chart


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize("ending", ["html", "svg", "png"])
def test_a_network_of_one_node_and_of_none(tmp_path, ending):
    no = np.zeros(0, np.int64)
    for buyers in ("", "A"):
        network = Network.build(Nodes.of("buyer", buyers), Nodes.of("supplier", ""), Edges.counted(no, no))
        assert draw(network, tmp_path / f"n.{ending}").stat().st_size > 500


def test_what_cannot_be_drawn_says_so(tmp_path):
    with pytest.raises(UsageError, match="must end in"):
        draw(small_market(), tmp_path / "n.pdf")
    with pytest.raises(UsageError, match="does not exist"):
        draw(small_market(), tmp_path / "nowhere" / "n.html")
    with pytest.raises(UsageError, match="no pair to draw"):
        draw_projection(overlap(small_market()).backbone(0.0), tmp_path / "n.html")
    with pytest.raises(UsageError, match="no HTML form"):
        concentration_curve(small_market(), tmp_path / "n.html")


@pytest.mark.skipif(CHROMIUM is None, reason="needs Chromium")
def test_five_nodes_in_a_browser(tmp_path):
    divisions = {("A", "w"): ["Roads"], ("A", "x"): ["Roads"], ("B", "x"): ["Cars"], ("B", "y"): ["Cars"]}
    seen = in_browser(draw(small_market(), tmp_path / "n.html", None, divisions), "burnley", tmp_path)
    assert "error" not in seen
    assert seen["counts"].startswith("7 nodes, 5 links.")
    assert (seen["labels"], seen["overlaps"], seen["covered"]) == (7, 0, 0)
    assert seen["found"] == ["Burnley </script><b>"]
    assert (seen["focus"], seen["neighbours"], seen["unfaded"]) == ("Burnley </script><b>", 2, 3)
    assert seen["closed"]
    assert seen["clicked"]
    assert seen["tip"].startswith("Ashfordis")
    assert seen["heavy"] == 2
    assert seen["divisions"] == ["", "Cars", "Roads"]
    assert seen["division"] == 3
    assert seen["legend"] >= 2


@pytest.mark.skipif(CHROMIUM is None, reason="needs Chromium")
def test_two_thousand_nodes_in_a_browser(tmp_path):
    network = grown(300, 1700, 2000)
    seen = in_browser(draw(network, tmp_path / "n.html"), "supplier 1699", tmp_path)
    assert "error" not in seen
    assert seen["counts"].startswith("2,000 nodes")
    assert seen["labels"] >= 15
    assert seen["overlaps"] == 0
    assert seen["found"] == ["Supplier 1699 Ltd"]
    assert seen["focus"] == "Supplier 1699 Ltd"
    assert seen["legend"] >= 2
