//! 证据目录 of a parcel: every piece of evidence, the files it is made of by their hashes, and who held each from hand to hand.

use cases_domain::custody::{Holder, Transfer};
use cases_domain::exhibit::Exhibit;
use cases_domain::{Case, Evidence};
use chrono::{DateTime, Utc};
use serde::Serialize;

/// The list.
#[derive(Debug, Serialize)]
pub(super) struct Listed<'a> {
    evidence: Vec<Piece<'a>>,
    exhibits: Vec<Item<'a>>,
}

/// A piece of evidence of a penalty.
#[derive(Debug, Serialize)]
struct Piece<'a> {
    number: u32,
    kind: &'static str,
    description: &'a str,
    collected: DateTime<Utc>,
    sm3: &'a str,
    /// Numbers of the exhibits that it is made of.
    exhibits: &'a [u32],
}

/// An exhibit: a file of evidence.
#[derive(Debug, Serialize)]
struct Item<'a> {
    number: u32,
    kind: &'static str,
    name: &'a str,
    size: u64,
    sm3: &'a str,
    sha256: &'a str,
    taken: DateTime<Utc>,
    device: &'a str,
    place: &'a str,
    received: DateTime<Utc>,
    /// Names of the officers who took it.
    officers: Vec<&'a str>,
    /// From hand to hand, in order.
    custody: Vec<Hand<'a>>,
}

/// A hand-over of an exhibit.
#[derive(Debug, Serialize)]
struct Hand<'a> {
    from: String,
    to: String,
    why: &'a str,
    at: DateTime<Utc>,
    /// When it was received or taken back; none: neither yet.
    ended: Option<DateTime<Utc>>,
    step: &'static str,
    remark: &'a str,
}

impl<'a> Listed<'a> {
    /// The list of a case.
    pub(super) fn of(case: &'a Case) -> Self {
        let pieces = case.penalty().map_or(&[][..], |it| &it.evidence);
        Self {
            evidence: pieces.iter().map(piece).collect(),
            exhibits: case
                .exhibits
                .iter()
                .filter(|it| is_told(case, it))
                .map(|it| item(case, it))
                .collect(),
        }
    }
}

/// What stands as evidence against the party. In an inquiry that is what was recorded as evidence: a recording of what the agency
/// deliberates is none. Where there is no inquiry, everything that was taken was taken in the party's sight.
fn is_told(case: &Case, exhibit: &Exhibit) -> bool {
    let Some(penalty) = case.penalty() else {
        return true;
    };
    let mut pieces = penalty.evidence.iter();
    exhibit.evidence > 0 || pieces.any(|it| it.exhibits.contains(&exhibit.number))
}

fn piece(it: &Evidence) -> Piece<'_> {
    Piece {
        number: it.number,
        kind: it.kind.zh(),
        description: &it.description,
        collected: it.collected,
        sm3: &it.content_hash,
        exhibits: &it.exhibits,
    }
}

fn item<'a>(case: &'a Case, it: &'a Exhibit) -> Item<'a> {
    let hands = case.custody.iter().filter(|hand| hand.exhibit == it.number);
    Item {
        number: it.number,
        kind: it.kind.zh(),
        name: &it.file.name,
        size: it.file.size,
        sm3: &it.file.sm3,
        sha256: &it.file.sha256,
        taken: it.taken.at,
        device: &it.taken.device,
        place: &it.taken.place,
        received: it.received,
        officers: it.officers.iter().map(|it| it.name.as_str()).collect(),
        custody: hands.map(|it| hand(case, it)).collect(),
    }
}

fn hand<'a>(case: &'a Case, it: &'a Transfer) -> Hand<'a> {
    Hand {
        from: holder(case, &it.from),
        to: holder(case, &it.to),
        why: &it.why,
        at: it.at,
        ended: it.ended_at,
        step: cases_domain::procedure::Stage::zh(it.step),
        remark: &it.remark,
    }
}

/// Who held it; an officer of the case by name, as on the papers.
fn holder(case: &Case, holder: &Holder) -> String {
    let Holder::Officer(id) = holder else {
        return holder.zh();
    };
    let exhibits = case.exhibits.iter().flat_map(|it| &it.officers);
    let mut known = case.opening.officers.iter().chain(exhibits);
    let known = known.find(|it| it.id == *id);
    known.map_or_else(|| holder.zh(), |it| it.name.clone())
}
