"use strict";
const data = JSON.parse(document.getElementById("data").textContent);
const at = (id) => document.getElementById(id);
const number = new Intl.NumberFormat("en-GB", { maximumFractionDigits: 2 });
const colour = (community) => (community >= 0 && community < data.colours.length ? data.colours[community] : data.others);
const largest = Math.max(1, ...data.nodes.map((node) => node.size));
// Many nodes are seen from further away, so they are drawn larger; a few lie as near as the layout lets them.
const [least, more] = data.nodes.length > 300 ? [18, 34] : data.nodes.length > 40 ? [10, 30] : [9, 18];
const radius = (size) => least + more * Math.sqrt(size / largest);
const element = (tag, text, attributes) => {
  const made = document.createElement(tag);
  if (text !== undefined) made.textContent = text;
  return Object.assign(made, attributes || {});
};

const cy = cytoscape({
  container: at("graph"),
  elements: {
    nodes: data.nodes.map((node, i) => ({ data: { id: "n" + i, i }, position: { x: node.x, y: node.y } })),
    edges: data.links.map((link, i) => ({ data: { id: "e" + i, i, source: "n" + link[0], target: "n" + link[1] } })),
  },
  layout: { name: "preset", fit: true, padding: 40 },
  style: [
    { selector: "node", style: {
      width: (node) => radius(data.nodes[node.data("i")].size), height: (node) => radius(data.nodes[node.data("i")].size),
      shape: (node) => (data.shapes.length > 1 && data.nodes[node.data("i")].side === 0 ? "rectangle" : "ellipse"),
      "background-color": (node) => colour(data.nodes[node.data("i")].community),
      "border-width": 1, "border-color": "#fff", "overlay-opacity": 0 } },
    { selector: "edge", style: {
      width: (edge) => 1 + 1.6 * Math.log2(1 + data.links[edge.data("i")][2]) / 2, "line-color": "#8a939d",
      "curve-style": "haystack", opacity: 0.55, "overlay-opacity": 0 } },
    { selector: ".faded", style: { opacity: 0.08 } },
    { selector: "node.chosen", style: { "border-width": 4, "border-color": "#111" } },
    { selector: ".out", style: { display: "none" } },
  ],
  minZoom: 0.02, maxZoom: 6, autoungrabify: true, boxSelectionEnabled: false, pixelRatio: "auto",
  hideEdgesOnViewport: data.links.length > 6000,
});
const nodes = data.nodes.map((_, i) => cy.getElementById("n" + i));
const state = { community: null, focus: null, least: 0, cpv: "" };

// Labels: the largest first, each only where no other label and no larger node's label lies; none overlap.
const canvas = at("labels");
const pen = canvas.getContext("2d");
const order = data.nodes.map((_, i) => i).sort((a, b) => data.nodes[b].size - data.nodes[a].size || a - b);
const short = (name) => (name.length > 44 ? name.slice(0, 42).trimEnd() + "…" : name);
let drawn = [];
function drawLabels() {
  const box = canvas.getBoundingClientRect();
  const ratio = window.devicePixelRatio || 1;
  if (canvas.width !== Math.round(box.width * ratio) || canvas.height !== Math.round(box.height * ratio)) {
    canvas.width = Math.round(box.width * ratio);
    canvas.height = Math.round(box.height * ratio);
  }
  pen.setTransform(ratio, 0, 0, ratio, 0, 0);
  pen.clearRect(0, 0, box.width, box.height);
  const cell = 90;
  const taken = new Map();
  const near = (b) => {
    const found = [];
    for (let x = Math.floor(b.x / cell); x <= Math.floor((b.x + b.w) / cell); x++)
      for (let y = Math.floor(b.y / cell); y <= Math.floor((b.y + b.h) / cell); y++) found.push(x + ":" + y);
    return found;
  };
  const inside = (b) => b.x >= 0 && b.y >= 0 && b.x + b.w <= box.width && b.y + b.h <= box.height;
  const free = (b, nodesToo) => inside(b) && near(b).every((key) => (taken.get(key) || []).every((o) =>
    o.i === b.i || (o.i >= 0 && !nodesToo) || b.x + b.w < o.x || o.x + o.w < b.x || b.y + b.h < o.y || o.y + o.h < b.y));
  const take = (b) => { for (const key of near(b)) taken.has(key) ? taken.get(key).push(b) : taken.set(key, [b]); };
  drawn = [];
  // What lies over the picture hides a label as another label would.
  for (const id of ["tools", "focus"]) {
    const over = at(id).getBoundingClientRect();
    if (over.width) take({ x: over.x - box.x - 4, y: over.y - box.y - 4, w: over.width + 8, h: over.height + 8, i: -1 });
  }
  nodes.forEach((node, i) => {
    if (node.hasClass("out") || node.hasClass("faded")) return;
    const p = node.renderedPosition();
    const r = node.renderedWidth() / 2;
    if (p.x > -r && p.y > -r && p.x < box.width + r && p.y < box.height + r) take({ x: p.x - r, y: p.y - r, w: 2 * r, h: 2 * r, i });
  });
  const first = state.focus === null ? order : [state.focus, ...order];
  const seen = new Set();
  for (const i of first) {
    if (seen.has(i)) continue;
    seen.add(i);
    const node = nodes[i];
    if (node.hasClass("out") || node.hasClass("faded")) continue;
    const p = node.renderedPosition();
    if (p.x < -50 || p.y < -20 || p.x > box.width + 50 || p.y > box.height + 20) continue;
    const size = node.renderedWidth();
    if (size < 5 && drawn.length > 25) continue;
    const font = i === state.focus ? 14 : size > 26 ? 13 : 11;
    pen.font = (i === state.focus ? "600 " : "") + font + 'px system-ui, "DejaVu Sans", sans-serif';
    const text = short(data.nodes[i].name);
    const w = pen.measureText(text).width + 6;
    const h = font + 4;
    const gap = size / 2 + 2;
    const places = [[-w / 2, gap], [-w / 2, -gap - h], [gap, -h / 2], [-gap - w, -h / 2]];
    const boxes = places.map(([dx, dy]) => ({ x: p.x + dx, y: p.y + dy, w, h, text, i }));
    // The largest are always told, over smaller nodes if need be, but never over another label.
    const b = boxes.find((one) => free(one, true)) || (seen.size <= 12 ? boxes.find((one) => free(one, false)) : undefined);
    if (b) {
      take({ ...b, i: -1 });
      pen.fillStyle = "rgba(255,255,255,0.75)";
      pen.fillRect(b.x, b.y, b.w, b.h);
      pen.fillStyle = "#1c1c1c";
      pen.textBaseline = "middle";
      pen.fillText(text, b.x + 3, b.y + h / 2 + 0.5);
      drawn.push(b);
    }
  }
}
let waiting = 0;
const relabel = () => { if (!waiting) waiting = requestAnimationFrame(() => { waiting = 0; drawLabels(); }); };

