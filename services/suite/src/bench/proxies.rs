//! The proxies that the gateway is compared with: each passes calls on to the same backend, on one core, without access log.

use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::bail;
use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use serde_json::json;

use super::machine;
use super::program::Program;

/// A proxy of another house.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Proxy {
    Nginx,
    /// HAProxy.
    Ha,
    /// With its JWT filter, which remembers the tokens it has checked.
    Envoy,
}

/// Between whom a proxy stands.
#[derive(Debug, Clone)]
pub(super) struct Between<'a> {
    pub(super) listen: SocketAddr,
    pub(super) backend: SocketAddr,
    /// Public key of the tokens (SPKI PEM).
    pub(super) token_key: &'a str,
    /// For its configuration and what it writes.
    pub(super) folder: &'a Path,
}

impl Proxy {
    pub(super) const ALL: [Self; 3] = [Self::Nginx, Self::Ha, Self::Envoy];

    /// What it is called in tables.
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Nginx => "nginx grpc_pass",
            Self::Ha => "HAProxy",
            Self::Envoy => "Envoy, JWT filter",
        }
    }

    /// Its program; none: it is not installed (`scripts/install-deps bench`).
    pub(super) fn program(self) -> Option<PathBuf> {
        match self {
            Self::Nginx => machine::find("nginx"),
            Self::Ha => machine::find("haproxy"),
            Self::Envoy => machine::find("envoy").or_else(installed_envoy),
        }
    }

    /// What it says about its version.
    pub(super) fn version(self) -> Option<String> {
        let argument = match self {
            Self::Nginx | Self::Ha => "-v",
            Self::Envoy => "--version",
        };
        let said = machine::version(&self.program()?, argument)?;
        // A path and a build's hash tell nothing.
        let said = said
            .rsplit_once("version: ")
            .map_or(said.as_str(), |(_, rest)| rest);
        Some(said.to_owned())
    }

    /// Writes its configuration and has it checked by the proxy itself.
    pub(super) fn configure(self, between: &Between<'_>) -> anyhow::Result<PathBuf> {
        let (name, text) = match self {
            Self::Nginx => ("nginx.conf", nginx(between)),
            Self::Ha => ("haproxy.cfg", haproxy(between)),
            Self::Envoy => ("envoy.json", envoy(between)?),
        };
        let file = between.folder.join(name);
        std::fs::write(&file, text)?;
        let Some(program) = self.program() else {
            bail!("{} is not installed", self.name());
        };
        let config = file.display().to_string();
        let checked = Command::new(program)
            .args(self.checking(&config))
            .current_dir(between.folder)
            .output()?;
        if !checked.status.success() {
            bail!(
                "{} does not take its configuration: {}{}",
                self.name(),
                String::from_utf8_lossy(&checked.stdout),
                String::from_utf8_lossy(&checked.stderr)
            );
        }
        Ok(file)
    }

    /// Starts it and waits until it listens.
    pub(super) async fn start(self, between: &Between<'_>) -> anyhow::Result<Program> {
        let config = self.configure(between)?.display().to_string();
        let Some(program) = self.program() else {
            bail!("{} is not installed", self.name());
        };
        let mut running = Program::start(
            self.short(),
            &program,
            &self.running(&config),
            between.folder,
        )?;
        running.listens(between.listen).await?;
        Ok(running)
    }

    const fn short(self) -> &'static str {
        match self {
            Self::Nginx => "nginx",
            Self::Ha => "haproxy",
            Self::Envoy => "envoy",
        }
    }

    fn checking(self, config: &str) -> Vec<&str> {
        match self {
            Self::Nginx => vec!["-e", "stderr", "-t", "-c", config],
            Self::Ha => vec!["-c", "-f", config],
            Self::Envoy => vec!["--mode", "validate", "-c", config],
        }
    }

    fn running(self, config: &str) -> Vec<&str> {
        match self {
            Self::Nginx => vec!["-e", "stderr", "-c", config],
            Self::Ha => vec!["-db", "-f", config],
            Self::Envoy => vec![
                "-c",
                config,
                "--concurrency",
                "1",
                "--disable-hot-restart",
                "--log-level",
                "warn",
            ],
        }
    }
}

/// Where scripts/install-deps unpacks PyPI's wheel: under cargo's target folder, in which this program lies too.
fn installed_envoy() -> Option<PathBuf> {
    let here = std::env::current_exe().ok()?;
    here.ancestors()
        .map(|folder| folder.join("tools/envoy/envoy/_bin/envoy"))
        .find(|file| file.is_file())
}

fn nginx(between: &Between<'_>) -> String {
    let Between {
        listen,
        backend,
        folder,
        ..
    } = between;
    let folder = folder.display();
    let places: String = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"]
        .map(|kind| format!("    {kind}_temp_path {folder}/nginx-{kind};\n"))
        .concat();
    format!(
        "daemon off;\nworker_processes 1;\npid {folder}/nginx.pid;\nerror_log stderr warn;\n\
         events {{ worker_connections 4096; }}\n\
         http {{\n    access_log off;\n{places}\
         \x20   upstream backend {{ server {backend}; keepalive 256; keepalive_requests 1000000000; }}\n\
         \x20   server {{\n\
         \x20       listen {listen} http2;\n\
         \x20       http2_max_concurrent_streams 256;\n\
         \x20       keepalive_requests 1000000000;\n\
         \x20       location / {{ grpc_pass grpc://backend; }}\n\
         \x20   }}\n}}\n"
    )
}

