//! What somebody asks to change, and which entries that makes.

use contract::elements::v1 as proto;
use contract::elements::v1::element::Body;
use refusal::{Failure, Refusal};
use sqlx::PgConnection;

use crate::publish::{Entry, Outcome, Step, load_one};
use calendar::CivilDate;
use elements_domain::{Change, Element, Key, Registry, Row, Span, reasons};

/// What somebody asks to change.
#[derive(Debug, Clone)]
pub enum Ask {
    /// These entries.
    Entries(Vec<Entry>),
    /// One party is to stand for another from a day on.
    Merge {
        /// The party that goes on.
        into: String,
        /// The party that is merged into it.
        merged: String,
        /// First day.
        from: CivilDate,
    },
    /// A merged party is to stand for itself again.
    Undo {
        /// The party that was merged.
        merged: String,
        /// First day; `None`: as if it had never been merged.
        from: Option<CivilDate>,
    },
}

/// What a change is called.
#[derive(Debug, Clone)]
pub enum Title {
    /// By what it does.
    Made,
    /// By whoever proposes it.
    Given(String),
}

impl Ask {
    /// The entries that it makes of what is known now.
    ///
    /// # Refuses
    /// Absent (no such party) · `NOTHING_HOLDS` · `NOT_MERGED` · `MERGE_IMPOSSIBLE` (a merged party overwritten)
    pub(super) async fn entries(
        &self,
        conn: &mut PgConnection,
        today: CivilDate,
    ) -> Result<Vec<Entry>, Failure> {
        match self {
            Self::Entries(entries) => {
                for entry in entries {
                    check_not_merged(conn, entry).await?;
                }
                Ok(entries.clone())
            }
            Self::Merge { into, merged, from } => {
                let rows = party(conn, merged).await?;
                // Whether the other one exists is for the caller to know first.
                party(conn, into).await?;
                let span = Span::since(*from);
                let entries = bodies(&rows, span, today, |party| {
                    party.merged_into.clone_from(into);
                    true
                })?;
                if entries.is_empty() {
                    return Err(nothing_holds(span).into());
                }
                Ok(entries)
            }
            Self::Undo { merged, from } => {
                let rows = party(conn, merged).await?;
                let first = rows.iter().map(|row| row.span.from()).min();
                let Some(first) = from.or(first) else {
                    return Err(not_merged(merged).into());
                };
                let entries = bodies(&rows, Span::since(first), today, |party| {
                    !std::mem::take(&mut party.merged_into).is_empty()
                })?;
                if entries.is_empty() {
                    return Err(not_merged(merged).into());
                }
                Ok(entries)
            }
        }
    }

    /// What the change is called.
    pub(super) fn title(&self, steps: &[Step], entries: &[Entry]) -> String {
        match self {
            Self::Merge { into, merged, .. } => {
                format!("将检查对象“{merged}”并入“{into}”")
            }
            Self::Undo { merged, .. } => format!("撤销检查对象“{merged}”的合并"),
            Self::Entries(_) => match (entries.first(), steps.first()) {
                (Some(entry), Some(step)) => one(entry, step, entries.len()),
                _ => String::new(),
            },
        }
    }
}

fn one(entry: &Entry, step: &Step, count: usize) -> String {
    let registry = entry.change.key().registry.zh();
    let title = match &entry.change {
        Change::Record(element) => {
            let verb = if step.outcome == Outcome::New {
                "登记"
            } else {
                "变更"
            };
            format!("{verb}{registry}“{}”", element.name())
        }
        Change::Withdraw(key) => format!("撤销{registry}“{}”", key.id),
    };
    if count > 1 {
        format!("{title}等{count}项")
    } else {
        title
    }
}

/// What is known of a party.
async fn party(conn: &mut PgConnection, id: &str) -> Result<Vec<Row>, Failure> {
    let key = Key::new(Registry::Party, id);
    let held = load_one(conn, &key).await?;
    let held = held.ok_or_else(|| Refusal::absent("party", "检查对象"))?;
    Ok(held.known.rows)
}

/// A merge is made and undone by its own methods, never by writing the party down.
async fn check_not_merged(conn: &mut PgConnection, entry: &Entry) -> Result<(), Failure> {
    let Change::Record(element) = &entry.change else {
        return Ok(());
    };
    if element.key().registry != Registry::Party {
        return Ok(());
    }
    let held = load_one(conn, element.key()).await?;
    let rows = held.map(|held| held.known.rows).unwrap_or_default();
    let merged = rows.iter().any(|row| {
        row.span.overlaps(entry.span)
            && matches!(&row.body, Body::Party(party) if !party.merged_into.is_empty())
    });
    if !merged {
        return Ok(());
    }
    Err(Refusal::new(
        &reasons::MERGE_IMPOSSIBLE,
        "the party is merged into another for some of those days; undo the merge first",
        "该检查对象在该时段内已并入其他对象，请先撤销合并再修改",
    )
    .into())
}

/// The rows that lie in a span, cut to it and altered; those that `alter` says no to are left as they are.
fn bodies(
    rows: &[Row],
    span: Span,
    today: CivilDate,
    alter: impl Fn(&mut proto::Party) -> bool,
) -> Result<Vec<Entry>, Refusal> {
    let mut entries = Vec::new();
    for row in rows {
        let (Some(days), Body::Party(party)) = (within(row.span, span), &row.body) else {
            continue;
        };
        let mut party = party.clone();
        if alter(&mut party) {
            let element = Element::read(Body::Party(party), days, today)?;
            entries.push(Entry {
                change: Change::Record(Box::new(element)),
                span: days,
                seen: None,
            });
        }
    }
    Ok(entries)
}

/// Days that two spans have in common.
fn within(a: Span, b: Span) -> Option<Span> {
    let to = match (a.to(), b.to()) {
        (Some(a), Some(b)) => Some(a.min(b)),
        (one, other) => one.or(other),
    };
    Span::new(a.from().max(b.from()), to)
}

fn nothing_holds(span: Span) -> Refusal {
    Refusal::new(
        &reasons::NOTHING_HOLDS,
        format!("nothing is recorded for {span}"),
        "拟并入他人的检查对象在该日之后没有有效记录",
    )
}

fn not_merged(id: &str) -> Refusal {
    Refusal::new(
        &reasons::NOT_MERGED,
        format!("party {id:?} is not merged into another"),
        "该检查对象未并入其他对象，无需撤销合并",
    )
}
