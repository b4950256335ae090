//! Types of file.

/// A type of file that may be taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FileType {
    /// JPEG
    Jpeg,
    /// PNG
    Png,
    /// WebP
    Webp,
    /// BMP
    Bmp,
    /// HEIC, of phones
    Heic,
    /// PDF
    Pdf,
    /// OFD (GB/T 33190)
    Ofd,
    /// Word (OOXML), without macros
    Docx,
    /// Excel (OOXML), without macros
    Xlsx,
    /// Plain text
    Text,
    /// MP3
    Mp3,
    /// AAC in MP4
    M4a,
    /// WAVE
    Wav,
    /// AMR, of recorders
    Amr,
    /// MP4
    Mp4,
    /// QuickTime
    Mov,
    /// WebM, of browsers
    Webm,
    /// AVI, of recorders
    Avi,
    /// ZIP
    Zip,
}

/// Classes of types, by what is done with them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Class {
    /// 图片
    Picture,
    /// 文档
    Document,
    /// 录音
    Sound,
    /// 录像
    Video,
    /// 压缩包
    Archive,
}

impl FileType {
    /// Every type.
    pub const ALL: [Self; 19] = [
        Self::Jpeg,
        Self::Png,
        Self::Webp,
        Self::Bmp,
        Self::Heic,
        Self::Pdf,
        Self::Ofd,
        Self::Docx,
        Self::Xlsx,
        Self::Text,
        Self::Mp3,
        Self::M4a,
        Self::Wav,
        Self::Amr,
        Self::Mp4,
        Self::Mov,
        Self::Webm,
        Self::Avi,
        Self::Zip,
    ];

    /// Its class.
    pub const fn class(self) -> Class {
        match self {
            Self::Jpeg | Self::Png | Self::Webp | Self::Bmp | Self::Heic => Class::Picture,
            Self::Pdf | Self::Ofd | Self::Docx | Self::Xlsx | Self::Text => Class::Document,
            Self::Mp3 | Self::M4a | Self::Wav | Self::Amr => Class::Sound,
            Self::Mp4 | Self::Mov | Self::Webm | Self::Avi => Class::Video,
            Self::Zip => Class::Archive,
        }
    }

    /// Media type (RFC 6838): `image/jpeg`.
    pub const fn media_type(self) -> &'static str {
        match self {
            Self::Jpeg => "image/jpeg",
            Self::Png => "image/png",
            Self::Webp => "image/webp",
            Self::Bmp => "image/bmp",
            Self::Heic => "image/heic",
            Self::Pdf => "application/pdf",
            Self::Ofd => "application/ofd",
            Self::Docx => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            Self::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            Self::Text => "text/plain",
            Self::Mp3 => "audio/mpeg",
            Self::M4a => "audio/mp4",
            Self::Wav => "audio/wav",
            Self::Amr => "audio/amr",
            Self::Mp4 => "video/mp4",
            Self::Mov => "video/quicktime",
            Self::Webm => "video/webm",
            Self::Avi => "video/x-msvideo",
            Self::Zip => "application/zip",
        }
    }

    /// How its names end.
    pub const fn endings(self) -> &'static [&'static str] {
        match self {
            Self::Jpeg => &["jpg", "jpeg"],
            Self::Png => &["png"],
            Self::Webp => &["webp"],
            Self::Bmp => &["bmp"],
            Self::Heic => &["heic", "heif"],
            Self::Pdf => &["pdf"],
            Self::Ofd => &["ofd"],
            Self::Docx => &["docx"],
            Self::Xlsx => &["xlsx"],
            Self::Text => &["txt", "csv", "log"],
            Self::Mp3 => &["mp3"],
            Self::M4a => &["m4a", "aac"],
            Self::Wav => &["wav"],
            Self::Amr => &["amr"],
            Self::Mp4 => &["mp4", "m4v"],
            Self::Mov => &["mov"],
            Self::Webm => &["webm"],
            Self::Avi => &["avi"],
            Self::Zip => &["zip"],
        }
    }

    /// The type of a name's ending; none: no type that is taken.
    pub fn ending(ending: &str) -> Option<Self> {
        let ending = ending.to_ascii_lowercase();
        Self::ALL
            .into_iter()
            .find(|it| it.endings().contains(&ending.as_str()))
    }

    /// Whether a preview is made of it.
    pub const fn has_preview(self) -> bool {
        matches!(self, Self::Jpeg | Self::Png | Self::Webp | Self::Bmp)
    }
}

impl Class {
    /// The class in Chinese: `图片`.
    pub const fn zh(self) -> &'static str {
        match self {
            Self::Picture => "图片",
            Self::Document => "文档",
            Self::Sound => "录音",
            Self::Video => "录像",
            Self::Archive => "压缩包",
        }
    }
}
