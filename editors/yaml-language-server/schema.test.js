// Whoever uses no more than a YAML plugin gets our schemas right there: what the machine takes has no error, and what
// it refuses has one where it stands. Run by test.sh, which says where the program is.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath, pathToFileURL } from "node:url";

import { Client } from "./client.js";

const corpus = fileURLToPath(new URL("../../fixtures/corpus/talos/", import.meta.url));
const work = mkdtempSync(join(tmpdir(), "ostler-schema-"));
const RELEASES = ["1.6", "1.8", "1.11", "1.12", "1.13", "1.14"];
const FORMS = { config: [], patch: ["--patch"] };
const DRAFTS = { 2020: [], 7: ["--draft", "7"] };
let client;

const ostler = (...args) => {
  const options = { encoding: "utf8", maxBuffer: 1 << 28, stdio: ["ignore", "pipe", "ignore"] };
  return execFileSync(process.env.OSTLER, args, options);
};

// What `ostler check` says, whose exit code is about the findings.
function check(target, ...paths) {
  try {
    return JSON.parse(ostler("check", "--target", `talos=${target}`, "--format", "json", ...paths));
  } catch (error) {
    return JSON.parse(error.stdout);
  }
}

before(async () => {
  const schemas = {};
  for (const release of RELEASES) {
    for (const [form, flags] of Object.entries(FORMS)) {
      for (const [draft, more] of Object.entries(DRAFTS)) {
        const path = join(work, `${release}-${form}-${draft}.json`);
        writeFileSync(path, ostler("schema", "talos", "--target", release, ...flags, ...more));
        schemas[pathToFileURL(path).href] = [`${release}-${form}-${draft}-*.yaml`];
      }
    }
  }
  client = await Client.start(schemas);
});

after(async () => {
  await client.stop();
  rmSync(work, { recursive: true });
});

// Files of which the language server's YAML differs from Talos's, whatever the schema.
const ELSEWHERE = [
  "load-alias-across-documents", // Go's reader knows anchors of earlier documents
];

let count = 0;

// What the language server says of a text, with the lines of a person.
async function complaints(release, form, draft, text) {
  count += 1;
  const found = await client.open(`${release}-${form}-${draft}-${count}.yaml`, text);
  const errors = found.filter((f) => f.severity === 1);
  return errors.map((f) => ({ line: f.range.start.line + 1, column: f.range.start.character + 1, message: f.message }));
}

async function clean(release, form, text, about) {
  for (const draft of Object.keys(DRAFTS)) {
    assert.deepEqual(await complaints(release, form, draft, text), [], `${about}, draft ${draft}`);
  }
}

// Typed documents that stand beside the headless one, as people keep them in a file.
const TYPED = `---
apiVersion: v1alpha1
kind: LinkConfig
name: eth0
mtu: 9000
addresses:
  - address: 10.0.0.5/24
---
apiVersion: v1alpha1
kind: UserVolumeConfig
name: data
provisioning:
  diskSelector:
    match: disk.transport == "nvme" && !system_disk
  minSize: 10GiB
---
apiVersion: v1alpha1
kind: WatchdogTimerConfig
device: /dev/watchdog0
timeout: 2m
---
apiVersion: v1alpha1
kind: NetworkDefaultActionConfig
ingress: block
`;

const legacy = (folder) => readFileSync(join(corpus, "gen", folder, "controlplane.yaml"), "utf8");

test("a headless document with typed ones behind it has no error", async () => {
  for (const release of ["1.13", "1.14"]) {
    await clean(release, "config", legacy("v1.12-documents-in-patches") + TYPED, release);
  }
});

test("configurations that upstream's generator writes have none", async () => {
  for (const folder of readdirSync(join(corpus, "gen")).filter((name) => name.startsWith("v"))) {
    const release = folder.slice(1).split("-")[0];
    for (const file of ["controlplane.yaml", "worker.yaml"]) {
      const text = readFileSync(join(corpus, "gen", folder, file), "utf8");
      await clean(release, "config", text, `${folder}/${file}`);
    }
  }
});

test("what the check finds no error in has none, and wrong shapes have one on their line", async () => {
  const shapes = ["shape/unknown-key", "shape/wrong-type", "shape/not-a-value", "shape/out-of-range"];
  const folders = readdirSync(join(corpus, "check"), { withFileTypes: true }).filter((entry) => entry.isDirectory());
  const paths = folders.map((entry) => join(corpus, "check", entry.name, "input.yaml"));
  for (const release of ["1.11", "1.14"]) {
    const report = check(release, ...paths);
    const checked = report.files.filter((f) => f.status === "checked" && f.role === "config");
    let [good, bad] = [0, 0];
    const wrong = [];
    const judge = async (file, draft) => {
      const text = readFileSync(file.path, "utf8");
      const errors = report.diagnostics.filter((d) => d.severity === "error" && d.primary.file === file.path);
      const found = await complaints(release, "config", draft, text);
      const about = `${file.path} at ${release}, draft ${draft}: ${JSON.stringify(found)}`;
      if (ELSEWHERE.some((folder) => file.path.includes(`/${folder}/`))) return;
      if (errors.length === 0) {
        good += 1;
        if (found.length > 0) wrong.push(about);
      }
      for (const error of errors.filter((e) => shapes.includes(e.code))) {
        bad += 1;
        // A list of a wrong kind is told at its key, and by schemas where the list begins, which may be a line below.
        const line = error.primary.start.line;
        if (!found.some((f) => f.line === line || f.line === line + 1)) {
          wrong.push(`${error.code} in line ${error.primary.start.line} of ${about}`);
        }
      }
    };
    for (const draft of Object.keys(DRAFTS)) {
      await Promise.all(checked.map((file) => judge(file, draft)));
    }
    assert.deepEqual(wrong, []);
    assert.ok(good > 20 && bad > 20, `${good} good files and ${bad} wrong shapes`);
  }
});

test("patches need nothing and may delete", async () => {
  const patch = `machine:
  network:
    hostname: node-1
  install:
    $patch: delete
cluster:
  network:
    podSubnets: [10.1.0.0/16]
---
apiVersion: v1alpha1
kind: LinkConfig
name: eth0
$patch: delete
---
apiVersion: v1alpha1
kind: UserVolumeConfig
name: data
provisioning:
  maxSize: 50GiB
`;
  await clean("1.14", "patch", patch, "patch");
});

test("a damage is told where it is, in the document that has it", async () => {
  const text = `${legacy("v1.12-documents-in-patches")}${TYPED}`;
  const damages = [
    ["    mtu: 9000", "mtu: 9000", "mtuu: 9000"],
    ["wrong type", "mtu: 9000", "mtu: many"],
    ["enumeration", "ingress: block", "ingress: deny"],
    ["headless document", "    type: controlplane", "    type: leader"],
    ["missing", "name: eth0\n", ""],
  ];
  for (const [about, from, to] of damages) {
    const damaged = text.replace(from, to);
    assert.notEqual(damaged, text, about);
    const kind = text.slice(0, text.indexOf(from)).split("\n").length;
    for (const draft of Object.keys(DRAFTS)) {
      const found = await complaints("1.14", "config", draft, damaged);
      assert.equal(found.length, 1, `${about}: ${JSON.stringify(found)}`);
      // What is missing is told at the start of its document.
      const least = about === "missing" ? kind - 3 : kind;
      assert.ok(found[0].line >= least && found[0].line <= kind, `${about} in line ${kind}: ${JSON.stringify(found)}`);
    }
  }
});
