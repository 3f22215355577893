//! Scopes the component sheets into `target/stylers/components.css`, which `index.html` links.

fn main() {
    println!("cargo:rerun-if-changed=build.rs");
    // `style_sheet!` reads a sheet behind the compiler's back: a changed sheet must compile the crate again.
    println!("cargo:rerun-if-changed=style/components");
    #[cfg(feature = "app")]
    sheets::scope();
}

#[cfg(feature = "app")]
mod sheets {
    use std::{collections::HashMap, fs, path::Path};
    use stylers_core::{Class, from_str};

    const SOURCE: &str = "style/components";
    const TARGET: &str = "target/stylers/components.css";

    /// Scopes every component sheet by the class that `style_sheet!` answers for it, into one file.
    pub fn scope() {
        let mut sheets: Vec<_> = fs::read_dir(SOURCE)
            .expect("style/components is readable")
            .flatten()
            .map(|entry| entry.path())
            .filter(|path| path.extension().is_some_and(|extension| extension == "css"))
            .collect();
        sheets.sort();

        let mut scoped = String::new();
        let mut owners = HashMap::new();
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

        fs::create_dir_all(Path::new(TARGET).parent().expect("the sheet has a folder"))
            .expect("target/stylers can be created");
        fs::write(TARGET, scoped).expect("target/stylers/components.css can be written");
    }
}
