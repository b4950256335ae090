#![allow(clippy::all, clippy::pedantic, missing_docs, clippy::unwrap_used)]
use std::{collections::BTreeMap, sync::Arc, time::{Duration, Instant}};
use bytes::Bytes;
use http::{Request, Response, HeaderMap, HeaderValue};
use http_body::Frame;
use http_body_util::{BodyExt, Full, StreamBody};
use hyper_util::rt::{TokioExecutor, TokioIo};
use tonic::body::Body;
use gateway::{Person, roles::Role, settings::{Settings, Keys, SignIn, Limits, Rate}};
use prost::Message;

fn framed(m: &[u8]) -> Bytes { let mut v = vec![0]; v.extend_from_slice(&(m.len() as u32).to_be_bytes()); v.extend_from_slice(m); v.into() }

async fn stub(addr: &str) {
    let l = tokio::net::TcpListener::bind(addr).await.unwrap();
    loop {
        let (s, _) = l.accept().await.unwrap();
        s.set_nodelay(true).unwrap();
        tokio::spawn(async move {
            let svc = hyper::service::service_fn(|req: Request<hyper::body::Incoming>| async move {
                let _ = req.into_body().collect().await;
                let mut t = HeaderMap::new(); t.insert("grpc-status", HeaderValue::from_static("0"));
                let frames = vec![Ok::<_, std::convert::Infallible>(Frame::data(framed(&[7;100]))), Ok(Frame::trailers(t))];
                let mut r = Response::new(StreamBody::new(futures::stream::iter(frames)));
                r.headers_mut().insert("content-type", HeaderValue::from_static("application/grpc"));
                Ok::<_, std::convert::Infallible>(r)
            });
            let _ = hyper::server::conn::http2::Builder::new(TokioExecutor::new()).max_concurrent_streams(1000).serve_connection(TokioIo::new(s), svc).await;
        });
    }
}

async fn load(addr: &str, token: String, path: &'static str, n: usize, inflight: usize) {
    let s = tokio::net::TcpStream::connect(addr).await.unwrap(); s.set_nodelay(true).unwrap();
    let (sender, c) = hyper::client::conn::http2::handshake(TokioExecutor::new(), TokioIo::new(s)).await.unwrap();
    tokio::spawn(async move { let _ = c.await; });
    let uri = format!("http://{addr}{path}");
    let left = Arc::new(std::sync::atomic::AtomicI64::new(n as i64));
    let begun = Instant::now();
    let mut hs = vec![];
    for _ in 0..inflight {
        let (mut sender, uri, token, left) = (sender.clone(), uri.clone(), token.clone(), left.clone());
        hs.push(tokio::spawn(async move {
            let mut lat = vec![];
            while left.fetch_sub(1, std::sync::atomic::Ordering::Relaxed) > 0 {
                let r = Request::post(&uri).header("content-type", "application/grpc").header("te","trailers").header("authorization", &token).body(Full::new(framed(&[1;50]))).unwrap();
                let t = Instant::now();
                let a = sender.send_request(r).await.unwrap();
                let h = a.headers().clone();
                let b = a.into_body().collect().await.unwrap();
                lat.push(t.elapsed());
                let ok = b.trailers().and_then(|t| t.get("grpc-status")).map(|v| v == "0").unwrap_or(false);
                assert!(ok, "{h:?} {:?}", b.trailers());
            }
            lat
        }));
    }
    let mut all: Vec<Duration> = vec![];
    for h in hs { all.extend(h.await.unwrap()); }
    let e = begun.elapsed(); all.sort();
    println!("{path} n={n} inflight={inflight}: {:.0}/s p50={:?} p99={:?}", n as f64 / e.as_secs_f64(), all[all.len()/2], all[all.len()*99/100]);
}

async fn gate(addr: &str, upstream: &str) {
    let db = testkit::database(&[&gateway::MIGRATOR]).await;
    let test = testkit::host("2026-03-02T09:00:00+08:00");
    let host = test.host.clone();
    let settings = Settings {
        database: host::database::Settings::at(db.url.as_str()),
        keys: Keys { token: actor::keys::generate().unwrap().into(), seal: gateway::new_seal_key(&clock::SystemEntropy).into(), actor: test.actor_key_pem.as_str().into(), ..Keys::default() },
        sign_in: SignIn::default(),
        limits: Limits { source: Rate::new(1_000_000, 4_000_000_000), person: Rate::new(1_000_000, 4_000_000_000), ..Limits::default() },
        ..Settings::default()
    };
    let up = gateway::forward::remote(&format!("http://{upstream}"), &settings.upstream, &host.tasks).unwrap();
    let g = gateway::start(settings, BTreeMap::from([("yifa.cases.v1".to_owned(), up)]), &host).await.unwrap();
    let secret = [7; 20];
    g.provision().unwrap().account(Person { username: "lin", display_name: "lin", password: "Shima-2026-zhifa", one_time_secret: &secret, officer_id: None, agency_id: "", division: "35", roles: &[Role::Officer], postings: &[] }).await.unwrap();
    let mut c = contract::identity::v1::session_service_client::SessionServiceClient::new(g.entry());
    let t = c.sign_in(contract::identity::v1::SignInRequest { username: "lin".into(), password: "Shima-2026-zhifa".into(), one_time_code: gateway::one_time_code_at(&secret, host.clock.now()).unwrap() }).await.unwrap().into_inner();
    std::fs::write("/tmp/gwbench.token", format!("Bearer {}", t.tokens.unwrap().access_token)).unwrap();
    let l = tokio::net::TcpListener::bind(addr).await.unwrap();
    g.serve(l).await.unwrap();
}

fn main() {
    let a: Vec<String> = std::env::args().collect();
    let rt = if std::env::var("RT").as_deref() == Ok("current") { tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap() } else { tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap() };
    rt.block_on(async {
        match a[1].as_str() {
            "stub" => stub(&a[2]).await,
            "gate" => gate(&a[2], &a[3]).await,
            _ => {
                let token = std::fs::read_to_string("/tmp/gwbench.token").unwrap_or_default();
                let path = match a[3].as_str() { "read" => "/yifa.cases.v1.CaseService/ListAllowedActs", _ => "/yifa.cases.v1.CaseService/GetCase" };
                load(&a[2], token, path, a[4].parse().unwrap(), a[5].parse().unwrap()).await
            }
        }
    });
}
