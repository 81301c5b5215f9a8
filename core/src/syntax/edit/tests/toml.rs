//! TOML by example.

use super::*;

const CASES: &[(&str, &str, &str)] = &[
    // Values.
    ("a = 1 # c\nb = 2\n", "set a x", "a = \"x\" # c\nb = 2\n"),
    ("a = 'x'\r\nb = 2\r\n", "set b [1, y]", "a = 'x'\r\nb = [1, \"y\"]\r\n"),
    ("a = { x = 1, y = 2 }\n", "set a.x 5; set a.z true", "a = { x = 5, y = 2, z = true }\n"),
    ("a = { x = 1, y = 2 }\n", "remove a.x", "a = { y = 2 }\n"),
    ("a = { x = 1 }\n", "remove a.x", "a = {}\n"),
    ("a = { x.y = 1, z = 2 }\n", "set a.x.w 5", "a = { x = { y = 1, w = 5 }, z = 2 }\n"),
    ("a = [\n  1, # one\n  2,\n]\n", "append a 3; remove a[0]", "a = [\n  2,\n  3,\n]\n"),
    ("a = [1, 2]", "insert a[0] 0", "a = [0, 1, 2]"),
    // Keys.
    ("a = 1\n\n[t]\nx = 1\n", "set b 2; set t.y 2", "a = 1\nb = 2\n\n[t]\nx = 1\ny = 2\n"),
    ("# about t\n[t]\nx = 1\n", "set a 1", "a = 1\n\n# about t\n[t]\nx = 1\n"),
    ("[t]\n[u]\n", "set t.x 1", "[t]\nx = 1\n[u]\n"),
    ("[t]", "set t.x 1", "[t]\nx = 1"),
    ("", "set a.b 1", "[a]\nb = 1\n"),
    ("# c\n", "set a 1", "# c\na = 1\n"),
    ("a.b = 1\nc = 2\n", "set a.d 3", "a.b = 1\na.d = 3\nc = 2\n"),
    ("[a.b]\nx = 1\n", "set a.y 2", "[a]\ny = 2\n\n[a.b]\nx = 1\n"),
    ("[a]\nx = 1\n\n[b]\n", "set a.c.d 1", "[a]\nx = 1\n\n[a.c]\nd = 1\n\n[b]\n"),
    ("x = 1\n", "set \"q/k\".y [{z: 1}, {z: 2}]", "x = 1\n\n[[\"q/k\".y]]\nz = 1\n\n[[\"q/k\".y]]\nz = 2\n"),
    // Removal.
    ("# about a\na = 1 # c\nb = 2\n", "remove a", "b = 2\n"),
    ("[a]\nx = 1\n[a.b]\ny = 1\n[c]\nz = 1\n", "remove a", "[c]\nz = 1\n"),
    ("[a]\nx = 1\n[c]\nz = 1\n# more of a\n[a.b]\ny = 1\n", "remove a", "[c]\nz = 1\n"),
    ("[a]\nx = 1\n", "remove a.x", "[a]\n"),
    ("[a.b]\nx = 1\n[c]\n", "remove a.b", "[a]\n[c]\n"),
    ("a.b = 1\na.c = 2\nd = 1\n", "remove a.b", "a.c = 2\nd = 1\n"),
    ("a.b = 1\nd = 1\n", "remove a.b", "a = {}\nd = 1\n"),
    ("a.b = 1\na.c.d = 2\ne = 1\n", "remove a", "e = 1\n"),
    // Tables and values take each other's place.
    ("[a]\nx = 1\n[b]\n", "set a 5", "a = 5\n\n[b]\n"),
    ("a = 5\n[b]\nx = 1\n", "set a {x: 1}", "a = { x = 1 }\n[b]\nx = 1\n"),
    // Arrays of tables.
    ("[[a]]\nx = 1\n[[a]]\nx = 2\n[b]\n", "append a {x: 3}", "[[a]]\nx = 1\n[[a]]\nx = 2\n\n[[a]]\nx = 3\n[b]\n"),
    ("[[a]]\nx = 1\n[[a]]\nx = 2\n", "remove a[0]", "[[a]]\nx = 2\n"),
    ("[[a]]\nx = 1\n[[a]]\nx = 2\n", "set a[1].y.z 5", "[[a]]\nx = 1\n[[a]]\nx = 2\n\n[a.y]\nz = 5\n"),
    ("[[a]]\nx = 1\n", "insert a[0] {x: 0}", "[[a]]\nx = 0\n\n[[a]]\nx = 1\n"),
    ("[[a]]\nx = 1\n[b]\n", "remove a[0]", "a = []\n\n[b]\n"),
    ("[[a]]\nx = 1\n[b]\n", "append a 5", "a = [{ x = 1 }, 5]\n\n[b]\n"),
];

#[test]
fn by_example() {
    table(Syntax::Toml, CASES);
}

#[test]
fn null_cannot_be_written() {
    let refused = edited("a = 1\n", Syntax::Toml, "set a null").unwrap_err();
    assert!(matches!(refused, EditError::Unwritable { .. }), "{refused}");
}
