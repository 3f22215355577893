//! A QR code as one path.

use super::dom::{El, svg};
use crate::text;
use qrcodegen::{Mask, QrCode, QrCodeEcc, QrSegment, Version};

/// The white rim that readers need, in modules; the frame round it adds another one.
const RIM: i32 = 3;

/// Dark modules as runs along each row; nothing for a text that is too long.
fn path(text: &str) -> Option<(i32, String)> {
    let parts = QrSegment::make_segments(text);
    // One pattern for all: readers take any, and to weigh the eight against each other is code for a nicety.
    let pattern = Some(Mask::new(2));
    let (least, most) = (Version::MIN, Version::MAX);
    let code =
        QrCode::encode_segments_advanced(&parts, QrCodeEcc::Medium, least, most, pattern, true)
            .ok()?;
    let size = code.size();
    let mut path = String::with_capacity(2_048);
    for y in 0..size {
        let mut x = 0;
        while x < size {
            let run = (x..size).take_while(|x| code.get_module(*x, y)).count() as i32;
            if run > 0 {
                let (wide, left) = (run.to_string(), (x + RIM).to_string());
                let top = (y + RIM).to_string();
                let square = ["M", &left, " ", &top, "h", &wide, "v1h-", &wide, "z"];
                path.push_str(&square.concat());
            }
            x += run.max(1);
        }
    }
    Some((size + 2 * RIM, path))
}

/// The code, with what it is for who cannot see it; nothing for a text that is too long.
pub fn qr(text: &str, label: &'static str) -> Option<El> {
    path(text).map(|(size, path)| {
        let size = size.to_string();
        svg("svg")
            .attr("viewBox", text!("0 0 ", &size, " ", &size))
            .attr("role", "img")
            .attr("aria-label", label)
            .attr("shape-rendering", "crispEdges")
            .child(svg("path").attr("fill", "currentColor").attr("d", path))
    })
}
