"use strict";
/* Adds a copy button to each copyable text. */
(() => {
  const words = document.querySelector("[data-copy]");
  if (!words || !navigator.clipboard) return;
  for (const text of document.querySelectorAll(".copied")) {
    const button = document.createElement("button");
    const said = document.createElement("span");
    const name = document.createElement("span");
    button.type = "button";
    button.className = "second copy";
    button.setAttribute("aria-live", "polite");
    said.textContent = words.dataset.copy;
    name.className = "away";
    name.textContent = ` ${text.dataset.name}`;
    button.append(said, name);
    button.addEventListener("click", async () => {
      try {
        await navigator.clipboard.writeText(text.textContent.trim());
        said.textContent = words.dataset.copied;
      } catch {
        said.textContent = words.dataset.failed;
      }
      setTimeout(() => { said.textContent = words.dataset.copy; }, 3000);
    });
    text.after(button);
  }
})();
