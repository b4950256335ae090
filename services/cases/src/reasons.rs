//! Stable reasons of the service, beside those of the law (`cases_domain::reasons`).

use refusal::{Code, Reason};

/// What is known of certificates is too old to rely on.
pub const REPLICA_TOO_OLD: Reason = Reason {
    name: "REPLICA_TOO_OLD",
    code: Code::Refused,
    domain: "cases",
    meaning: "What the service knows of certificates is older than it may be, and the element centre does not answer.",
    remedy: "请稍后重试；持续出现时，请联系系统管理员检查执法要素中心。",
};

/// A function of the platform is not open for the agency, the line or the level.
pub const FEATURE_NOT_OPEN: Reason = Reason {
    name: "FEATURE_NOT_OPEN",
    code: Code::Refused,
    domain: "cases",
    meaning: "The function is being introduced step by step and is not open here yet; the metadata names its switch.",
    remedy: "请按原有方式办理，或者联系系统管理员了解开放时间。",
};

/// A bank's transaction was told before with other contents.
pub const PAYMENT_CONTENTS_DIFFER: Reason = Reason {
    name: "PAYMENT_CONTENTS_DIFFER",
    code: Code::Refused,
    domain: "cases",
    meaning: "The bank's transaction was told before with other contents.",
    remedy: "请银行核对流水号和缴款内容；更正应当使用新的流水号。",
};

/// A parked payment does not stand where this can be done.
pub const PARKED_PAYMENT_SETTLED: Reason = Reason {
    name: "PARKED_PAYMENT_SETTLED",
    code: Code::Refused,
    domain: "cases",
    meaning: "The payment is not parked, or nothing is proposed for it.",
    remedy: "请刷新待查款项列表后再办理。",
};

/// Whoever proposed it decides.
pub const PAYMENT_DECIDED_BY_PROPOSER: Reason = Reason {
    name: "PAYMENT_DECIDED_BY_PROPOSER",
    code: Code::Refused,
    domain: "cases",
    meaning: "Whoever proposed what is to become of a parked payment cannot decide on it.",
    remedy: "请由其他机关负责人审批。",
};

/// The id of the upload stands for another upload.
pub const UPLOAD_ID_TAKEN: Reason = Reason {
    name: "UPLOAD_ID_TAKEN",
    code: Code::Refused,
    domain: "cases",
    meaning: "The id of the upload stands for another upload.",
    remedy: "请使用新的上传编号。",
};

/// The officer has as many uploads open as may be.
pub const TOO_MANY_UPLOADS: Reason = Reason {
    name: "TOO_MANY_UPLOADS",
    code: Code::Refused,
    domain: "cases",
    meaning: "The officer has as many uploads open as may be.",
    remedy: "请先完成或者放弃未完成的上传。",
};

/// The upload is completed, abandoned or collected.
pub const UPLOAD_ENDED: Reason = Reason {
    name: "UPLOAD_ENDED",
    code: Code::Refused,
    domain: "cases",
    meaning: "The upload is completed, abandoned or collected.",
    remedy: "已入卷的在案件中查看；其他情形请用新的编号重新上传。",
};

/// Chunks of the upload are missing; GetUpload names them.
pub const UPLOAD_INCOMPLETE: Reason = Reason {
    name: "UPLOAD_INCOMPLETE",
    code: Code::Refused,
    domain: "cases",
    meaning: "Chunks of the upload are missing; GetUpload names them.",
    remedy: "请补传缺少的块后再提交。",
};

/// The bytes received have other hashes than were declared where the file was taken.
pub const UPLOAD_HASH_DIFFERS: Reason = Reason {
    name: "UPLOAD_HASH_DIFFERS",
    code: Code::Refused,
    domain: "cases",
    meaning: "The bytes received have other hashes than were declared where the file was taken.",
    remedy: "已收到的内容保留；请在采集设备上核对原文件，放弃本次上传后按原文件重新上传。",
};

/// An acknowledged chunk is lost or changed in the store.
pub const UPLOAD_DAMAGED: Reason = Reason {
    name: "UPLOAD_DAMAGED",
    code: Code::Refused,
    domain: "cases",
    meaning: "An acknowledged chunk is lost or changed in the store.",
    remedy: "请放弃本次上传后重新上传，并告知系统管理员检查存储。",
};

/// The chunk differs from the one acknowledged before, or from its own hash.
pub const CHUNK_DIFFERS: Reason = Reason {
    name: "CHUNK_DIFFERS",
    code: Code::Refused,
    domain: "cases",
    meaning: "The chunk differs from the one acknowledged before, or from its own hash.",
    remedy: "请核对是否为同一文件；传输损坏的请重传该块，文件不同的请用新的编号上传。",
};

