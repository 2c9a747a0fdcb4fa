// Every dated event as a bar from the first to the last day it may be, one a line, in a list that draws what is in view.

const DAY = 86400000;
const LINE = 28;
const VISIBLE = 14;
const PRINTED_LINES = 150;
const FADE = 90;
const BINS = 96;
const dayOf = (iso) => Date.parse(iso) / DAY;
const isoOf = (day) => new Date(day * DAY).toISOString().slice(0, 10);
const startOfYear = (year) => dayOf(`${String(year).padStart(4, "0")}-01-01`);

// A dated event in days: where it begins and ends (null: open), and the end that is known.
function interval(event) {
  const first = event.earliest ? dayOf(event.earliest) : null;
  const last = event.latest ? dayOf(event.latest) + 1 : null;
  return { event, first, last, from: first ?? last - 1, to: last ?? first + 1 };
}

function extent(bars) {
  let from = Infinity;
  let to = -Infinity;
  for (const bar of bars) {
    from = Math.min(from, bar.from);
    to = Math.max(to, bar.to);
  }
  const room = Math.max(20, (to - from) * 0.02);
  return [from - room, to + room];
}

// Where all but the outermost tenth at either end lie, if that is less than half of the whole period; else all.
function mostOf(sorted) {
  const ends = sorted.map((bar) => bar.to).sort((a, b) => a - b);
  const edge = Math.floor(sorted.length / 10);
  const [from, to] = extent([{ from: sorted[edge].from, to: ends[ends.length - 1 - edge] }]);
  return to - from < (whole[1] - whole[0]) / 2 ? [Math.max(from, whole[0]), Math.min(to, whole[1])] : whole;
}

let bars = [];
let inWindow = [];
let whole = [0, 1];

function drawTimeline() {
  bars = state.shown.filter((e) => e.earliest || e.latest).map(interval)
    .sort((a, b) => a.from - b.from || a.to - b.to || (a.event.id < b.event.id ? -1 : 1));
  const undated = state.shown.length - bars.length;
  byId("undated").textContent = undated ? t("timeline.undated", { count: number(undated) }) : "";
  whole = bars.length ? extent(bars) : [0, 1];
  state.window ??= bars.length ? mostOf(bars) : whole;
  drawZoom();
  drawWindow();
}

const windowNow = () => state.window;

function setWindow(from, to) {
  const least = 30;
  const length = Math.min(Math.max(to - from, least), whole[1] - whole[0]);
  const start = Math.min(Math.max((from + to - length) / 2, whole[0]), whole[1] - length);
  state.window = [start, start + length];
  drawWindow();
}

function zoomBy(factor) {
  const [from, to] = windowNow();
  const middle = (from + to) / 2;
  const half = ((to - from) / 2) * factor;
  setWindow(middle - half, middle + half);
}

function shift(share) {
  const [from, to] = windowNow();
  const step = Math.max(whole[0] - from, Math.min((to - from) * share, whole[1] - to));
  setWindow(from + step, to + step);
}

function drawZoom() {
  const button = (name, text, action) =>
    el("button", { type: "button", id: `zoom-${name}`, title: t(name), "aria-label": t(name), onclick: action }, text);
  const yearField = (name, i) => {
    const input = el("input", {
      type: "number", id: `window-${name}`, step: 1, onchange: (e) => {
        const year = Number(e.target.value);
        if (!Number.isInteger(year) || year < 1 || year > 9998) return;
        const [from, to] = windowNow();
        if (i) setWindow(Math.min(from, startOfYear(year)), startOfYear(year + 1));
        else setWindow(startOfYear(year), Math.max(to, startOfYear(year + 1)));
      },
    });
    return el("label", {}, t(name), " ", input);
  };
  byId("zoom").replaceChildren(
    yearField("from", 0), yearField("to", 1),
    button("earlier", "◂", () => shift(-0.5)), button("zoom.out", "−", () => zoomBy(2)),
    button("zoom.in", "+", () => zoomBy(0.5)), button("later", "▸", () => shift(0.5)),
    button("zoom.all", t("zoom.all"), () => setWindow(...whole)));
}

