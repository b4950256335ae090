//! Files of evidence: sent chunk by chunk, put together, read again.

use contract::cases::v1::evidence_service_client::EvidenceServiceClient;
use contract::cases::v1::{
    BeginUploadRequest, Case, CompleteUploadRequest, EvidenceKind, ExhibitLink, GetUploadRequest,
    ListEvidenceRequest, ListEvidenceResponse, PreviewFileRequest, PreviewFileResponse,
    PutChunkRequest, ReadFileRequest, Upload,
};
use data_encoding::BASE64;
use elements::seed::ids;
use image::{ExtendedColorType, codecs::jpeg::JpegEncoder};
use serde_json::json;
use stories::Browser;
use suite::client::{Client, SignedIn};
use vault::Digest;

use super::Trail;

const DEVICE: &str = "执法记录仪 DSJ-0231";
const PLACE: &str = "漳州市示例食品有限公司展厅";

pub(super) fn evidence(by: &Client) -> EvidenceServiceClient<SignedIn> {
    EvidenceServiceClient::new(by.service()).max_decoding_message_size(8 << 20)
}

/// A photograph of more than a chunk with an EXIF segment that tells where it was taken.
pub(super) fn photograph() -> Vec<u8> {
    const WIDTH: u32 = 1200;
    const HEIGHT: u32 = 900;
    let mut seed = 0x9E37_79B9_u32;
    let noise = (0..WIDTH * HEIGHT * 3).map(|_| {
        seed ^= seed << 13;
        seed ^= seed >> 17;
        seed ^= seed << 5;
        seed.to_le_bytes()[0]
    });
    let pixels: Vec<u8> = noise.collect();
    let mut plain = Vec::new();
    let mut encoder = JpegEncoder::new_with_quality(&mut plain, 85);
    let colours = ExtendedColorType::Rgb8;
    encoder.encode(&pixels, WIDTH, HEIGHT, colours).unwrap();
    let mut exif = b"Exif\0\0MM\0\x2a\0\0\0\x08\0\x02".to_vec();
    exif.extend(b"\x01\x12\0\x03\0\0\0\x01\0\x01\0\0");
    exif.extend(b"\x88\x25\0\x04\0\0\0\x01\0\0\0\x26");
    exif.extend(b"\0\0\0\0\0\x01\0\x01\0\x02\0\0\0\x02N\0\0\0\0\0\0\0GPS-24.44N");
    let length = u16::try_from(exif.len() + 2).unwrap();
    let segment = [&[0xFF, 0xE1], &length.to_be_bytes()[..], &exif].concat();
    [&plain[..2], &segment, &plain[2..]].concat()
}

/// A film of a body camera.
pub(super) fn film() -> Vec<u8> {
    let mut bytes = b"\0\0\0\x20ftypisom\0\0\x02\0isomiso2avc1mp41\0\0\0\x08free".to_vec();
    bytes.extend((0..700_000_u32).map(|at| at.to_le_bytes()[0] % 251));
    bytes
}

pub(super) fn has(bytes: &[u8], word: &[u8]) -> bool {
    bytes.windows(word.len()).any(|it| it == word)
}

