//! Who may call what: the whole matrix, as data and over the wire.

use std::fmt::Write as _;
use std::path::Path;

use actor::{Actor, Kind};
use chrono::DateTime;
use gateway::access::{Access, Audited, BadContract, Method, Table};
use gateway::roles::{self, Role};
use gateway::settings::Rate;
use prost::Message as _;
use prost_types::FileDescriptorSet;
use tonic::Code;

use crate::world::World;

fn table() -> Table {
    Table::from_descriptors(contract::DESCRIPTORS).unwrap()
}

fn actor(kind: Kind, permissions: impl IntoIterator<Item = String>) -> Actor {
    Actor {
        principal: "a".to_owned(),
        kind,
        officer_id: None,
        display_name: String::new(),
        agency_id: String::new(),
        division: "35".to_owned(),
        postings: vec![],
        permissions: permissions.into_iter().collect(),
        session_id: None,
        expires: DateTime::UNIX_EPOCH,
    }
}

fn person(role: Role) -> Actor {
    actor(Kind::Person, roles::permissions(&[role]))
}

/// The scope that lets a service account in; "any" without one, "-" when none does.
fn scope(method: &Method) -> &str {
    match &method.access {
        Access::Public | Access::SignedIn => "any",
        Access::Officer { scope, .. } => scope.as_deref().unwrap_or("-"),
        Access::Service { scope } => scope,
    }
}

#[test]
fn the_access_matrix_is_the_golden_one() {
    let table = table();
    let mut text = String::from(
        "# Who may call what. Written by `YIFA_UPDATE=1 cargo test -p gateway`; a change is a decision: review it.\n",
    );
    let names: Vec<_> = Role::ALL.iter().map(|role| role.name()).collect();
    writeln!(
        text,
        "# anyone | {} | service account with scope | audit",
        names.join(" | ")
    )
    .unwrap();
    for method in table.methods() {
        let mark = |allowed: bool| if allowed { "✔" } else { "·" };
        let mut cells = vec![mark(method.access.allows(None)).to_owned()];
        cells.extend(
            Role::ALL.map(|role| mark(method.access.allows(Some(&person(role)))).to_owned()),
        );
        cells.push(scope(method).to_owned());
        let audit = match method.audit {
            Audited::No => "-",
            Audited::Sensitive => "sensitive",
            Audited::Mutation => "mutation",
        };
        writeln!(text, "{} {audit:9} {}", cells.join(" "), method.path).unwrap();
    }
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/access.golden");
    if host::settings::variable("YIFA_UPDATE").is_some() {
        std::fs::write(&path, &text).unwrap();
    }
    let golden = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(
        golden == text,
        "the access matrix has changed: run with YIFA_UPDATE=1 and review the diff"
    );
}

#[test]
fn a_permission_is_no_scope_and_a_scope_no_permission() {
    for method in table().methods() {
        if let Access::Officer { permission, scope } = &method.access {
            let with_permission = actor(Kind::Service, [permission.clone()]);
            let holds_scope = scope.as_ref() == Some(permission);
            assert_eq!(
                method.access.allows(Some(&with_permission)),
                holds_scope,
                "{}",
                method.path
            );
        }
        if let Access::Service { scope } = &method.access {
            assert!(
                !method
                    .access
                    .allows(Some(&actor(Kind::Person, [scope.clone()]))),
                "{}",
                method.path
            );
        }
    }
}

/// The descriptor set with the bytes of one method's options replaced. Prost types drop extensions, so the set is cut apart
/// as bytes: here by re-encoding it without any option at all.
fn without_options() -> Vec<u8> {
    FileDescriptorSet::decode(contract::DESCRIPTORS)
        .unwrap()
        .encode_to_vec()
}

#[test]
fn a_method_without_the_option_stops_the_start_and_is_named() {
    let error = Table::from_descriptors(&without_options()).unwrap_err();
    assert!(
        matches!(&error, BadContract::Missing(method) if method.starts_with("/yifa.")),
        "{error}"
    );
}

