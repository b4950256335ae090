//! Files as people send them: good, wrong and hostile.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on ends here")]

use std::io::{Cursor, Write as _};

use proptest::prelude::*;
use rust_xlsxwriter::{ExcelDateTime, Format, Formula, Workbook};
use sheet::{BadCell, Cell, CsvWriter, Limits, Refused, Row, Sheet, Writer, XlsxWriter};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

fn read(bytes: &[u8]) -> Result<(Vec<Row>, Vec<String>), Refused> {
    read_within(bytes, &Limits::REGISTRY)
}

fn read_within(bytes: &[u8], limits: &Limits) -> Result<(Vec<Row>, Vec<String>), Refused> {
    let mut rows = Vec::new();
    let heard = sheet::read(bytes, limits, &mut |row| {
        rows.push(row);
        Ok(())
    })?;
    Ok((rows, heard.remarks))
}

fn texts(rows: &[Row]) -> Vec<Vec<&str>> {
    rows.iter()
        .map(|row| row.cells.iter().map(Cell::shown).collect())
        .collect()
}

fn made(fill: impl FnOnce(&mut rust_xlsxwriter::Worksheet)) -> Vec<u8> {
    let mut workbook = Workbook::new();
    fill(workbook.add_worksheet());
    workbook.save_to_buffer().unwrap()
}

