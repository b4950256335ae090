//! How long it takes to make sure of what was signed: parcels, sealed PDFs and cards, each from the file alone.

use std::sync::Arc;

use anyhow::Context as _;
use chrono::{DateTime, Duration as Days, SubsecRound as _, Utc};
use seal::parcel::{self, About, Holds, Item};
use seal::{Authority, Certificate, Kind, Subject, Trust, card, pdf};
use signer::{Ring as _, Signer, SoftRing};
use tokio::time::Instant;

use super::Options;
use super::report::{Section, Table};
use super::site::Site;
use super::statistic::{Latency, milliseconds};

/// A parcel of a few papers is verified while somebody waits.
const BAR_MS: f64 = 100.0;

/// How often each is verified in a round.
const TIMES: usize = 200;

/// Papers of the parcels, and how many kilobytes each has besides.
const PARCELS: [(&str, usize, usize); 3] = [
    ("1 paper of 60 kB", 1, 60),
    ("10 papers of 200 kB", 10, 200),
    ("40 papers of 500 kB", 40, 500),
];

/// An agency that seals.
struct Agency {
    signer: Arc<dyn Signer>,
    certificate: Certificate,
    root: Certificate,
    now: DateTime<Utc>,
}

pub(super) async fn measure(site: &Site, options: &Options) -> anyhow::Result<Section> {
    let now = site.world.clock.now().trunc_subsecs(0);
    let rounds = options.rounds.max(1);
    // Verifying takes a processor and nothing else.
    tokio::task::spawn_blocking(move || measured(now, rounds)).await?
}

fn measured(now: DateTime<Utc>, rounds: usize) -> anyhow::Result<Section> {
    let agency = Agency::found(now)?;
    let trust = Trust::of([agency.root.clone(), agency.certificate.clone()])?;
    let mut section = Section::new("Verifying what was signed");
    section.say(
        "One thread, everything in memory: container, manifest, hashes, seals, certificates. The record of a parcel is not among \
         it.",
    );
    let mut table = Table::new(["what", "size", "p50", "p99"]);
    let mut first = None;
    for (name, papers, kilobytes) in PARCELS {
        let parcel = agency.parcel(papers, kilobytes)?;
        let taken = repeat(rounds, || {
            parcel::open(&parcel, Some(&trust))
                .map(drop)
                .context("parcel")
        })?;
        first.get_or_insert(milliseconds(taken.p99));
        row(&mut table, &format!("parcel, {name}"), parcel.len(), &taken);
    }
    let sealed = agency.sealed(60)?;
    let taken = repeat(rounds, || {
        pdf::verify(&sealed, Some(&trust)).map(drop).context("PDF")
    })?;
    row(&mut table, "sealed PDF", sealed.len(), &taken);
    let text = agency.card()?;
    let taken = repeat(rounds, || {
        card::verify(&text, &trust, now).map(drop).context("card")
    })?;
    row(&mut table, "card", text.len(), &taken);
    section.show(&table);
    let reached = first.is_some_and(|p99| p99 <= BAR_MS);
    section.judge("a parcel with one paper within 100 ms at p99", reached);
    Ok(section)
}

fn repeat(
    rounds: usize,
    mut verify: impl FnMut() -> anyhow::Result<()>,
) -> anyhow::Result<Latency> {
    let mut taken = Vec::new();
    for _ in 0..rounds * TIMES {
        let begun = Instant::now();
        verify()?;
        taken.push(begun.elapsed());
    }
    Latency::of(taken).context("nothing was measured")
}

fn row(table: &mut Table, what: &str, size: usize, taken: &Latency) {
    table.row([
        what.to_owned(),
        format!("{size} B"),
        format!("{:.2} ms", milliseconds(taken.p50)),
        format!("{:.2} ms", milliseconds(taken.p99)),
    ]);
}

impl Agency {
    fn found(now: DateTime<Utc>) -> anyhow::Result<Self> {
        let ring = SoftRing::new([7; 32]);
        let subject = |kind, id: &str| Subject {
            kind,
            id: id.to_owned(),
            name: "龙海区市场监督管理局".to_owned(),
            organization: "龙海区市场监督管理局".to_owned(),
        };
        let validity = (now - Days::days(1), now + Days::days(1));
        let root = subject(Kind::Authority, "350604");
        let authority = Authority::found(ring.signer(&root.owner(), 1)?, &root, validity)?;
        let owner = subject(Kind::Agency, "longhai-market");
        let signer = ring.signer(&owner.owner(), 1)?;
        let certificate = authority.issue(&owner, signer.public_key(), [1; 16], validity)?;
        Ok(Self {
            signer,
            certificate,
            root: authority.certificate().clone(),
            now,
        })
    }

    fn sealed(&self, kilobytes: usize) -> anyhow::Result<Vec<u8>> {
        let seal = pdf::Seal {
            signer: self.signer.as_ref(),
            certificate: &self.certificate,
            authority: &self.root,
            at: self.now,
            reason: "行政处罚决定书",
            place: None,
        };
        Ok(pdf::seal(&page(kilobytes * 1000), &seal)?)
    }

    fn parcel(&self, papers: usize, kilobytes: usize) -> anyhow::Result<Vec<u8>> {
        let mut items = Vec::new();
        for number in 1..=papers {
            items.push(Item {
                name: format!("documents/{number}.pdf"),
                holds: Holds::SealedDocument,
                bytes: self.sealed(kilobytes)?,
            });
        }
        let about = About {
            case_id: String::new(),
            case_code: String::new(),
            agency: self.certificate.subject().name.clone(),
            made_at: self.now,
        };
        let certificates = (&self.certificate, &self.root);
        Ok(parcel::make(
            about,
            &items,
            self.signer.as_ref(),
            certificates,
        )?)
    }

    fn card(&self) -> anyhow::Result<String> {
        let card = card::Card {
            officer: "郑清源".to_owned(),
            certificate_number: "闽350604001".to_owned(),
            agency: self.certificate.subject().name.clone(),
            agency_id: self.certificate.subject().id.clone(),
            task: "A7K2-9QPM-4TXE-1".to_owned(),
            item: "对食品经营者的监督检查".to_owned(),
            issued_at: self.now.timestamp(),
            number: 1,
            key_id: self.certificate.key().id().to_owned(),
        };
        Ok(card::issue(&card, self.signer.as_ref())?)
    }
}

/// A PDF of one page whose contents have this length.
fn page(length: usize) -> Vec<u8> {
    let contents = "% a line of the paper\n".repeat(length / 22);
    let objects = [
        "<</Type/Catalog/Pages 2 0 R>>".to_owned(),
        "<</Type/Pages/Kids[3 0 R]/Count 1>>".to_owned(),
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R>>".to_owned(),
        format!(
            "<</Length {}>>stream\n{contents}\nendstream",
            contents.len() + 1
        ),
    ];
    let mut text = "%PDF-1.7\n".to_owned();
    let mut table = "0000000000 65535 f \n".to_owned();
    for (at, object) in objects.iter().enumerate() {
        table += format!("{:010} 00000 n \n", text.len()).as_str();
        text += format!("{} 0 obj\n{object}\nendobj\n", at + 1).as_str();
    }
    let start = text.len();
    text +=
        format!("xref\n0 5\n{table}trailer\n<</Size 5/Root 1 0 R>>\nstartxref\n{start}\n%%EOF\n")
            .as_str();
    text.into_bytes()
}
