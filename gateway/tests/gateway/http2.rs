//! HTTP/2 as an attacker writes it: frame by frame. Whoever floods is cut off; others do not notice.

use std::time::Duration;

use gateway::roles::Role;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;
use tonic::Code;

use crate::world::{READ, World};

const PREFACE: &[u8] = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";
const DATA: u8 = 0;
const HEADERS: u8 = 1;
const RST_STREAM: u8 = 3;
const SETTINGS: u8 = 4;
const PING: u8 = 6;
const GOAWAY: u8 = 7;
const WINDOW_UPDATE: u8 = 8;
const CONTINUATION: u8 = 9;
const END_STREAM: u8 = 1;
const END_HEADERS: u8 = 4;

/// A frame as it is read.
struct Frame {
    kind: u8,
    stream: u32,
    payload: Vec<u8>,
}

fn frame(kind: u8, flags: u8, stream: u32, payload: &[u8]) -> Vec<u8> {
    let length = u32::try_from(payload.len()).unwrap().to_be_bytes();
    let mut bytes = vec![length[1], length[2], length[3], kind, flags];
    bytes.extend_from_slice(&stream.to_be_bytes());
    bytes.extend_from_slice(payload);
    bytes
}

/// `POST / http` to authority `g`, in the static table and one literal.
const REQUEST: &[u8] = &[0x83, 0x86, 0x84, 0x01, 0x01, b'g'];

async fn connect(world: &World) -> TcpStream {
    let mut stream = TcpStream::connect(world.address).await.unwrap();
    stream.write_all(PREFACE).await.unwrap();
    stream.write_all(&frame(SETTINGS, 0, 0, &[])).await.unwrap();
    stream
}

/// The next frame; none when the connection has ended.
async fn read(stream: &mut TcpStream) -> Option<Frame> {
    let reading = async {
        let mut head = [0; 9];
        stream.read_exact(&mut head).await.ok()?;
        let length = usize::from(head[0]) << 16 | usize::from(head[1]) << 8 | usize::from(head[2]);
        let mut payload = vec![0; length];
        stream.read_exact(&mut payload).await.ok()?;
        let stream = u32::from_be_bytes([head[5], head[6], head[7], head[8]]);
        Some(Frame {
            kind: head[3],
            stream,
            payload,
        })
    };
    tokio::time::timeout(Duration::from_secs(20), reading)
        .await
        .expect("an answer or an end")
}

/// Whether the gateway ends the connection, politely or not.
async fn is_cut_off(stream: &mut TcpStream) -> bool {
    while let Some(frame) = read(stream).await {
        if frame.kind == GOAWAY {
            return true;
        }
    }
    true
}

async fn serves_others(world: &World) {
    let bearer = world.bearer("lin", &[Role::Officer]).await;
    let answer = world
        .wire
        .grpc(READ, &[("authorization", &bearer)], &[])
        .await;
    assert_eq!(answer.code(), Code::Ok);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_settings_are_those_that_were_decided() {
    let world = World::start().await;
    let mut stream = connect(&world).await;
    let (mut settings, mut window) = (std::collections::BTreeMap::new(), 65_535);
    while settings.is_empty() || window == 65_535 {
        let frame = read(&mut stream).await.unwrap();
        match frame.kind {
            SETTINGS => {
                for entry in frame.payload.chunks_exact(6) {
                    let id = u16::from_be_bytes([entry[0], entry[1]]);
                    let value = u32::from_be_bytes([entry[2], entry[3], entry[4], entry[5]]);
                    settings.insert(id, value);
                }
            }
            WINDOW_UPDATE if frame.stream == 0 => {
                window += u32::from_be_bytes(frame.payload.try_into().unwrap());
            }
            _ => {}
        }
    }
    assert_eq!(settings[&3], 64, "concurrent streams");
    assert_eq!(settings[&4], 64 * 1024, "window of a stream");
    assert_eq!(settings[&6], 16 * 1024, "header list");
    assert_eq!(window, 256 * 1024, "window of the connection");
    world.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn rapid_reset_is_cut_off() {
    let world = World::start().await;
    let mut stream = connect(&world).await;
    let mut flood = vec![];
    for number in 0..2_000_u32 {
        let id = 2 * number + 1;
        flood.extend(frame(HEADERS, END_HEADERS | END_STREAM, id, REQUEST));
        flood.extend(frame(RST_STREAM, 0, id, &8_u32.to_be_bytes()));
    }
    // It may be cut off before all is written.
    let _ = stream.write_all(&flood).await;
    assert!(is_cut_off(&mut stream).await);
    serves_others(&world).await;
    world.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn headers_without_end_are_cut_off() {
    let world = World::start().await;
    let mut stream = connect(&world).await;
    let mut sent = stream.write_all(&frame(HEADERS, 0, 1, REQUEST)).await;
    let literal = [&[0x00, 0x01, b'x', 0x7f, 0x81, 0x7f][..], &[b'y'; 16_256]].concat();
    for _ in 0..200 {
        if sent.is_err() {
            break;
        }
        sent = stream
            .write_all(&frame(CONTINUATION, 0, 1, &literal[..16_000]))
            .await;
    }
    assert!(is_cut_off(&mut stream).await);
    serves_others(&world).await;
    world.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn floods_of_empty_frames_are_cut_off() {
    let world = World::start().await;
    let mut data = connect(&world).await;
    let _ = data
        .write_all(&frame(HEADERS, END_HEADERS, 1, REQUEST))
        .await;
    let flood = frame(DATA, 0, 1, &[]).repeat(50_000);
    let _ = data.write_all(&flood).await;
    assert!(is_cut_off(&mut data).await, "empty DATA");
    serves_others(&world).await;
    world.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn pings_are_answered_and_rubbish_ends_the_connection() {
    let world = World::start().await;
    let mut stream = connect(&world).await;
    stream
        .write_all(&frame(PING, 0, 0, b"12345678"))
        .await
        .unwrap();
    loop {
        let frame = read(&mut stream).await.unwrap();
        if frame.kind == PING && frame.payload == b"12345678" {
            break;
        }
    }
    for rubbish in [
        frame(HEADERS, END_HEADERS, 2, REQUEST),
        frame(HEADERS, END_HEADERS, 1, &[0xff; 40]),
        frame(SETTINGS, 0, 0, &[1, 2, 3]),
        frame(WINDOW_UPDATE, 0, 0, &[0; 4]),
        frame(DATA, 0, 0, b"x"),
        vec![0xff; 64],
    ] {
        let mut stream = connect(&world).await;
        stream.write_all(&rubbish).await.unwrap();
        assert!(is_cut_off(&mut stream).await, "{rubbish:?}");
    }
    serves_others(&world).await;
    world.stop().await;
}
