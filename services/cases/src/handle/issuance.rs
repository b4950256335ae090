//! Issuing: between the judging of an act and its writing its document is printed, sealed and kept.

use cases_domain::issuing::{IssueDocument, Printed};
use cases_domain::{Case, DocumentNumber};
use form::{Data, Form};
use press::{Job, Kind, Spot, SpotKind};
use refusal::{Failure, Fault, Refusal};
use seal::pdf::Place;
use sqlx::PgConnection;
use vault::Stored;

use super::{Desk, Mode};
use crate::paper::{self, Asked, Gathered, Words};
use crate::seals::Sheet;

/// What a document is made of, looked up.
pub(super) struct Paper {
    form: &'static Form,
    gathered: Gathered,
    words: Words,
}

/// A form that the edge has let pass and the catalogue does not have.
#[derive(Debug, thiserror::Error)]
#[error("the catalogue has no form {0}")]
struct NoForm(String);

/// Looks up what a document is made of.
pub(super) async fn gather(
    desk: &Desk,
    conn: &mut PgConnection,
    case: &Case,
    act: &IssueDocument,
) -> Result<Paper, Failure> {
    let form = form::form(&act.form.code, &act.form.name)
        .ok_or_else(|| Fault::internal(NoForm(act.form.code.clone())))?;
    Ok(Paper {
        form,
        gathered: paper::gather(desk, conn, case).await?,
        words: paper::words(desk, conn, case, form).await?,
    })
}

/// Whether the document takes a number of its own; else it bears that of its act, or none.
pub(super) fn takes_number(case: &Case, act: &IssueDocument) -> bool {
    let form = form::form(&act.form.code, &act.form.name);
    form.is_some_and(|form| {
        let subject = paper::subject(form, case, act.about);
        // What the case has nothing of is refused when it comes to be printed.
        subject.is_ok_and(|it| it.takes_number(form))
    })
}

/// Prints a document and keeps its file; what is only tried is printed and not kept.
///
/// # Refuses
/// `DOCUMENT_FORM_UNKNOWN`, `DOCUMENT_FIELD_MISSING` with each field, `MALFORMED` for what is entered, `SEAL_LAPSED` where the
/// agency no longer stands.
pub(super) async fn print(
    desk: &Desk,
    case: &Case,
    act: &IssueDocument,
    paper: Paper,
    taken: Option<&DocumentNumber>,
    mode: Mode,
) -> Result<Printed, Failure> {
    let Paper {
        form,
        gathered,
        words,
    } = paper;
    let subject = paper::subject(form, case, act.about)?;
    let number = paper::number_of(form, &subject, taken);
    let entered: Data = serde_json::from_str(&act.entered).map_err(Fault::internal)?;
    let asked = Asked {
        form,
        about: act.about,
        entered: &entered,
        corrects: act.corrects,
    };
    let shown = number.map(ToString::to_string).unwrap_or_default();
    let drafted = gathered.draft(desk, case, &asked, Some(&words), &shown)?;
    if !drafted.lacks.is_empty() {
        return Err(paper::incomplete(form, &drafted.lacks).into());
    }
    let set = set(desk, form, &words, drafted.filled.data, Kind::Issue).await?;
    #[cfg(feature = "failpoints")]
    super::hold("documents.printed").await;
    let pages = set.pages;
    let bytes = match place_of_seal(&set.spots) {
        None => set.pdf,
        Some(place) => {
            let mut conn = desk.pool().acquire().await.map_err(Fault::from)?;
            let (agency, seals) = (&case.opening.agency.id, desk.seals());
            let sheet = Sheet {
                pdf: &set.pdf,
                reason: form.name,
                place: Some(place),
            };
            seals
                .seal_pdf(&mut conn, agency, &sheet, desk.now())
                .await?
        }
    };
    let file = match mode {
        Mode::ValidateOnly => Stored::of(&bytes),
        Mode::Write => desk.put_file(bytes).await?,
    };
    #[cfg(feature = "failpoints")]
    super::hold("documents.kept").await;
    Ok(paper::printed(&file, pages, &words, number))
}

/// Where the layout leaves place for the agency's seal; none: the form bears none. Pages are A4.
fn place_of_seal(spots: &[Spot]) -> Option<Place> {
    /// Height of a page, in points.
    const PAGE: f64 = 841.89;
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "points of a page, bounded before"
    )]
    let points = |length: f64| length.round().clamp(0.0, PAGE) as u16;
    let spot = spots.iter().find(|spot| spot.kind == SpotKind::Seal)?;
    Some(Place {
        page: u32::try_from(spot.page).ok()?,
        left: points(spot.x),
        bottom: points(PAGE - spot.y - spot.height),
        width: points(spot.width),
        height: points(spot.height),
    })
}

/// Sets a form in type.
///
/// # Refuses
/// `MALFORMED` for a character that no font has; `UNAVAILABLE` where the fonts are not there.
pub(crate) async fn set(
    desk: &Desk,
    form: &'static Form,
    words: &Words,
    data: Data,
    kind: Kind,
) -> Result<press::Printed, Failure> {
    let Some(press) = desk.press() else {
        return Err(Fault::unavailable("the fonts of documents are not installed").into());
    };
    let job = Job {
        form,
        wording: words.wording.clone(),
        data,
        kind,
        made_at: desk.now(),
    };
    press.run(job).await.map_err(|error| match error {
        press::PressError::Layout(_) => Fault::internal(error).into(),
        unfit => Failure::Refusal(Refusal::malformed(
            "entered",
            unfit.to_string(),
            format!("：{}", unfit.zh()),
        )),
    })
}
