//! Why the element centre says no.

use refusal::{Code, Reason};

/// The element belongs to a division that the caller does not keep.
pub const FOREIGN_DIVISION: Reason = Reason {
    name: "FOREIGN_DIVISION",
    code: Code::Forbidden,
    domain: "elements",
    meaning: "The element belongs, before or after the change, to a division outside the caller's.",
    remedy: "请由该要素所属区划的要素管理员办理。",
};
/// Some registries are kept by the province.
pub const PROVINCE_ONLY: Reason = Reason {
    name: "PROVINCE_ONLY",
    code: Code::Forbidden,
    domain: "elements",
    meaning: "Laws, divisions, holiday calendars and pilot switches are recorded by the province's element clerks only.",
    remedy: "执法依据、行政区划、节假日安排和试点开关由省级统一维护，请联系省级要素管理员。",
};
/// Something that the element refers to does not hold on its first day.
pub const REFERENCE_NOT_IN_FORCE: Reason = Reason {
    name: "REFERENCE_NOT_IN_FORCE",
    code: Code::Refused,
    domain: "elements",
    meaning: "An element that is referred to is not recorded as holding on valid_from; the violation names the field.",
    remedy: "请先录入所引用的要素，或者核对编号和生效日期。",
};
/// The article that an item rests on does not hold on its first day.
pub const BASIS_NOT_IN_FORCE: Reason = Reason {
    name: "BASIS_NOT_IN_FORCE",
    code: Code::Refused,
    domain: "elements",
    meaning: "An article, paragraph or item that is named is not in force on valid_from, or, for an item of enforcement, on a later day of its validity.",
    remedy: "请先录入该法律法规的有效版本，或者核对条款项和生效、失效日期。",
};
/// What is said of the division does not fit the agency.
pub const DIVISION_DOES_NOT_FIT: Reason = Reason {
    name: "DIVISION_DOES_NOT_FIT",
    code: Code::Refused,
    domain: "elements",
    meaning: "The division differs from the agency's (officer), or lies outside it (posting, standard).",
    remedy: "请按所属执法主体的区划填写。",
};
/// The code names another element already.
pub const IDENTITY_TAKEN: Reason = Reason {
    name: "IDENTITY_TAKEN",
    code: Code::Duplicate,
    domain: "elements",
    meaning: "Another element of the registry carries the same code for some of the same days; metadata.element_id names it.",
    remedy: "该编码已登记在其他要素名下，请核对后使用已有要素，或者先更正原登记。",
};
/// A law is replaced by laws that it replaces in turn.
pub const REPLACED_IN_A_CIRCLE: Reason = Reason {
    name: "REPLACED_IN_A_CIRCLE",
    code: Code::Refused,
    domain: "elements",
    meaning: "The chain of replaced_by comes back to the law itself, or goes round behind it; metadata.chain names it.",
    remedy: "请核对“被何法替代”，按先后顺序填写，不能互相替代。",
};
/// There is nothing to withdraw.
pub const NOTHING_HOLDS: Reason = Reason {
    name: "NOTHING_HOLDS",
    code: Code::Refused,
    domain: "elements",
    meaning: "Nothing is recorded of the element for the days that are to be withdrawn.",
    remedy: "该时段没有有效记录，无需撤销，请核对日期。",
};

