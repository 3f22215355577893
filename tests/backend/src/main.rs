//! Starts the reference backend; `--help` lists the options.

use std::process::ExitCode;

use kepu_backend::cli::{self, Command, Options};
use kepu_backend::store::Store;
use kepu_backend::{export, server};

fn main() -> ExitCode {
    let url = std::env::var("DATABASE_URL").ok();
    match cli::parse(std::env::args().skip(1), url.as_deref()) {
        Ok(Command::Help) => {
            print!("{}", cli::HELP);
            ExitCode::SUCCESS
        }
        Ok(Command::Run(mut options)) => {
            let token = || std::env::var("MODERATION_TOKEN").ok();
            options.moderation = options
                .moderation
                .or_else(token)
                .filter(|token| !token.is_empty());
            match server::run(&options) {
                Ok(()) => ExitCode::SUCCESS,
                Err(error) => fail(&error),
            }
        }
        Ok(Command::Export(options)) => match export(&options) {
            Ok(text) => {
                print!("{text}");
                ExitCode::SUCCESS
            }
            Err(error) => fail(&error),
        },
        Err(error) => fail(&error),
    }
}

fn export(options: &Options) -> Result<String, String> {
    let year = match &options.data {
        Some(file) => Some(server::year_file(file)?),
        None => None,
    };
    export::csv(&Store::open(&options.db)?, year).map_err(|problem| problem.detail)
}

fn fail(error: &str) -> ExitCode {
    eprintln!("kepu-backend: {error}");
    ExitCode::FAILURE
}
