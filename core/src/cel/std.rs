//! The standard library as a table, and what the macros are.

use super::ast::Form;
use super::env::{Function, Overload, Ty};
use Overload as O;
use Ty::{Bool, Bytes, Double, Duration, Dyn, Int, List, Map, Optional, Param, String, Timestamp, Type, Uint};

const A: Ty = Param('A');
const B: Ty = Param('B');
const LIST: Ty = List(&A);
const MAP: Ty = Map(&A, &B);

/// A macro: looks like a function, but its first argument names each item.
#[derive(Debug)]
pub struct Macro {
    /// Its name.
    pub name: &'static str,
    /// How it is written.
    pub form: &'static str,
    /// One sentence.
    pub doc: &'static str,
}

/// The macros of the standard library, sorted.
pub static MACROS: &[Macro] = &[
    Macro { name: "all", form: "list.all(x, condition)", doc: "True when the condition holds for every item or key." },
    Macro {
        name: "exists",
        form: "list.exists(x, condition)",
        doc: "True when the condition holds for some item or key.",
    },
    Macro {
        name: "exists_one",
        form: "list.exists_one(x, condition)",
        doc: "True when the condition holds for exactly one item or key.",
    },
    Macro {
        name: "filter",
        form: "list.filter(x, condition)",
        doc: "The items or keys for which the condition holds.",
    },
    Macro { name: "has", form: "has(message.field)", doc: "True when the field is set or the map has the key." },
    Macro { name: "map", form: "list.map(x, value)", doc: "The list of what each item or key is turned into." },
];

/// Macros that come with optional values.
pub(super) const OPTIONAL_MACROS: &[(&str, Form)] = &[("optMap", Form::OptMap), ("optFlatMap", Form::OptFlatMap)];

