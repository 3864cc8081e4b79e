"use strict";
/* The chart in the place of its drawing: points by mouse and by keyboard, and a panel with a letter's quotes.
   Without this file the drawing, the table and the links say the same. */
(() => {
  const picture = document.querySelector(".picture");
  if (!picture || !window.Plotly) return;
  const live = picture.querySelector(".live");
  const hint = picture.querySelector(".hint");
  const ring = picture.querySelector(".ring");
  const status = picture.querySelector("[role=status]");
  const panel = document.querySelector(".panel");
  const inside = panel && panel.querySelector(".inside");
  const night = matchMedia("(prefers-color-scheme: dark)");
  const touch = matchMedia("(pointer: coarse)").matches;
  const CONFIG = {
    locale: "nl", displayModeBar: false, displaylogo: false, plotlyServerURL: "",
    modeBarButtonsToRemove: ["sendChartToCloud"], doubleClick: "reset",
  };
  let points = [];
  let at = -1;

  const collect = () => {
    points = live.data.flatMap((trace) => (trace.meta.is !== "dots" ? [] : trace.customdata.map((key, place) => ({
      key, day: trace.x[place], y: trace.y[place], name: trace.meta.names[place],
      words: trace.text[place], quote: trace.hovertext[place],
    }))));
    points.sort((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : a.y - b.y));
  };

  /* A cabinet's name stands in the middle of what is seen of its band, where it fits. */
  const named = (layout, width) => {
    const shown = layout.xaxis.range.map((day) => Date.parse(day));
    const pixels = Math.max(width - 56, 1) / (shown[1] - shown[0]);
    const others = (layout.annotations || []).filter((label) => label.name !== "band");
    const bands = layout.meta.bands.flatMap(([name, start, end]) => {
      const from = Math.max(Date.parse(start), shown[0]);
      const to = Math.min(Date.parse(end), shown[1]);
      if ((to - from) * pixels < name.length * 7) return [];
      return [{ ...layout.meta.label, text: name, x: new Date((from + to) / 2).toISOString().slice(0, 10) }];
    });
    return [...others, ...bands];
  };

  const draw = async () => {
    const response = await fetch(`${picture.dataset.figure}&theme=${night.matches ? "dark" : "light"}`);
    if (!response.ok) return;
    const figure = await response.json();
    live.hidden = false;
    picture.classList.add("drawn");
    if (touch) figure.layout.dragmode = false; // a finger scrolls the page; the slider below zooms
    figure.layout.annotations = named(figure.layout, live.clientWidth);
    await Plotly.react(live, figure.data, figure.layout, CONFIG);
    paint();
    collect();
    picture.dataset.points = points.length;
  };

  const place = (point) => {
    const { xaxis, yaxis } = live._fullLayout;
    return { x: xaxis._offset + xaxis.d2p(point.day), y: yaxis._offset + yaxis.d2p(point.y) };
  };

  /* Of thousands of dots the chart has no elements: they are drawn here, over it, and are points all the same. */
  const SHAPES = {
    circle: (pen, x, y, r) => pen.arc(x, y, r, 0, 2 * Math.PI),
    square: (pen, x, y, r) => pen.rect(x - r, y - r, 2 * r, 2 * r),
    diamond: (pen, x, y, r) => outline(pen, [[x, y - 1.3 * r], [x + 1.3 * r, y], [x, y + 1.3 * r], [x - 1.3 * r, y]]),
    "triangle-up": (pen, x, y, r) => outline(pen, [[x, y - 1.2 * r], [x + 1.15 * r, y + 0.8 * r], [x - 1.15 * r, y + 0.8 * r]]),
    x: (pen, x, y, r) => {
      pen.moveTo(x - r, y - r); pen.lineTo(x + r, y + r); pen.moveTo(x + r, y - r); pen.lineTo(x - r, y + r);
    },
  };
  const outline = (pen, corners) => {
    corners.forEach(([x, y], place) => (place ? pen.lineTo(x, y) : pen.moveTo(x, y)));
    pen.closePath();
  };

  const paintTrace = (pen, trace, { xaxis, yaxis }, paper) => {
    const open = trace.marker.symbol.endsWith("-open");
    const name = trace.marker.symbol.replace("-open", "");
    pen.fillStyle = open ? paper : trace.marker.color;
    pen.strokeStyle = trace.marker.color;
    pen.lineWidth = name === "x" && !open ? 2 : 1.5;
    trace.x.forEach((day, place) => {
      const x = xaxis.d2p(day);
      if (x < -8 || x > xaxis._length + 8) return;
      pen.beginPath();
      SHAPES[name](pen, x, yaxis.d2p(trace.y[place]), trace.marker.size[place] / 2);
      if (name !== "x") pen.fill();
      if (open || name === "x") pen.stroke();
    });
  };

  const paint = () => {
    const many = live.data.filter((trace) => trace.meta.is === "dots" && trace.mode === "none");
    let canvas = picture.querySelector("canvas");
    if (!many.length) { if (canvas) canvas.remove(); return; }
    if (!canvas) {
      canvas = document.createElement("canvas");
      canvas.setAttribute("aria-hidden", "true");
      live.after(canvas);
    }
    const { xaxis, yaxis, paper_bgcolor: paper } = live._fullLayout;
    const fine = devicePixelRatio || 1;
    canvas.width = xaxis._length * fine;
    canvas.height = yaxis._length * fine;
    for (const [name, value] of Object.entries({
      left: xaxis._offset, top: yaxis._offset, width: xaxis._length, height: yaxis._length,
    })) canvas.style[name] = `${value}px`;
    const pen = canvas.getContext("2d");
    pen.scale(fine, fine);
    for (const trace of many) paintTrace(pen, trace, { xaxis, yaxis }, paper);
  };

  const showHint = (point) => {
    const { x, y } = place(point);
    hint.querySelector(".name").textContent = point.name;
    hint.querySelector(".said").textContent = point.words;
    hint.querySelector(".quote").textContent = `«${point.quote}»`;
    hint.hidden = ring.hidden = false;
    ring.style.left = `${x}px`;
    ring.style.top = `${y}px`;
    const room = picture.clientWidth - hint.offsetWidth;
    hint.style.left = `${Math.max(0, Math.min(room, x - hint.offsetWidth / 2))}px`;
    const above = y - hint.offsetHeight - 16;
    hint.style.top = `${above > 0 ? above : y + 16}px`;
  };

  const hide = () => { hint.hidden = ring.hidden = true; };

  const go = async (to) => {
    if (!points.length) return;
    at = Math.max(0, Math.min(points.length - 1, to));
    const point = points[at];
    const [first, last] = live._fullLayout.xaxis.range.map((day) => Date.parse(day));
    const day = Date.parse(point.day);
    if (day < first || day > last) {
      const half = (last - first) / 2;
      const range = [day - half, day + half].map((ms) => new Date(ms).toISOString().slice(0, 10));
      await Plotly.relayout(live, { "xaxis.range": range });
    }
    showHint(point);
    status.textContent = `${point.name}. ${point.words}. «${point.quote}»`;
  };

  const open = async (key) => {
    if (!panel) {
      window.open(picture.dataset.quotes.replace("-/", `${key}/`), "_blank", "noopener");
      return;
    }
    const address = picture.dataset.quotes.replace(/-\/$/, `${key.split("/").map(encodeURIComponent).join("/")}/`);
    try {
      const response = await fetch(`${address}?${picture.dataset.query}&paneel=1`);
      if (!response.ok) throw new Error(response.status);
      inside.innerHTML = await response.text();
      const here = new URL(location.href);
      here.searchParams.set("brief", key);
      history.replaceState(null, "", here);
    } catch {
      inside.textContent = picture.dataset.lost;
    }
    panel.hidden = false;
    const heading = inside.querySelector("h2");
    if (heading) heading.focus();
  };

  const close = () => {
    if (!panel || panel.hidden) return;
    panel.hidden = true;
    const here = new URL(location.href);
    here.searchParams.delete("brief");
    history.replaceState(null, "", here);
    live.focus({ preventScroll: true });
  };

  const KEYS = {
    ArrowRight: () => go(at + 1),
    ArrowLeft: () => go(at < 0 ? points.length - 1 : at - 1),
    Home: () => go(0),
    End: () => go(points.length - 1),
    Enter: () => at >= 0 && open(points[at].key),
  };

  const listen = () => {
    live.tabIndex = 0;
    live.setAttribute("role", "application");
    live.setAttribute("aria-roledescription", picture.dataset.role);
    live.setAttribute("aria-label", picture.dataset.label);
    live.addEventListener("keydown", (event) => {
      if (!KEYS[event.key] || event.ctrlKey || event.metaKey || event.altKey) return;
      event.preventDefault();
      KEYS[event.key]();
    });
    live.addEventListener("blur", hide);
    const meant = (event) => points.find((point) => point.key === event.points[0].customdata
      && point.y === event.points[0].y) || null;
    live.on("plotly_hover", (event) => { const point = meant(event); if (point) showHint(point); });
    live.on("plotly_unhover", hide);
    live.on("plotly_click", (event) => {
      const point = meant(event);
      if (!point) return;
      at = points.indexOf(point);
      open(point.key);
    });
    live.on("plotly_relayouting", () => requestAnimationFrame(paint));
    live.on("plotly_afterplot", paint);
    live.on("plotly_relayout", (change) => {
      hide();
      if (!Object.keys(change).some((name) => name.startsWith("xaxis") || name === "width" || name === "autosize")) return;
      Plotly.relayout(live, { annotations: named(live.layout, live.clientWidth) });
    });
    document.addEventListener("keydown", (event) => {
      if (event.key !== "Escape") return;
      hide();
      close();
    });
    if (panel) panel.querySelector("[data-close]").addEventListener("click", close);
    const png = document.querySelector("[data-save=png]");
    const whole = () => live.data.map((trace) => (trace.meta.is === "dots" ? { ...trace, mode: "markers" } : trace));
    if (png) png.addEventListener("click", () => Plotly.downloadImage({ data: whole(), layout: live.layout, config: CONFIG }, {
      format: "png", width: 1200, height: 640, scale: 2, filename: picture.dataset.name,
    }));
    for (const part of document.querySelectorAll(".with-script")) part.hidden = false;
  };

  draw().then(() => {
    if (!picture.dataset.points) return;
    listen();
    new ResizeObserver(() => live.clientWidth && Plotly.Plots.resize(live)).observe(picture);
    night.addEventListener("change", draw);
  });
})();
