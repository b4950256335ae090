//! A file is bound in its legal order, counted, named safely, and the same each time.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on ends here")]

use std::collections::BTreeMap;
use std::io::{Cursor, Read as _, Write as _};
use std::process::{Command, Stdio};
use std::sync::LazyLock;

use calendar::CivilDate;
use chrono::{DateTime, Utc};
use form::{Data, Place, Sheet};
use press::{Kind, Press, Wording};
use serde_json::{Value, json};
use volume::{Item, Packed, Volume, VolumeError, bind, in_order, pack, pages_of};

static PRESS: LazyLock<Press> = LazyLock::new(|| Press::open(&press::default_folders()).unwrap());

fn day(text: &str) -> CivilDate {
    CivilDate::parse(text).unwrap()
}

fn moment() -> DateTime<Utc> {
    "2026-05-20T02:00:00Z".parse().unwrap()
}

/// A paper of the press's samples.
fn paper(name: &str, number: &str, on: &str) -> Item {
    let path = format!(
        "{}/../press/samples/{name}.json",
        env!("CARGO_MANIFEST_DIR")
    );
    let value: Value = serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap();
    let text = |at: &Value| at.as_str().unwrap().to_owned();
    let form = form::form(&text(&value["form"][0]), &text(&value["form"][1])).unwrap();
    let Value::Object(data) = value["data"].clone() else {
        panic!("{name} has no data");
    };
    let sheet = Sheet { form, data: &data };
    let made_at = text(&value["made_at"]).parse().unwrap();
    Item {
        title: form.name.to_owned(),
        number: number.to_owned(),
        on: Some(day(on)),
        place: form.place,
        pdf: PRESS
            .print(&Wording::built_in(form), sheet, made_at)
            .unwrap()
            .pdf,
    }
}

fn facts() -> Data {
    let facts = json!({
        "agency_name": "漳州市龙海区应急管理局",
        "case_number": "龙应急案〔2026〕31号",
        "case_code": "7K3M-Q9TX-2B8C-WD4E-H",
        "title": "漳州海澄新味餐饮管理有限公司未安装可燃气体报警装置案",
        "party_name": "漳州海澄新味餐饮管理有限公司",
        "cause": "未安装可燃气体报警装置",
        "decision_number": "龙应急罚〔2026〕12号",
        "result": "罚款人民币8000元，已执行完毕。",
        "officers_names": "林志强、陈雅芳",
        "filed_on": "2026-03-04",
        "closed_on": "2026-05-08",
        "archived_on": "2026-05-20",
        "keeping": "30年",
        "situation": "本卷文书齐全。",
        "binder": "陈雅芳",
        "bound_on": "2026-05-20",
    });
    let Value::Object(facts) = facts else {
        unreachable!("an object");
    };
    facts
}

fn file() -> Volume {
    Volume {
        facts: facts(),
        // As they came about, not as they are filed.
        items: vec![
            paper("JC04", "", "2026-03-02"),
            paper("LA02", "", "2026-03-04"),
            paper("GZ01", "龙应急罚告〔2026〕9号", "2026-04-01"),
            paper("JD03", "龙应急罚〔2026〕12号", "2026-04-20"),
            paper("ZX01", "", "2026-04-22"),
            paper("JA01", "", "2026-05-08"),
        ],
    }
}

