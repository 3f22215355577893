//! Scope classes of the component sheets: stylers derives them at compile time,
//! and `build.rs` writes the scoped rules that go with them.

use stylers_macro::style_sheet;

macro_rules! sheets {
    ($($name:ident = $path:literal;)*) => {
        $(
            /// The scope class of this sheet, for a component's root element.
            pub fn $name() -> &'static str {
                let scope = style_sheet!($path);
                scope
            }
        )*
    };
}

sheets! {
    asks = "./style/components/late/asks.css";
    attract = "./style/components/late/attract.css";
    atlas = "./style/components/atlas.css";
    card = "./style/components/card.css";
    care = "./style/components/late/care.css";
    check = "./style/components/check.css";
    choices = "./style/components/choices.css";
    day = "./style/components/day.css";
    dialog = "./style/components/dialog.css";
    field = "./style/components/field.css";
    filter = "./style/components/filter.css";
    grade = "./style/components/grade.css";
    hall = "./style/components/late/hall.css";
    hero = "./style/components/hero.css";
    lecture = "./style/components/late/lecture.css";
    map = "./style/components/map.css";
    month = "./style/components/month.css";
    notice = "./style/components/notice.css";
    now = "./style/components/now.css";
    plan = "./style/components/plan.css";
    recap = "./style/components/recap.css";
    reg = "./style/components/reg.css";
    roster = "./style/components/roster.css";
    route = "./style/components/route.css";
    seal = "./style/components/seal.css";
    session = "./style/components/session.css";
    settings = "./style/components/settings.css";
    setup = "./style/components/late/setup.css";
    stage = "./style/components/late/stage.css";
    stepper = "./style/components/stepper.css";
    ticket = "./style/components/ticket.css";
    warning = "./style/components/late/warning.css";
}
