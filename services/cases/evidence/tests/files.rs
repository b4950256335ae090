//! What is taken as a file of evidence, and every way in which a file is not.

#![expect(
    clippy::unwrap_used,
    reason = "a test ends where something is not as it says"
)]

use std::io::{Cursor, Write as _};

use cases_domain::EvidenceKind;
use cases_evidence::{Class, FileType, Looked, Rejected, bound, examine, name, preview, takes};
use flate2::Compression;
use flate2::write::ZlibEncoder;
use image::{DynamicImage, ImageFormat, RgbImage};
use proptest::prelude::*;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

const LARGEST: u64 = 2 * 1024 * 1024 * 1024;
const KINDS: [EvidenceKind; 8] = [
    EvidenceKind::Documentary,
    EvidenceKind::Physical,
    EvidenceKind::Audiovisual,
    EvidenceKind::Electronic,
    EvidenceKind::Testimony,
    EvidenceKind::PartyStatement,
    EvidenceKind::ExpertOpinion,
    EvidenceKind::SiteRecord,
];

fn whole(called: &str, bytes: &[u8]) -> Result<FileType, Rejected> {
    examine(called, bytes.len() as u64, Looked::Whole(bytes), LARGEST)
}

fn picture(format: ImageFormat) -> Vec<u8> {
    sized(format, 40, 30)
}

fn sized(format: ImageFormat, width: u32, height: u32) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    let pixels = RgbImage::from_fn(width, height, |x, y| {
        image::Rgb([
            u8::try_from(x % 256).unwrap(),
            u8::try_from(y % 256).unwrap(),
            7,
        ])
    });
    DynamicImage::ImageRgb8(pixels)
        .write_to(&mut bytes, format)
        .unwrap();
    bytes.into_inner()
}