/// The name of the file could mislead a person or a machine.
pub const FILE_NAME_UNSAFE: Reason = Reason {
    name: "FILE_NAME_UNSAFE",
    code: Code::Refused,
    domain: "cases",
    meaning: "The name of the file could mislead a person or a machine.",
    remedy: "请改用不含特殊字符的文件名。",
};

/// The strokes of a signature are not on file.
pub const STROKES_NOT_ON_FILE: Reason = Reason {
    name: "STROKES_NOT_ON_FILE",
    code: Code::Refused,
    domain: "cases",
    meaning: "The strokes of the signature are not on file.",
    remedy: "请由签名人在笔录页上手写签名并存入本案后再提交。",
};

/// Files of this type are not taken.
pub const FILE_TYPE_NOT_TAKEN: Reason = Reason {
    name: "FILE_TYPE_NOT_TAKEN",
    code: Code::Refused,
    domain: "cases",
    meaning: "Files of this type are not taken.",
    remedy: "请转换为可接收的类型（如JPG、PNG、PDF、MP4），或者打印后拍照、扫描上传。",
};

/// The bytes of the file are of another type than its name says.
pub const FILE_TYPE_DIFFERS: Reason = Reason {
    name: "FILE_TYPE_DIFFERS",
    code: Code::Refused,
    domain: "cases",
    meaning: "The bytes of the file are of another type than its name says.",
    remedy: "请核对原文件，按实际类型命名后重新上传。",
};

/// This kind of evidence does not take files of this type.
pub const FILE_TYPE_NOT_OF_KIND: Reason = Reason {
    name: "FILE_TYPE_NOT_OF_KIND",
    code: Code::Refused,
    domain: "cases",
    meaning: "This kind of evidence does not take files of this type.",
    remedy: "请核对证据种类；从设备、网络中提取的原始文件按电子数据入卷。",
};

/// The file is empty, or larger than its type may be.
pub const FILE_SIZE_OUT_OF_BOUNDS: Reason = Reason {
    name: "FILE_SIZE_OUT_OF_BOUNDS",
    code: Code::Refused,
    domain: "cases",
    meaning: "The file is empty, or larger than its type may be.",
    remedy: "请核对文件；过大的录像请分段上传。",
};

/// The file is damaged and could not be read by anybody.
pub const FILE_DAMAGED: Reason = Reason {
    name: "FILE_DAMAGED",
    code: Code::Refused,
    domain: "cases",
    meaning: "The file is damaged and could not be read by anybody.",
    remedy: "请从采集设备重新取得原文件。",
};

/// The file holds something that acts, hides something, or swells when it is opened.
pub const FILE_UNSAFE: Reason = Reason {
    name: "FILE_UNSAFE",
    code: Code::Refused,
    domain: "cases",
    meaning: "The file holds something that acts, hides something, or swells when it is opened.",
    remedy: "请去除后另存，或者打印、截图后上传；原始载体封存保管并作为物证、电子数据记载。",
};

/// There is no preview of this file.
pub const NO_PREVIEW: Reason = Reason {
    name: "NO_PREVIEW",
    code: Code::Refused,
    domain: "cases",
    meaning: "There is no preview of this file.",
    remedy: "请下载原文件查看。",
};

/// A stored file is not what was stored.
pub const FILE_ALTERED: Reason = Reason {
    name: "FILE_ALTERED",
    code: Code::Refused,
    domain: "cases",
    meaning: "The bytes in the vault are gone or are not those whose hash stands in the record.",
    remedy: "请勿使用该文件，立即告知系统管理员：应当从备份恢复，并查明原因。",
};

/// There is nothing to bind.
pub const FILE_EMPTY: Reason = Reason {
    name: "FILE_EMPTY",
    code: Code::Refused,
    domain: "cases",
    meaning: "The file of the case has no issued document that stands.",
    remedy: "请先制发文书，再导出案卷。",
};

/// A paper of the file cannot be bound.
pub const FILE_UNBINDABLE: Reason = Reason {
    name: "FILE_UNBINDABLE",
    code: Code::Refused,
    domain: "cases",
    meaning: "A document cannot be bound, or the cover lacks what it must hold; the message names it.",
    remedy: "请按提示补齐卷宗封面的内容，或者更换不能装订的文书。",
};

/// The id that a phone made for its case belongs to another.
pub const CASE_ID_TAKEN: Reason = Reason {
    name: "CASE_ID_TAKEN",
    code: Code::Duplicate,
    domain: "cases",
    meaning: "The id that the phone made for the case that it opens is in use.",
    remedy: "该案件编号已被使用，请在手机上重新生成编号后另行提交。",
};