/// What is said does not fit what is referred to.
pub const REFERENCE_DOES_NOT_FIT: Reason = Reason {
    name: "REFERENCE_DOES_NOT_FIT",
    code: Code::Refused,
    domain: "elements",
    meaning: "The element that is referred to holds, but is of another kind, line or level; the violation names the field.",
    remedy: "请按提示核对所引用的要素，使类别、领域和层级一致。",
};
/// An entrusted organisation entrusts another.
pub const ENTRUSTED_FURTHER: Reason = Reason {
    name: "ENTRUSTED_FURTHER",
    code: Code::Refused,
    domain: "elements",
    meaning: "The principal of an entrusted organisation is itself entrusted (行政处罚法 §20(4)).",
    remedy: "受委托组织不得再委托，请填写作出委托的行政机关。",
};
/// An officer would hold two certificates of a kind for the same line.
pub const CERTIFICATES_OVERLAP: Reason = Reason {
    name: "CERTIFICATES_OVERLAP",
    code: Code::Duplicate,
    domain: "elements",
    meaning: "The officer holds another valid certificate of the same kind and line on some of the same days; metadata.element_id names it.",
    remedy: "请核对发证日期和有效期；换证的，请先将原证的有效期截至换证前一日，或者登记为吊销。",
};
/// A standard leaves the range of the article.
pub const STANDARD_OUT_OF_RANGE: Reason = Reason {
    name: "STANDARD_OUT_OF_RANGE",
    code: Code::Refused,
    domain: "elements",
    meaning: "A tier of the standard lies outside the range of fines of its item (行政处罚法 §34); metadata names item_id, range (fen) and basis.",
    remedy: "请将各阶次的罚款幅度改在法定幅度以内；减轻处罚请作为裁量因素填写，不单列阶次。",
};
/// A form lacks what the law demands in it.
pub const TEMPLATE_LACKS_FIELD: Reason = Reason {
    name: "TEMPLATE_LACKS_FIELD",
    code: Code::Refused,
    domain: "elements",
    meaning: "A document template lacks a field that the law demands, or lets it be left out; each violation names a field and its article.",
    remedy: "请按所列条款补齐法定字段，并标为必填。",
};
/// An element does not hold to a norm of its registry.
pub const NORM_NOT_MET: Reason = Reason {
    name: "NORM_NOT_MET",
    code: Code::Refused,
    domain: "elements",
    meaning: "A norm in force binds the registry in the division, and the element breaks one of its rules; metadata names norm and clause.",
    remedy: "请按所列业务规范条款补充或者更正该字段。",
};

/// The upper deployment manages the element.
pub const MANAGED_ABOVE: Reason = Reason {
    name: "MANAGED_ABOVE",
    code: Code::Refused,
    domain: "elements",
    meaning: "The element was adopted from the upper deployment's element centre and is read-only here; metadata.managed_by names it.",
    remedy: "请向上级要素中心提出更正，更正后将自动下发至本级。",
};

/// The element is larger than whoever follows can take.
pub const ELEMENT_TOO_LARGE: Reason = Reason {
    name: "ELEMENT_TOO_LARGE",
    code: Code::Refused,
    domain: "elements",
    meaning: "All versions of the element together are larger than an event of the feed may be.",
    remedy: "请缩短附件，或者将过长的内容拆分为另一要素。",
};
/// The file is not a bundle.
pub const BUNDLE_UNREADABLE: Reason = Reason {
    name: "BUNDLE_UNREADABLE",
    code: Code::Malformed,
    domain: "elements",
    meaning: "The file is not a bundle of this platform, or not whole.",
    remedy: "请选择由本平台“导出配置包”生成的文件，或者重新导出。",
};
/// The bundle is not what was signed.
pub const BUNDLE_ALTERED: Reason = Reason {
    name: "BUNDLE_ALTERED",
    code: Code::Malformed,
    domain: "elements",
    meaning: "The signature of the bundle does not fit its content.",
    remedy: "配置包内容可能被改动，请向提供方重新索取。",
};
/// Nobody here trusts the key that signed the bundle yet.
pub const BUNDLE_KEY_UNKNOWN: Reason = Reason {
    name: "BUNDLE_KEY_UNKNOWN",
    code: Code::Refused,
    domain: "elements",
    meaning: "The bundle is signed by a key that this deployment does not list; metadata.key_id names it.",
    remedy: "请先向提供方核对公钥指纹；核对无误后可选择“接受未登记的公钥”再次导入，或者由运维人员登记该公钥。",
};
/// The element is not of a kind that travels in bundles.
pub const NOT_FOR_BUNDLES: Reason = Reason {
    name: "NOT_FOR_BUNDLES",
    code: Code::Malformed,
    domain: "elements",
    meaning: "Only scenes, document templates, parameter packs, standards, lists of leniency and norms travel in bundles.",
    remedy: "配置包只能包含综合查一次场景、执法文书、参数包、裁量基准、四张清单和业务规范。",
};

