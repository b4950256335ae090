//! What a presentation asks for.

use statute::{Citation, Law};

use super::Act;
use crate::ItemId;
use crate::beside::guards;
use crate::guard::{Fails, View};

const SHOWN: Citation = Citation::article(Law::AdministrativePenaltyLaw, 55).paragraph(1);

guards! {
    ItemsOfCase = "出示证件所为的事项是本案事项", PRESENTED_ITEM_NOT_OF_CASE, SHOWN, items_of_case;
}

fn items_of_case(view: &View<'_>) -> Result<(), Fails> {
    let (Some(case), Some(crate::Act::Presentation(Act::PresentCard(act)))) = (view.case, view.act)
    else {
        return Ok(());
    };
    let known = |id: &ItemId| case.opening.items.iter().any(|item| item.id == *id);
    match act.items.iter().find(|id| !known(id)) {
        Some(id) => Err(format!("事项{id}不是本案事项")),
        None => Ok(()),
    }
}
