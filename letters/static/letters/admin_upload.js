// Uploads files in separate requests, three in parallel. Without JavaScript the page is a plain form.
"use strict";

const AT_ONCE = 3;
const form = document.querySelector("[data-upload]");
const overlay = document.querySelector("[data-overlay]");
const chosen = form.querySelector("input[type=file]");
const uploading = form.querySelector("[data-uploading]");
const uploads = [];
let running = 0;

function listed(file) {
  const line = document.createElement("li");
  const name = line.appendChild(document.createElement("span"));
  const state = line.appendChild(document.createElement("span"));
  name.textContent = file.name;
  const upload = { file, line, state: "wacht", sent: 0, size: file.size || 1, answer: null };
  upload.say = (words, wrong = false) => {
    state.textContent = words;
    line.classList.toggle("sp-wrong", wrong);
  };
  upload.say("wacht");
  form.querySelector("[data-files]").append(line);
  return upload;
}

function showProgress() {
  const total = uploads.reduce((sum, upload) => sum + upload.size, 0);
  const sent = uploads.reduce((sum, upload) => sum + (over(upload) ? upload.size : Math.min(upload.sent, upload.size)), 0);
  const done = uploads.filter(over).length;
  const failed = uploads.filter((upload) => upload.state === "failed").length;
  const bar = form.querySelector("progress");
  bar.max = total;
  bar.value = sent;
  form.querySelector("[data-progress]").textContent =
    `${done} van ${uploads.length} verstuurd` +
    (done < uploads.length ? `, nog ${uploads.length - done}` : "") + (failed ? `, ${failed} niet gelukt` : "");
}

function over(upload) {
  return upload.state === "done" || upload.state === "failed";
}

function send(upload, hold) {
  const data = new FormData();
  data.append("csrfmiddlewaretoken", form.querySelector("[name=csrfmiddlewaretoken]").value);
  data.append("batch", form.dataset.batch);
  if (hold) data.append("look_first", "on");
  data.append("name", upload.file.name);
  data.append("files", upload.file, upload.file.name);
  const request = new XMLHttpRequest();
  request.open("POST", form.dataset.upload);
  request.responseType = "json";
  request.upload.addEventListener("progress", (event) => {
    upload.sent = event.loaded;
    showProgress();
  });
  request.addEventListener("loadend", () => finish(upload, request, hold));
  Object.assign(upload, { state: "sending", sent: 0 });
  upload.say("wordt verstuurd…");
  running += 1;
  request.send(data);
}

function finish(upload, request, hold) {
  running -= 1;
  const answer = request.response;
  if (request.status === 200 && answer && answer.address) {
    Object.assign(upload, { state: "done", answer });
    upload.say(answer.error || "verstuurd", Boolean(answer.error));
  } else {
    upload.state = "failed";
    upload.say(reason(request.status, answer), true);
  }
  showProgress();
  next(hold);
}

function reason(status, answer) {
  if (answer && answer.error) return answer.error;
  if (status === 0) return "Niet verstuurd: geen verbinding, of het bestand is niet te lezen.";
  if (status === 200 || status === 403) return "Niet verstuurd: u bent niet meer ingelogd, of mag dit niet.";
  if (status === 413) return "Niet verstuurd: het bestand is te groot.";
  return `Niet verstuurd: er ging iets mis op de server (${status}).`;
}

function next(hold) {
  const waiting = uploads.filter((upload) => upload.state === "wacht");
  while (running < AT_ONCE && waiting.length) send(waiting.shift(), hold);
  if (!running && uploads.every(over)) finished(hold);
}

function finished(hold) {
  window.removeEventListener("beforeunload", warn);
  const failed = uploads.filter((upload) => upload.state === "failed");
  const sent = uploads.filter((upload) => upload.state === "done");
  if (!failed.length) {
    window.location.assign(sent.length === 1 ? sent[0].answer.address : form.dataset.overview);
    return;
  }
  form.querySelector("[data-finished]").hidden = false;
  form.querySelector("[data-finished] a").hidden = !sent.length;
  const retry = form.querySelector("[data-retry]");
  retry.hidden = false;
  retry.onclick = () => {
    form.querySelector("[data-finished]").hidden = true;
    failed.forEach((upload) => Object.assign(upload, { state: "wacht" }));
    window.addEventListener("beforeunload", warn);
    next(hold);
  };
}

function warn(event) {
  event.preventDefault();
}

function take(files) {
  if (!files.length) return;
  uploading.hidden = false;
  form.querySelector("[data-finished]").hidden = true;
  window.addEventListener("beforeunload", warn);
  const first = !uploads.length;
  uploads.push(...Array.from(files, listed));
  const hold = form.querySelector("[name=look_first]").checked || (first && files.length === 1);
  showProgress();
  next(hold);
}

function carriesFiles(event) {
  return event.dataTransfer && Array.from(event.dataTransfer.types).includes("Files");
}

form.classList.add("sp-scripted");
form.querySelector("[data-hint]").hidden = false;
form.querySelector("[data-plain]").hidden = true;
form.addEventListener("submit", (event) => {
  event.preventDefault();
  take(chosen.files);
});
chosen.addEventListener("change", () => {
  take(chosen.files);
  chosen.value = "";
});
window.addEventListener("dragover", (event) => {
  if (!carriesFiles(event)) return;
  event.preventDefault();
  overlay.hidden = false;
});
window.addEventListener("dragleave", (event) => {
  if (!event.relatedTarget) overlay.hidden = true;
});
window.addEventListener("drop", (event) => {
  if (!carriesFiles(event)) return;
  event.preventDefault();
  overlay.hidden = true;
  take(event.dataTransfer.files);
});
