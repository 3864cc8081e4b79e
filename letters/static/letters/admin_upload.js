// Uploads files in separate requests, three in parallel, so that a failing one concerns itself alone. All are announced
// first, each by a number: what does not arrive is known, and what is sent twice is stored once.
// Without JavaScript the page is a plain form.
"use strict";

const AT_ONCE = 3;
const PAUSES = [1000, 4000, 15000]; // before a failed request is repeated, in milliseconds
const LOOKING = 5000;
const form = document.querySelector("[data-upload]");
const overlay = document.querySelector("[data-overlay]");
const chosen = form.querySelector("input[type=file]");
const uploading = form.querySelector("[data-uploading]");
const words = form.dataset;
const say = announcer(form.querySelector("[data-said]"));
const known = JSON.parse(words.known || "[]").map(([number, name, size, arrived]) => ({ number, name, size, arrived }));
const uploads = [];
let next_number = Math.max(-1, ...known.map((each) => each.number)) + 1;
let running = 0;
let looking = false;

function listed(file) {
  const line = document.createElement("li");
  const name = line.appendChild(document.createElement("span"));
  const state = line.appendChild(document.createElement("span"));
  name.textContent = file.name;
  const upload = { file, line, state: "new", tries: 0, sent: 0, size: file.size || 1, answer: null };
  upload.say = (said, wrong = false) => {
    state.textContent = said;
    line.classList.toggle("sp-wrong", wrong);
  };
  number(upload);
  form.querySelector("[data-files]").append(line);
  return upload;
}

// The file's number, the same as before if it was announced before; done if it arrived.
function number(upload) {
  const same = known.filter((each) => !each.taken && each.name === upload.file.name && each.size === upload.file.size);
  const before = same.find((each) => !each.arrived) || same[0];
  if (before) before.taken = true;
  upload.number = before ? before.number : next_number++;
  upload.say(words.sayWaiting);
  if (!before || !before.arrived) return;
  Object.assign(upload, { state: "done", answer: { address: words.overview } });
  upload.say(words.sayKnown);
}

function showProgress(now = false) {
  const total = uploads.reduce((sum, upload) => sum + upload.size, 0);
  const sent = uploads.reduce((sum, upload) => sum + (over(upload) ? upload.size : Math.min(upload.sent, upload.size)), 0);
  const done = uploads.filter(over).length;
  const failed = uploads.filter((upload) => upload.state === "failed").length;
  const bar = form.querySelector("progress");
  bar.max = total;
  bar.value = sent;
  const counts = { done, total: uploads.length, left: uploads.length - done, failed };
  const said = filled(words.sayDone + (counts.left ? words.sayLeft : "") + (failed ? words.sayFailed : ""), counts);
  form.querySelector("[data-progress]").textContent = said;
  say(said, now);
}

function over(upload) {
  return upload.state === "done" || upload.state === "failed";
}

function formData(values) {
  const data = new FormData();
  const fixed = { csrfmiddlewaretoken: form.querySelector("[name=csrfmiddlewaretoken]").value, batch: words.batch };
  for (const [name, value] of Object.entries({ ...fixed, ...values })) data.append(name, value);
  return data;
}

function post(address, data, onProgress, onEnd) {
  const request = new XMLHttpRequest();
  request.open("POST", address);
  request.responseType = "json";
  request.upload.addEventListener("progress", onProgress);
  request.addEventListener("loadend", () => onEnd(request));
  request.send(data);
}

function mayPass(status) {
  return status === 0 || status === 429 || status >= 500;
}

// Announces the files that are new, and then sends them.
function announce(fresh, tries = 0) {
  const files = JSON.stringify(fresh.map((upload) => [upload.number, upload.file.name, upload.file.size]));
  post(words.announce, formData({ files }), () => {}, (request) => {
    if (request.status === 200 && request.response && "announced" in request.response) {
      fresh.forEach((upload) => Object.assign(upload, { state: "wait" }));
      next();
    } else if (mayPass(request.status) && tries < PAUSES.length) {
      setTimeout(() => announce(fresh, tries + 1), PAUSES[tries]);
    } else {
      fresh.forEach((upload) => fail(upload, request));
      showProgress(true);
      next();
    }
  });
}

