// An opened row: what each cell says, the words it comes from, and those words highlighted in the article.

// Roles that are marked alike: who acts, what it is about, with what, where.
const KINDS = {
  trigger: "trigger", date: "date", source: "source",
  payload: "what", program: "what", milestone: "what", subject: "what",
  vehicle: "means", instrument: "means", phase: "means",
  operator: "who", party: "who",
  site: "where", destination: "where", location: "where",
};

// Everything that an event points to in the text: trigger, date and arguments.
function annotations(event) {
  const { trigger, date } = event.words;
  const all = [
    { role: "trigger", value: `${t(`subtype.${event.subtype}`)}, ${t(`status.${event.status}`)}`, ...trigger },
    { role: "date", value: event.edtf ?? "", basis: event.basis, ...date },
    ...event.arguments.map((a) => ({ ...a, value: a.name })),
  ];
  return all.map((a, i) => ({ ...a, key: `a${i}`, kind: KINDS[a.role] }));
}

// The article as pieces of text and marks. Annotations may overlap, so the text is cut at each of their borders.
function drawText(pieces, event, marks) {
  const placed = marks.filter((a) => a.at);
  const evidence = event.words.evidence.at;
  const nodes = [];
  let base = 0;
  pieces.forEach((piece, i) => {
    if (i || !documents[event.doc].whole) nodes.push(el("span", { class: "left-out" }, t("left_out")));
    const borders = [...placed.map((a) => a.at), evidence ?? []].flat();
    const cuts = [...new Set([base, ...borders, base + piece.length])]
      .filter((cut) => base <= cut && cut <= base + piece.length).sort((a, b) => a - b);
    cuts.slice(1).forEach((to, j) => {
      const from = cuts[j];
      nodes.push(segment(piece.slice(from - base, to - base), from, to, placed, evidence));
    });
    base += piece.length;
  });
  return el("div", { class: "text", lang: documents[event.doc].lang, dir: "auto" }, nodes);
}

const covers = ([start, end], from, to) => start <= from && to <= end;

function segment(text, from, to, placed, evidence) {
  const here = placed.filter((a) => covers(a.at, from, to));
  const inEvidence = evidence && covers(evidence, from, to);
  if (!here.length) return inEvidence ? el("span", { class: "evidence" }, text) : text;
  // The narrowest of them gives the colour; each is named where it ends.
  const inner = here.reduce((a, b) => (b.at[1] - b.at[0] < a.at[1] - a.at[0] ? b : a));
  const ends = here.filter((a) => a.at[1] === to);
  const label = ends.map((a) => [t(`role.${a.role}`), a.role === "trigger" ? null : a.value].filter(Boolean).join(": ")).join(" · ");
  return el("mark", {
    class: `k-${inner.kind}${inEvidence ? " evidence" : ""}`, "data-for": here.map((a) => a.key).join(" "), "data-label": label || null,
  }, text);
}

// The language tag of romanised words.
const romanOf = (event) => `${(documents[event.doc].lang ?? "und").split("-")[0]}-Latn`;

// Cells beside the words they come from, so that a row can be checked without reading Telugu.
function drawCells(event, marks, jump) {
  const roman = romanOf(event);
  const row = (a, label, value, note) => {
    const words = a.text ? el("span", { lang: documents[event.doc].lang }, a.text) : null;
    const found = a.at
      ? el("button", { type: "button", class: `words k-${a.kind}`, "data-key": a.key, onclick: () => jump(a.key) }, words)
      : words;
    return el("tr", { "data-key": a.key },
      el("th", { scope: "row" }, label),
      el("td", { class: "value" }, value, note ? el("span", { class: "note-small" }, note) : null),
      el("td", {}, found),
      el("td", { class: "roman", lang: roman }, a.roman));
  };
  const noted = (a) => [a.kb, a.basis && a.basis !== "sentence" && a.basis !== "explicit" ? t(`basis.${a.basis}`) : null]
    .filter(Boolean).join(" · ");
  const [trigger, date, ...rest] = marks;
  const facts = Object.entries(event.facts).map(([name, value]) =>
    el("tr", {}, el("th", { scope: "row" }, t(name)), el("td", { class: "value" }, number(value)), el("td"), el("td")));
  return el("table", { class: "cells" },
    el("thead", {}, el("tr", {}, ["cell", "value", "words", "roman"].map((c) => el("th", { scope: "col" }, t(c))))),
    el("tbody", {},
      row(trigger, t(`one.${event.type}`), [statusLabel(event.status), `, ${t(`subtype.${event.subtype}`)}`]),
      row(date, t("date"), [el("span", { class: "edtf" }, event.edtf ?? "–"), event.mod ? ` (${event.mod})` : null],
        [daysOf(event), event.edtf ? noted(date) : null].filter(Boolean).join(" · ")),
      rest.map((a) => row(a, t(`role.${a.role}`), a.value, noted(a))),
      facts));
}

// The content of an opened row; its text comes a moment later.
function drawDetail(event) {
  const doc = documents[event.doc];
  const marks = annotations(event);
  const text = el("div", { class: "article", tabindex: 0, role: "region", "aria-label": t("article") });
  const jump = (key) => {
    const mark = text.querySelector(`[data-for~="${key}"]`);
    if (!mark) return;
    centre(text, mark);
    for (const other of text.querySelectorAll(".found")) other.classList.remove("found");
    for (const same of text.querySelectorAll(`[data-for~="${key}"]`)) same.classList.add("found");
  };
  const review = (event.review ?? "").split(",").map((said) => said.trim()).filter(Boolean);
  const facts = [
    [t("confidence"), (event.confidence ?? 0).toFixed(4)],
    ["event_id", el("code", {}, event.id)],
    ["doc_id", el("code", {}, doc.id)],
    [t("published"), [doc.published ?? t("unknown"), doc.publisher].filter(Boolean).join(" · ")],
    ...(review.length ? [[t("review"), review.map((said) => t(`review.${said}`)).join(", ")]] : []),
    ...(doc.duplicate_of ? [["duplicate_of", t("duplicate", { id: doc.duplicate_of })]] : []),
    [t("explain"), el("code", {}, `ghatana explain ${about.run} ${event.id}`)],
  ];
  const side = el("div", { class: "checks" },
    drawCells(event, marks, jump),
    event.words.evidence.roman
      ? el("p", { class: "roman-sentence" }, el("b", {}, t("evidence")), " ", el("span", { lang: romanOf(event) }, event.words.evidence.roman))
      : null,
    el("dl", { class: "facts" }, facts.flatMap(([label, value]) => [el("dt", {}, label), el("dd", {}, value)])),
    el("p", { class: "links" },
      el("a", { href: `#${event.id}` }, t("row.link")),
      linkable(doc.url) ? el("a", { href: doc.url, rel: "noopener noreferrer", target: "_blank" }, t("source.link")) : null));
  const ready = textOf(doc).then((pieces) => {
    const shown = pieces.join("") ? drawText(pieces, event, marks) : el("p", { class: "hint" }, t("no_text"));
    text.replaceChildren(...[
      doc.title && !(pieces[0] ?? "").startsWith(doc.title) ? el("h3", { lang: doc.lang }, doc.title) : null,
      doc.whole ? null : el("p", { class: "hint" }, t("excerpt")), shown].filter(Boolean));
    const first = text.querySelector(".evidence");
    if (first) centre(text, first);
  });
  return [el("div", { class: "detail" }, text, side), ready];
}

function centre(box, node) {
  const offset = node.getBoundingClientRect().top - box.getBoundingClientRect().top;
  box.scrollTop += offset - box.clientHeight / 3;
}
