//! A place's words go through the same layout, and are held to what the form demands.

use form::Sheet;
use press::{Extra, PressError, Wording};
use serde_json::json;

use crate::{PRESS, moment, sample, text_of};

fn local(body: &str, extras: Vec<Extra>) -> Wording {
    Wording {
        version: "tpl-longhai-3".to_owned(),
        body: body.to_owned(),
        extras,
    }
}

#[test]
fn a_place_words_a_form_its_own_way() {
    let notice = sample("JC09");
    let wording = local(
        "责令改正通知书\n{{ document_number }}\n{{ party_name }}：\n龙海区执法提醒：{{ facts }}\n\
         请于{{ correct_by }}前完成：{{ correction }}\n{{ agency_name }}\n{{ date }}",
        Vec::new(),
    );
    let sheet = Sheet {
        form: notice.form,
        data: &notice.data,
    };
    let paper = PRESS.print(&wording, sheet, moment()).unwrap();
    let text = text_of(notice.form.layout, &paper.pdf);
    assert!(
        text.contains("龙海区执法提醒：你单位餐饮经营场所"),
        "{text}"
    );
    assert_eq!(text.matches("责令改正通知书").count(), 1, "{text}");
    assert_eq!(text.matches("龙应急责改〔2026〕18号").count(), 1, "{text}");
    assert_eq!(text.matches("漳州市龙海区应急管理局").count(), 2, "{text}");
}

#[test]
fn a_field_that_a_place_adds_is_demanded_by_its_label() {
    let mut notice = sample("JC09");
    let extra = Extra {
        name: "grid_worker".to_owned(),
        label: "网格员".to_owned(),
        mandatory: true,
    };
    let wording = local("{{ facts }}\n网格员：{{ grid_worker }}", vec![extra]);
    let sheet = Sheet {
        form: notice.form,
        data: &notice.data,
    };
    let Err(PressError::Unfit(faults)) = PRESS.print(&wording, sheet, moment()) else {
        panic!("printed without the field");
    };
    assert!(faults[0].zh.contains("网格员"));
    notice.data.insert("grid_worker".into(), json!("苏小明"));
    let sheet = Sheet {
        form: notice.form,
        data: &notice.data,
    };
    let paper = PRESS.print(&wording, sheet, moment()).unwrap();
    assert!(text_of(notice.form.layout, &paper.pdf).contains("网格员：苏小明"));
}

#[test]
fn another_wording_is_another_paper() {
    let notice = sample("JC09");
    let sheet = Sheet {
        form: notice.form,
        data: &notice.data,
    };
    let built_in = Wording::built_in(notice.form);
    let same_words = local(&built_in.body, Vec::new());
    let one = PRESS.print(&built_in, sheet, moment()).unwrap();
    let two = PRESS.print(&same_words, sheet, moment()).unwrap();
    assert!(
        one.pdf != two.pdf,
        "the version is part of what the paper is"
    );
}
