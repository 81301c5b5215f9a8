// The page in a real Chromium: findings, a click on one, a fix, another release, a crash of the engine.

import assert from "node:assert/strict";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";

import { chromium } from "playwright-core";

import { serve } from "./serve.js";

const executablePath = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"].find(existsSync);
const profile = mkdtempSync(join(tmpdir(), "ostler-page-"));
const screenshots = process.env.OSTLER_SCREENSHOTS;
let site;
let context;

before(async () => {
  assert.ok(executablePath, "there is no Chromium; install the package chromium");
  site = await serve();
  context = await chromium.launchPersistentContext(profile, {
    executablePath,
    headless: true,
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
    ],
  });
  context.setDefaultTimeout(60_000);
});

after(async () => {
  await context?.close();
  site?.close();
  rmSync(profile, { recursive: true, force: true });
});

/** A page that has checked its example, with everything that went wrong on it. */
async function open(options = {}) {
  const page = await context.newPage();
  const problems = [];
  page.on("pageerror", (error) => problems.push(String(error)));
  page.on("console", (message) => message.type() === "error" && problems.push(message.text()));
  if (options.size) {
    await page.setViewportSize(options.size);
  }
  if (options.dark) {
    await page.emulateMedia({ colorScheme: "dark" });
  }
  await page.goto(site.url);
  await page.locator("#findings li").first().waitFor();
  return { page, problems };
}

async function picture(page, name) {
  if (screenshots) {
    await page.screenshot({ path: join(screenshots, name) });
  }
}

async function setText(page, text) {
  await page.locator("#text").fill(text);
}

test("the example's mistakes are found, and a click selects one", async () => {
  const { page, problems } = await open();
  const codes = await page.locator("#findings .where").allTextContents();
  assert.ok(codes.some((c) => c.endsWith("shape/unknown-key")), codes.join());
  assert.ok(codes.some((c) => c.endsWith("shape/wrong-type")), codes.join());
  await page.locator(".finding", { hasText: "mtuu" }).click();
  const selected = await page.evaluate(() => {
    const { value, selectionStart, selectionEnd } = document.getElementById("text");
    return value.slice(selectionStart, selectionEnd);
  });
  assert.equal(selected, "mtuu");
  await picture(page, "page-light.png");
  assert.deepEqual(problems, []);
  await page.close();
});

test("a fix changes the text, and the finding goes", async () => {
  const { page, problems } = await open();
  await page.locator(".fix", { hasText: "mtuu" }).click();
  await page.locator(".finding", { hasText: "mtuu" }).waitFor({ state: "detached" });
  assert.match(await page.locator("#text").inputValue(), /^mtu: 9000$/m);
  assert.deepEqual(problems, []);
  await page.close();
});

test("another release gives other findings", async () => {
  const { page, problems } = await open();
  await setText(page, "apiVersion: v1alpha1\nkind: KubeNodeConfig\n");
  await page.locator("#release").selectOption("talos=1.13");
  await page.locator(".finding", { hasText: "KubeNodeConfig" }).waitFor();
  await page.locator("#release").selectOption("talos=1.14");
  await page.locator(".finding", { hasText: "KubeNodeConfig" }).waitFor({ state: "detached" });
  assert.match(await page.locator("#status").textContent(), /1\.14/);
  assert.deepEqual(problems, []);
  await page.close();
});

test("another language has its own example and findings", async () => {
  const { page, problems } = await open();
  const bottlerocket = page.locator("#release optgroup[label^=Bottlerocket] option").first();
  await page.locator("#release").selectOption(await bottlerocket.getAttribute("value"));
  await page.locator(".finding", { hasText: "adresses" }).waitFor();
  assert.ok(await page.locator("#mode-label").isHidden());
  assert.deepEqual(problems, []);
  await page.close();
});

test("the key under the cursor is described", async () => {
  const { page } = await open();
  await page.locator(".finding", { hasText: "whole number" }).click();
  await page.locator("#about strong", { hasText: "mtu" }).waitFor();
  await page.close();
});

test("typing is followed, also beyond the basic plane", async () => {
  const { page, problems } = await open();
  await setText(page, "");
  await page.locator("#text").pressSequentially("machine:\n  type: worker # 😀\n  kublet: {}\n");
  await page.locator(".finding", { hasText: "kublet" }).waitFor();
  const where = await page.locator(".finding", { hasText: "kublet" }).locator(".where").textContent();
  assert.match(where, /^3:3 /);
  assert.deepEqual(problems, []);
  await page.close();
});

test("a dead engine is replaced, and the text is checked again", async () => {
  const workers = [];
  const { page } = await open();
  page.on("worker", (worker) => workers.push(worker));
  const [engine] = page.workers();
  // What a panic does: the Worker says that its program has ended.
  await engine.evaluate(() => postMessage({ crashed: "a test" }));
  await page.waitForFunction(() => document.querySelectorAll("#findings li").length > 0);
  await setText(page, "machine:\n  tipe: worker\n");
  await page.locator(".finding", { hasText: "tipe" }).waitFor();
  assert.equal(workers.length, 1);
  await page.close();
});

test("nothing but the page's own files is asked for", async () => {
  const before = site.requests.length;
  const { page } = await open();
  await setText(page, "machine:\n  token: abcdef.0123456789abcdef\n  tokn: x\n");
  await page.locator(".finding", { hasText: "tokn" }).waitFor();
  const asked = site.requests.slice(before);
  assert.ok(asked.every((path) => path.startsWith("/playground/") || path.startsWith("/pkg/web/")), asked.join());
  assert.ok(!asked.some((path) => path.includes("abcdef")));
  const outside = await page.evaluate(() => fetch("https://example.org/").then(() => "answered", () => "refused"));
  assert.equal(outside, "refused");
  await page.close();
});

test("it is readable in the dark and on a narrow screen", async () => {
  const dark = await open({ dark: true });
  await dark.page.locator(".finding").first().click();
  await dark.page.locator("#about strong").first().waitFor();
  await picture(dark.page, "page-dark.png");
  await dark.page.close();
  const narrow = await open({ size: { width: 390, height: 844 } });
  const wide = await narrow.page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth);
  assert.ok(!wide, "the page scrolls sideways");
  await picture(narrow.page, "page-narrow.png");
  await narrow.page.close();
});
