"use strict";
/* Copies citations: each copyable text gets a button, and a button with `data-citation` copies that. A panel that is
   loaded later works too. Where the browser does not let a page copy, the text is selected, and words say which keys to
   press; they stand in `data-copied` and `data-failed` around the button. */
(() => {
  const button = (words, name) => {
    const made = document.createElement("button");
    const hidden = document.createElement("span");
    made.type = "button";
    made.className = "second copy";
    hidden.className = "away";
    hidden.textContent = ` ${name}`;
    made.append(words.dataset.copy, hidden);
    return made;
  };

  const status = () => {
    const made = document.createElement("span");
    made.className = "small";
    made.setAttribute("role", "status");
    return made;
  };

  for (const text of document.querySelectorAll(".copied")) {
    text.after(button(text.closest("[data-copy]"), text.dataset.name), status());
  }

  /* Show a citation that stands nowhere on the page, to be copied by hand. */
  const field = (words, after) => {
    const made = document.createElement("textarea");
    made.className = "by-hand";
    made.readOnly = true;
    made.rows = 4;
    made.lang = "nl";
    made.value = words;
    made.setAttribute("aria-label", after.textContent);
    after.after(made);
    return made;
  };

  const select = (pressed, said, words) => {
    if (pressed.dataset.citation === undefined) {
      getSelection().selectAllChildren(pressed.previousElementSibling);
      return;
    }
    const shown = said.nextElementSibling?.matches(".by-hand") ? said.nextElementSibling : field(words, said);
    shown.focus();
    shown.select();
  };

  document.addEventListener("click", async ({ target }) => {
    const pressed = target.closest("button.copy");
    if (!pressed) return;
    const { copied, failed } = pressed.closest("[data-copied]").dataset;
    const said = pressed.nextElementSibling;
    const words = pressed.dataset.citation ?? pressed.previousElementSibling.textContent.trim();
    try {
      await navigator.clipboard.writeText(words);
      said.textContent = copied;
      setTimeout(() => { if (said.textContent === copied) said.textContent = ""; }, 3000);
    } catch {
      said.textContent = failed;
      select(pressed, said, words);
    }
  });
})();
