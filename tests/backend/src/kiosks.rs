//! What screens in halls are told to be.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::{PoisonError, RwLock};

use axum::body::Bytes;
use serde_json::{Map, Value};

use crate::encoding::Encoded;
use crate::problem::Problem;

/// Settings by the ids of screens.
pub struct Kiosks {
    /// Read at every question, so that whoever edits it needs no restart.
    file: Option<PathBuf>,
    /// What a test set, byte for byte.
    set: RwLock<HashMap<String, Bytes>>,
}

impl Kiosks {
    /// The error is one line.
    pub fn new(file: Option<PathBuf>) -> Result<Self, String> {
        if let Some(file) = &file {
            read(file)?;
        }
        Ok(Self {
            file,
            set: RwLock::default(),
        })
    }

    /// The settings of one screen.
    pub fn get(&self, id: &str) -> Result<Encoded, Problem> {
        let set = self.set.read().unwrap_or_else(PoisonError::into_inner);
        if let Some(bytes) = set.get(id) {
            return Ok(Encoded::quick(bytes.clone()));
        }
        let all = match &self.file {
            Some(file) => read(file).map_err(|error| {
                eprintln!("{error}");
                Problem::maintenance()
            })?,
            None => Map::new(),
        };
        let settings = all
            .get(id)
            .ok_or_else(|| Problem::missing("没有登记这块屏幕。"))?;
        Ok(Encoded::quick(settings.to_string()))
    }

    /// Sets what a screen is told, whatever it is.
    pub fn set(&self, id: String, bytes: Bytes) {
        let mut set = self.set.write().unwrap_or_else(PoisonError::into_inner);
        set.insert(id, bytes);
    }

    /// As after the start.
    pub fn reset(&self) {
        self.set
            .write()
            .unwrap_or_else(PoisonError::into_inner)
            .clear();
    }
}

/// Reads a file of settings by ids. The error is one line.
fn read(file: &Path) -> Result<Map<String, Value>, String> {
    let shown = file.display();
    let text = std::fs::read(file).map_err(|error| format!("{shown}: {error}"))?;
    match serde_json::from_slice(&text) {
        Ok(Value::Object(all)) if all.values().all(Value::is_object) => Ok(all),
        Ok(_) => Err(format!(
            "{shown}: settings must stand under the ids of screens"
        )),
        Err(error) => Err(format!("{shown}: no JSON: {error}")),
    }
}
