//! Laws from their texts: one file, or a ZIP of files. Each text is a row in what is said of the import.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::sync::atomic::Ordering;

use calendar::CivilDate;
use chrono::{Datelike as _, NaiveDate};
use contract::elements::v1 as proto;
use contract::elements::v1::element::Body;
use elements_domain::law::{Overrides, from_text, id_of_title, span_among};
use elements_domain::{Span, check_id};
use prost::Message as _;
use refusal::{Failure, Fault, Refusal};
use sqlx::PgConnection;
use statute::Rank;
use statute_text::{Archive, Encoding, NotAStatute, StatuteText};
use tokio_util::sync::CancellationToken;

use super::cells::Wrong;
use super::draft::{Draft, Origin, Said};
use super::operations::Job;
use super::parse::Parsed;
use super::row_error::RowError;
use super::table::Table;
use super::threads;
use super::worker::Progress;

/// Remarks on texts that are kept of one import.
const REMARKS_KEPT: usize = 100;
/// Remarks shown of one text; one that needs more needs the same over and over.
const REMARKS_SHOWN: usize = 3;
/// Titles that are looked up together.
const TOGETHER: usize = 200;
/// Every rank that somebody may state.
const RANKS: [Rank; 7] = [
    Rank::Law,
    Rank::AdministrativeRegulation,
    Rank::JudicialInterpretation,
    Rank::LocalRegulation,
    Rank::DepartmentRule,
    Rank::LocalGovernmentRule,
    Rank::PolicyDocument,
];

/// A text of an import.
struct Text {
    row: u32,
    name: String,
    read: Result<StatuteText, NotAStatute>,
}

/// What is known of a title already.
#[derive(Default)]
struct Known {
    law_id: String,
    spans: Vec<Span>,
    /// First day of the version that `short_titles` are of.
    newest: Option<CivilDate>,
    short_titles: Vec<String>,
}

/// Whether a file of laws is text, not a sheet.
pub(crate) fn is_text(name: &str) -> bool {
    let name = name.to_lowercase();
    !["xlsx", "xls", "xlsm", "csv"]
        .iter()
        .any(|ending| name.ends_with(&format!(".{ending}")))
}

/// Reads the texts. A law whose title is known keeps its id; a version holds until the next begins.
pub(crate) async fn read(
    conn: &mut PgConnection,
    job: &Job,
    request: &proto::StartImportRequest,
    bytes: &Arc<[u8]>,
    progress: &Arc<Progress>,
    dropped: &CancellationToken,
) -> Result<Parsed, Failure> {
    let (name, bytes) = (job.file_name.clone(), Arc::clone(bytes));
    let (counted, dropped) = (Arc::clone(progress), dropped.clone());
    let texts = threads::run(move || read_texts(&name, &bytes, &counted, &dropped)).await?;
    let texts = texts.map_err(|error| {
        Refusal::malformed("upload_id", error.to_string(), format!("：{}", error.zh()))
    })?;
    let titles: BTreeSet<String> = texts
        .iter()
        .filter_map(|text| text.read.as_ref().ok().map(|read| read.title.clone()))
        .collect();
    let known = load(conn, &titles.into_iter().collect::<Vec<_>>()).await?;
    let stated = Stated::of(request, texts.len() == 1)?;
    let today = CivilDate::of(job.started_at);
    Ok(threads::run(move || draft(texts, &known, &stated, today)).await?)
}

fn read_texts(
    name: &str,
    bytes: &[u8],
    progress: &Progress,
    dropped: &CancellationToken,
) -> Result<Vec<Text>, NotAStatute> {
    let mut texts = Vec::new();
    let mut take = |name: String, read: Result<Vec<u8>, NotAStatute>| {
        let all = read.and_then(|bytes| statute_text::read_all(&name, &bytes));
        let all = match all {
            Ok(all) => all.into_iter().map(|(_, read)| read).collect(),
            Err(error) => vec![Err(error)],
        };
        for read in all {
            let row = u32::try_from(texts.len() + 1).unwrap_or(u32::MAX);
            progress.done.store(row.into(), Ordering::Relaxed);
            let name = name.clone();
            texts.push(Text { row, name, read });
        }
    };
    if statute_text::is_archive(bytes) {
        let archive = Archive::open(bytes)?;
        let files = i64::try_from(archive.len()).unwrap_or(0);
        progress.total.store(files, Ordering::Relaxed);
        for (name, read) in archive {
            if dropped.is_cancelled() {
                break;
            }
            take(name, read);
        }
    } else {
        take(name.to_owned(), Ok(bytes.to_vec()));
    }
    let rows = i64::try_from(texts.len()).unwrap_or(i64::MAX);
    progress.total.store(rows, Ordering::Relaxed);
    Ok(texts)
}

