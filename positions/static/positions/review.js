"use strict";
/* One request per decision: the response holds the next proposal. Without this script, forms and links do the same.
   Keys are pressed by tracker/keys.js; what one chooses here is decided here. */
(() => {
  const place = document.getElementById("proposal");
  let busy = false;

  /* Holder and score are asked of a position alone (review.css hides them); a score makes it one. Where "nothing" is an
     answer (data-optional), a coding is asked whole once it is begun. */
  const askWhatCounts = () => {
    for (const form of document.querySelectorAll("form")) {
      const kind = form.querySelector("input[name=kind]:checked"), optional = "optional" in form.dataset;
      const asked = optional ? Boolean(form.querySelector(".pick input:checked")) : Boolean(kind && kind.required);
      if (optional) for (const input of form.querySelectorAll("[name=kind], [name=topic]")) input.required = asked;
      for (const input of form.querySelectorAll(".of-position input")) {
        input.required = asked && !(kind && kind.value === "mention");
      }
    }
  };
  const choose = (input) => {
    input.checked = true;
    if (input.name !== "score") return;
    const position = input.form.querySelector("input[name=kind][value=position]");
    if (position) position.checked = true;
  };

  const showAnchors = () => {
    askWhatCounts();
    for (const form of document.querySelectorAll("form")) {
      const topic = form.querySelector("input[name=topic]:checked");
      for (const words of form.querySelectorAll("[data-topic]")) {
        words.hidden = !topic || words.dataset.topic !== topic.value;
      }
    }
    const accept = place && place.querySelector("[data-changed]");
    if (!accept) return;
    const label = accept.querySelector("span");
    accept.dataset.same ||= label.textContent;
    const changed = [...place.querySelectorAll("input[type=radio]:checked")].some((input) => !("first" in input.dataset));
    label.textContent = changed ? accept.dataset.changed : accept.dataset.same;
  };

  const say = (words) => { document.getElementById("said").textContent = words; };

  const show = (answer) => {
    place.innerHTML = answer.html;
    history.replaceState(null, "", answer.address);
    showAnchors();
    const sentence = document.getElementById("zin");
    say(answer.said);
    sentence.focus({ preventScroll: true });
    bringIntoView(sentence);
  };

  /* Scroll to sentence, proposals and keys; in a low window, to the sentence. Two columns are in view as they are. */
  const bringIntoView = (sentence) => {
    const top = sentence.getBoundingClientRect().top;
    const decide = place.querySelector(".decide");
    const bottom = (decide || sentence).getBoundingClientRect().bottom;
    if (top < 0 || bottom > innerHeight) scrollBy(0, Math.min(top - 16, bottom - innerHeight + 16));
  };

  const ask = async (address, body) => {
    if (busy) return;
    busy = true;
    place.setAttribute("aria-busy", "true");
    try {
      const response = await fetch(address, { method: body ? "POST" : "GET", body, headers: { Accept: "application/json" } });
      const kind = response.headers.get("Content-Type") || "";
      if (kind.includes("json")) show(await response.json());
      else location.reload(); // signed out, or permission lost: the page explains
    } catch {
      say(place.dataset.lost);
      const notice = document.createElement("p");
      notice.className = "notice";
      notice.textContent = place.dataset.lost;
      place.prepend(notice);
    } finally {
      busy = false;
      place.removeAttribute("aria-busy");
    }
  };

  document.addEventListener("change", (event) => {
    if (event.target.matches("input[type=radio]")) choose(event.target);
    showAnchors();
    const third = event.target.closest(".third");
    if (third) third.closest("form").querySelector("input[value=other]").checked = true;
  });
  showAnchors();
  if (!place) return;
  bringIntoView(document.getElementById("zin"));

  place.addEventListener("submit", (event) => {
    event.preventDefault();
    ask(event.target.getAttribute("action"), new FormData(event.target, event.submitter));
  });
  place.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-key]:not([data-leaves])");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    ask(link.href);
  });

  place.addEventListener("key", (event) => {
    const target = event.target;
    if (!target.matches("input") || "focus" in target.dataset) return;
    event.preventDefault();
    if (!target.checkVisibility() && !("decides" in target.dataset)) return;
    choose(target);
    showAnchors();
    if (target.value === "other") place.querySelector(".third select").focus();
    if ("decides" in target.dataset) place.querySelector("[data-default]").click();
  });
})();
