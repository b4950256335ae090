//! The public's search over a million decisions: in process, and as a page through the gateway.

use std::fmt::Write as _;
use std::net::SocketAddr;
use std::time::Duration;

use actor::Stamper;
use anyhow::{Context as _, bail};
use bytes::Bytes;
use calendar::CivilDate;
use contract::disclosure::v1::public_disclosure_service_client::PublicDisclosureServiceClient;
use contract::disclosure::v1::{PublicationKind, SearchDecisionsRequest};
use host::{Readiness, Service, Upstream};
use http::{Request, header};
use http_body_util::{BodyExt as _, Empty};
use hyper::client::conn::http1::{self, SendRequest};
use hyper_util::rt::TokioIo;
use tokio::net::TcpStream;
use tokio::task::JoinSet;
use tokio::time::Instant;
use tonic::metadata::AsciiMetadataValue;

use super::Options;
use super::office;
use super::report::{Section, Table};
use super::site::{self, Site};
use super::statistic::{Latency, milliseconds};
use crate::Part;

/// Decisions.
const DECISIONS: u32 = 1_000_000;
/// Searches of one kind.
const SEARCHES: usize = 300;
/// Longest time for them.
const SECONDS: f64 = 4.0;
/// Pages turned before the deep one.
const DEEP: usize = 40;
/// The bar.
const BAR: Duration = Duration::from_millis(50);

/// A kind of search.
struct Search {
    name: &'static str,
    request: SearchDecisionsRequest,
    /// The same as a page's query; none: the page is reached by turning.
    query: Option<String>,
}

pub(super) async fn measure(site: &Site, options: &Options) -> anyhow::Result<Section> {
    site.needs(6).await?;
    let url = site.database("published").await?;
    let pool = site::pool(&url)?;
    host::database::migrate(&pool, &disclosure::migrations()).await?;
    let begun = Instant::now();
    let today = CivilDate::of(site.world.clock.now());
    disclosure::fill::fill(&pool, DECISIONS, 7, today).await?;
    let filled = begun.elapsed().as_secs_f64();
    pool.close().await;

    let folder = site.folder.join("search");
    let mut settings = site.settings().disclosure.clone();
    settings.database.url = url.clone();
    settings.search_folder.clone_from(&folder);
    let host = site.host_of(Part::Disclosure, site::nowhere())?;
    let assembled = disclosure::assemble(&settings, &host).await?;
    let begun = Instant::now();
    assembled.index.catch_up().await?;
    let indexed = begun.elapsed().as_secs_f64();
    println!("  {DECISIONS} decisions in {filled:.0} s, indexed in {indexed:.0} s");
    let service = Service {
        name: disclosure::NAME,
        routes: disclosure::routes(&assembled, host.tasks.stopping()),
        readiness: Readiness::default(),
    };
    let stamper = Stamper::from_pkcs8_pem(site.settings().gateway.keys.actor.expose())?;
    let desk = Desk {
        client: PublicDisclosureServiceClient::new(service.door(&host)),
        stamp: AsciiMetadataValue::try_from(stamper.stamp(&actor::Actor {
            expires: host.clock.now() + chrono::Duration::hours(1),
            ..office::viewer("", "", &[])
        }))?,
    };
    let seconds = options.seconds.unwrap_or(SECONDS);
    let mut rows = Vec::new();
    for search in searches(&desk).await? {
        let (latency, total) = desk.ask(&search.request, seconds).await?;
        rows.push((search, latency, total));
    }
    drop(desk);
    drop(service);
    assembled.pool.close().await;
    drop(assembled);

    let extra = format!("[disclosure]\nsearch_folder = \"{}\"\n", folder.display());
    let product = site
        .product_with(&[(Part::Disclosure, &url)], &extra)
        .await?;
    site.settle(Some(&product.program)).await;
    let pages = pages(&rows, product.address, seconds).await;
    product.program.stop().await?;
    site.drop("published").await?;
    std::fs::remove_dir_all(&folder)?;
    Ok(report(&rows, &pages?, (filled, indexed)))
}

type Row = (Search, Latency, i64);

fn report(rows: &[Row], pages: &[Option<Latency>], took: (f64, f64)) -> Section {
    let mut section = Section::new("Public search");
    let (filled, indexed) = took;
    section.say(format!(
        "{DECISIONS} synthetic decisions (written in {filled:.0} s, indexed in {indexed:.0} s); up to {SEARCHES} searches of each \
         kind, one at a time, 20 decisions a page, newest first, with the exact number of all found. In process: the service's \
         method, index and table. Page: `GET /public/decisions` through the gateway of the whole product, HTML made."
    ));
    let mut table = Table::new([
        "search",
        "found",
        "p50 ms",
        "p99 ms",
        "page p50 ms",
        "page p99 ms",
    ]);
    let mut slowest = Duration::ZERO;
    for ((search, latency, total), page) in rows.iter().zip(pages) {
        slowest = slowest.max(latency.p99);
        slowest = slowest.max(page.map_or(Duration::ZERO, |page| page.p99));
        let of = |pick: fn(Latency) -> Duration| {
            page.map_or_else(
                || "–".to_owned(),
                |page| format!("{:.2}", milliseconds(pick(page))),
            )
        };
        table.row([
            search.name.to_owned(),
            total.to_string(),
            format!("{:.2}", milliseconds(latency.p50)),
            format!("{:.2}", milliseconds(latency.p99)),
            of(|page| page.p50),
            of(|page| page.p99),
        ]);
    }
    section.show(&table);
    section.judge("p99 under 50 ms for every search", slowest < BAR);
    section
}