/// The change was proposed by whoever wants to publish it.
pub const SAME_PERSON: Reason = Reason {
    name: "SAME_PERSON",
    code: Code::Refused,
    domain: "elements",
    meaning: "A change is published or rejected by another person than the one who proposed it.",
    remedy: "请由另一名要素管理员审核发布；如需收回，请使用撤回。",
};
/// A machine wants to publish.
pub const PERSON_ONLY: Reason = Reason {
    name: "PERSON_ONLY",
    code: Code::Forbidden,
    domain: "elements",
    meaning: "Publishing and rejecting changes is for persons, never for service accounts.",
    remedy: "请由要素管理员登录后审核发布。",
};
/// Somebody who did not propose a change wants to take it back.
pub const NOT_THE_PROPOSER: Reason = Reason {
    name: "NOT_THE_PROPOSER",
    code: Code::Forbidden,
    domain: "elements",
    meaning: "A change is cancelled by whoever proposed it; others may reject it.",
    remedy: "请由提出人撤回，或者由审核人退回。",
};
/// The change was decided already.
pub const CHANGE_NOT_PENDING: Reason = Reason {
    name: "CHANGE_NOT_PENDING",
    code: Code::Refused,
    domain: "elements",
    meaning: "The change is not PROPOSED: it is being published, or was published, rejected or cancelled; metadata.state says which.",
    remedy: "请刷新后查看该变更单的状态；如需继续变更，请另行提出。",
};
/// An element has changed since its change was proposed.
pub const ELEMENT_MOVED: Reason = Reason {
    name: "ELEMENT_MOVED",
    code: Code::Stale,
    domain: "elements",
    meaning: "An element of the change was changed since the change was proposed; metadata.registry, metadata.element_id and metadata.current_etag name it. The change stays PROPOSED.",
    remedy: "请退回或撤回该变更单，核对该要素的现状后重新提出。",
};
/// Two parties cannot be merged.
pub const MERGE_IMPOSSIBLE: Reason = Reason {
    name: "MERGE_IMPOSSIBLE",
    code: Code::Refused,
    domain: "elements",
    meaning: "A party is merged only into another party of the same kind that stands for itself on every day of the merge.",
    remedy: "请核对两个检查对象的编号、类型和并入日期；目标已并入他人的，请直接并入最终保留的检查对象。",
};
/// There is no merge to undo.
pub const NOT_MERGED: Reason = Reason {
    name: "NOT_MERGED",
    code: Code::Refused,
    domain: "elements",
    meaning: "The party is not merged into another on that day.",
    remedy: "该检查对象未并入其他对象，无需撤销合并，请核对编号和日期。",
};

/// A power cannot pass by such an instrument.
pub const POWER_CANNOT_PASS: Reason = Reason {
    name: "POWER_CANNOT_PASS",
    code: Code::Refused,
    domain: "elements",
    meaning: "A grant, concentration or entrustment names an agency or an item between which the power cannot pass (行政处罚法 §17 to §24, 行政强制法 §17).",
    remedy: "请核对原实施主体、赋予对象和事项，按法律规定的方式重新填写。",
};
/// A claim goes beyond the instrument.
pub const CLAIM_DOES_NOT_FIT: Reason = Reason {
    name: "CLAIM_DOES_NOT_FIT",
    code: Code::Refused,
    domain: "elements",
    meaning: "A claim is made under an instrument that asks for none, by an agency to which it grants nothing, or of an item that is not on its list.",
    remedy: "请对照赋权事项清单和赋权确认书填写认领的事项。",
};
/// A list names an item of another family.
pub const LIST_DOES_NOT_FIT: Reason = Reason {
    name: "LIST_DOES_NOT_FIT",
    code: Code::Refused,
    domain: "elements",
    meaning: "A list on compulsion names a penalty, or a list on penalties something else.",
    remedy: "请把该事项列入相应的清单。",
};
/// A parameter undercuts the higher law.
pub const UNDERCUTS_HIGHER_LAW: Reason = Reason {
    name: "UNDERCUTS_HIGHER_LAW",
    code: Code::Refused,
    domain: "elements",
    meaning: "Parameters of the pack give less than national law, or a pack that stands above, demands; each is named with its bound and the article.",
    remedy: "请按所列上位规定修改这些参数后重新登记。",
};

