// The WebAssembly build holds the same conversations as the native server: the files of fixtures/lsp.

import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { createRequire } from "node:module";
import { test } from "node:test";

const { LanguageServer, check, languages } = createRequire(import.meta.url)("../pkg/node/ostler.js");
const folder = new URL("../../fixtures/lsp/", import.meta.url);

function replay(name) {
  const lines = readFileSync(new URL(name, folder), "utf8").trimEnd().split("\n").map((line) => JSON.parse(line));
  const server = new LanguageServer();
  const expected = lines.filter((line) => "receive" in line).map((line) => line.receive);
  const received = [];
  for (const { send } of lines.filter((line) => "send" in line)) {
    received.push(...JSON.parse(server.handle(JSON.stringify(send))), ...JSON.parse(server.idle()));
  }
  server.free();
  for (const message of received) {
    assert.equal(message.jsonrpc, "2.0");
    delete message.jsonrpc;
    if (message.result?.serverInfo) {
      message.result.serverInfo.version = "VERSION";
    }
  }
  assert.deepEqual(received, expected);
}

const names = readdirSync(folder).filter((name) => name.endsWith(".jsonl"));
assert.ok(names.length >= 5, "where are the conversations?");
for (const name of names) {
  test(`conversation ${name}`, () => replay(name));
}

test("a message that is none is answered as such", () => {
  const server = new LanguageServer();
  for (const text of ["", "{", "5", '{"id": 1}', "[[]]"]) {
    const [answer] = JSON.parse(server.handle(text));
    assert.equal(answer.error.code, -32700, text);
  }
  server.free();
});

test("a text is checked without a conversation", () => {
  const text = "apiVersion: v1alpha1\nkind: LinkConfig\nname: eth0\nmtuu: 9000\n";
  const report = JSON.parse(check(text, "config.yaml", "talos=1.13", ""));
  assert.equal(report.format, "ostler.diagnostics/1");
  assert.deepEqual(report.diagnostics.map((d) => [d.code, d.primary.start.line]), [["shape/unknown-key", 4]]);
  assert.match(JSON.parse(check(text, "config.yaml", "talos=0.1", "")).error, /known releases/);
  assert.match(JSON.parse(check(text, "config.yaml", "", "nowhere")).error, /known modes/);
});

test("secrets do not come out", () => {
  const secret = "abcdef.0123456789abcdef";
  const text = `machine:\n  type: worker\n  token: ${secret}\n  tokn: ${secret}\n`;
  const report = check(text, "config.yaml", "talos=1.13", "");
  assert.ok(JSON.parse(report).diagnostics.length > 0);
  assert.ok(!report.includes(secret), report);
});

test("the tables say what can be chosen", () => {
  const talos = JSON.parse(languages()).find((l) => l.id === "talos");
  assert.ok(talos.releases.some((r) => r.version === talos.default && r.stable));
  assert.ok(talos.modes.some((m) => m.name === "metal"));
});

test("a large text is checked in bounded time", () => {
  const documents = Array.from({ length: 2000 }, (_, i) => `---\napiVersion: v1alpha1\nkind: LinkConfig\nname: eth${i}\n`);
  const start = performance.now();
  const report = JSON.parse(check(documents.join(""), "config.yaml", "talos=1.13", ""));
  const milliseconds = performance.now() - start;
  assert.equal(report.files[0].documents, 2000);
  // A second would be normal on a slow machine under load; a defect in complexity takes minutes.
  assert.ok(milliseconds < 20_000, `${milliseconds} ms`);
});
