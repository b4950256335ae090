//! Published rows for whoever works with them (开放数据).

use std::fmt::Write as _;

use contract::disclosure::v1::PublicationKind;
use refusal::{Failure, Fault, Refusal};
use serde_json::json;

use super::{Asked, FRESH, Page, kind_name};
use crate::mask::yuan;
use crate::public::Public;
use crate::publication::Publication;
use crate::rules;

/// Rows of one answer.
const ROWS: i64 = 500;
/// An answer ends after so many bytes.
const BYTES: usize = 3 * 1024 * 1024;

const HEADER: [&str; 17] = [
    "序号",
    "公示编号",
    "类别",
    "文号",
    "当事人",
    "统一社会信用代码",
    "案由",
    "事实",
    "依据",
    "内容",
    "罚款（元）",
    "执法机关",
    "行政区划",
    "领域",
    "决定日期",
    "公示日期",
    "公示截止",
];

pub(super) async fn json(public: &Public, asked: &Asked<'_>) -> Result<Page, Failure> {
    let (rows, more) = rows(public, asked).await?;
    let last = rows.last().map(|row| row.serial);
    let decisions: Vec<serde_json::Value> = rows
        .iter()
        .map(|row| {
            let fields = HEADER.iter().zip(cells(row));
            fields
                .map(|(name, value)| ((*name).to_owned(), json!(value)))
                .collect()
        })
        .collect();
    let next = last
        .filter(|_| more)
        .map(|last| format!("/public/open-data/decisions.json?after={last}"));
    let body = json!({ "rules_version": rules::VERSION, "decisions": decisions, "next": next });
    Ok(Page {
        status: 200,
        content_type: "application/json; charset=utf-8",
        body: serde_json::to_vec(&body).map_err(Fault::internal)?,
        cache_control: FRESH,
    })
}

pub(super) async fn csv(public: &Public, asked: &Asked<'_>) -> Result<Page, Failure> {
    let (rows, _) = rows(public, asked).await?;
    // The mark at the beginning tells spreadsheets that it is UTF-8.
    let mut body = String::from('\u{FEFF}');
    line(&mut body, &HEADER.map(str::to_owned));
    for row in &rows {
        line(&mut body, &cells(row));
    }
    Ok(Page {
        status: 200,
        content_type: "text/csv; charset=utf-8",
        body: body.into_bytes(),
        cache_control: FRESH,
    })
}

/// Rows after the one that is named, and whether there are more.
async fn rows(public: &Public, asked: &Asked<'_>) -> Result<(Vec<Publication>, bool), Failure> {
    let after: i64 = match asked.given("after") {
        None => 0,
        Some(text) => text
            .parse()
            .ok()
            .filter(|after| *after >= 0)
            .ok_or_else(|| {
                Refusal::malformed("after", "must be a number", "应为上一批最后一条的序号")
            })?,
    };
    let mut rows = public.rows(after, ROWS + 1).await?;
    let found = rows.len();
    let mut bytes = 0;
    let fitting = rows.iter().take_while(|row| {
        let fits = bytes < BYTES;
        bytes += prost::Message::encoded_len(&row.decision);
        fits
    });
    let fitting = fitting
        .count()
        .min(usize::try_from(ROWS).unwrap_or(usize::MAX));
    rows.truncate(fitting);
    let more = rows.len() < found;
    Ok((rows, more))
}

fn cells(row: &Publication) -> [String; 17] {
    let it = &row.decision;
    let day = |day: Option<calendar::CivilDate>| day.map(|day| day.to_string()).unwrap_or_default();
    let fine = if row.kind == PublicationKind::Penalty {
        yuan(it.fine_fen)
    } else {
        String::new()
    };
    [
        row.serial.to_string(),
        row.id.to_string(),
        kind_name(row.kind).to_owned(),
        it.document_number.clone(),
        it.party_name.clone(),
        it.party_credit_code.clone(),
        it.matter.clone(),
        it.facts.clone(),
        it.basis.join("；"),
        it.content.clone(),
        fine,
        it.agency_name.clone(),
        it.division.clone(),
        it.domain.clone(),
        it.decided_date.clone(),
        day(row.body.published),
        day(row.body.until),
    ]
}

fn line(out: &mut String, cells: &[String; 17]) {
    for (at, value) in cells.iter().enumerate() {
        let comma = if at == 0 { "" } else { "," };
        let _ = write!(out, "{comma}\"{}\"", cell(value).replace('"', "\"\""));
    }
    out.push_str("\r\n");
}

/// A cell that no spreadsheet takes for a formula.
fn cell(value: &str) -> String {
    let begins = value.trim_start_matches([' ', '\u{3000}']).chars().next();
    match begins {
        Some('=' | '+' | '-' | '@' | '\t' | '\r' | '＝' | '＋' | '－' | '＠') => {
            format!("'{value}")
        }
        _ => value.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_cell_is_a_formula() {
        for bad in [
            "=1+1",
            "+1",
            "-1",
            "@x",
            " =1",
            "\t=1",
            "＝1",
            "　=cmd|' /C calc'!A0",
        ] {
            assert!(cell(bad).starts_with('\''), "{bad}");
        }
        assert_eq!(cell("罚款"), "罚款");
    }
}
