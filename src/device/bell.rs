//! Waiting in asynchronous code for a while or for a ring, whichever comes first.

use super::timer;
use js_sys::{Function, Promise};
use std::cell::RefCell;
use std::future::poll_fn;
use std::pin::pin;
use std::rc::Rc;
use std::task::Poll;
use wasm_bindgen::JsValue;

/// Ends the wait of whoever waits on it; copies are the same bell.
#[derive(Clone, Default)]
pub struct Bell(Rc<RefCell<Option<Function>>>);

impl Bell {
    /// Waits `millis`, or until the bell rings. One waits at a time.
    pub async fn wait(&self, millis: i32) {
        let promise = Promise::new(&mut |resolve, _| {
            self.0.replace(Some(resolve));
        });
        let bell = self.clone();
        let _timer = timer::after(millis, move || bell.ring());
        let _ = wasm_bindgen_futures::JsFuture::from(promise).await;
    }

    /// What `task` answers, or nothing once the bell rings: then the task is dropped.
    pub async fn or_ring<T>(&self, task: impl Future<Output = T>) -> Option<T> {
        let promise = Promise::new(&mut |resolve, _| {
            self.0.replace(Some(resolve));
        });
        let mut rung = pin!(wasm_bindgen_futures::JsFuture::from(promise));
        let mut task = pin!(task);
        poll_fn(move |context| match task.as_mut().poll(context) {
            Poll::Ready(answer) => Poll::Ready(Some(answer)),
            Poll::Pending => rung.as_mut().poll(context).map(|_| None),
        })
        .await
    }

    pub fn ring(&self) {
        if let Some(resolve) = self.0.take() {
            let _ = resolve.call0(&JsValue::UNDEFINED);
        }
    }
}
