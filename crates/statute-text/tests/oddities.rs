//! Texts of every shape that was met, written for this test.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on ends here")]

use std::fs;
use std::path::Path;

use calendar::CivilDate;
use statute::Rank;
use statute_text::{
    DisorderKind, Encoding, Key, NotAStatute, Numbering, RemarkKind, StatuteText, read, read_all,
    read_excerpt,
};

fn bytes(name: &str) -> Vec<u8> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/data")
        .join(name);
    fs::read(path).unwrap()
}

fn file(name: &str) -> StatuteText {
    let bytes = bytes(name);
    let statute = read(name, &bytes).unwrap();
    rebuilds(&statute, std::str::from_utf8(&bytes).unwrap());
    statute
}

fn rebuilds(statute: &StatuteText, text: &str) {
    let seen = |text: &str| -> String {
        text.replace("<!-- INFO END -->", "")
            .lines()
            .map(|line| line.strip_prefix("- ").unwrap_or(line))
            .flat_map(str::chars)
            .filter(|c| !c.is_whitespace() && !matches!(c, '#' | '*'))
            .collect()
    };
    assert_eq!(seen(&statute.rebuilt()), seen(text));
}

fn keys(statute: &StatuteText) -> Vec<(u16, u16)> {
    statute
        .articles
        .iter()
        .map(|article| (article.key.number, article.key.suffix))
        .collect()
}

fn day(year: i32, month: u32, day: u32) -> Option<CivilDate> {
    CivilDate::ymd(year, month, day)
}

#[test]
fn a_regulation_as_it_is_published() {
    let statute = file("official(2021-03-26).txt");
    assert_eq!(statute.title, "福建省某某管理条例");
    assert_eq!(
        (statute.version, statute.in_force),
        (day(2021, 3, 26), day(2021, 7, 1))
    );
    assert_eq!(
        statute.issuer.as_deref(),
        Some("福建省人民代表大会常务委员会")
    );
    assert_eq!(statute.rank, Some(Rank::LocalRegulation));
    assert_eq!((statute.notes.len(), statute.contents.len()), (2, 6));
    assert_eq!(
        keys(&statute),
        [(1, 0), (2, 0), (3, 0), (3, 1), (4, 0), (5, 0)]
    );
    let second = &statute.articles[1];
    assert!(
        second
            .text
            .ends_with("\n第三条规定的情形除外的，从其规定。"),
        "{}",
        second.text
    );
    let third = &statute.articles[2];
    assert_eq!(
        (third.chapter.as_str(), third.section.as_str()),
        ("第二章 管理", "第一节 一般规定")
    );
    let paragraphs = statute_text::paragraphs(&third.text);
    assert_eq!(paragraphs.len(), 2);
    assert_eq!(paragraphs[0].items[1].points, ["子；", "丑。"]);
    assert_eq!(
        paragraphs[1].text,
        "前款规定的情形，依照第一条、第二条规定办理。"
    );
    assert_eq!(statute.articles[5].section, "");
}

#[test]
fn a_code_with_parts_and_marks() {
    let statute = file("code.md");
    assert_eq!(statute.title, "中华人民共和国某某法典");
    assert_eq!(statute.short_titles, ["某某法典"]);
    assert_eq!(statute.rank, Some(Rank::Law));
    assert_eq!(statute.contents.len(), 6);
    assert_eq!(statute.preamble, ["序言", "我国的某某事业。"]);
    assert_eq!(
        keys(&statute),
        [
            (1, 0),
            (2, 0),
            (3, 0),
            (4, 0),
            (5, 0),
            (8, 0),
            (9, 0),
            (10, 0)
        ]
    );
    assert_eq!(statute.articles[1].text, "本条的数字独占一行。");
    assert_eq!(statute.articles[2].text, "【标题】甲应当乙。");
    assert_eq!(statute.articles[2].part, "第二编 分则 第一分编 通则");
    assert_eq!(statute.articles[2].chapter, "第一章 甲");
    assert_eq!(
        statute.article(Key::new(6)).unwrap().text,
        "至第七条（删去）"
    );
    assert!(statute.articles[6].text.contains("| 甲 | 1 |"));
    let annexes: Vec<_> = statute
        .annexes
        .iter()
        .map(|annex| annex.title.as_str())
        .collect();
    assert_eq!(annexes, ["附件1： 甲的目录", "附表二 乙的表"]);
    assert_eq!(statute.annexes[0].text, "第一条 附件自有编号。");
}

#[test]
fn numbers_in_digits() {
    let statute = file("arabic.txt");
    assert_eq!(keys(&statute), [(1, 0), (2, 0), (3, 0), (4, 0), (5, 0)]);
    assert_eq!(statute.rank, Some(Rank::LocalGovernmentRule));
    assert_eq!(statute.issuer.as_deref(), Some("某某市人民政府令第9号"));
    assert_eq!(statute.version, day(2023, 2, 3));
    assert_eq!(statute.articles[4].chapter, "附则");
    assert!(
        statute.articles[2]
            .text
            .ends_with("第一十条规定的，不是条文。")
    );
}

