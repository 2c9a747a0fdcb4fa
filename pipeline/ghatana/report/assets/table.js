// The three families as tables, a page of rows at a time.

const PAGE_ROWS = 50;
const PRINTED_ROWS = 1000;
const collator = new Intl.Collator("en", { numeric: true, sensitivity: "base" });

// The columns of a family: name, heading, the value to sort by, the cell.
function columnsOf(type) {
  const names = (role) => ({
    name: role, label: t(`role.${role}`), words: true, key: (e) => (e.cells[role] ?? []).join(" | "),
    cell: (e) => (e.cells[role] ?? []).map((name, i) => [i ? el("span", { class: "joint" }, " | ") : null, el("bdi", {}, name)]),
  });
  const roles = about.types[type].roles.filter((role) => role !== "source");
  const plain = (name, label, key, cell, kind) => ({ name, label, key, cell, kind });
  return [
    plain("date", t("date"), (e) => e.earliest ?? e.latest ?? "", (e) => e.edtf ?? "", "edtf"),
    plain("status", t("status"), (e) => about.statuses.indexOf(e.status), (e) => statusLabel(e.status)),
    { ...plain("subtype", t("subtype"), (e) => t(`subtype.${e.subtype}`), (e) => t(`subtype.${e.subtype}`)), words: true },
    ...roles.map(names),
    ...(type === "agreement" ? [plain("n_parties", t("n_parties"), (e) => e.facts.n_parties ?? "", (e) => e.facts.n_parties ?? "", "figure")] : []),
    names("source"),
    plain("published", t("published"), (e) => e.published ?? "", (e) => e.published ?? "", "edtf"),
    plain("confidence", t("confidence"), (e) => e.confidence ?? 0, (e) => confidenceCell(e), "figure"),
  ];
}

function confidenceCell(event) {
  const reviewed = event.review ? el("span", { class: "badge" }, t("review.yes")) : null;
  return [(event.confidence ?? 0).toFixed(2), reviewed];
}

const before = (a, b) => (a < b ? -1 : a > b ? 1 : 0);

// In the order chosen; rows without a value come last both ways, and equal ones stay in the order of their dates.
function inOrder(rows, column, down) {
  const compare = column.words ? collator.compare : before;
  const sign = down ? -1 : 1;
  const keyed = rows.map((event) => [column.key(event), event.earliest ?? event.latest ?? "9999", event]);
  keyed.sort(([a, dateA, x], [b, dateB, y]) => {
    if ((a === "") !== (b === "")) return a === "" ? 1 : -1;
    return sign * compare(a, b) || before(dateA, dateB) || before(x.id, y.id);
  });
  return keyed.map((item) => item[2]);
}

function ordered(type) {
  const chosen = state.tables[type];
  const columns = columnsOf(type);
  const column = columns.find((c) => c.name === chosen.sort) ?? columns[0];
  return inOrder(state.shown.filter((e) => e.type === type), column, chosen.down);
}

function drawTables() {
  const count = (type) => state.shown.filter((e) => e.type === type).length;
  const tabs = TYPES.map((type) =>
    el("button", {
      type: "button", role: "tab", id: `tab-${type}`, "aria-controls": `panel-${type}`,
      "aria-selected": String(type === state.tab), tabindex: type === state.tab ? 0 : -1,
      onclick: () => chooseTab(type), onkeydown: tabKeys,
    }, t(`type.${type}`), el("span", { class: "badge" }, number(count(type)))));
  const focused = document.activeElement?.id;
  byId("tabs").replaceChildren(...tabs);
  if (focused?.startsWith("tab-")) byId(focused).focus();
  byId("panels").replaceChildren(...TYPES.map((type) => {
    const hidden = type !== state.tab && !state.printing;
    return el("div", { class: "panel", id: `panel-${type}`, role: "tabpanel", "aria-labelledby": `tab-${type}`, hidden },
      hidden ? null : [el("h3", { class: "printed" }, t(`type.${type}`)), drawTable(type)]);
  }));
}

function chooseTab(type) {
  state.tab = type;
  drawTables();
}

function tabKeys(e) {
  const step = { ArrowRight: 1, ArrowLeft: -1 }[e.key];
  const at = TYPES.indexOf(state.tab);
  const next = { Home: 0, End: TYPES.length - 1 }[e.key] ?? (step ? (at + step + TYPES.length) % TYPES.length : null);
  if (next === null) return;
  e.preventDefault();
  chooseTab(TYPES[next]);
  byId(`tab-${state.tab}`).focus();
}