/// A command that another builds on was not done.
pub const PRECEDING_COMMAND_NOT_DONE: Reason = Reason {
    name: "PRECEDING_COMMAND_NOT_DONE",
    code: Code::Refused,
    domain: "cases",
    meaning: "A command that this one builds on was refused, in conflict or expired; the metadata names it.",
    remedy: "请先更正其所依据的离线操作，再以新的编号提交本项操作。",
};

/// What a command builds on did not arrive in time.
pub const COMMAND_EXPIRED: Reason = Reason {
    name: "COMMAND_EXPIRED",
    code: Code::Refused,
    domain: "cases",
    meaning: "The commands that this one builds on did not arrive within the days for which it waits.",
    remedy: "其所依据的离线操作逾期未到，本项未办理；请核对后以新的编号提交。",
};

/// Too many commands of the account wait.
pub const OFFLINE_QUEUE_FULL: Reason = Reason {
    name: "OFFLINE_QUEUE_FULL",
    code: Code::Throttled,
    domain: "cases",
    meaning: "Too many off-line commands of the account wait for others; the metadata says how many may.",
    remedy: "等待中的离线操作过多，请先提交其所依据的操作。",
};

/// An agency that no longer stands seals nothing.
pub const SEAL_LAPSED: Reason = Reason {
    name: "SEAL_LAPSED",
    code: Code::Refused,
    domain: "cases",
    meaning: "The agency is no enforcement subject on the day: nothing is sealed or signed in its name.",
    remedy: "请核对执法主体清单；主体已变更的，由承继其职权的执法主体制发文书。",
};

/// Somebody without a certificate in force signs nothing.
pub const SIGNER_LAPSED: Reason = Reason {
    name: "SIGNER_LAPSED",
    code: Code::Refused,
    domain: "cases",
    meaning: "The officer holds no enforcement certificate in force on the day.",
    remedy: "请先办理执法证件的核发、恢复或者换发，再签名。",
};

/// Whoever wants to see a case has not proved to be its party.
pub const PARTY_NOT_PROVEN: Reason = Reason {
    name: "PARTY_NOT_PROVEN",
    code: Code::Unauthenticated,
    domain: "cases",
    meaning: "The case identity code or the second factor is wrong, or it was tried too often. Which of them is not told.",
    remedy: "请核对文书上的案件身份码和送达时告知的取件码；多次不符的，请十五分钟后再试，或者联系办案机关。",
};

/// The party's session is over.
pub const PARTY_SESSION_OVER: Reason = Reason {
    name: "PARTY_SESSION_OVER",
    code: Code::Unauthenticated,
    domain: "cases",
    meaning: "The party's session has ended.",
    remedy: "请重新输入案件身份码和验证信息。",
};

/// The party has no decision that a parcel could prove.
pub const PARCEL_NOT_READY: Reason = Reason {
    name: "PARCEL_NOT_READY",
    code: Code::Refused,
    domain: "cases",
    meaning: "No decision of the case has been served on the party.",
    remedy: "收到处理决定后可以下载材料包；此前送达的文书可以逐份下载。",
};

/// Reasons of the service alone.
pub const OWN: &[&Reason] = &[
    &PARTY_NOT_PROVEN,
    &PARTY_SESSION_OVER,
    &PARCEL_NOT_READY,
    &REPLICA_TOO_OLD,
    &FEATURE_NOT_OPEN,
    &PAYMENT_CONTENTS_DIFFER,
    &PARKED_PAYMENT_SETTLED,
    &PAYMENT_DECIDED_BY_PROPOSER,
    &UPLOAD_ID_TAKEN,
    &TOO_MANY_UPLOADS,
    &UPLOAD_ENDED,
    &UPLOAD_INCOMPLETE,
    &UPLOAD_HASH_DIFFERS,
    &UPLOAD_DAMAGED,
    &CHUNK_DIFFERS,
    &FILE_NAME_UNSAFE,
    &STROKES_NOT_ON_FILE,
    &FILE_TYPE_NOT_TAKEN,
    &FILE_TYPE_DIFFERS,
    &FILE_TYPE_NOT_OF_KIND,
    &FILE_SIZE_OUT_OF_BOUNDS,
    &FILE_DAMAGED,
    &FILE_UNSAFE,
    &NO_PREVIEW,
    &FILE_ALTERED,
    &FILE_EMPTY,
    &FILE_UNBINDABLE,
    &SEAL_LAPSED,
    &SIGNER_LAPSED,
    &CASE_ID_TAKEN,
    &PRECEDING_COMMAND_NOT_DONE,
    &COMMAND_EXPIRED,
    &OFFLINE_QUEUE_FULL,
];

/// Every reason of case handling: the law's and the service's.
pub fn all() -> impl Iterator<Item = &'static Reason> {
    let leads = leads_domain::reasons::ALL.iter().copied();
    cases_domain::reasons::all()
        .chain(leads)
        .chain(OWN.iter().copied())
}
