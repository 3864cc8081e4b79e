"use strict";
/* Opens the coding of a sentence beside it, and applies filters at once. Without this script, the highlights are links
   to the stances, and the filters a form. */
(() => {
  const panel = document.createElement("section");
  let from = null;

  const close = () => {
    if (!from) return;
    panel.remove();
    from.classList.remove("open");
    from.querySelector("a")?.focus({ preventScroll: true });
    from = null;
  };

  const open = (sentence) => {
    const texts = document.getElementById("codings");
    const coding = texts.querySelector(`template[data-at="${CSS.escape(sentence.dataset.at)}"]`);
    const passage = sentence.closest(".line, .note");
    if (!coding || !passage) return false;
    from?.classList.remove("open");
    const shut = document.createElement("button");
    shut.type = "button";
    shut.className = "second close";
    shut.textContent = texts.dataset.close;
    shut.addEventListener("click", close);
    panel.className = "panel-beside";
    panel.tabIndex = -1;
    panel.lang = document.documentElement.lang; // the surrounding letter has its own language
    panel.setAttribute("aria-label", texts.dataset.label);
    panel.replaceChildren(shut, coding.content.cloneNode(true));
    passage.append(panel);
    from = sentence;
    from.classList.add("open");
    panel.focus({ preventScroll: true });
    const box = panel.getBoundingClientRect();
    if (box.bottom > innerHeight || box.top < 0) panel.scrollIntoView({ block: "nearest" });
    return true;
  };

  document.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
    const sentence = event.target.closest(".sentence[data-at]");
    if (!sentence || event.target.closest(".cited, .mark, .panel-beside")) return;
    if (getSelection().toString()) return;
    if (open(sentence)) event.preventDefault();
  });
  document.addEventListener("keydown", (event) => { if (event.key === "Escape") close(); });

  const changed = async (form) => {
    const asked = new URLSearchParams();
    for (const group of form.querySelectorAll("fieldset")) {
      const boxes = [...group.querySelectorAll("input")];
      const on = boxes.filter((box) => box.checked);
      if (on.length < boxes.length) for (const box of on) asked.append(box.name, box.value);
    }
    const address = asked.size ? `${location.pathname}?${asked}` : location.pathname;
    const focused = document.activeElement;
    try {
      const response = await fetch(address);
      if (!response.ok) throw new Error(response.status);
      const page = new DOMParser().parseFromString(await response.text(), "text/html");
      close();
      for (const part of [".reading", ".switches", "#codings"]) {
        document.querySelector(part).replaceWith(page.querySelector(part));
      }
      history.replaceState(null, "", address);
      live();
      document.querySelector(`input[name="${focused.name}"][value="${CSS.escape(focused.value)}"]`)?.focus();
    } catch {
      form.submit();
    }
  };

  const live = () => document.querySelector(".switches")?.classList.add("live");
  live();
  document.addEventListener("change", (event) => {
    const form = event.target.closest(".switches");
    if (form) changed(form);
  });
})();
