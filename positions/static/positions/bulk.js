"use strict";
/* Shows how many are accepted while boxes are unchecked. Without this script the server says it. */
(() => {
  const form = document.getElementById("many");
  if (!form) return;
  const boxes = [...form.querySelectorAll("input[name=keep]")];
  const checked = () => boxes.filter((box) => box.checked).length;
  const elsewhere = Number(form.dataset.accepts) - checked();
  form.addEventListener("change", () => {
    const number = elsewhere + checked();
    for (const place of form.querySelectorAll("[data-number]")) place.textContent = number;
  });
})();
