//! A registration that came with a link.

use super::{Trouble, take_in};
use crate::state::{App, manage};

/// Brings a registration to this device by its token, which came with a link.
///
/// # Errors
/// [`Trouble`] when the token opens nothing or nobody could be asked.
pub async fn restore(app: App, id: &str, token: &str) -> Result<(), Trouble> {
    let (mut document, _) = manage::get(app, id, token).await?;
    token.clone_into(&mut document.manage_token);
    take_in(app, &document);
    Ok(())
}
