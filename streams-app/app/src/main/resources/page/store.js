// What the page knows. Everything is replaced by the server's latest word; nothing is computed that the server decides.
const POINTS_KEPT = 600;
const DRAWN = ["user", "team", "agent"];

export class Store {
  constructor() {
    this.window = "3d";
    this.clear();
  }

  clear() {
    this.spend = new Map(DRAWN.map((dimension) => [dimension, new Map()]));
    this.trends = new Map();
    this.findings = new Map();
    this.signals = new Map();
    this.alerts = new Map();
    this.conservation = null;
    this.newestMs = 0;
  }

  takeSpend(doc) {
    const scopes = this.spend.get(doc.dimension);
    if (!scopes) return;
    scopes.set(doc.id, doc);
    const atMs = Date.parse(doc.as_of);
    this.newestMs = Math.max(this.newestMs, atMs);
    this.addPoint(doc.scope, atMs, doc.windows[this.window]);
  }

  addPoint(scope, atMs, nano) {
    if (nano === undefined) return;
    if (!this.trends.has(scope)) this.trends.set(scope, []);
    const trend = this.trends.get(scope);
    const last = trend[trend.length - 1];
    if (last && last.x > atMs) return;
    if (last && last.x === atMs) last.y = nano / 1e9;
    else trend.push({ x: atMs, y: nano / 1e9 });
    if (trend.length > POINTS_KEPT) this.trends.set(scope, trend.filter((_, i) => i % 2 === 0 || i > POINTS_KEPT / 2));
  }

  /** The server's memory of how a window developed, put before what arrived since. */
  takeTrends(docs) {
    for (const doc of docs) {
      const points = doc.trend.map(([atMs, nano]) => ({ x: atMs, y: nano / 1e9 }));
      const lastMs = points.length ? points[points.length - 1].x : 0;
      const since = (this.trends.get(doc.scope) || []).filter((point) => point.x > lastMs);
      this.trends.set(doc.scope, points.concat(since));
    }
  }

  openFindings() {
    return [...this.findings.values()].filter((finding) => !finding.closed_at);
  }

  signalsInForce(nowMs) {
    return [...this.signals.values()].filter((s) => s.level !== "clear" && Date.parse(s.valid_until) > nowMs);
  }

  /** What is open on each scope: the strongest reason for a line to stand out. */
  marks(nowMs) {
    const marks = new Map();
    for (const finding of this.openFindings()) mark(marks, finding.scope).findings.push(finding);
    for (const signal of this.signalsInForce(nowMs)) mark(marks, signal.scope).signal = signal;
    return marks;
  }
}

function mark(marks, scope) {
  if (!marks.has(scope)) marks.set(scope, { findings: [], signal: null });
  return marks.get(scope);
}
