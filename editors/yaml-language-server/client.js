// A client of yaml-language-server that opens files with schemas and waits for what is published of them.

import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";

const program = fileURLToPath(new URL("node_modules/.bin/yaml-language-server", import.meta.url));

export class Client {
  #server = spawn(program, ["--stdio"], { stdio: ["pipe", "pipe", "inherit"] });
  #buffer = Buffer.alloc(0);
  #waiting = new Map();
  #answers = new Map();
  #settings;
  #next = 1;

  // `schemas`: URI of a schema to the patterns of the files that it is for.
  static async start(schemas) {
    const client = new Client();
    client.#settings = { yaml: { validate: true, schemas, schemaStore: { enable: false }, yamlVersion: "1.2" } };
    client.#server.stdout.on("data", (data) => client.#take(data));
    await client.#ask("initialize", {
      processId: process.pid,
      rootUri: null,
      workspaceFolders: null,
      capabilities: { workspace: { configuration: true }, textDocument: { publishDiagnostics: {} } },
    });
    client.#send({ method: "initialized", params: {} });
    client.#send({ method: "workspace/didChangeConfiguration", params: { settings: client.#settings } });
    return client;
  }

  // What is published of a text. No two may have the same name, since closing a document publishes something, too.
  async open(name, text) {
    const uri = `file:///project/${name}`;
    const item = { uri, languageId: "yaml", version: 1, text };
    const published = new Promise((resolve) => this.#waiting.set(uri, resolve));
    this.#send({ method: "textDocument/didOpen", params: { textDocument: item } });
    const found = await published;
    this.#send({ method: "textDocument/didClose", params: { textDocument: { uri } } });
    return found;
  }

  async stop() {
    await this.#ask("shutdown", null);
    this.#send({ method: "exit" });
    await new Promise((resolve) => this.#server.once("exit", resolve));
  }

  #send(message) {
    const text = JSON.stringify({ jsonrpc: "2.0", ...message });
    this.#server.stdin.write(`Content-Length: ${Buffer.byteLength(text)}\r\n\r\n${text}`);
  }

  #ask(method, params) {
    const id = this.#next++;
    this.#send({ id, method, params });
    return new Promise((resolve) => this.#answers.set(id, resolve));
  }

  #take(data) {
    this.#buffer = Buffer.concat([this.#buffer, data]);
    for (;;) {
      const head = this.#buffer.indexOf("\r\n\r\n");
      if (head < 0) return;
      const length = Number(/Content-Length: (\d+)/i.exec(this.#buffer.subarray(0, head).toString())[1]);
      const end = head + 4 + length;
      if (this.#buffer.length < end) return;
      const message = JSON.parse(this.#buffer.subarray(head + 4, end).toString());
      this.#buffer = this.#buffer.subarray(end);
      this.#handle(message);
    }
  }

  #handle(message) {
    if (message.method === "workspace/configuration") {
      const result = message.params.items.map((item) => this.#settings[item.section] ?? {});
      this.#send({ id: message.id, result });
    } else if (message.method === "textDocument/publishDiagnostics") {
      const { uri, diagnostics } = message.params;
      this.#waiting.get(uri)?.(diagnostics);
      this.#waiting.delete(uri);
    } else if (message.method && message.id !== undefined) {
      this.#send({ id: message.id, result: null });
    } else if (message.id !== undefined) {
      this.#answers.get(message.id)?.(message.result);
      this.#answers.delete(message.id);
    }
  }
}
