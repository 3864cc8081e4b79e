"use strict";
/* The chart in the place of its drawing: points by mouse and by keyboard, and a panel with a letter's quotes.
   One topic, or several in panels with one scale; arrows up and down then go from topic to topic.
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
  const phone = matchMedia("(max-width: 40rem)");
  const touch = matchMedia("(pointer: coarse)").matches;
  const CONFIG = {
    locale: document.documentElement.lang, displayModeBar: false, displaylogo: false, plotlyServerURL: "",
    modeBarButtonsToRemove: ["sendChartToCloud"], doubleClick: "reset",
  };
  let points = [];
  let at = -1;

  const collect = () => {
    points = live.data.flatMap((trace) => (trace.meta.is !== "dots" ? [] : trace.customdata.map((key, place) => ({
      key, day: trace.x[place], y: trace.y[place], name: trace.meta.names[place], topic: trace.meta.topic || "",
      xaxis: trace.xaxis, yaxis: trace.yaxis || "y",
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
    const columns = picture.dataset.columns ? `&columns=${phone.matches ? 1 : picture.dataset.columns}` : "";
    const response = await fetch(`${picture.dataset.figure}&theme=${night.matches ? "dark" : "light"}${columns}`);
    if (!response.ok) return;
    const figure = await response.json();
    live.hidden = false;
    if (figure.layout.meta.height) live.style.height = `${figure.layout.meta.height}px`;
    picture.classList.add("drawn");
    if (touch) figure.layout.dragmode = false; // a finger scrolls the page; the slider below zooms
    figure.layout.annotations = named(figure.layout, live.clientWidth);
    await Plotly.react(live, figure.data, figure.layout, CONFIG);
    paint();
    collect();
    picture.dataset.points = points.length;
  };

  const axis = (name) => live._fullLayout[`${name[0]}axis${name.slice(1)}`];

  const dutch = (words) => {
    const part = document.createElement("span");
    part.lang = "nl";
    part.textContent = words;
    return part;
  };

  const place = (point) => {
    const xaxis = axis(point.xaxis);
    const yaxis = axis(point.yaxis);
    return { x: xaxis._offset + xaxis.d2p(point.day), y: yaxis._offset + yaxis.d2p(point.y) };
  };

  /* Of thousands of dots the chart has no elements: they are drawn here, over it, and are points all the same. */
  const RADIUS = 10; // of `meta.outline`
  const paintTrace = (pen, trace, xaxis, yaxis, paper) => {
    const shape = new Path2D(trace.meta.outline);
    const open = trace.marker.symbol.endsWith("-open");
    pen.fillStyle = open ? paper : trace.marker.color;
    pen.strokeStyle = trace.marker.color;
    trace.x.forEach((day, place) => {
      const x = xaxis.d2p(day);
      if (x < -8 || x > xaxis._length + 8) return;
      const large = trace.marker.size[place] / 2 / RADIUS;
      pen.save();
      pen.translate(x, yaxis.d2p(trace.y[place]));
      pen.scale(large, large);
      pen.fill(shape);
      pen.lineWidth = 1.5 / large;
      if (open) pen.stroke(shape);
      pen.restore();
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
    const { width, height, paper_bgcolor: paper } = live._fullLayout;
    const fine = devicePixelRatio || 1;
    canvas.width = width * fine;
    canvas.height = height * fine;
    canvas.style.width = `${width}px`;
    canvas.style.height = `${height}px`;
    const pen = canvas.getContext("2d");
    pen.scale(fine, fine);
    for (const trace of many) {
      const xaxis = axis(trace.xaxis);
      const yaxis = axis(trace.yaxis || "y");
      pen.save();
      pen.translate(xaxis._offset, yaxis._offset);
      pen.beginPath();
      pen.rect(0, 0, xaxis._length, yaxis._length);
      pen.clip();
      paintTrace(pen, trace, xaxis, yaxis, paper);
      pen.restore();
    }
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
    status.replaceChildren(dutch(`${point.name}.`), ` ${point.words}. `, dutch(`«${point.quote}»`));
  };

  /* The next point of the same topic; without one in hand, the first of all or the last. */
  const step = (by) => {
    if (at < 0) return go(by > 0 ? 0 : points.length - 1);
    const same = (point) => point.topic === points[at].topic;
    let to = at + by;
    while (points[to] && !same(points[to])) to += by;
    return points[to] ? go(to) : go(at);
  };

  /* The point of the topic above or below that lies nearest in time. */
  const cross = (by) => {
    if (at < 0) return go(0);
    const topics = live.data.map((trace) => trace.meta.topic).filter((topic, n, all) => topic && all.indexOf(topic) === n);
    const topic = topics[topics.indexOf(points[at].topic) + by];
    const far = (point) => Math.abs(Date.parse(point.day) - Date.parse(points[at].day));
    const near = points.filter((point) => point.topic === topic).sort((a, b) => far(a) - far(b))[0];
    return near ? go(points.indexOf(near)) : go(at);
  };

  const open = async (point) => {
    const { key, topic } = point;
    const address = picture.dataset.quotes.replace("-topic-", topic)
      .replace(/-\/$/, `${key.split("/").map(encodeURIComponent).join("/")}/`);
    if (!panel) {
      window.open(address, "_blank", "noopener");
      return;
    }
    try {
      const response = await fetch(`${address}?${picture.dataset.query}&paneel=1`);
      if (!response.ok) throw new Error(response.status);
      inside.innerHTML = await response.text();
      const here = new URL(location.href);
      here.searchParams.set("brief", key);
      if (topic) here.searchParams.set("over", topic);
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
    here.searchParams.delete("over");
    history.replaceState(null, "", here);
    live.focus({ preventScroll: true });
  };

  const KEYS = {
    ArrowRight: () => step(1),
    ArrowLeft: () => step(-1),
    Home: () => go(0),
    End: () => go(points.length - 1),
    Enter: () => at >= 0 && open(points[at]),
  };
  if (picture.dataset.columns) Object.assign(KEYS, { ArrowDown: () => cross(1), ArrowUp: () => cross(-1) });

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
      && point.y === event.points[0].y && point.topic === (event.points[0].data.meta.topic || "")) || null;
    live.on("plotly_hover", (event) => { const point = meant(event); if (point) showHint(point); });
    live.on("plotly_unhover", hide);
    live.on("plotly_click", (event) => {
      const point = meant(event);
      if (!point) return;
      at = points.indexOf(point);
      open(point);
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
      format: "png", width: 1200, height: live.layout.meta.height || 640, scale: 2, filename: picture.dataset.name,
    }));
    for (const part of document.querySelectorAll(".with-script")) part.hidden = false;
  };

  draw().then(() => {
    if (!picture.dataset.points) return;
    listen();
    new ResizeObserver(() => live.clientWidth && Plotly.Plots.resize(live)).observe(picture);
    night.addEventListener("change", draw);
    if (picture.dataset.columns) phone.addEventListener("change", draw);
  });
})();
