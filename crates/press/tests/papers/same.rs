//! The same input makes the same bytes.

use form::Sheet;
use press::{Job, Kind, SpotKind, Wording};

use crate::{PRESS, print, sample, whole_text};

#[test]
fn the_same_paper_has_the_same_bytes_whenever_and_wherever_it_is_printed() {
    let notice = sample("GZ01");
    let first = print(notice.form, &notice.data);
    let other = sample("JC09");
    print(other.form, &other.data);
    let (form, data) = (notice.form, notice.data.clone());
    let elsewhere = std::thread::spawn(move || print(form, &data))
        .join()
        .unwrap();
    assert!(first.pdf == elsewhere.pdf, "the bytes differ");
    assert_eq!(first, print(notice.form, &notice.data));
    // Another press, as after a restart.
    let press = press::Press::open(&press::default_folders()).unwrap();
    let sheet = Sheet {
        form: notice.form,
        data: &notice.data,
    };
    let again = press
        .print(&Wording::built_in(form), sheet, crate::moment())
        .unwrap();
    assert!(first.pdf == again.pdf, "the bytes of another press differ");
    // Another moment is another paper.
    let later = crate::moment() + chrono::TimeDelta::seconds(1);
    let moved = PRESS.print(&Wording::built_in(form), sheet, later).unwrap();
    assert!(first.pdf != moved.pdf);
}

#[tokio::test]
async fn a_job_prints_the_same_on_a_thread_that_may_block() {
    let notice = sample("JC09");
    let job = Job {
        form: notice.form,
        wording: Wording::built_in(notice.form),
        data: notice.data.clone(),
        kind: Kind::Issue,
        made_at: crate::moment(),
    };
    let (one, two) = tokio::join!(PRESS.run(job.clone()), PRESS.run(job));
    assert!(one.unwrap() == two.unwrap());
}

#[test]
fn a_paper_is_archivable_and_carries_no_program() {
    let decision = sample("JD03");
    let paper = print(decision.form, &decision.data);
    let text = String::from_utf8_lossy(&paper.pdf);
    assert!(text.contains("pdfaid"), "PDF/A says what it is");
    for forbidden in [
        "/JavaScript",
        "/JS ",
        "/Launch",
        "/EmbeddedFile",
        "/OpenAction",
    ] {
        assert!(!text.contains(forbidden), "{forbidden}");
    }
    assert_eq!(paper.pages, 3);
    let text = whole_text(&paper.pdf);
    assert!(
        text.contains("第1页共3页") && text.contains("第3页共3页"),
        "{text}"
    );
    assert!(text.contains("7K3M-Q9TX-2B8C-WD4E-H"));
}

#[test]
fn a_paper_tells_where_it_is_sealed_and_signed() {
    let record = sample("JC04");
    let paper = print(record.form, &record.data);
    let of = |field: &str, kind| {
        let spots = paper.spots.iter();
        spots
            .filter(|spot| spot.field == field && spot.kind == kind)
            .count()
    };
    assert_eq!(of("party_signature", SpotKind::Signature), 1);
    assert_eq!(of("officer_signature", SpotKind::Signature), 2);
    assert_eq!(of("party_signature", SpotKind::PageSignature), paper.pages);
    let decision = sample("JD03");
    let paper = print(decision.form, &decision.data);
    let [seal] = paper.spots.as_slice() else {
        panic!("{:?}", paper.spots);
    };
    assert_eq!((seal.kind, seal.page), (SpotKind::Seal, paper.pages));
    // 42 mm, within the page, right of its middle.
    assert!((seal.width - 119.06).abs() < 0.1 && (seal.height - 119.06).abs() < 0.1);
    assert!(seal.x > 250.0 && seal.x + seal.width < 595.0, "{seal:?}");
    assert!(seal.y > 0.0 && seal.y + seal.height < 842.0, "{seal:?}");
}
