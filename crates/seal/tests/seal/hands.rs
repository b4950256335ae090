//! Hand signatures: strokes bound to the document that was shown.

use seal::Flaw;
use seal::strokes::{HandSignature, NoSignature, Point, Shown, Strokes};

use crate::world::{World, golden, world};

fn point(x: u16, y: u16, t: u32) -> Point {
    Point {
        x,
        y,
        t,
        pressure: 500,
    }
}

fn strokes() -> Strokes {
    Strokes {
        width: 600,
        height: 200,
        strokes: vec![
            vec![point(10, 20, 0), point(200, 120, 90), point(320, 60, 140)],
            vec![point(400, 20, 300)],
        ],
    }
}

fn sign(world: &World, document: &[u8; 32]) -> HandSignature {
    let shown = Shown { document, page: 2 };
    let (signer, certificate) = &world.officer;
    let certificates = (certificate, world.authority.certificate());
    HandSignature::sign(strokes(), shown, world.now, signer.as_ref(), certificates).unwrap()
}

#[test]
fn strokes_are_bound_to_the_document_that_was_shown() {
    let world = world();
    let document = signer::sm3(b"the transcript");
    let signed = sign(&world, &document);
    let by = signed.verify(&document, Some(&world.trust())).unwrap();
    assert_eq!(
        (by.by.name.as_str(), by.at, by.vouched),
        ("郑清源", world.now, true)
    );
    let other = signer::sm3(b"another transcript");
    assert!(matches!(signed.verify(&other, None), Err(Flaw::Altered(_))));
    let kept = serde_json::to_string(&signed).unwrap();
    let read: HandSignature = serde_json::from_str(&kept).unwrap();
    assert!(read.verify(&document, None).is_ok());
    golden("hand.json", kept.as_bytes());
    golden("hand.svg", signed.strokes.picture().as_bytes());
}

#[test]
fn no_part_of_a_hand_signature_can_be_changed() {
    let world = world();
    let document = signer::sm3(b"the transcript");
    let good = sign(&world, &document);
    let bent: [fn(&mut HandSignature); 8] = [
        |it| it.strokes.strokes[0][1].x += 1,
        |it| it.strokes.strokes[0][1].t += 1,
        |it| it.strokes.strokes[0][1].pressure += 1,
        |it| it.strokes.width += 1,
        |it| it.page += 1,
        |it| it.at += chrono::Duration::microseconds(1),
        |it| it.signature.replace_range(0..1, "0"),
        |it| {
            let last = it.strokes.strokes.pop().unwrap();
            it.strokes.strokes[0].extend(last);
        },
    ];
    for (at, bend) in bent.iter().enumerate() {
        let mut signed = good.clone();
        bend(&mut signed);
        if signed != good {
            assert_eq!(signed.verify(&document, None), Err(Flaw::Signature), "{at}");
        }
    }
    let mut stranger = good;
    stranger.certificate = data_encoding::BASE64.encode(world.agency.1.der());
    assert_eq!(stranger.verify(&document, None), Err(Flaw::Signature));
}

#[test]
fn what_is_no_signature_is_refused_in_words() {
    let drawn = |bend: fn(&mut Strokes)| {
        let mut strokes = strokes();
        bend(&mut strokes);
        strokes.check()
    };
    assert_eq!(drawn(|_| ()), Ok(()));
    assert_eq!(drawn(|it| it.height = 0), Err(NoSignature::Field));
    assert_eq!(drawn(|it| it.strokes.clear()), Err(NoSignature::Empty));
    assert_eq!(drawn(|it| it.strokes[1].clear()), Err(NoSignature::Empty));
    assert_eq!(
        drawn(|it| it.strokes[0][0].x = 601),
        Err(NoSignature::Outside)
    );
    assert_eq!(
        drawn(|it| it.strokes[0][0].pressure = 1001),
        Err(NoSignature::Outside)
    );
    assert_eq!(drawn(|it| it.strokes[0][0].t = 1), Err(NoSignature::Time));
    assert_eq!(drawn(|it| it.strokes[0][2].t = 1), Err(NoSignature::Time));
    assert_eq!(
        drawn(|it| it.strokes[1][0].t = 600_001),
        Err(NoSignature::Time)
    );
    assert_eq!(drawn(|it| it.strokes.truncate(1)), Ok(()));
    assert_eq!(
        drawn(|it| it.strokes[0].truncate(1)),
        Err(NoSignature::TooShort)
    );
    assert_eq!(
        drawn(|it| it.strokes = vec![it.strokes[1].clone(); 257]),
        Err(NoSignature::TooMuch)
    );
    assert!(NoSignature::TooShort.to_string().contains("请"));
}
