//! Where a link on a screen in a hall may lead.

/// What becomes of a link that is touched.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Leads {
    /// To a page of the app.
    Inside,
    /// To a part of this page, by its id.
    Here(String),
    /// Elsewhere: a phone may go there, the screen stays.
    Away,
}

/// Where a link leads: `written` as it stands in the page, `address` in full, on a screen whose app is at `origin` and has
/// a page at the paths that `has` says.
pub fn leads(written: &str, address: &str, origin: &str, has: &dyn Fn(&str) -> bool) -> Leads {
    if let Some(id) = written.strip_prefix('#') {
        return Leads::Here(id.to_owned());
    }
    let path = address
        .strip_prefix(origin)
        .filter(|path| path.starts_with('/'));
    let path = path.and_then(|path| path.split(['?', '#']).next());
    match path {
        Some(path) if has(path) => Leads::Inside,
        _ => Leads::Away,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_pages_of_the_app_are_opened_here() {
        let has = |path: &str| path == "/" || path.starts_with("/a/");
        let to = |written: &str, address: &str| leads(written, address, "https://kepu.cn", &has);
        assert_eq!(to("/a/1", "https://kepu.cn/a/1?b#c"), Leads::Inside);
        assert_eq!(to("/", "https://kepu.cn/"), Leads::Inside);
        assert_eq!(
            to("#main", "https://kepu.cn/#main"),
            Leads::Here("main".into())
        );
        for away in [
            "https://kepu.cn/list.html",
            "https://kepu.cn.evil.example/a/1",
            "https://kepu.cn:81/a/1",
            "http://kepu.cn/a/1",
            "https://example.org/",
            "tel:03731234567",
            "mailto:a@b.cn",
            "blob:https://kepu.cn/1",
            "javascript:void 0",
            "",
        ] {
            assert_eq!(to(away, away), Leads::Away, "{away}");
        }
    }
}