function drawWindow() {
  const [from, to] = windowNow();
  inWindow = bars.filter((bar) => bar.from < to && bar.to > from);
  byId("window-from").value = isoOf(from + 1).slice(0, 4);
  byId("window-to").value = isoOf(to - 1).slice(0, 4);
  drawOverview();
  drawLanes();
}

// How many events at what time, over the whole period: the window is chosen here.
function drawOverview() {
  const box = byId("overview");
  if (!bars.length) {
    box.replaceChildren();
    return;
  }
  const height = 56;
  const counts = new Array(BINS).fill(0);
  const at = (day) => ((day - whole[0]) / (whole[1] - whole[0])) * BINS;
  for (const bar of bars) counts[Math.min(BINS - 1, Math.max(0, Math.floor(at((bar.from + bar.to) / 2))))] += 1;
  const most = Math.max(...counts);
  const columns = counts.map((count, i) => {
    const tall = count ? Math.max(2, (count / most) * (height - 6)) : 0;
    return svg("rect", { x: i + 0.1, y: height - tall, width: 0.8, height: tall });
  });
  const [from, to] = windowNow().map(at);
  const picture = svg("svg", {
    viewBox: `0 0 ${BINS} ${height}`, preserveAspectRatio: "none", class: "overview", role: "img", "aria-label": t("timeline.overview"),
  }, columns, svg("rect", { class: "brush", x: from, y: 0, width: Math.max(0.2, to - from), height }));
  picture.append(svg("title", {}, t("timeline.overview")));
  picture.addEventListener("pointerdown", (e) => choose(picture, e));
  box.replaceChildren(picture,
    el("p", { class: "ends" }, el("span", {}, isoOf(whole[0]).slice(0, 4)), el("span", { id: "in-window" }, t("timeline.count", { count: number(inWindow.length) })), el("span", {}, isoOf(whole[1]).slice(0, 4))));
}

function choose(picture, down) {
  const place = picture.getBoundingClientRect();
  const day = (e) => whole[0] + Math.min(1, Math.max(0, (e.clientX - place.left) / place.width)) * (whole[1] - whole[0]);
  const start = day(down);
  const brush = picture.querySelector(".brush");
  const at = (d) => ((d - whole[0]) / (whole[1] - whole[0])) * BINS;
  const move = (e) => {
    const [a, b] = [start, day(e)].sort((x, y) => x - y);
    brush.setAttribute("x", at(a));
    brush.setAttribute("width", Math.max(0.2, at(b) - at(a)));
  };
  const up = (e) => {
    removeEventListener("pointermove", move);
    removeEventListener("pointerup", up);
    const [a, b] = [start, day(e)].sort((x, y) => x - y);
    if (b - a > (whole[1] - whole[0]) / 200) setWindow(a, b);
    else drawWindow();
  };
  addEventListener("pointermove", move);
  addEventListener("pointerup", up);
}

// Years, or months where the window is short: at most a dozen, and no more than there is room for.
function ticks(from, to, width) {
  const most = Math.max(2, Math.min(12, Math.floor(width / 56)));
  const years = (to - from) / 365.25;
  const months = [1, 2, 3, 6, 12, 24, 60, 120, 240, 600, 1200, 2400].find((m) => (years * 12) / m <= most) ?? 6000;
  const first = new Date(from * DAY);
  const out = [];
  let month = Math.ceil((first.getUTCFullYear() * 12 + first.getUTCMonth()) / months) * months;
  for (;; month += months) {
    const day = Date.UTC(2000, month - 24000, 1) / DAY;
    if (day > to) return out;
    if (day >= from) out.push([day, isoOf(day).slice(0, months < 12 ? 7 : 4)]);
  }
}