/// Functions and operators of the standard library. Numbers of different types are not compared nor combined.
pub static STANDARD: &[Function] = &[
    Function {
        name: "_?_:_",
        doc: "One of two values, by a condition.",
        since: None,
        overloads: &[O::free(&[Bool, A, A], A)],
    },
    Function { name: "_&&_", doc: "True when all sides are.", since: None, overloads: &[O::free(&[Bool, Bool], Bool)] },
    Function { name: "_||_", doc: "True when one side is.", since: None, overloads: &[O::free(&[Bool, Bool], Bool)] },
    Function { name: "!_", doc: "The opposite.", since: None, overloads: &[O::free(&[Bool], Bool)] },
    Function {
        name: "-_",
        doc: "The negative number; unsigned numbers have none.",
        since: None,
        overloads: &[O::free(&[Double], Double), O::free(&[Int], Int)],
    },
    Function {
        name: "_==_",
        doc: "True when both sides, of one type, are equal.",
        since: None,
        overloads: &[O::free(&[A, A], Bool)],
    },
    Function {
        name: "_!=_",
        doc: "True when both sides, of one type, differ.",
        since: None,
        overloads: &[O::free(&[A, A], Bool)],
    },
    Function {
        name: "_+_",
        doc: "Sum of numbers of one type, or concatenation.",
        since: None,
        overloads: &[
            O::free(&[Bytes, Bytes], Bytes),
            O::free(&[Double, Double], Double),
            O::free(&[Duration, Duration], Duration),
            O::free(&[Duration, Timestamp], Timestamp),
            O::free(&[Timestamp, Duration], Timestamp),
            O::free(&[Int, Int], Int),
            O::free(&[LIST, LIST], LIST),
            O::free(&[String, String], String),
            O::free(&[Uint, Uint], Uint),
        ],
    },
    Function {
        name: "_-_",
        doc: "Difference.",
        since: None,
        overloads: &[
            O::free(&[Double, Double], Double),
            O::free(&[Duration, Duration], Duration),
            O::free(&[Int, Int], Int),
            O::free(&[Timestamp, Duration], Timestamp),
            O::free(&[Timestamp, Timestamp], Duration),
            O::free(&[Uint, Uint], Uint),
        ],
    },
    Function {
        name: "_*_",
        doc: "Product of numbers of one type.",
        since: None,
        overloads: &[O::free(&[Double, Double], Double), O::free(&[Int, Int], Int), O::free(&[Uint, Uint], Uint)],
    },
    Function {
        name: "_/_",
        doc: "Quotient of numbers of one type.",
        since: None,
        overloads: &[O::free(&[Double, Double], Double), O::free(&[Int, Int], Int), O::free(&[Uint, Uint], Uint)],
    },
    Function {
        name: "_%_",
        doc: "Remainder of whole numbers of one type.",
        since: None,
        overloads: &[O::free(&[Int, Int], Int), O::free(&[Uint, Uint], Uint)],
    },
    Function {
        name: "_<_",
        doc: "True when the left side is less than the right one, both of one type.",
        since: None,
        overloads: &[
            O::free(&[Bool, Bool], Bool),
            O::free(&[Int, Int], Bool),
            O::free(&[Uint, Uint], Bool),
            O::free(&[Double, Double], Bool),
            O::free(&[String, String], Bool),
            O::free(&[Bytes, Bytes], Bool),
            O::free(&[Timestamp, Timestamp], Bool),
            O::free(&[Duration, Duration], Bool),
        ],
    },
    Function {
        name: "_<=_",
        doc: "True when the left side is at most the right one, both of one type.",
        since: None,
        overloads: &[
            O::free(&[Bool, Bool], Bool),
            O::free(&[Int, Int], Bool),
            O::free(&[Uint, Uint], Bool),
            O::free(&[Double, Double], Bool),
            O::free(&[String, String], Bool),
            O::free(&[Bytes, Bytes], Bool),
            O::free(&[Timestamp, Timestamp], Bool),
            O::free(&[Duration, Duration], Bool),
        ],
    },
    Function {
        name: "_>_",
        doc: "True when the left side is greater than the right one, both of one type.",
        since: None,
        overloads: &[
            O::free(&[Bool, Bool], Bool),
            O::free(&[Int, Int], Bool),
            O::free(&[Uint, Uint], Bool),
            O::free(&[Double, Double], Bool),
            O::free(&[String, String], Bool),
            O::free(&[Bytes, Bytes], Bool),
            O::free(&[Timestamp, Timestamp], Bool),
            O::free(&[Duration, Duration], Bool),
        ],
    },
    Function {
        name: "_>=_",
        doc: "True when the left side is at least the right one, both of one type.",
        since: None,
        overloads: &[
            O::free(&[Bool, Bool], Bool),
            O::free(&[Int, Int], Bool),
            O::free(&[Uint, Uint], Bool),
            O::free(&[Double, Double], Bool),
            O::free(&[String, String], Bool),
            O::free(&[Bytes, Bytes], Bool),
            O::free(&[Timestamp, Timestamp], Bool),
            O::free(&[Duration, Duration], Bool),
        ],
    },
    Function {
        name: "_[_]",
        doc: "Item of a list, or value of a key.",
        since: None,
        overloads: &[O::free(&[LIST, Int], A), O::free(&[MAP, A], B)],
    },
    Function {
        name: "@in",
        doc: "True when a list has the item or a map the key.",
        since: None,
        overloads: &[O::free(&[A, LIST], Bool), O::free(&[A, MAP], Bool)],
    },
    Function {
        name: "size",
        doc: "Number of characters, bytes, items or keys.",
        since: None,
        overloads: &[
            O::free(&[Bytes], Int),
            O::member(&[Bytes], Int),
            O::free(&[LIST], Int),
            O::member(&[LIST], Int),
            O::free(&[MAP], Int),
            O::member(&[MAP], Int),
            O::free(&[String], Int),
            O::member(&[String], Int),
        ],
    },
    Function { name: "type", doc: "The type of a value.", since: None, overloads: &[O::free(&[A], Type(&A))] },
    Function {
        name: "bool",
        doc: "Reads a boolean from text.",
        since: None,
        overloads: &[O::free(&[Bool], Bool), O::free(&[String], Bool)],
    },
    Function {
        name: "bytes",
        doc: "The bytes of a text.",
        since: None,
        overloads: &[O::free(&[Bytes], Bytes), O::free(&[String], Bytes)],
    },
    Function {
        name: "double",
        doc: "Turns a number or text into a double.",
        since: None,
        overloads: &[
            O::free(&[Double], Double),
            O::free(&[Int], Double),
            O::free(&[String], Double),
            O::free(&[Uint], Double),
        ],
    },
    Function {
        name: "duration",
        doc: "Reads a length of time such as `'1h30m'`.",
        since: None,
        overloads: &[O::free(&[Duration], Duration), O::free(&[String], Duration)],
    },
    Function {
        name: "dyn",
        doc: "Hides the type of a value from the checker.",
        since: None,
        overloads: &[O::free(&[A], Dyn)],
    },
    Function {
        name: "int",
        doc: "Turns a number, text or time into an int.",
        since: None,
        overloads: &[
            O::free(&[Int], Int),
            O::free(&[Double], Int),
            O::free(&[Duration], Int),
            O::free(&[String], Int),
            O::free(&[Timestamp], Int),
            O::free(&[Uint], Int),
        ],
    },
    Function {
        name: "string",
        doc: "Turns a value into text.",
        since: None,
        overloads: &[
            O::free(&[String], String),
            O::free(&[Bool], String),
            O::free(&[Bytes], String),
            O::free(&[Double], String),
            O::free(&[Duration], String),
            O::free(&[Int], String),
            O::free(&[Timestamp], String),
            O::free(&[Uint], String),
        ],
    },
    Function {
        name: "timestamp",
        doc: "Reads a point in time such as `'2026-01-02T03:04:05Z'`.",
        since: None,
        overloads: &[O::free(&[Timestamp], Timestamp), O::free(&[Int], Timestamp), O::free(&[String], Timestamp)],
    },
    Function {
        name: "uint",
        doc: "Turns a number or text into a uint.",
        since: None,
        overloads: &[O::free(&[Uint], Uint), O::free(&[Double], Uint), O::free(&[Int], Uint), O::free(&[String], Uint)],
    },
    Function {
        name: "contains",
        doc: "True when the text contains the other one.",
        since: None,
        overloads: &[O::member(&[String, String], Bool)],
    },
    Function {
        name: "endsWith",
        doc: "True when the text ends with the other one.",
        since: None,
        overloads: &[O::member(&[String, String], Bool)],
    },
    Function {
        name: "startsWith",
        doc: "True when the text starts with the other one.",
        since: None,
        overloads: &[O::member(&[String, String], Bool)],
    },
    Function {
        name: "matches",
        doc: "True when a part of the text matches the regular expression (RE2).",
        since: None,
        overloads: &[O::free(&[String, String], Bool), O::member(&[String, String], Bool)],
    },
    Function {
        name: "getFullYear",
        doc: "The year.",
        since: None,
        overloads: &[O::member(&[Timestamp], Int), O::member(&[Timestamp, String], Int)],
    },
    Function {
        name: "getMonth",
        doc: "The month, counted from 0.",
        since: None,
        overloads: &[O::member(&[Timestamp], Int), O::member(&[Timestamp, String], Int)],
    },
    Function {
        name: "getDayOfYear",
        doc: "The day of the year, counted from 0.",
        since: None,
        overloads: &[O::member(&[Timestamp], Int), O::member(&[Timestamp, String], Int)],
    },
    Function {
        name: "getDayOfMonth",
        doc: "The day of the month, counted from 0.",
        since: None,
        overloads: &[O::member(&[Timestamp], Int), O::member(&[Timestamp, String], Int)],
    },
    Function {
        name: "getDate",
        doc: "The day of the month, counted from 1.",
        since: None,
        overloads: &[O::member(&[Timestamp], Int), O::member(&[Timestamp, String], Int)],
    },
    Function {
        name: "getDayOfWeek",
        doc: "The day of the week, 0 for Sunday.",
        since: None,
        overloads: &[O::member(&[Timestamp], Int), O::member(&[Timestamp, String], Int)],
    },
    Function {
        name: "getHours",
        doc: "The hour, or the whole hours of a length of time.",
        since: None,
        overloads: &[O::member(&[Timestamp], Int), O::member(&[Timestamp, String], Int), O::member(&[Duration], Int)],
    },
    Function {
        name: "getMinutes",
        doc: "The minute, or the whole minutes of a length of time.",
        since: None,
        overloads: &[O::member(&[Timestamp], Int), O::member(&[Timestamp, String], Int), O::member(&[Duration], Int)],
    },
    Function {
        name: "getSeconds",
        doc: "The second, or the whole seconds of a length of time.",
        since: None,
        overloads: &[O::member(&[Timestamp], Int), O::member(&[Timestamp, String], Int), O::member(&[Duration], Int)],
    },
    Function {
        name: "getMilliseconds",
        doc: "The milliseconds.",
        since: None,
        overloads: &[O::member(&[Timestamp], Int), O::member(&[Timestamp, String], Int), O::member(&[Duration], Int)],
    },
];