fn archive(entries: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let packed = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
    for (name, bytes) in entries {
        zip.start_file(*name, packed).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

fn docx() -> Vec<u8> {
    archive(&[
        ("[Content_Types].xml", b"<Types/>"),
        ("word/document.xml", b"<w:document/>"),
    ])
}

fn pdf(body: &str) -> Vec<u8> {
    format!(
        "%PDF-1.7\n1 0 obj\n<< /Type /Catalog {body} >>\nendobj\ntrailer << /Root 1 0 R >>\n%%EOF\n"
    )
    .into_bytes()
}

fn pdf_with_object_stream(inside: &str) -> Vec<u8> {
    let mut packed = ZlibEncoder::new(Vec::new(), Compression::best());
    packed.write_all(inside.as_bytes()).unwrap();
    let packed = packed.finish().unwrap();
    let mut bytes = format!(
        "%PDF-1.7\n5 0 obj\n<< /Type /ObjStm /N 1 /First 4 /Filter /FlateDecode /Length {} >>\nstream\n",
        packed.len()
    )
    .into_bytes();
    bytes.extend(packed);
    bytes.extend(b"\nendstream\nendobj\n%%EOF\n");
    bytes
}

fn mp4() -> Vec<u8> {
    let mut bytes = b"\0\0\0\x20ftypisom\0\0\x02\0isomiso2avc1mp41".to_vec();
    bytes.extend(b"\0\0\0\x08free");
    bytes
}

#[test]
fn what_is_taken_is_what_it_says() {
    let wav = b"RIFF\x24\0\0\0WAVEfmt \x10\0\0\0".to_vec();
    let taken: [(&str, Vec<u8>, FileType); 13] = [
        ("现场照片1.jpg", picture(ImageFormat::Jpeg), FileType::Jpeg),
        ("IMG_0001.JPEG", picture(ImageFormat::Jpeg), FileType::Jpeg),
        ("截图.png", picture(ImageFormat::Png), FileType::Png),
        ("a.webp", picture(ImageFormat::WebP), FileType::Webp),
        ("a.bmp", picture(ImageFormat::Bmp), FileType::Bmp),
        ("营业执照.pdf", pdf(""), FileType::Pdf),
        (
            "合同.pdf",
            pdf_with_object_stream("1 0 << /Type /Page >>"),
            FileType::Pdf,
        ),
        ("说明.docx", docx(), FileType::Docx),
        (
            "台账.xlsx",
            archive(&[("xl/workbook.xml", b"<w/>")]),
            FileType::Xlsx,
        ),
        ("版式.ofd", archive(&[("OFD.xml", b"<o/>")]), FileType::Ofd),
        ("录像.mp4", mp4(), FileType::Mp4),
        ("录音.wav", wav, FileType::Wav),
        (
            "聊天记录.zip",
            archive(&[("a/聊天.txt", b"text")]),
            FileType::Zip,
        ),
    ];
    for (called, bytes, file) in taken {
        assert_eq!(whole(called, &bytes), Ok(file), "{called}");
    }
    assert_eq!(
        whole("说明.txt", "进货三批，共120件。".as_bytes()),
        Ok(FileType::Text)
    );
    let (gbk, ..) = encoding_rs::GB18030.encode("数据,金额\n");
    assert_eq!(whole("导出.csv", &gbk), Ok(FileType::Text));
    // A recording is told by its beginning.
    let mut film = mp4();
    film.resize(100_000, 1);
    assert_eq!(
        examine("a.mp4", 1 << 30, Looked::Head(&film), LARGEST),
        Ok(FileType::Mp4)
    );
}

#[test]
fn every_kind_takes_something_and_only_electronic_data_is_of_any_type() {
    for kind in KINDS {
        let taken = FileType::ALL.into_iter().filter(|file| takes(kind, *file));
        let everything = taken.clone().count() == FileType::ALL.len();
        assert_eq!(everything, kind == EvidenceKind::Electronic, "{kind:?}");
        assert!(
            taken.clone().any(|it| it.class() == Class::Picture),
            "{kind:?}"
        );
        // What cannot be looked at by itself is data taken out of a machine.
        let packed = taken.clone().any(|it| it == FileType::Zip);
        assert_eq!(packed, kind == EvidenceKind::Electronic);
    }
    assert!(!takes(EvidenceKind::Documentary, FileType::Mp4));
    assert!(!takes(EvidenceKind::Audiovisual, FileType::Docx));
    assert!(takes(EvidenceKind::SiteRecord, FileType::Mp4));
    let endings = FileType::ALL.iter().flat_map(|it| it.endings());
    for ending in endings {
        let file = FileType::ending(ending).unwrap();
        assert!(file.endings().contains(ending));
    }
}

#[test]
fn a_right_name_does_not_make_a_right_type() {
    let page = b"<!DOCTYPE html><html><script>alert(1)</script></html>";
    let svg = b"\xEF\xBB\xBF \n<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>";
    let png = picture(ImageFormat::Png);
    for called in [
        "a.jpg", "a.png", "a.pdf", "a.docx", "a.txt", "a.mp4", "a.zip",
    ] {
        for bytes in [&page[..], &svg[..]] {
            assert!(
                matches!(whole(called, bytes), Err(Rejected::Active(_))),
                "{called}"
            );
        }
    }
    let differs = Err(Rejected::Differs {
        named: FileType::Jpeg,
        found: FileType::Png,
    });
    assert_eq!(whole("a.jpg", &png), differs);
    assert!(matches!(
        whole("a.docx", &archive(&[("x.txt", b"x")])),
        Err(Rejected::Differs { .. })
    ));
    assert!(matches!(
        whole("a.pdf", &mp4()),
        Err(Rejected::Differs { .. })
    ));
    assert_eq!(
        whole("a.jpg", b"MZ\x90\0 This program cannot be run"),
        Err(Rejected::Unknown)
    );
    assert_eq!(whole("a.txt", b"text\0text"), Err(Rejected::Unknown));
    assert_eq!(whole("a.txt", &[0xFF, 0xFE, 0xFF]), Err(Rejected::Unknown));
    // The beginning alone says nothing of what is no recording.
    let looked = Looked::Head(&png);
    assert_eq!(
        examine("a.png", 1 << 20, looked, LARGEST),
        Err(Rejected::Unknown)
    );
}

#[test]
fn svg_and_programs_are_not_taken_by_their_name() {
    for called in [
        "a.svg", "a.html", "a.exe", "a.js", "a.doc", "a.docm", "a.apk", "a",
    ] {
        assert!(matches!(name(called), Err(Rejected::Ending(_))), "{called}");
    }
}

#[test]
fn names_that_mislead_are_refused() {
    let long = format!("{}.jpg", "长".repeat(84));
    let names = [
        "",
        " ",
        "../a.jpg",
        "..\\a.jpg",
        "/etc/a.jpg",
        "C:a.jpg",
        "a\0.jpg",
        "a\n.jpg",
        "photo\u{202E}gpj.exe.jpg",
        "a\u{200B}.jpg",
        "\u{FEFF}a.jpg",
        "a\u{2066}.jpg",
        "CON.jpg",
        "con.tar.jpg",
        "NUL .jpg",
        "Com1.jpg",
        "LPT9.jpg",
        "COM\u{b9}.jpg",
        "prn.jpg",
        ".jpg",
        "a.jpg.",
        "a.jpg ",
        " a.jpg",
        "a?.jpg",
        "a<b>.jpg",
        "a|b.jpg",
        "a\"b.jpg",
        "a*.jpg",
        long.as_str(),
    ];
    for called in names {
        assert!(matches!(name(called), Err(Rejected::Name(_))), "{called:?}");
    }
    for called in [
        "CONTRACT.jpg",
        "communication.jpg",
        "现场 照片（1）.jpg",
        "com10.jpg",
        "a.b.c.jpg",
    ] {
        assert_eq!(name(called), Ok(FileType::Jpeg), "{called}");
    }
}

#[test]
fn sizes_have_bounds_before_a_byte_is_sent() {
    let declared = |called: &str, size| examine(called, size, Looked::Head(&[]), LARGEST);
    assert_eq!(declared("a.jpg", 0), Err(Rejected::Empty));
    let four_gb = 4 * 1024 * 1024 * 1024;
    for file in FileType::ALL {
        let called = format!("a.{}", file.endings()[0]);
        let refused = declared(&called, four_gb);
        let most = bound(file, LARGEST);
        assert_eq!(
            refused,
            Err(Rejected::TooLarge {
                size: four_gb,
                most
            }),
            "{called}"
        );
        assert!(most <= LARGEST);
    }
    assert_eq!(bound(FileType::Mp4, LARGEST), LARGEST);
    assert_eq!(bound(FileType::Jpeg, 1000), 1000);
}

/// A PNG of one pixel whose header claims another size, with the checksum that goes with it.
fn claiming(width: u32, height: u32) -> Vec<u8> {
    let mut bytes = sized(ImageFormat::Png, 1, 1);
    bytes[16..20].copy_from_slice(&width.to_be_bytes());
    bytes[20..24].copy_from_slice(&height.to_be_bytes());
    let mut crc = flate2::Crc::new();
    crc.update(&bytes[12..29]);
    bytes[29..33].copy_from_slice(&crc.sum().to_be_bytes());
    bytes
}

#[test]
fn a_picture_of_fifty_thousand_pixels_square_is_refused_by_its_header() {
    let bomb = claiming(50_000, 50_000);
    assert!(bomb.len() < 1000);
    assert!(matches!(whole("a.png", &bomb), Err(Rejected::Bomb(_))));
    assert!(matches!(
        preview(FileType::Png, &bomb),
        Err(Rejected::Bomb(_))
    ));
    // Within the bound of what is kept, beyond that of what is decoded.
    let large = claiming(12_000, 10_000);
    assert_eq!(whole("a.png", &large), Ok(FileType::Png));
    assert!(matches!(
        preview(FileType::Png, &large),
        Err(Rejected::Bomb(_))
    ));
    // A header that lies about a small picture.
    let lie = claiming(3_000, 3_000);
    assert!(matches!(
        preview(FileType::Png, &lie),
        Err(Rejected::Damaged(_))
    ));
    assert!(matches!(
        whole("a.png", &picture(ImageFormat::Png)[..20]),
        Err(Rejected::Damaged(_))
    ));
}

#[test]
fn archives_that_swell_hide_or_lead_out_are_refused() {
    let zeros = vec![0; 64 * 1024 * 1024];
    let bomb = archive(&[("a", &zeros)]);
    assert!(bomb.len() < 100_000);
    assert!(matches!(whole("a.zip", &bomb), Err(Rejected::Bomb(_))));
    let in_a_document = archive(&[("word/document.xml", &zeros)]);
    assert!(matches!(
        whole("a.docx", &in_a_document),
        Err(Rejected::Bomb(_))
    ));

    // The directory claims less than comes out.
    let mut lie = archive(&[("a", &zeros)]);
    let directory = lie.windows(4).rposition(|it| it == b"PK\x01\x02").unwrap();
    lie[directory + 24..directory + 28].copy_from_slice(&10_u32.to_le_bytes());
    assert!(whole("a.zip", &lie).is_err());

    let nested = archive(&[("inner.zip", &archive(&[("a", b"a")]))]);
    assert!(matches!(whole("a.zip", &nested), Err(Rejected::Active(_))));
    for path in ["../../etc/passwd", "/etc/passwd", "a\\..\\..\\b"] {
        let leading_out = archive(&[(path, b"x")]);
        assert!(
            matches!(whole("a.zip", &leading_out), Err(Rejected::Active(_))),
            "{path}"
        );
    }
    let with_macros = archive(&[
        ("word/document.xml", b"<w/>"),
        ("word/vbaProject.bin", b"x"),
    ]);
    assert!(matches!(
        whole("a.docx", &with_macros),
        Err(Rejected::Active(_))
    ));
    let cut = &docx()[..60];
    assert!(matches!(whole("a.docx", cut), Err(Rejected::Damaged(_))));

    // Two entries of the directory that share the same bytes.
    let mut overlapping = archive(&[("a", &[7; 5000]), ("b", &[7; 5000])]);
    let second = overlapping
        .windows(4)
        .rposition(|it| it == b"PK\x01\x02")
        .unwrap();
    overlapping[second + 42..second + 46].copy_from_slice(&0_u32.to_le_bytes());
    assert!(whole("a.zip", &overlapping).is_err());

    let mut many = ZipWriter::new(Cursor::new(Vec::new()));
    for number in 0..10_001 {
        many.start_file(format!("{number}"), SimpleFileOptions::default())
            .unwrap();
    }
    let many = many.finish().unwrap().into_inner();
    assert!(matches!(whole("a.zip", &many), Err(Rejected::Bomb(_))));
}

#[test]
fn a_picture_that_is_an_archive_or_a_page_too_is_refused() {
    let mut polyglot = picture(ImageFormat::Jpeg);
    polyglot.extend(archive(&[("a.txt", b"x")]));
    assert!(matches!(
        whole("a.jpg", &polyglot),
        Err(Rejected::Active(_))
    ));
    let mut page = picture(ImageFormat::Png);
    page.extend(b"<ScRiPt>alert(1)</script>");
    assert!(matches!(whole("a.png", &page), Err(Rejected::Active(_))));
    let mut document = pdf("");
    document.extend(archive(&[("a.txt", b"x")]));
    assert!(whole("a.pdf", &document).is_err());
    let mut film = mp4();
    film.extend(b"<html><body>");
    assert!(matches!(whole("a.mp4", &film), Err(Rejected::Active(_))));
}

#[test]
fn a_pdf_that_acts_or_hides_is_refused() {
    let bodies = [
        "/OpenAction << /S /JavaScript /JS (app.alert(1)) >>",
        "/OpenAction << /S /Java#53cript /JS (x) >>",
        "/AA << /O << /S /Launch /F (cmd.exe) >> >>",
        "/Names << /EmbeddedFiles 3 0 R >>",
        "/Type /EmbeddedFile",
        "/AcroForm << /XFA 4 0 R >>",
        "/Subtype /RichMedia",
        "/S /SubmitForm",
        "/S /ImportData",
        "/S /Rendition /JS (x)",
        "/Encrypt 9 0 R",
    ];
    for body in bodies {
        assert!(
            matches!(whole("a.pdf", &pdf(body)), Err(Rejected::Active(_))),
            "{body}"
        );
        let hidden = pdf_with_object_stream(&format!("1 0 << {body} >>"));
        if !body.contains("Encrypt") {
            assert!(
                matches!(whole("a.pdf", &hidden), Err(Rejected::Active(_))),
                "{body}"
            );
        }
    }
    let swelling = pdf_with_object_stream(&" ".repeat(65 * 1024 * 1024));
    assert!(matches!(whole("a.pdf", &swelling), Err(Rejected::Bomb(_))));
    let other = pdf_with_object_stream("1 0 <<>>");
    let other = String::from_utf8_lossy(&other).replace("/FlateDecode", "/LZWDecode");
    assert!(whole("a.pdf", other.as_bytes()).is_err());
    assert!(matches!(
        whole("a.pdf", b"%PDF-1.7 and no end"),
        Err(Rejected::Damaged(_))
    ));
    // A word of a text is no name of an action.
    assert_eq!(
        whole("a.pdf", &pdf("/Title (JavaScript and Launch)")),
        Ok(FileType::Pdf)
    );
}

#[test]
fn an_object_stream_that_hides_from_the_look_is_refused() {
    let script = "1 0 << /S /JavaScript /JS (app.alert(1)) >>";
    let hiding = |by: &str| {
        let bytes = pdf_with_object_stream(script);
        let at = bytes.windows(6).position(|it| it == b" /N 1 ").unwrap();
        [&bytes[..at], by.as_bytes(), &bytes[at..]].concat()
    };
    let padding = format!(" /X ({})", " ".repeat(2000));
    for by in [" /X (obj)", " /X (stream)", &padding] {
        assert!(
            matches!(whole("a.pdf", &hiding(by)), Err(Rejected::Active(_))),
            "{by}"
        );
    }
}

/// A JPEG with an EXIF segment: turned by 90 degrees, with a place.
fn taken_by_a_phone() -> Vec<u8> {
    let plain = sized(ImageFormat::Jpeg, 1600, 800);
    let mut exif = b"Exif\0\0MM\0\x2a\0\0\0\x08\0\x02".to_vec();
    exif.extend(b"\x01\x12\0\x03\0\0\0\x01\0\x06\0\0");
    exif.extend(b"\x88\x25\0\x04\0\0\0\x01\0\0\0\x26");
    exif.extend(b"\0\0\0\0\0\x01\0\x01\0\x02\0\0\0\x02N\0\0\0\0\0\0\0GPS-25.09N");
    let mut bytes = plain[..2].to_vec();
    bytes.extend([0xFF, 0xE1]);
    bytes.extend(u16::try_from(exif.len() + 2).unwrap().to_be_bytes());
    bytes.extend(exif);
    bytes.extend(&plain[2..]);
    bytes
}

#[test]
fn a_preview_is_upright_small_and_tells_no_place() {
    let original = taken_by_a_phone();
    assert_eq!(whole("a.jpg", &original), Ok(FileType::Jpeg));
    let has = |bytes: &[u8], word: &[u8]| bytes.windows(word.len()).any(|it| it == word);
    assert!(has(&original, b"Exif") && has(&original, b"GPS-25.09N"));
    let preview = preview(FileType::Jpeg, &original).unwrap();
    assert_eq!((preview.width, preview.height), (640, 1280));
    assert!(!has(&preview.jpeg, b"Exif") && !has(&preview.jpeg, b"GPS"));
    assert_eq!(whole("a.jpg", &preview.jpeg), Ok(FileType::Jpeg));
    assert!(preview.jpeg.len() < original.len());
    for format in [ImageFormat::Png, ImageFormat::WebP, ImageFormat::Bmp] {
        let file = match format {
            ImageFormat::Png => FileType::Png,
            ImageFormat::WebP => FileType::Webp,
            _ => FileType::Bmp,
        };
        let small = cases_evidence::preview(file, &picture(format)).unwrap();
        assert_eq!((small.width, small.height), (40, 30));
    }
    assert_eq!(
        cases_evidence::preview(FileType::Pdf, &pdf("")),
        Err(Rejected::Unknown)
    );
}

#[test]
fn every_refusal_says_in_chinese_what_is_wrong() {
    let refusals = [
        Rejected::Name("不能为空".to_owned()),
        Rejected::Ending(String::new()),
        Rejected::Ending("exe".to_owned()),
        Rejected::Empty,
        Rejected::TooLarge { size: 2, most: 1 },
        Rejected::Unknown,
        Rejected::Differs {
            named: FileType::Jpeg,
            found: FileType::Mp4,
        },
        Rejected::Damaged("x".to_owned()),
        Rejected::Bomb("x".to_owned()),
        Rejected::Active("x".to_owned()),
    ];
    for refusal in refusals {
        assert!(
            refusal.zh().starts_with("文件") || refusal.zh().starts_with("不接收"),
            "{refusal}"
        );
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn no_name_and_no_bytes_make_the_examination_fall_over(
        called in ".{0,40}",
        bytes in prop::collection::vec(any::<u8>(), 0..600),
        ending in 0_usize..19,
        head in 0_usize..7,
    ) {
        let heads: [&[u8]; 7] = [b"", b"%PDF-1.4 stream /ObjStm", b"PK\x03\x04", b"\xFF\xD8\xFF\xE0", b"\x89PNG\r\n\x1a\n", b"RIFF....WEBP", b"BM"];
        let bytes = [heads[head], &bytes, b"%%EOF"].concat();
        let _ = whole(&called, &bytes);
        let named = format!("a.{}", FileType::ALL[ending].endings()[0]);
        let _ = whole(&named, &bytes);
        let _ = preview(FileType::ALL[ending], &bytes);
    }

    #[test]
    fn a_name_that_is_taken_holds_nothing_that_leads_elsewhere(called in "[\\PC]{0,12}\\.(jpg|JPG)") {
        if name(&called).is_ok() {
            let odd = ['/', '\\', ':', '\0', '\u{202E}', '\u{200F}'];
            prop_assert!(!called.contains(odd));
            prop_assert!(called.len() <= 255);
        }
    }

    #[test]
    fn a_changed_byte_of_a_document_never_lets_a_script_in(at in 0_usize..120, byte in any::<u8>()) {
        let mut bytes = pdf("/OpenAction << /S /JavaScript /JS (x) >>  /OpenAction << /S /JavaScript /JS (y) >>");
        let at = at % bytes.len();
        bytes[at] = byte;
        prop_assert!(whole("a.pdf", &bytes).is_err());
    }
}
