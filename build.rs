//! Scopes the component sheets into two in `target/stylers`, which `index.html` links: what the first page needs, and
//! what comes after it.

fn main() {
    println!("cargo:rerun-if-changed=build.rs");
    // `style_sheet!` reads a sheet behind the compiler's back: a changed sheet must compile the crate again.
    println!("cargo:rerun-if-changed=style/components");
    #[cfg(feature = "app")]
    sheets::scope();
    // Where what lies in memory, for kepu-finish, which parts the release build.
    let is = |name: &str, value: &str| std::env::var(name).is_ok_and(|is| is == value);
    if is("CARGO_CFG_TARGET_ARCH", "wasm32") && is("PROFILE", "release") {
        println!("cargo:rustc-link-arg-bin=kepu-day=-Map=target/kepu-day.map");
    }
}

#[cfg(feature = "app")]
mod sheets {
    use std::{
        collections::HashMap,
        fs,
        path::{Path, PathBuf},
    };
    use stylers_core::{Class, from_str};

    /// What the first page needs, and what only pages need that come after it.
    const SHEETS: [(&str, &str); 2] = [
        ("style/components", "target/stylers/components.css"),
        ("style/components/late", "target/stylers/late.css"),
    ];

    /// Scopes every component sheet by the class that `style_sheet!` answers for it, into two files.
    pub fn scope() {
        let mut owners = HashMap::new();
        for (source, target) in SHEETS {
            scope_all(source, target, &mut owners);
        }
    }

    fn scope_all(source: &str, target: &str, owners: &mut HashMap<String, PathBuf>) {
        let mut sheets: Vec<_> = fs::read_dir(source)
            .expect("style/components is readable")
            .flatten()
            .map(|entry| entry.path())
            .filter(|path| path.extension().is_some_and(|extension| extension == "css"))
            .collect();
        sheets.sort();

        let mut scoped = String::new();
        for path in sheets {
            let sheet = fs::read_to_string(&path).expect("a component sheet is readable");
            let class = Class::rand_class_from_seed(sheet.clone());
            scoped.push_str(&from_str(&sheet, &class));
            scoped.push('\n');
            // stylers derives the class from the count of non-whitespace characters alone.
            if let Some(other) = owners.insert(class.as_name().to_owned(), path.clone()) {
                panic!(
                    "{} and {} are equally long and would share the scope class {}: lengthen one by a comment",
                    path.display(),
                    other.display(),
                    class.as_name()
                );
            }
        }

        fs::create_dir_all(Path::new(target).parent().expect("the sheet has a folder"))
            .expect("target/stylers can be created");
        fs::write(target, scoped).expect("the scoped sheet can be written");
    }
}
