//! Text as people type it, made even before it is read: full-width forms, spaces that are none, numbers in Chinese.

/// Marks that cannot be seen: joiners, directions, the mark of byte order.
fn unseen(c: char) -> bool {
    matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
        || c.is_control() && !c.is_whitespace()
}

/// The text with full-width letters, digits and signs as plain ones, without what cannot be seen, trimmed: to be read, not
/// to be shown.
pub fn even(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars().filter(|c| !unseen(*c)) {
        match c {
            '\u{ff01}'..='\u{ff5e}' => out.push(char::from_u32(c as u32 - 0xfee0).unwrap_or(c)),
            '\n' => out.push(c),
            c if c.is_whitespace() => out.push(' '),
            c => out.push(c),
        }
    }
    out.trim().to_owned()
}

/// One line to be shown: every run of white space is one space.
pub fn line(text: &str) -> String {
    let seen: String = text.chars().filter(|c| !unseen(*c)).collect();
    seen.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Lines to be shown, without empty ones at the ends.
pub fn paragraphs(text: &str) -> String {
    let lines: Vec<String> = text.lines().map(line).collect();
    lines.join("\n").trim().to_owned()
}

/// What a heading or a word is compared by: even, in small letters, without spaces, signs and what stands in brackets.
pub fn key(text: &str) -> String {
    let mut out = String::new();
    let mut depth = 0_u32;
    for c in even(text).chars() {
        match c {
            '(' | '[' | '【' | '〔' => depth += 1,
            ')' | ']' | '】' | '〕' => depth = depth.saturating_sub(1),
            _ if depth > 0 => {}
            c if c.is_alphanumeric() => out.extend(c.to_lowercase()),
            '√' | '×' => out.push(c),
            _ => {}
        }
    }
    out
}

/// The parts of a list as people write one; what stands in brackets is no list: 实践中心（所、站）.
pub fn parts(text: &str) -> Vec<String> {
    let mut depth = 0_u32;
    let split = text.split(|c: char| {
        match c {
            '(' | '（' => depth += 1,
            ')' | '）' => depth = depth.saturating_sub(1),
            _ => {}
        }
        depth == 0 && matches!(c, '、' | ',' | ';' | '，' | '；' | '|' | '\n')
    });
    split.map(line).filter(|part| !part.is_empty()).collect()
}

/// The first `most` letters, for a report.
pub fn short(text: &str, most: usize) -> String {
    let text = line(text);
    match text.char_indices().nth(most) {
        Some((at, _)) => format!("{}…", &text[..at]),
        None => text,
    }
}

/// 0 to 99 in Chinese numerals or digits.
pub fn small_number(text: &str) -> Option<u32> {
    if !text.is_empty() && text.len() <= 4 && text.bytes().all(|b| b.is_ascii_digit()) {
        return text.parse().ok();
    }
    let digit = |c: char| {
        "零一二三四五六七八九"
            .chars()
            .position(|d| d == c)
            .map(|at| at as u32)
    };
    let chars: Vec<char> = text
        .replace('两', "二")
        .replace('〇', "零")
        .chars()
        .collect();
    match chars[..] {
        ['十'] => Some(10),
        [one] => digit(one),
        ['十', one] => Some(10 + digit(one)?),
        [ten, '十'] => Some(digit(ten)? * 10),
        [ten, '十', one] => Some(digit(ten)? * 10 + digit(one)?),
        _ => None,
    }
}

/// Every whole number in the text, of at most nine digits; longer ones are passed over.
pub fn numbers(text: &str) -> Vec<u32> {
    even(text)
        .split(|c: char| !c.is_ascii_digit())
        .filter(|run| !run.is_empty() && run.len() <= 9)
        .filter_map(|run| run.parse().ok())
        .collect()
}
