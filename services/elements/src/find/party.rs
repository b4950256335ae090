//! Who a party is: what the registry holds and what a code itself says, each field with its source.

use std::collections::BTreeMap;

use calendar::CivilDate;
use chrono::{DateTime, Datelike as _, NaiveDate, Utc};
use contract::elements::v1 as proto;
use contract::elements::v1::element::Body;
use prost::Message as _;
use refusal::{Failure, Fault, Refusal};
use sqlx::{PgConnection, PgPool};
use statute::identifier::{CitizenId, Uscc};

/// Longest way from a merged party to the one that stands for it.
const MERGES: usize = 20;
/// Most parties of one name.
const MOST: i64 = 50;

/// What names the party.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Named {
    /// Unified social credit code, citizen id number, or the number of another document.
    Code(String),
    /// Whole name.
    Name(String),
}

/// A code whose check digits hold.
enum Code {
    Credit(Uscc),
    Citizen(CitizenId),
}

/// What is known of a party for some days.
#[derive(Debug, Clone)]
struct Version {
    from: CivilDate,
    to: Option<CivilDate>,
    recorded_at: DateTime<Utc>,
    party: proto::Party,
}

/// How a field is read, and what it is called.
struct FieldOf {
    field: &'static str,
    label: fn(&proto::Party) -> &'static str,
    value: fn(&proto::Party) -> String,
}

const FIELDS: [FieldOf; 9] = [
    FieldOf {
        field: "name",
        label: |party| if is_person(party) { "姓名" } else { "名称" },
        value: |party| party.name.clone(),
    },
    FieldOf {
        field: "kind",
        label: |_| "当事人类型",
        value: |party| kind_zh(party.kind()).to_owned(),
    },
    FieldOf {
        field: "identity_code",
        label: |party| match (is_person(party), party.identity_document.is_empty()) {
            (true, true) => "公民身份号码",
            (true, false) => "证件号码",
            (false, _) => "统一社会信用代码",
        },
        value: |party| party.identity_code.clone(),
    },
    FieldOf {
        field: "identity_document",
        label: |_| "证件种类",
        value: |party| party.identity_document.clone(),
    },
    FieldOf {
        field: "representative",
        label: |party| match party.kind() {
            proto::PartyKind::IndividualBusiness => "经营者",
            _ => "法定代表人（负责人）",
        },
        value: |party| party.representative.clone(),
    },
    FieldOf {
        field: "address",
        label: |party| if is_person(party) { "住址" } else { "住所" },
        value: |party| party.address.clone(),
    },
    FieldOf {
        field: "phone",
        label: |_| "联系电话",
        value: |party| party.phone.clone(),
    },
    FieldOf {
        field: "division",
        label: |_| "所属区划",
        value: |party| party.division.clone(),
    },
    FieldOf {
        field: "trade",
        label: |_| "行业",
        value: |party| party.trade.clone(),
    },
];

/// Everything that is known of whoever carries a code or a name, on a day. A merged party leads to the one that stands for it.
///
/// # Refuses
/// Malformed: a code that is not registered and whose check digits do not hold.
pub async fn prefill(
    pool: &PgPool,
    named: &Named,
    on: CivilDate,
) -> Result<Vec<proto::PrefilledParty>, Failure> {
    let mut conn = pool.acquire().await.map_err(Fault::from)?;
    let found = ids(&mut conn, named, on).await?;
    let mut standing: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for id in found {
        let (id, merged) = survivor(&mut conn, id, on).await?;
        standing.entry(id).or_default().extend(merged);
    }
    let mut parties = Vec::new();
    for (id, mut merged) in standing {
        merged.sort();
        merged.dedup();
        let timeline = timeline(&mut conn, &id).await?;
        let Some(at) = timeline.iter().position(|version| version.holds_on(on)) else {
            continue;
        };
        let mut fields = registered(&timeline, at, &merged);
        if let Some(version) = timeline.get(at)
            && let Ok(code) = read(&version.party.identity_code)
        {
            fields.extend(derived(&mut conn, &code, on).await?);
        }
        parties.push(proto::PrefilledParty {
            party_id: id,
            fields,
            merged_ids: merged,
        });
    }
    if let (Named::Code(code), true) = (named, parties.is_empty()) {
        let code = read(&code.to_uppercase())?;
        parties.push(proto::PrefilledParty {
            party_id: String::new(),
            fields: derived(&mut conn, &code, on).await?,
            merged_ids: Vec::new(),
        });
    }
    Ok(parties)
}

