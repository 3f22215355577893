//! Starts the app, nothing else.

fn main() {
    kepu_day::app::start();
}
