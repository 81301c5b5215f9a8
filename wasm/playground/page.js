// The page: text, choices, findings. Everything about the language comes from the server and its tables.

import { Client, offsetAt, positionAt } from "./client.js";
import { inline, render } from "./markdown.js";

// One text with mistakes per language; a language without one begins empty.
const EXAMPLES = {
  talos: `machine:
  type: worker
  network:
    hostname: w-1
    interfaces:
      - interface: eth0
        mtu: "9000"
        dhcp: yes please
---
apiVersion: v1alpha1
kind: LinkConfig
name: eth1
mtuu: 9000
---
apiVersion: v1alpha1
kind: HostnameConfg
hostname: w-1
`,
  bottlerocket: `version = 2

[eno1]
primary = "yes"
dhcp4 = true

[eno2.static4]
adresses = ["10.0.0.5/24"]
`,
};

const SEVERITIES = { 1: "error", 2: "warning", 3: "info", 4: "info" };
// Long enough to skip keys in a burst, short enough to seem at once.
const CURSOR_DELAY = 150;

const at = (id) => document.getElementById(id);
const [text, gutter, status, list, about] = ["text", "gutter", "status", "findings", "about"].map(at);
const [release, mode] = ["release", "mode"].map(at);

let known = [];
let findings = [];
let cursorTimer;

const client = new Client({
  languages(all) {
    // Also after a restart, when the choices are there already.
    if (known.length === 0) {
      known = all;
      offerChoices();
      openDocument();
    }
  },
  findings: show,
  trouble(message) {
    status.textContent = message;
  },
});

function offerChoices() {
  for (const language of known) {
    const group = document.createElement("optgroup");
    group.label = language.title;
    for (const { version, stable } of language.releases) {
      const note = stable ? "" : " (not released)";
      const option = new Option(`${language.title} ${version}${note}`, `${language.id}=${version}`);
      group.append(option);
    }
    release.append(group);
  }
  const preferred = known.find((l) => l.id === "talos") ?? known[0];
  release.value = `${preferred.id}=${preferred.default}`;
  offerModes();
}

function chosen() {
  const [id, version] = release.value.split("=");
  return { language: known.find((l) => l.id === id), version };
}

function offerModes() {
  const { language } = chosen();
  mode.replaceChildren(...language.modes.map((m) => new Option(m.name, m.name)));
  at("mode-label").hidden = language.modes.length === 0;
}

function configure() {
  const { language, version } = chosen();
  client.configure({ targets: { [language.id]: version }, ...(mode.value && { mode: mode.value }) });
}

function openDocument() {
  const { language } = chosen();
  if (text.value === "" || Object.values(EXAMPLES).includes(text.value)) {
    text.value = EXAMPLES[language.id] ?? "";
  }
  configure();
  client.open(`file:///playground/config.${language.syntax}`, language.id, text.value);
  numberLines();
}

function show(found) {
  findings = found;
  const { language, version } = chosen();
  const count = found.length === 1 ? "1 finding" : `${found.length} findings`;
  status.textContent = `${found.length === 0 ? "Nothing found" : count}, read as ${language.title} ${version}.`;
  list.replaceChildren(...found.map(entry));
  numberLines();
  offerFixes(found);
}

function entry(finding) {
  const severity = SEVERITIES[finding.severity] ?? "info";
  const [headline, ...help] = finding.message.split("\n");
  const { line, character } = finding.range.start;

  const item = document.createElement("li");
  item.className = severity;
  const button = item.appendChild(document.createElement("button"));
  button.type = "button";
  button.className = "finding";
  button.onclick = () => select(finding.range);
  const kind = button.appendChild(document.createElement("span"));
  kind.className = "severity";
  kind.textContent = severity;
  const where = document.createElement("span");
  where.className = "where";
  where.textContent = `${line + 1}:${character + 1} ${finding.code}`;
  button.append(" ", where, document.createElement("br"));
  inline(headline, button.appendChild(document.createElement("strong")));
  for (const sentence of help) {
    const paragraph = item.appendChild(document.createElement("p"));
    paragraph.className = "help";
    inline(sentence, paragraph);
  }
  return item;
}

async function offerFixes(found) {
  const whole = { start: { line: 0, character: 0 }, end: positionAt(text.value, text.value.length) };
  const actions = await client.ask("textDocument/codeAction", { range: whole, context: { diagnostics: [] } });
  if (found !== findings) {
    return;
  }
  for (const action of actions ?? []) {
    const [of] = action.diagnostics ?? [];
    const same = (f) => f.code === of?.code && JSON.stringify(f.range) === JSON.stringify(of.range);
    const item = list.children[found.findIndex(same)];
    if (item) {
      const button = item.appendChild(document.createElement("button"));
      button.type = "button";
      button.className = "fix";
      inline(action.title, button);
      button.onclick = () => apply(Object.values(action.edit.changes).flat());
    }
  }
}

function apply(edits) {
  const ranges = edits.map((e) => [offsetAt(text.value, e.range.start), offsetAt(text.value, e.range.end), e.newText]);
  for (const [start, end, newText] of ranges.sort((a, b) => b[0] - a[0])) {
    text.setRangeText(newText, start, end, "end");
  }
  changed();
  text.focus();
}

function select({ start, end }) {
  const from = offsetAt(text.value, start);
  text.focus();
  text.setSelectionRange(from, Math.max(offsetAt(text.value, end), from));
  // A text area does not scroll to its selection by itself.
  const height = text.scrollHeight / Math.max(text.value.split("\n").length, 1);
  const top = start.line * height;
  if (top < text.scrollTop || top > text.scrollTop + text.clientHeight - 2 * height) {
    text.scrollTop = Math.max(top - text.clientHeight / 3, 0);
  }
}

function numberLines() {
  const worst = new Map();
  for (const { range, severity } of findings) {
    const line = range.start.line;
    worst.set(line, Math.min(worst.get(line) ?? 9, severity));
  }
  const lines = text.value.split("\n").map((_, i) => {
    const number = document.createElement("span");
    number.textContent = i + 1;
    number.className = SEVERITIES[worst.get(i)] ?? "";
    return number;
  });
  gutter.replaceChildren(...lines);
  gutter.scrollTop = text.scrollTop;
}

function changed() {
  client.change(text.value);
  numberLines();
}

async function describeCursor() {
  const position = positionAt(text.value, text.selectionStart);
  const hover = await client.ask("textDocument/hover", { position });
  if (hover) {
    render(hover.contents.value, about);
  } else {
    about.textContent = "Put the cursor on a key or a value to read what it is for.";
  }
}

text.addEventListener("input", changed);
text.addEventListener("scroll", () => (gutter.scrollTop = text.scrollTop));
document.addEventListener("selectionchange", () => {
  clearTimeout(cursorTimer);
  if (document.activeElement === text && known.length > 0) {
    cursorTimer = setTimeout(describeCursor, CURSOR_DELAY);
  }
});
release.addEventListener("change", () => {
  offerModes();
  openDocument();
});
mode.addEventListener("change", configure);
about.textContent = "Put the cursor on a key or a value to read what it is for.";
numberLines();
