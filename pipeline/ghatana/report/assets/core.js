// Elements, words, and data. Text reaches the page as text nodes and attributes alone: nothing is ever parsed as HTML.

const SVG = "http://www.w3.org/2000/svg";

function fill(node, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else node.setAttribute(name, value === true ? "" : value);
  }
  node.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== ""));
  return node;
}

const el = (tag, attributes = {}, ...children) => fill(document.createElement(tag), attributes, children);
const svg = (tag, attributes = {}, ...children) => fill(document.createElementNS(SVG, tag), attributes, children);
const byId = (id) => document.getElementById(id);

const words = JSON.parse(byId("words").textContent);
const about = JSON.parse(byId("about").textContent);
const TYPES = Object.keys(about.types);

const state = {
  lang: "en",
  theme: "auto",
  tab: null,
  filters: null,
  shown: [],
  tables: Object.fromEntries(TYPES.map((type) => [type, { sort: "date", down: false, page: 0 }])),
  open: new Set(),
  window: null,
  printing: false,
};
let documents = [];
let events = [];
let byEvent = new Map();

// The page's own words in the language chosen; {name} is filled in.
function t(key, values = {}) {
  const text = words[state.lang][key] ?? words.en[key] ?? key;
  return text.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
}

const formats = new Map();

// A number with its thousands set apart as the language does.
function number(value) {
  if (!formats.has(state.lang)) formats.set(state.lang, new Intl.NumberFormat(t("locale")));
  return formats.get(state.lang).format(value);
}

// Bytes that were packed by report/pack.py: base64 of gzip of JSON.
async function unpack(id) {
  const packed = atob(byId(id).textContent);
  const bytes = new Uint8Array(packed.length);
  for (let i = 0; i < packed.length; i += 1) bytes[i] = packed.charCodeAt(i);
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return JSON.parse(await new Response(stream).text());
}

const chunks = new Map();

// The pieces of a document's text; a chunk of texts is unpacked when one of them is first wanted.
async function textOf(document_) {
  const [chunk, position] = document_.place;
  if (!chunks.has(chunk)) chunks.set(chunk, unpack(`texts-${chunk}`));
  return (await chunks.get(chunk))[position];
}

// An event in a few words: what it is about, by the names in its row.
function nameOf(event) {
  const roles = about.types[event.type].roles.filter((role) => role !== "source");
  const names = roles.flatMap((role) => event.cells[role] ?? []);
  return names.slice(0, 3).join(", ") || event.words.trigger.text || event.id;
}

// The days of an event in words.
function daysOf(event) {
  const { earliest, latest } = event;
  if (earliest && latest) return earliest === latest ? t("date.on", { day: earliest }) : t("date.between", event);
  if (latest) return t("date.by", { latest });
  if (earliest) return t("date.from", { earliest });
  return t("date.none");
}

// Only web addresses become links: a "javascript:" address from a feed stays text.
const linkable = (url) => /^https?:\/\//i.test(url ?? "");
