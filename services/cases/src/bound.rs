//! 案卷: everything that the file of a case holds, in its legal order: papers as they were issued, transcripts as they were signed,
//! receipts of service, evidence, custody; and what archiving seals.
//!
//! What is made here is made from the record alone, so that the same state of a case makes the same bytes. Archiving binds the
//! file and keeps it: what is exported afterwards are those bytes and no others.

mod custody;
mod evidence;
mod receipts;
mod transcripts;

use calendar::CivilDate;
use cases_domain::issuing::Printed;
use cases_domain::{Case, OfficerId};
use chrono::{DateTime, Utc};
use form::{Data, Place};
use press::{Kind, Plate, PlateBody, Press, PressError};
use refusal::{Failure, Fault, Refusal};
use volume::{Bound, Item, Volume, VolumeError};

use crate::handle::Desk;
use crate::paper::{self, Asked};
use crate::record::parts;
use crate::uploads::spend;
use crate::{reasons, store};

/// The file of a case, gathered.
#[derive(Debug)]
pub(crate) struct Gathered {
    volume: Volume,
    kind: Kind,
    on: CivilDate,
}

/// An original that goes into the archive.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Original {
    /// Where it lies there.
    pub(crate) path: String,
    /// SM3 of its bytes.
    pub(crate) sm3: String,
}

/// What plates are made with.
struct Ground<'a> {
    case: &'a Case,
    people: &'a paper::Gathered,
    press: Press,
    link: String,
    made_at: DateTime<Utc>,
}

impl Ground<'_> {
    /// Prints a page that is no form.
    async fn plate(&self, title: &str, body: PlateBody) -> Result<Vec<u8>, Unprinted> {
        let opening = &self.case.opening;
        let plate = Plate {
            title: title.to_owned(),
            agency: opening.agency.name.clone(),
            case_number: opening.code.to_string(),
            case_code: opening.code.to_string(),
            body,
        };
        let (press, link, at) = (self.press.clone(), self.link.clone(), self.made_at);
        let printing = tokio::task::spawn_blocking(move || press.plate(&plate, &link, at));
        match printing.await {
            Ok(Ok(printed)) => Ok(printed.pdf),
            Ok(Err(error)) => Err(Unprinted::Press(error)),
            Err(error) => Err(Unprinted::Broken(error.to_string())),
        }
    }
}

/// Why a plate was not printed.
#[derive(Debug, thiserror::Error)]
enum Unprinted {
    /// The press says why.
    #[error(transparent)]
    Press(PressError),
    /// The typesetter broke down over it.
    #[error("the typesetter broke down: {0}")]
    Broken(String),
}

/// Gathers the file of a case as it is now; `binder` is the officer who binds it.
///
/// # Refuses
/// `FILE_ALTERED` where the vault no longer has a paper or a file of evidence as it was put there.
pub(crate) async fn gather(
    desk: &Desk,
    press: &Press,
    case: &Case,
    binder: Option<&OfficerId>,
) -> Result<Gathered, Failure> {
    let mut conn = desk.pool().acquire().await.map_err(Fault::from)?;
    let people = paper::gather(desk, &mut conn, case).await?;
    let hands = store::hands(&mut conn, case.id()).await?;
    drop(conn);
    let archived = case.penalty().and_then(|penalty| penalty.archived_on);
    let on = archived.unwrap_or_else(|| desk.today());
    let link = match desk.public_address() {
        "" => String::new(),
        address => format!("{address}/{}", case.opening.code.plain()),
    };
    let ground = Ground {
        case,
        people: &people,
        press: press.clone(),
        link,
        made_at: on.start_of_day_utc(),
    };
    let mut items = papers(desk, case).await?;
    items.extend(transcripts::items(&ground, &hands).await?);
    items.extend(receipts::items(&ground).await?);
    items.extend(evidence::items(desk, &ground).await?);
    items.extend(custody::item(&ground).await?);
    let facts = facts(desk, &people, case, binder)?;
    Ok(Gathered {
        volume: Volume { facts, items },
        kind: match archived {
            Some(_) => Kind::Issue,
            None => Kind::Draft,
        },
        on,
    })
}

/// Binds what was gathered.
///
/// # Refuses
/// `FILE_EMPTY`; `FILE_UNBINDABLE` where a paper cannot be read or the cover lacks something.
pub(crate) async fn bind(
    desk: &Desk,
    press: &Press,
    gathered: Gathered,
) -> Result<Bound, Failure> {
    let place = desk.room().place().await?;
    let press = press.clone();
    let bound = spend(place, move || {
        // One moment for all pieces of one state of the file.
        let made_at = gathered.on.start_of_day_utc();
        volume::bind(&press, &gathered.volume, gathered.kind, made_at)
    });
    bound.await?.map_err(|error| refused(&error))
}

