//! 赋权、相对集中、委托 (行政处罚法 §18, §20, §21, §24): the documents by which powers change hands.
//!
//! An instrument recorded anew from a later day is its adjustment (动态调整): what held before stays readable.

use std::collections::BTreeSet;

use calendar::CivilDate;
use contract::elements::v1 as proto;
use contract::elements::v1::{AgencyKind, InstrumentKind, ItemKind};
use refusal::Refusal;
use statute::identifier::{DivisionCode, Level};
use statute::{Citation, Law};

use super::decide::Facts;
use super::element::Columns;
use super::facet::{facet, facets};
use super::fields::Fields;
use super::reasons;
use super::registry::Registry;
use super::timeline::Span;

/// Most agencies that one instrument may be addressed to: every town of a province.
const MOST_GRANTEES: usize = 2_000;
/// Most powers that one list may hold.
const MOST_POWERS: usize = 5_000;
/// Longest column of a power list, in characters.
const LONGEST_COLUMN: usize = 2_000;

/// Reads an instrument that is to hold for `span`.
pub(super) fn read(instrument: &proto::Instrument, span: Span, fields: &mut Fields) -> Columns {
    fields.id("instrument_id", &instrument.instrument_id);
    let kind = fields.stated::<InstrumentKind>("kind", instrument.kind);
    fields.text("title", &instrument.title);
    fields.text_if_any("document_number", &instrument.document_number, 200);
    fields.text("issuer", &instrument.issuer);
    let division = fields.division("division", &instrument.division);
    fields.count("grantee_ids", instrument.grantee_ids.len(), MOST_GRANTEES);
    fields.references(Registry::Agency, "grantee_ids", &instrument.grantee_ids);
    read_powers(instrument, fields);
    read_publication(kind, instrument, fields);
    if instrument.claimed && kind.is_some_and(|kind| kind != InstrumentKind::Grant) {
        fields.refuse(
            "claimed",
            "only what is granted is claimed",
            "只有赋权事项需要认领",
        );
    }
    read_evaluation(instrument, span, fields);
    let items = instrument.powers.iter().map(|power| &power.item_id);
    let grantors = instrument.powers.iter().map(|power| &power.grantor_id);
    let once = |ids: BTreeSet<&String>| ids.into_iter().cloned().collect::<Vec<_>>();
    Columns {
        id: instrument.instrument_id.clone(),
        name: instrument.title.clone(),
        division,
        facets: [facet("kind", instrument.kind)]
            .into_iter()
            .chain(facets("item_id", once(items.collect())))
            .chain(facets("agency_id", &instrument.grantee_ids))
            .chain(facets("grantor_id", once(grantors.collect())))
            .collect(),
        ..Columns::default()
    }
}

fn read_powers(instrument: &proto::Instrument, fields: &mut Fields) {
    fields.count("powers", instrument.powers.len(), MOST_POWERS);
    let mut named = BTreeSet::new();
    let mut looked_at = BTreeSet::new();
    for (at, power) in instrument.powers.iter().enumerate() {
        let path = |part: &str| format!("powers[{at}].{part}");
        // Three hundred powers of one department refer to it once.
        for (registry, id, part) in [
            (Registry::Item, &power.item_id, "item_id"),
            (Registry::Agency, &power.grantor_id, "grantor_id"),
        ] {
            if looked_at.insert((registry, id)) {
                fields.reference(registry, path(part), id);
            }
        }
        if instrument.grantee_ids.contains(&power.grantor_id) {
            fields.refuse(
                path("grantor_id"),
                "must not be one of grantee_ids",
                "原实施主体不能同时是赋予对象",
            );
        }
        if !named.insert((&power.item_id, &power.grantor_id)) {
            fields.refuse(
                format!("powers[{at}]"),
                "must not name the same power of the same agency twice",
                "同一实施主体的同一事项不能重复列入",
            );
        }
        for (part, text) in [
            ("duty", &power.duty),
            ("basis", &power.basis),
            ("workflow", &power.workflow),
            ("supervision", &power.supervision),
        ] {
            fields.text_if_any(path(part), text, LONGEST_COLUMN);
        }
    }
}

fn read_publication(
    kind: Option<InstrumentKind>,
    instrument: &proto::Instrument,
    fields: &mut Fields,
) {
    fields.text_if_any("publication", &instrument.publication, LONGEST_COLUMN);
    let demanded = match kind {
        Some(InstrumentKind::Grant) => {
            Some(("§24(1)", "赋权决定应当公布", penalty(24).paragraph(1)))
        }
        Some(InstrumentKind::Entrustment) => {
            Some(("§20(2)", "委托书应当向社会公布", penalty(20).paragraph(2)))
        }
        _ => None,
    };
    if let Some((article, zh, citation)) = demanded
        && instrument.publication.trim().is_empty()
    {
        fields.refuse(
            "publication",
            format!("must be stated: it takes effect only published (行政处罚法 {article})"),
            format!("应填写公布情况：{zh}（{citation}）"),
        );
    }
}

fn read_evaluation(instrument: &proto::Instrument, span: Span, fields: &mut Fields) {
    if instrument.evaluation_date.is_empty() {
        return;
    }
    let day = fields.date("evaluation_date", &instrument.evaluation_date);
    if day.is_some_and(|day| day <= span.from()) {
        fields.refuse(
            "evaluation_date",
            "must be after the first day of validity",
            "评估日期应晚于生效日期",
        );
    }
}

