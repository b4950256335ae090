//! Stable reasons of tasks.

use refusal::{Code, Reason};

use crate::reasons::reasons;

reasons! {
    Refused {
        TASK_NOT_OPEN:
            "The case does not wait for the task any more, or never did.",
            "请刷新案件，查看当前待办事项。";
        ASSIGNEE_NOT_OF_AGENCY:
            "Whoever is to do the task is not known, or does not belong to the agency.",
            "请指派本机关或者派驻本机关的人员。";
        ASSIGNEE_HANDLED_CASE:
            "Whoever is to review or decide has handled the case.",
            "请指派未参与本案办理的人员。";
        TASK_NOT_ASSIGNED_TO_CALLER:
            "The task was not assigned to the caller.",
            "请由承办人转交或者退回；改派由机关负责人办理。";
    }
}
