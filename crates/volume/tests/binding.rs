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
use volume::{
    Bound, Item, Lies, Packed, Volume, VolumeError, attached, bind, catalogue_of, in_order, pack,
    pages_of,
};

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
    let printed = PRESS.print(&Wording::built_in(form), sheet, made_at);
    Item::paper(form.name, number, day(on), form.place, printed.unwrap().pdf)
}

/// A file of evidence that is not bound.
fn film() -> Item {
    Item {
        title: "证据1（视听资料）录像.mp4".into(),
        number: String::new(),
        on: Some(day("2026-03-02")),
        place: Place::Evidence,
        last: false,
        pdf: None,
        sm3: "ab".repeat(32),
        lies: Lies::At(attached("证据", 1, "录像", "MP4")),
        note: format!("录像文件，不装订成页。SM3：{}", "ab".repeat(32)),
    }
}

/// Originals of a bound file as they lie in the archive.
fn originals<'a>(bound: &'a Bound, file: &'a Volume) -> Vec<Packed<'a>> {
    let entries = bound.catalogue.entries.iter();
    let bytes = |sm3: &str| {
        let item = file.items.iter().find(|item| item.sm3 == sm3);
        item.unwrap().pdf.as_deref().unwrap_or(b"film")
    };
    entries
        .map(|it| Packed {
            path: &it.file,
            bytes: bytes(&it.sm3),
        })
        .collect()
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
    let entries = &bound.catalogue.entries;
    let titles: Vec<_> = entries.iter().map(|entry| entry.title.as_str()).collect();
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
    let pages: Vec<_> = entries.iter().map(|entry| entry.pages.unwrap()).collect();
    assert_eq!(pages, [(1, 1), (2, 4), (5, 5), (6, 7), (8, 8), (9, 9)]);
    assert_eq!(bound.catalogue.pages, 9);
    // The bound PDF tells itself what it holds; another PDF does not.
    assert_eq!(catalogue_of(&bound.pdf).unwrap(), bound.catalogue);
    let other = catalogue_of(file.items[0].pdf.as_deref().unwrap());
    assert!(matches!(other, Err(VolumeError::NotBound(_))));

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
    let packed = |bound: &Bound, file: &Volume| {
        pack(&bound.pdf, &originals(bound, file), day("2026-05-20")).unwrap()
    };
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
        last: title == "末",
        pdf: None,
        sm3: String::new(),
        lies: Lies::Nowhere,
        note: String::new(),
    };
    let items = [
        item("末", None),
        item("丙", Some("2026-03-05")),
        item("甲", None),
        item("乙", Some("2026-03-01")),
        item("丁", Some("2026-03-05")),
    ];
    let titles: Vec<_> = in_order(&items)
        .iter()
        .map(|item| item.title.clone())
        .collect();
    assert_eq!(titles, ["甲", "乙", "丙", "丁", "末"]);
}

#[test]
fn the_archive_holds_every_original_by_a_safe_name_with_its_hash() {
    let mut file = file();
    file.items[0].title = "../../现场\u{202E}检查笔录".into();
    file.items.push(film());
    let bound = bind(&PRESS, &file, Kind::Issue, moment()).unwrap();
    let mut all = originals(&bound, &file);
    let void = attached("作废文书", 2, "../决定书", "pdf");
    all.push(Packed {
        path: &void,
        bytes: b"void",
    });
    let bytes = pack(&bound.pdf, &all, day("2026-05-20")).unwrap();
    let twice = [all[0], all[0]];
    let twice = pack(&bound.pdf, &twice, day("2026-05-20"));
    assert!(twice.is_err(), "two of one name hide one another");
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
            "副卷/007-结案审批表.pdf",
            "校验值（SM3）.txt",
            "正卷/001-立案审批表.pdf",
            "正卷/002-行政处罚决定书（龙应急罚〔2026〕12号）.pdf",
            "正卷/003-送达回证.pdf",
            "正卷/004-行政处罚事先告知书（龙应急罚告〔2026〕9号）.pdf",
            "正卷/005-______现场检查笔录.pdf",
            "随卷附件/作废文书002-___决定书.pdf",
            "随卷附件/证据001-录像.mp4",
        ]
    );
    // Originals are as they were issued, and the list says so.
    let decision = file.items[3].pdf.as_deref();
    let held_as = &held["正卷/002-行政处罚决定书（龙应急罚〔2026〕12号）.pdf"];
    assert!(Some(held_as.as_slice()) == decision);
    let list = String::from_utf8(held["校验值（SM3）.txt"].clone()).unwrap();
    assert_eq!(list.lines().count(), held.len() - 1);
    let line = format!(
        "{}  正卷/001-立案审批表.pdf",
        bound.catalogue.entries[0].sm3
    );
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
    file.items[2].pdf = Some(b"%PDF-1.7 broken".to_vec());
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
    let mut document = lopdf::Document::load_mem(file.items[0].pdf.as_deref().unwrap()).unwrap();
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
    let mut changed = Vec::new();
    document.save_to(&mut changed).unwrap();
    assert!(String::from_utf8_lossy(&changed).contains("JavaScript"));
    file.items[0].pdf = Some(changed);
    let bound = bind(&PRESS, &file, Kind::Issue, moment()).unwrap();
    assert!(!String::from_utf8_lossy(&bound.pdf).contains("JavaScript"));
}

#[test]
fn what_is_not_bound_stands_in_the_catalogue_with_why_and_where_it_lies() {
    let mut file = file();
    file.items.push(film());
    let bound = bind(&PRESS, &file, Kind::Issue, moment()).unwrap();
    let entries = &bound.catalogue.entries;
    let film = entries.iter().find(|it| it.title.contains("录像")).unwrap();
    assert_eq!(film.pages, None);
    assert_eq!(film.file, "随卷附件/证据001-录像.mp4");
    // Pages go on as if it were not there.
    assert_eq!(bound.catalogue.pages, 9);
    let catalogue = &text_of(&bound.pdf)[1];
    let hash = "ab".repeat(32);
    assert!(catalogue.contains(&hash), "{catalogue}");
    assert!(
        catalogue.contains("附件") && catalogue.contains("不装订成页"),
        "{catalogue}"
    );
    // What stays inside is catalogued apart.
    let (main, side) = catalogue.split_once("副卷序号").unwrap();
    assert!(
        main.contains("立案审批表") && side.contains("结案审批表"),
        "{catalogue}"
    );
}
