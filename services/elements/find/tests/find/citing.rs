//! What citations mean.

use contract::elements::v1 as proto;
use refusal::{Code, Refusal};

use crate::library::*;

fn resolve(text: &str, on: &str) -> Result<Vec<proto::CitationReading>, Refusal> {
    open().resolve(text, day(on)).unwrap()
}

fn citations(text: &str) -> Vec<String> {
    let readings = resolve(text, "2023-11-20").unwrap();
    readings
        .into_iter()
        .map(|reading| reading.citation)
        .collect()
}

fn refused(text: &str, on: &str) -> (String, String) {
    let refusal = resolve(text, on).unwrap_err();
    assert_eq!(refusal.reason().code, Code::Absent);
    let part = refusal.metadata().get("part").cloned().unwrap_or_default();
    (part, refusal.zh().to_owned())
}

#[test]
fn a_citation_is_read_however_it_is_written() {
    for text in [
        "行政处罚法第五十一条",
        "《中华人民共和国行政处罚法》第五十一条",
        "行政处罚法51",
        "行政处罚法 第51条",
        "处罚法第51条",
    ] {
        let found = citations(text);
        assert_eq!(
            found.first().map(String::as_str),
            Some("《中华人民共和国行政处罚法》第五十一条"),
            "{text}"
        );
    }
}

#[test]
fn the_text_of_the_paragraph_and_the_item_is_given() {
    let readings = resolve("《行政处罚法》第63条第1款第2项", "2023-11-20").unwrap();
    let [reading] = readings.as_slice() else {
        panic!("{readings:?}");
    };
    assert_eq!(
        reading.citation,
        "《中华人民共和国行政处罚法》第六十三条第一款第（二）项"
    );
    assert_eq!((reading.paragraph, reading.item), (1, 2));
    assert!(
        reading.text.starts_with("没收较大数额违法所得"),
        "{}",
        reading.text
    );
    assert_eq!(reading.article.as_ref().unwrap().number, 63);
    let second = resolve("行政处罚法第33条第2款", "2023-11-20").unwrap();
    assert!(
        second[0].text.starts_with("当事人有证据足以证明"),
        "{}",
        second[0].text
    );
}

#[test]
fn the_day_decides_the_version() {
    let before = resolve("行政处罚法第33条", "2021-07-14").unwrap();
    let after = resolve("行政处罚法第33条", "2021-07-15").unwrap();
    assert!(before[0].text.contains("五十元以下"), "{}", before[0].text);
    assert!(after[0].text.contains("违法行为轻微"), "{}", after[0].text);
    assert_eq!(
        (before[0].valid_to.as_str(), after[0].valid_from.as_str()),
        ("2021-07-15", "2021-07-15")
    );
}

#[test]
fn a_name_that_several_laws_end_with_has_a_reading_for_each() {
    let found = citations("管理条例");
    assert_eq!(
        found,
        [
            "《城镇燃气管理条例》",
            "《城市市容和环境卫生管理条例》",
            "《医疗保障基金使用监督管理条例》",
        ],
        "the shorter title is the likelier"
    );
}

#[test]
fn what_is_not_found_is_named() {
    let (part, zh) = refused("外星法第一条", "2023-11-20");
    assert_eq!(part, "law");
    assert!(zh.contains("《外星法》"), "{zh}");
    let (part, zh) = refused("行政处罚法第九十条", "2023-11-20");
    assert_eq!(part, "article");
    assert!(zh.contains("第九十条"), "{zh}");
    let (part, zh) = refused("行政处罚法第五十一条", "2020-01-01");
    assert_eq!(part, "article");
    assert!(zh.contains("2021-07-15起"), "says from when it is: {zh}");
    let (part, _) = refused("行政处罚法第33条第9款", "2023-11-20");
    assert_eq!(part, "paragraph");
    let (part, _) = refused("行政处罚法第63条第1款第9项", "2023-11-20");
    assert_eq!(part, "item");
}

#[test]
fn a_law_that_is_not_in_force_says_from_when_it_is() {
    let (part, zh) = refused("噪声污染防治法第四十三条", "2020-01-01");
    assert_eq!(part, "version");
    assert!(zh.contains("2022-06-05起施行"), "{zh}");
}

#[test]
fn without_a_name_there_is_no_citation() {
    let refusal = resolve("。", "2023-11-20").unwrap_err();
    assert_eq!(refusal.reason().code, Code::Malformed);
}