fn zipped(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
    for (name, content) in files {
        zip.start_file(*name, options).unwrap();
        zip.write_all(content).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

#[test]
fn a_workbook_reads_as_it_was_typed() {
    let bytes = made(|sheet| {
        let day = Format::new().set_num_format("yyyy-mm-dd");
        sheet.write_string(0, 0, "编号").unwrap();
        sheet.write_string(0, 1, "日期").unwrap();
        sheet.write_string(2, 0, "00123").unwrap();
        let date = ExcelDateTime::from_ymd(2026, 11, 22).unwrap();
        sheet.write_datetime_with_format(2, 1, &date, &day).unwrap();
        sheet.write_number(3, 0, 13_800_138_000.0).unwrap();
        sheet.write_number(3, 1, 12.5).unwrap();
        sheet.write_boolean(3, 2, true).unwrap();
    });
    let (rows, _) = read(&bytes).unwrap();
    assert_eq!(
        texts(&rows),
        [
            vec!["编号", "日期"],
            vec!["00123", "2026-11-22"],
            vec!["13800138000", "12.5", "是"]
        ]
    );
    assert_eq!(
        rows.iter().map(|row| row.number).collect::<Vec<_>>(),
        [1, 3, 4]
    );
}

#[test]
fn a_formula_and_a_number_without_its_last_digits_are_named_by_their_cell() {
    let bytes = made(|sheet| {
        sheet.write_string(0, 0, "证件号码").unwrap();
        sheet
            .write_number(1, 0, 350_604_199_001_011_234_f64)
            .unwrap();
        sheet
            .write_formula(2, 1, Formula::new("1+1").set_result("2"))
            .unwrap();
    });
    let (rows, _) = read(&bytes).unwrap();
    assert!(matches!(
        rows[1].cells[0],
        Cell::Bad(BadCell::LostDigits, _)
    ));
    assert_eq!(
        rows[2].cells[1],
        Cell::Bad(BadCell::Formula, "2".to_owned())
    );
    assert!(BadCell::LostDigits.zh().contains("文本格式"));
}

#[test]
fn merged_cells_macros_and_links_are_refused() {
    let merged = made(|sheet| {
        sheet
            .merge_range(1, 0, 2, 1, "合并", &Format::new())
            .unwrap();
    });
    assert_eq!(read(&merged), Err(Refused::Merged("A2:B3".to_owned())));
    let macros = zipped(&[
        ("xl/workbook.xml", b"<workbook/>"),
        ("xl/vbaProject.bin", b"x"),
    ]);
    assert_eq!(read(&macros), Err(Refused::Macros));
    let linked = zipped(&[
        ("xl/workbook.xml", b"<workbook/>"),
        ("xl/externalLinks/externalLink1.xml", b"x"),
    ]);
    assert!(matches!(read(&linked), Err(Refused::External(_))));
}

#[test]
fn a_wrong_kind_of_file_under_a_right_name_is_told_apart() {
    assert_eq!(read(b""), Err(Refused::Empty));
    assert_eq!(
        read(&[0xD0, 0xCF, 0x11, 0xE0, 0xA1]),
        Err(Refused::OldOrEncrypted)
    );
    assert_eq!(
        read(b"<html><table><tr><td>1</td></tr></table></html>"),
        Err(Refused::WebPage)
    );
    assert_eq!(
        read(&zipped(&[("a.txt", b"x")])),
        Err(Refused::NoWorkbook("zip"))
    );
    assert_eq!(
        read(&zipped(&[("word/document.xml", b"x")])),
        Err(Refused::NoWorkbook("docx"))
    );
    assert_eq!(
        read(&zipped(&[("xl/workbook.xml", b"nonsense")])),
        Err(Refused::Damaged)
    );
    assert_eq!(read(b"PK\x03\x04 and no more"), Err(Refused::Damaged));
    assert_eq!(read(b"%PDF-1.7\n"), Err(Refused::NoTable));
    assert_eq!(read(b"a\0b"), Err(Refused::NoTable));
    assert_eq!(read(&[0xFF, 0x80, 0xFF, b'\n']), Err(Refused::Encoding));
}

#[test]
fn a_bomb_is_refused_by_what_it_claims_and_by_what_it_holds() {
    let zeros = vec![b'0'; 40 * 1024 * 1024];
    let bomb = zipped(&[
        ("xl/workbook.xml", b"<workbook/>"),
        ("xl/worksheets/sheet1.xml", &zeros),
    ]);
    assert!(bomb.len() < 200_000);
    assert!(matches!(read(&bomb), Err(Refused::Bomb(_))));
    // The same with a directory that claims ten bytes.
    let mut lying = bomb.clone();
    let size = u32::try_from(zeros.len()).unwrap().to_le_bytes();
    for at in 0..lying.len() - 4 {
        if lying[at..at + 4] == size {
            lying[at..at + 4].copy_from_slice(&10_u32.to_le_bytes());
        }
    }
    assert_ne!(lying, bomb);
    assert!(matches!(
        read(&lying),
        Err(Refused::Bomb(_) | Refused::Damaged)
    ));
    let many: Vec<(String, Vec<u8>)> = (0..2_100).map(|n| (format!("f{n}"), Vec::new())).collect();
    let many: Vec<(&str, &[u8])> = many
        .iter()
        .map(|(n, c)| (n.as_str(), c.as_slice()))
        .collect();
    assert!(matches!(read(&zipped(&many)), Err(Refused::Bomb(_))));
}

#[test]
fn what_is_too_large_is_refused() {
    let limits = Limits {
        bytes: 1_000_000,
        rows: 3,
        columns: 2,
        cell: 5,
        ..Limits::REGISTRY
    };
    assert_eq!(
        read_within(&vec![b'a'; 1_000_001], &limits),
        Err(Refused::TooLarge(1_000_000))
    );
    assert_eq!(
        read_within(b"1\n2\n3\n4\n", &limits),
        Err(Refused::TooManyRows(3))
    );
    let columns = Refused::TooManyColumns { row: 2, columns: 2 };
    assert_eq!(read_within(b"1\n2,3,4\n", &limits), Err(columns.clone()));
    let (rows, _) = read_within("一二三四五\n一二三四五六\n".as_bytes(), &limits).unwrap();
    assert!(matches!(rows[1].cells[0], Cell::Bad(BadCell::TooLong, _)));
    let low = made(|sheet| {
        sheet.write_string(3, 0, "x").unwrap();
    });
    assert_eq!(read_within(&low, &limits), Err(Refused::TooManyRows(3)));
    let wide = made(|sheet| {
        sheet.write_string(1, 2, "x").unwrap();
    });
    assert_eq!(read_within(&wide, &limits), Err(columns));
}

#[test]
fn csv_is_read_in_every_encoding_that_is_used_here() {
    let text = "编号,名称\r\no-lin,\"林建国，字\n\"\"某\"\"\"\r\n\r\n,最后\r\n";
    let expected = [
        vec!["编号", "名称"],
        vec!["o-lin", "林建国，字\n\"某\""],
        vec!["", "最后"],
    ];
    let utf16: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let gbk = encoding_rs::GBK.encode(text).0.into_owned();
    for (bytes, remark) in [
        (text.as_bytes().to_vec(), None),
        ([b"\xEF\xBB\xBF", text.as_bytes()].concat(), None),
        ([&[0xFF, 0xFE][..], &utf16].concat(), Some("UTF-16")),
        (utf16.clone(), Some("UTF-16")),
        (gbk, Some("文件编码为GBK，已按GBK读取")),
    ] {
        let (rows, remarks) = read(&bytes).unwrap();
        assert_eq!(texts(&rows), expected);
        assert_eq!(
            rows.iter().map(|row| row.number).collect::<Vec<_>>(),
            [1, 2, 4]
        );
        match remark {
            Some(remark) => assert!(remarks.concat().contains(remark), "{remarks:?}"),
            None => assert!(remarks.is_empty()),
        }
    }
    let (rows, _) = read("a\tb\n1\t2".as_bytes()).unwrap();
    assert_eq!(texts(&rows), [["a", "b"], ["1", "2"]]);
}

#[test]
fn the_sheet_that_explains_the_form_is_not_read() {
    let sheet = |name: &str, text: &str| Sheet {
        name: name.to_owned(),
        rows: vec![vec![text.to_owned()]],
        widths: vec![12.0],
    };
    let form =
        sheet::write_workbook(&[sheet("填写说明", "说明"), sheet("执法人员", "编号")]).unwrap();
    let (rows, remarks) = read(&form).unwrap();
    assert_eq!((texts(&rows), remarks), (vec![vec!["编号"]], vec![]));
    let two = sheet::write_workbook(&[sheet("甲", "1"), sheet("乙", "2")]).unwrap();
    let (rows, remarks) = read(&two).unwrap();
    assert_eq!(texts(&rows), [["1"]]);
    assert!(remarks[0].contains('甲'));
}

#[test]
fn a_reader_that_has_enough_stops() {
    let mut taken = 0;
    let heard = sheet::read(b"1\n2\n3\n", &Limits::REGISTRY, &mut |_| {
        taken += 1;
        if taken == 2 { Err(sheet::Stop) } else { Ok(()) }
    });
    assert_eq!((taken, heard.unwrap().rows), (2, 2));
}

fn cells() -> impl Strategy<Value = Vec<Vec<String>>> {
    let cell = "[a-z0-9=+@'林建国，,\"\n -]{0,8}".prop_map(|text| text.trim().to_owned());
    let row = prop::collection::vec(cell, 1..5).prop_filter("holds something", |row| {
        row.last().is_some_and(|cell| !cell.is_empty())
    });
    prop::collection::vec(row, 1..6)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn what_is_written_reads_the_same(rows in cells()) {
        let writers: [Box<dyn Writer>; 2] =
            [Box::new(XlsxWriter::new("数据").unwrap()), Box::new(CsvWriter::new())];
        for mut writer in writers {
            for row in &rows {
                writer.row(row).unwrap();
            }
            let bytes = writer.finish().unwrap();
            let (read, _) = read(&bytes).unwrap();
            prop_assert_eq!(texts(&read), &rows[..]);
        }
    }

    #[test]
    fn no_bytes_break_the_reader(bytes in prop::collection::vec(any::<u8>(), 0..400), head in 0..4_usize) {
        let head: &[u8] = [&b""[..], b"PK\x03\x04", b"\xFF\xFE", b"\xEF\xBB\xBF"][head];
        let _ = read(&[head, &bytes].concat());
    }

    #[test]
    fn no_bent_workbook_breaks_the_reader(bends in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..12)) {
        let mut bytes = made(|sheet| {
            for row in 0..5 {
                sheet.write_string(row, 0, "甲").unwrap();
                sheet.write_number(row, 1, f64::from(row)).unwrap();
            }
        });
        for (at, byte) in bends {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        let _ = read(&bytes);
    }

    #[test]
    fn no_bent_sheet_breaks_the_reader(part in 0..4_usize, cut in any::<prop::sample::Index>(), junk in "[<>/a-zA-Z0-9\"= :]{0,20}") {
        let whole = made(|sheet| {
            sheet.write_string(0, 0, "甲").unwrap();
            sheet.write_formula(1, 0, "A1").unwrap();
        });
        let mut files: Vec<(String, Vec<u8>)> = sheet::archive::unpack(&whole, &Limits::REGISTRY)
            .unwrap()
            .into_iter()
            .map(|entry| (entry.name, entry.content))
            .collect();
        let names = ["xl/worksheets/sheet1.xml", "xl/workbook.xml", "xl/styles.xml", "xl/sharedStrings.xml"];
        if let Some((_, content)) = files.iter_mut().find(|(name, _)| name == names[part]) {
            let at = cut.index(content.len());
            content.splice(at..at, junk.bytes());
        }
        let files: Vec<(&str, &[u8])> = files.iter().map(|(n, c)| (n.as_str(), c.as_slice())).collect();
        let _ = read(&zipped(&files));
    }
}
