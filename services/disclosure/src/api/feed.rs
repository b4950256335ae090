//! DisclosureFeedService: what has happened, for the services that follow.

use contract::disclosure::v1 as proto;
use contract::disclosure::v1::disclosure_feed_service_server::DisclosureFeedService;

use super::FEED;

feed::serve!(DisclosureFeedService, proto, FEED);
