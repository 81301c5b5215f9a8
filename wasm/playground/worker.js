// Runs the language server. Messages that wait are handed over together, so that a burst of edits is one check.

import init, { LanguageServer, languages } from "../pkg/web/ostler.js";

const waiting = [];
let scheduled = false;
let server;

function send(json) {
  for (const message of JSON.parse(json)) {
    postMessage({ message });
  }
}

function flush() {
  scheduled = false;
  try {
    const batch = waiting.splice(0);
    send(server.handle(JSON.stringify(batch)));
    if (waiting.length === 0) {
      send(server.idle());
    }
  } catch (problem) {
    // A panic has ended the program; only a new Worker helps.
    postMessage({ crashed: String(problem) });
  }
}

function schedule() {
  if (server && !scheduled && waiting.length > 0) {
    scheduled = true;
    setTimeout(flush, 0);
  }
}

onmessage = (event) => {
  waiting.push(event.data);
  schedule();
};

try {
  await init();
  server = new LanguageServer();
  postMessage({ languages: JSON.parse(languages()) });
  schedule();
} catch (problem) {
  postMessage({ failed: String(problem) });
}