function drawLanes() {
  const box = byId("lanes");
  box.onscroll = state.printing ? null : () => requestAnimationFrame(drawVisible);
  box.scrollTop = 0;
  if (!inWindow.length) {
    box.replaceChildren(el("p", { class: "hint" }, t("timeline.none")));
    return;
  }
  const width = chartWidth(box);
  const [from, to] = windowNow();
  const x = (day) => ((day - from) / (to - from)) * width;
  const axis = svg("svg", { class: "axis", width, height: 24, "aria-hidden": "true" },
    ticks(from, to, width).map(([day, label]) => [
      svg("line", { x1: x(day), x2: x(day), y1: 18, y2: 24 }),
      x(day) < width - 30 ? svg("text", { x: x(day) + 3, y: 15 }, label) : null]));
  const shown = Math.min(inWindow.length, VISIBLE);
  const space = el("div", { id: "lines" });
  space.style.height = `${(state.printing ? Math.min(inWindow.length, PRINTED_LINES) : inWindow.length) * LINE}px`;
  box.style.height = state.printing ? "auto" : `${shown * LINE + 26}px`;
  box.replaceChildren(el("div", { class: "axis-row" }, axis), space);
  drawVisible();
}

const PRINTED_WIDTH = 690; // of A4, landscape, beside the names
const chartWidth = (box) => (state.printing ? PRINTED_WIDTH : Math.max(220, box.clientWidth - labelWidth(box) - 12));
const labelWidth = (box) => (box.clientWidth < 700 && !state.printing ? 130 : 300);

function drawVisible() {
  const box = byId("lanes");
  const space = byId("lines");
  if (!space) return;
  const first = state.printing ? 0 : Math.max(0, Math.floor(box.scrollTop / LINE) - 6);
  const last = state.printing ? PRINTED_LINES : first + VISIBLE + 12;
  const width = chartWidth(box);
  const focused = document.activeElement?.getAttribute?.("href");
  space.replaceChildren(...inWindow.slice(first, last).map((bar, i) => lane(bar, first + i, width, labelWidth(box))));
  if (focused) [...space.children].find((a) => a.getAttribute("href") === focused)?.focus({ preventScroll: true });
}

function lane(bar, line, width, room) {
  const { event } = bar;
  const label = `${nameOf(event)} – ${t(`one.${event.type}`)}, ${t(`status.${event.status}`)}, ${event.edtf ?? ""}: ${daysOf(event)}`;
  const name = el("span", { class: "lane-name" }, symbol(event.status), el("bdi", {}, nameOf(event)));
  name.style.width = `${room}px`;
  const node = el("a", { class: "lane", href: `#${event.id}`, "aria-label": label, title: label, onclick: () => openAgain(event.id) },
    name, drawBar(bar, width));
  node.style.top = `${line * LINE}px`;
  return node;
}

function drawBar(bar, width) {
  const [from, to] = windowNow();
  const { status } = bar.event;
  const x = (day) => ((day - from) / (to - from)) * width;
  const middle = LINE / 2;
  const parts = ticks(from, to, width).map(([day]) => svg("line", { class: "grid", x1: x(day), x2: x(day), y1: 0, y2: LINE }));
  const rect = (a, b, fill, opacity) => {
    const left = Math.max(-4, Math.min(a, width + 4));
    const right = Math.max(-4, Math.min(b, width + 4));
    parts.push(svg("rect", { x: left, y: middle - 5, width: Math.max(1.5, right - left), height: 10, rx: fill === "currentColor" ? 3 : 0, fill, "fill-opacity": opacity, class: "bar" }));
  };
  if (bar.first !== null && bar.last !== null) rect(x(bar.first), x(bar.last), "currentColor", 0.38);
  else if (bar.first !== null) rect(x(bar.first), x(bar.first) + FADE, `url(#open-latest-${status})`, 0.6);
  else rect(x(bar.last) - FADE, x(bar.last), `url(#open-earliest-${status})`, 0.6);
  const known = bar.first === null ? x(bar.last) : bar.last === null ? x(bar.first) : (Math.max(x(bar.first), 0) + Math.min(x(bar.last), width)) / 2;
  parts.push(svg("g", { transform: `translate(${Math.max(0, Math.min(width, known)) - 7} ${middle - 7}) scale(0.875)` }, shapes(status)));
  return svg("svg", { class: `lane-bar s-${status}`, width, height: LINE, "aria-hidden": "true", "data-id": bar.event.id }, parts);
}

// A link to the row that the address names already changes no address, and still has to open it.
function openAgain(id) {
  if (location.hash === `#${id}`) reveal(id);
}
