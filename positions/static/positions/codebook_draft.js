// Draft editor: «Regel 31» moves the cursor there, and the line of the cursor is shown.
(() => {
  "use strict";
  const text = document.getElementById("id_source");
  const now = document.querySelector("[data-line-now]");
  if (!text) return;

  const tell = () => {
    now.textContent = `U bent op regel ${text.value.slice(0, text.selectionStart).split("\n").length}.`;
  };
  const goTo = (number) => {
    const lines = text.value.split("\n");
    const start = lines.slice(0, number - 1).reduce((sum, line) => sum + line.length + 1, 0);
    text.focus({ preventScroll: true });
    text.setSelectionRange(start, start + (lines[number - 1] || "").length);
    const height = parseFloat(getComputedStyle(text).lineHeight);
    text.scrollTop = Math.max(0, (number - 6) * height);
    text.scrollIntoView({ block: "center" });
    tell();
  };

  for (const link of document.querySelectorAll("a[data-line]")) {
    link.addEventListener("click", (event) => {
      event.preventDefault();
      goTo(Number(link.dataset.line));
    });
  }
  for (const kind of ["keyup", "click", "focus"]) text.addEventListener(kind, tell);
  const asked = /^#regel-(\d+)$/.exec(location.hash);
  if (asked) goTo(Number(asked[1]));

  const before = text.value;
  let saving = false;
  text.form.addEventListener("submit", () => { saving = true; });
  addEventListener("beforeunload", (event) => {
    if (!saving && text.value !== before) event.preventDefault();
  });
})();
