//! One tab at a time.

use js_sys::{Function, Object, Promise, Reflect};
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::{JsFuture, spawn_local};

/// A lock among the tabs of this app; dropping it gives it back, and so does the end of the tab.
pub struct Lock(Option<Function>);

impl Drop for Lock {
    fn drop(&mut self) {
        if let Some(release) = &self.0 {
            let _ = release.call0(&JsValue::UNDEFINED);
        }
    }
}

/// What the browser said about the lock.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Grant {
    Ours,
    Theirs,
    /// No locks here: old engines, strange origins.
    Unknown,
}

/// Takes the lock unless another tab has it. Where the browser has no locks
/// everyone gets one: what it guards must survive that.
pub async fn take(name: &str) -> Option<Lock> {
    let release: Rc<RefCell<Option<Function>>> = Rc::default();
    let kept = release.clone();
    let grant = match request(name, kept) {
        Some(answered) => match JsFuture::from(answered)
            .await
            .ok()
            .and_then(|grant| grant.as_bool())
        {
            Some(true) => Grant::Ours,
            Some(false) => Grant::Theirs,
            None => Grant::Unknown,
        },
        None => Grant::Unknown,
    };
    match grant {
        Grant::Ours | Grant::Unknown => Some(Lock(release.take())),
        Grant::Theirs => None,
    }
}

/// Asks for the lock: `true` when it is ours, `false` when it is not, anything else when there are none.
fn request(name: &str, release: Rc<RefCell<Option<Function>>>) -> Option<Promise> {
    let navigator = web_sys::window()?.navigator();
    let locks = Reflect::get(&navigator, &"locks".into())
        .ok()
        .filter(JsValue::is_object)?;
    let request: Function = Reflect::get(&locks, &"request".into())
        .ok()?
        .dyn_into()
        .ok()?;
    let options = Object::new();
    Reflect::set(&options, &"ifAvailable".into(), &true.into()).ok()?;
    Some(Promise::new(&mut |resolve, _| {
        let (release, told) = (release.clone(), resolve.clone());
        let granted = Closure::once_into_js(move |lock: JsValue| -> JsValue {
            let ours = lock.is_object();
            let _ = told.call1(&JsValue::UNDEFINED, &ours.into());
            if !ours {
                return JsValue::UNDEFINED;
            }
            // Held until this promise is settled.
            Promise::new(&mut |release_it, _| {
                release.replace(Some(release_it));
            })
            .into()
        });
        let asked = request.call3(&locks, &name.into(), &options, &granted);
        let asked = asked
            .ok()
            .and_then(|promise| promise.dyn_into::<Promise>().ok());
        spawn_local(async move {
            let failed = match asked {
                Some(asked) => JsFuture::from(asked).await.is_err(),
                None => true,
            };
            if failed {
                let _ = resolve.call0(&JsValue::UNDEFINED);
            }
        });
    }))
}
