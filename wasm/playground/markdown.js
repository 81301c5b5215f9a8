// The little Markdown that the reference uses, as elements: paragraphs, lists, fenced code, inline code, strong text.
// Built node by node, never as HTML text.

/** Fills `into` with a rendered text. */
export function render(markdown, into) {
  into.replaceChildren();
  const lines = markdown.trimEnd().split("\n");
  let list = null;
  let paragraph = null;
  for (let i = 0; i < lines.length; i += 1) {
    const line = lines[i];
    if (line.startsWith("```")) {
      const end = lines.indexOf("```", i + 1);
      const last = end < 0 ? lines.length : end;
      const block = document.createElement("pre");
      block.textContent = lines.slice(i + 1, last).join("\n");
      into.append(block);
      i = last;
      list = paragraph = null;
    } else if (line.startsWith("- ")) {
      list ??= into.appendChild(document.createElement("ul"));
      inline(line.slice(2), list.appendChild(document.createElement("li")));
      paragraph = null;
    } else if (line.trim() === "---") {
      into.append(document.createElement("hr"));
      list = paragraph = null;
    } else if (line.trim() === "") {
      list = paragraph = null;
    } else {
      list = null;
      if (paragraph) {
        paragraph.append(" ");
      } else {
        paragraph = into.appendChild(document.createElement("p"));
      }
      inline(line, paragraph);
    }
  }
}

/** Appends a line with its inline code and strong text. */
export function inline(text, into) {
  for (const part of text.split(/(`[^`]+`|\*\*.+?\*\*)/)) {
    if (part.startsWith("`") && part.length > 2) {
      const code = document.createElement("code");
      code.textContent = part.slice(1, -1);
      into.append(code);
    } else if (part.startsWith("**") && part.length > 4) {
      const strong = document.createElement("strong");
      inline(part.slice(2, -2), strong);
      into.append(strong);
    } else {
      into.append(part);
    }
  }
}
