//! The mail server that takes letters for electronic service: whether it is there and lets us in, and whether letters wait too long.

use ::mail::Mailer;

use super::check::{Check, Examine, Level, Outcome, Text};
use super::probe::Probe;

pub(super) const CHECKS: &[Check] = &[Check {
    id: "mail.server",
    probes: Text::new(
        "电子送达的邮件服务器可连接、可登录",
        "the mail server for electronic service is there and lets us in",
    ),
    mend: Text::new(
        "核对 [cases.mail] 的 host、port、tls、user、from、ca_file 和 YIFA__CASES__MAIL__SECRET，以及网络。期间发出的信件保留并自动\
         重试，超过 give_up_after_h 小时记为未能送达。",
        "Look at host, port, tls, user, from, ca_file in [cases.mail], at YIFA__CASES__MAIL__SECRET, and at the network. Letters wait \
         meanwhile and are tried again; after give_up_after_h hours they count as not delivered.",
    ),
    worst: Level::Red,
    examine: Examine::Once(|probe| Box::pin(async { Ok(server(probe).await) })),
}];

async fn server(probe: &Probe) -> Outcome {
    let Some(settings) = &probe.mail else {
        return Outcome::ok("未运行执法办案", "case handling does not run here");
    };
    match Mailer::open(settings) {
        Ok(None) => Outcome::ok(
            "未配置邮件服务器，不能以电子邮件送达",
            "no mail server is set: nothing is served by e-mail",
        ),
        Ok(Some(mailer)) => match mailer.probe().await {
            Ok(()) => Outcome::ok(
                format!("{} 可用", mailer.place()),
                format!("{} takes letters", mailer.place()),
            ),
            Err(why) => Outcome::red(
                format!("{} 不可用：{why}", mailer.place()),
                format!("{} is of no use: {why}", mailer.place()),
            ),
        },
        Err(error) => Outcome::red(
            format!("邮件服务器设置有误：{error}"),
            format!("the mail server's settings are wrong: {error}"),
        ),
    }
}
