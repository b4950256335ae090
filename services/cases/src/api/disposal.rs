//! What is proposed or decided, read out of a request.

use std::collections::BTreeSet;

use cases_domain::disposal::Mitigation;
use cases_domain::{Disposal, Sanction};
use contract::cases::v1 as proto;
use refusal::Refusal;

use super::parse;
use crate::record::disposal::{read_ground, read_kind, read_mitigated, read_ruling};

/// A disposal, or the short form of one that fines and does nothing else: one of the two.
pub(super) fn disposal(
    path: &'static str,
    it: Option<&proto::Disposal>,
    (fine_path, fine_fen): (&'static str, i64),
) -> Result<Disposal, Refusal> {
    match it {
        None => parse::some_fen(fine_path, fine_fen).map(Disposal::fined),
        Some(_) if fine_fen != 0 => Err(Refusal::malformed(
            fine_path,
            format!("must be 0 when {path} is given"),
            "已写明处理内容的，不再另填罚款数额",
        )),
        Some(it) => whole(path, it),
    }
}

/// A disposal that must be given whole.
pub(super) fn whole(path: &'static str, it: &proto::Disposal) -> Result<Disposal, Refusal> {
    let at = |field: &str| format!("{path}.{field}");
    let transfer_to = parse::line_if_any(path, &it.transfer_to)?;
    let ruling = read_ruling(it.ruling(), it.spare_ground(), &transfer_to).ok_or_else(|| {
        Refusal::malformed(
            at("ruling"),
            "must be stated, with its ground or to whom the case is handed on",
            "请选择处理意见，并写明不予处罚的情形或者移送的机关",
        )
    })?;
    parse::not_too_many(path, &it.sanctions)?;
    let grounds = it.review_grounds().map(read_ground);
    let grounds: BTreeSet<_> = grounds.collect::<Option<_>>().ok_or_else(|| {
        Refusal::malformed(at("review_grounds"), "must be stated", "请选择审核情形")
    })?;
    let mitigation = match read_mitigated(it.mitigation_ground()) {
        None => None,
        Some(ground) => Some(Mitigation {
            ground,
            reasons: parse::text(at("mitigation_reasons"), &it.mitigation_reasons)?,
        }),
    };
    Ok(Disposal {
        ruling,
        sanctions: it
            .sanctions
            .iter()
            .enumerate()
            .map(|(number, it)| sanction(path, number, it))
            .collect::<Result<_, _>>()?,
        mitigation,
        refund: parse::text_if_any(at("refund"), &it.refund)?,
        departure: parse::text_if_any(at("departure"), &it.departure)?,
        grounds,
    })
}

fn sanction(path: &'static str, number: usize, it: &proto::Sanction) -> Result<Sanction, Refusal> {
    let at = |field: &str| format!("{path}.sanctions[{number}].{field}");
    let kind = read_kind(it.kind())
        .ok_or_else(|| Refusal::malformed(at("kind"), "must be stated", "请选择处罚种类"))?;
    let days = u32::try_from(it.term_days)
        .map_err(|_| Refusal::malformed(at("term_days"), "must not be negative", "不能为负数"))?;
    let amount = u64::try_from(it.amount_fen)
        .map_err(|_| Refusal::malformed(at("amount_fen"), "must not be negative", "不能为负数"))?;
    Ok(Sanction {
        kind,
        amount: cases_domain::Fen(amount),
        days,
        object: parse::text_if_any(at("object"), &it.object)?,
        basis: parse::text_if_any(at("basis"), &it.basis)?,
    })
}
