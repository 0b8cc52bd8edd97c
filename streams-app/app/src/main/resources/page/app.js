// Wires server-sent events to the store, and draws what changed at most a few times a second.
import { drawLines, makeChart, seriesColour } from "./charts.js";
import { connect } from "./connection.js";
import { clock, count, usd, WINDOW_WORDS } from "./format.js";
import { drawAlerts, drawFindings, drawSignals, drawTable, setText } from "./panels.js";
import { Store } from "./store.js";
import { drawWaste, fillBar, loadWasteKinds } from "./waste.js";

const DIMENSIONS = ["user", "team", "agent"];
const DRAW_EVERY_MS = 250;
const byId = (id) => document.getElementById(id);

const store = new Store();
const charts = new Map(DIMENSIONS.map((dimension) => [dimension, makeChart(byId(`${dimension}-chart`))]));
const picked = new Set();
let changed = true;
let lastDrawMs = 0;

const touch = () => { changed = true; };

async function loadTrends() {
  const wanted = store.window;
  for (const dimension of DIMENSIONS) {
    const response = await fetch(`v1/spend?dimension=${dimension}&trend=${wanted}`);
    if (!response.ok || wanted !== store.window) return;
    store.takeTrends(await response.json());
    touch();
  }
}

// A trend that cannot be fetched now is fetched again with the next hello; the lines begin with what arrives meanwhile.
const refreshTrends = () => loadTrends().catch(() => {});

// Without their words the kinds go by their names until the next hello.
const refreshWasteKinds = () => loadWasteKinds().then(touch).catch(() => {});

function showConnection(state) {
  const words = { live: "Live", lost: "Reconnecting", connecting: "Connecting" };
  const node = byId("connection");
  if (node.dataset.state === state) return;
  node.dataset.state = state;
  setText(node.querySelector(".words"), words[state]);
  document.body.classList.toggle("stale", state === "lost");
  const banner = byId("banner");
  banner.hidden = state !== "lost";
  setText(banner, state === "lost"
    ? `The connection is lost; the figures are those of ${clock(Date.now())}. Gateways keep the signals they have until these end.`
    : "");
}

function rowsOf(dimension, marks) {
  const docs = [...store.spend.get(dimension).values()].sort((a, b) => a.id.localeCompare(b.id));
  let strongIndex = 0;
  return docs.map((doc, i) => {
    const mark = marks.get(doc.scope);
    const strong = dimension !== "user" || !!mark || picked.has(doc.scope);
    const colour = dimension !== "user" ? seriesColour(i)
      : mark ? getComputedStyle(document.documentElement).getPropertyValue("--high").trim()
      : strong ? seriesColour(strongIndex++) : getComputedStyle(document.documentElement).getPropertyValue("--faint").trim();
    return { doc, mark, strong, colour, window: store.window };
  });
}

function thresholdOf(dimension, marks) {
  for (const [scope, mark] of marks) {
    if (!scope.startsWith(`${dimension}:`)) continue;
    const burn = mark.findings.find((f) => f.window === store.window && f.evidence.open_nano_usd);
    if (burn) return Number(burn.evidence.open_nano_usd) / 1e9;
  }
  return 0;
}

function drawDimension(dimension, marks) {
  const rows = rowsOf(dimension, marks);
  byId(`${dimension}-empty`).hidden = rows.length > 0;
  byId(`${dimension}-table`).hidden = rows.length === 0;
  const filter = dimension === "user" ? byId("user-filter").value.trim().toLowerCase() : "";
  const shown = rows.filter((row) => row.doc.id.toLowerCase().includes(filter)).sort((a, b) => Number(!!b.mark) - Number(!!a.mark));
  drawTable(byId(`${dimension}-table`), shown, store.window, picked, pick, fillBar);
  drawLines(charts.get(dimension), shown.map((row) => ({
    id: row.doc.id,
    points: store.trends.get(row.doc.scope) || [],
    colour: row.colour,
    strong: row.strong,
    named: dimension === "user" && row.strong,
  })), thresholdOf(dimension, marks), dimension === "user" && byId("user-log").checked);
}

function pick(scope) {
  if (!picked.delete(scope)) picked.add(scope);
  changed = true;
  draw();
}

