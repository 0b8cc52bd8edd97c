// What each dollar did: how much of the spend was useful, and in which ways the rest was avoidable. Ranked are the ways,
// never the people.
import { count, scopeParts, usd } from "./format.js";
import { element, keep, setText } from "./panels.js";

const COLOURS = ["--waste-1", "--waste-2", "--waste-3", "--waste-4", "--waste-5"];

/** The kinds of waste and their words, as the server has them; a kind it does not know goes by its name. */
const kinds = new Map();

export async function loadWasteKinds() {
  const response = await fetch("v1/waste-kinds");
  if (!response.ok) return;
  (await response.json()).forEach(({ kind, words }, i) => kinds.set(kind, { words, colour: `var(${COLOURS[i] || "--faint"})` }));
}

function partsOf(doc) {
  const wasted = Object.entries(doc.waste || {})
    .filter(([, nano]) => nano > 0)
    .sort(([, a], [, b]) => b - a)
    .map(([kind, nano]) => ({ kind, nano, words: kinds.get(kind)?.words || kind.replaceAll("_", " "), colour: kinds.get(kind)?.colour || "var(--faint)" }));
  const parts = [{ kind: "useful", nano: doc.useful_nano_usd || 0, words: "useful: the work would have cost it anyway", colour: "var(--useful)" }, ...wasted];
  // A price that was lowered later leaves the avoidable amounts as they were: shares are of all parts, which then exceed the cost.
  const whole = parts.reduce((sum, part) => sum + part.nano, 0);
  return parts.map((part) => ({ ...part, share: whole ? part.nano / whole : 0 }));
}

// A little waste must not be hidden by a rounded share, neither its own nor that of the rest.
const percent = (share) => (share > 0 && share < 0.01 ? "under 1 %" : share < 1 && share > 0.99 ? "over 99 %" : `${Math.round(share * 100)} %`);
const sentence = (part) => `${usd(part.nano)} (${percent(part.share)}) ${part.words}`;

/** Fills a bar with one segment a part; what it says on hover is what a reader without sight is told. */
export function fillBar(bar, doc) {
  const parts = partsOf(doc);
  const words = parts.map(sentence).join("\n");
  bar.hidden = !doc.cost_nano_usd;
  if (bar.title === words) return;
  bar.title = words;
  bar.setAttribute("role", "img");
  bar.setAttribute("aria-label", words);
  bar.replaceChildren(...parts.filter((part) => part.nano > 0).map((part) => {
    const segment = element("i");
    segment.dataset.kind = part.kind;
    segment.style.flexGrow = String(part.share);
    segment.style.background = part.colour;
    return segment;
  }));
}

/** All teams together: each call is some team's, be it the unassigned one. */
function everyone(teams) {
  const all = { scope: "", cost_nano_usd: 0, useful_nano_usd: 0, unpriced_calls: 0, waste: {} };
  for (const doc of teams) {
    all.cost_nano_usd += doc.cost_nano_usd;
    all.useful_nano_usd += doc.useful_nano_usd || 0;
    all.unpriced_calls += doc.unpriced_calls || 0;
    for (const [kind, nano] of Object.entries(doc.waste || {})) all.waste[kind] = (all.waste[kind] || 0) + nano;
  }
  return all;
}

/** Everyone together, then those that are picked. */
export function drawWaste(list, teams, pickedDocs) {
  const docs = teams.length ? [everyone(teams), ...pickedDocs] : pickedDocs;
  keep(list, docs, (doc) => doc.scope, (doc) => `${kinds.size}|${doc.cost_nano_usd}|${doc.unpriced_calls}|${JSON.stringify(doc.waste)}`, build);
}

function build(doc) {
  const node = element("li", "did-all");
  node.dataset.scope = doc.scope;
  const head = element("div", "entry-head");
  head.append(element("strong", "scope", doc.scope ? scopeParts(doc.scope).id : "Everyone"), element("span", "amount", usd(doc.cost_nano_usd)));
  const bar = element("div", "dollars large");
  fillBar(bar, doc);
  const legend = element("ul", "legend");
  for (const part of partsOf(doc)) {
    const line = element("li"), swatch = element("span", "swatch");
    swatch.style.background = part.colour;
    line.dataset.kind = part.kind;
    line.append(swatch, element("span", "", sentence(part)));
    legend.append(line);
  }
  node.append(head, bar, legend);
  const unpriced = element("p", "note");
  setText(unpriced, doc.unpriced_calls ? `${count(doc.unpriced_calls)} calls have no price yet and are not in it.` : "");
  if (doc.unpriced_calls) node.append(unpriced);
  return node;
}