/// Checks what the agencies and items allow.
///
/// # Refuses
/// `POWER_CANNOT_PASS`
pub(super) fn check(
    instrument: &proto::Instrument,
    from: CivilDate,
    facts: &Facts,
) -> Result<(), Refusal> {
    let area = DivisionCode::parse(&instrument.division).ok();
    for (at, power) in instrument.powers.iter().enumerate() {
        check_power(instrument.kind(), power, at, from, facts)?;
    }
    let mut grantors: Vec<&proto::Agency> = instrument
        .powers
        .iter()
        .filter_map(|power| facts.agency_on(&power.grantor_id, from))
        .collect();
    grantors.dedup_by(|a, b| a.agency_id == b.agency_id);
    for (at, id) in instrument.grantee_ids.iter().enumerate() {
        if let Some(grantee) = facts.agency_on(id, from) {
            let path = format!("instrument.grantee_ids[{at}]");
            check_grantee(instrument.kind(), grantee, &grantors, area.as_ref(), &path)?;
        }
    }
    Ok(())
}

fn check_power(
    kind: InstrumentKind,
    power: &proto::Power,
    at: usize,
    from: CivilDate,
    facts: &Facts,
) -> Result<(), Refusal> {
    let path = |part: &str| format!("instrument.powers[{at}].{part}");
    let grantor = facts.agency_on(&power.grantor_id, from);
    if let Some(grantor) = grantor {
        if grantor.kind() == AgencyKind::Entrusted {
            return Err(refused(
                &path("grantor_id"),
                format!(
                    "{} is itself entrusted and may not pass a power on",
                    grantor.agency_id
                ),
                &format!("“{}”为受委托组织，不得再委托或者移交职权", grantor.name),
                penalty(20).paragraph(4),
            ));
        }
        let level = DivisionCode::parse(&grantor.division).map(|code| code.level());
        if kind == InstrumentKind::Grant && level != Ok(Level::County) {
            return Err(refused(
                &path("grantor_id"),
                "a grant hands down the powers of county departments".to_owned(),
                &format!(
                    "“{}”不是县级行政执法主体，赋权只能交由县级部门的行政处罚权",
                    grantor.name
                ),
                penalty(24).paragraph(1),
            ));
        }
    }
    let Some(item) = facts.item_on(&power.item_id, from) else {
        return Ok(());
    };
    if !item.agency_ids.contains(&power.grantor_id) {
        return Err(refused(
            &path("grantor_id"),
            format!("{} is no agency of item {}", power.grantor_id, item.item_id),
            &format!(
                "“{}”不是事项“{}”的实施主体，没有该项职权",
                power.grantor_id, item.name
            ),
            penalty(17),
        ));
    }
    if kind == InstrumentKind::Entrustment && item.kind() == ItemKind::Compulsion {
        return Err(refused(
            &path("item_id"),
            "the power to compel cannot be entrusted".to_owned(),
            &format!("事项“{}”为行政强制措施，行政强制措施权不得委托", item.name),
            Citation::article(Law::AdministrativeCoercionLaw, 17).paragraph(1),
        ));
    }
    Ok(())
}

fn check_grantee(
    kind: InstrumentKind,
    grantee: &proto::Agency,
    grantors: &[&proto::Agency],
    area: Option<&DivisionCode>,
    path: &str,
) -> Result<(), Refusal> {
    let name = &grantee.name;
    let entrusted = grantee.kind() == AgencyKind::Entrusted;
    if kind == InstrumentKind::Entrustment {
        let foreign = grantors
            .iter()
            .any(|grantor| grantor.agency_id != grantee.principal_id);
        return if !entrusted {
            Err(refused(
                path,
                format!("{} is no entrusted organisation", grantee.agency_id),
                &format!("“{name}”未登记为受委托组织"),
                penalty(20).paragraph(1),
            ))
        } else if foreign {
            Err(refused(
                path,
                format!(
                    "{} acts in the name of {:?}, not of the grantor",
                    grantee.agency_id, grantee.principal_id
                ),
                &format!("“{name}”登记的委托机关不是该事项的原实施主体"),
                penalty(20).paragraph(3),
            ))
        } else {
            Ok(())
        };
    }
    let citation = if kind == InstrumentKind::Grant {
        penalty(24).paragraph(1)
    } else {
        penalty(18).paragraph(2)
    };
    if entrusted {
        return Err(refused(
            path,
            format!(
                "{} acts in another's name and can hold no power",
                grantee.agency_id
            ),
            &format!("“{name}”为受委托组织，只能以委托机关名义实施，不能承接职权"),
            citation,
        ));
    }
    let Ok(division) = DivisionCode::parse(&grantee.division) else {
        return Ok(());
    };
    let outside = area.is_some_and(|area| !area.contains(&division) && !division.contains(area));
    if outside {
        return Err(refused(
            path,
            "lies outside the instrument's division".to_owned(),
            &format!("“{name}”不在文书适用的区划范围内"),
            citation,
        ));
    }
    let below = |grantor: &&proto::Agency| {
        DivisionCode::parse(&grantor.division)
            .is_ok_and(|above| above.contains(&division) && above != division)
    };
    if kind == InstrumentKind::Grant
        && (division.level() < Level::Town || !grantors.iter().all(below))
    {
        return Err(refused(
            path,
            "must be a town or street below the grantor's division".to_owned(),
            &format!(
                "“{name}”不是原实施主体所在区划下的乡镇（街道），赋权只能交由乡镇人民政府、街道办事处"
            ),
            citation,
        ));
    }
    Ok(())
}

fn refused(path: &str, rule: String, zh: &str, citation: Citation) -> Refusal {
    let zh = format!("{zh}（{citation}）");
    Refusal::new(
        &reasons::POWER_CANNOT_PASS,
        format!("{path}: {rule}"),
        zh.clone(),
    )
    .citing(citation.law, citation)
    .with_field(path, rule, zh)
}

const fn penalty(article: u16) -> Citation {
    Citation::article(Law::AdministrativePenaltyLaw, article)
}
