//! The grammar: tokens to expressions, macros recognised.

use super::ast::{Expr, Form, Initializer, Kind, Literal};
use super::lex::{Lexeme, Token, tokens};
use super::std::OPTIONAL_MACROS;
use super::{Error, Library};
use core::ops::Range;

/// Longest expression that the reader takes, in characters.
const LONGEST: usize = 100_000;
/// Deepest nesting that the reader takes.
const DEEPEST: u32 = 250;

/// Names that cannot be variables or functions.
const RESERVED: &[&str] = &[
    "as",
    "break",
    "const",
    "continue",
    "else",
    "for",
    "function",
    "if",
    "import",
    "let",
    "loop",
    "namespace",
    "package",
    "return",
    "var",
    "void",
    "while",
];

/// What syntax is switched on.
#[derive(Clone, Copy, Debug)]
pub(super) struct Options {
    pub optional: bool,
    pub library: Library,
}

/// Reads a whole expression.
pub(super) fn parse(text: &str, options: Options) -> Parsed {
    if text.len() > LONGEST && text.chars().count() > LONGEST {
        return Err(Error::new(format!("it is longer than {LONGEST} characters"), 0..0).into());
    }
    let mut parser = Parser { text, tokens: tokens(text, options.library)?, at: 0, depth: 0, options };
    let expr = parser.expr()?;
    match parser.peek() {
        Token::End => Ok(expr),
        _ => Err(parser.trailing(&expr).into()),
    }
}

struct Parser<'t> {
    text: &'t str,
    tokens: Vec<Lexeme>,
    at: usize,
    depth: u32,
    options: Options,
}

/// The error is boxed, so that deep expressions need little stack.
type Parsed = Result<Expr, Box<Error>>;

