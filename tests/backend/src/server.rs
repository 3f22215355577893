//! Listening, connections, and what happens to a request around its route: log, faults, headers for all.

use std::net::{IpAddr, SocketAddr};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use chrono::TimeDelta;
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use serde_json::Value;
use tokio::net::{TcpListener, TcpStream};
use tokio::signal::unix::{Signal, SignalKind, signal};
use tokio::sync::{mpsc, watch};

use crate::app::{App, Parts};
use crate::cli::Options;
use crate::files::Site;
use crate::kiosks::Kiosks;
use crate::media::Media;
use crate::store::Store;
use crate::{api, control, serve};

/// A client that takes longer to send its headers is let go.
const HEADERS: Duration = Duration::from_secs(30);
/// How often offers are looked at while nobody asks.
const SETTLE: Duration = Duration::from_secs(30);
/// Fewest characters of the token that moderators send.
const MODERATION_TOKEN: usize = 16;
/// How long requests under way may take when the server ends.
const GRACE: Duration = Duration::from_secs(2);

/// A server that is listening; it ends with `stop`.
pub struct Running {
    pub app: Arc<App>,
    pub address: SocketAddr,
    pub control: Option<SocketAddr>,
    stop: watch::Sender<bool>,
    connections: mpsc::Receiver<()>,
}

impl Running {
    /// Ends listening and idle connections, and waits a little for the others.
    pub async fn stop(mut self) {
        self.stop.send_replace(true);
        self.app.held.close();
        self.app.tell();
        // Nothing is ever sent: the channel ends with the last connection.
        let _ = tokio::time::timeout(GRACE, self.connections.recv()).await;
    }
}

/// Runs until Ctrl-C or SIGTERM. The error is one line.
pub fn run(options: &Options) -> Result<(), String> {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .map_err(|error| format!("cannot start: {error}"))?;
    let done = runtime.block_on(async {
        // Heard before the address is said: who reads it may end the program at once.
        let mut end = End::hear()?;
        let running = start(options).await?;
        println!("http://{}:{}", shown(&options.host), running.address.port());
        end.come().await;
        running.stop().await;
        Ok(())
    });
    // A film still being read must not hold the end up.
    runtime.shutdown_background();
    done
}

/// Opens all files and both ports. The error is one line.
pub async fn start(options: &Options) -> Result<Running, String> {
    guarded(options.moderation.as_deref())?;
    let file = data_file(options)?;
    let source = year_file(&file)?;
    let site = Site::new(options.dist.clone(), options.config.clone())?;
    let media = Media::new(options.media.clone())?;
    let kiosks = Kiosks::new(options.kiosks.clone())?;
    let told = options.clone();
    let app = tokio::task::spawn_blocking(move || {
        App::new(Parts {
            source,
            store: Store::open(&told.db)?,
            site,
            media,
            kiosks,
            demo: told.demo,
            seed: told.faults,
            forwarded: told.forwarded,
            rate: (told.rate > 0).then_some(told.rate),
            questions: (told.questions > 0).then_some(told.questions),
            moderation: told.moderation,
            offer: TimeDelta::minutes(told.offer_minutes.into()),
            logs: told.control.is_some(),
        })
        .map_err(|problem| format!("the catalogue could not be taken in: {}", problem.detail))
    })
    .await
    .map_err(|error| error.to_string())??;
    let app = Arc::new(app);
    let (stop, stopped) = watch::channel(false);
    let (alive, connections) = mpsc::channel(1);
    let listener = listen(&options.host, options.port).await?;
    let address = listener.local_addr().map_err(|error| error.to_string())?;
    let control = match options.control {
        Some(port) => Some(listen("127.0.0.1", port).await?),
        None => None,
    };
    let control_address = control
        .as_ref()
        .and_then(|listener| listener.local_addr().ok());
    let service = Service {
        router: api::router(app.clone()),
        app: app.clone(),
        control: false,
    };
    if let Some(listener) = control {
        let service = Service {
            router: control::router(app.clone()),
            control: true,
            ..service.clone()
        };
        tokio::spawn(accept(listener, service, stopped.clone(), alive.clone()));
    }
    tokio::spawn(settle(app.clone(), stopped.clone()));
    tokio::spawn(accept(listener, service, stopped, alive));
    Ok(Running {
        app,
        address,
        control: control_address,
        stop,
        connections,
    })
}

/// Refuses a token that could be guessed. The error never repeats it.
fn guarded(moderation: Option<&str>) -> Result<(), String> {
    match moderation {
        Some(token) if token.trim().chars().count() < MODERATION_TOKEN => Err(format!(
            "the moderation token is shorter than {MODERATION_TOKEN} characters: who guesses it publishes questions in the host's name"
        )),
        _ => Ok(()),
    }
}

