//! What is missing is named, what is misshapen is named, with the article and what helps.

use form::{Data, faults, form, missing};
use serde_json::{Value, json};

fn data(value: Value) -> Data {
    let Value::Object(data) = value else {
        unreachable!("an object");
    };
    data
}

fn correction() -> Data {
    data(json!({
        "agency_name": "漳州市龙海区市场监督管理局",
        "document_number": "龙市监责改〔2026〕1号",
        "case_code": "0123-4567-89AB-CDEF-G",
        "party_name": "龙海区榜山镇阿海海鲜酒楼",
        "facts": "未在经营场所公示食品经营许可证。",
        "provision": "《食品经营许可和备案管理办法》第四十一条",
        "basis": "《中华人民共和国行政处罚法》第二十八条第一款",
        "correction": "在经营场所显著位置公示食品经营许可证。",
        "correct_by": "2026-04-10",
        "check": "现场复查。",
        "consequence": "逾期不改正的，本机关将依法处理。",
        "contact": "林志强",
        "contact_phone": "0596-6550001",
        "date": "2026-03-30",
    }))
}

#[test]
fn what_is_complete_passes() {
    let form = form("JC09", "").unwrap();
    assert_eq!(faults(form, &correction()), []);
}

#[test]
fn a_missing_field_is_named_with_its_article() {
    let form = form("JC09", "").unwrap();
    for empty in [Value::Null, json!(""), json!("  \n"), json!([]), json!({})] {
        let mut data = correction();
        data.insert("facts".into(), empty);
        let lacking: Vec<_> = missing(form, &data).iter().map(|f| f.name).collect();
        assert_eq!(lacking, ["facts"]);
        let found = faults(form, &data);
        assert_eq!(
            found[0].zh,
            "《责令改正通知书》缺少必填项“违法事实”（行政处罚法第二十八条第一款），请补充后再制作"
        );
    }
    assert_eq!(missing(form, &Data::new()).len(), 13);
}

#[test]
fn a_fine_brings_its_bank_and_its_late_fine_with_it() {
    let form = form("JD03", "").unwrap();
    let lacking =
        |value| -> Vec<_> { missing(form, &data(value)).iter().map(|f| f.name).collect() };
    assert!(!lacking(json!({})).contains(&"collection"));
    let fined = lacking(json!({"fine": 500_000}));
    assert!(fined.contains(&"collection") && fined.contains(&"late_fine"));
}

#[test]
fn a_misshapen_value_is_named_by_its_path() {
    let goods = |rows: Value| json!({"items": rows});
    for (code, value, path, zh) in [
        ("JD03", json!({"date": "2026-02-30"}), "date", "应为日期"),
        ("JD03", json!({"fine": -1}), "fine", "应为金额"),
        ("JD03", json!({"fine": 1.5}), "fine", "应为金额"),
        ("JD03", json!({"fine": "500"}), "fine", "应为金额"),
        (
            "JD03",
            json!({"party_name": "甲\n乙"}),
            "party_name",
            "应为一行文字",
        ),
        ("JD03", json!({"facts": "甲\u{0}乙"}), "facts", "控制字符"),
        ("JD03", json!({"facts": {"a": 1}}), "facts", "应为文字"),
        (
            "JD03",
            json!({"party_name": "甲".repeat(2_001)}),
            "party_name",
            "不得超过2000字",
        ),
        ("JD03", json!({"seal": "某局"}), "seal", "由系统盖章"),
        ("JC04", json!({"time": "上午九时"}), "time", "应为时间"),
        (
            "JC04",
            json!({"officers": [{"name": "林志强"}]}),
            "officers[0].certificate",
            "缺少执法证号",
        ),
        (
            "JC04",
            json!({"officers": "林志强"}),
            "officers",
            "应为清单",
        ),
        (
            "DC11",
            json!({"manner": "带走"}),
            "manner",
            "就地保存、异地保存",
        ),
        (
            "DC11",
            json!({"period": {"from": "2026-03-09", "to": "2026-03-02"}}),
            "period",
            "早于起期",
        ),
        (
            "DC11",
            json!({"period": {"from": "2026-03-09"}}),
            "period",
            "起止日期",
        ),
        (
            "DC11",
            goods(json!([{"name": "燃气灶", "quantity": "1"}, {"quantity": "2"}])),
            "items[1].name",
            "第2项",
        ),
        ("DC11", goods(json!(["燃气灶"])), "items[0]", "第1项不完整"),
        (
            "DC04",
            json!({"record": [{"question": ""}]}),
            "record[0]",
            "既无问话也无答话",
        ),
        (
            "LA02",
            json!({"head_opinion": {"name": "陈某"}}),
            "head_opinion.opinion",
            "未写明意见",
        ),
        (
            "LA02",
            json!({"head_opinion": {"opinion": "同意", "on": "昨天"}}),
            "head_opinion.on",
            "应为日期",
        ),
        ("QZ01", json!({"urgent": "是"}), "urgent", "应为是或者否"),
        (
            "TZ01",
            json!({"party_signature": [{"name": "a\nb"}]}),
            "party_signature[0].name",
            "一行",
        ),
        ("JA02", json!({"pages": "12"}), "pages", "应为整数"),
    ] {
        let form = form(code, "").unwrap();
        let found = faults(form, &data(value.clone()));
        let fault = found.iter().find(|fault| fault.field == path);
        let fault = fault.unwrap_or_else(|| panic!("{code} {value}: {path} in {found:?}"));
        assert!(fault.zh.contains(zh), "{path}: {}", fault.zh);
    }
}

#[test]
fn moments_are_civil_time_or_carry_an_offset() {
    let printed = |text| form::moment::parse(text).map(|moment| moment.to_string());
    assert_eq!(
        printed("2026-03-02T09:30").as_deref(),
        Some("2026-03-02 09:30:00")
    );
    assert_eq!(
        printed("2026-03-02T01:30:00Z").as_deref(),
        Some("2026-03-02 09:30:00")
    );
    assert_eq!(printed("2026-03-02"), None);
}