impl Parser<'_> {
    fn peek(&self) -> Token {
        self.tokens[self.at].token
    }

    fn peek_at(&self, ahead: usize) -> Token {
        self.tokens.get(self.at + ahead).map_or(Token::End, |l| l.token)
    }

    fn here(&self) -> Range<usize> {
        self.tokens[self.at].range.clone()
    }

    fn next(&mut self) -> Lexeme {
        let lexeme = self.tokens[self.at].clone();
        self.at = (self.at + 1).min(self.tokens.len() - 1);
        lexeme
    }

    fn take(&mut self, mark: &str) -> Option<Range<usize>> {
        (self.peek() == Token::Mark(mark_of(mark)?)).then(|| self.next().range)
    }

    fn expect(&mut self, mark: &'static str, why: &str) -> Result<Range<usize>, Box<Error>> {
        self.take(mark).ok_or_else(|| self.unexpected(&format!("`{mark}` {why}")).into())
    }

    fn word(&self, range: &Range<usize>) -> &str {
        &self.text[range.clone()]
    }

    fn unexpected(&self, wanted: &str) -> Error {
        let range = self.here();
        match self.peek() {
            Token::End => Error::new(format!("the expression ends where {wanted} is needed"), range),
            _ => Error::new(format!("`{}` stands where {wanted} is needed", self.word(&range)), range),
        }
    }

    /// Something follows a complete expression.
    fn trailing(&self, before: &Expr) -> Error {
        let range = self.here();
        let word = self.word(&range);
        let error =
            Error::new(format!("`{word}` cannot follow `{}`", shorten(self.word(&before.range))), range.clone());
        match word {
            "and" | "AND" => error.help("write `&&`"),
            "or" | "OR" => error.help("write `||`"),
            "is" => error.help("write `==` to compare"),
            ")" => error.help("a `(` is missing before it"),
            _ => error.help("an operator such as `&&` or `==` is missing between them"),
        }
    }

    /// An expression, nested deeper by one.
    fn expr(&mut self) -> Parsed {
        self.depth += 1;
        if self.depth > DEEPEST {
            return Err(too_deep(self.here()).into());
        }
        let mut out = self.operation(OR)?;
        if let Some(mark) = self.take("?") {
            out = self.choice(out, mark)?;
        }
        self.depth -= 1;
        Ok(out)
    }

    /// What follows `condition ?`.
    fn choice(&mut self, condition: Expr, mark: Range<usize>) -> Parsed {
        let then = self.operation(OR)?;
        self.expect(":", "of the `?`")?;
        let otherwise = self.expr()?;
        call("_?_:_", mark, None, vec![condition, then, otherwise])
    }

    /// Operands with the operators between them that bind at least as tightly as `level` says. One function for all
    /// levels keeps the stack small in deep expressions.
    fn operation(&mut self, level: u8) -> Parsed {
        let mut left = self.unary()?;
        while let Token::Mark(mark) = self.peek() {
            let Some(binds) = binding(mark).filter(|b| *b >= level) else { break };
            if binds <= AND {
                left = self.chain(left, mark, binds)?;
                continue;
            }
            let place = self.next().range;
            let right = self.operation(binds + 1)?;
            let name = if mark == "in" { "@in".to_owned() } else { format!("_{mark}_") };
            left = call(&name, place, None, vec![left, right])?;
        }
        Ok(left)
    }

    /// Operands of `&&` or `||`, as one call with any number of arguments, which does not count as nesting.
    fn chain(&mut self, first: Expr, mark: &'static str, binds: u8) -> Parsed {
        let (place, mut args) = (self.here(), vec![first]);
        while self.peek() == Token::Mark(mark) {
            self.next();
            args.push(self.operation(binds + 1)?);
        }
        let height = args.iter().map(|a| a.height).max().unwrap_or_default();
        let range = args[0].range.start..args[args.len() - 1].range.end;
        let kind = Kind::Call { function: format!("_{mark}_"), function_range: place, target: None, args };
        Ok(Expr { kind: Box::new(kind), range, height })
    }

    fn unary(&mut self) -> Parsed {
        for (mark, name) in [("!", "!_"), ("-", "-_")] {
            if self.peek() != Token::Mark(mark) || (mark == "-" && self.signed()) {
                continue;
            }
            let (place, mut count) = (self.here(), 0);
            while self.take(mark).is_some() {
                count += 1;
            }
            if matches!(self.peek(), Token::Mark("-") if !self.signed()) || self.peek() == Token::Mark("!") {
                return Err(self.unexpected("a value").help("put the inner part into parentheses").into());
            }
            let operand = self.member()?;
            // An even number of them cancels out, without a look at the type.
            let negated = count % 2 == 1;
            return if negated { call(name, place, None, vec![operand]) } else { Ok(operand) };
        }
        self.member()
    }

    /// A minus that belongs to the number behind it.
    fn signed(&self) -> bool {
        self.peek() == Token::Mark("-") && matches!(self.peek_at(1), Token::Int | Token::Double)
    }

    fn member(&mut self) -> Parsed {
        let mut operand = self.primary()?;
        loop {
            if self.take(".").is_some() {
                operand = self.selection(operand)?;
            } else if let Some(open) = self.take("[") {
                let mark = self.question("[?")?;
                let index = self.expr()?;
                let close = self.expect("]", "behind the index")?;
                let name = if mark { "_[?_]" } else { "_[_]" };
                operand = call(name, open, None, vec![operand, index])?;
                operand.range.end = close.end;
            } else {
                return Ok(operand);
            }
        }
    }

    /// Takes a `?` that stands for an optional value.
    fn question(&mut self, written: &str) -> Result<bool, Box<Error>> {
        match self.take("?") {
            Some(range) if !self.options.optional => {
                Err(Error::new(format!("`{written}`, for optional values, is not switched on here"), range).into())
            }
            Some(_) => Ok(true),
            None => Ok(false),
        }
    }

    /// What follows a dot.
    fn selection(&mut self, operand: Expr) -> Parsed {
        let optional = self.question(".?")?;
        let name = match self.peek() {
            Token::Name => self.next().range,
            Token::Quoted if self.options.library >= Library::V0_31 => self.next().range,
            _ => return Err(self.unexpected("the name of a field or function").into()),
        };
        let quoted = self.text[name.clone()].starts_with('`');
        if self.peek() == Token::Mark("(") && !optional && !quoted {
            return self.member_call(operand, name);
        }
        let field = self.word(&name).trim_matches('`').to_owned();
        let (range, height) = (operand.range.start..name.end, deeper(&[&operand], &name)?);
        let kind = Kind::Select { operand: Box::new(operand), field, field_range: name, optional };
        Ok(Expr { kind: Box::new(kind), range, height })
    }

    fn member_call(&mut self, target: Expr, name: Range<usize>) -> Parsed {
        let start = target.range.start;
        let (args, end) = self.arguments()?;
        let function = self.word(&name).to_owned();
        let mut out = match self.form(&function, args.len()) {
            Some(form) => comprehension(form, target, args, &name)?,
            None => call(&function, name, Some(target), args)?,
        };
        out.range = start..end;
        Ok(out)
    }

    /// The macro of a name with that many arguments.
    fn form(&self, name: &str, count: usize) -> Option<Form> {
        let form = match (name, count) {
            ("all", 2) => Form::All,
            ("exists", 2) => Form::Exists,
            ("exists_one", 2) => Form::ExistsOne,
            ("map", 2 | 3) => Form::Map,
            ("filter", 2) => Form::Filter,
            _ => {
                let found = OPTIONAL_MACROS.iter().find(|(macro_name, _)| *macro_name == name);
                return found.filter(|_| self.options.optional && count == 2).map(|(_, form)| *form);
            }
        };
        Some(form)
    }

    /// Arguments in parentheses, and where they end.
    fn arguments(&mut self) -> Result<(Vec<Expr>, usize), Box<Error>> {
        self.expect("(", "before the arguments")?;
        let mut args = Vec::new();
        if let Some(close) = self.take(")") {
            return Ok((args, close.end));
        }
        loop {
            args.push(self.expr()?);
            if self.take(",").is_none() {
                return Ok((args, self.expect(")", "behind the arguments")?.end));
            }
        }
    }

    fn primary(&mut self) -> Parsed {
        let start = self.here().start;
        let sign = self.signed().then(|| self.next());
        let literal = match self.peek() {
            Token::Int => Literal::Int,
            Token::Uint => Literal::Uint,
            Token::Double => Literal::Double,
            Token::String => Literal::String,
            Token::Bytes => Literal::Bytes,
            Token::Mark("true" | "false") => Literal::Bool,
            Token::Mark("null") => Literal::Null,
            _ => return self.composed(start),
        };
        let range = start..self.next().range.end;
        self.in_range(literal, &range, sign.is_some())?;
        Ok(Expr { kind: Box::new(Kind::Literal(literal)), range, height: 0 })
    }

    /// Numbers have to fit.
    fn in_range(&self, literal: Literal, range: &Range<usize>, negative: bool) -> Result<(), Box<Error>> {
        let digits = self.word(range).trim_start_matches(['-', ' ', '\t', '\r', '\n', '\u{c}']);
        let number = digits.trim_end_matches(['u', 'U']);
        let value = match digits.strip_prefix("0x") {
            Some(_) => u64::from_str_radix(&number[2..], 16).ok(),
            None => number.parse().ok(),
        };
        let limit = if negative { 1 << 63 } else { (1 << 63) - 1 };
        // A comment may stand between the sign and the number; then the number alone cannot be cut out, nor judged.
        let commented = literal == Literal::Int && digits.starts_with('/');
        let fits = match literal {
            Literal::Int => commented || value.is_some_and(|v| v <= limit),
            Literal::Uint => value.is_some(),
            Literal::Double => digits.starts_with('/') || digits.parse::<f64>().is_ok_and(f64::is_finite),
            _ => true,
        };
        let name = if literal == Literal::Uint { "a uint" } else { "an int" };
        match (fits, literal) {
            (true, _) => Ok(()),
            (false, Literal::Double) => Err(Error::new("the number is too large", range.clone()).into()),
            (false, _) => {
                Err(Error::new(format!("the number does not fit into {name} of 64 bits"), range.clone()).into())
            }
        }
    }

    /// A primary that is no literal.
    fn composed(&mut self, start: usize) -> Parsed {
        if self.take("(").is_some() {
            let inner = self.expr()?;
            self.expect(")", "to close the `(`")?;
            return Ok(inner);
        }
        if let Some(open) = self.take("[") {
            return self.list(open);
        }
        if let Some(open) = self.take("{") {
            return self.map(open);
        }
        let dotted = self.peek() == Token::Mark(".");
        if self.peek_at(usize::from(dotted)) != Token::Name {
            return Err(self
                .unexpected("a value")
                .help(match self.peek() {
                    Token::End => "the expression is not complete",
                    _ => "a value is a name, a literal or an expression in parentheses",
                })
                .into());
        }
        if let Some(length) = self.message_ahead(usize::from(dotted)) {
            return self.message(start, length);
        }
        if dotted {
            self.next();
        }
        self.name(start, dotted)
    }

    fn name(&mut self, start: usize, dotted: bool) -> Parsed {
        let range = self.next().range;
        let plain = self.word(&range).to_owned();
        if RESERVED.contains(&plain.as_str()) {
            return Err(Error::new(format!("`{plain}` is a reserved word"), range).into());
        }
        let name = if dotted { format!(".{plain}") } else { plain.clone() };
        if self.peek() != Token::Mark("(") {
            return Ok(Expr { kind: Box::new(Kind::Name(name)), range: start..range.end, height: 0 });
        }
        let (mut args, end) = self.arguments()?;
        let mut out =
            if name == "has" && args.len() == 1 { has(args.remove(0))? } else { call(&name, range, None, args)? };
        out.range = start..end;
        Ok(out)
    }

    fn list(&mut self, open: Range<usize>) -> Parsed {
        let mut items = Vec::new();
        let mut more = !matches!(self.peek(), Token::Mark("]" | ","));
        while more {
            let mark = self.question("?")?;
            items.push((mark, self.expr()?));
            more = self.another("]");
        }
        self.take(",");
        let close = self.expect("]", "to close the list")?;
        let height = deeper(&items.iter().map(|(_, e)| e).collect::<Vec<_>>(), &open)?;
        Ok(Expr { kind: Box::new(Kind::List(items)), range: open.start..close.end, height })
    }

    fn map(&mut self, open: Range<usize>) -> Parsed {
        let mut entries = Vec::new();
        let mut more = !matches!(self.peek(), Token::Mark("}" | ","));
        while more {
            let mark = self.question("?")?;
            let key = self.expr()?;
            self.expect(":", "behind the key")?;
            entries.push((mark, key, self.expr()?));
            more = self.another("}");
        }
        self.take(",");
        let close = self.expect("}", "to close the map")?;
        let height = deeper(&entries.iter().flat_map(|(_, k, v)| [k, v]).collect::<Vec<_>>(), &open)?;
        Ok(Expr { kind: Box::new(Kind::Map(entries)), range: open.start..close.end, height })
    }

    /// Takes a comma that something other than the closing mark follows.
    fn another(&mut self, close: &'static str) -> bool {
        let more = self.peek() == Token::Mark(",") && self.peek_at(1) != Token::Mark(close);
        if more {
            self.next();
        }
        more
    }

    /// Number of tokens of `a.b.c` when `{` follows.
    fn message_ahead(&self, from: usize) -> Option<usize> {
        let mut ahead = from + 1;
        while self.peek_at(ahead) == Token::Mark(".") && self.peek_at(ahead + 1) == Token::Name {
            ahead += 2;
        }
        (self.peek_at(ahead) == Token::Mark("{")).then_some(ahead)
    }

    fn message(&mut self, start: usize, length: usize) -> Parsed {
        let mut name = String::new();
        for _ in 0..length {
            let range = self.next().range;
            name.push_str(self.word(&range));
        }
        let open = self.expect("{", "before the fields")?;
        let mut fields = Vec::new();
        let mut more = !matches!(self.peek(), Token::Mark("}" | ","));
        while more {
            let optional = self.question("?")?;
            if !matches!(self.peek(), Token::Name | Token::Quoted) {
                return Err(self.unexpected("the name of a field").into());
            }
            let range = self.next().range;
            self.expect(":", "behind the field")?;
            let name = self.word(&range).trim_matches('`').to_owned();
            fields.push(Initializer { optional, name, range, value: self.expr()? });
            more = self.another("}");
        }
        self.take(",");
        let close = self.expect("}", "to close the message")?;
        let height = deeper(&fields.iter().map(|f| &f.value).collect::<Vec<_>>(), &open)?;
        Ok(Expr { kind: Box::new(Kind::Message { name, fields }), range: start..close.end, height })
    }
}

