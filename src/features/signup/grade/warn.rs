//! What a teacher should know before sending, and may do all the same.

use super::Grade;
use crate::domain::activity::RegistrationKind;
use crate::domain::catalogue::Catalogue;
use crate::domain::form::Field;
use crate::domain::party::Bands;
use crate::domain::plan::{self, Item};
use crate::domain::suits;
use crate::features::signup::said;
use crate::state::App;
use crate::state::signal::Memo;
use crate::ui::dom::{El, el};
use crate::ui::notice::{Grade as Gravity, notice};
use crate::words::{grade as words, plan as plan_words, when as times};

/// What of the plan is at the same time as something of one's own, or not meant for the grade. It forbids nothing.
pub fn clashes(grade: Grade) -> El {
    let found = Memo::new(move || {
        let mut texts = Vec::new();
        let now = grade.now();
        let Some(board) = now.board.as_ref() else {
            return texts;
        };
        let catalogue = &board.programme.catalogue;
        let items = grade.app.plan_items();
        for session in now.sheet.sessions() {
            texts.extend(clash(catalogue, &items, &session, grade.app));
        }
        let year = grade.form.count(Field::Grade);
        for id in &now.sheet.activities {
            texts.extend(misfit(catalogue, id, year));
        }
        texts
    });
    let shown = move || {
        let texts = found.get();
        (!texts.is_empty()).then(|| {
            let lines = texts.into_iter().map(|text| el("p").text(text));
            notice(Gravity::Warn, el("div").children(lines))
        })
    };
    said(shown)
}

fn clash(catalogue: &Catalogue, items: &[Item], session: &str, app: App) -> Option<String> {
    let entry = plan::find(catalogue, session)?;
    let wanted = plan::seen(catalogue, &entry)?;
    let wanted = Item::of(Some(catalogue), &wanted, None, &app.now.get());
    let (with, trouble) = plan::worst(catalogue, items, &wanted)?;
    let at = times::span(&with.at.start, &with.at.end);
    Some(plan_words::warning(trouble, &at, &with.at.title))
}

fn misfit(catalogue: &Catalogue, activity: &str, year: u32) -> Option<String> {
    let activity = catalogue.activity(activity)?;
    let kind = RegistrationKind::Grade;
    let grade = u8::try_from(year).ok();
    suits::misfit(
        activity,
        &catalogue.taxonomy,
        kind,
        0,
        Bands::default(),
        grade,
    )?;
    Some(words::not_for(&activity.title, year))
}