/// A citation names nothing that is there on the day.
pub const CITATION_NOT_FOUND: Reason = Reason {
    name: "CITATION_NOT_FOUND",
    code: Code::Absent,
    domain: "elements",
    meaning: "The citation names nothing that is in force on the day; metadata.part says which part was not found: law, version, article, paragraph or item.",
    remedy: "请核对名称、条款项序号和日期；未收录的法律法规由省级要素管理员录入。",
};

/// A file is larger than files may be.
pub const FILE_TOO_LARGE: Reason = Reason {
    name: "FILE_TOO_LARGE",
    code: Code::Refused,
    domain: "elements",
    meaning: "The file has more bytes than a file may have.",
    remedy: "请拆分文件后分批导入。",
};
/// A piece does not go on where its upload ends.
pub const UPLOAD_OUT_OF_STEP: Reason = Reason {
    name: "UPLOAD_OUT_OF_STEP",
    code: Code::Refused,
    domain: "elements",
    meaning: "The piece leaves a gap in the upload, or other bytes stand where it begins; metadata.size is where the next piece begins.",
    remedy: "请从已保存的位置继续上传，或者重新上传整个文件。",
};
/// The upload is not whole.
pub const UPLOAD_INCOMPLETE: Reason = Reason {
    name: "UPLOAD_INCOMPLETE",
    code: Code::Refused,
    domain: "elements",
    meaning: "The last piece of the upload has not been sent.",
    remedy: "请继续上传，完成后再办理导入。",
};
/// The caller has too much in transfer.
pub const TOO_MUCH_IN_TRANSFER: Reason = Reason {
    name: "TOO_MUCH_IN_TRANSFER",
    code: Code::Refused,
    domain: "elements",
    meaning: "The caller's uploads take too much room, or too many of the caller's imports and exports have not ended.",
    remedy: "请等待正在进行的导入导出完成，或者取消后再办理。",
};
/// A file could not be made of what it was to hold.
pub const FILE_NOT_WRITTEN: Reason = Reason {
    name: "FILE_NOT_WRITTEN",
    code: Code::Refused,
    domain: "elements",
    meaning: "What is exported does not fit the format: a cell is too long, or there are too many rows for a workbook.",
    remedy: "请选择CSV格式，或者按区划分次导出。",
};

/// Every reason of the element centre.
pub const ALL: &[&Reason] = &[
    &FOREIGN_DIVISION,
    &PROVINCE_ONLY,
    &REFERENCE_NOT_IN_FORCE,
    &BASIS_NOT_IN_FORCE,
    &DIVISION_DOES_NOT_FIT,
    &IDENTITY_TAKEN,
    &REPLACED_IN_A_CIRCLE,
    &NOTHING_HOLDS,
    &REFERENCE_DOES_NOT_FIT,
    &ENTRUSTED_FURTHER,
    &CERTIFICATES_OVERLAP,
    &STANDARD_OUT_OF_RANGE,
    &TEMPLATE_LACKS_FIELD,
    &NORM_NOT_MET,
    &MANAGED_ABOVE,
    &SAME_PERSON,
    &PERSON_ONLY,
    &NOT_THE_PROPOSER,
    &CHANGE_NOT_PENDING,
    &ELEMENT_MOVED,
    &MERGE_IMPOSSIBLE,
    &NOT_MERGED,
    &ELEMENT_TOO_LARGE,
    &BUNDLE_UNREADABLE,
    &BUNDLE_ALTERED,
    &BUNDLE_KEY_UNKNOWN,
    &NOT_FOR_BUNDLES,
    &POWER_CANNOT_PASS,
    &CLAIM_DOES_NOT_FIT,
    &LIST_DOES_NOT_FIT,
    &UNDERCUTS_HIGHER_LAW,
    &CITATION_NOT_FOUND,
    &FILE_TOO_LARGE,
    &UPLOAD_OUT_OF_STEP,
    &UPLOAD_INCOMPLETE,
    &TOO_MUCH_IN_TRANSFER,
    &FILE_NOT_WRITTEN,
];

#[cfg(test)]
mod tests {
    #[test]
    fn every_reason_says_what_to_do() {
        for reason in super::ALL {
            assert_eq!(reason.domain, "elements", "{}", reason.name);
            assert!(reason.remedy.ends_with('。'), "{}", reason.name);
        }
    }
}