/// What whoever imports says instead of the texts.
struct Stated {
    law_id: Option<String>,
    issuer: Option<String>,
    rank: Option<Rank>,
    issue_date: Option<CivilDate>,
    valid_from: Option<CivilDate>,
}

impl Stated {
    fn of(request: &proto::StartImportRequest, alone: bool) -> Result<Self, Refusal> {
        let law = request.law.clone().unwrap_or_default();
        let text = |text: String| (!text.is_empty()).then_some(text);
        if !law.law_id.is_empty() {
            check_id(&law.law_id)
                .map_err(|(rule, zh)| Refusal::malformed("law.law_id", rule, zh))?;
        }
        let issue_date = match law.issue_date.as_str() {
            "" => None,
            stated => Some(CivilDate::parse(stated).map_err(|_| {
                let rule = "must be a date of the form 2026-11-22";
                Refusal::malformed("law.issue_date", rule, "应为“2026-11-22”形式的日期")
            })?),
        };
        let rank = match law.rank.as_str() {
            "" => None,
            stated => Some(
                RANKS
                    .into_iter()
                    .find(|rank| rank.zh() == stated)
                    .ok_or_else(|| {
                        let known = RANKS.map(Rank::zh).join("、");
                        let rule = format!("must be one of {known}");
                        Refusal::malformed("law.rank", rule, format!("应为{known}之一"))
                    })?,
            ),
        };
        Ok(Self {
            // Several texts are several laws.
            law_id: text(law.law_id).filter(|_| alone),
            issuer: text(law.issuer),
            rank,
            issue_date,
            valid_from: CivilDate::parse(&request.valid_from).ok(),
        })
    }
}

fn draft(
    texts: Vec<Text>,
    known: &BTreeMap<String, Known>,
    stated: &Stated,
    today: CivilDate,
) -> Parsed {
    let mut parsed = Parsed {
        rows: i64::try_from(texts.len()).unwrap_or(i64::MAX),
        ..Parsed::default()
    };
    let mut laws: Vec<(u32, proto::Law, Span)> = Vec::new();
    let nothing = Known::default();
    for Text { row, name, read } in texts {
        let read = match read {
            Ok(read) => read,
            Err(error) => {
                let wrong = Wrong::new(error.to_string(), error.zh());
                parsed.errors.push(RowError::row(row, &wrong));
                parsed.refused.insert(row);
                parsed.names.insert(row, name);
                continue;
            }
        };
        remark(&mut parsed.remarks, &name, &read);
        parsed.names.insert(row, name);
        let known = known.get(&read.title).unwrap_or(&nothing);
        let known_id = (!known.law_id.is_empty()).then(|| known.law_id.clone());
        let overrides = Overrides {
            law_id: stated.law_id.clone().or(known_id),
            issuer: stated.issuer.clone(),
            rank: stated.rank,
            issue_date: stated.issue_date,
            valid_from: stated.valid_from,
            short_titles: known.short_titles.clone(),
            ..Overrides::default()
        };
        match from_text(&read, &overrides) {
            Ok((law, span)) => {
                let span = span_among(span.from(), known.spans.iter().copied());
                laws.push((row, law, span));
            }
            Err(refusal) => {
                let origin = Origin::single(row);
                let day = Span::since(today);
                let table = Table::of(elements_domain::Registry::Law);
                parsed
                    .errors
                    .extend(RowError::of_refusal(table, &origin, (None, day), &refusal));
                parsed.refused.insert(row);
            }
        }
    }
    // A version holds until the next of the same import begins, too.
    let begins: Vec<(String, CivilDate)> = laws
        .iter()
        .map(|(_, law, span)| (law.law_id.clone(), span.from()))
        .collect();
    for (row, law, span) in laws {
        let next = begins
            .iter()
            .filter(|(id, from)| *id == law.law_id && *from > span.from())
            .map(|(_, from)| *from)
            .min();
        let to = [next, span.to()].into_iter().flatten().min();
        parsed.drafts.push(Draft {
            origin: Origin::single(row),
            span: Span::new(span.from(), to).unwrap_or(span),
            said: Said::Holds(Box::new(Body::Law(law))),
        });
    }
    // Whoever replaces and the replaced stand in the order of their days.
    parsed.drafts.sort_by_key(|draft| draft.span.from());
    parsed
}

