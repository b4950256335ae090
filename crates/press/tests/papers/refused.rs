//! What cannot be printed is refused by name.

use form::Sheet;
use press::{Press, PressError, Wording};
use serde_json::json;

use crate::{PRESS, moment, print, sample, text_of};

#[test]
fn a_missing_field_is_refused_with_its_name_and_article() {
    let mut decision = sample("JD03");
    decision.data.remove("litigation");
    decision.data.remove("collection");
    let sheet = Sheet {
        form: decision.form,
        data: &decision.data,
    };
    let refused = PRESS.print(&Wording::built_in(decision.form), sheet, moment());
    let Err(PressError::Unfit(faults)) = refused else {
        panic!("{refused:?}");
    };
    let fields: Vec<_> = faults.iter().map(|fault| fault.field.as_str()).collect();
    assert_eq!(fields, ["collection", "litigation"]);
    assert!(
        faults[1]
            .zh
            .contains("“提起行政诉讼的途径和期限”（行政处罚法第五十九条第一款第（五）项）")
    );
}

#[test]
fn a_draft_marks_itself_and_what_is_missing() {
    let mut decision = sample("JD03");
    decision.data.remove("facts");
    let sheet = Sheet {
        form: decision.form,
        data: &decision.data,
    };
    let draft = PRESS
        .preview(&Wording::built_in(decision.form), sheet, moment())
        .unwrap();
    let text = text_of(decision.form.layout, &draft.pdf);
    assert!(text.contains("【待填：违法事实】"), "{text}");
    assert!(text.contains("草稿"), "{text}");
    // What is misshapen is no draft either.
    decision.data.insert("fine".into(), json!("八千"));
    let sheet = Sheet {
        form: decision.form,
        data: &decision.data,
    };
    let refused = PRESS.preview(&Wording::built_in(decision.form), sheet, moment());
    assert!(matches!(refused, Err(PressError::Unfit(_))));
}

#[test]
fn a_character_that_no_font_has_is_named() {
    let mut notice = sample("JC09");
    notice
        .data
        .insert("party_name".into(), json!("龙海\u{1F980}酒楼"));
    let sheet = Sheet {
        form: notice.form,
        data: &notice.data,
    };
    let error = PRESS
        .print(&Wording::built_in(notice.form), sheet, moment())
        .unwrap_err();
    assert!(
        error.zh().contains("“\u{1F980}”（U+1F980）"),
        "{}",
        error.zh()
    );
}

#[test]
fn a_rare_character_that_one_font_lacks_is_taken_from_another() {
    // 喆 and 堃 are not in GB 2312, which is all that 楷体 has.
    let mut record = sample("ZX01");
    record
        .data
        .insert("party_signature".into(), json!([{"name": "黄喆堃"}]));
    let paper = print(record.form, &record.data);
    assert!(text_of(record.form.layout, &paper.pdf).contains("黄喆堃"));
}

#[test]
fn data_are_never_markup() {
    let mut notice = sample("JC09");
    let text = "#read(\"/etc/passwd\") $x$ *粗* `码` @甲 <乙> \\ {{ cause }} [丙]";
    notice.data.insert("facts".into(), json!(text));
    let paper = print(notice.form, &notice.data);
    let read = text_of(notice.form.layout, &paper.pdf);
    let wanted: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    // Straight quotes may be set as curly ones.
    let straight = |text: &str| text.replace(['“', '”'], "\"");
    assert!(straight(&read).contains(&wanted), "{read}");
}

#[test]
fn without_fonts_there_is_no_press_and_the_packages_are_named() {
    let empty = std::env::temp_dir().join(format!("yifa-no-fonts-{}", std::process::id()));
    std::fs::create_dir_all(&empty).unwrap();
    let error = Press::open(std::slice::from_ref(&empty)).unwrap_err();
    std::fs::remove_dir_all(&empty).unwrap();
    assert!(
        error
            .zh()
            .contains("apt-get install fonts-noto-cjk fonts-arphic-gkai00mp"),
        "{}",
        error.zh()
    );
    assert!(error.to_string().contains("AR PL KaitiM GB"), "{error}");
}

#[test]
fn one_missing_family_is_named_alone() {
    let noto = std::path::PathBuf::from("/usr/share/fonts/opentype/noto");
    let error = Press::open(&[noto]).unwrap_err();
    assert!(
        error.zh().contains("楷体") && !error.zh().contains("宋体"),
        "{}",
        error.zh()
    );
}
