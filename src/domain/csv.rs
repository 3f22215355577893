//! Tables for a spreadsheet: comma-separated, each cell quoted, each line with the break that every program reads.
//!
//! A cell that a program would take for a formula is defused (OWASP, «CSV injection»): what a stranger typed must
//! not run on the machine of who opens the file.

/// Tells a spreadsheet that the file is UTF-8.
const MARK: char = '\u{feff}';

/// Whether a program may take the cell for a formula. Full-width signs are turned into plain ones by some.
fn is_formula(cell: &str) -> bool {
    // White space in front is passed over by some.
    let first = cell.trim_start_matches(' ').chars().next();
    first.is_some_and(|c| "=+-@\t\r\n＝＋－＠".contains(c))
}

/// The rows as a file.
pub fn table(rows: &[Vec<String>]) -> String {
    let mut out = String::from(MARK);
    for row in rows {
        for (at, cell) in row.iter().enumerate() {
            if at > 0 {
                out.push(',');
            }
            push(&mut out, cell);
        }
        out.push_str("\r\n");
    }
    out
}

fn push(out: &mut String, cell: &str) {
    out.push('"');
    if is_formula(cell) {
        out.push('\'');
    }
    for c in cell.chars() {
        match c {
            '"' => out.push_str("\"\""),
            '\0' => {}
            c => out.push(c),
        }
    }
    out.push('"');
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn one(cell: &str) -> String {
        table(&[vec![cell.to_owned()]])
    }

    #[test]
    fn a_table_opens_in_a_spreadsheet() {
        let row = |cells: [&str; 2]| cells.map(str::to_owned).to_vec();
        assert_eq!(
            table(&[row(["序号", "姓名"]), row(["1", ""])]),
            "\u{feff}\"序号\",\"姓名\"\r\n\"1\",\"\"\r\n"
        );
        assert_eq!(
            one("说\"好\",行\n二"),
            "\u{feff}\"说\"\"好\"\",行\n二\"\r\n"
        );
        assert_eq!(table(&[]), "\u{feff}");
    }

    #[test]
    fn what_could_be_a_formula_is_defused() {
        for bad in [
            "=1+1",
            "=HYPERLINK(\"http://x\",\"点\")",
            "+1",
            "-1",
            "@SUM(A1)",
            "\t=1",
            "\r=1",
            "\n=1",
            "  =1",
            "＝1",
            "＋1",
            "－1",
            "＠x",
        ] {
            assert!(one(bad).starts_with("\u{feff}\"'"), "{bad:?}");
        }
        for good in ["0373-3661812", "三年级", "9:00–10:00", "", "a=b", "'x"] {
            assert_eq!(one(good), ["\u{feff}\"", good, "\"\r\n"].concat());
        }
    }

    /// The cells of a table, read as a spreadsheet does.
    fn read(text: &str) -> Vec<Vec<String>> {
        let mut rows = vec![vec![]];
        let mut chars = text.trim_start_matches(MARK).chars().peekable();
        while let Some(c) = chars.next() {
            match c {
                '"' => {
                    let mut cell = String::new();
                    while let Some(c) = chars.next() {
                        if c != '"' {
                            cell.push(c);
                        } else if chars.next_if_eq(&'"').is_some() {
                            cell.push('"');
                        } else {
                            break;
                        }
                    }
                    rows.last_mut().unwrap().push(cell);
                }
                '\n' => rows.push(vec![]),
                _ => {}
            }
        }
        rows.pop();
        rows
    }

    proptest! {
        #[test]
        fn no_cell_leaves_its_place(
            rows in proptest::collection::vec(proptest::collection::vec("[=+@,\"\r\n\t a一-]{0,8}", 1..4), 0..4)
        ) {
            let back = read(&table(&rows));
            prop_assert_eq!(back.len(), rows.len());
            for (was, is) in rows.iter().zip(&back) {
                prop_assert_eq!(was.len(), is.len());
                for (was, is) in was.iter().zip(is) {
                    prop_assert!(!is_formula(is), "{:?}", is);
                    prop_assert_eq!(is.strip_prefix('\'').unwrap_or(is), was);
                }
            }
        }
    }
}
