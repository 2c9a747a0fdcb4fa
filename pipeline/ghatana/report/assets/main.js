// Start: unpack the data, draw everything, follow the address.

const THEMES = ["auto", "light", "dark"];

function drawSwitches() {
  document.documentElement.lang = state.lang;
  byId("languages").replaceChildren(...Object.keys(words).map((lang) =>
    el("button", {
      type: "button", lang, id: `language-${lang}`, "aria-pressed": String(lang === state.lang),
      onclick: () => { state.lang = lang; drawAll(); byId(`language-${lang}`).focus(); },
    }, words[lang].language)));
  byId("theme").textContent = t("theme", { theme: t(`theme.${state.theme}`) });
}

function nextTheme() {
  state.theme = THEMES[(THEMES.indexOf(state.theme) + 1) % THEMES.length];
  if (state.theme === "auto") delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = state.theme;
  drawSwitches();
}

function drawAll() {
  drawSwitches();
  for (const node of document.querySelectorAll("[data-i18n]")) node.textContent = t(node.dataset.i18n);
  for (const node of document.querySelectorAll("[data-i18n-label]")) node.setAttribute("aria-label", t(node.dataset.i18nLabel));
  document.title = `${about.run} · ${t("title")}`;
  drawSummary();
  drawFilters();
  drawShown();
  drawQuarantine();
  drawScores();
}

function follow() {
  const id = location.hash.slice(1);
  if (byEvent.has(id)) return reveal(id);
  return null;
}

function print_(on) {
  state.printing = on;
  drawShown();
}

async function start() {
  if ((navigator.language ?? "").split("-")[0] in words) state.lang = navigator.language.split("-")[0];
  byId("theme").addEventListener("click", nextTheme);
  byId("filters").addEventListener("submit", (e) => e.preventDefault());
  ({ documents, events } = await unpack("data"));
  byEvent = new Map(events.map((event) => [event.id, event]));
  state.shown = events;
  state.tab = TYPES.find((type) => events.some((e) => e.type === type)) ?? TYPES[0];
  clearFilters();
  byId("main").hidden = false;
  drawDefs();
  drawAll();
  await follow();
  addEventListener("hashchange", follow);
  addEventListener("beforeprint", () => print_(true));
  addEventListener("afterprint", () => print_(false));
  addEventListener("resize", () => later(drawWindow));
  document.documentElement.dataset.ready = "true";
}

start().catch((error) => {
  byId("failed").hidden = false;
  byId("failed").textContent = t("failed", { why: error.message });
  throw error;
});
