//! `_headers` and `_redirects`: what the server should say, in the format that static hosts read.

use crate::{Outcome, assets::csp_hash, config::Config, write};
use std::path::Path;

/// A missing file is a 404; only a page's address is answered with the app.
const REDIRECTS: &str = "\
/assets/*  /404.html  404
/data/*    /404.html  404
/icons/*   /404.html  404
/vendor/*  /404.html  404
/presets/* /404.html  404
/api/*     /404.html  404
/*         /index.html  200
";

pub fn write_all(folder: &Path, sheet: &str, config: &Config) -> Outcome<()> {
    write(folder, "_headers", headers(sheet, config))?;
    write(folder, "_redirects", REDIRECTS)
}

fn headers(sheet: &str, config: &Config) -> String {
    format!(
        "/*
  Content-Security-Policy: {policy}
  X-Content-Type-Options: nosniff
  Referrer-Policy: strict-origin-when-cross-origin
  Permissions-Policy: camera=(), microphone=(), payment=(), geolocation=(self), screen-wake-lock=(self)
  Cross-Origin-Opener-Policy: same-origin
  Cache-Control: no-cache
/assets/*
  ! Cache-Control
  Cache-Control: public, max-age=31536000, immutable
",
        policy = policy(sheet, config)
    )
}

/// The content security policy: nothing inline but the one sheet, nothing from elsewhere but what
/// `config.json` names.
fn policy(sheet: &str, config: &Config) -> String {
    let api = sources(config.origins());
    let media = sources(config.media_hosts.iter().map(String::as_str));
    let embeds = sources(config.embed_hosts.iter().map(String::as_str));
    let frames = if embeds.is_empty() {
        " 'none'".to_owned()
    } else {
        embeds
    };
    [
        "default-src 'none'".to_owned(),
        "script-src 'self' 'wasm-unsafe-eval'".to_owned(),
        format!("style-src 'self' {}", csp_hash(sheet)),
        format!("img-src 'self' data: blob:{api}"),
        // Where a backend is typed in and tried, any may be asked.
        match config.setup {
            true => "connect-src 'self' https: http:".to_owned(),
            false => format!("connect-src 'self'{api}{media}"),
        },
        format!("media-src 'self' blob:{api}{media}"),
        "worker-src 'self' blob:".to_owned(),
        format!("frame-src{frames}"),
        "manifest-src 'self'".to_owned(),
        "form-action 'none'".to_owned(),
        "base-uri 'none'".to_owned(),
        "object-src 'none'".to_owned(),
        "frame-ancestors 'none'".to_owned(),
    ]
    .join("; ")
}

/// Sources of a directive, each with a space before it. What could end the directive is left out.
fn sources<'a>(hosts: impl IntoIterator<Item = &'a str>) -> String {
    let safe = |host: &&str| !host.is_empty() && !host.contains([';', ',', ' ', '\n', '\'', '"']);
    hosts
        .into_iter()
        .filter(safe)
        .map(|host| format!(" {host}"))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_where_backends_are_tried_may_any_host_be_asked() {
        let config = |setup| Config {
            base: Some("https://kinto.example/v1".into()),
            setup,
            ..Config::default()
        };
        let open = "connect-src 'self' https: http:;";
        assert!(policy("", &config(true)).contains(open));
        let policy = policy("", &config(false));
        assert!(policy.contains("connect-src 'self' https://kinto.example;"));
    }
}