impl Trail<'_> {
    fn begin(
        &self,
        id: &str,
        (name, kind): (&str, EvidenceKind),
        bytes: &[u8],
    ) -> BeginUploadRequest {
        BeginUploadRequest {
            upload_id: self.stage.request_id(),
            case_id: id.to_owned(),
            name: name.to_owned(),
            size_bytes: i64::try_from(bytes.len()).unwrap(),
            sm3: Digest::sm3(bytes).to_string(),
            sha256: Digest::sha256(bytes).to_string(),
            kind: kind.into(),
            capture_time: Some(self.stage.now()),
            device: DEVICE.to_owned(),
            place: PLACE.to_owned(),
            co_officer_id: ids::OFFICER_CAI.id.to_owned(),
            proves: "现场展示的广告引用统计数据未表明出处".to_owned(),
            ..BeginUploadRequest::default()
        }
    }

    async fn complete(&self, upload: &Upload) -> Case {
        let request = CompleteUploadRequest {
            request_id: self.stage.request_id(),
            upload_id: upload.upload_id.clone(),
            ..CompleteUploadRequest::default()
        };
        let answer = evidence(&self.crew.zheng).complete_upload(request).await;
        answer.unwrap().into_inner().case.unwrap()
    }

    /// Uploads the photograph as a browser does, over a line that breaks: last chunk first, the first one twice, and no chunk forgotten.
    pub(super) async fn photographed(&self, id: &str, bytes: &[u8]) -> Case {
        let zheng = &self.crew.zheng;
        let request = self.begin(id, ("现场照片.jpg", EvidenceKind::Physical), bytes);
        let begun = evidence(zheng).begin_upload(request.clone()).await;
        let upload = begun.unwrap().into_inner().upload.unwrap();
        let again = evidence(zheng).begin_upload(request).await;
        assert_eq!(again.unwrap().into_inner().upload.as_ref(), Some(&upload));
        let size = usize::try_from(upload.chunk_bytes).unwrap();
        let chunks: Vec<&[u8]> = bytes.chunks(size).collect();
        assert!(chunks.len() > 1, "{} bytes", bytes.len());
        let last = chunks.len() - 1;
        let mut browser = Browser::at(self.stage);
        for number in [last, 0, 0] {
            let message = json!({
                "uploadId": upload.upload_id, "number": number, "data": BASE64.encode(chunks[number]),
                "sm3": Digest::sm3(chunks[number]).to_string(),
            });
            let token = &zheng.tokens.access_token;
            let (status, answer) = browser
                .call("EvidenceService/PutChunk", token, &message)
                .await;
            assert_eq!(status, 200, "{answer}");
        }
        // The line broke here: what is missing is asked for, and sent.
        let request = GetUploadRequest {
            upload_id: upload.upload_id.clone(),
        };
        let known = evidence(zheng).get_upload(request).await;
        let known = known.unwrap().into_inner().upload.unwrap();
        let missing = known.missing.iter().flat_map(|it| it.first..=it.last);
        let missing: Vec<i32> = missing.collect();
        assert_eq!(missing.len(), chunks.len() - 2, "{known:?}");
        for number in missing {
            self.put(&upload, number, chunks[usize::try_from(number).unwrap()])
                .await;
        }
        self.complete(&upload).await
    }

    async fn put(&self, upload: &Upload, number: i32, data: &[u8]) {
        let request = PutChunkRequest {
            upload_id: upload.upload_id.clone(),
            number,
            data: data.to_vec(),
            sm3: String::new(),
        };
        let kept = evidence(&self.crew.zheng).put_chunk(request).await;
        assert_eq!(
            kept.unwrap().into_inner().sm3,
            Digest::sm3(data).to_string()
        );
    }

    /// Uploads a film that records a step.
    pub(super) async fn filmed(&self, id: &str, name: &str, link: ExhibitLink) -> Case {
        let bytes = film();
        let request = BeginUploadRequest {
            link: Some(link),
            proves: "扣押过程".to_owned(),
            ..self.begin(id, (name, EvidenceKind::Audiovisual), &bytes)
        };
        let begun = evidence(&self.crew.zheng).begin_upload(request).await;
        let upload = begun.unwrap().into_inner().upload.unwrap();
        let size = usize::try_from(upload.chunk_bytes).unwrap();
        for (number, data) in (0..).zip(bytes.chunks(size)) {
            self.put(&upload, number, data).await;
        }
        self.complete(&upload).await
    }

    pub(super) async fn exhibits(&self, id: &str) -> ListEvidenceResponse {
        let request = ListEvidenceRequest {
            case_id: id.to_owned(),
            ..ListEvidenceRequest::default()
        };
        let answer = evidence(&self.crew.zheng).list_evidence(request).await;
        answer.unwrap().into_inner()
    }

    pub(super) async fn preview(&self, id: &str, number: i32) -> PreviewFileResponse {
        let request = PreviewFileRequest {
            case_id: id.to_owned(),
            number,
        };
        let answer = evidence(&self.crew.zheng).preview_file(request).await;
        answer.unwrap().into_inner()
    }

    /// The bytes of an exhibit, piece by piece.
    pub(super) async fn read(&self, id: &str, number: i32) -> Vec<u8> {
        let mut bytes = Vec::new();
        loop {
            let request = ReadFileRequest {
                case_id: id.to_owned(),
                number,
                offset: i64::try_from(bytes.len()).unwrap(),
                length: 0,
            };
            let answer = evidence(&self.crew.zheng).read_file(request).await;
            let piece = answer.unwrap().into_inner();
            bytes.extend(piece.data);
            if bytes.len() == usize::try_from(piece.size_bytes).unwrap() {
                return bytes;
            }
        }
    }
}