function show() {
  cy.batch(() => {
    const degree = new Array(data.nodes.length).fill(0);
    data.links.forEach((link, i) => {
      const held = link[2] >= state.least && (!state.cpv || link[3].includes(state.cpv));
      cy.getElementById("e" + i).toggleClass("out", !held);
      if (held) { degree[link[0]]++; degree[link[1]]++; }
    });
    const filtered = state.least > 0 || state.cpv;
    const focus = state.focus === null ? null : nodes[state.focus].closedNeighborhood(":visible").union(nodes[state.focus]);
    nodes.forEach((node, i) => {
      node.toggleClass("out", Boolean(filtered) && !degree[i]);
      const held = state.community === null || Math.min(data.nodes[i].community, data.colours.length) === state.community;
      node.toggleClass("faded", !(focus ? focus.contains(node) : held));
      node.toggleClass("chosen", i === state.focus);
    });
    cy.edges().forEach((edge) => {
      edge.toggleClass("faded", focus ? !focus.contains(edge) : edge.source().hasClass("faded") || edge.target().hasClass("faded"));
    });
  });
  const visible = nodes.filter((node) => !node.hasClass("out")).length;
  at("counts").textContent = `${number.format(visible)} nodes, ${number.format(cy.edges(":visible").length)} links. ${data.shown}`;
  relabel();
}

function facts(i) {
  const node = data.nodes[i];
  const name = node.community >= 0 ? data.names[node.community] : "in no community";
  return { ...(data.shapes.length > 1 ? { is: data.shapes[node.side] } : {}), id: node.id, [data.size]: number.format(node.size), ...node.facts, community: name };
}
function list(into, pairs) {
  into.replaceChildren(...Object.entries(pairs).map(([name, value]) => {
    const row = element("div");
    row.append(element("dt", name.replaceAll("_", " ")), element("dd", value));
    return row;
  }));
}
function focusOn(i, move) {
  state.focus = i;
  at("tip").hidden = true;
  at("focus").hidden = i === null;
  show();
  if (i === null) return;
  at("focus-name").textContent = data.nodes[i].name;
  list(at("focus-facts"), facts(i));
  const links = nodes[i].connectedEdges(":visible").map((edge) => data.links[edge.data("i")]).sort((a, b) => b[2] - a[2]);
  at("focus-list").replaceChildren(...links.map((link) => {
    const other = link[0] === i ? link[1] : link[0];
    const row = element("li");
    row.append(element("button", data.nodes[other].name, { onclick: () => focusOn(other, true) }));
    const money = Object.entries(link[4]).map(([name, value]) => typeof value === "number" ? `${name.replace("value_", "")} ${number.format(value)}` : `${name} ${value}`);
    const count = `${number.format(link[2])} ${link[2] === 1 ? data.unit.replace(/s\b/, "") : data.unit}`;
    row.append(` — ${count}${money.length ? ", " + money.join(", ") : ""}`);
    return row;
  }));
  if (move) cy.animate({ fit: { eles: nodes[i].closedNeighborhood(), padding: 90 } }, { duration: 250 });
}

