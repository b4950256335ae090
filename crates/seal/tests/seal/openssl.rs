//! What this crate signs, another implementation verifies: OpenSSL reads the certificates and the seal of a PDF from the files.

use std::fs;
use std::path::Path;
use std::process::Command;

use cms::content_info::ContentInfo;
use cms::signed_data::SignedData;
use der::{Decode as _, Encode as _};

use crate::world::{page, world};

/// The signer's id that GB/T 35276 gives everybody.
const ID: &str = "distid:1234567812345678";

/// What OpenSSL prints, if it agrees.
fn openssl(folder: &Path, arguments: &[&str]) -> Result<String, String> {
    let run = Command::new("openssl")
        .args(arguments)
        .current_dir(folder)
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&run.stdout).into_owned();
    if run.status.success() {
        Ok(said)
    } else {
        Err(said + &String::from_utf8_lossy(&run.stderr))
    }
}

/// The bytes that the seal of a PDF covers, and its CMS.
fn sealed_range(pdf: &[u8]) -> (Vec<u8>, Vec<u8>) {
    let read = lopdf::Document::load_mem(pdf).unwrap();
    let seals = read.objects.values().filter_map(|it| it.as_dict().ok());
    let seal = seals.clone().find(|it| it.has(b"ByteRange")).unwrap();
    let range: Vec<usize> = seal
        .get(b"ByteRange")
        .and_then(lopdf::Object::as_array)
        .unwrap()
        .iter()
        .map(|it| usize::try_from(it.as_i64().unwrap()).unwrap())
        .collect();
    let (first, second) = (&pdf[range[0]..][..range[1]], &pdf[range[2]..][..range[3]]);
    let filled = seal
        .get(b"Contents")
        .and_then(lopdf::Object::as_str)
        .unwrap();
    // Filled up with zeros: the outer length says where the CMS ends.
    let mut reader = der::SliceReader::new(filled).unwrap();
    let cms = ContentInfo::decode(&mut reader).unwrap().to_der().unwrap();
    ([first, second].concat(), cms)
}

#[test]
fn openssl_verifies_every_certificate_under_its_authority() {
    let world = world();
    let folder = tempfile::tempdir().unwrap();
    let root = world.authority.certificate();
    fs::write(folder.path().join("root.pem"), root.pem()).unwrap();
    let at = world.now.timestamp().to_string();
    let verify = |leaf: &str| {
        let arguments = ["-attime", &at, "-vfyopt", ID, "-CAfile", "root.pem", leaf];
        openssl(folder.path(), &[&["verify"], arguments.as_slice()].concat())
    };
    for (name, certificate) in [("agency", &world.agency.1), ("officer", &world.officer.1)] {
        let file = format!("{name}.pem");
        fs::write(folder.path().join(&file), certificate.pem()).unwrap();
        assert_eq!(verify(&file), Ok(format!("{file}: OK\n")));
    }
    let stranger = crate::world::of_ring(8).agency.1;
    fs::write(folder.path().join("stranger.pem"), stranger.pem()).unwrap();
    assert!(verify("stranger.pem").is_err());
}

#[test]
fn openssl_verifies_the_seal_of_a_pdf() {
    let world = world();
    let folder = tempfile::tempdir().unwrap();
    let (covered, cms) = sealed_range(&world.sealed(&page(true)));
    let data = ContentInfo::from_der(&cms).unwrap().content;
    let data = SignedData::from_der(&data.to_der().unwrap()).unwrap();
    let signer = &data.signer_infos.0.as_slice()[0];
    // What is signed is the set of attributes, in its own encoding (RFC 5652 section 5.4).
    let attributes = signer.signed_attrs.as_ref().unwrap().to_der().unwrap();
    let write = |name: &str, bytes: &[u8]| fs::write(folder.path().join(name), bytes).unwrap();
    write("covered.bin", &covered);
    write("attributes.der", &attributes);
    write("signature.der", signer.signature.as_bytes());
    write("agency.pem", world.agency.1.pem().as_bytes());

    let digest = openssl(folder.path(), &["dgst", "-sm3", "-r", "covered.bin"]).unwrap();
    let digest = digest.split(' ').next().unwrap();
    let written = data_encoding::HEXLOWER.encode(&attributes);
    assert!(written.contains(digest), "{digest} in {written}");

    let key = ["x509", "-in", "agency.pem", "-pubkey", "-noout"];
    let key = openssl(folder.path(), &key).unwrap();
    write("key.pem", key.as_bytes());
    let verify = |signed: &str| {
        let key = ["pkeyutl", "-verify", "-pubin", "-inkey", "key.pem"];
        let how = ["-rawin", "-digest", "sm3", "-pkeyopt", ID];
        let what = ["-in", signed, "-sigfile", "signature.der"];
        openssl(folder.path(), &[&key[..], &how[..], &what[..]].concat())
    };
    assert!(verify("attributes.der").is_ok());
    assert!(
        verify("covered.bin").is_err(),
        "the signature is over the attributes"
    );
}
