//! 检查: papers of an inspection that finds something, orders it corrected and comes again.

use contract::cases::v1::IssueReminderRequest;

use super::{Paper, asking, issue, known, open};
use crate::acts::{self, done};
use crate::inspecting;
use crate::office::{fresh, lin};

pub(super) const PAPERS: &[Paper] = &[
    asking(
        "JC01",
        "行政检查计划",
        0,
        r#"{"plans": [{"subject": "餐饮场所", "item": "燃气使用安全", "time": "第一季度", "number": "4"}]}"#,
        &["2026", "专项检查", "城镇燃气管理条例", "黄志强", "第一季度"],
    ),
    known(
        "JC01",
        "行政检查方案",
        0,
        &[
            "燃气安全专项检查",
            "石码某小吃店",
            "林建国",
            "闽-o-lin",
            "陈美华",
            "黄志强",
        ],
    ),
    asking(
        "JC01",
        "双随机抽查抽取记录",
        0,
        r#"{"task": "餐饮燃气抽查", "time": "2026-03-01T09:00", "pool": "辖区餐饮场所，百分之五", "method": "摇号",
            "draw": [{"subject": "石码某小吃店", "officers": "林建国、陈美华"}], "operator": "林建国", "supervisor": "黄志强"}"#,
        &["2026年3月1日9时00分"],
    ),
    asking(
        "JC02",
        "行政检查审批表",
        0,
        r#"{"office_opinion": {"opinion": "拟同意检查", "name": "陈美华", "on": "2026-03-01"}}"#,
        &[
            "属于年度重点检查对象",
            "黄志强",
            "漳州市龙海区石码街道解放北路1号",
        ],
    ),
    known(
        "JC03",
        "行政检查通知书",
        0,
        &[
            "石码某小吃店",
            "餐饮场所燃气使用安全检查",
            "2026年3月2日9时30分",
            "闽-o-chen",
            "有权拒绝检查",
            "0596-6520000",
        ],
    ),
    known(
        "JC04",
        "现场检查笔录",
        0,
        &[
            "软管超过两年未更换",
            "石码街道",
            "2026年3月2日10时00分",
            "张某某",
            "无异议",
            "出示",
        ],
    ),
    asking(
        "JC05",
        "勘验笔录",
        0,
        r#"{"time": "2026-03-20T09:00", "until": "2026-03-20T09:30", "person_in_charge": "张某某", "record": "厨房内燃气软管长三米"}"#,
        &["石码街道", "闽-o-lin"],
    ),
    asking(
        "JC06",
        "抽样取证凭证",
        0,
        r#"{"time": "2026-03-20T09:00", "method": "随机抽取", "samples": [{"name": "燃气软管", "quantity": "1米"}]}"#,
        &[
            "行政处罚法第五十六条",
            "石码某小吃店",
            "龙石街抽样〔2026〕1号",
        ],
    ),
    asking(
        "JC07",
        "询问笔录（检查阶段）",
        0,
        r#"{"time": "2026-03-20T09:00", "until": "2026-03-20T09:30", "nth": 1, "recorder": "陈美华", "person": "张某某",
            "person_code": "3506**********0017", "person_role": "店主", "record": [{"question": "软管何时更换？", "answer": "三年前。"}]}"#,
        &["问：软管何时更换？", "答：三年前。", "闽-o-lin"],
    ),
    known(
        "JC08",
        "行政检查结果告知书",
        0,
        &[
            "发现一项问题，已责令改正",
            "2026年3月2日",
            "2026年3月20日前改正",
        ],
    ),
    known(
        "JC08",
        "行政检查意见书",
        0,
        &["2026年3月2日", "责令于2026年3月20日前改正"],
    ),
    known(
        "JC09",
        "责令改正通知书",
        0,
        &[
            "软管超过两年未更换",
            "配置灭火器，更换软管，安装报警装置",
            "2026年3月20日前",
            "第二十八条第一款",
            "逾期不改正",
        ],
    ),
    known(
        "JC10",
        "整改复查意见书",
        1,
        &[
            "龙石街责改〔2026〕1号",
            "2026年3月20日",
            "已改正",
            "整改照片",
            "已按要求完成整改",
        ],
    ),
    known(
        "JC11",
        "综合查一次任务单",
        0,
        &[
            "漳州市龙海区石码街道办事处",
            "石码某小吃店",
            "黄志强",
            "餐饮场所燃气使用安全检查",
        ],
    ),
    asking(
        "JC11",
        "联合检查任务单",
        0,
        r#"{"division_of_work": "石码街道牵头，各机关按职责检查"}"#,
        &["餐饮场所燃气使用安全检查"],
    ),
    known(
        "JC12",
        "行政执法提示函",
        1,
        &["请定期检查燃气软管", "不是行政处罚"],
    ),
    asking(
        "JC12",
        "行政执法建议书",
        0,
        r#"{"risks": "行业内软管更换不及时"}"#,
        &["城镇燃气管理条例"],
    ),
];

#[tokio::test]
async fn an_inspection_has_each_of_its_papers() {
    let office = open("2026-03-02T10:00:00+08:00").await;
    let id = acts::entered(&office).await.case_id;
    let site = acts::record_site(&office, &id, &["软管超过两年未更换"]);
    done!(office, &lin(), inspections.record_site(site));
    let order = acts::order(&id, "2026-03-20");
    done!(office, &lin(), inspections.order_rectification(order));
    let served = acts::serve_order(&id, acts::direct());
    done!(office, &lin(), inspections.serve_order(served));
    done!(
        office,
        &lin(),
        inspections.tell_result(inspecting::tell(&id))
    );
    let letter = IssueReminderRequest {
        request_id: fresh(),
        case_id: id.clone(),
        co_officer_id: "o-chen".to_owned(),
        content: "请定期检查燃气软管".to_owned(),
        service: acts::direct(),
        ..IssueReminderRequest::default()
    };
    done!(office, &lin(), inspections.issue_reminder(letter));
    office.at("2026-03-20T10:00:00+08:00");
    let visit = acts::revisit(&office, &id, &[1]);
    done!(office, &lin(), inspections.record_revisit(visit));
    issue(&office, &lin(), &id, PAPERS).await;
    office.close().await;
}
