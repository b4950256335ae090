//! Stable reasons of the fast path.

use refusal::{Code, Reason};

use crate::reasons::reasons;

reasons! {
    Refused {
        FAST_NOT_OPEN:
            "The item is not open to the fast path.",
            "该事项不适用快速办理，请按普通程序立案。";
        FAST_NOT_MARKED:
            "The case was not filed for the fast path.",
            "快速办理应当在立案时确定，请按普通程序继续办理。";
        FAST_LEFT:
            "The case has left the fast path, and does not come back.",
            "案件已转为普通办理，请按普通程序继续办理。";
        FAST_AGREED_ALREADY:
            "The party's admission and agreement are on record already.",
            "当事人的认错认罚已经入卷，无需再次记录。";
        FAST_NOT_SIGNED:
            "The party did not sign its admission and agreement.",
            "请由当事人签名确认认错认罚并同意快速办理；不签名的，请转为普通办理。";
        FAST_FACTS_UNCLEAR:
            "The facts are not clear.",
            "事实尚未查清的，请转为普通办理，继续调查取证。";
        FAST_NOT_AGREED:
            "The party has not admitted and agreed in writing.",
            "请先取得当事人签名的认错认罚材料，或者转为普通办理。";
        FAST_TOO_HEAVY:
            "The proposed fine reaches the figure from which the party may ask for a hearing.",
            "拟罚款达到较大数额的，请转为普通办理。";
    }
}
