//! Sheets, scripts and the wasm.

use crate::{Outcome, module, read, split, write};
use base64::{Engine, prelude::BASE64_STANDARD};
use sha2::{Digest, Sha256};
use std::{
    fs,
    io::Write,
    path::Path,
    process::{Command, Stdio},
};

/// The oldest engines that get the whole app: WeChat and DingTalk's kernels, iOS 13.
pub const OLDEST: &str = "--target=chrome69,safari13";

/// Removes the linked sheets from the page and the folder; answers the page and the sheets as one, minified.
pub fn take_sheets(folder: &Path, page: &str) -> Outcome<(String, String)> {
    let mut sheet = String::new();
    let mut rest = String::with_capacity(page.len());
    for line in page.lines() {
        match sheet_name(line) {
            Some(name) => {
                sheet.push_str(&read(folder, name)?);
                sheet.push('\n');
                fs::remove_file(folder.join(name))
                    .map_err(|error| format!("{name} stays: {error}"))?;
            }
            None => {
                rest.push_str(line);
                rest.push('\n');
            }
        }
    }
    let sheet = esbuild(&["--loader=css", OLDEST], sheet.as_bytes())?;
    Ok((rest, sheet.trim_end().to_owned()))
}

/// The file that a line of the page links as a sheet.
fn sheet_name(line: &str) -> Option<&str> {
    line.contains("rel=\"stylesheet\"")
        .then(|| attribute(line, "href"))?
        .map(|path| path.trim_start_matches('/'))
}

/// Minifies glue and boot script, moves them and the wasm to `assets/` under names made from their content,
/// and points the page at them.
pub fn name_by_content(folder: &Path, page: &str) -> Outcome<String> {
    let tag = page
        .lines()
        .find(|line| line.contains("data-glue="))
        .ok_or("index.html starts no app")?;
    let path_of = |name| attribute(tag, name).ok_or(format!("the boot script's tag has no {name}"));
    let (boot, glue, wasm) = (
        path_of(" src")?,
        path_of("data-glue")?,
        path_of("data-wasm")?,
    );

    fs::create_dir_all(folder.join("assets")).map_err(|error| format!("assets/: {error}"))?;
    let mut page = page.to_owned();
    let mut store = |path: &str, stem: &str, extension: &str, content: Vec<u8>| -> Outcome<()> {
        let name = format!("/assets/{stem}-{}.{extension}", short_hash(&content));
        write(folder, &name[1..], content)?;
        fs::remove_file(folder.join(&path[1..]))
            .map_err(|error| format!("{path} stays: {error}"))?;
        page = page.replace(&format!("\"{path}\""), &format!("\"{name}\""));
        Ok(())
    };

    // The boot script must be readable by engines that know nothing after ECMAScript 5.
    let boot_script = esbuild(
        &["--loader=js", "--target=es5"],
        read(folder, &boot[1..])?.as_bytes(),
    )?;
    store(boot, "boot", "js", boot_script.into_bytes())?;
    let light = module::lighten(&folder.join(&wasm[1..]), &read(folder, &glue[1..])?)?;
    // Safari 13's fault with destructuring needs a default value in the pattern; the glue has none.
    let glue_script = esbuild(
        &["--loader=js", OLDEST, "--supported:destructuring=true"],
        light.glue.as_bytes(),
    )?;
    store(glue, "app", "js", glue_script.into_bytes())?;
    let mut parts = light.parts.into_iter();
    store(wasm, "app", "wasm", parts.next().unwrap_or_default())?;
    let mut later = String::new();
    for (part, module) in split::LATER.iter().zip(parts) {
        let path = format!("/assets/{}-{}.wasm", part.name, short_hash(&module));
        write(folder, &path[1..], module)?;
        later += &format!(" data-{}=\"{path}\"", part.name);
    }
    Ok(page.replace(" data-glue=", &format!("{later} data-glue=")))
}

/// The value of an attribute in a line of markup.
fn attribute<'a>(line: &'a str, name: &str) -> Option<&'a str> {
    let start = line.find(&format!("{name}=\""))? + name.len() + 2;
    Some(&line[start..start + line[start..].find('"')?])
}

pub fn esbuild(arguments: &[&str], input: &[u8]) -> Outcome<String> {
    let mut child = Command::new("esbuild")
        .args(["--minify", "--charset=utf8", "--log-level=warning"])
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .map_err(|_| "esbuild is not on PATH: run this through make, which installs it")?;
    let mut stdin = child.stdin.take().expect("stdin is piped");
    // Written from here: esbuild reads all of its input before it writes anything.
    stdin
        .write_all(input)
        .map_err(|error| format!("esbuild: {error}"))?;
    drop(stdin);
    let output = child
        .wait_with_output()
        .map_err(|error| format!("esbuild: {error}"))?;
    if !output.status.success() {
        return Err(format!("esbuild {} failed", arguments.join(" ")));
    }
    String::from_utf8(output.stdout).map_err(|_| "esbuild wrote something that is not text".into())
}

/// A name for a content: enough digits never to meet twice in one deployment.
pub fn short_hash(content: &[u8]) -> String {
    Sha256::digest(content)[..8]
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect()
}

/// A content's source expression for a content security policy.
pub fn csp_hash(content: &str) -> String {
    format!(
        "'sha256-{}'",
        BASE64_STANDARD.encode(Sha256::digest(content))
    )
}