/// The parties of that code or name on a day, as is known now.
async fn ids(conn: &mut PgConnection, named: &Named, on: CivilDate) -> Result<Vec<String>, Fault> {
    // Two statements: each has its own index.
    let found = match named {
        Named::Code(code) => {
            // Numbers of other documents stand as they are printed, which may be in lower case.
            let codes = [code.clone(), code.to_uppercase()];
            sqlx::query_scalar!(
                r#"
            select element_id
            from element_version
            where registry = 'party'
                and identity = any($1)
                and superseded_at is null
                and valid_from <= $2
                and (valid_to is null or valid_to > $2)
            order by element_id
            limit $3
            "#,
                &codes,
                on.naive(),
                MOST
            )
            .fetch_all(conn)
            .await?
        }
        Named::Name(name) => {
            sqlx::query_scalar!(
                r#"
            select element_id
            from element_version
            where registry = 'party'
                and name = $1
                and superseded_at is null
                and valid_from <= $2
                and (valid_to is null or valid_to > $2)
            order by element_id
            limit $3
            "#,
                name,
                on.naive(),
                MOST
            )
            .fetch_all(conn)
            .await?
        }
    };
    Ok(found)
}

/// The party that stands for one on a day, and those that it stands for on the way.
async fn survivor(
    conn: &mut PgConnection,
    id: String,
    on: CivilDate,
) -> Result<(String, Vec<String>), Fault> {
    let (mut id, mut merged) = (id, Vec::new());
    for _ in 0..MERGES {
        let timeline = timeline(conn, &id).await?;
        let version = timeline.iter().find(|version| version.holds_on(on));
        match version.map(|version| version.party.merged_into.clone()) {
            Some(into) if !into.is_empty() && !merged.contains(&into) => {
                merged.push(std::mem::replace(&mut id, into));
            }
            _ => break,
        }
    }
    Ok((id, merged))
}

/// Everything now known of a party, by first day.
async fn timeline(conn: &mut PgConnection, id: &str) -> Result<Vec<Version>, Fault> {
    let rows = sqlx::query!(
        r#"
        select valid_from, valid_to, recorded_at, body
        from element_version
        where registry = 'party'
            and element_id = $1
            and superseded_at is null
        order by valid_from
        "#,
        id
    )
    .fetch_all(conn)
    .await?;
    let mut versions = Vec::new();
    for row in rows {
        let element = proto::Element::decode(row.body.as_slice()).map_err(Fault::internal)?;
        let (Some(from), Some(Body::Party(party))) = (day(row.valid_from), element.body) else {
            continue;
        };
        versions.push(Version {
            from,
            to: row.valid_to.and_then(day),
            recorded_at: row.recorded_at,
            party,
        });
    }
    Ok(versions)
}

/// The fields that the registry holds, each with where it comes from and what it was before.
fn registered(timeline: &[Version], at: usize, merged: &[String]) -> Vec<proto::PrefilledField> {
    let Some((current, before)) = timeline.get(..=at).and_then(|all| all.split_last()) else {
        return Vec::new();
    };
    let mut fields = Vec::new();
    for field in FIELDS {
        let value = (field.value)(&current.party);
        // The value may be older than the version that repeats it.
        let mut since = current;
        let mut earlier: Vec<String> = Vec::new();
        let mut unbroken = true;
        for version in before.iter().rev() {
            let was = (field.value)(&version.party);
            unbroken &= was == value && version.to == Some(since.from);
            if unbroken {
                since = version;
            } else if !was.is_empty() && was != value && !earlier.contains(&was) {
                earlier.push(was);
            }
        }
        if value.is_empty() && earlier.is_empty() {
            continue;
        }
        let mut source = format!("检查对象登记（{}起有效）", since.from);
        if !merged.is_empty() {
            source = format!("{source}，由已并入的登记{}查得", merged.join("、"));
        }
        fields.push(proto::PrefilledField {
            field: field.field.to_owned(),
            label: (field.label)(&current.party).to_owned(),
            value,
            source,
            record_time: Some(prost_types::Timestamp {
                seconds: since.recorded_at.timestamp(),
                nanos: i32::try_from(since.recorded_at.timestamp_subsec_nanos()).unwrap_or(0),
            }),
            earlier,
        });
    }
    fields
}