fn text_of(pdf: &[u8]) -> Vec<String> {
    let mut child = Command::new("pdftotext")
        .args(["-raw", "-", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let pdf = pdf.to_vec();
    let writer = std::thread::spawn(move || stdin.write_all(&pdf));
    let output = child.wait_with_output().unwrap();
    writer.join().unwrap().unwrap();
    assert!(output.status.success());
    let text = String::from_utf8(output.stdout).unwrap();
    let pages = text.split('\u{c}');
    pages
        .map(|page| page.chars().filter(|c| !c.is_whitespace()).collect())
        .collect()
}

#[test]
fn a_file_is_bound_in_its_legal_order_with_cover_catalogue_and_notes() {
    let file = file();
    let bound = bind(&PRESS, &file, Kind::Issue, moment()).unwrap();
    let titles: Vec<_> = bound
        .entries
        .iter()
        .map(|entry| entry.title.as_str())
        .collect();
    assert_eq!(
        titles,
        [
            "立案审批表",
            "行政处罚决定书",
            "送达回证",
            "行政处罚事先告知书",
            "现场检查笔录",
            "结案审批表"
        ]
    );
    let pages: Vec<_> = bound.entries.iter().map(|entry| entry.pages).collect();
    assert_eq!(pages, [(1, 1), (2, 4), (5, 5), (6, 7), (8, 8), (9, 9)]);
    assert_eq!(bound.pages, 9);

    let text = text_of(&bound.pdf);
    assert!(
        text[0].contains("行政执法案卷") && text[0].contains("正卷、副卷"),
        "{}",
        text[0]
    );
    assert!(
        text[1].contains("卷内目录") && text[1].contains("龙应急罚〔2026〕12号"),
        "{}",
        text[1]
    );
    assert!(text[1].contains("2-4"), "{}", text[1]);
    // Cover and catalogue are not counted; the first paper is page 1 of the file.
    assert!(
        text[2].contains("立案审批表") && text[2].ends_with('1'),
        "{}",
        text[2]
    );
    assert!(
        text[5].contains("第3页共3页") && text[5].ends_with('4'),
        "{}",
        text[5]
    );
    let notes = &text[11];
    assert!(
        notes.contains("备考表") && notes.contains("陈雅芳"),
        "{notes}"
    );
    assert_eq!(pages_of(&bound.pdf).unwrap(), 12);
}

#[test]
fn the_same_file_makes_the_same_bytes_and_another_does_not() {
    let mut file = file();
    let one = bind(&PRESS, &file, Kind::Issue, moment()).unwrap();
    let two = bind(&PRESS, &file, Kind::Issue, moment()).unwrap();
    assert!(one == two);
    let packed = |bound, file: &Volume| pack(bound, &file.items, &[], day("2026-05-20")).unwrap();
    assert!(packed(&one, &file) == packed(&two, &file));
    file.items.pop();
    let fewer = bind(&PRESS, &file, Kind::Issue, moment()).unwrap();
    assert!(fewer.pdf != one.pdf);
}

#[test]
fn papers_of_one_place_stand_by_their_days_and_then_as_they_were_given() {
    let item = |title: &str, on: Option<&str>| Item {
        title: title.into(),
        number: String::new(),
        on: on.map(day),
        place: Place::Evidence,
        pdf: Vec::new(),
    };
    let items = [
        item("丙", Some("2026-03-05")),
        item("甲", None),
        item("乙", Some("2026-03-01")),
        item("丁", Some("2026-03-05")),
    ];
    let titles: Vec<_> = in_order(&items)
        .iter()
        .map(|item| item.title.clone())
        .collect();
    assert_eq!(titles, ["甲", "乙", "丙", "丁"]);
}

#[test]
fn the_archive_holds_every_original_by_a_safe_name_with_its_hash() {
    let mut file = file();
    file.items[0].title = "../../现场\u{202E}检查笔录".into();
    let bound = bind(&PRESS, &file, Kind::Issue, moment()).unwrap();
    let photograph = Packed {
        title: "现场照片/1",
        ending: "JPG",
        bytes: b"not really",
    };
    let twice = [photograph, photograph];
    let bytes = pack(&bound, &file.items, &twice, day("2026-05-20")).unwrap();
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut held = BTreeMap::new();
    for at in 0..archive.len() {
        let mut entry = archive.by_index(at).unwrap();
        let name = entry.name().unwrap().into_owned();
        let mut bytes = Vec::new();
        entry.read_to_end(&mut bytes).unwrap();
        assert!(held.insert(name, bytes).is_none());
    }
    let names: Vec<_> = held.keys().map(String::as_str).collect();
    assert_eq!(
        names,
        [
            "全卷.pdf",
            "副卷/006-结案审批表.pdf",
            "校验值（SM3）.txt",
            "正卷/001-立案审批表.pdf",
            "正卷/002-行政处罚决定书（龙应急罚〔2026〕12号）.pdf",
            "正卷/003-送达回证.pdf",
            "正卷/004-行政处罚事先告知书（龙应急罚告〔2026〕9号）.pdf",
            "正卷/005-______现场_检查笔录.pdf",
            "随卷附件/001-现场照片_1.jpg",
            "随卷附件/002-现场照片_1.jpg",
        ]
    );
    // Originals are as they were issued, and the list says so.
    let decision = &file.items[3].pdf;
    assert!(held["正卷/002-行政处罚决定书（龙应急罚〔2026〕12号）.pdf"] == *decision);
    let list = String::from_utf8(held["校验值（SM3）.txt"].clone()).unwrap();
    assert_eq!(list.lines().count(), held.len() - 1);
    let line = format!("{}  正卷/001-立案审批表.pdf", bound.entries[0].sm3);
    assert!(list.lines().any(|told| told == line), "{list}");
}

#[test]
fn a_file_that_is_not_closed_is_bound_as_a_draft_only() {
    let mut file = file();
    file.facts.remove("closed_on");
    let error = bind(&PRESS, &file, Kind::Issue, moment()).unwrap_err();
    assert!(error.zh().contains("“结案日期”"), "{}", error.zh());
    let draft = bind(&PRESS, &file, Kind::Draft, moment()).unwrap();
    let text = text_of(&draft.pdf);
    assert!(
        text[0].contains("【待填：结案日期】") && text[0].contains("草稿"),
        "{}",
        text[0]
    );
}

#[test]
fn what_cannot_be_bound_is_named() {
    let mut file = file();
    file.items[2].pdf = b"%PDF-1.7 broken".to_vec();
    let error = bind(&PRESS, &file, Kind::Issue, moment()).unwrap_err();
    assert!(
        error
            .zh()
            .contains("《行政处罚事先告知书》不是可以装订的PDF文件"),
        "{}",
        error.zh()
    );
    file.items.clear();
    assert!(matches!(
        bind(&PRESS, &file, Kind::Issue, moment()),
        Err(VolumeError::Empty)
    ));
}

#[test]
fn a_script_that_a_paper_brings_does_not_run_from_the_bound_file() {
    let mut file = file();
    let mut document = lopdf::Document::load_mem(&file.items[0].pdf).unwrap();
    let script = document.add_object(
        lopdf::dictionary! { "S" => "JavaScript", "JS" => lopdf::text_string("app.alert(1)") },
    );
    document.catalog_mut().unwrap().set("OpenAction", script);
    let page = *document.get_pages().values().next().unwrap();
    let starts = lopdf::dictionary! { "O" => script };
    document
        .get_object_mut(page)
        .unwrap()
        .as_dict_mut()
        .unwrap()
        .set("AA", starts);
    file.items[0].pdf.clear();
    document.save_to(&mut file.items[0].pdf).unwrap();
    assert!(String::from_utf8_lossy(&file.items[0].pdf).contains("JavaScript"));
    let bound = bind(&PRESS, &file, Kind::Issue, moment()).unwrap();
    assert!(!String::from_utf8_lossy(&bound.pdf).contains("JavaScript"));
}
