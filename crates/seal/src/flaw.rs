//! Why something signed is not believed.

/// Why something signed is not believed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Flaw {
    /// There is nothing to verify.
    #[error("it carries no seal of this platform")]
    Unsealed,
    /// It is not written as the format says; what follows names the part.
    #[error("it is not written as the format says: {0}")]
    Malformed(&'static str),
    /// The contents are not those that were signed; what follows names the part.
    #[error("it was altered after it was signed: {0}")]
    Altered(String),
    /// The signature does not fit the key of the certificate.
    #[error("the signature does not fit the certificate")]
    Signature,
    /// The certificate was not issued by the authority that it names.
    #[error("the certificate was not issued by the authority that it names")]
    Certificate,
    /// The certificate did not hold at the instant of signing.
    #[error("the certificate did not hold when it signed")]
    Expired,
    /// The authority is not among those that the reader trusts.
    #[error("the certificate authority is not among the published ones")]
    UnknownAuthority,
    /// The key is not among those published.
    #[error("key {0} is not among the published ones")]
    UnknownKey(String),
    /// The presentation is no longer valid, or not yet.
    #[error("the presentation is not valid now: issued {0}")]
    NotNow(String),
}

impl Flaw {
    /// Stable name: `ALTERED`.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Unsealed => "UNSEALED",
            Self::Malformed(_) => "MALFORMED",
            Self::Altered(_) => "ALTERED",
            Self::Signature => "SIGNATURE",
            Self::Certificate => "CERTIFICATE",
            Self::Expired => "EXPIRED",
            Self::UnknownAuthority => "UNKNOWN_AUTHORITY",
            Self::UnknownKey(_) => "UNKNOWN_KEY",
            Self::NotNow(_) => "NOT_NOW",
        }
    }

    /// What is wrong and what to do, in Chinese.
    pub const fn zh(&self) -> &'static str {
        match self {
            Self::Unsealed => "没有本平台的电子印章，请核对是否为原件",
            Self::Malformed(_) => "内容不符合格式，可能被改动或者不完整，请重新取得原件",
            Self::Altered(_) => "签名之后内容被改动，不可采信，请向出具机关索取原件",
            Self::Signature => "签名与证书不符，不可采信，请向出具机关核实",
            Self::Certificate => "证书不是由所称的机构签发，不可采信",
            Self::Expired => "签名时证书不在有效期内，请向出具机关核实",
            Self::UnknownAuthority => "签发机构不在已公布的范围内，请从官方渠道取得公布的证书",
            Self::UnknownKey(_) => "所用密钥不在已公布的范围内，请更新公布的证书后再验证",
            Self::NotNow(_) => "亮证信息已失效或者尚未生效（有效期六十秒），请要求执法人员重新出示",
        }
    }
}

impl From<der::Error> for Flaw {
    fn from(_: der::Error) -> Self {
        Self::Malformed("DER")
    }
}