/// Ends offers in time while nobody asks.
async fn settle(app: Arc<App>, mut stopped: watch::Receiver<bool>) {
    loop {
        tokio::select! {
            _ = tokio::time::sleep(SETTLE) => {}
            _ = stopped.changed() => return,
        }
        // What fails is tried again, and by every request that looks.
        let _ = api::work(&app, |app| {
            let catalogue = app.catalogue()?;
            app.store.settle(app.scene(&catalogue))
        })
        .await;
    }
}

/// Reads a year file. The error is one line.
pub fn year_file(file: &Path) -> Result<Value, String> {
    let text = std::fs::read(file).map_err(|error| format!("{}: {error}", file.display()))?;
    let source: Value = serde_json::from_slice(&text)
        .map_err(|error| format!("{}: no JSON: {error}", file.display()))?;
    if !source["activities"].is_array() {
        return Err(format!(
            "{}: no catalogue: activities are missing",
            file.display()
        ));
    }
    Ok(source)
}

async fn listen(host: &str, port: u16) -> Result<TcpListener, String> {
    TcpListener::bind((host, port)).await.map_err(|error| {
        if error.kind() == std::io::ErrorKind::AddrInUse {
            format!("port {port} is in use: stop what uses it, or take another")
        } else {
            format!("cannot listen on {host}:{port}: {error}")
        }
    })
}

/// The year file: as told, or the one the app's own config.json names.
fn data_file(options: &Options) -> Result<PathBuf, String> {
    if let Some(data) = &options.data {
        return Ok(data.clone());
    }
    let dist = options.dist.as_deref().unwrap_or(Path::new("."));
    let config = dist.join("config.json");
    let text = std::fs::read(&config).map_err(|error| format!("{}: {error}", config.display()))?;
    let config: Value = serde_json::from_slice(&text).unwrap_or_default();
    config["catalogue"]
        .as_str()
        .and_then(crate::files::relative)
        .map(|path| dist.join(path))
        .ok_or_else(|| "the app's config.json names no year file: say --data FILE".to_owned())
}

fn shown(host: &str) -> String {
    if host.contains(':') {
        format!("[{host}]")
    } else {
        host.to_owned()
    }
}

/// What ends the program: Ctrl-C or SIGTERM.
struct End {
    interrupt: Signal,
    terminate: Signal,
}

impl End {
    /// From here on both are heard; before, the system would end the program where it stands.
    fn hear() -> Result<Self, String> {
        let hear = |kind| signal(kind).map_err(|error| format!("cannot hear signals: {error}"));
        Ok(Self {
            interrupt: hear(SignalKind::interrupt())?,
            terminate: hear(SignalKind::terminate())?,
        })
    }

    async fn come(&mut self) {
        tokio::select! {
            _ = self.interrupt.recv() => {}
            _ = self.terminate.recv() => {}
        }
    }
}

#[derive(Clone)]
struct Service {
    app: Arc<App>,
    router: Router,
    /// The control port: no log, no faults, no files.
    control: bool,
}

async fn accept(
    listener: TcpListener,
    service: Service,
    mut stopped: watch::Receiver<bool>,
    alive: mpsc::Sender<()>,
) {
    loop {
        tokio::select! {
            accepted = listener.accept() => match accepted {
                Ok((stream, peer)) => {
                    let connection = serve_one(stream, peer.ip(), service.clone(), stopped.clone());
                    let alive = alive.clone();
                    tokio::spawn(async move {
                        connection.await;
                        drop(alive);
                    });
                }
                // Out of file descriptors: others will be closed soon.
                Err(_) => tokio::time::sleep(Duration::from_millis(50)).await,
            },
            _ = stopped.changed() => return,
        }
    }
}

async fn serve_one(
    stream: TcpStream,
    peer: IpAddr,
    service: Service,
    mut stopped: watch::Receiver<bool>,
) {
    let _ = stream.set_nodelay(true);
    let mut recycled = service.app.recycle.subscribe();
    let is_control = service.control;
    let handler = hyper::service::service_fn(move |request| {
        let Service {
            app,
            router,
            control,
        } = service.clone();
        async move {
            if control {
                Ok(serve::plain(router, request).await)
            } else {
                serve::respond(app, router, peer, request).await
            }
        }
    });
    let connection = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(HEADERS)
        .serve_connection(TokioIo::new(stream), handler);
    let mut connection = std::pin::pin!(connection);
    loop {
        tokio::select! {
            _ = connection.as_mut() => return,
            _ = stopped.changed() => connection.as_mut().graceful_shutdown(),
            changed = recycled.changed(), if !is_control => {
                if changed.is_ok() {
                    connection.as_mut().graceful_shutdown();
                }
            }
        }
    }
}
