//! DOCX files and ZIP archives, made here.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on ends here")]

use std::io::{Cursor, Write as _};

use statute_text::{Archive, NotAStatute, is_archive, read};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

fn pack(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in files {
        writer
            .start_file(*name, SimpleFileOptions::default())
            .unwrap();
        writer.write_all(bytes).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

fn docx(body: &str) -> Vec<u8> {
    let xml = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><w:document xmlns:w=\"w\" xmlns:mc=\"mc\"><w:body>{body}</w:body></w:document>"
    );
    pack(&[
        ("[Content_Types].xml", b"<Types/>"),
        ("word/document.xml", xml.as_bytes()),
    ])
}

fn paragraph(text: &str) -> String {
    format!("<w:p><w:r><w:t xml:space=\"preserve\">{text}</w:t></w:r></w:p>")
}

#[test]
fn a_docx_is_read_as_its_paragraphs() {
    let body = [
        paragraph("某某办法"),
        paragraph("第一条　甲 &lt;乙&gt; &#x4e19;"),
        "<w:p><w:r><w:t>第二</w:t></w:r><w:r><w:t>条</w:t><w:tab/><w:t>丁</w:t></w:r><w:del><w:r><w:delText>戊</w:delText></w:r></w:del></w:p>".to_owned(),
        "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>子</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>丑</w:t></w:r></w:p></w:tc></w:tr></w:tbl>".to_owned(),
        paragraph("第三条 己"),
    ]
    .concat();
    let statute = read("某某办法.docx", &docx(&body)).unwrap();
    let texts: Vec<_> = statute
        .articles
        .iter()
        .map(|article| (article.label.as_str(), article.text.as_str()))
        .collect();
    assert_eq!(
        texts,
        [
            ("第一条", "甲 <乙> 丙"),
            ("第二条", "丁\n子 | 丑 |"),
            ("第三条", "己")
        ]
    );
    assert_eq!(statute.encoding, None);
}

#[test]
fn a_docx_that_is_none_is_refused() {
    let broken = |bytes: &[u8]| {
        matches!(
            read("a.docx", bytes),
            Err(NotAStatute::Broken {
                container: "DOCX",
                ..
            })
        )
    };
    assert!(broken(&docx("<w:p></w:q>")));
    assert!(broken(&docx(&paragraph("&bomb;"))));
    assert!(broken(b"PK\x03\x04word/document.xml"));
    let typed = pack(&[("word/document.xml", b"<!DOCTYPE a [<!ENTITY b \"c\">]><a/>")]);
    assert!(broken(&typed));
}

#[test]
fn a_docx_that_swells_is_refused() {
    let bomb = pack(&[("word/document.xml", &vec![b' '; 70 << 20])]);
    assert!(bomb.len() < 1 << 20);
    assert!(matches!(
        read("a.docx", &bomb),
        Err(NotAStatute::TooLarge { .. })
    ));
}

#[test]
fn an_archive_gives_its_files() {
    let text = "某法\n第一条 甲".as_bytes();
    let bytes = pack(&[
        (
            "行政法规/某条例(2020-01-01).md",
            "# 某条例\n第一条 甲".as_bytes(),
        ),
        ("__MACOSX/._a", b"x"),
        ("行政法规/README.md", b"# Read me"),
        ("../out.md", text),
        ("a/../../out.md", text),
        ("/etc/out.md", text),
        ("C:\\out.md", text),
    ]);
    assert!(is_archive(&bytes));
    assert!(!is_archive(&docx("")));
    let files: Vec<_> = Archive::open(&bytes).unwrap().collect();
    assert_eq!(files.len(), 5);
    let (name, first) = &files[0];
    let statute = read(name, first.as_ref().unwrap()).unwrap();
    assert_eq!(statute.rank.map(statute::Rank::zh), Some("行政法规"));
    for (name, refused) in &files[1..] {
        assert_eq!(
            refused,
            &Err(NotAStatute::Path { name: name.clone() }),
            "{name}"
        );
    }
    assert!(Archive::open(b"PK\x03\x04").is_err());
}

#[test]
fn a_file_of_an_archive_that_swells_is_refused() {
    let bytes = pack(&[
        ("a.md", &vec![b' '; 33 << 20]),
        ("b.md", "某法\n第一条 甲".as_bytes()),
    ]);
    let files: Vec<_> = Archive::open(&bytes).unwrap().collect();
    assert!(matches!(files[0].1, Err(NotAStatute::TooLarge { .. })));
    assert!(read(&files[1].0, files[1].1.as_ref().unwrap()).is_ok());
}
