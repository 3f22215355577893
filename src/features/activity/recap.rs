//! 回顾: what it was like.

use crate::domain::activity::Activity;
use crate::state::use_app;
use crate::ui::styles;
use crate::words::{activity as words, common};
use leptos::prelude::*;
use std::sync::Arc;

#[component]
pub fn RecapView(activity: Arc<Activity>) -> impl IntoView {
    // A looking back before the end would be none: in a demonstration the dates have moved.
    let now = use_app().now.get_untracked();
    let over = activity.sessions.iter().all(|session| session.end <= now);
    activity.recap.clone().filter(|_| over).map(|recap| {
        view! {
            <h2 class="rule">{words::RECAP}</h2>
            <section class=["recap ", styles::recap()].concat()>
                {recap.visitors.map(|count| view! { <p class="recap-n">{words::visitors(count)}</p> })}
                <div class="prose">
                    {recap.summary.split('\n').filter(|p| !p.trim().is_empty()).map(|p| view! { <p>{p.to_owned()}</p> }).collect_view()}
                </div>
                <ul class="recap-photos">
                    {recap
                        .photos
                        .items
                        .into_iter()
                        .filter_map(|photo| {
                            let src = photo.src?;
                            let src = if src.is_external() { src.as_str().to_owned() } else { ["/", src.as_str()].concat() };
                            Some(view! { <li><img src=src alt=photo.alt loading="lazy" width="400" height="300"/></li> })
                        })
                        .collect_view()}
                </ul>
                {(!recap.links.is_empty()).then(|| view! { <h3>{words::LINKS}</h3> })}
                <ul class="recap-links">
                    {recap
                        .links
                        .items
                        .into_iter()
                        .filter_map(|link| {
                            let url = link.url?;
                            Some(view! {
                                <li>
                                    <a href=url.as_str().to_owned() target="_blank" rel="noopener noreferrer">
                                        {link.name}<span class="vh">{common::OPENS_NEW}</span>
                                    </a>
                                </li>
                            })
                        })
                        .collect_view()}
                </ul>
            </section>
        }
    })
}
