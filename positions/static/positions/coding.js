"use strict";
/* Blind coding: collects the codings of a sentence for one request. Without this script, "+" is a request too. */
(() => {
  const place = document.getElementById("proposal");
  let adding = false;

  /* Topic, holder, and score or "mention"; a mention needs no holder. */
  const chosen = (form) => {
    const [topic, holder, score] = ["topic", "holder", "score"].map((name) => form.querySelector(`input[name=${name}]:checked`));
    return [topic, holder, form.querySelector("input[name=kind][value=mention]:checked") || score];
  };
  const complete = ([topic, holder, last]) => Boolean(topic && last && (holder || last.name === "kind"));

  const say = (words) => {
    document.getElementById("said").textContent = words;
    let notice = place.querySelector(".notice");
    if (!notice) {
      notice = document.createElement("p");
      notice.className = "notice";
      place.querySelector(".decide").after(notice);
    }
    notice.textContent = words;
  };

  const words = (input) => (input.parentElement.querySelector("strong, span")).textContent;

  const gather = (form, inputs) => {
    const one = form.querySelector("#said-one").content.cloneNode(true);
    const box = one.querySelector("input");
    const [topic, holder, last] = inputs;
    box.value = [topic, holder || form.querySelector("input[name=holder]"), last].map((input) => input.value).join(" ");
    one.querySelector("span").textContent = inputs.filter(Boolean).map(words).join(" · ");
    const list = form.querySelector("#saids");
    for (const same of list.querySelectorAll("input")) {
      if (same.value.split(" ", 2).join() === box.value.split(" ", 2).join()) same.closest("label").remove();
    }
    list.append(one);
    list.hidden = false;
    for (const input of form.querySelectorAll("input[type=radio]")) input.checked = false;
    form.dispatchEvent(new Event("change", { bubbles: true }));
  };

  place.addEventListener("submit", (event) => {
    const form = event.target, action = event.submitter && event.submitter.value;
    if (form.id !== "decision" || action === "nothing") { adding = false; return; }
    const inputs = chosen(form), whole = complete(inputs);
    if (action === "more" || adding) {
      event.preventDefault();
      event.stopPropagation();
      if (whole) gather(form, inputs);
      adding = !whole && !(adding && action === "more");
      form.querySelector("[value=more]").setAttribute("aria-pressed", String(adding));
      if (adding) say(place.dataset.more);
    } else if (!whole && (inputs.some(Boolean) || !form.querySelector("input[name=said]:checked"))) {
      event.preventDefault();
      event.stopPropagation();
      for (const input of form.querySelectorAll("input[name=kind], input[name=score]")) input.checked = false; // a digit typed too early
      form.dispatchEvent(new Event("change", { bubbles: true }));
      say(place.dataset.incomplete);
    }
  }, true);
})();
