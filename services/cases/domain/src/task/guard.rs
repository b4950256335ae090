//! What assigning, passing on, giving back and urging ask for.

use refusal::Reason;
use statute::{Citation, Law};

use super::{Act, Task, find, reasons};
use crate::OfficerId;
use crate::guard::{Fails, View};

/// A condition for an act on a task.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Guard {
    /// The case still waits for it.
    TaskOpen,
    /// Who is to do it is known and belongs to the agency.
    AssigneeOfAgency,
    /// Who reviews or decides has not handled the case.
    AssigneeFits,
    /// Only whoever it was assigned to passes it on or gives it back.
    AssignedToCaller,
}

/// 网上流转: how acts go from hand to hand is itself recorded (国办发〔2018〕118号 第十五项).
const CIRCULATION: Citation = Citation::article(Law::ThreeSystemsOpinion, 15);
const QUALIFIED: Citation = Citation::article(Law::AdministrativePenaltyLaw, 42).paragraph(1);
const SEPARATE: Citation = Citation::article(Law::AdministrativePenaltyLaw, 58).paragraph(1);

impl Guard {
    /// Every guard.
    pub const ALL: &'static [Self] = &[
        Self::TaskOpen,
        Self::AssigneeOfAgency,
        Self::AssigneeFits,
        Self::AssignedToCaller,
    ];

    /// The condition in Chinese.
    pub const fn zh(self) -> &'static str {
        match self {
            Self::TaskOpen => "案件仍待办理该事项",
            Self::AssigneeOfAgency => "承办人属于或者派驻办案机关",
            Self::AssigneeFits => "审核、决定的承办人未参与办案",
            Self::AssignedToCaller => "事项已指派给本人",
        }
    }

    /// The reason a refusal gives, and the article that says so.
    pub(crate) const fn rule(self) -> (&'static Reason, Citation) {
        match self {
            Self::TaskOpen => (&reasons::TASK_NOT_OPEN, CIRCULATION),
            Self::AssigneeOfAgency => (&reasons::ASSIGNEE_NOT_OF_AGENCY, QUALIFIED),
            Self::AssigneeFits => (&reasons::ASSIGNEE_HANDLED_CASE, SEPARATE),
            Self::AssignedToCaller => (&reasons::TASK_NOT_ASSIGNED_TO_CALLER, CIRCULATION),
        }
    }

    pub(crate) fn check(self, view: &View<'_>) -> Result<(), Fails> {
        match self {
            Self::TaskOpen => match task(view) {
                Some(_) => Ok(()),
                None => Err("案件不再等待该事项，或者没有这一编号".to_owned()),
            },
            Self::AssigneeOfAgency => assignee_of_agency(view),
            Self::AssigneeFits => assignee_fits(view),
            Self::AssignedToCaller => assigned_to_caller(view),
        }
    }
}

fn assignee_of_agency(view: &View<'_>) -> Result<(), Fails> {
    let (Some(case), Some(id)) = (view.case, assignee(view)) else {
        return Ok(());
    };
    let agency = &case.opening.agency;
    match &view.facts.co_officer {
        Some(officer) if officer.acts_for(&agency.id) => Ok(()),
        Some(officer) => Err(format!("{}不属于{}，也未派驻", officer.name, agency.name)),
        None => Err(format!("执法要素中心没有人员{id}的信息")),
    }
}

fn assignee_fits(view: &View<'_>) -> Result<(), Fails> {
    let (Some(case), Some(task), Some(id)) = (view.case, task(view), assignee(view)) else {
        return Ok(());
    };
    if !task.whom.handle_it() && case.handlers.contains(id) {
        return Err(format!("人员{id}参与过本案的办理"));
    }
    Ok(())
}

fn assigned_to_caller(view: &View<'_>) -> Result<(), Fails> {
    let caller = view
        .facts
        .person()
        .and_then(|person| person.officer_id.as_ref());
    match task(view) {
        Some(task) if task.assignee.is_none() || task.assignee.as_ref() != caller => {
            Err("该事项未指派给您".to_owned())
        }
        _ => Ok(()),
    }
}

fn task<'a>(view: &View<'a>) -> Option<&'a Task> {
    view.case.and_then(|case| find(case, view.about))
}

fn assignee<'a>(view: &View<'a>) -> Option<&'a OfficerId> {
    match view.act {
        Some(crate::Act::Task(act)) => Act::assignee(act),
        _ => None,
    }
}
