//! What is watched on another site: a player let in by id, or a link.

use crate::domain::lecture::{Source, SourceKind};
use crate::domain::safe_url::SafeUrl;
use crate::text;

/// Something to watch that is not played by the page itself.
#[derive(Debug, Clone, PartialEq)]
pub struct Elsewhere {
    pub provider: String,
    pub title: String,
    /// The other site's page.
    pub url: SafeUrl,
    /// Another site's player, loaded only when someone asks for it.
    pub player: Option<String>,
}

/// The provider whose pages open in WeChat alone: they are scanned.
const SCANNED: &str = "wechat_channels";

impl Elsewhere {
    /// Whether it opens in WeChat alone, so that a code to scan says more than a link.
    pub fn is_scanned(&self) -> bool {
        self.provider == SCANNED
    }

    /// `None` when there is nowhere to go.
    pub fn of(source: &Source, hosts: &[String]) -> Option<Self> {
        let provider = source.provider.clone();
        if source.kind == SourceKind::Embed
            && let Some(known) = Embed::of(&source.provider, &source.reference)
        {
            let here = hosts.iter().any(|host| name_of(host) == known.host);
            return Some(Self {
                provider,
                title: if here {
                    String::new()
                } else {
                    source.title.clone()
                },
                url: SafeUrl::parse(&known.page)?,
                player: here.then_some(known.player),
            });
        }
        let url = source.url.clone()?;
        url.is_external().then(|| Self {
            provider,
            title: source.title.clone(),
            url,
            player: None,
        })
    }
}

struct Embed {
    host: &'static str,
    player: String,
    page: String,
}

impl Embed {
    /// Addresses are built here from a provider on this list and an id of its
    /// form; an address that the data brings is never put into a frame.
    fn of(provider: &str, id: &str) -> Option<Self> {
        match provider {
            "bilibili" => {
                let digits = id.strip_prefix("BV")?;
                let valid = digits.len() == 10 && digits.bytes().all(|b| b.is_ascii_alphanumeric());
                valid.then(|| Self {
                    host: "player.bilibili.com",
                    player: text!(
                        "https://player.bilibili.com/player.html?bvid=",
                        id,
                        "&autoplay=0&danmaku=0",
                    ),
                    page: text!("https://www.bilibili.com/video/", id),
                })
            }
            "youku" => {
                let word = id.trim_end_matches('=');
                let valid = id.starts_with('X')
                    && (10..=20).contains(&word.len())
                    && id.len() - word.len() <= 2
                    && word.bytes().all(|b| b.is_ascii_alphanumeric());
                valid.then(|| Self {
                    host: "player.youku.com",
                    player: text!("https://player.youku.com/embed/", id),
                    page: text!("https://v.youku.com/v_show/id_", id, ".html"),
                })
            }
            "tencent_video" => {
                let plain = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit();
                let valid = id.len() == 11 && id.bytes().all(plain);
                valid.then(|| Self {
                    host: "v.qq.com",
                    player: text!(
                        "https://v.qq.com/txp/iframe/player.html?vid=",
                        id,
                        "&autoplay=false",
                    ),
                    page: text!("https://v.qq.com/x/page/", id, ".html"),
                })
            }
            _ => None,
        }
    }
}

/// A host as a deployment writes it: by name, or as a source of its policy.
fn name_of(host: &str) -> &str {
    host.strip_prefix("https://")
        .unwrap_or(host)
        .trim_end_matches('/')
}
