//! One tab at a time.

use super::js;
use js_sys::{Function, Object, Promise, Reflect};
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::spawn_local;

/// A lock among the tabs of this app; dropping it gives it back, and so does the end of the tab.
pub struct Lock(Option<Function>);

impl Drop for Lock {
    fn drop(&mut self) {
        if let Some(release) = &self.0 {
            let _ = release.call0(&JsValue::UNDEFINED);
        }
    }
}

/// Takes the lock unless another tab has it. Where the browser has no locks
/// everyone gets one: what it guards must survive that.
pub async fn take(name: &str) -> Option<Lock> {
    let release: Rc<RefCell<Option<Function>>> = Rc::default();
    let kept = release.clone();
    let granted = js::kept(request(name, kept)).await;
    let theirs = granted.and_then(|granted| granted.as_bool()) == Some(false);
    (!theirs).then(|| Lock(release.take()))
}

/// Asks for the lock: `true` when it is ours, `false` when it is not, anything else when there are none.
fn request(name: &str, release: Rc<RefCell<Option<Function>>>) -> Option<JsValue> {
    let locks = js::of_navigator("locks")?;
    let options = Object::new();
    Reflect::set(&options, &"ifAvailable".into(), &true.into()).ok()?;
    let answered = Promise::new(&mut |resolve, _| {
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
        let asked = js::call(
            &locks,
            "request",
            &[name.into(), options.clone().into(), granted],
        );
        spawn_local(async move {
            if js::kept(asked).await.is_none() {
                let _ = resolve.call0(&JsValue::UNDEFINED);
            }
        });
    });
    Some(answered.into())
}
