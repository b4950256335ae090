//! What papers look like: the first pages of the samples against the pictures of docs/documents.md.
//!
//! `YIFA_UPDATE=1` writes the pictures anew; look at them before committing them.

use std::fs;
use std::path::PathBuf;

use form::Sheet;
use press::Wording;

use crate::{PRESS, poppler, sample};

/// The samples: what is printed, and under which name its picture stands in the docs.
const SAMPLES: [&str; 14] = [
    "JD03",
    "JD04",
    "GZ01",
    "GZ02",
    "JC04",
    "JC09",
    "DC04",
    "DC11",
    "DC11-list",
    "QZ02",
    "ZX01",
    "LA02",
    "JA01",
    "JA02-cover",
];
/// Dots in an inch: enough to see what moved, few enough that a picture is small.
const RESOLUTION: &str = "72";
/// Dots that may differ much, of a thousand: another release of poppler smooths letters otherwise.
const TOLERATED: usize = 12;
/// What much is, of 255.
const MUCH: u8 = 96;

#[derive(Debug)]
struct Picture {
    width: usize,
    height: usize,
    dots: Vec<u8>,
}

/// The first page in grey.
fn drawn(name: &str) -> Picture {
    let sample = sample(name);
    let sheet = Sheet {
        form: sample.form,
        data: &sample.data,
    };
    let paper = PRESS
        .print(&Wording::built_in(sample.form), sheet, sample.made_at)
        .unwrap_or_else(|error| panic!("{name}: {}", error.zh()));
    let arguments = ["-gray", "-r", RESOLUTION, "-f", "1", "-l", "1", "-", "-"];
    read_pgm(&poppler("pdftoppm", &arguments[..8], &paper.pdf))
}

/// A grey picture as pdftoppm writes it: `P5 width height 255` and the dots.
fn read_pgm(bytes: &[u8]) -> Picture {
    let mut words = Vec::new();
    let mut at = 0;
    while words.len() < 4 {
        let end = at
            + bytes[at..]
                .iter()
                .position(u8::is_ascii_whitespace)
                .unwrap();
        words.push(std::str::from_utf8(&bytes[at..end]).unwrap());
        at = end + 1;
    }
    assert_eq!((words[0], words[3]), ("P5", "255"));
    Picture {
        width: words[1].parse().unwrap(),
        height: words[2].parse().unwrap(),
        dots: bytes[at..].to_vec(),
    }
}

fn path(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(format!("../../docs/pictures/{name}.png"))
}

fn kept(name: &str) -> Picture {
    let file = fs::File::open(path(name)).unwrap_or_else(|error| panic!("{name}: {error}"));
    let mut reader = png::Decoder::new(std::io::BufReader::new(file))
        .read_info()
        .unwrap();
    let mut dots = vec![0; reader.output_buffer_size().unwrap()];
    let info = reader.next_frame(&mut dots).unwrap();
    assert_eq!(info.color_type, png::ColorType::Grayscale, "{name}");
    dots.truncate(info.buffer_size());
    Picture {
        width: info.width as usize,
        height: info.height as usize,
        dots,
    }
}

fn keep(name: &str, picture: &Picture) {
    let file = fs::File::create(path(name)).unwrap();
    let size = |length: usize| u32::try_from(length).unwrap();
    let mut encoder = png::Encoder::new(file, size(picture.width), size(picture.height));
    encoder.set_color(png::ColorType::Grayscale);
    encoder.set_depth(png::BitDepth::Eight);
    encoder.set_compression(png::Compression::High);
    encoder
        .write_header()
        .unwrap()
        .write_image_data(&picture.dots)
        .unwrap();
}

/// Dots that differ much, of a thousand; all, if the pages are not of one size.
fn difference(a: &Picture, b: &Picture) -> usize {
    if (a.width, a.height, a.dots.len()) != (b.width, b.height, b.dots.len()) {
        return 1000;
    }
    let pairs = a.dots.iter().zip(&b.dots);
    let much = pairs.filter(|(a, b)| a.abs_diff(**b) > MUCH).count();
    much * 1000 / a.dots.len()
}

#[test]
fn the_samples_look_as_the_docs_show_them() {
    let update = std::env::var_os("YIFA_UPDATE").is_some();
    let mut differing = Vec::new();
    for name in SAMPLES {
        let drawn = drawn(name);
        if update {
            keep(name, &drawn);
        }
        let found = difference(&drawn, &kept(name));
        if found > TOLERATED {
            differing.push((name, found));
        }
        let size = fs::metadata(path(name)).unwrap().len();
        assert!(size < 100_000, "{name} has {size} bytes");
    }
    assert_eq!(differing, [], "dots that differ, of a thousand");
}

#[test]
fn the_comparison_sees_another_paper_and_a_line_that_is_gone() {
    let notice = drawn("JC09");
    assert!(difference(&notice, &drawn("QZ02")) > TOLERATED);
    let mut without = sample("JC09");
    without.data.insert("correction".into(), "甲".into());
    let sheet = Sheet {
        form: without.form,
        data: &without.data,
    };
    let paper = PRESS
        .print(&Wording::built_in(without.form), sheet, without.made_at)
        .unwrap();
    let arguments = ["-gray", "-r", RESOLUTION, "-f", "1", "-l", "1", "-"];
    let other = read_pgm(&poppler("pdftoppm", &arguments, &paper.pdf));
    assert!(
        difference(&notice, &other) > TOLERATED,
        "{}",
        difference(&notice, &other)
    );
}
