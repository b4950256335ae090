//! Whatever is handed in, reading ends, does not panic, and loses nothing.

use proptest::prelude::*;
use statute_text::{paragraphs, read, read_all, read_excerpt};

/// Pieces out of which texts that nearly are statutes can be made.
fn piece() -> impl Strategy<Value = String> {
    prop_oneof![
        (1_u16..30).prop_map(|n| format!("第{}条 甲乙。\n", statute::chinese(n))),
        (1_u16..30).prop_map(|n| format!("第{n}条规定的甲\n")),
        (1_u16..30).prop_map(|n| format!("第{}条甲。第{}条 乙。\n", statute::chinese(n), n + 1)),
        (1_u16..9).prop_map(|n| format!("第{}章 总 则\n", statute::chinese(n))),
        (1_u16..9).prop_map(|n| format!("{}、甲\n", statute::chinese(n))),
        (1_u16..9).prop_map(|n| format!("（{}）甲；\n1.乙\n", statute::chinese(n))),
        Just("目录\n".to_owned()),
        Just("附件：\n".to_owned()),
        Just("# 某某条例\n".to_owned()),
        Just("（2021年1月1日国务院令第3号公布）\n".to_owned()),
        Just("<!-- INFO END -->\n".to_owned()),
        Just("第".to_owned()),
        Just("\n".to_owned()),
        "\\PC{0,12}",
    ]
}

fn compact(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_bytes_are_read_or_refused(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        if let Err(error) = read("a.md", &bytes) {
            prop_assert!(!error.zh().is_empty() && !error.to_string().is_empty());
        }
        let zipped = [b"PK\x03\x04word/document.xml", bytes.as_slice()].concat();
        prop_assert!(read("a.docx", &zipped).is_err());
    }

    #[test]
    fn what_is_read_is_read_whole(pieces in proptest::collection::vec(piece(), 0..40)) {
        let text = pieces.concat();
        let printed = compact(&text.replace("<!-- INFO END -->", "\n").replace("&nbsp;", " ").replace("&emsp;", " ").replace("<br>", ""));
        for statute in [read("某.md", text.as_bytes()), read_excerpt("某.md", text.as_bytes())].into_iter().flatten() {
            let rebuilt = compact(&statute.rebuilt());
            prop_assert_eq!(&rebuilt, &printed);
            let keys: Vec<_> = statute.articles.iter().map(|article| article.key).collect();
            prop_assert!(keys.windows(2).all(|pair| pair[0] < pair[1]), "{:?}", keys);
            for article in &statute.articles {
                let whole: String = paragraphs(&article.text).iter().map(statute_text::Paragraph::whole).collect();
                prop_assert!(whole.len() >= article.text.len() / 8);
            }
        }
        if let Ok(all) = read_all("某.md", text.as_bytes()) {
            let whole: String = all.iter().filter_map(|(_, read)| read.as_ref().ok()).map(statute_text::StatuteText::rebuilt).collect();
            if all.iter().all(|(_, read)| read.is_ok()) {
                prop_assert_eq!(compact(&whole), printed);
            }
        }
    }
}

/// Texts that would take long if a line were looked at again for each other line.
#[test]
fn long_texts_end() {
    for line in [
        "第一条规定的甲\n",
        "第二条甲\n",
        "（一）甲\n",
        "第一章 甲\n",
        "附件\n",
        "第",
        "（",
        "<!--",
        "2021年",
    ] {
        let text = line.repeat(100_000);
        let articles = read("某法.md", text.as_bytes()).map_or(0, |statute| statute.articles.len());
        assert!(articles <= 1, "{line}");
    }
}
