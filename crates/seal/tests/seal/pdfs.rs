//! Sealed PDFs: anyone can verify them, and one changed byte anywhere fails.

use chrono::Duration;
use proptest::prelude::*;
use seal::Flaw;
use seal::pdf::{NotSealable, Place, Seal, seal as seal_pdf, verify};

use crate::world::{golden, of_ring, page, world};

#[test]
fn a_sealed_pdf_says_who_sealed_it_from_the_file_alone() {
    let world = world();
    for modern in [false, true] {
        let sealed = world.sealed(&page(modern));
        assert_eq!(
            sealed,
            world.sealed(&page(modern)),
            "the same input gives the same bytes"
        );
        let alone = verify(&sealed, None).unwrap();
        assert_eq!(alone.len(), 1);
        assert_eq!(alone[0].by.name, "龙海区市场监督管理局");
        assert_eq!((alone[0].at, alone[0].vouched), (world.now, false));
        assert!(verify(&sealed, Some(&world.trust())).unwrap()[0].vouched);
        // Another reader finds the field and its contents.
        let read = lopdf::Document::load_mem(&sealed).unwrap();
        assert_eq!(read.get_pages().len(), 1);
        let form = read
            .catalog()
            .unwrap()
            .get(b"AcroForm")
            .unwrap()
            .as_dict()
            .unwrap();
        assert_eq!(form.get(b"Fields").unwrap().as_array().unwrap().len(), 1);
    }
    golden("sealed.pdf", &world.sealed(&page(false)));
}

#[test]
fn one_changed_byte_anywhere_fails() {
    let world = world();
    let sealed = world.sealed(&page(false));
    for at in 0..sealed.len() {
        for bend in [0x01, 0x20, 0x80] {
            let mut bent = sealed.clone();
            bent[at] ^= bend;
            assert!(verify(&bent, None).is_err(), "byte {at} by {bend:#x}");
        }
    }
}

#[test]
fn nothing_is_added_or_taken_away_unseen() {
    let world = world();
    let sealed = world.sealed(&page(false));
    assert_eq!(verify(&page(false), None), Err(Flaw::Unsealed));
    assert!(verify(&sealed[..sealed.len() - 1], None).is_err());
    let longer = [sealed.as_slice(), b"\n"].concat();
    assert!(matches!(verify(&longer, None), Err(Flaw::Altered(_))));
    let before = [b"\n", sealed.as_slice()].concat();
    assert!(verify(&before, None).is_err());
}

#[test]
fn seals_follow_one_another_and_each_covers_what_was_there() {
    let world = world();
    let once = world.sealed(&page(true));
    let officer = Seal {
        signer: world.officer.0.as_ref(),
        certificate: &world.officer.1,
        authority: world.authority.certificate(),
        at: world.now + Duration::minutes(5),
        reason: "已核对",
        place: Some(Place {
            page: 1,
            left: 400,
            bottom: 100,
            width: 120,
            height: 120,
        }),
    };
    let twice = seal_pdf(&once, &officer).unwrap();
    let seals = verify(&twice, Some(&world.trust())).unwrap();
    let names: Vec<&str> = seals.iter().map(|it| it.by.name.as_str()).collect();
    assert_eq!(names, ["龙海区市场监督管理局", "郑清源"]);
    assert!(
        verify(&twice[..once.len()], None).is_ok(),
        "the first seal's revision stands"
    );
    let mut bent = twice.clone();
    bent[once.len() / 2] ^= 1;
    assert!(verify(&bent, None).is_err());
    let nowhere = Seal {
        place: officer.place.map(|it| Place { page: 2, ..it }),
        ..officer
    };
    assert!(matches!(
        seal_pdf(&once, &nowhere),
        Err(NotSealable::NoPage(2))
    ));
    assert!(matches!(
        seal_pdf(b"no pdf", &officer),
        Err(NotSealable::Unreadable(_))
    ));
}

#[test]
fn a_stranger_s_or_lapsed_certificate_is_not_believed() {
    let (world, other) = (world(), of_ring(8));
    let sealed = world.sealed(&page(false));
    assert_eq!(
        verify(&sealed, Some(&other.trust())),
        Err(Flaw::UnknownAuthority)
    );
    let with = |certificate, at| {
        let seal = Seal {
            signer: world.agency.0.as_ref(),
            certificate,
            authority: world.authority.certificate(),
            at,
            reason: "",
            place: None,
        };
        verify(&seal_pdf(&page(false), &seal).unwrap(), None)
    };
    assert_eq!(
        with(&world.agency.1, world.now + Duration::days(400)),
        Err(Flaw::Expired)
    );
    assert_eq!(with(&world.officer.1, world.now), Err(Flaw::Signature));
    assert_eq!(
        with(&other.agency.1, world.now).err(),
        Some(Flaw::Signature)
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_run_of_bytes_put_in_another_s_place_is_found(from in 0_usize..10_000, bytes in prop::collection::vec(any::<u8>(), 1..40)) {
        let world = world();
        let sealed = world.sealed(&page(false));
        let from = from % (sealed.len() - bytes.len());
        let mut bent = sealed.clone();
        bent[from..from + bytes.len()].copy_from_slice(&bytes);
        prop_assume!(bent != sealed);
        prop_assert!(verify(&bent, None).is_err());
        let mut longer = sealed.clone();
        longer.splice(from..from, bytes.iter().copied());
        prop_assert!(verify(&longer, None).is_err());
        let mut shorter = sealed;
        shorter.drain(from..from + bytes.len());
        prop_assert!(verify(&shorter, None).is_err());
    }
}
