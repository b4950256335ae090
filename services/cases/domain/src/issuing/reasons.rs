//! Stable reasons of issuing.

use refusal::{Code, Reason};

use crate::reasons::reasons;

reasons! {
    Refused {
        DOCUMENT_AFTER_ARCHIVING:
            "The file of the case is sealed: it was filed away.",
            "案卷归档后不再增减文书；确有错误的，请先依法撤销、变更决定，再制发文书。";
        DOCUMENT_CORRECTED_UNKNOWN:
            "The document that is to be corrected is none of the case's.",
            "请核对所更正文书的序号，见案件的文书目录。";
        DOCUMENT_ALREADY_ISSUED:
            "The case has a document of this form about the same thing, and it counts.",
            "请使用已制发的文书；有误的，先说明理由作废，或者在新的文书中注明更正该文书。";
        DOCUMENT_NOT_PRINTED:
            "The document was not printed.",
            "请补全文书内容后重新制发。";
        DOCUMENT_FIELD_MISSING:
            "Fields that the law demands in the document are empty.",
            "请按提示补全所缺内容后重新制发。";
        DOCUMENT_FORM_UNKNOWN:
            "The catalogue has no such form, or the case has nothing that the form is about.",
            "请从案件可用文书中选择。";
        DOCUMENT_NOT_STANDING:
            "The document is none of the case's, or void already.",
            "请核对文书序号，见案件的文书目录。";
        DOCUMENT_VOIDED_IN_SILENCE:
            "The document has reached the party, and no further document tells it that it does not count.",
            "已送达的文书不得径行作废；请先制发补正、更正或者撤销、变更文书，注明所更正的文书，并送达当事人。";
    }
}
