//! Columns that a file does not have: what is known of those fields stays.

use std::collections::HashMap;

use calendar::CivilDate;
use chrono::NaiveDate;
use contract::elements::v1 as proto;
use contract::elements::v1::element::Body;
use elements_domain::Registry;
use prost::Message as _;
use refusal::Fault;
use sqlx::PgConnection;

use super::draft::Said;
use super::layout::Layout;
use super::parse::Parsed;
use super::table::Table;
use crate::publish::TOGETHER;

/// Fills in what the file says nothing of from what is known of the first day.
pub(crate) async fn fill(
    conn: &mut PgConnection,
    registry: Registry,
    parsed: &mut Parsed,
) -> Result<(), Fault> {
    if parsed.silent.is_empty() {
        return Ok(());
    }
    let headings: Vec<_> = Table::of(registry)
        .columns
        .iter()
        .filter(|column| {
            let field = column.list().map_or(column.field, |(list, _)| list);
            parsed.silent.contains(&field)
        })
        .map(|column| column.heading)
        .collect();
    parsed.remarks.push(format!(
        "文件没有下列列，已登记的要素保持原值：{}",
        headings.join("、")
    ));
    let layout = Layout::of(registry)?;
    for drafts in parsed.drafts.chunks_mut(TOGETHER) {
        let wanted: Vec<(String, CivilDate)> = drafts
            .iter()
            .map(|draft| (id_of(&layout, registry, &draft.said), draft.span.from()))
            .collect();
        let known = load(conn, registry, &wanted).await?;
        for (draft, wanted) in drafts.iter_mut().zip(&wanted) {
            if let (Said::Holds(body), Some(present)) = (&mut draft.said, known.get(wanted)) {
                **body = keep(&layout, &parsed.silent, (**body).clone(), present.clone())?;
            }
        }
    }
    Ok(())
}

fn id_of(layout: &Layout, registry: Registry, said: &Said) -> String {
    match said {
        Said::Withdrawn(id) => id.clone(),
        Said::Holds(body) => layout
            .message((**body).clone())
            .ok()
            .and_then(|message| {
                let id = message.get_field_by_name(registry.id_field())?;
                id.as_str().map(ToOwned::to_owned)
            })
            .unwrap_or_default(),
    }
}

fn keep(layout: &Layout, silent: &[&str], body: Body, present: Body) -> Result<Body, Fault> {
    let (mut message, present) = (layout.message(body)?, layout.message(present)?);
    for field in silent {
        if let Some(value) = present.get_field_by_name(field) {
            message
                .try_set_field_by_name(field, value.into_owned())
                .map_err(Fault::internal)?;
        }
    }
    layout.body(message)
}

async fn load(
    conn: &mut PgConnection,
    registry: Registry,
    wanted: &[(String, CivilDate)],
) -> Result<HashMap<(String, CivilDate), Body>, Fault> {
    let ids: Vec<String> = wanted.iter().map(|(id, _)| id.clone()).collect();
    let days: Vec<NaiveDate> = wanted.iter().map(|(_, day)| day.naive()).collect();
    let lines = sqlx::query!(
        r#"
        select w.ordinal as "ordinal!", v.body
        from unnest($2::text[], $3::date[]) with ordinality as w (element_id, valid, ordinal)
        join element_version v
            on v.registry = $1
            and v.element_id = w.element_id
            and v.superseded_at is null
            and v.valid_from <= w.valid
            and (v.valid_to is null or v.valid_to > w.valid)
        "#,
        registry.name(),
        &ids,
        &days,
    )
    .fetch_all(conn)
    .await?;
    let mut known = HashMap::new();
    for line in lines {
        let at = usize::try_from(line.ordinal - 1).map_err(Fault::internal)?;
        let element = proto::Element::decode(line.body.as_slice()).map_err(Fault::internal)?;
        if let (Some(wanted), Some(body)) = (wanted.get(at), element.body) {
            known.insert(wanted.clone(), body);
        }
    }
    Ok(known)
}
