"use strict";
/* Coding blind: what one sentence holds is gathered here and goes in one request. Without this file "+" is a request too. */
(() => {
  const place = document.getElementById("proposal");
  let adding = false;

  const chosen = (form) => ["topic", "holder", "score"].map((name) => form.querySelector(`input[name=${name}]:checked`));

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
    box.value = inputs.map((input) => input.value).join(" ");
    one.querySelector("span").textContent = inputs.map(words).join(" · ");
    const list = form.querySelector("#saids");
    for (const same of list.querySelectorAll("input")) {
      if (same.value.split(" ", 2).join() === box.value.split(" ", 2).join()) same.closest("label").remove();
    }
    list.append(one);
    list.hidden = false;
    for (const input of inputs) input.checked = false;
    form.dispatchEvent(new Event("change", { bubbles: true }));
  };

  place.addEventListener("submit", (event) => {
    const form = event.target, action = event.submitter && event.submitter.value;
    if (form.id !== "decision" || action === "nothing") { adding = false; return; }
    const inputs = chosen(form), count = inputs.filter(Boolean).length;
    if (action === "more" || adding) {
      event.preventDefault();
      event.stopPropagation();
      if (count === 3) gather(form, inputs);
      adding = count !== 3 && !(adding && action === "more");
      form.querySelector("[value=more]").setAttribute("aria-pressed", String(adding));
      if (adding) say(place.dataset.more);
    } else if (count !== 3 && (count || !form.querySelector("input[name=said]:checked"))) {
      event.preventDefault();
      event.stopPropagation();
      if (inputs[2]) inputs[2].checked = false; // a digit that came too early is not kept for the next "+"
      say(place.dataset.incomplete);
    }
  }, true);
})();