/// Binds the file of a case that is being archived, and keeps it. None where there is nothing to seal: no paper, or no fonts to
/// print cover and catalogue with; the case is archived all the same.
///
/// # Refuses
/// As [`gather`] and [`bind`].
pub(crate) async fn seal(
    desk: &Desk,
    case: &Case,
    binder: Option<&OfficerId>,
) -> Result<Option<Printed>, Failure> {
    let Some(press) = desk.press() else {
        tracing::warn!("a case is archived without its file being bound: the fonts are not there");
        return Ok(None);
    };
    let _place = desk.exported().room().place().await?;
    let gathered = gather(desk, press, case, binder).await?;
    if gathered.volume.items.is_empty() {
        return Ok(None);
    }
    let bound = bind(desk, press, gathered).await?;
    let pages = u32::try_from(bound.catalogue.pages).unwrap_or(u32::MAX);
    let file = desk.put_file(bound.pdf).await?;
    Ok(Some(Printed {
        sm3: file.sm3.to_string(),
        size: file.size,
        pages,
        ..Printed::default()
    }))
}

/// The originals that go into the archive beside the bound file, and the files of evidence that do not: SM3 and name.
pub(crate) fn originals(case: &Case, bound: &Bound) -> (Vec<Original>, Vec<String>) {
    let entries = bound.catalogue.entries.iter();
    let own = entries.filter(|it| !it.file.is_empty()).map(|it| Original {
        path: it.file.clone(),
        sm3: it.sm3.clone(),
    });
    let void = case.documents.iter().filter(|it| !it.stands());
    let void = void.map(|it| Original {
        path: volume::attached("作废文书", it.number, &it.form.name, "pdf"),
        sm3: it.printed.sm3.clone(),
    });
    (own.chain(void).collect(), evidence::left_out(case))
}

/// The documents that stand, as they were issued. Cover, catalogue and notes are made anew, of what the file is now.
async fn papers(desk: &Desk, case: &Case) -> Result<Vec<Item>, Failure> {
    let mut items = Vec::new();
    for document in case.documents.iter().filter(|it| it.stands()) {
        let form = form::form(&document.form.code, &document.form.name);
        let place = form.map_or(Place::Other, |form| form.place);
        if place == Place::Binding {
            continue;
        }
        let pdf = desk.file(&document.printed.sm3).await?;
        let number = parts::document_number(document.document_number.as_ref());
        let (name, on) = (&document.form.name, document.issued_on);
        items.push(Item::paper(name, &number, on, place, pdf));
    }
    Ok(items)
}

/// What stands on the cover and at the end.
fn facts(
    desk: &Desk,
    people: &paper::Gathered,
    case: &Case,
    binder: Option<&OfficerId>,
) -> Result<Data, Failure> {
    let mut facts = Data::new();
    for name in ["备考表", "卷内目录", "卷宗封面"] {
        let Some(form) = form::form("JA02", name) else {
            continue;
        };
        let asked = Asked {
            form,
            about: 0,
            entered: &Data::new(),
            corrects: None,
        };
        let drafted = people.draft(desk, case, &asked, None, "")?;
        facts.extend(drafted.filled.data);
    }
    // What binding counts, it counts itself.
    for counted in ["volume", "pages", "documents", "entries", "hash", "date"] {
        facts.remove(counted);
    }
    facts
        .entry("keeping")
        .or_insert_with(|| desk.file_keeping().into());
    let archived = case.penalty().and_then(|penalty| penalty.archived_on);
    if let Some(on) = archived {
        facts.insert("archived_on".into(), on.to_string().into());
        facts.insert("bound_on".into(), on.to_string().into());
    }
    let officers = &case.opening.officers;
    let own = officers.iter().find(|it| Some(&it.id) == binder);
    if let Some(binder) = own.or_else(|| officers.first()) {
        facts
            .entry("binder")
            .or_insert_with(|| binder.name.clone().into());
    }
    let voided = case.documents.iter().filter(|it| !it.stands()).count();
    facts.entry("situation").or_insert_with(|| {
        format!(
            "本卷收有效文书、笔录、送达回证和证据材料。另有已作废文书{voided}件，文号保留，原件见随卷附件。"
        )
        .into()
    });
    Ok(facts)
}

/// Why a file is not bound, as the caller is told.
pub(crate) fn refused(error: &VolumeError) -> Failure {
    match error {
        VolumeError::Empty => Refusal::new(
            &reasons::FILE_EMPTY,
            "the case has no issued document",
            error.zh(),
        )
        .into(),
        VolumeError::Unreadable { .. } => {
            Refusal::new(&reasons::FILE_UNBINDABLE, error.to_string(), error.zh()).into()
        }
        VolumeError::Press(PressError::Unfit(faults)) => {
            let first = faults.first().map(ToString::to_string).unwrap_or_default();
            Refusal::new(&reasons::FILE_UNBINDABLE, first, error.zh()).into()
        }
        VolumeError::Press(PressError::Absent(_)) => {
            Refusal::new(&reasons::FILE_UNBINDABLE, error.to_string(), error.zh()).into()
        }
        VolumeError::Press(_) | VolumeError::Written(_) | VolumeError::NotBound(_) => {
            Fault::internal(anyhow::anyhow!("{error}")).into()
        }
    }
}