#[test]
fn a_rule_that_says_too_little_stops_the_start() {
    for (rule, problem) in [
        ("audit: AUDIT_NONE", "must name a caller"),
        ("caller: CALLER_PUBLIC", "what the audit log keeps"),
        (
            "caller: CALLER_OFFICER audit: AUDIT_NONE",
            "needs a permission",
        ),
        (
            "caller: CALLER_OFFICER permission: \"cases.raed\" audit: AUDIT_NONE",
            "granted by no role",
        ),
        ("caller: CALLER_SERVICE audit: AUDIT_NONE", "needs a scope"),
        (
            "caller: CALLER_SERVICE permission: \"cases.read\" scope: \"x\" audit: AUDIT_NONE",
            "no permission",
        ),
        (
            "caller: CALLER_PUBLIC scope: \"x\" audit: AUDIT_NONE",
            "no meaning",
        ),
    ] {
        let error = Table::from_descriptors(&compiled(rule))
            .unwrap_err()
            .to_string();
        assert!(
            error.contains(problem) && error.contains("/t.v1.TService/Do"),
            "{rule}: {error}"
        );
    }
    let whole = compiled("caller: CALLER_SERVICE scope: \"x\" audit: AUDIT_NONE");
    assert_eq!(
        Table::from_descriptors(&whole).unwrap().methods().count(),
        1
    );
}

/// A descriptor set with one method that carries `rule`.
fn compiled(rule: &str) -> Vec<u8> {
    let source = format!(
        "syntax = \"proto3\"; package t.v1; import \"yifa/access/v1/access.proto\";\n\
         message M {{}} service TService {{ rpc Do(M) returns (M) {{\n\
         option (yifa.access.v1.access) = {{ {rule} }}; }} }}"
    );
    let folder = tempfolder();
    std::fs::write(folder.join("t.proto"), source).unwrap();
    let proto = Path::new(env!("CARGO_MANIFEST_DIR")).join("../proto");
    let mut compiler = protox::Compiler::new([folder.as_path(), &proto]).unwrap();
    compiler.include_imports(true).open_file("t.proto").unwrap();
    let encoded = compiler.encode_file_descriptor_set();
    std::fs::remove_dir_all(folder).unwrap();
    encoded
}

fn tempfolder() -> std::path::PathBuf {
    use clock::Entropy as _;
    let folder = std::env::temp_dir().join(format!("yifa-{}", clock::SystemEntropy.random_id()));
    std::fs::create_dir_all(&folder).unwrap();
    folder
}

#[tokio::test(flavor = "multi_thread")]
async fn every_method_that_is_not_public_is_refused_without_a_token() {
    let world = World::start().await;
    let mut bodies = std::collections::BTreeSet::new();
    for method in table()
        .methods()
        .filter(|method| method.access != Access::Public)
    {
        let answer = world.wire.grpc(&method.path, &[], &[]).await;
        assert_eq!(answer.http, 200, "{}: trailers-only", method.path);
        assert_eq!(answer.code(), Code::Unauthenticated, "{}", method.path);
        assert!(
            answer.body.is_empty() && answer.trailers.is_empty(),
            "{}",
            method.path
        );
        let status = answer.status();
        bodies.insert((status.message().to_owned(), status.details().to_vec()));
        if !method.streams {
            let answer = world.wire.json(&method.path, &[], "{}").await;
            assert_eq!(answer.http, 401, "{}", method.path);
            assert_eq!(
                answer.to_json()["code"],
                "unauthenticated",
                "{}",
                method.path
            );
        }
    }
    assert_eq!(bodies.len(), 1, "the same words everywhere");
    assert!(world.stub.seen().is_empty(), "nothing was passed on");
    world.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn every_role_reaches_over_the_wire_what_the_matrix_says_and_nothing_else() {
    // Every method for every role is more than a source may call at once.
    let all = Rate::new(100_000, 100_000);
    let world = World::start_with(|settings| settings.limits.source = all).await;
    for role in Role::ALL {
        let bearer = world.bearer(role.name(), &[role]).await;
        for method in table().methods() {
            // These end the session that the others need.
            if method.access == Access::SignedIn && method.path.ends_with("/SignOut") {
                continue;
            }
            let before = world.stub.count();
            let answer = world
                .wire
                .grpc(&method.path, &[("authorization", &bearer)], &[])
                .await;
            let allowed = method.access.allows(Some(&person(role)));
            let forbidden = answer.code() == Code::PermissionDenied;
            assert_eq!(
                allowed,
                !forbidden,
                "{role:?} {}: {:?}",
                method.path,
                answer.status()
            );
            if method.package != "yifa.identity.v1" {
                assert_eq!(
                    world.stub.count() > before,
                    allowed,
                    "{role:?} {}",
                    method.path
                );
            }
        }
    }
    world.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_method_that_does_not_exist_is_unimplemented() {
    let world = World::start().await;
    for path in [
        "/yifa.cases.v1.CaseService/Drop",
        "/x",
        "/yifa.cases.v1.CaseService/getCase",
    ] {
        let answer = world.wire.grpc(path, &[], &[]).await;
        assert_eq!(answer.code(), Code::Unimplemented, "{path}");
        assert_eq!(answer.reason(), "NO_SUCH_METHOD");
    }
    world.stop().await;
}
