// Three line charts. Colours come from the style sheet, so that light and dark need no second list.
import { axisTime, usdShort } from "./format.js";

const css = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
const SERIES = 8;

export function seriesColour(index) {
  return css(`--series-${(index % SERIES) + 1}`);
}

/** Names the lines that stand out at their ends, so that no legend has to be matched by colour. */
const endLabels = {
  id: "endLabels",
  afterDatasetsDraw(chart) {
    const { ctx, chartArea } = chart;
    ctx.save();
    ctx.font = "600 12px system-ui, sans-serif";
    ctx.textAlign = "right";
    const taken = [];
    chart.data.datasets.forEach((set, i) => {
      const last = chart.getDatasetMeta(i).data.at(-1);
      if (!set.named || !last) return;
      let y = Math.max(last.y - 9, chartArea.top + 10);
      while (taken.some((other) => Math.abs(other - y) < 14)) y += 14;
      taken.push(y);
      const x = Math.min(last.x - 10, chartArea.right - 4);
      ctx.lineWidth = 4;
      ctx.lineJoin = "round";
      ctx.strokeStyle = css("--panel");
      ctx.strokeText(set.label, x, y);
      ctx.fillStyle = set.borderColor;
      ctx.fillText(set.label, x, y);
    });
    ctx.restore();
  },
};

/** The amount at which a finding opened, where the window on show is the one it is about. */
const threshold = {
  id: "threshold",
  beforeDatasetsDraw(chart) {
    const amount = chart.options.plugins.threshold.amount;
    const y = amount && chart.scales.y.getPixelForValue(amount);
    if (!y || y < chart.chartArea.top) return;
    const { ctx, chartArea } = chart;
    ctx.save();
    ctx.strokeStyle = css("--high");
    ctx.globalAlpha = 0.7;
    ctx.setLineDash([5, 5]);
    ctx.beginPath();
    ctx.moveTo(chartArea.left, y);
    ctx.lineTo(chartArea.right, y);
    ctx.stroke();
    ctx.globalAlpha = 1;
    ctx.fillStyle = css("--high");
    ctx.font = "12px system-ui, sans-serif";
    ctx.fillText(`opens at ${usdShort(amount)}`, chartArea.left + 8, y - 6);
    ctx.restore();
  },
};

export function makeChart(canvas) {
  return new Chart(canvas, {
    type: "line",
    data: { datasets: [] },
    plugins: [threshold, endLabels],
    options: {
      animation: false,
      parsing: false,
      normalized: true,
      responsive: true,
      maintainAspectRatio: false,
      interaction: { mode: "nearest", intersect: false },
      layout: { padding: { top: 8, right: 4 } },
      elements: { point: { radius: 0, hitRadius: 8, hoverRadius: 4 }, line: { tension: 0.15, capBezierPoints: true } },
      scales: {
        x: {
          type: "linear", border: { display: false }, grid: { display: false },
          ticks: {
            maxTicksLimit: 6, maxRotation: 0, align: "inner",
            callback(value) { return axisTime(value, this.max - this.min); },
          },
        },
        y: {
          beginAtZero: true, grace: "6%", border: { display: false },
          ticks: { maxTicksLimit: 7, callback: (value) => usdShort(value) },
        },
      },
      plugins: {
        legend: { display: false },
        threshold: { amount: 0 },
        tooltip: {
          displayColors: false,
          callbacks: {
            title: (items) => (items.length ? new Date(items[0].parsed.x).toLocaleString("en-GB") : ""),
            label: (item) => `${item.dataset.label}: $${item.parsed.y.toFixed(2)}`,
          },
        },
      },
    },
  });
}

/** Puts lines into a chart: each {id, points, colour, strong, named}. Strong lines lie on top. */
export function drawLines(chart, lines, thresholdUsd, logarithmic) {
  chart.data.datasets = lines
    .map((line) => ({
      label: line.id,
      data: line.points,
      borderColor: line.colour,
      backgroundColor: line.colour,
      borderWidth: line.strong ? 2.5 : 1,
      order: line.strong ? 0 : 1,
      named: line.named,
      pointRadius: line.points.length === 1 ? 2 : 0,
    }));
  chart.options.plugins.threshold.amount = thresholdUsd || 0;
  const ends = lines.flatMap((line) => (line.points.length ? [line.points[0].x, line.points.at(-1).x] : []));
  chart.options.scales.x.min = ends.length ? Math.min(...ends) : undefined;
  chart.options.scales.x.max = ends.length ? Math.max(...ends) : undefined;
  chart.options.scales.y.type = logarithmic ? "logarithmic" : "linear";
  chart.options.scales.y.min = logarithmic ? 1 : 0;
  chart.options.scales.x.ticks.color = css("--muted");
  chart.options.scales.y.ticks.color = css("--muted");
  chart.options.scales.y.grid = { color: css("--line") };
  chart.update("none");
}
