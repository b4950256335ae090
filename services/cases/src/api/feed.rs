//! CaseFeedService: what has happened, for the services that follow.

use contract::cases::v1 as proto;
use contract::cases::v1::case_feed_service_server::CaseFeedService;

use super::FEED;

feed::serve!(CaseFeedService, proto, FEED);
