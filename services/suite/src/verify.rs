//! What is checked without a network and without a database: an exported case, a sealed PDF, a parcel, a card.

use std::collections::BTreeSet;
use std::path::Path;

use anyhow::{Context as _, bail};
use chrono::{DateTime, Utc};
use contract::cases::v1::DocumentIssued;
use feed::extract::Extract;
use prost::Message as _;
use seal::parcel::{self, Holds};
use seal::{Signed, Trust, card, pdf};

/// What was found: what was checked, and what is wrong.
#[derive(Debug, Default)]
pub struct Verdict {
    /// One line for each thing that was checked.
    pub checked: Vec<String>,
    /// What is wrong.
    pub problems: Vec<String>,
}

/// What the reader got another way: published certificates, and the key of the log.
#[derive(Debug, Clone, Copy, Default)]
pub struct Trusted<'a> {
    /// Published certificates (PEM).
    pub keys: Option<&'a Path>,
    /// Public key of the log (SPKI, PEM).
    pub log: Option<&'a Path>,
}

impl Verdict {
    /// Whether nothing is wrong.
    pub fn is_good(&self) -> bool {
        self.problems.is_empty()
    }

    /// Prints it; whether nothing is wrong.
    pub fn print(&self) -> bool {
        for line in &self.checked {
            println!("{line}");
        }
        for problem in &self.problems {
            println!("PROBLEM {problem}");
        }
        println!("{} problems", self.problems.len());
        self.is_good()
    }
}

/// Checks a file by what it begins with: a parcel (ZIP), a sealed PDF, or an exported case (JSON).
pub fn file(file: &Path, trusted: Trusted<'_>) -> anyhow::Result<Verdict> {
    let bytes = std::fs::read(file).with_context(|| format!("cannot read {}", file.display()))?;
    let trust = trusted.keys.map(trust).transpose()?;
    let log = trusted
        .log
        .map(std::fs::read_to_string)
        .transpose()
        .context("cannot read the public key")?;
    if bytes.starts_with(b"PK") {
        return Ok(parcel(&bytes, trust.as_ref(), log.as_deref()));
    }
    if bytes.starts_with(b"%PDF") {
        return Ok(sealed(&bytes, trust.as_ref()));
    }
    bundle(&bytes, log.as_deref())
}

/// Checks a sealed PDF.
pub fn sealed(bytes: &[u8], trust: Option<&Trust>) -> Verdict {
    let mut verdict = Verdict::default();
    match pdf::verify(bytes, trust) {
        Ok(seals) => verdict.checked.extend(seals.iter().map(told)),
        Err(flaw) => verdict.problems.push(format!("{flaw} {}", flaw.zh())),
    }
    verdict
}

/// Checks a parcel: container, manifest, seals, the record under the signed head, and that the record knows every document.
pub fn parcel(bytes: &[u8], trust: Option<&Trust>, log: Option<&str>) -> Verdict {
    let mut verdict = Verdict::default();
    let opened = match parcel::open(bytes, trust) {
        Ok(opened) => opened,
        Err(flaw) => {
            verdict.problems.push(format!("{flaw} {}", flaw.zh()));
            return verdict;
        }
    };
    let about = &opened.manifest.about;
    let entries = opened.entries.len();
    verdict.checked.push(format!(
        "parcel of case {} by {}, {entries} entries: {}",
        about.case_code,
        about.agency,
        told(&opened.signed)
    ));
    for (name, seals) in &opened.seals {
        let seals = seals.iter().map(|seal| format!("{name}: {}", told(seal)));
        verdict.checked.extend(seals);
    }
    let Some(record) = opened.entry(Holds::Record) else {
        verdict
            .problems
            .push("the parcel holds no record".to_owned());
        return verdict;
    };
    let record: Extract = match serde_json::from_slice(record) {
        Ok(record) => record,
        Err(error) => {
            verdict
                .problems
                .push(format!("the record cannot be read: {error}"));
            return verdict;
        }
    };
    if record.aggregate_id != about.case_id {
        verdict
            .problems
            .push("the record is that of another case".to_owned());
    }
    let report = feed::extract::verify(&record, log);
    let problems = report.problems.iter();
    verdict.problems.extend(problems.map(ToString::to_string));
    verdict.checked.push(format!(
        "{} events, {} of them withheld, head checked against {}",
        report.events,
        record.events.len() - record.shown().count(),
        if report.key_is_trusted {
            "the given key"
        } else {
            "the key inside the parcel"
        }
    ));
    let known = documents(&record);
    for (listed, _) in &opened.entries {
        let is_document = matches!(listed.holds, Holds::SealedDocument | Holds::Document);
        if is_document && !known.contains(&listed.sm3) {
            let problem = format!("{} is no document of the record", listed.name);
            verdict.problems.push(problem);
        }
    }
    verdict
}

/// Checks an exported case.
fn bundle(bytes: &[u8], log: Option<&str>) -> anyhow::Result<Verdict> {
    let bundle: feed::bundle::Bundle =
        serde_json::from_slice(bytes).context("this is no exported case, sealed PDF or parcel")?;
    let report = feed::bundle::verify(&bundle, log);
    let key = if report.key_is_trusted {
        "the given key"
    } else {
        "the key inside the bundle"
    };
    Ok(Verdict {
        checked: vec![format!(
            "{} events, head checked against {key}",
            report.events
        )],
        problems: report.problems.iter().map(ToString::to_string).collect(),
    })
}

/// Checks a card at an instant with published certificates.
pub fn card(text: &str, keys: &Path, now: DateTime<Utc>) -> anyhow::Result<Verdict> {
    let trust = trust(keys)?;
    let mut verdict = Verdict::default();
    match card::verify(text.trim(), &trust, now) {
        Ok((card, signed)) => verdict.checked.push(format!(
            "{} {} {} {} {}; {}",
            card.agency,
            card.officer,
            card.certificate_number,
            card.task,
            card.item,
            told(&signed)
        )),
        Err(flaw) => verdict.problems.push(format!("{flaw} {}", flaw.zh())),
    }
    Ok(verdict)
}

fn trust(file: &Path) -> anyhow::Result<Trust> {
    let text =
        std::fs::read_to_string(file).with_context(|| format!("cannot read {}", file.display()))?;
    match Trust::from_pem(&text) {
        Ok(trust) => Ok(trust),
        Err(flaw) => bail!("{} holds no published certificates: {flaw}", file.display()),
    }
}

/// SM3 of the documents that a record says were issued.
fn documents(record: &Extract) -> BTreeSet<String> {
    let issued = record
        .shown()
        .filter(|event| event.type_name.ends_with(".DocumentIssued"));
    issued
        .filter_map(|event| DocumentIssued::decode(event.payload.as_slice()).ok())
        .filter_map(|event| Some(event.printed?.sm3))
        .collect()
}

/// A signature in one line.
fn told(signed: &Signed) -> String {
    format!(
        "sealed by {} ({}) at {}, certificate {}, authority {} ({}{})",
        signed.by.name,
        signed.by.owner(),
        signed.at.to_rfc3339(),
        signed.serial,
        signed.authority.name,
        signed.authority_key,
        if signed.vouched {
            ""
        } else {
            ", from the file itself: nobody vouched for it"
        }
    )
}
