"use strict";
/* Loads plotly.js and timeline.js when somebody turns to the chart, and before that only listens: to the first pointer,
   touch, key or focus on it. A key or a tap that comes while they load is handed on. Closes the panel with a letter's
   quotes, which an address can open. */
(() => {
  const picture = document.querySelector(".picture");
  if (!picture) return;
  const live = picture.querySelector(".live");
  const panel = document.querySelector(".panel");
  const TURNS = ["pointerenter", "pointerdown", "focusin", "keydown"];
  const KEYS = ["ArrowLeft", "ArrowRight", "Home", "End", "Enter", ...(picture.dataset.columns ? ["ArrowUp", "ArrowDown"] : [])];
  const meanwhile = { key: "", tap: null };

  const keep = (event) => {
    if (event.type === "click") meanwhile.tap = event;
    else if (KEYS.includes(event.key) && !event.ctrlKey && !event.metaKey && !event.altKey) {
      meanwhile.key = event.key;
      event.preventDefault();
    }
  };

  const load = (address) => new Promise((done, failed) => {
    const script = document.createElement("script");
    Object.assign(script, { src: address, onload: done, onerror: failed });
    document.head.append(script);
  });

  const turn = async () => {
    for (const name of TURNS) picture.removeEventListener(name, turn);
    try {
      const { plotly, locale, timeline } = picture.dataset;
      const copying = panel && panel.dataset.copying; // where a panel is open already, the page has it
      await Promise.all([
        load(timeline), load(plotly).then(() => load(locale)),
        ...(copying && !document.querySelector(`script[src="${copying}"]`) ? [load(copying)] : []),
      ]);
      await window.drawTimeline();
    } catch {
      listen(); // the drawing stays; the next touch tries again
      return;
    }
    for (const name of ["keydown", "click"]) picture.removeEventListener(name, keep);
    if (picture.dataset.points) window.startTimeline(meanwhile);
  };

  const listen = () => { for (const name of TURNS) picture.addEventListener(name, turn); };

  const close = () => {
    if (!panel || panel.hidden) return;
    panel.hidden = true;
    const here = new URL(location.href);
    here.searchParams.delete("brief");
    here.searchParams.delete("over");
    history.replaceState(null, "", here);
    (live.hidden ? picture : live).focus({ preventScroll: true });
  };

  document.addEventListener("keydown", (event) => { if (event.key === "Escape") close(); });
  if (panel) panel.querySelector("[data-close]").addEventListener("click", close);
  picture.tabIndex = 0;
  picture.setAttribute("role", "group");
  picture.setAttribute("aria-label", picture.dataset.label);
  for (const name of ["keydown", "click"]) picture.addEventListener(name, keep);
  listen();
})();