struct Desk {
    client: PublicDisclosureServiceClient<Upstream>,
    stamp: AsciiMetadataValue,
}

impl Desk {
    async fn ask(
        &self,
        request: &SearchDecisionsRequest,
        seconds: f64,
    ) -> anyhow::Result<(Latency, i64)> {
        let (_, total) = self.page(request).await?;
        let until = Instant::now() + Duration::from_secs_f64(seconds);
        let mut taken = Vec::new();
        while taken.len() < SEARCHES && Instant::now() < until {
            let begun = Instant::now();
            self.page(request).await?;
            taken.push(begun.elapsed());
        }
        Ok((Latency::of(taken).context("no search was made")?, total))
    }

    /// Token of the next page, and how many there are.
    async fn page(&self, request: &SearchDecisionsRequest) -> anyhow::Result<(String, i64)> {
        let mut asked = tonic::Request::new(request.clone());
        asked
            .metadata_mut()
            .insert(actor::HEADER, self.stamp.clone());
        let answer = self.client.clone().search_decisions(asked).await?;
        let answer = answer.into_inner();
        Ok((answer.next_page_token, answer.total))
    }
}

async fn searches(desk: &Desk) -> anyhow::Result<Vec<Search>> {
    let search = |name, fields: &[(&str, &str)], request| Search {
        name,
        request,
        query: Some(encoded(fields)),
    };
    let all = SearchDecisionsRequest::default;
    let words = |words: &str| SearchDecisionsRequest {
        words: words.to_owned(),
        ..all()
    };
    let filters = SearchDecisionsRequest {
        division: "350604".to_owned(),
        kind: PublicationKind::Penalty.into(),
        domain: "transport".to_owned(),
        ..all()
    };
    let mut deep = words("消防通道");
    for _ in 0..DEEP {
        let (next, _) = desk.page(&deep).await?;
        if next.is_empty() {
            bail!("there are fewer than {DEEP} pages");
        }
        deep.page_token = next;
    }
    Ok(vec![
        search("no words, newest", &[], all()),
        search("two characters: 占道", &[("q", "占道")], words("占道")),
        search(
            "a frequent phrase: 消防通道",
            &[("q", "消防通道")],
            words("消防通道"),
        ),
        search(
            "three words: 石码 食品 初次违法",
            &[("q", "石码 食品 初次违法")],
            words("石码 食品 初次违法"),
        ),
        search(
            "words that do not occur",
            &[("q", "海关总署")],
            words("海关总署"),
        ),
        search(
            "a party's name: 石码福源食品",
            &[("party", "石码福源食品")],
            SearchDecisionsRequest {
                party_name: "石码福源食品".to_owned(),
                ..all()
            },
        ),
        search(
            "文号",
            &[("number", "龙市监罚〔2026〕4711号")],
            SearchDecisionsRequest {
                document_number: "龙市监罚〔2026〕4711号".to_owned(),
                ..all()
            },
        ),
        search(
            "division, kind and line",
            &[
                ("division", "350604"),
                ("kind", "penalty"),
                ("domain", "transport"),
            ],
            filters,
        ),
        Search {
            name: "a frequent phrase, forty pages on",
            request: deep,
            query: None,
        },
    ])
}

/// The same as pages, over one connection kept open.
async fn pages(
    rows: &[Row],
    address: SocketAddr,
    seconds: f64,
) -> anyhow::Result<Vec<Option<Latency>>> {
    let mut connections = JoinSet::new();
    let stream = TcpStream::connect(address).await?;
    stream.set_nodelay(true)?;
    let (mut sender, connection) = http1::handshake(TokioIo::new(stream)).await?;
    connections.spawn(connection);
    let mut pages = Vec::new();
    for (search, ..) in rows {
        let Some(query) = &search.query else {
            pages.push(None);
            continue;
        };
        let path = format!("/public/decisions{query}");
        let until = Instant::now() + Duration::from_secs_f64(seconds);
        let mut taken = Vec::new();
        while taken.len() < SEARCHES && Instant::now() < until {
            let begun = Instant::now();
            get(&mut sender, address, &path)
                .await
                .with_context(|| search.name)?;
            taken.push(begun.elapsed());
        }
        pages.push(Latency::of(taken));
    }
    Ok(pages)
}

async fn get(
    sender: &mut SendRequest<Empty<Bytes>>,
    address: SocketAddr,
    path: &str,
) -> anyhow::Result<()> {
    let request = Request::get(path)
        .header(header::HOST, address.to_string())
        .body(Empty::new())?;
    sender.ready().await?;
    let answer = sender.send_request(request).await?;
    let status = answer.status();
    let body = answer.into_body().collect().await?.to_bytes();
    if !status.is_success() || body.is_empty() {
        bail!("HTTP {status}");
    }
    Ok(())
}

/// A query, its values percent-encoded.
fn encoded(fields: &[(&str, &str)]) -> String {
    let fields: Vec<String> = fields
        .iter()
        .map(|(name, value)| {
            let begin = format!("{name}=");
            value.bytes().fold(begin, |mut text, byte| {
                let _ = write!(text, "%{byte:02X}");
                text
            })
        })
        .collect();
    if fields.is_empty() {
        String::new()
    } else {
        format!("?{}", fields.join("&"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_query_holds_no_bare_character() {
        assert_eq!(
            encoded(&[("q", "占 a"), ("kind", "b")]),
            "?q=%E5%8D%A0%20%61&kind=%62"
        );
        assert_eq!(encoded(&[]), "");
    }
}