const OPTIONAL: Ty = Optional(&A);

/// What comes with optional values.
pub(super) static OPTIONALS: &[Function] = &[
    Function { name: "optional.of", doc: "A value that is there.", since: None, overloads: &[O::free(&[A], OPTIONAL)] },
    Function {
        name: "optional.ofNonZeroValue",
        doc: "A value that is there unless it is zero or empty.",
        since: None,
        overloads: &[O::free(&[A], OPTIONAL)],
    },
    Function {
        name: "optional.none",
        doc: "A value that is missing.",
        since: None,
        overloads: &[O::free(&[], OPTIONAL)],
    },
    Function {
        name: "value",
        doc: "The value; an error while evaluating when it is missing.",
        since: None,
        overloads: &[O::member(&[OPTIONAL], A)],
    },
    Function {
        name: "hasValue",
        doc: "True when the value is there.",
        since: None,
        overloads: &[O::member(&[OPTIONAL], Bool)],
    },
    Function {
        name: "or",
        doc: "The first of two optional values that is there.",
        since: None,
        overloads: &[O::member(&[OPTIONAL, OPTIONAL], OPTIONAL)],
    },
    Function {
        name: "orValue",
        doc: "The value, or another one when it is missing.",
        since: None,
        overloads: &[O::member(&[OPTIONAL, A], A)],
    },
    Function {
        name: "_[?_]",
        doc: "Item or value of a key, if there is one.",
        since: None,
        overloads: &[
            O::free(&[LIST, Int], OPTIONAL),
            O::free(&[Optional(&LIST), Int], OPTIONAL),
            O::free(&[MAP, A], Optional(&B)),
            O::free(&[Optional(&MAP), A], Optional(&B)),
        ],
    },
    Function {
        name: "_[_]",
        doc: "Item of a list, or value of a key, of an optional list or map.",
        since: None,
        overloads: &[O::free(&[Optional(&LIST), Int], OPTIONAL), O::free(&[Optional(&MAP), A], Optional(&B))],
    },
];