fn remark(remarks: &mut Vec<String>, name: &str, read: &StatuteText) {
    let encoding = match read.encoding {
        Some(Encoding::Gb18030) => Some("文件编码为GBK，已按GBK读取".to_owned()),
        Some(Encoding::Utf16) => Some("文件编码为UTF-16，已按UTF-16读取".to_owned()),
        Some(Encoding::Utf8) | None => None,
    };
    let said = encoding
        .into_iter()
        .chain(read.remarks.iter().map(statute_text::Remark::zh));
    let said: Vec<String> = said.collect();
    for zh in said.iter().take(REMARKS_SHOWN) {
        if remarks.len() < REMARKS_KEPT {
            remarks.push(format!("{name}：{zh}"));
        }
    }
    if said.len() > REMARKS_SHOWN && remarks.len() < REMARKS_KEPT {
        remarks.push(format!("{name}：共有{}处类似说明", said.len()));
    }
}

/// What is known of these titles.
async fn load(
    conn: &mut PgConnection,
    titles: &[String],
) -> Result<BTreeMap<String, Known>, Fault> {
    let mut known: BTreeMap<String, Known> = BTreeMap::new();
    for titles in titles.chunks(TOGETHER) {
        // A law keeps the id that follows from its title even while its present title is another.
        let ids: Vec<String> = titles.iter().map(|title| id_of_title(title)).collect();
        let lines = sqlx::query!(
            r#"
            select v.element_id, v.name, v.valid_from, v.valid_to, v.body
            from element_version v
            where v.registry = 'law'
                and v.superseded_at is null
                and (
                    v.element_id = any($2)
                    or v.element_id in (
                        select t.element_id
                        from element_version t
                        where t.registry = 'law'
                            and t.superseded_at is null
                            and t.name = any($1)
                    )
                )
            order by v.element_id, v.valid_from
            "#,
            titles,
            &ids,
        )
        .fetch_all(&mut *conn)
        .await?;
        for (title, id) in titles.iter().zip(&ids) {
            let of_title = lines.iter().find(|line| line.name == *title);
            let law_id = of_title.map_or(id, |line| &line.element_id);
            let mut found = Known {
                law_id: law_id.clone(),
                ..Known::default()
            };
            for line in lines.iter().filter(|line| line.element_id == *law_id) {
                let element =
                    proto::Element::decode(line.body.as_slice()).map_err(Fault::internal)?;
                let from = read_date(line.valid_from)?;
                let to = line.valid_to.map(read_date).transpose()?;
                found.spans.extend(Span::new(from, to));
                if let (Some(Body::Law(law)), true) = (element.body, found.newest < Some(from)) {
                    found.newest = Some(from);
                    found.short_titles = law.short_titles;
                }
            }
            known.insert(title.clone(), found);
        }
    }
    Ok(known)
}

fn read_date(date: NaiveDate) -> Result<CivilDate, Fault> {
    CivilDate::ymd(date.year(), date.month(), date.day()).ok_or_else(|| Fault::internal(NoDate))
}

/// A date that no calendar of ours holds.
#[derive(Debug, thiserror::Error)]
#[error("unreadable date in the database")]
struct NoDate;
