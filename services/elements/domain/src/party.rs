//! 检查对象 / 当事人: persons by citizen id number or another document, the others by credit code (民法典 §54, §57, §102);
//! organisations without one by name alone.

use calendar::CivilDate;
use contract::elements::v1 as proto;
use contract::elements::v1::PartyKind;
use refusal::Refusal;
use statute::identifier::{CitizenId, SubjectKind};

use super::element::Columns;
use super::facet::{facet, flag};
use super::fields::Fields;

/// Longest address, in characters.
const LONGEST_ADDRESS: usize = 300;
/// Longest trade, number of an asset, or name of a document, in characters.
const LONGEST_WORD: usize = 100;
/// Most assets of one party.
const MOST_ASSETS: usize = 500;
/// Names of the document that a citizen id number stands on.
const CITIZEN_DOCUMENTS: [&str; 2] = ["居民身份证", "身份证"];

/// Reads a party.
pub(super) fn read(party: &proto::Party, today: CivilDate, fields: &mut Fields) -> Columns {
    fields.id("party_id", &party.party_id);
    fields.text("name", &party.name);
    let kind = fields.stated::<PartyKind>("kind", party.kind);
    let identity = kind.and_then(|kind| read_identity(kind, party, today, fields));
    match kind {
        Some(PartyKind::Person) => {
            fields.text_if_any("representative", &party.representative, LONGEST_ADDRESS);
        }
        _ => fields.text("representative", &party.representative),
    }
    fields.text_up_to("address", &party.address, LONGEST_ADDRESS);
    fields.phone("phone", &party.phone);
    let division = fields.division("division", &party.division);
    fields.text_if_any("trade", &party.trade, LONGEST_WORD);
    read_assets(&party.assets, fields);
    if !party.merged_into.is_empty() {
        fields.id("merged_into", &party.merged_into);
    }
    Columns {
        id: party.party_id.clone(),
        name: party.name.clone(),
        division,
        identity,
        facets: [facet("kind", party.kind)]
            .into_iter()
            .chain(flag("merged", !party.merged_into.is_empty()))
            .collect(),
        ..Columns::default()
    }
}

fn read_identity(
    kind: PartyKind,
    party: &proto::Party,
    today: CivilDate,
    fields: &mut Fields,
) -> Option<String> {
    const FIELD: &str = "identity_code";
    let code = &party.identity_code;
    if kind != PartyKind::Person && !party.identity_document.is_empty() {
        fields.refuse(
            "identity_document",
            "must be empty: only a person is known by another document",
            "只有自然人才填写其他身份证件类型，请清空",
        );
    }
    match kind {
        PartyKind::Person if party.identity_document.is_empty() => {
            // The error never quotes the number, and neither may the refusal.
            match CitizenId::parse_on(code, today) {
                Ok(id) => Some(id.as_str().to_owned()),
                Err(error) => {
                    fields.refuse(FIELD, error.to_string(), error.zh());
                    None
                }
            }
        }
        PartyKind::Person => read_other_document(party, fields),
        PartyKind::Unregistered if code.is_empty() => None,
        PartyKind::Unregistered => {
            fields.refuse(
                FIELD,
                "must be empty: whoever has a code is an organisation or an individual business",
                "未取得统一社会信用代码的组织不填代码；已取得的，请改选当事人类型",
            );
            None
        }
        _ => {
            let code = fields.credit_code(FIELD, code)?;
            let individual = code.kind() == SubjectKind::IndividualBusiness;
            if individual != (kind == PartyKind::IndividualBusiness) {
                fields.refuse(
                    FIELD,
                    "belongs to another kind of party",
                    format!(
                        "该统一社会信用代码属于{}，与当事人类型不符",
                        code.kind().zh()
                    ),
                );
            }
            Some(code.as_str().to_owned())
        }
    }
}

/// A person without a citizen id number: passport, permit of residents of 港澳台 and the like. Numbers of such documents
/// have no common check digit.
fn read_other_document(party: &proto::Party, fields: &mut Fields) -> Option<String> {
    fields.text_if_any("identity_document", &party.identity_document, LONGEST_WORD);
    if CITIZEN_DOCUMENTS.contains(&party.identity_document.as_str()) {
        fields.refuse(
            "identity_document",
            "must be empty where the code is a citizen id number, which is checked",
            "使用居民身份证的，此项留空，由系统校验公民身份号码",
        );
    }
    let code = &party.identity_code;
    let inner = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '(' | ')');
    let shaped = (4..=30).contains(&code.len()) && code.chars().all(inner);
    if !shaped {
        fields.refuse(
            "identity_code",
            "must be the number of the document: 4 to 30 letters, digits, hyphens and parentheses",
            "应为所填证件的号码：4至30位字母、数字、连字符或括号",
        );
    }
    shaped.then(|| code.clone())
}

fn read_assets(assets: &[proto::Asset], fields: &mut Fields) {
    if assets.len() > MOST_ASSETS {
        fields.refuse(
            "assets",
            format!("must hold at most {MOST_ASSETS}"),
            format!("不能超过{MOST_ASSETS}项"),
        );
    }
    for (at, asset) in assets.iter().enumerate() {
        let path = |part: &str| format!("assets[{at}].{part}");
        fields.stated::<proto::AssetKind>(path("kind"), asset.kind);
        fields.text(path("name"), &asset.name);
        fields.text_if_any(path("number"), &asset.number, LONGEST_WORD);
        fields.text_if_any(path("address"), &asset.address, LONGEST_ADDRESS);
        let same = |other: &&proto::Asset| {
            other.kind == asset.kind
                && if asset.number.is_empty() {
                    other.number.is_empty() && other.name == asset.name
                } else {
                    other.number == asset.number
                }
        };
        if assets.iter().take(at).any(|other| same(&other)) {
            fields.refuse(
                format!("assets[{at}]"),
                "must not be named twice",
                "同一场所或者物品重复填写",
            );
        }
    }
}

/// Whether a clerk may write the party down so: that it is merged is for a merge to say.
///
/// # Refuses
/// Malformed
pub(super) fn check_by_hand(party: &proto::Party) -> Result<(), Refusal> {
    if party.merged_into.is_empty() {
        return Ok(());
    }
    Err(Refusal::malformed(
        "party.merged_into",
        "must be empty: parties are merged, and a merge is undone, by methods of their own",
        "应为空：合并当事人请使用“合并”功能；该当事人已合并的，请先撤销合并再修改",
    ))
}
