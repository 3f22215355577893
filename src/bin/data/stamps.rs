//! `kepu-data stamps --secret WORDS [--url https://host] [ID …] < year.json`: codes for places and lectures.
//!
//! Without `--url` a line each: id, name, code, mark, and the member to write into the year file. With it, a page to
//! print: a poster with a QR code for each, and at its end the list for the desk. The same secret gives the same codes.

use crate::Outcome;
use kepu_day::domain::stamps::{code_of, digest};
use kepu_day::words::stamps as words;
use qrcodegen::{QrCode, QrCodeEcc};
use serde_json::Value;
use std::io::Write;

const USAGE: &str =
    "usage: kepu-data stamps --secret WORDS [--url https://host] [ID …] < year.json";

/// What to make.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Options {
    secret: String,
    url: Option<String>,
    /// Places and lectures; those that have a stamp already if it is empty.
    ids: Vec<String>,
}

impl Options {
    /// Reads the arguments after `stamps`.
    pub fn parse(mut args: impl Iterator<Item = String>) -> Outcome<Self> {
        let mut options = Self::default();
        while let Some(arg) = args.next() {
            let mut value = || args.next().ok_or(format!("{arg} needs a value; {USAGE}"));
            match arg.as_str() {
                "--secret" => options.secret = value()?,
                "--url" => options.url = Some(value()?.trim_end_matches('/').to_owned()),
                other if other.starts_with('-') => {
                    return Err(format!("{other} is no option; {USAGE}"));
                }
                _ => options.ids.push(arg),
            }
        }
        match options.secret.is_empty() {
            true => Err(format!("a secret makes the codes; {USAGE}")),
            false => Ok(options),
        }
    }
}

/// A place or lecture with its code.
struct Post<'a> {
    id: &'a str,
    name: &'a str,
    code: String,
    hash: String,
    mark: char,
}

/// Writes lines or the page to print.
///
/// # Errors
/// One line for whoever ran it: an id that the year file does not know, or nothing to make codes for.
pub fn write(year: &Value, options: &Options, out: &mut impl Write) -> Outcome<()> {
    let posts = posts(year, options)?;
    let text = match &options.url {
        Some(url) => page(year["edition"]["name"].as_str().unwrap_or(""), url, &posts)?,
        None => posts.iter().map(line).collect(),
    };
    out.write_all(text.as_bytes())
        .map_err(|error| format!("the answer cannot be written: {error}"))
}

fn posts<'a>(year: &'a Value, options: &Options) -> Outcome<Vec<Post<'a>>> {
    let edition = year["edition"]["id"]
        .as_str()
        .ok_or("the edition has no id")?;
    let list = |name: &str| year[name].as_array().map_or(&[][..], Vec::as_slice);
    let venues = list("venues").iter().map(|venue| (venue, &venue["name"]));
    let lectures = list("activities").iter();
    let lectures = lectures.map(|activity| (&activity["lecture"], &activity["title"]));
    let all: Vec<(&Value, &str, &str)> = venues
        .chain(lectures)
        .filter_map(|(record, name)| Some((record, record["id"].as_str()?, name.as_str()?)))
        .collect();
    if let Some(unknown) = options
        .ids
        .iter()
        .find(|id| all.iter().all(|one| one.1 != **id))
    {
        return Err(format!(
            "{unknown} is no place and no lecture of the year file"
        ));
    }
    let wanted = |record: &Value, id: &str| match options.ids.is_empty() {
        true => record["stamp"].is_object(),
        false => options.ids.iter().any(|one| one == id),
    };
    let posts: Vec<Post> = all
        .into_iter()
        .filter(|(record, id, _)| wanted(record, id))
        .map(|(_, id, name)| {
            let code = code_of(&options.secret, edition, id);
            let digest = digest(edition, id, &code);
            Post {
                id,
                name,
                code,
                hash: digest.hash,
                mark: digest.mark,
            }
        })
        .collect();
    match posts.is_empty() {
        true => Err(format!(
            "no place and no lecture has a stamp yet: name some; {USAGE}"
        )),
        false => Ok(posts),
    }
}

fn line(post: &Post) -> String {
    let Post {
        id,
        name,
        code,
        hash,
        mark,
    } = post;
    format!("{id}\t{name}\t{code}\t{mark}\t\"stamp\":{{\"hash\":\"{hash}\"}}\n")
}