#[test]
fn a_decision_is_divided_by_its_items() {
    let statute = file("decision.md");
    assert_eq!(statute.numbering, Numbering::Items);
    let labels: Vec<_> = statute
        .articles
        .iter()
        .map(|article| article.label.as_str())
        .collect();
    assert_eq!(labels, ["一、", "二、", "三、"]);
    assert!(
        statute.articles[1]
            .text
            .ends_with("第五条 主管部门应当乙。")
    );
    assert_eq!(statute.preamble.len(), 1);
    assert_eq!(statute.remarks[0].kind, RemarkKind::NoArticles);
}

#[test]
fn an_order_stands_before_the_title() {
    let statute = file("order.txt");
    assert_eq!(statute.title, "某某管理规定（试行）");
    assert_eq!(statute.in_force, day(2020, 7, 1));
    assert_eq!(statute.version, day(2020, 5, 8));
    assert_eq!(keys(&statute), [(1, 0), (2, 0)]);
}

#[test]
fn articles_on_one_line_are_set_off() {
    let statute = file("together.md");
    assert_eq!(keys(&statute), [(1, 0), (2, 0), (3, 0), (4, 0), (5, 0)]);
    assert_eq!(
        statute.articles[1].text,
        "凡依照第一条 规定的，适用本规则。"
    );
    assert_eq!(statute.remarks.len(), 3);
    assert!(statute.remarks[0].zh().contains("第9行：第二条"));
}

#[test]
fn several_statutes_in_one_file_are_read_one_by_one() {
    let bytes = bytes("two.txt");
    assert_eq!(
        read("two.txt", &bytes),
        Err(NotAStatute::Several { lines: vec![1, 7] })
    );
    let all = read_all("two.txt", &bytes).unwrap();
    let titles: Vec<_> = all
        .iter()
        .map(|(line, statute)| (*line, statute.as_ref().unwrap().title.as_str()))
        .collect();
    assert_eq!(titles, [(1, "甲条例"), (7, "乙办法")]);
    assert_eq!(all[0].1.as_ref().unwrap().annexes[0].text, "一行");
}

#[test]
fn broken_lines_make_no_articles() {
    let statute = file("wrapped.txt");
    assert_eq!(keys(&statute), [(1, 0), (2, 0), (3, 0)]);
    assert_eq!(statute_text::paragraphs(&statute.articles[1].text).len(), 1);
}

#[test]
fn an_interpretation_is_divided_by_headings_of_its_own() {
    let statute = file("interpretation.txt");
    let found: Vec<_> = statute
        .articles
        .iter()
        .map(|article| {
            (
                article.key.number,
                article.chapter.as_str(),
                article.section.as_str(),
            )
        })
        .collect();
    assert_eq!(
        found,
        [
            (1, "一、管辖", ""),
            (2, "二、证据", "（一）一般规定"),
            (3, "二、证据", "（一）一般规定"),
        ]
    );
    assert_eq!(statute.rank, Some(Rank::JudicialInterpretation));
    assert_eq!(statute.preamble.len(), 1);
    assert_eq!(
        statute_text::paragraphs(&statute.articles[1].text)[0]
            .items
            .len(),
        2
    );
}

#[test]
fn numbers_without_a_space_behind_them_are_articles_too() {
    let text = "某办法\n第一条为了甲，制定本办法。\n第二条主管部门\n第三条依照第一条的，从其规定\n第三条规定的除外。\n第四条本办法自2020年1月1日起施行。";
    let statute = read("某办法.txt", text.as_bytes()).unwrap();
    assert_eq!(keys(&statute), [(1, 0), (2, 0), (3, 0), (4, 0)]);
    assert!(statute.articles[2].text.ends_with("第三条规定的除外。"));
    let gap = "某办法\n第一条为了甲。\n第三条本办法由某某负责解释。";
    assert!(matches!(
        read("某办法.txt", gap.as_bytes()),
        Err(NotAStatute::Order(_))
    ));
}

#[test]
fn a_later_part_of_a_code_begins_with_its_own_number() {
    let text = "# 第二编 物权\n## 第一章 一般规定\n第二百零五条 本编调整甲。\n第二百零六条 乙。";
    let statute = read("物权编.md", text.as_bytes()).unwrap();
    assert_eq!(keys(&statute), [(205, 0), (206, 0)]);
    assert_eq!(
        statute.remarks[0].kind,
        RemarkKind::BeginsWith(Key::new(205))
    );
    let gap = text.replace("二百零六", "二百零七");
    assert!(matches!(
        read("物权编.md", gap.as_bytes()),
        Err(NotAStatute::Order(_))
    ));
}

