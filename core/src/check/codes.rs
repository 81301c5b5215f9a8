//! Every code that a finding can have, with what `explain`, SARIF and the book say about it.
//!
//! Codes of rules come from the rules themselves; the table here has those of parsers, of the generic checks, of
//! patching and of the session. A code is never reused and never removed.

use crate::diag::Severity;
use crate::lang::Registry;

/// A code with its documentation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Code {
    /// Stable name `area/kebab-name`.
    pub code: &'static str,
    /// One sentence: what the finding says.
    pub summary: &'static str,
    /// Why it matters and what to do, as Markdown; for rules their page.
    pub doc: &'static str,
    /// Severity unless the place decides otherwise.
    pub severity: Severity,
    /// Names that it had before.
    pub formerly: &'static [&'static str],
}

/// A code of an error.
pub const fn error(code: &'static str, summary: &'static str, doc: &'static str) -> Code {
    Code { code, summary, doc, severity: Severity::Error, formerly: &[] }
}

/// A code of a warning.
pub const fn warning(code: &'static str, summary: &'static str, doc: &'static str) -> Code {
    Code { code, summary, doc, severity: Severity::Warning, formerly: &[] }
}

const fn info(code: &'static str, summary: &'static str, doc: &'static str) -> Code {
    Code { code, summary, doc, severity: Severity::Info, formerly: &[] }
}