function fail(upload, request) {
  upload.state = "failed";
  upload.say(reason(request.status, request.response), true);
}

function send(upload) {
  const values = { number: upload.number, name: upload.file.name, ...(upload.hold ? { look_first: "on" } : {}) };
  const data = formData(values);
  data.append("files", upload.file, upload.file.name);
  Object.assign(upload, { state: "sending", sent: 0 });
  upload.say(words.saySending);
  running += 1;
  const onProgress = (event) => {
    upload.sent = event.loaded;
    showProgress();
  };
  post(words.upload, data, onProgress, (request) => finish(upload, request));
}

function finish(upload, request) {
  running -= 1;
  const answer = request.response;
  if (request.status === 200 && answer && answer.address) {
    Object.assign(upload, { state: "done", answer });
    upload.say(answer.error || words.saySent, Boolean(answer.error));
  } else if (mayPass(request.status) && upload.tries < PAUSES.length) {
    upload.state = "paused";
    upload.say(words.sayAgain);
    setTimeout(() => {
      upload.state = "wait";
      next();
    }, PAUSES[upload.tries++]);
  } else {
    fail(upload, request);
  }
  showProgress();
  next();
}

function reason(status, answer) {
  if (answer && answer.error) return answer.error;
  if (status === 0) return words.sayOffline;
  if (status === 200 || status === 403) return words.sayOut;
  if (status === 413) return words.sayLarge;
  return filled(words.sayWrong, { status });
}

function next() {
  const waiting = uploads.filter((upload) => upload.state === "wait");
  while (running < AT_ONCE && waiting.length) send(waiting.shift());
  if (running && !looking) look();
  if (!running && uploads.every(over)) finished();
}

// What the workers made of it meanwhile.
async function look() {
  looking = true;
  await new Promise((resolve) => setTimeout(resolve, LOOKING));
  try {
    const answer = await fetch(`${words.state}?rows=no`, { headers: { Accept: "application/json" } });
    const state = await answer.json();
    const bar = form.querySelector("[data-processing] progress");
    [bar.max, bar.value] = [state.total, state.done];
    const said = filled(words.sayProcessed + (state.failed ? words.sayFailed : ""), state);
    form.querySelector("[data-processed]").textContent = said;
    form.querySelector("[data-processing]").hidden = false;
  } catch {
    // The upload itself says that there is no answer.
  }
  looking = false;
  if (running) look();
}

function finished() {
  window.removeEventListener("beforeunload", warn);
  const failed = uploads.filter((upload) => upload.state === "failed");
  const sent = uploads.filter((upload) => upload.state === "done");
  if (!failed.length) {
    const one = sent.length === 1 && !known.length;
    window.location.assign(one ? sent[0].answer.address : words.overview);
    return;
  }
  showProgress(true);
  form.querySelector("[data-stay]").hidden = true;
  form.querySelector("[data-finished]").hidden = false;
  form.querySelector("[data-finished] a").hidden = !sent.length;
  const retry = form.querySelector("[data-retry]");
  retry.hidden = false;
  retry.onclick = () => {
    begin();
    failed.forEach((upload) => Object.assign(upload, { state: "new", tries: 0 }));
    announce(failed);
  };
}

function begin() {
  uploading.hidden = false;
  form.querySelector("[data-stay]").hidden = false;
  form.querySelector("[data-finished]").hidden = true;
  window.addEventListener("beforeunload", warn);
}

function warn(event) {
  event.preventDefault();
}

function take(files) {
  if (!files.length) return;
  const total = uploads.length + files.length;
  const refused = form.querySelector("[data-refused]");
  refused.hidden = total <= Number(words.most);
  if (!refused.hidden) {
    refused.textContent = filled(words.sayMany, { total, most: words.most });
    return;
  }
  begin();
  const hold = form.querySelector("[name=look_first]").checked || (total === 1 && !known.length);
  const taken = Array.from(files, listed);
  taken.forEach((upload) => Object.assign(upload, { hold }));
  uploads.push(...taken);
  showProgress();
  const fresh = taken.filter((upload) => !over(upload));
  if (fresh.length) announce(fresh);
  else next();
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
