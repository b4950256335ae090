//! What `yifa run` prints when it is ready: the address, the accounts, three things to try.

use std::net::SocketAddr;

use super::accounts::{ACCOUNTS, PASSWORD};

pub(crate) fn greet(address: Option<SocketAddr>, demonstration: bool) {
    let Some(address) = address else {
        println!("\n依法（Yifa）：本进程承载的服务已启动，按 Ctrl-C 停止。");
        return;
    };
    println!("\n依法（Yifa）一体化行政执法平台已就绪：http://{address}");
    println!("公众可查询行政执法公示信息：http://{address}/public/");
    if demonstration {
        println!("\n演示账号（口令均为 {PASSWORD}，动态口令用 `yifa demo-code 用户名` 取得）：");
        for account in ACCOUNTS {
            println!("  {:<16} {}", account.username, account.description);
        }
        println!("\n可以试试：");
        println!(
            "  1. 另开终端运行 `make demo`：办理两件案件，途中依法拒绝三次；案卷导出到 var/demo"
        );
        println!("  2. 按 README 用 curl 或 buf curl 登录并查询案件");
        println!("  3. 运行 `cargo yifa verify`：核验执法记录链、日志签名和审计日志");
    }
    println!("\n按 Ctrl-C 停止。");
}