/// The fields that follow from the code itself.
async fn derived(
    conn: &mut PgConnection,
    code: &Code,
    on: CivilDate,
) -> Result<Vec<proto::PrefilledField>, Fault> {
    let field = |field: &str, label: &str, value: String, source: &str| proto::PrefilledField {
        field: field.to_owned(),
        label: label.to_owned(),
        value,
        source: source.to_owned(),
        ..proto::PrefilledField::default()
    };
    match code {
        Code::Citizen(id) => {
            const SOURCE: &str = "由公民身份号码推出";
            Ok(vec![
                field("birth", "出生日期", id.birth().to_string(), SOURCE),
                field("sex", "性别", id.sex().zh().to_owned(), SOURCE),
            ])
        }
        Code::Credit(code) => {
            const SOURCE: &str = "由统一社会信用代码推出";
            let mut fields = vec![
                field(
                    "subject_kind",
                    "主体类别",
                    code.kind().zh().to_owned(),
                    SOURCE,
                ),
                field(
                    "registering_division",
                    "登记机关行政区划代码",
                    code.division().to_owned(),
                    SOURCE,
                ),
            ];
            if let Some(name) = division_name(conn, code.division(), on).await? {
                fields.push(field(
                    "registering_division_name",
                    "登记机关行政区划",
                    name,
                    SOURCE,
                ));
            }
            Ok(fields)
        }
    }
}

/// Name of the division of a code with six digits, on a day.
async fn division_name(
    conn: &mut PgConnection,
    code: &str,
    on: CivilDate,
) -> Result<Option<String>, Fault> {
    let Ok(division) = statute::identifier::DivisionCode::parse(code) else {
        return Ok(None);
    };
    let found = sqlx::query_scalar!(
        r#"
        select name
        from element_version
        where registry = 'division'
            and element_id = $1
            and superseded_at is null
            and valid_from <= $2
            and (valid_to is null or valid_to > $2)
        "#,
        division.as_str(),
        on.naive()
    )
    .fetch_optional(conn)
    .await?;
    Ok(found)
}

/// Reads a code with check digits: whichever of the two it looks like.
fn read(code: &str) -> Result<Code, Refusal> {
    const FIELD: &str = "identity_code";
    let credit = Uscc::parse(code);
    let citizen = CitizenId::parse(code);
    match (credit, citizen) {
        (_, Ok(id)) => Ok(Code::Citizen(id)),
        (Ok(code), _) => Ok(Code::Credit(code)),
        (Err(_), Err(error)) if looks_like_citizen(code) => {
            Err(Refusal::malformed(FIELD, error.to_string(), error.zh()))
        }
        (Err(error), _) => Err(Refusal::malformed(FIELD, error.to_string(), error.zh())),
    }
}

/// Seventeen digits of which the first two are a province's and no registry's.
fn looks_like_citizen(code: &str) -> bool {
    let digits = code.chars().take_while(char::is_ascii_digit).count();
    let is_registry = ["91", "92", "93", "51", "52", "53", "54"]
        .iter()
        .any(|registry| code.starts_with(registry));
    let province = code.get(6..8);
    digits >= 15 && (!is_registry || matches!(province, Some("19" | "20")))
}

impl Version {
    fn holds_on(&self, on: CivilDate) -> bool {
        self.from <= on && self.to.is_none_or(|to| to > on)
    }
}

const fn kind_zh(kind: proto::PartyKind) -> &'static str {
    match kind {
        proto::PartyKind::Unspecified => "",
        proto::PartyKind::Person => "自然人",
        proto::PartyKind::IndividualBusiness => "个体工商户",
        proto::PartyKind::Organisation => "法人或者其他组织",
        proto::PartyKind::Unregistered => "未取得统一社会信用代码的其他组织",
    }
}

fn is_person(party: &proto::Party) -> bool {
    party.kind() == proto::PartyKind::Person
}

fn day(date: NaiveDate) -> Option<CivilDate> {
    CivilDate::ymd(date.year(), date.month(), date.day())
}
