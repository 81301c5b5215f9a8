//! Dates and times as Go's YAML library recognises them: the four layouts that it tries, with Go's leniency about
//! missing leading zeros. Source: go.yaml.in/yaml/v4 rc.6 `parseTimestamp` over `time.Parse`.

/// True when the text is a date, or a date with a time.
pub(super) fn is_timestamp(text: &str) -> bool {
    let mut rest = Rest(text.as_bytes());
    date(&mut rest).is_some() && (rest.0.is_empty() || time(&mut rest).is_some() && rest.0.is_empty())
}

struct Rest<'t>(&'t [u8]);

impl Rest<'_> {
    fn eat(&mut self, byte: u8) -> Option<()> {
        self.0 = self.0.strip_prefix(&[byte])?;
        Some(())
    }

    /// Exactly `n` digits.
    fn fixed(&mut self, n: usize) -> Option<u32> {
        let digits = self.0.get(..n).filter(|d| d.iter().all(u8::is_ascii_digit))?;
        self.0 = &self.0[n..];
        Some(digits.iter().fold(0, |v, d| v * 10 + u32::from(d - b'0')))
    }

    /// One or two digits, as many as there are.
    fn short(&mut self) -> Option<u32> {
        self.fixed(2).or_else(|| self.fixed(1))
    }
}

fn date(rest: &mut Rest<'_>) -> Option<()> {
    let year = rest.fixed(4)?;
    rest.eat(b'-')?;
    let month = rest.short()?;
    rest.eat(b'-')?;
    let day = rest.short()?;
    (1..=days_in(month, year)).contains(&day).then_some(())
}

fn days_in(month: u32, year: u32) -> u32 {
    let leap = year.is_multiple_of(4) && !year.is_multiple_of(100) || year.is_multiple_of(400);
    match month {
        2 => 28 + u32::from(leap),
        4 | 6 | 9 | 11 => 30,
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        _ => 0,
    }
}

fn time(rest: &mut Rest<'_>) -> Option<()> {
    let spaced = rest.0.first() == Some(&b' ');
    if spaced {
        rest.0 = rest.0.trim_ascii_start();
    } else {
        rest.eat(b'T').or_else(|| rest.eat(b't'))?;
    }
    rest.short().filter(|h| *h < 24)?;
    rest.eat(b':')?;
    rest.short().filter(|m| *m < 60)?;
    rest.eat(b':')?;
    rest.short().filter(|s| *s < 60)?;
    fraction(rest);
    if spaced { Some(()) } else { zone(rest) }
}

/// Digits behind a dot or comma, if there are any.
fn fraction(rest: &mut Rest<'_>) {
    if let [b'.' | b',', tail @ ..] = rest.0 {
        let digits = tail.iter().take_while(|b| b.is_ascii_digit()).count();
        if digits > 0 {
            rest.0 = &tail[digits..];
        }
    }
}

fn zone(rest: &mut Rest<'_>) -> Option<()> {
    if rest.eat(b'Z').is_some() {
        return Some(());
    }
    rest.eat(b'+').or_else(|| rest.eat(b'-'))?;
    rest.fixed(2).filter(|h| *h <= 24)?;
    rest.eat(b':')?;
    rest.fixed(2).filter(|m| *m <= 60)?;
    Some(())
}
