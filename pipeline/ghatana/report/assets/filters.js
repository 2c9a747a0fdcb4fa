// The filters, which the timeline and the tables share, and what passes them.

const NO_FILTERS = { text: "", type: "", subtype: "", year: "", confidence: 0, review: "" };
const clearFilters = () => { state.filters = { ...NO_FILTERS, statuses: new Set() }; };

// What a search looks in, made when there is first a search: names in both scripts, the sentence, the document.
function haystack(event) {
  const doc = documents[event.doc];
  const said = event.arguments.flatMap((a) => [a.name, a.text, a.roman]);
  const around = Object.values(event.words).flatMap((w) => [w.text, w.roman]);
  return [event.id, event.edtf, doc.id, doc.title, doc.publisher, ...said, ...around].filter(Boolean).join("\n").toLowerCase();
}

const found = (event, text) => text.split(/\s+/).every((word) => (event.haystack ??= haystack(event)).includes(word));

// Whether an event may fall in a year; an open end reaches no further than the one that is known.
function inYear(event, year) {
  const years = [event.earliest, event.latest].filter(Boolean).map((day) => Number(day.slice(0, 4)));
  return years.length > 0 && Math.min(...years) <= year && year <= Math.max(...years);
}

function passes(event) {
  const f = state.filters;
  return (!f.type || event.type === f.type)
    && (!f.subtype || event.subtype === f.subtype)
    && (!f.statuses.size || f.statuses.has(event.status))
    && (!f.year || inYear(event, Number(f.year)))
    && (event.confidence ?? 0) >= f.confidence
    && (!f.review || Boolean(event.review) === (f.review === "yes"))
    && (!f.text || found(event, f.text));
}

function choice(name, label, options) {
  const select = el("select", { id: `f-${name}`, onchange: (e) => changed({ [name]: e.target.value }) },
    options.map(([value, text, group]) => (group ? el("optgroup", { label: text }, group.map(option)) : option([value, text]))));
  select.value = String(state.filters[name]);
  return el("div", { class: "field" }, el("label", { for: `f-${name}` }, label), select);
}
const option = ([value, text]) => el("option", { value }, text);

function drawFilters() {
  const f = state.filters;
  const anything = [["", t("any")]];
  const subtypes = TYPES.map((type) =>
    ["", t(`type.${type}`), about.types[type].subtypes.map((s) => [s, t(`subtype.${s}`)])]);
  const search = el("input", {
    id: "f-text", type: "search", autocomplete: "off", placeholder: t("search.hint"), value: f.text,
    oninput: (e) => later(() => changed({ text: e.target.value.trim().toLowerCase() })),
  });
  const least = el("output", { id: "f-least", for: "f-confidence" }, f.confidence.toFixed(2));
  const confidence = el("input", {
    id: "f-confidence", type: "range", min: 0, max: 1, step: 0.05, value: f.confidence,
    oninput: (e) => {
      least.textContent = Number(e.target.value).toFixed(2);
      later(() => changed({ confidence: Number(e.target.value) }));
    },
  });
  const statuses = about.statuses.map((status) =>
    el("button", {
      type: "button", class: "chip", "data-status": status, "aria-pressed": String(f.statuses.has(status)),
      onclick: (e) => {
        const on = f.statuses.delete(status) ? false : Boolean(f.statuses.add(status));
        e.currentTarget.setAttribute("aria-pressed", String(on));
        changed({});
      },
    }, statusLabel(status)));
  byId("filters").replaceChildren(
    el("div", { class: "fields" },
      el("div", { class: "field wide" }, el("label", { for: "f-text" }, t("search")), search),
      choice("type", t("family"), [...anything, ...TYPES.map((type) => [type, t(`type.${type}`)])]),
      choice("subtype", t("subtype"), [...anything, ...subtypes]),
      choice("year", t("year"), [...anything, ...about.years.map((year) => [year, String(year)])]),
      choice("review", t("review"), [...anything, ["yes", t("review.yes")], ["no", t("review.no")]]),
      el("div", { class: "field" }, el("label", { for: "f-confidence" }, t("confidence.least"), " ", least), confidence),
    ),
    el("div", { class: "chips" },
      el("div", { class: "group", role: "group", "aria-label": t("status") }, statuses),
      el("button", { type: "button", id: "reset", class: "quiet", onclick: () => { clearFilters(); drawFilters(); changed({}); } }, t("reset")),
      el("p", { id: "count", role: "status" })));
}

let waiting = 0;
function later(action) {
  clearTimeout(waiting);
  waiting = setTimeout(action, 120);
}

// Some filters were changed: everything below them is drawn anew.
function changed(change) {
  Object.assign(state.filters, change);
  state.shown = events.filter(passes);
  state.window = null;
  for (const table of Object.values(state.tables)) table.page = 0;
  if (state.filters.type) state.tab = state.filters.type;
  drawShown();
}

function drawShown() {
  byId("count").textContent = t("shown", { shown: number(state.shown.length), all: number(events.length) });
  drawTimeline();
  drawTables();
}