/// What later releases add to optional values.
pub(super) static OPTIONALS_LATER: &[Function] = &[
    Function {
        name: "first",
        doc: "The first item of a list, if there is one.",
        since: None,
        overloads: &[O::member(&[LIST], OPTIONAL)],
    },
    Function {
        name: "last",
        doc: "The last item of a list, if there is one.",
        since: None,
        overloads: &[O::member(&[LIST], OPTIONAL)],
    },
    Function {
        name: "optional.unwrap",
        doc: "The values of a list of optional values that are there.",
        since: None,
        overloads: &[O::free(&[List(&OPTIONAL)], LIST)],
    },
    Function {
        name: "unwrapOpt",
        doc: "The values of a list of optional values that are there.",
        since: None,
        overloads: &[O::member(&[List(&OPTIONAL)], LIST)],
    },
];

/// What early releases had besides.
pub(super) static EARLY: &[Function] = &[Function {
    name: "duration",
    doc: "A length of time from a number of nanoseconds.",
    since: None,
    overloads: &[O::free(&[Int], Duration)],
}];

/// Names of types, which are values too.
pub(super) static TYPES: &[(&str, Ty)] = &[
    ("bool", Bool),
    ("bytes", Bytes),
    ("double", Double),
    ("google.protobuf.Duration", Duration),
    ("google.protobuf.Timestamp", Timestamp),
    ("int", Int),
    ("list", LIST),
    ("map", MAP),
    ("null_type", Ty::Null),
    ("string", String),
    ("type", Type(&Dyn)),
    ("uint", Uint),
];