function drawTable(type) {
  const rows = ordered(type);
  if (!rows.length) return el("p", { class: "hint" }, t(events.length ? "none" : "empty"));
  const chosen = state.tables[type];
  const size = state.printing ? PRINTED_ROWS : PAGE_ROWS;
  const pages = Math.ceil(rows.length / size);
  const page = Math.min(chosen.page, pages - 1);
  const columns = columnsOf(type);
  const first = page * size;
  const body = rows.slice(first, first + size).flatMap((event) => drawRow(event, columns));
  return el("div", {},
    el("div", { class: "scroll", tabindex: 0, role: "region", "aria-label": t(`type.${type}`) },
      el("table", { class: "family" },
        el("thead", {}, el("tr", {}, el("th", { class: "opener" }, el("span", { class: "unseen" }, t("details"))), columns.map((c) => heading(type, c)))),
        el("tbody", {}, body))),
    pager(type, page, pages, first, rows.length, size));
}

function heading(type, column) {
  const chosen = state.tables[type];
  const on = chosen.sort === column.name;
  const sort = () => {
    Object.assign(chosen, { sort: column.name, down: on && !chosen.down, page: 0 });
    drawTables();
    byId(`sort-${type}-${column.name}`).focus();
  };
  return el("th", { scope: "col", class: column.kind, "aria-sort": on ? (chosen.down ? "descending" : "ascending") : null },
    el("button", { type: "button", id: `sort-${type}-${column.name}`, title: t("sort", { column: column.label }), onclick: sort },
      column.label, el("span", { class: "arrow", "aria-hidden": "true" }, on ? (chosen.down ? "▼" : "▲") : "")));
}

function drawRow(event, columns) {
  const open = state.open.has(event.id);
  const button = el("button", {
    type: "button", class: "opener", id: `open-${event.id}`, "aria-expanded": String(open),
    "aria-controls": open ? `detail-${event.id}` : null, "aria-label": t("open", { name: nameOf(event) }),
  }, el("span", { "aria-hidden": "true" }, "›"));
  const row = el("tr", {
    id: `row-${event.id}`, class: open ? "row opened" : "row", "data-id": event.id,
    // Words may be selected in a row without opening it.
    onclick: (e) => { if (e.target.closest("button") || !getSelection().toString()) toggle(event, columns); },
  }, el("td", { class: "opener" }, button),
    columns.map((c) => el("td", { class: c.kind, "data-column": c.name }, c.cell(event))));
  return open ? [row, detailRow(event, columns)] : [row];
}

let pending = Promise.resolve();

function detailRow(event, columns) {
  const [content, ready] = drawDetail(event);
  pending = ready;
  return el("tr", { class: "detail-row", id: `detail-${event.id}` }, el("td", { colspan: columns.length + 1 }, content));
}

// A row opens or closes where it stands: nothing else on the page moves or is drawn anew.
function toggle(event, columns) {
  if (!state.open.delete(event.id)) state.open.add(event.id);
  const old = byId(`row-${event.id}`);
  byId(`detail-${event.id}`)?.remove();
  const focused = old.contains(document.activeElement);
  old.replaceWith(...drawRow(event, columns));
  if (focused) byId(`open-${event.id}`).focus();
}

function pager(type, page, pages, first, count, size) {
  const go = (to) => () => {
    state.tables[type].page = to;
    drawTables();
    byId(`panel-${type}`).scrollIntoView({ block: "start" });
    byId(`${to > page ? "next" : "previous"}-${type}`).focus();
  };
  const turn = (name, to, text) =>
    el("button", { type: "button", id: `${name}-${type}`, "aria-disabled": String(to < 0 || to >= pages), onclick: to < 0 || to >= pages ? null : go(to), title: t(name), "aria-label": t(name) }, text);
  const last = Math.min(first + size, count);
  return el("nav", { class: "pager", "aria-label": t("page", { page: number(page + 1), pages: number(pages) }) },
    pages > 1 ? turn("previous", page - 1, "‹") : null,
    el("span", {}, t("rows", { first: number(first + 1), last: number(last), all: number(count) })),
    pages > 1 ? turn("next", page + 1, "›") : null);
}

// Show the row of an event, whatever the filters, the tab and the page were.
async function reveal(id) {
  const event = byEvent.get(id);
  if (!event) return;
  if (!passes(event)) {
    clearFilters();
    drawFilters();
    changed({});
  }
  state.tab = event.type;
  state.open.add(id);
  state.tables[event.type].page = Math.floor(ordered(event.type).indexOf(event) / PAGE_ROWS);
  drawTables();
  await pending;
  byId(`row-${id}`).scrollIntoView({ block: "start" });
  byId(`open-${id}`).focus({ preventScroll: true });
}
