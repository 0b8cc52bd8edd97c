// The lists and tables. Rows are kept and changed in place, so that focus, scroll and a reader's place stay.
import { clock, count, dayAndClock, duration, scopeParts, usd, WINDOW_WORDS } from "./format.js";

const LEVELS = ["advise", "pace", "downshift", "hold_new_tasks"];
const LEVEL_WORDS = { advise: "Advise", pace: "Pace", downshift: "Downshift", hold_new_tasks: "Hold new tasks" };
const FINDINGS_SHOWN = 40;
const ALERTS_SHOWN = 60;

export function element(tag, className, text) {
  const node = document.createElement(tag);
  if (className) node.className = className;
  if (text !== undefined) node.textContent = text;
  return node;
}

export function setText(node, text) {
  if (node.textContent !== text) node.textContent = text;
}

/** Makes the children of a list those of the entries, by key, without touching what stays as it is. */
export function keep(list, entries, keyOf, versionOf, build) {
  const known = new Map([...list.children].map((node) => [node.dataset.key, node]));
  let place = list.firstElementChild;
  for (const entry of entries) {
    const key = keyOf(entry), version = versionOf(entry);
    let node = known.get(key);
    known.delete(key);
    if (!node || node.dataset.version !== version) {
      const fresh = build(entry);
      fresh.dataset.key = key;
      fresh.dataset.version = version;
      if (node) {
        if (node.querySelector("details[open]")) fresh.querySelector("details")?.setAttribute("open", "");
        if (place === node) place = fresh;
        node.replaceWith(fresh);
      }
      node = fresh;
    }
    if (node === place) place = place.nextElementSibling;
    else list.insertBefore(node, place);
  }
  known.forEach((node) => node.remove());
}

function scopeName(scope) {
  const { dimension, id } = scopeParts(scope);
  const node = element("span", "scope");
  node.append(element("span", "dimension", dimension), element("strong", "", id));
  return node;
}

function limitWords(limits) {
  const words = [];
  if (limits.max_requests_per_minute !== undefined) words.push(`at most ${count(limits.max_requests_per_minute)} requests a minute`);
  if (limits.max_tokens_per_minute !== undefined) words.push(`at most ${count(limits.max_tokens_per_minute)} tokens a minute`);
  if (limits.max_concurrency !== undefined) words.push(`at most ${count(limits.max_concurrency)} calls at a time`);
  if (limits.delay_ms !== undefined) words.push(`${(limits.delay_ms / 1000).toFixed(1)} s before each call`);
  if (limits.model_override) words.push(`new tasks get ${limits.model_override}`);
  if (limits.max_output_tokens !== undefined) words.push(`at most ${count(limits.max_output_tokens)} output tokens a call`);
  return words.length ? words : ["nothing is slowed; people are told"];
}

function ladder(level) {
  const node = element("span", "ladder");
  node.setAttribute("aria-hidden", "true");
  const rung = LEVELS.indexOf(level);
  LEVELS.forEach((_, i) => node.append(element("i", i <= rung ? "on" : "")));
  return node;
}

export function drawSignals(list, signals, nowMs) {
  const sorted = signals.sort((a, b) => LEVELS.indexOf(b.level) - LEVELS.indexOf(a.level) || a.scope.localeCompare(b.scope));
  keep(list, sorted, (s) => s.scope, (s) => String(s.sequence), buildSignal);
  for (const node of list.children) {
    const end = Number(node.dataset.end), start = Number(node.dataset.start);
    setText(node.querySelector(".countdown"), `ends by itself in ${duration(end - nowMs)}`);
    node.querySelector(".left").style.width = `${Math.max(0, Math.min(100, (100 * (end - nowMs)) / (end - start)))}%`;
  }
}

function buildSignal(signal) {
  const node = element("li", `signal level-${signal.level}`);
  node.dataset.scope = signal.scope;
  node.dataset.start = Date.parse(signal.issued_at);
  node.dataset.end = Date.parse(signal.valid_until);
  const head = element("div", "entry-head");
  const level = element("span", "level");
  level.append(ladder(signal.level), element("span", "", LEVEL_WORDS[signal.level] || signal.level));
  head.append(level, scopeName(signal.scope));
  const limits = element("ul", "limits");
  limitWords(signal.limits || {}).forEach((words) => limits.append(element("li", "", words)));
  const time = element("time", "countdown");
  time.dateTime = signal.valid_until;
  time.title = new Date(signal.valid_until).toLocaleString("en-GB");
  // A countdown that is read out every second would drown everything else.
  time.setAttribute("aria-live", "off");
  const bar = element("div", "bar");
  bar.append(element("div", "left"));
  node.append(head, limits, element("p", "text", signal.text), time, bar);
  return node;
}