fn page(edition: &str, url: &str, posts: &[Post]) -> Outcome<String> {
    let mut posters = String::new();
    for post in posts {
        let link = format!("{url}/stamps#{}", post.code);
        posters.push_str(&format!(
            "<section><p>{}</p><h1>{}</h1>{}<p class=\"code\">{}</p><p>{}</p></section>\n",
            escaped(edition),
            escaped(post.name),
            square(&link)?,
            post.code,
            words::POSTER
        ));
    }
    let rows: String = posts
        .iter()
        .map(|post| {
            let name = escaped(post.name);
            format!(
                "<tr><td>{name}</td><td class=\"mark\">{}</td><td>{}</td></tr>\n",
                post.mark, post.code
            )
        })
        .collect();
    let [place, mark, code] = words::DESK_COLUMNS;
    Ok(format!(
        "<!DOCTYPE html>\n<html lang=\"zh-CN\"><head><meta charset=\"utf-8\"><title>{title}</title><style>\n\
         @page{{size:A4;margin:18mm}}body{{margin:0;font:20px/1.6 \"Noto Sans CJK SC\",\"Microsoft YaHei\",sans-serif;color:#1b2430;text-align:center}}\n\
         section{{break-after:page}}h1{{font-size:44px;line-height:1.3}}svg{{width:110mm}}.code{{font:700 60px/1.4 monospace;letter-spacing:.12em}}\n\
         table{{margin:0 auto;border-collapse:collapse;text-align:left}}td,th{{padding:.3em 1em;border-bottom:1px solid #888}}.mark{{font-size:32px}}\n\
         </style></head><body>\n{posters}<h1>{title}</h1><p>{why}</p><table><tr><th>{place}</th><th>{mark}</th><th>{code}</th></tr>\n{rows}</table></body></html>\n",
        title = words::DESK_TITLE,
        why = words::DESK_WHY,
    ))
}

/// The link as a QR code.
fn square(link: &str) -> Outcome<String> {
    let code = QrCode::encode_text(link, QrCodeEcc::Quartile)
        .map_err(|_| format!("{link} is too long for a QR code"))?;
    let (size, mut path) = (code.size(), String::new());
    for y in 0..size {
        for x in (0..size).filter(|x| code.get_module(*x, y)) {
            path.push_str(&format!("M{} {}h1v1h-1z", x + 4, y + 4));
        }
    }
    let wide = size + 8;
    Ok(format!(
        "<svg viewBox=\"0 0 {wide} {wide}\" shape-rendering=\"crispEdges\"><path d=\"{path}\"/></svg>"
    ))
}

fn escaped(text: &str) -> String {
    let text = text.replace('&', "&amp;");
    text.replace('<', "&lt;").replace('>', "&gt;")
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn parse(line: &str) -> Outcome<Options> {
        Options::parse(line.split_whitespace().map(str::to_owned))
    }

    fn made(line: &str) -> Outcome<String> {
        let year = json!({
            "edition": {"id": "2023", "name": "科普日"},
            "venues": [{"id": "v1", "name": "<馆>", "stamp": {"hash": "0"}}, {"id": "v2", "name": "园"}],
            "activities": [{"id": "a", "title": "讲座", "lecture": {"id": "l1"}}, {"id": "b", "title": "展"}],
        });
        let mut out = Vec::new();
        write(&year, &parse(line)?, &mut out)?;
        Ok(String::from_utf8(out).expect("text"))
    }

    #[test]
    fn lines_for_those_that_have_a_stamp_or_are_named() {
        let lines = made("--secret x").unwrap();
        assert_eq!(lines.lines().count(), 1);
        assert!(lines.starts_with("v1\t<馆>\t"), "{lines}");
        let lines = made("--secret x l1 v2").unwrap();
        assert_eq!(lines.lines().count(), 2);
        assert!(lines.contains(&code_of("x", "2023", "l1")));
        assert_eq!(made("--secret x l1 v2").unwrap(), lines, "the same again");
        assert_ne!(made("--secret y l1 v2").unwrap(), lines);
    }

    #[test]
    fn the_page_to_print_has_a_poster_each_and_the_list() {
        let page = made("--secret x --url https://example.org/ v1 l1").unwrap();
        assert_eq!(page.matches("<section>").count(), 2);
        assert_eq!(page.matches("class=\"mark\"").count(), 2);
        assert!(page.contains("&lt;馆&gt;") && !page.contains("<馆>"));
    }

    #[test]
    fn anything_odd_is_one_line() {
        for line in [
            "",
            "v1",
            "--secret",
            "--secret x --wat",
            "--secret x v9",
            "--secret x --url",
        ] {
            let message = made(line).expect_err(line);
            assert_eq!(message.lines().count(), 1, "{line}: {message}");
        }
    }
}
