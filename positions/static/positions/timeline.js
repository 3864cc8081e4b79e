"use strict";
/* Replaces the SVG by the Plotly chart: points by mouse and keyboard, and a panel with a letter's quotes. One topic, or
   small multiples, in which the up and down arrows move between topics. chart_start.js loads it and calls its two
   functions when somebody turns to the chart. Without it, SVG, table and links show the same. */
(() => {
  const picture = document.querySelector(".picture");
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
  let labels = []; // every label of the figure
  let days = []; // of each trace, before letters stand aside of them
  let shapes = [];
  let scale = 0; // pixels of a millisecond for which letters were set aside

  /* The letters of a stretch of time, where there are too many for a point of each. */
  const bins = (trace) => trace.meta.bins.map((bin) => ({
    key: bin.key, day: bin.day, x: bin.day, y: bin.score, name: bin.name, topic: trace.meta.topic || "",
    titled: false, bin: true, holder: trace.name, xaxis: trace.xaxis, yaxis: trace.yaxis || "y", words: bin.words, quote: "",
  }));

  const collect = () => {
    points = live.data.filter((trace) => trace.meta.is === "bins").flatMap(bins);
    points.push(...live.data.flatMap((trace) => (trace.meta.is !== "dots" ? [] : trace.customdata.map((key, place) => ({
      key, day: days[live.data.indexOf(trace)][place], x: trace.x[place], y: trace.y[place],
      name: trace.meta.names[place], topic: trace.meta.topic || "",
      titled: trace.meta.titled[place], holder: trace.name,
      xaxis: trace.xaxis, yaxis: trace.yaxis || "y",
      words: trace.text[place], quote: trace.hovertext[place],
    })))));
    points.sort((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : a.y - b.y));
  };

  /* Whether the chart is as large as the labels of steps and gaps were laid out for. */
  const roomy = () => {
    const { room } = live.layout.meta;
    const { xaxis, yaxis } = live._fullLayout;
    return xaxis._length >= room.width && yaxis._length / (yaxis.range[1] - yaxis.range[0]) >= room.step;
  };

  /* Centre a cabinet's name in the visible part of its band, if it fits; the last one's stands in any case. */
  const named = (layout, width) => {
    const shown = layout.xaxis.range.map((day) => Date.parse(day));
    const pixels = Math.max(width - 56, 1) / (shown[1] - shown[0]);
    const others = labels.filter(({ name }) => name !== "band" && (roomy() || (name !== "step" && name !== "gap")));
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

  /* How many pixels each letter of an axis stands from its day, so that letters a few days apart stand side by side:
     isotonic regression, as in charts/columns.py. */
  const shifts = (letters, farthest, closer, room = 1) => {
    const blocks = [];
    for (const letter of letters) {
      let block = { sum: letter.at - room * letter.reach, inside: [letter] };
      while (blocks.length && blocks.at(-1).sum / blocks.at(-1).inside.length >= block.sum / block.inside.length) {
        const before = blocks.pop();
        block = { sum: before.sum + block.sum, inside: [...before.inside, ...block.inside] };
      }
      blocks.push(block);
    }
    return blocks.flatMap(({ sum, inside }) => {
      const far = inside.map((letter) => sum / inside.length + room * letter.reach - letter.at);
      if (room > 0 && Math.max(...far.map(Math.abs)) > farthest) return shifts(inside, farthest, closer, room - closer);
      return inside.map(({ key }, place) => [key, far[place]]);
    });
  };

  const moment = (day, shift) => new Date(Date.parse(day) + shift / scale).toISOString().slice(0, 19);

  /* Move the strokes of letters that go both ways with their marks. */
  const joints = (moved) => {
    const { both } = live.layout.meta.aside;
    let next = 0;
    return shapes.map((shape) => {
      if (shape.name !== "both ways") return shape;
      const keys = both[next++];
      const letters = moved[shape.xref] || Object.values(moved)[0];
      const strokes = shape.path.split("M").slice(1).map((stroke, at) => (
        `M${moment(stroke.slice(0, 10), letters[keys[at]]).replace("T", "_")}${stroke.slice(10)}`));
      return { ...shape, path: strokes.join("") };
    });
  };

  /* Lead from each letter that stands aside down to its day on the axis. */
  const leaders = (moved) => Object.entries(moved).flatMap(([name, letters]) => {
    const { leader, knee, columns } = live.layout.meta.aside;
    const marks = live.data.filter((trace) => trace.meta.is === "marks" && trace.xaxis === name);
    if (!marks.length) return [];
    const upright = axis(marks[0].yaxis || "y");
    const [floor, top] = upright.range;
        const pixel = (top - floor) / upright._length;
    const bend = floor + knee * pixel;
    const lowest = (key) => Math.min(...marks.flatMap(({ y, customdata, marker }) => (
      y.map((score, at) => (customdata[at] === key ? score - (marker.size[at] / 2) * pixel : Infinity)))));
    const path = columns[name].filter(([key]) => Math.abs(letters[key]) >= leader)
      .map(([key, day]) => `M${day},${floor}L${moment(day, letters[key]).replace("T", "_")},${bend}V${lowest(key)}`).join("");
    const line = { color: live.layout.meta.label.font.color, width: 0.75 };
    return path ? [{ type: "path", path, line, layer: "below", name: "leader", xref: name, yref: marks[0].yaxis || "y" }] : [];
  });

  /* Explain a sign in the legend only while the chart has it: which letters stand aside depends on its scale. */
  const explain = (kind, drawn) => {
    for (const sign of document.querySelectorAll(`.legend .${kind}`)) sign.parentElement.dataset.drawn = drawn;
  };

  /* Set letters aside for the scale that is shown, and fit the labels to it. */
  const spread = async () => {
    const annotations = named(live.layout, live.clientWidth);
    const [from, to] = live._fullLayout.xaxis.range.map((day) => Date.parse(day));
    const now = live._fullLayout.xaxis._length / (to - from);
    if (Math.abs(now / scale - 1) < 1e-6) {
      await Plotly.relayout(live, { annotations });
      return;
    }
    scale = now;
    const { farthest, part, closer, columns } = live.layout.meta.aside;
    const most = Math.min(farthest, part * live._fullLayout.xaxis._length);
    const moved = Object.fromEntries(Object.entries(columns).map(([name, own]) => {
      const letters = own.map(([key, day, reach]) => ({ key, reach, at: Date.parse(day) * scale }));
      return [name, Object.fromEntries(shifts(letters, most, closer))];
    }));
    const which = live.data.flatMap((trace, place) => (["marks", "dots"].includes(trace.meta.is) ? [place] : []));
    const x = which.map((place) => {
      const { customdata, xaxis } = live.data[place];
      return days[place].map((day, at) => (moved[xaxis][customdata[at]] ? moment(day, moved[xaxis][customdata[at]]) : day));
    });
    const led = leaders(moved);
    explain("leader", led.length > 0);
    await Plotly.update(live, { x }, { annotations, shapes: [...joints(moved), ...led] }, which);
    collect();
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
    labels = figure.layout.annotations;
    shapes = figure.layout.shapes || [];
    days = figure.data.map((trace) => trace.x);
    scale = 0;
    figure.layout.annotations = [];
    await Plotly.react(live, figure.data, figure.layout, CONFIG);
    await spread();
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
    return { x: xaxis._offset + xaxis.d2p(point.x), y: yaxis._offset + yaxis.d2p(point.y) };
  };

  const showHint = (point) => {
    const { x, y } = place(point);
    hint.querySelector(".name").textContent = point.name;
    hint.querySelector(".name").lang = point.titled ? "nl" : document.documentElement.lang;
    hint.querySelector(".said").textContent = point.words;
    hint.querySelector(".quote").textContent = point.bin ? "" : `«${point.quote}»`;
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
    const name = point.titled ? dutch(`${point.name}.`) : `${point.name}.`;
    status.replaceChildren(name, ` ${point.words}. `, ...(point.bin ? [] : [dutch(`«${point.quote}»`)]));
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

  /* The list of the letters of a bin: the topic's page for these days, at its table. */
  const list = ({ key, topic }) => {
    const [after, before] = key.split("/");
    const query = new URLSearchParams(picture.dataset.query);
    query.set("after", after);
    query.set("before", before);
    return `${picture.dataset.letters.replace("-topic-", topic)}?${query}#tabel`;
  };

  const open = async (point) => {
    const { key, topic } = point;
    if (point.bin) {
      if (panel) location.assign(list(point));
      else window.open(list(point), "_blank", "noopener");
      return;
    }
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

  /* The letters whose marks a pointer touches; a finger is wider than a mouse. */
  const REACH = touch ? 12 : 0;
  const touched = (x, y) => {
    const box = live.getBoundingClientRect();
    const near = live.data.filter((trace) => trace.meta.is === "marks").flatMap((trace) => trace.customdata.filter((_, at) => {
      const across = axis(trace.xaxis);
      const upright = axis(trace.yaxis || "y");
      const dx = box.left + across._offset + across.d2p(trace.x[at]) - x;
      const dy = box.top + upright._offset + upright.d2p(trace.y[at]) - y;
      return Math.hypot(dx, dy) <= trace.marker.size[at] / 2 + REACH;
    }).map((key) => `${trace.meta.topic || ""} ${key}`));
    const once = new Map(points.map((point) => [`${point.topic} ${point.key}`, point]));
    return [...once].filter(([name]) => near.includes(name)).map(([, point]) => point);
  };

  /* Open the letter that is meant; where several lie under the pointer, ask which. */
  const openAt = (point, event) => {
    const { clientX, clientY } = event.changedTouches ? event.changedTouches[0] : event;
    const found = panel ? touched(clientX, clientY) : [];
    if (!found.some(({ key, topic }) => key === point.key && topic === point.topic)) found.push(point);
    if (found.length < 2) {
      open(point);
      return;
    }
    const heading = document.createElement("h2");
    Object.assign(heading, { textContent: picture.dataset.choose, tabIndex: -1 });
    const list = document.createElement("ul");
    list.className = "plain choose";
    const asked = performance.now();
    /* The click that a browser makes of the tap itself falls on what has scrolled under the finger since. */
    const choose = (each) => ({ timeStamp }) => { if (timeStamp > asked + 300) open(each); };
    list.append(...found.map((each) => {
      const item = document.createElement("li");
      const button = document.createElement("button");
      Object.assign(button, { type: "button", className: "plain-button", onclick: choose(each) });
      button.append(each.titled ? dutch(each.name) : each.name, ` ${each.words.split(" · ").slice(0, 3).join(" · ")}`);
      item.append(button);
      return item;
    }));
    inside.replaceChildren(heading, list);
    panel.hidden = false;
    heading.focus();
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
      openAt(point, event.event);
    });
    live.on("plotly_relayout", (change) => {
      hide();
      if (!Object.keys(change).some((name) => name.startsWith("xaxis") || name === "width" || name === "autosize")) return;
      spread();
    });
  };

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

  document.addEventListener("keydown", (event) => { if (event.key === "Escape") hide(); });

  window.drawTimeline = draw;

  /* Let the drawn chart be used, beginning with what was done `meanwhile`: a key, or a tap on the drawing. */
  window.startTimeline = (meanwhile) => {
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
    if (meanwhile.key) KEYS[meanwhile.key]();
    const point = meanwhile.tap && nearest(meanwhile.tap);
    if (point) { at = points.indexOf(point); openAt(point, meanwhile.tap); }
  };
})();
