//! What an interview asks for beside the officers' team, certificates, rights and signature.

use statute::{Citation, Law};

use super::Act;
use crate::beside::{guards, undecided};
use crate::guard::{Fails, View};

const INQUIRY: Citation = Citation::article(Law::AdministrativePenaltyLaw, 54).paragraph(1);
const ALONE: Citation = Citation::article(Law::MarketPenaltyProcedure, 29);

guards! {
    DuringInquiry = "案件尚未作出决定", INTERVIEW_AFTER_DECISION, INQUIRY, undecided;
    Alone = "询问个别进行", INTERVIEW_NOT_SEPARATE, ALONE, alone;
}

fn alone(view: &View<'_>) -> Result<(), Fails> {
    match view.act {
        Some(crate::Act::Interview(Act::RecordInterview(act))) if !act.alone => {
            Err("笔录未载明询问是个别进行的".to_owned())
        }
        _ => Ok(()),
    }
}
