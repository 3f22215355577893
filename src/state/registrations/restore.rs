//! A registration that came with a link.

use super::{Trouble, get, take_in};
use crate::api::answer::Failure;
use crate::state::App;

/// Brings a registration to this device by its token, which came with a link.
///
/// # Errors
/// [`Trouble`] when the token opens nothing or nobody could be asked.
pub async fn restore(app: App, id: &str, token: &str) -> Result<(), Trouble> {
    let mut document = get(app, id, token).await?;
    if document.id != id {
        return Err(Trouble::Failed(Failure::Unreadable));
    }
    token.clone_into(&mut document.manage_token);
    take_in(app, &document);
    Ok(())
}
