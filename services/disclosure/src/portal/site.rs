//! For search engines: what there is, and what to leave alone.

use std::fmt::Write as _;

use refusal::Failure;

use super::{FRESH, Page};
use crate::public::Public;
use crate::search::Query;

/// Decisions of the site map: the newest.
const DECISIONS: usize = 2_000;

pub(super) async fn map(public: &Public) -> Result<Page, Failure> {
    let results = public.search(Query::default(), None, DECISIONS).await?;
    let mut body = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n",
    );
    for path in ["/public/", "/public/decisions", "/public/about"] {
        let _ = writeln!(body, "<url><loc>{}{path}</loc></url>", public.url);
    }
    for it in &results.publications {
        let day = it
            .body
            .published
            .map(|day| day.to_string())
            .unwrap_or_default();
        let _ = writeln!(
            body,
            "<url><loc>{}/public/decisions/{}</loc><lastmod>{day}</lastmod></url>",
            public.url, it.id
        );
    }
    body.push_str("</urlset>\n");
    Ok(Page {
        status: 200,
        content_type: "application/xml; charset=utf-8",
        body: body.into_bytes(),
        cache_control: FRESH,
    })
}

pub(super) fn robots(public: &Public) -> Page {
    let body = format!(
        "User-agent: *\nAllow: /public/\nDisallow: /public/case\nDisallow: /\n\nSitemap: {}/public/sitemap.xml\n",
        public.url
    );
    Page {
        status: 200,
        content_type: "text/plain; charset=utf-8",
        body: body.into_bytes(),
        cache_control: FRESH,
    }
}