#[test]
fn an_instrument_without_any_order_stays_whole() {
    let text = "# 最高人民法院关于某某问题的批复\n\n2020年1月1日 发布\n\n你院收悉。\n经研究，答复如下：应当甲。\n此复。";
    let statute = read("某某问题的批复(2020-01-01).md", text.as_bytes()).unwrap();
    assert_eq!(statute.numbering, Numbering::Whole);
    assert_eq!(
        statute.articles[0].text,
        "你院收悉。\n经研究，答复如下：应当甲。\n此复。"
    );
    rebuilds(&statute, text);
    let mixed = "# 某规定\n\n1. 甲\n2. 乙\n一、丙";
    let statute = read("某规定(2020-01-01).md", mixed.as_bytes()).unwrap();
    assert_eq!(statute.articles.len(), 1);
    rebuilds(&statute, mixed);
    assert_eq!(
        read("README(2020-01-01).md", "# Read me\nNo law.".as_bytes()),
        Err(NotAStatute::NoArticle)
    );
}

#[test]
fn every_encoding_gives_the_same_tree() {
    let text = String::from_utf8(bytes("official(2021-03-26).txt")).unwrap();
    let plain = read("a.txt", text.as_bytes()).unwrap();
    let gbk = encoding_rs::GB18030.encode(&text).0.into_owned();
    let marked = [b"\xef\xbb\xbf", text.as_bytes()].concat();
    let dos = text.replace('\n', "\r\n");
    for (bytes, encoding) in [
        (gbk, Encoding::Gb18030),
        (marked, Encoding::Utf8),
        (dos.into_bytes(), Encoding::Utf8),
    ] {
        let read = read("a.txt", &bytes).unwrap();
        assert_eq!(read.encoding, Some(encoding));
        assert_eq!(read.articles, plain.articles);
    }
}

#[test]
fn disorder_names_both_places() {
    for (text, kind, before, found) in [
        (
            "某法\n第一条 甲\n第二条 乙\n第二条 丙",
            DisorderKind::Repeats,
            Some((2, 3)),
            (2, 4),
        ),
        (
            "某法\n第一条 甲\n第二条 乙\n第三条 丁\n第一条 丙",
            DisorderKind::Repeats,
            Some((1, 2)),
            (1, 5),
        ),
        (
            "某法\n第一条 甲\n\n第四条 乙",
            DisorderKind::Gap,
            Some((1, 2)),
            (4, 4),
        ),
        ("某法\n第三条 甲", DisorderKind::Gap, None, (3, 2)),
        (
            "某法\n第一条 甲\n第一条之二 乙",
            DisorderKind::Gap,
            Some((1, 2)),
            (1, 3),
        ),
    ] {
        let Err(NotAStatute::Order(disorder)) = read("某法.md", text.as_bytes()) else {
            panic!("{text} was read");
        };
        let place = |(key, line): (Key, usize)| (key.number, line);
        assert_eq!(disorder.kind, kind, "{text}");
        assert_eq!(disorder.before.map(place), before, "{text}");
        assert_eq!(place(disorder.found), found, "{text}");
        let message = NotAStatute::Order(disorder);
        assert!(message.zh().contains(&format!("第{}行", found.1)));
        assert!(message.to_string().contains(&format!("line {}", found.1)));
    }
}

#[test]
fn an_excerpt_may_leave_articles_out() {
    let text = "# 某法\n## 第一章 甲\n第二十四条 甲\n乙\n第一百零三条 丙\n";
    let statute = read_excerpt("某法.md", text.as_bytes()).unwrap();
    assert_eq!(keys(&statute), [(24, 0), (103, 0)]);
    assert_eq!(statute.articles[0].text, "甲\n乙");
    assert!(read_excerpt("某法.md", "某法\n第二条 甲\n第一条 乙".as_bytes()).is_err());
}

#[test]
fn what_is_no_statute_is_refused_with_what_to_do() {
    for (bytes, reason) in [
        (&b"%PDF-1.7"[..], NotAStatute::Format { format: "PDF" }),
        (
            b"<!DOCTYPE html><p>",
            NotAStatute::Format { format: "HTML" },
        ),
        (
            b"\xd0\xcf\x11\xe0",
            NotAStatute::Format { format: "DOC/WPS" },
        ),
        ("某法\n没有编号。".as_bytes(), NotAStatute::NoArticle),
        (b"", NotAStatute::NoTitle),
        (
            "某意见\n1. 甲\n2. 乙\n一、丙".as_bytes(),
            NotAStatute::Mixed { line: 4 },
        ),
    ] {
        let found = read("", bytes).unwrap_err();
        assert_eq!(found, reason);
        assert!(!found.zh().is_ascii() && !found.to_string().is_empty());
    }
    assert_eq!(read("某法.txt", b"").unwrap_err(), NotAStatute::NoArticle);
}