const OR: u8 = 0;
const AND: u8 = 1;

/// How tightly an operator binds; `None` for other marks.
fn binding(mark: &str) -> Option<u8> {
    Some(match mark {
        "||" => OR,
        "&&" => AND,
        "<" | "<=" | ">=" | ">" | "==" | "!=" | "in" => 2,
        "+" | "-" => 3,
        "*" | "/" | "%" => 4,
        _ => return None,
    })
}

/// The static text of a mark.
fn mark_of(mark: &str) -> Option<&'static str> {
    ["?", ":", ".", ",", "(", ")", "[", "]", "{", "}", "!", "-", "&&", "||"].into_iter().find(|m| *m == mark)
}

fn too_deep(range: Range<usize>) -> Error {
    Error::new(format!("it is nested deeper than {DEEPEST} levels"), range)
}

/// Nesting above these parts.
fn deeper(parts: &[&Expr], place: &Range<usize>) -> Result<u32, Box<Error>> {
    let height = parts.iter().map(|e| e.height).max().unwrap_or_default() + 1;
    if height > DEEPEST { Err(too_deep(place.clone()).into()) } else { Ok(height) }
}

fn call(name: &str, function_range: Range<usize>, target: Option<Expr>, args: Vec<Expr>) -> Parsed {
    let parts: Vec<&Expr> = target.iter().chain(&args).collect();
    let height = deeper(&parts, &function_range)?;
    let start = parts.iter().map(|e| e.range.start).min().unwrap_or(function_range.start).min(function_range.start);
    let end = parts.iter().map(|e| e.range.end).max().unwrap_or(function_range.end).max(function_range.end);
    let kind = Kind::Call { function: name.to_owned(), function_range, target: target.map(Box::new), args };
    Ok(Expr { kind: Box::new(kind), range: start..end, height })
}

