//! Certificates: who is named, from when until when, and that none is taken for another.

use chrono::Duration;
use seal::{Certificate, Flaw, Kind, Trust};

use crate::world::{golden, of_ring, subject, world};

#[test]
fn a_certificate_says_whom_it_names_and_verifies_under_its_authority() {
    let world = world();
    let root = world.authority.certificate();
    let (_, agency) = &world.agency;
    assert!(root.is_root() && !agency.is_root());
    assert!(agency.is_issued_by(root) && !root.is_issued_by(agency));
    assert_eq!(
        agency.subject(),
        &subject(Kind::Agency, "longhai-market", "龙海区市场监督管理局")
    );
    assert_eq!(agency.subject().owner(), "agency:longhai-market");
    assert!(agency.holds_at(world.now) && !agency.holds_at(world.now + Duration::days(366)));
    assert_eq!(agency.serial(), format!("41{}", "01".repeat(15)));
    assert_eq!(Certificate::from_der(agency.der()).unwrap(), *agency);
    golden("certificates.pem", world.published().as_bytes());
}

#[test]
fn no_byte_of_a_certificate_can_be_changed() {
    let world = world();
    let root = world.authority.certificate();
    let der = world.agency.1.der();
    for at in 0..der.len() {
        let mut bent = der.to_vec();
        bent[at] ^= 1;
        let believed = Certificate::from_der(&bent).is_ok_and(|it| it.is_issued_by(root));
        assert!(!believed, "byte {at}");
    }
}

#[test]
fn an_authority_is_kept_by_its_own_key_only() {
    let (world, other) = (world(), of_ring(8));
    let root = world.authority.certificate().clone();
    let key = |world: &crate::world::World| world.agency.0.clone();
    assert!(seal::Authority::kept(key(&world), root).is_none());
    let pem = format!(
        "{}{}",
        world.authority.certificate().pem(),
        other.agency.1.pem()
    );
    assert_eq!(Trust::from_pem(&pem).err(), Some(Flaw::Certificate));
    assert_eq!(
        Trust::from_pem(&world.agency.1.pem()).err(),
        Some(Flaw::UnknownAuthority)
    );
    assert_eq!(
        Trust::from_pem("no certificate").err(),
        Some(Flaw::Malformed("PEM"))
    );
}
