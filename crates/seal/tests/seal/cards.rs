//! 电子亮证: good for sixty seconds, checked with the published certificates alone.

use chrono::Duration;
use seal::card::{Card, issue, verify};
use seal::{Flaw, Trust};

use crate::world::{World, golden, of_ring, world};

fn card(world: &World) -> Card {
    Card {
        officer: "郑清源".to_owned(),
        certificate_number: "闽350604001".to_owned(),
        agency: "龙海区市场监督管理局".to_owned(),
        agency_id: "longhai-market".to_owned(),
        task: "A7K2-9QPM-4TXE-1".to_owned(),
        item: "对食品经营者的监督检查".to_owned(),
        issued_at: world.now.timestamp(),
        number: 1,
        key_id: world.agency.1.key().id().to_owned(),
    }
}

fn text(world: &World) -> String {
    issue(&card(world), world.agency.0.as_ref()).unwrap()
}

#[test]
fn a_card_shows_who_comes_for_what_and_ends_after_sixty_seconds() {
    let world = world();
    let (text, trust) = (text(&world), world.trust());
    let at = |seconds| verify(&text, &trust, world.now + Duration::seconds(seconds));
    let (shown, signed) = at(0).unwrap();
    assert_eq!(shown, card(&world));
    assert_eq!(signed.by.id, "longhai-market");
    assert!(at(59).is_ok() && at(-10).is_ok());
    assert!(matches!(at(60), Err(Flaw::NotNow(_))), "a replay");
    assert!(matches!(at(3600), Err(Flaw::NotNow(_))));
    assert!(matches!(at(-11), Err(Flaw::NotNow(_))));
    // What a QR code writes in its shortest mode.
    let short =
        |it: char| it.is_ascii_digit() || it.is_ascii_uppercase() || " $%*+-./:".contains(it);
    assert!(
        text.chars().all(short) && text.len() < 500,
        "{}",
        text.len()
    );
    golden("card.txt", text.as_bytes());
}

#[test]
fn no_character_of_a_card_can_be_changed() {
    let world = world();
    let (text, trust) = (text(&world), world.trust());
    for at in 0..text.len() {
        for other in ['0', 'A', ':', ' ', 'a'] {
            let mut bent = text.clone();
            bent.replace_range(at..=at, &other.to_string());
            if bent != text {
                assert!(verify(&bent, &trust, world.now).is_err(), "{at} {other}");
            }
        }
    }
    for odd in [
        "",
        "YF1:",
        "YF1:0",
        "hello",
        &text[4..],
        &text[..text.len() - 3],
    ] {
        assert!(verify(odd, &trust, world.now).is_err(), "{odd}");
    }
    assert!(verify(&format!("YF1:{}", "0".repeat(10_000)), &trust, world.now).is_err());
}

#[test]
fn nobody_signs_a_card_but_the_agency_it_names() {
    let (world, other) = (world(), of_ring(8));
    let trust = world.trust();
    let by_stranger = issue(&card(&world), other.agency.0.as_ref()).unwrap();
    assert_eq!(
        verify(&by_stranger, &trust, world.now),
        Err(Flaw::Signature)
    );
    let own_key = Card {
        key_id: other.agency.1.key().id().to_owned(),
        ..card(&world)
    };
    let own_key = issue(&own_key, other.agency.0.as_ref()).unwrap();
    assert!(matches!(
        verify(&own_key, &trust, world.now),
        Err(Flaw::UnknownKey(_))
    ));
    let officer = Card {
        key_id: world.officer.1.key().id().to_owned(),
        ..card(&world)
    };
    let officer = issue(&officer, world.officer.0.as_ref()).unwrap();
    assert_eq!(verify(&officer, &trust, world.now), Err(Flaw::Certificate));
    let named = Card {
        agency: "市应急管理局".to_owned(),
        ..card(&world)
    };
    let named = issue(&named, world.agency.0.as_ref()).unwrap();
    assert_eq!(verify(&named, &trust, world.now), Err(Flaw::Certificate));
    let roots = Trust::from_pem(&world.authority.certificate().pem()).unwrap();
    assert!(matches!(
        verify(&text(&world), &roots, world.now),
        Err(Flaw::UnknownKey(_))
    ));
}