fn has(arg: Expr) -> Parsed {
    let (range, height) = (arg.range.clone(), arg.height + 1);
    match *arg.kind {
        Kind::Select { operand, field, field_range, optional: false } => {
            Ok(Expr { kind: Box::new(Kind::Has { operand, field, field_range }), range, height })
        }
        _ => Err(Error::new("`has` takes the selection of a field, such as `has(a.b)`", range).into()),
    }
}

fn comprehension(form: Form, target: Expr, mut args: Vec<Expr>, place: &Range<usize>) -> Parsed {
    let parts: Vec<&Expr> = [&target].into_iter().chain(&args).collect();
    let height = deeper(&parts, place)?;
    let body = args.pop();
    let filter = if args.len() == 2 { args.pop() } else { None };
    let (Some(body), Some(variable)) = (body, args.pop()) else {
        return Err(Error::new("arguments are missing", place.clone()).into());
    };
    let Kind::Name(name) = *variable.kind else {
        return Err(Error::new("the first argument has to be a name for each item", variable.range)
            .help("such as `x` in `items.all(x, x > 1)`")
            .into());
    };
    if name == "__result__" {
        return Err(Error::new(format!("`{name}` cannot be the name for each item"), variable.range).into());
    }
    let (range, filter) = (target.range.start..body.range.end, filter.map(Box::new));
    let kind = Kind::Comprehension { form, range: Box::new(target), variable: name, filter, body: Box::new(body) };
    Ok(Expr { kind: Box::new(kind), range, height })
}

/// At most a few words of a source text.
fn shorten(text: &str) -> String {
    match text.char_indices().nth(32) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}
