//! A page for every output form that programs read, with its JSON Schema.

use core::fmt::Write as _;

use ostler_schema::wire::FORMS;

use crate::chapter::Page;

/// All forms with their pages below.
pub fn wire() -> Page {
    let mut content = String::from(
        "# Output forms\n\nWhat programs read. Every form begins with its name and version; inside a version only additions \
         are made. `ostler schema wire NAME` prints the JSON Schema of a form.\n\n",
    );
    let mut below = Vec::new();
    for form in FORMS {
        let _ = writeln!(content, "- [{name}]({name}.md): {doc}", name = form.name, doc = form.doc);
        let schema = (form.schema)();
        let text =
            format!("# {}\n\n{}\n\n## JSON Schema\n\n```json\n{:#}\n```\n", form.name, form.doc, schema.as_value());
        below.push(Page::new(form.name, format!("wire/{}.md", form.name), text));
    }
    Page { below, ..Page::new("Output forms", "wire/index.md", content) }
}
