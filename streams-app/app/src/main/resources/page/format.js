// Numbers and times as people read them. Amounts arrive as integer nano-USD and are only ever shown, never added up
// here beyond what a double holds exactly to the cent.
const cents = new Intl.NumberFormat("en-US", { style: "currency", currency: "USD" });
const dollars = new Intl.NumberFormat("en-US", { style: "currency", currency: "USD", maximumFractionDigits: 0 });
const compact = new Intl.NumberFormat("en-US", { style: "currency", currency: "USD", notation: "compact", maximumFractionDigits: 1 });
const whole = new Intl.NumberFormat("en-US");

export const WINDOW_WORDS = {
  "1h": "last hour", "24h": "last 24 hours", "3d": "last 3 days", "7d": "last 7 days", "30d": "last 30 days",
  day: "today", week: "this week", month: "this month",
};

export const usd = (nano) => cents.format((nano || 0) / 1e9);
export const usdShort = (value) => (Math.abs(value) < 10_000 ? dollars : compact).format(value);
export const count = (n) => whole.format(n || 0);

const two = (n) => String(n).padStart(2, "0");

export function clock(time) {
  const t = new Date(time);
  return `${two(t.getHours())}:${two(t.getMinutes())}:${two(t.getSeconds())}`;
}

export function dayAndClock(time) {
  const t = new Date(time);
  const day = t.toLocaleDateString("en-GB", { weekday: "short", day: "numeric", month: "short" });
  return new Date().toDateString() === t.toDateString() ? clock(time) : `${day} ${two(t.getHours())}:${two(t.getMinutes())}`;
}

export function axisTime(ms, spanMs) {
  const t = new Date(ms);
  if (spanMs > 36 * 3600e3) {
    return `${t.toLocaleDateString("en-GB", { weekday: "short" })} ${two(t.getHours())}:00`;
  }
  return spanMs > 20 * 60e3 ? `${two(t.getHours())}:${two(t.getMinutes())}` : clock(ms);
}

export function duration(ms) {
  const s = Math.max(0, Math.ceil(ms / 1000));
  const days = Math.floor(s / 86400), hours = Math.floor((s % 86400) / 3600), minutes = Math.floor((s % 3600) / 60);
  if (days > 0) return `${days} d ${hours} h ${two(minutes)} min`;
  if (hours > 0) return `${hours} h ${two(minutes)} min ${two(s % 60)} s`;
  return minutes > 0 ? `${minutes} min ${two(s % 60)} s` : `${s} s`;
}

/** "user:ann" as the name alone and what kind of thing it is. */
export function scopeParts(scope) {
  const colon = scope.indexOf(":");
  return { dimension: scope.slice(0, colon), id: scope.slice(colon + 1) };
}