function drawTiles(marks, nowMs) {
  const teams = [...store.spend.get("team").values()];
  const open = store.openFindings(), signals = store.signalsInForce(nowMs);
  setText(byId("total-title"), `Spend, ${WINDOW_WORDS[store.window]}`);
  setText(byId("total"), teams.length ? usd(teams.reduce((sum, doc) => sum + (doc.windows[store.window] || 0), 0)) : "–");
  setText(byId("total-note"), teams.length ? `${count(teams.reduce((sum, doc) => sum + doc.calls, 0))} calls counted` : "no calls counted yet");
  setText(byId("open-findings"), String(open.length));
  setText(byId("open-findings-note"), open.length ? [...new Set(open.map((f) => f.kind))].join(", ") : "nothing out of the ordinary");
  byId("open-findings").classList.toggle("loud", open.length > 0);
  setText(byId("in-force"), String(signals.length));
  setText(byId("in-force-note"), signals.length
    ? `${[...new Set(signals.map((s) => s.level.replaceAll("_", " ")))].join(", ")}; running tasks go on` : "every request goes straight through");
  if (store.newestMs) setText(byId("as-of"), `Amounts are as of ${new Date(store.newestMs).toLocaleString("en-GB")}, the newest call counted.`);
  drawConservation(store.conservation);
}

function drawConservation(counts) {
  if (!counts) return;
  const node = byId("conservation");
  const ways = ["admitted", "duplicate", "late", "rejected", "rerouted"].map((way) => `${count(counts[way])} ${way}`);
  setText(node, `${count(counts.read)} read ${counts.holds ? "=" : "≠"} ${ways.join(" + ")}`);
  node.classList.toggle("loud", !counts.holds);
  setText(byId("conservation-note"), !counts.holds ? "the sum is not right: see the runbook on conservation"
    : counts.unpriced ? `${count(counts.unpriced)} of the admitted have no price yet` : "nothing disappeared");
}

function drawDollars() {
  const docs = DIMENSIONS.flatMap((dimension) => [...store.spend.get(dimension).values()]);
  const shown = docs.filter((doc) => picked.has(doc.scope)).sort((a, b) => a.scope.localeCompare(b.scope));
  drawWaste(byId("waste"), [...store.spend.get("team").values()], shown);
  byId("waste-empty").hidden = byId("waste").children.length > 0;
}

function draw() {
  const nowMs = Date.now();
  const signals = store.signalsInForce(nowMs);
  drawSignals(byId("signals"), signals, nowMs);
  byId("signals-empty").hidden = signals.length > 0;
  setText(byId("signals-count"), signals.length ? String(signals.length) : "");
  if (!changed) return;
  changed = false;
  const marks = store.marks(nowMs);
  drawTiles(marks, nowMs);
  DIMENSIONS.forEach((dimension) => drawDimension(dimension, marks));
  drawDollars();
  drawFindings(byId("findings"), [...store.findings.values()]);
  byId("findings-empty").hidden = store.findings.size > 0;
  const open = store.openFindings().length;
  setText(byId("findings-count"), open ? `${open} open` : "");
  drawAlerts(byId("alerts"), [...store.alerts.values()]);
  byId("alerts-empty").hidden = store.alerts.size > 0;
}

let slowedBefore = 0;

function tick() {
  const nowMs = Date.now();
  if (nowMs - lastDrawMs < DRAW_EVERY_MS) return;
  lastDrawMs = nowMs;
  const slowed = store.signalsInForce(nowMs).length;
  // A signal that ended by itself changes the tiles and the lines although nothing arrived.
  if (slowed !== slowedBefore) changed = true;
  slowedBefore = slowed;
  draw();
}

byId("windows").addEventListener("change", (event) => {
  store.window = event.target.value;
  store.trends.clear();
  touch();
  refreshTrends();
});
byId("user-filter").addEventListener("input", touch);
byId("user-log").addEventListener("change", touch);
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", touch);

connect("v1/events", {
  state: showConnection,
  hello(resumed) {
    if (!resumed) store.clear();
    refreshTrends();
    refreshWasteKinds();
    touch();
  },
  spend(doc) { store.takeSpend(doc); touch(); },
  finding(doc) { store.findings.set(doc.id, doc); touch(); },
  signal(doc) { store.signals.set(doc.scope, doc); touch(); },
  alert(doc) { store.alerts.delete(doc.id); store.alerts.set(doc.id, doc); touch(); },
  conservation(doc) { store.conservation = doc; touch(); },
});
setInterval(tick, DRAW_EVERY_MS);
draw();
