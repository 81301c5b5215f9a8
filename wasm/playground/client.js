// A language client over a Worker: requests, one open document, and a new Worker when the old one has died.

// A server that dies this often on the same text would do so for ever.
const MAX_RESTARTS = 3;

export class Client {
  #worker;
  #pending = new Map();
  #nextId = 1;
  #document;
  #settings = {};
  #restarts = 0;
  #on;

  /** `on` has the callbacks `languages`, `findings` and `trouble`. */
  constructor(on) {
    this.#on = on;
    this.#start();
  }

  /** Opens a document in place of the one that is open. */
  open(uri, languageId, text) {
    if (this.#document) {
      this.#notify("textDocument/didClose", { textDocument: { uri: this.#document.uri } });
    }
    this.#document = { uri, languageId, text, version: 1 };
    this.#restarts = 0;
    this.#sendOpen();
  }

  /** Sends what differs between the old text and the new one. */
  change(text) {
    const old = this.#document.text;
    if (old === text) {
      return;
    }
    const edit = difference(old, text);
    this.#document.text = text;
    this.#document.version += 1;
    this.#restarts = 0;
    this.#notify("textDocument/didChange", {
      textDocument: { uri: this.#document.uri, version: this.#document.version },
      contentChanges: [edit],
    });
  }

  /** Changes the settings. */
  configure(settings) {
    this.#settings = settings;
    this.#notify("workspace/didChangeConfiguration", { settings: { ostler: settings } });
  }

  /** Asks something about the open document; null when the text has changed meanwhile. */
  async ask(method, params) {
    const { uri, version } = this.#document;
    const result = await this.#request(method, { textDocument: { uri }, ...params });
    return this.#document.version === version ? result : null;
  }

  #start() {
    this.#worker = new Worker(new URL("./worker.js", import.meta.url), { type: "module" });
    this.#worker.onmessage = (event) => this.#take(event.data);
    this.#worker.onerror = (event) => this.#on.trouble(`The checker could not be started: ${event.message ?? "unknown reason"}`);
    const capabilities = {
      general: { positionEncodings: ["utf-16"] },
      textDocument: { codeAction: { codeActionLiteralSupport: { codeActionKind: { valueSet: ["quickfix"] } } } },
    };
    this.#request("initialize", { processId: null, rootUri: null, capabilities, initializationOptions: this.#settings });
    this.#notify("initialized", {});
    if (this.#document) {
      this.#sendOpen();
    }
  }

  #restart(reason) {
    this.#worker.terminate();
    for (const { resolve } of this.#pending.values()) {
      resolve(null);
    }
    this.#pending.clear();
    this.#restarts += 1;
    if (this.#restarts > MAX_RESTARTS) {
      this.#on.trouble(`The checker has failed on this text; please report it. (${reason})`);
      return;
    }
    this.#start();
  }

  #take(data) {
    if (data.languages) {
      this.#on.languages(data.languages);
    } else if (data.failed) {
      this.#on.trouble(`The checker could not be loaded: ${data.failed}`);
    } else if (data.crashed) {
      this.#restart(data.crashed);
    } else {
      this.#receive(data.message);
    }
  }

  #receive(message) {
    if (message.method === "textDocument/publishDiagnostics") {
      const { uri, version, diagnostics } = message.params;
      if (uri === this.#document?.uri && version === this.#document.version) {
        this.#on.findings(diagnostics);
      }
    } else if (message.method === "window/showMessage") {
      this.#on.trouble(message.params.message);
    } else if (this.#pending.has(message.id)) {
      this.#pending.get(message.id).resolve(message.result ?? null);
      this.#pending.delete(message.id);
    }
  }

  #sendOpen() {
    const { uri, languageId, version, text } = this.#document;
    this.#notify("textDocument/didOpen", { textDocument: { uri, languageId, version, text } });
  }

  #request(method, params) {
    const id = this.#nextId++;
    this.#worker.postMessage({ jsonrpc: "2.0", id, method, params });
    return new Promise((resolve) => this.#pending.set(id, { resolve }));
  }

  #notify(method, params) {
    this.#worker.postMessage({ jsonrpc: "2.0", method, params });
  }
}

/** The one change between two texts, as the protocol writes it. */
function difference(old, text) {
  let start = 0;
  const shorter = Math.min(old.length, text.length);
  while (start < shorter && old[start] === text[start]) {
    start += 1;
  }
  let end = 0;
  while (end < shorter - start && old[old.length - 1 - end] === text[text.length - 1 - end]) {
    end += 1;
  }
  return {
    range: { start: positionAt(old, start), end: positionAt(old, old.length - end) },
    text: text.slice(start, text.length - end),
  };
}

/** Line and column of an offset. A text area has `\n` alone as line break. */
export function positionAt(text, offset) {
  const before = text.slice(0, offset);
  const line = before.split("\n").length - 1;
  return { line, character: offset - (before.lastIndexOf("\n") + 1) };
}

/** Offset of a line and column. */
export function offsetAt(text, { line, character }) {
  let start = 0;
  for (let i = 0; i < line; i += 1) {
    const end = text.indexOf("\n", start);
    if (end < 0) {
      return text.length;
    }
    start = end + 1;
  }
  return Math.min(start + character, text.length);
}