export function drawFindings(list, findings) {
  const sorted = findings.sort((a, b) => Number(!!a.closed_at) - Number(!!b.closed_at) || b.opened_at.localeCompare(a.opened_at));
  keep(list, sorted.slice(0, FINDINGS_SHOWN), (f) => f.id, (f) => `${f.updated_at}|${f.closed_at}|${f.cost_nano_usd}`, buildFinding);
}

function buildFinding(finding) {
  const node = element("li", `finding severity-${finding.severity}${finding.closed_at ? " closed" : ""}`);
  node.dataset.scope = finding.scope;
  node.dataset.kind = finding.kind;
  const head = element("div", "entry-head");
  head.append(element("span", "kind", finding.kind), scopeName(finding.scope));
  if (finding.cost_nano_usd) head.append(element("span", "amount", usd(finding.cost_nano_usd)));
  const since = element("p", "since");
  const severity = element("span", "severity", `${finding.severity} severity`);
  const opened = element("time", "", `opened ${dayAndClock(finding.opened_at)}`);
  opened.dateTime = finding.opened_at;
  since.append(severity, opened);
  if (finding.closed_at) since.append(element("time", "", `closed ${dayAndClock(finding.closed_at)}`));
  node.append(head, element("p", "text", finding.text), since);
  const evidence = Object.entries(finding.evidence || {});
  if (evidence.length) node.append(buildEvidence(evidence));
  return node;
}

function buildEvidence(evidence) {
  const details = element("details");
  details.append(element("summary", "", "Evidence"));
  const terms = element("dl");
  for (const [name, value] of evidence) {
    const money = name.endsWith("_nano_usd");
    terms.append(element("dt", "", name.replace(/_nano_usd$/, "").replaceAll("_", " ")), element("dd", "", money ? usd(Number(value)) : value));
  }
  details.append(terms);
  return details;
}

export function drawAlerts(list, alerts) {
  const latestFirst = alerts.reverse().slice(0, ALERTS_SHOWN);
  keep(list, latestFirst, (a) => a.id, (a) => `${a.at}|${a.change}`, (alert) => {
    const node = element("li", `alert severity-${alert.severity}`);
    node.dataset.scope = alert.scope;
    const time = element("time", "", clock(alert.at));
    time.dateTime = alert.at;
    const words = element("div");
    const head = element("p", "alert-head");
    head.append(element("strong", "", `${alert.kind} ${alert.change}`), ` on ${scopeParts(alert.scope).id}`);
    words.append(head, element("p", "text", alert.text));
    node.append(time, words);
    return node;
  });
}

/** One row a scope, by name; a button in each picks its line. */
export function drawTable(table, rows, windowName, picked, onPick, fillBar) {
  if (table.dataset.window !== windowName) {
    table.dataset.window = windowName;
    table.replaceChildren(buildTableHead(windowName), element("tbody"));
  }
  const body = table.tBodies[0];
  keep(body, rows, (row) => row.doc.id, () => "", (row) => buildRow(row, onPick));
  rows.forEach((row, i) => {
    fillRow(body.children[i], row, picked.has(row.doc.scope));
    fillBar(body.children[i].querySelector(".dollars"), row.doc);
  });
}

function buildTableHead(windowName) {
  const head = element("thead"), row = element("tr");
  for (const [words, className] of [["Name", ""], ["State", ""], ["Calls", "number"], ["All time", "number"], [WINDOW_WORDS[windowName], "number"], ["Each dollar", ""]]) {
    const cell = element("th", className, words);
    cell.scope = "col";
    row.append(cell);
  }
  head.append(row);
  return head;
}

function buildRow(row, onPick) {
  const node = element("tr");
  node.dataset.scope = row.doc.scope;
  const name = element("th");
  name.scope = "row";
  const button = element("button", "pick");
  button.type = "button";
  button.append(element("span", "swatch"), element("span", "name", row.doc.id));
  button.addEventListener("click", () => onPick(row.doc.scope));
  name.append(button);
  const did = element("td", "did");
  did.append(element("div", "dollars"));
  node.append(name, element("td", "state"), element("td", "number calls"), element("td", "number ever"), element("td", "number now"), did);
  return node;
}

function fillRow(node, row, picked) {
  const button = node.querySelector("button");
  button.setAttribute("aria-pressed", String(picked));
  button.querySelector(".swatch").style.background = row.colour;
  node.className = row.mark ? "marked" : "";
  const state = row.mark ? [...row.mark.findings.map((f) => f.kind), row.mark.signal ? LEVEL_WORDS[row.mark.signal.level].toLowerCase() : ""].filter(Boolean).join(", ") : "";
  setText(node.querySelector(".state"), state);
  setText(node.querySelector(".calls"), count(row.doc.calls));
  setText(node.querySelector(".ever"), usd(row.doc.cost_nano_usd));
  const now = node.querySelector(".now"), amount = usd(row.doc.windows[row.window]);
  if (now.textContent !== amount) {
    const first = now.textContent === "";
    now.textContent = amount;
    if (!first) now.animate([{ color: "var(--accent)" }, {}], { duration: 900 });
  }
}