/// Codes that belong to no rule, one each, sorted by code.
pub static GENERIC: &[Code] = &[
    error(
        "format/invalid",
        "A text does not have the format of its field.",
        "The field takes a certain form of text: an address, a duration, a size, an expression. The finding says what \
         is wrong with this one; `ostler docs` shows the form with an example.",
    ),
    error(
        "json/duplicate-key",
        "A key stands twice in one object.",
        "Readers keep one of the two and differ in which; keep one.",
    ),
    error("json/invalid-utf8", "A byte is not UTF-8.", "JSON is UTF-8. Save the file again with that encoding."),
    error(
        "json/nesting",
        "Arrays and objects are nested too deep.",
        "No machine config comes near the limit; it keeps reading bounded.",
    ),
    error(
        "json/syntax",
        "The text is not JSON.",
        "The place is where reading stopped; the mistake may stand just before it.",
    ),
    info(
        "life/deprecated",
        "Something is still read but should not be used any more.",
        "A later release may stop reading it. The finding names what replaces it; nothing breaks today.",
    ),
    error(
        "life/not-yet",
        "A key or value came with a later release than the target.",
        "The target's reader does not know it and refuses the whole configuration. Remove it, or check for the release \
         that the node really runs.",
    ),
    error(
        "life/removed",
        "A key or value is gone in the target's release.",
        "The target's reader does not know it any more and refuses the whole configuration.",
    ),
    error(
        "ostler/allow-without-reason",
        "An `ostler: allow` comment says no reason.",
        "Whoever reads the comment next year wants to know why: `# ostler: allow(code) because …`.",
    ),
    warning(
        "ostler/unused-allow",
        "An `ostler: allow` comment allows nothing.",
        "No finding of that code stands on its line or the next. Remove the comment, or correct the code in it.",
    ),
    error(
        "patch/bad-operation",
        "An operation of a JSON patch is not well formed.",
        "Operations are add, remove, replace, move, copy and test; each has a `path` that begins with `/`, and a \
         `value` or `from` where it needs one.",
    ),
    error(
        "patch/bad-pointer",
        "A path of a JSON patch is no JSON pointer.",
        "A pointer is empty or begins with `/`; inside of keys `~1` stands for `/` and `~0` for `~`.",
    ),
    error(
        "patch/cannot-edit",
        "The result cannot be written into the text of the base.",
        "The base has a form that edits cannot keep, such as aliases that a patch would have to tear apart. Write the value out in the base, or ask for `--canonical`.",
    ),
    warning(
        "patch/changes-nothing",
        "A patch changes nothing in any node that it reaches.",
        "Everything in it is there already, or a later layer overrides it. Drop the patch, or look for a slip in its keys.",
    ),
    warning(
        "patch/clears-by-omission",
        "A patch clears a field because it leaves it out.",
        "The field is taken from the patch even when the patch does not have it. Repeat the base's value in the patch.",
    ),
    error(
        "patch/conflicting-documents",
        "Documents of kinds that share their names have the same name after patching.",
        "Rename one, or delete the other in the patch.",
    ),
    error(
        "patch/delete-inner-key",
        "A deletion inside a list item.",
        "`$patch: delete` cannot reach keys inside list items. Delete the item and add it again without the key.",
    ),
    error(
        "patch/delete-nested-list",
        "A deletion in a list inside a list.",
        "Only items of outer lists can be selected. Delete the outer item and add it again.",
    ),
    error(
        "patch/delete-not-found",
        "A deletion matches nothing.",
        "The machine refuses such a patch. Compare the path with the base.",
    ),
    error(
        "patch/delete-root",
        "A deletion of the legacy document as a whole.",
        "Only typed documents can be deleted, by `apiVersion`, `kind` and name.",
    ),
    error(
        "patch/delete-without-selector",
        "A deletion in a list item that does not say which item.",
        "Add one more pair, such as `interface: eth1`: the first item with that value is deleted.",
    ),
    warning(
        "patch/deletes-nothing",
        "A deletion names a document that is not there.",
        "It has no effect, or breaks older releases.",
    ),
    warning(
        "patch/duplicate-item",
        "A patch appends an item that the list has already.",
        "Lists are appended without looking for duplicates. Delete the old item first, or leave the item out.",
    ),
    warning(
        "patch/empty-list-keeps",
        "An empty list or mapping in a patch changes nothing.",
        "To empty it, delete its key with `$patch: delete`.",
    ),
    error(
        "patch/json-multi-document",
        "A JSON patch on a configuration of several documents.",
        "Its paths do not say which document is meant, so upstream refuses it. Write the change as a strategic merge patch: the keys that change, with their new values.",
    ),
    error(
        "patch/marker-in-config",
        "`$patch` stands in a whole configuration.",
        "It has a meaning in patches only; a machine refuses a configuration that has it.",
    ),
    error(
        "patch/marker-unknown",
        "`$patch` with a word that is not known.",
        "The only word is `delete`, in releases that know deletions at all.",
    ),
    error(
        "patch/not-a-list",
        "A JSON patch that is no list.",
        "A JSON patch is a list of operations, each with `op` and `path`.",
    ),
    error(
        "patch/not-settable",
        "A value that a patch of this release cannot change.",
        "Change it in the base instead.",
    ),
    error(
        "patch/null-over-value",
        "A null over a value in free-form content.",
        "The machine fails on it. Delete the key with `$patch: delete`.",
    ),
    error("patch/operation-failed", "An operation of a JSON patch cannot be carried out.", "The finding says why."),
    warning(
        "patch/overridden",
        "A later layer overrides a value in every node that it reaches.",
        "One of the two is of no use. Drop one, or move the value to where it should win.",
    ),
    error(
        "patch/path-not-found",
        "A path of a JSON patch leads to nothing.",
        "JSON patches create no parents. Add the mapping first, or use a strategic merge patch.",
    ),
    warning(
        "patch/percentage-loses",
        "A size in percent does not replace a size in bytes.",
        "Both are kept, and bytes win. Give the new size in bytes, or delete the old one first.",
    ),
    error(
        "patch/repeated-document",
        "A patch has the same document twice, which its release refuses.",
        "Put the second one in a patch of its own.",
    ),
    error(
        "patch/test-failed",
        "A `test` of a JSON patch does not hold.",
        "The patch was written for another configuration, or an earlier operation changed the value.",
    ),
    error("patch/type-mismatch", "A patch has a value of another type than the base.", "Make both of one type."),
    error(
        "patch/url-user-twice",
        "Both base and patch have a URL with a user name.",
        "The merge fails; delete the base's URL first.",
    ),
    warning(
        "patch/zero-keeps",
        "A zero value in a patch changes nothing.",
        "Zero and empty values count as not given here.",
    ),
    error(
        "project/missing-file",
        "A file or directory that an inventory names is not there.",
        "Paths in an inventory start from its own directory. The finding names what lies near.",
    ),
    warning(
        "project/no-release",
        "Nothing says which release of its operating system a node runs.",
        "It is read for the newest stable release that is known here, which changes with every new version of this tool. \
         Give the release once, in `defaults`.",
    ),
    error(
        "project/not-a-fleet",
        "A file that an inventory includes is no inventory.",
        "Only further fleet files can be included; patches are named in `patches` or lie in the folders of layers.",
    ),
    error(
        "project/unknown-release",
        "A release is asked for that is not known here.",
        "The finding lists the known ones. A newer version of this tool may know more.",
    ),
    warning(
        "project/unused-folder",
        "A folder of patches reaches no node.",
        "The name of the group or node is misspelled, or the folder lies in the wrong place. Folders are `all`, \
         `controlplane`, `worker`, `group/NAME`, `node/NAME` and, when `layers` lists it, `final`.",
    ),
    error(
        "render/cannot-read",
        "A file that a fleet needs cannot be read.",
        "Paths are relative to the file that names them.",
    ),
    error(
        "render/missing-secrets",
        "The secrets bundle of a cluster is not there.",
        "It is never made silently, since new keys would lock everybody out of a running cluster. Fetch the file, or render with `--secrets placeholder`, which needs none.",
    ),
    error(
        "render/no-base",
        "Nothing says what the layers of a node patch.",
        "Name a config with `base:` in the cluster, or a secrets bundle from which one is generated.",
    ),
    error(
        "render/no-patches",
        "The language of a node has no patches.",
        "Nodes of this operating system cannot be rendered yet.",
    ),
    error(
        "render/not-a-text",
        "A mapping or a list inside of a text.",
        "Inside a longer text only single values can be inserted. A reference alone takes the whole value.",
    ),
    error(
        "render/undefined-variable",
        "A variable that nothing defines.",
        "Variables are defined under `vars` of a node, its cluster or `defaults`. A text that only looks like a reference is written `$${var.x}`.",
    ),
    error(
        "shape/conflicting-documents",
        "Two documents of kinds that share their names have the same name.",
        "Links have one name space whatever their kind, so do volumes and virtual addresses. Rename or remove one.",
    ),
    error(
        "shape/date-for-text",
        "An unquoted date where text belongs.",
        "YAML reads `2026-01-31` as a date, and this release does not turn it back into text. Put it in quotes.",
    ),
    warning(
        "shape/date-in-free-form",
        "An unquoted date in free-form content.",
        "The machine cannot copy or patch such content. Put the date in quotes.",
    ),
    error(
        "shape/duplicate-document",
        "The same document stands twice.",
        "Kind and name identify a document. Merge the two, or rename one.",
    ),
    error(
        "shape/duplicate-key",
        "A key stands twice in one mapping.",
        "The reader refuses it, since only one could count. Keep one.",
    ),
    error(
        "shape/empty-document",
        "A document of the stream is empty.",
        "The target's release refuses it. Remove the `---`.",
    ),
    warning(
        "shape/empty-item",
        "A list item is empty.",
        "It is dropped or makes the machine fail. Remove it or fill it.",
    ),
    warning(
        "shape/fraction-cut",
        "A fraction where a whole number belongs.",
        "Older releases cut it off, newer ones refuse it.",
    ),
    error(
        "shape/key-not-text",
        "A key is not a word.",
        "Keys are text. A placeholder such as `{{ name }}` needs quotes.",
    ),
    error(
        "shape/merge-key",
        "A merge key (`<<`) where it does not work.",
        "It works in free-form content, and by alias in maps of text.",
    ),
    error(
        "shape/missing-required",
        "Something that must be there is not.",
        "Validation refuses the document without it. Patches are never told that something is missing.",
    ),
    error(
        "shape/no-document",
        "The file holds no configuration at all.",
        "A machine refuses a configuration without any document.",
    ),
    error(
        "shape/not-a-value",
        "A word that is not among the values of its field.",
        "The finding lists them; case may matter.",
    ),
    error(
        "shape/out-of-range",
        "A number outside of its range.",
        "The reader stores the number in a type that cannot hold it, or refuses it.",
    ),
    error(
        "shape/outside-limits",
        "A number that the reader takes and validation refuses.",
        "The field has narrower limits than the type that the number is stored in; `ostler docs` shows them.",
    ),
    error(
        "shape/unknown-key",
        "A key that its mapping does not have.",
        "The reader refuses the whole configuration because of one unknown key. It is mostly a slip of the fingers, a \
         wrong indentation, or a key of another place; the finding names the nearest.",
    ),
    error("shape/wrong-tag", "A tag that contradicts its value.", "Remove the tag, or write a value that fits."),
    error(
        "shape/wrong-type",
        "A value of another type than its field has.",
        "The finding says what is there and what belongs there.",
    ),
    error("toml/duplicate-key", "A key or table is defined twice.", "TOML allows each once."),
    error("toml/invalid-utf8", "A byte is not UTF-8.", "TOML is UTF-8. Save the file again with that encoding."),
    error(
        "toml/nesting",
        "Values are nested too deep.",
        "No configuration comes near the limit; it keeps reading bounded.",
    ),
    error(
        "toml/syntax",
        "The text is not TOML.",
        "The place is where reading stopped; the mistake may stand just before it.",
    ),
    error(
        "yaml/alias-expansion",
        "Aliases expand to too many values.",
        "A document that repeats itself this often is an attack or a mistake.",
    ),
    error(
        "yaml/control-character",
        "A control character that YAML forbids.",
        "Remove it, or write it as an escape in double quotes.",
    ),
    error(
        "yaml/indentation",
        "The indentation is wrong.",
        "Keys of one mapping start in one column; what belongs to a key stands further right.",
    ),
    error("yaml/invalid-utf8", "A byte is not UTF-8.", "Save the file again as UTF-8."),
    error(
        "yaml/nesting",
        "Collections are nested too deep.",
        "No machine config comes near the limit; it keeps reading bounded.",
    ),
    error("yaml/recursive-alias", "An alias inside of what it stands for.", "Such a value would have no end."),
    error(
        "yaml/refused",
        "YAML that the target's reader refuses.",
        "YAML 1.2 allows it, and the library of the target does not.",
    ),
    error(
        "yaml/syntax",
        "The text is not YAML.",
        "The place is where reading stopped; the mistake may stand just before it.",
    ),
    error("yaml/tab", "A tab in the indentation.", "YAML is indented by spaces only."),
    error("yaml/unclosed", "A quote or bracket that is never closed.", "Close it where it should end."),
    error(
        "yaml/unknown-alias",
        "An alias without an anchor of its name.",
        "Anchors stand before their aliases, in the same file.",
    ),
];