at("title").textContent = document.title = data.title;
at("unit").textContent = data.unit;
list(at("made"), data.made);
at("shapes").replaceChildren(...data.shapes.map((kind, i) => {
  const row = element("li");
  row.append(element("span", "", { className: "swatch" + (data.shapes.length > 1 && i === 0 ? "" : " circle") }), kind);
  return row;
}));
const tally = new Map();
data.nodes.forEach((node) => {
  const key = node.community < 0 ? data.colours.length : Math.min(node.community, data.colours.length);
  node.community < 0 ? (node.community = data.names.length) : 0;
  tally.set(key, (tally.get(key) || 0) + 1);
});
data.names.push("in no community");
at("communities").replaceChildren(...[...tally.keys()].sort((a, b) => a - b).map((key) => {
  const row = element("li");
  const button = element("button", undefined, { type: "button", ariaPressed: "false" });
  const swatch = element("span", "", { className: "swatch" });
  swatch.style.background = colour(key);
  button.append(swatch, element("span", key < data.colours.length ? data.names[key] : "all others"), element("span", number.format(tally.get(key)), { className: "count" }));
  button.onclick = () => {
    state.community = state.community === key ? null : key;
    document.querySelectorAll("#communities button").forEach((one) => one.setAttribute("aria-pressed", String(one === button && state.community === key)));
    focusOn(null);
  };
  row.append(button);
  return row;
}));

const weights = [...new Set(data.links.map((link) => link[2]))].sort((a, b) => a - b);
at("weight").max = String(weights.length - 1);
at("weight-filter").hidden = weights.length < 2;
at("least").textContent = number.format(weights[0] || 0);
at("weight").oninput = (event) => {
  const place = Number(event.target.value);
  state.least = place ? weights[place] : 0;
  at("least").textContent = number.format(weights[place]);
  show();
};
const divisions = [...new Set(data.links.flatMap((link) => link[3]))].sort();
at("cpv-filter").hidden = divisions.length < 2;
at("cpv").append(...divisions.map((name) => element("option", name, { value: name })));
at("cpv").onchange = (event) => { state.cpv = event.target.value; show(); };
at("search").oninput = (event) => {
  const words = event.target.value.toLocaleLowerCase().split(/\s+/).filter(Boolean);
  const found = words.length ? order.filter((i) => words.every((word) => (data.nodes[i].name + " " + data.nodes[i].id).toLocaleLowerCase().includes(word))) : [];
  at("found").replaceChildren(...found.slice(0, 12).map((i) => {
    const row = element("li");
    row.append(element("button", data.nodes[i].name, { type: "button", onclick: () => focusOn(i, true) }));
    return row;
  }));
  if (words.length && !found.length) at("found").replaceChildren(element("li", "Nothing found."));
};
at("search").onkeydown = (event) => { if (event.key === "Enter") at("found").querySelector("button")?.click(); };
at("close").onclick = () => focusOn(null);
const fit = () => {
  cy.fit(cy.elements(":visible"), 50);
  if (cy.zoom() > 1.6) { cy.zoom(1.6); cy.center(cy.elements(":visible")); }
};
at("fit").onclick = fit;
cy.on("tap", "node", (event) => focusOn(event.target.data("i"), false));
cy.on("tap", (event) => { if (event.target === cy) focusOn(null); });
cy.on("mouseover", "node", (event) => {
  const i = event.target.data("i");
  const tip = at("tip");
  const inside = element("dl");
  list(inside, facts(i));
  tip.replaceChildren(element("strong", data.nodes[i].name), inside);
  const p = event.target.renderedPosition();
  tip.hidden = false;
  tip.style.left = Math.max(0, Math.min(p.x + 16, cy.width() - 330)) + "px";
  tip.style.top = Math.max(0, Math.min(p.y + 12, cy.height() - tip.offsetHeight - 8)) + "px";
});
cy.on("mouseout", "node", () => { at("tip").hidden = true; });
cy.on("viewport resize", relabel);
let touched = false;
cy.on("scrollzoom dragpan pinchzoom", () => { touched = true; });
new ResizeObserver(() => {
  cy.resize();
  if (!touched && state.focus === null) fit();
  // At once, not in the next frame: a page that is printed or captured now would show no node.
  cy.renderer().render({});
  drawLabels();
}).observe(at("graph"));
document.addEventListener("keydown", (event) => { if (event.key === "Escape") focusOn(null); });
window.picture = { cy, state, labels: () => drawn, focusOn };
show();