fn haproxy(between: &Between<'_>) -> String {
    let Between {
        listen, backend, ..
    } = between;
    format!(
        "global\n    nbthread 1\n    maxconn 4096\n\
         defaults\n    mode http\n    http-reuse always\n    timeout connect 5s\n    timeout client 60s\n    timeout server 60s\n\
         frontend front\n    bind {listen} proto h2\n    default_backend back\n\
         backend back\n    server stub {backend} proto h2\n"
    )
}

fn envoy(between: &Between<'_>) -> anyhow::Result<String> {
    let socket = |address: &SocketAddr| json!({ "socket_address": { "address": address.ip().to_string(), "port_value": address.port() } });
    let kind = |name: &str| format!("type.googleapis.com/envoy.extensions.{name}");
    let jwks = key_set(between.token_key)?;
    let jwt = json!({
        "@type": kind("filters.http.jwt_authn.v3.JwtAuthentication"),
        "providers": { "yifa": {
            "issuer": gateway::tokens::YIFA,
            "audiences": [gateway::tokens::YIFA],
            "local_jwks": { "inline_string": jwks },
            "forward": true,
            "jwt_cache_config": { "jwt_cache_size": 1000 },
        } },
        "rules": [{ "match": { "prefix": "/" }, "requires": { "provider_name": "yifa" } }],
    });
    let manager = json!({
        "@type": kind("filters.network.http_connection_manager.v3.HttpConnectionManager"),
        "stat_prefix": "front",
        "codec_type": "HTTP2",
        "route_config": { "virtual_hosts": [{
            "name": "all",
            "domains": ["*"],
            "routes": [{ "match": { "prefix": "/" }, "route": { "cluster": "stub", "timeout": "30s" } }],
        }] },
        "http_filters": [
            { "name": "jwt", "typed_config": jwt },
            { "name": "router", "typed_config": { "@type": kind("filters.http.router.v3.Router") } },
        ],
    });
    let http2 = json!({
        "@type": kind("upstreams.http.v3.HttpProtocolOptions"),
        "explicit_http_config": { "http2_protocol_options": {} },
    });
    let limits =
        json!({ "thresholds": [{ "max_requests": 100_000, "max_pending_requests": 100_000 }] });
    let config = json!({ "static_resources": {
        "listeners": [{
            "name": "front",
            "address": socket(&between.listen),
            "filter_chains": [{ "filters": [{ "name": "http", "typed_config": manager }] }],
        }],
        "clusters": [{
            "name": "stub",
            "connect_timeout": "5s",
            "circuit_breakers": limits,
            "typed_extension_protocol_options": {
                "envoy.extensions.upstreams.http.v3.HttpProtocolOptions": http2,
            },
            "load_assignment": { "cluster_name": "stub", "endpoints": [{
                "lb_endpoints": [{ "endpoint": { "address": socket(&between.backend) } }],
            }] },
        }],
    } });
    Ok(serde_json::to_string_pretty(&config)?)
}

/// The public key as a JSON Web Key Set (RFC 8037): the last 32 bytes of an Ed25519 key in SPKI are the key itself.
fn key_set(spki_pem: &str) -> anyhow::Result<String> {
    let lines: String = spki_pem
        .lines()
        .filter(|line| !line.starts_with("-----"))
        .collect();
    let der = STANDARD.decode(lines)?;
    let Some((_, key)) = der.split_last_chunk::<32>() else {
        bail!("not an Ed25519 public key");
    };
    let key = json!({ "kty": "OKP", "crv": "Ed25519", "alg": "EdDSA", "use": "sig", "x": URL_SAFE_NO_PAD.encode(key) });
    Ok(json!({ "keys": [key] }).to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The key of RFC 8037, appendix A.
    const KEY: &str = "-----BEGIN PUBLIC KEY-----\nMCowBQYDK2VwAyEA11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=\n-----END PUBLIC KEY-----\n";

    #[test]
    fn the_key_set_is_that_of_the_standard() {
        let set: serde_json::Value = serde_json::from_str(&key_set(KEY).unwrap()).unwrap();
        assert_eq!(
            set["keys"][0]["x"],
            "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"
        );
    }

    #[test]
    fn every_proxy_that_is_installed_takes_its_configuration() {
        let folder = std::env::temp_dir().join(format!("yifa-bench-{}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        let between = Between {
            listen: "127.0.0.1:18081".parse().unwrap(),
            backend: "127.0.0.1:18082".parse().unwrap(),
            token_key: KEY,
            folder: &folder,
        };
        for proxy in Proxy::ALL {
            if proxy.program().is_some() {
                proxy.configure(&between).unwrap();
            }
        }
        std::fs::remove_dir_all(&folder).unwrap();
    }
}
