//! A ZIP file in exactly one form: entries stored as they are, one after another, without time, comment or gap.
//!
//! Whoever verifies writes what was read again and compares: every byte of the container is what the writer wrote. A library's
//! writer could change its headers or its compression from one version to the next, and old parcels would no longer verify.

const LOCAL: [u8; 4] = *b"PK\x03\x04";
const CENTRAL: [u8; 4] = *b"PK\x01\x02";
const END: [u8; 4] = *b"PK\x05\x06";

/// ZIP 2.0.
const NEEDED: u16 = 20;

/// Names are UTF-8.
const UTF8: u16 = 1 << 11;

/// 1980-01-01, the first day that ZIP can write.
const DAY: u16 = 1 << 5 | 1;

/// Bytes of a local header before the name.
const HEADER: usize = 30;

/// An entry: its name and what it holds.
pub(crate) type Entry<'a> = (&'a str, &'a [u8]);

/// The archive of these entries; none: more than a ZIP without extensions can say (4 GB, 65 535 entries).
pub(crate) fn write(entries: &[Entry<'_>]) -> Option<Vec<u8>> {
    let whole = entries
        .iter()
        .map(|(name, held)| held.len() + 2 * name.len() + 76);
    let mut bytes = Vec::with_capacity(whole.sum::<usize>() + 22);
    let mut directory = Vec::new();
    for (name, held) in entries {
        let offset = u32::try_from(bytes.len()).ok()?;
        let described = described(name, held)?;
        bytes.extend_from_slice(&LOCAL);
        bytes.extend_from_slice(&described);
        bytes.extend_from_slice(name.as_bytes());
        bytes.extend_from_slice(held);
        directory.extend_from_slice(&CENTRAL);
        directory.extend_from_slice(&NEEDED.to_le_bytes());
        directory.extend_from_slice(&described);
        // Comment, disk, attributes inside and outside: none.
        directory.extend_from_slice(&[0; 10]);
        directory.extend_from_slice(&offset.to_le_bytes());
        directory.extend_from_slice(name.as_bytes());
    }
    let start = u32::try_from(bytes.len()).ok()?;
    let count = u16::try_from(entries.len()).ok()?;
    let size = u32::try_from(directory.len()).ok()?;
    bytes.extend_from_slice(&directory);
    bytes.extend_from_slice(&END);
    bytes.extend_from_slice(&[0; 4]);
    bytes.extend_from_slice(&count.to_le_bytes());
    bytes.extend_from_slice(&count.to_le_bytes());
    bytes.extend_from_slice(&size.to_le_bytes());
    bytes.extend_from_slice(&start.to_le_bytes());
    bytes.extend_from_slice(&[0; 2]);
    Some(bytes)
}

/// What the local and the central header say alike: version needed … length of the extra field.
fn described(name: &str, held: &[u8]) -> Option<Vec<u8>> {
    let length = u32::try_from(held.len()).ok()?.to_le_bytes();
    let name = u16::try_from(name.len()).ok()?.to_le_bytes();
    let mut bytes = Vec::with_capacity(26);
    bytes.extend_from_slice(&NEEDED.to_le_bytes());
    bytes.extend_from_slice(&UTF8.to_le_bytes());
    // Stored; midnight.
    bytes.extend_from_slice(&[0; 4]);
    bytes.extend_from_slice(&DAY.to_le_bytes());
    bytes.extend_from_slice(&crc32(held).to_le_bytes());
    bytes.extend_from_slice(&length);
    bytes.extend_from_slice(&length);
    bytes.extend_from_slice(&name);
    bytes.extend_from_slice(&[0; 2]);
    Some(bytes)
}

/// The entries of an archive in this form; none: it is not in this form, to the byte.
pub(crate) fn read(bytes: &[u8]) -> Option<Vec<Entry<'_>>> {
    let (mut entries, mut at) = (Vec::new(), 0);
    while bytes.get(at..)?.starts_with(&LOCAL) {
        let header = bytes.get(at..at + HEADER)?;
        let length = usize::try_from(u32::from_le_bytes(header[18..22].try_into().ok()?)).ok()?;
        let name = usize::from(u16::from_le_bytes(header[26..28].try_into().ok()?));
        let from = at + HEADER;
        let held = from.checked_add(name)?;
        let end = held.checked_add(length)?;
        entries.push((
            std::str::from_utf8(bytes.get(from..held)?).ok()?,
            bytes.get(held..end)?,
        ));
        at = end;
    }
    (write(&entries)? == bytes).then_some(entries)
}

/// CRC-32 (ISO 3309), as ZIP wants it; it guards against nothing here.
fn crc32(bytes: &[u8]) -> u32 {
    const TABLE: [u32; 256] = table();
    let mut crc = u32::MAX;
    for byte in bytes {
        let index = (crc ^ u32::from(*byte)) & 0xff;
        crc = (crc >> 8) ^ TABLE[index as usize];
    }
    !crc
}

const fn table() -> [u32; 256] {
    let mut table = [0; 256];
    let mut at = 0;
    while at < 256 {
        let mut value = at;
        let mut bit = 0;
        while bit < 8 {
            value = if value & 1 == 1 {
                (value >> 1) ^ 0xedb8_8320
            } else {
                value >> 1
            };
            bit += 1;
        }
        table[at as usize] = value;
        at += 1;
    }
    table
}
