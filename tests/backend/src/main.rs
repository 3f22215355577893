//! Starts the reference backend; `--help` lists the options.

use std::process::ExitCode;

use kepu_backend::cli::{self, Command};
use kepu_backend::server;

fn main() -> ExitCode {
    let url = std::env::var("DATABASE_URL").ok();
    match cli::parse(std::env::args().skip(1), url.as_deref()) {
        Ok(Command::Help) => {
            print!("{}", cli::HELP);
            ExitCode::SUCCESS
        }
        Ok(Command::Run(options)) => match server::run(&options) {
            Ok(()) => ExitCode::SUCCESS,
            Err(error) => fail(&error),
        },
        Err(error) => fail(&error),
    }
}

fn fail(error: &str) -> ExitCode {
    eprintln!("kepu-backend: {error}");
    ExitCode::FAILURE
}
