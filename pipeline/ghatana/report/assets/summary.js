// What the run came to, what was set aside, and how good the model is.

const range = (pair) => (pair
  ? [...new Set(pair)].map((day, i) => [i ? " – " : null, el("span", { class: "edtf" }, day)])
  : t("unknown"));

function drawSummary() {
  const s = about.summary;
  const tile = (label, value, note) =>
    el("div", { class: "tile" }, el("dt", {}, label), el("dd", {}, value, note ? el("span", { class: "note-small" }, note) : null));
  byId("tiles").replaceChildren(
    tile(t("documents"), number(s.documents), `${number(s.with_events)} ${t("with_events")}`),
    tile(t("events"), number(s.events), `${number(s.dated)} ${t("dated")}`),
    tile(t("quarantined"), number(s.quarantined)),
    tile(t("reviewed"), number(s.reviewed)),
    tile(t("period"), range(s.period)),
    tile(t("published.period"), range(s.published)));
  byId("by-status").replaceChildren(matrix(s.by_status));
  byId("version-facts").replaceChildren(...versions(s));
}

function matrix(counts) {
  const used = about.statuses.filter((status) => TYPES.some((type) => counts[type][status]));
  const total = (type) => Object.values(counts[type]).reduce((a, b) => a + b, 0);
  const cell = (value) => el("td", { class: value ? "figure" : "figure zero" }, value ? number(value) : "·");
  return el("table", { class: "matrix" },
    el("caption", {}, t("by_status")),
    el("thead", {}, el("tr", {},
      el("th", { scope: "col" }, t("family")),
      used.map((status) => el("th", { scope: "col", class: "figure" }, statusLabel(status))),
      el("th", { scope: "col", class: "figure" }, t("total")))),
    el("tbody", {}, TYPES.map((type) => el("tr", {},
      el("th", { scope: "row" }, t(`type.${type}`)),
      used.map((status) => cell(counts[type][status])),
      el("td", { class: "figure sum" }, number(total(type)))))));
}

function versions(s) {
  const v = s.versions;
  const rows = [
    ["ghatana", v.ghatana], ["schema", v.schema], ["recipe", v.recipe], ["stages", v.stages.join(" → ")],
    ["fingerprint", v.fingerprint],
  ].map(([key, value]) => [t(`version.${key}`), el("dd", {}, value ?? t("unknown"))]);
  rows.push([t("version.inputs"), el("dd", {}, s.inputs.map(([source, sha]) =>
    el("div", {}, source, " ", el("code", { title: sha }, sha.slice(0, 12)))),
  s.n_inputs > s.inputs.length ? t("version.more", { count: number(s.n_inputs - s.inputs.length) }) : null)]);
  return rows.flatMap(([label, value]) => [el("dt", {}, label), value]);
}

function drawQuarantine() {
  const rows = about.quarantine;
  const all = about.summary.quarantined;
  if (!rows.length) {
    byId("quarantined").replaceChildren(el("p", { class: "hint" }, t("quarantine.none")));
    return;
  }
  const columns = ["source", "position", "stage", "error", "message", "raw"];
  byId("quarantined").replaceChildren(
    el("p", { class: "hint" }, t("quarantine.some", { count: number(all) }),
      all > rows.length ? ` ${t("quarantine.first", { count: number(rows.length) })}` : null),
    el("div", { class: "scroll", tabindex: 0, role: "region", "aria-label": t("quarantine") },
      el("table", { class: "plain" },
        el("thead", {}, el("tr", {}, columns.map((c) => el("th", { scope: "col" }, t(`q.${c}`))))),
        el("tbody", {}, rows.map((row) => el("tr", {}, columns.map((c) =>
          el("td", { class: `q-${c}` }, row[c] === null ? "" : String(row[c])))))))));
}

function drawScores() {
  const parts = about.models.map((model) => [
    el("h3", {}, model.name),
    el("p", { class: "hint" }, t("scores.revision", { revision: model.revision ?? t("unknown"), licence: model.licence ?? t("unknown") })),
    el("table", { class: "plain narrow" },
      el("thead", {}, el("tr", {}, el("th", { scope: "col" }, t("scores.corpus")), el("th", { scope: "col", class: "figure" }, t("scores.f1")))),
      el("tbody", {}, model.scores.map(([corpus, f1]) =>
        el("tr", {}, el("td", {}, corpus), el("td", { class: "figure" }, f1.toFixed(4)))))),
  ]);
  byId("figures").replaceChildren(
    el("p", {}, t("scores.confidence")),
    el("p", { class: "hint" }, about.models.length ? t("scores.about", { version: about.made_by }) : t("scores.none")),
    ...parts.flat());
  byId("made").textContent = t("made", { version: about.made_by, run: about.run });
}