/// Every code: the generic ones, those of all languages and of all their rules, sorted by code.
pub fn all_codes(registry: &Registry) -> Vec<Code> {
    let rules = registry.languages.iter().flat_map(|l| l.kinds.iter().flat_map(|k| k.rules).chain(l.rules));
    let of_rules = rules.map(|r| Code {
        code: r.code,
        summary: r.summary,
        doc: r.page,
        severity: r.severity,
        formerly: r.formerly,
    });
    let own = registry.languages.iter().flat_map(|l| l.codes).copied();
    let mut out: Vec<Code> = GENERIC.iter().copied().chain(own).chain(of_rules).collect();
    out.sort_by_key(|c| c.code);
    out.dedup_by_key(|c| c.code);
    out
}

/// The code of a name, present or former.
pub fn find(registry: &Registry, name: &str) -> Option<Code> {
    all_codes(registry).into_iter().find(|c| c.code == name || c.formerly.contains(&name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sorted_and_documented() {
        assert!(GENERIC.is_sorted_by(|a, b| a.code < b.code));
        for code in all_codes(&crate::lang::REGISTRY) {
            let name = code.code.split_once('/').map_or("", |(_, n)| n);
            assert!(name.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-'), "{}", code.code);
            assert!(code.summary.ends_with('.'), "{}", code.code);
            assert!(!code.doc.is_empty(), "{} has no documentation", code.code);
        }
    }
}
