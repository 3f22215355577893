//! A QR code as one path.

use fast_qr::{ECL, QRBuilder};
use leptos::prelude::*;

/// The white rim that readers need, in modules; the frame round it adds another one.
const RIM: usize = 3;

/// Dark modules as runs along each row; nothing for a text that is too long.
fn path(text: &str) -> Option<(usize, String)> {
    let code = QRBuilder::new(text).ecl(ECL::M).build().ok()?;
    let mut path = String::with_capacity(2_048);
    for y in 0..code.size {
        let row = &code[y];
        let mut x = 0;
        while x < code.size {
            let run = row[x..code.size]
                .iter()
                .take_while(|module| module.value())
                .count();
            if run > 0 {
                let (wide, left) = (run.to_string(), (x + RIM).to_string());
                path.push_str(
                    &[
                        "M",
                        &left,
                        " ",
                        &(y + RIM).to_string(),
                        "h",
                        &wide,
                        "v1h-",
                        &wide,
                        "z",
                    ]
                    .concat(),
                );
            }
            x += run.max(1);
        }
    }
    Some((code.size + 2 * RIM, path))
}

#[component]
pub fn Qr(
    text: String,
    /// What it is, for who cannot see it.
    #[prop(into)]
    label: String,
) -> impl IntoView {
    path(&text).map(|(size, path)| {
        let size = size.to_string();
        view! {
            <svg viewBox=["0 0 ", &size, " ", &size].concat() role="img" aria-label=label shape-rendering="crispEdges">
                <path fill="currentColor" d=path></path>
            </svg>
        }
    })
}
