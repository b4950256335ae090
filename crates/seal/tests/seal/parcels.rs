//! Parcels: any one change is found.

use proptest::prelude::*;
use seal::Flaw;
use seal::parcel::{About, Holds, Item, Unmade, make, open};

use crate::world::{World, golden, of_ring, page, world};

fn items(world: &World) -> Vec<Item> {
    let item = |name: &str, holds, bytes: &[u8]| Item {
        name: name.to_owned(),
        holds,
        bytes: bytes.to_vec(),
    };
    vec![
        item("README.txt", Holds::Guide, "如何验证".as_bytes()),
        item(
            "documents/1.pdf",
            Holds::SealedDocument,
            &world.sealed(&page(false)),
        ),
        item("evidence.json", Holds::Evidence, b"[]"),
        item("record.json", Holds::Record, b"{}"),
        item("empty.txt", Holds::Remedies, b""),
    ]
}

fn about(world: &World) -> About {
    About {
        case_id: "0195a6c0-0000-7000-8000-000000000001".to_owned(),
        case_code: "A7K2-9QPM-4TXE-1".to_owned(),
        agency: "龙海区市场监督管理局".to_owned(),
        made_at: world.now,
    }
}

fn made(world: &World, items: &[Item]) -> Vec<u8> {
    let (signer, certificate) = &world.agency;
    let certificates = (certificate, world.authority.certificate());
    make(about(world), items, signer.as_ref(), certificates).unwrap()
}

#[test]
fn a_parcel_says_what_it_holds_and_who_sealed_it() {
    let world = world();
    let parcel = made(&world, &items(&world));
    assert_eq!(
        parcel,
        made(&world, &items(&world)),
        "the same input gives the same bytes"
    );
    let opened = open(&parcel, Some(&world.trust())).unwrap();
    assert_eq!(opened.manifest.about, about(&world));
    assert_eq!(opened.signed.by.name, "龙海区市场监督管理局");
    assert_eq!(opened.entry(Holds::Record), Some(b"{}".as_slice()));
    assert_eq!(opened.seals.len(), 1);
    assert_eq!(opened.seals[0].1[0].at, world.now);
    assert!(matches!(
        open(&parcel, Some(&of_ring(8).trust())),
        Err(Flaw::UnknownAuthority)
    ));
    golden("parcel.zip", &parcel);
}

#[test]
fn one_changed_byte_anywhere_fails() {
    let world = world();
    // Without a PDF, whose bytes are tried by themselves.
    let parcel = made(&world, &items(&world).split_off(2));
    assert!(open(&parcel, None).is_ok());
    for at in 0..parcel.len() {
        for bend in [0x01, 0x20, 0x80] {
            let mut bent = parcel.clone();
            bent[at] ^= bend;
            assert!(open(&bent, None).is_err(), "byte {at} by {bend:#x}");
        }
    }
}

#[test]
fn a_document_whose_seal_does_not_hold_is_found_even_if_the_manifest_lists_it() {
    let world = world();
    let mut items = items(&world);
    let middle = items[1].bytes.len() / 2;
    items[1].bytes[middle] ^= 1;
    assert!(open(&made(&world, &items), None).is_err());
    items[1].bytes = page(false);
    assert!(matches!(
        open(&made(&world, &items), None),
        Err(Flaw::Unsealed)
    ));
}

#[test]
fn nobody_but_the_agency_that_it_names_makes_a_parcel() {
    let world = world();
    let items = items(&world);
    let (signer, certificate) = &world.officer;
    let certificates = (certificate, world.authority.certificate());
    let by_an_officer = make(about(&world), &items, signer.as_ref(), certificates).unwrap();
    assert!(matches!(
        open(&by_an_officer, Some(&world.trust())),
        Err(Flaw::Certificate)
    ));
    let (signer, certificate) = &world.agency;
    let certificates = (certificate, world.authority.certificate());
    let other = About {
        agency: "芗城区市场监督管理局".to_owned(),
        ..about(&world)
    };
    let for_another = make(other, &items, signer.as_ref(), certificates).unwrap();
    assert!(matches!(
        open(&for_another, Some(&world.trust())),
        Err(Flaw::Certificate)
    ));
}

#[test]
fn names_that_lead_elsewhere_are_refused() {
    let world = world();
    let (signer, certificate) = &world.agency;
    let certificates = (certificate, world.authority.certificate());
    for name in [
        "",
        "../a",
        "/a",
        "a//b",
        "a/",
        ".a",
        "a\\b",
        "manifest.json",
        "manifest.p7s",
        "决定书.pdf",
    ] {
        let mut items = items(&world);
        items[0].name = name.to_owned();
        let refused = make(about(&world), &items, signer.as_ref(), certificates);
        assert!(matches!(refused, Err(Unmade::Name(_))), "{name}");
    }
    let mut items = items(&world);
    items[0].name = items[1].name.clone();
    assert!(matches!(
        make(about(&world), &items, signer.as_ref(), certificates),
        Err(Unmade::Name(_))
    ));
}

/// Local entries of a ZIP without compression: (name, contents).
fn entries(parcel: &[u8]) -> Vec<(String, Vec<u8>)> {
    let (mut entries, mut at) = (Vec::new(), 0);
    while parcel[at..].starts_with(b"PK\x03\x04") {
        let size = u32::from_le_bytes(parcel[at + 18..at + 22].try_into().unwrap()) as usize;
        let name = usize::from(u16::from_le_bytes(
            parcel[at + 26..at + 28].try_into().unwrap(),
        ));
        let from = at + 30 + name;
        let text = String::from_utf8(parcel[at + 30..from].to_vec()).unwrap();
        entries.push((text, parcel[from..from + size].to_vec()));
        at = from + size;
    }
    entries
}

/// The same entries as another tool would pack them.
fn packed(entries: &[(String, Vec<u8>)]) -> Vec<u8> {
    use std::io::Write as _;
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let options =
        zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    for (name, bytes) in entries {
        zip.start_file(name.as_str(), options).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

#[test]
fn a_parcel_packed_again_or_by_another_is_not_the_one_that_was_made() {
    let world = world();
    let parcel = made(&world, &items(&world));
    let all = entries(&parcel);
    assert_eq!(all.len(), 7);
    // Packed again by another tool, even unchanged, it is no longer the parcel that was made.
    assert!(open(&packed(&all), None).is_err());
    // The whole made anew by somebody else's authority: it verifies, but nobody vouches for it.
    let other = of_ring(8);
    let theirs = made(&other, &items(&other));
    assert!(!open(&theirs, None).unwrap().signed.vouched);
    assert!(open(&theirs, Some(&world.trust())).is_err());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn any_single_mutation_is_found(kind in 0_usize..5, one in any::<prop::sample::Index>(), other in any::<prop::sample::Index>(), bytes in prop::collection::vec(any::<u8>(), 1..16)) {
        let world = world();
        let parcel = made(&world, &items(&world));
        let (at, to) = (one.index(parcel.len()), other.index(parcel.len()));
        let mut bent = parcel.clone();
        match kind {
            0 => bent[at] ^= bytes[0] | 1,
            1 => drop(bent.splice(at..at, bytes)),
            2 => drop(bent.drain(at.min(to)..=at.max(to).min(at.min(to) + 100))),
            3 => bent.swap(at, to),
            _ => bent.truncate(at),
        }
        prop_assume!(bent != parcel);
        prop_assert!(open(&bent, None).is_err());
    }
}
