"use strict";
/* Replaces the SVG by the Plotly chart when somebody turns to it: points by mouse and keyboard, and a panel with a
   letter's quotes. Nothing is loaded before the first pointer, touch, key or focus on the chart. One topic, or small multiples, in which the up and down arrows move between topics.
   Without this script, SVG, table and links show the same. */
(() => {
  const picture = document.querySelector(".picture");
  if (!picture) return;
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
      titled: trace.meta.titled[place], holder: trace.name,
      xaxis: trace.xaxis, yaxis: trace.yaxis || "y",
      words: trace.text[place], quote: trace.hovertext[place],
    }))));
    points.sort((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : a.y - b.y));
  };

  /* Centre a cabinet's name in the visible part of its band, if it fits; the last one's stands in any case. */
  const named = (layout, width) => {
    const shown = layout.xaxis.range.map((day) => Date.parse(day));
    const pixels = Math.max(width - 56, 1) / (shown[1] - shown[0]);
    const others = (layout.annotations || []).filter((label) => label.name !== "band");
    const label = (name, ms, xanchor) => (
      { ...layout.meta.label, text: name, x: new Date(ms).toISOString().slice(0, 10), xanchor });
    const visible = layout.meta.bands
      .map(([name, start, end]) => [name, Math.max(Date.parse(start), shown[0]), Math.min(Date.parse(end), shown[1])])
      .filter(([, from, to]) => from < to);
    let free = Infinity; // where the label to the right begins
    const bands = visible.reverse().flatMap(([name, from, end], place) => {
      const to = Math.min(end, free);
      if ((to - from) * pixels > name.length * 7) return [label(name, (from + to) / 2, "center")];
      if (place) return [];
      free = end - ((name.length + 1) * 7) / pixels;
      return [label(name, end, "right")];
    });
    return [...others, ...bands];
  };

  const draw = async () => {
    const columns = picture.dataset.columns ? `&columns=${phone.matches ? 1 : picture.dataset.columns}` : "";
    const size = phone.matches ? "&size=narrow" : "";
    const response = await fetch(`${picture.dataset.figure}&theme=${night.matches ? "dark" : "light"}${columns}${size}`);
    if (!response.ok) throw new Error(response.status);
    const figure = await response.json();
    live.hidden = false;
    if (figure.layout.meta.height) live.style.height = `${figure.layout.meta.height}px`;
    picture.classList.add("drawn");
    if (touch) figure.layout.dragmode = false; // a finger scrolls the page; the slider below zooms
    figure.layout.annotations = named(figure.layout, live.clientWidth);
    await Plotly.react(live, figure.data, figure.layout, CONFIG);
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

  const showHint = (point) => {
    const { x, y } = place(point);
    hint.querySelector(".name").textContent = point.name;
    hint.querySelector(".name").lang = point.titled ? "nl" : document.documentElement.lang;
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
    status.replaceChildren(point.titled ? dutch(`${point.name}.`) : `${point.name}.`, ` ${point.words}. `, dutch(`«${point.quote}»`));
  };

  /* Next point of the same topic; without a current one, the first or last of all. */
  const step = (by) => {
    if (at < 0) return go(by > 0 ? 0 : points.length - 1);
    const same = (point) => point.topic === points[at].topic;
    let to = at + by;
    while (points[to] && !same(points[to])) to += by;
    return points[to] ? go(to) : go(at);
  };

  /* Point of the topic above or below that is nearest in time. */
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
    (live.hidden ? picture : live).focus({ preventScroll: true });
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
    /* The letter of a dot or of one of its marks, at the place that is pointed at. */
    const meant = ({ points: [{ customdata, data, y }] }) => {
      const at = points.find((point) => point.key === customdata && point.holder === data.name
        && point.topic === (data.meta.topic || ""));
      return at ? { ...at, y } : null;
    };
    live.on("plotly_hover", (event) => { const point = meant(event); if (point) showHint(point); });
    live.on("plotly_unhover", hide);
    live.on("plotly_click", (event) => {
      const point = meant(event);
      if (!point) return;
      at = points.findIndex(({ key, holder, topic }) => key === point.key && holder === point.holder && topic === point.topic);
      open(point);
    });
    live.on("plotly_relayout", (change) => {
      hide();
      if (!Object.keys(change).some((name) => name.startsWith("xaxis") || name === "width" || name === "autosize")) return;
      Plotly.relayout(live, { annotations: named(live.layout, live.clientWidth) });
    });
  };

  const load = (address) => new Promise((done, failed) => {
    const script = document.createElement("script");
    Object.assign(script, { src: address, onload: done, onerror: failed });
    document.head.append(script);
  });

  /* The point that is nearest to a tap on the drawing, whose marks lie about where the chart's do. */
  const nearest = (event) => {
    const box = picture.getBoundingClientRect();
    const far = (point) => {
      const { x, y } = place(point);
      return Math.abs(event.clientX - box.left - x) + Math.abs(event.clientY - box.top - y) / 4;
    };
    const found = points.reduce((best, point) => (!best || far(point) < far(best) ? point : best), null);
    return found && far(found) < 60 ? found : null;
  };

  /* What is done while Plotly loads is done after: a key, or a tap. */
  let pressed = null;
  let tapped = null;
  const keep = (event) => {
    if (event.type === "click") tapped = event;
    else if (KEYS[event.key] && !event.ctrlKey && !event.metaKey && !event.altKey) { pressed = event.key; event.preventDefault(); }
  };
  const WAKES = ["pointerenter", "pointerdown", "focusin", "keydown"];

  const wake = async () => {
    for (const name of WAKES) picture.removeEventListener(name, wake);
    try {
      await load(picture.dataset.plotly);
      await load(picture.dataset.locale);
      await draw();
    } catch {
      sleep(); // the drawing stays; the next touch tries again
      return;
    }
    for (const name of ["keydown", "click"]) picture.removeEventListener(name, keep);
    if (!picture.dataset.points) return;
    listen();
    let width = picture.clientWidth; // an observer reports at once, which would hide the hint
    new ResizeObserver(() => {
      if (!live.clientWidth || picture.clientWidth === width) return;
      width = picture.clientWidth;
      Plotly.Plots.resize(live);
    }).observe(picture);
    const again = () => draw().catch(() => {}); // the chart that is there stays
    night.addEventListener("change", again);
    phone.addEventListener("change", again);
    const focused = document.activeElement === picture;
    for (const name of ["tabindex", "role", "aria-label"]) picture.removeAttribute(name);
    if (focused) live.focus({ preventScroll: true });
    if (pressed) KEYS[pressed]();
    const point = tapped && nearest(tapped);
    if (point) { at = points.indexOf(point); open(point); }
  };

  const sleep = () => { for (const name of WAKES) picture.addEventListener(name, wake); };

  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    hide();
    close();
  });
  if (panel) panel.querySelector("[data-close]").addEventListener("click", close);
  picture.tabIndex = 0;
  picture.setAttribute("role", "group");
  picture.setAttribute("aria-label", picture.dataset.label);
  for (const part of document.querySelectorAll(".with-script")) part.hidden = false;
  for (const name of ["keydown", "click"]) picture.addEventListener(name, keep);
  sleep();
})();
