// Polls the progress of a batch or one file: of a large batch less often, and seldom while nobody sees the page, nothing
// moves, or the server does not respond.
"use strict";

const SECOND = 1000;
const MANY = 50;
const UNSEEN = 30 * SECOND;

// Waits, and for a page in the background until it is seen, or half a minute.
async function waited(pause) {
  await new Promise((resolve) => setTimeout(resolve, pause));
  if (!document.hidden) return;
  await new Promise((resolve) => {
    setTimeout(resolve, UNSEEN);
    document.addEventListener("visibilitychange", resolve, { once: true });
  });
}

async function ask(address) {
  const answer = await fetch(address, { headers: { Accept: "application/json" }, credentials: "same-origin" });
  if (!(answer.headers.get("Content-Type") || "").includes("json")) throw new Error("no JSON");
  return answer.json();
}

function showStalled(page, stalled) {
  page.querySelector("[data-stalled]").hidden = !stalled;
}

function showSilence(page) {
  const shown = page.querySelector("[data-progress]");
  if (shown) shown.textContent = page.dataset.saySilence;
}

function showBatch(page, state, say) {
  page.querySelector("progress").max = state.total;
  page.querySelector("progress").value = state.done;
  const counts = { ...state, left: state.total - state.done };
  const said = filled(page.dataset.sayProcessed + (counts.left ? page.dataset.sayLeft : ""), counts);
  page.querySelector("[data-progress]").textContent = said;
  say(said, !state.busy);
  page.querySelector("[data-summary]").innerHTML = state.summary; // rendered and escaped by the server
  page.querySelector("[data-leave]").hidden = !state.busy;
  for (const [id, row] of Object.entries(state.rows)) replaceRow(page, id, row);
  showStalled(page, state.stalled);
}

function replaceRow(page, id, html) {
  const template = document.createElement("template");
  template.innerHTML = html.trim();
  const old = page.querySelector(`[data-row="${id}"]`);
  if (old && old.outerHTML !== template.innerHTML && !old.contains(document.activeElement)) old.replaceWith(template.content);
  else if (!old && !("only" in page.dataset)) page.querySelector("tbody").append(template.content);
}

async function followBatch(page) {
  let since = page.dataset.now;
  const say = announcer(page.querySelector("[data-said]"));
  for (let pause = SECOND, busy = true; busy; ) {
    await waited(pause);
    try {
      const state = await ask(`${page.dataset.batch}?since=${encodeURIComponent(since)}`);
      showBatch(page, state, say);
      [since, busy, pause] = [state.now, state.busy, state.stalled || state.total > MANY ? 3 * SECOND : SECOND];
    } catch {
      showSilence(page);
      pause = Math.min(2 * pause, 30 * SECOND);
    }
  }
}

async function followOne(page, address) {
  for (let pause = SECOND / 2; ; ) {
    await new Promise((resolve) => setTimeout(resolve, pause));
    try {
      const state = await ask(address);
      const shown = page.querySelector("[data-progress]");
      if (shown && shown.textContent !== `${state.state}…`) shown.textContent = `${state.state}…`;
      showStalled(page, state.stalled);
      if (!state.busy) return state.go;
      pause = state.stalled ? 3 * SECOND : SECOND;
    } catch {
      showSilence(page);
      pause = Math.min(2 * pause, 30 * SECOND);
    }
  }
}

for (const page of document.querySelectorAll("[data-batch][data-busy]")) followBatch(page);
for (const page of document.querySelectorAll("[data-follow]")) {
  followOne(page, page.dataset.follow).then((go) => window.location.replace(go));
}
for (const page of document.querySelectorAll("[data-reload-when-done]")) {
  followOne(page, page.dataset.reloadWhenDone).then(() => window.location.reload());
}
